"""The facets of the hits in one line above them: the chosen ones, the most frequent ones, and all in a menu."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, zip_longest

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QToolButton, QWidget

from qtbrowser.gui.browse.facet_chip import Facet, FacetChip, chosen_facets
from qtbrowser.gui.browse.rows import FacetKind, FacetsPage, Narrowing
from qtbrowser.gui.widgets.font_rules import FontRule
from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.menu import Menu
from qtbrowser.gui.widgets.row_painting import mirrored, small_font

MARGIN = 14
SPACING = 6
OFFERED = 12
PATIENCE_MS = 150
"""So long the counts of the list before are shown while those of another list are loaded."""


class FacetBar(QWidget):
    """One line of chips.

    Signals:
        narrowed: the Narrowing that the user has chosen.
        left: the user wants to return to the hits.
    """

    narrowed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facet_bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._narrowing = Narrowing()
        self._facets: dict[FacetKind, list[Facet]] = {}
        self._tab_before: QWidget = self
        self.chips: list[FacetChip] = []
        self.more = QToolButton(self)
        self.more.setObjectName("more_facets")
        FontRule(self.more, small_font)
        self.more.setText(self.tr("More"))
        self.more.setIcon(icon("list-filter"))
        grow_icon(self.more, 14)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setAccessibleName(self.tr("All subjects, topics and months of the hits"))
        self.more.setToolTip(self.more.accessibleName())
        self.more.clicked.connect(self._open_menu)
        self.menu: QMenu | None = None
        # Without this time chips would vanish and come again with every letter of a search.
        self._outdated = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._outdated.timeout.connect(self._remove_offers)
        self.hide()

    def follow_in_tabs(self, before: QWidget) -> None:
        """Set the tab order: the chips follow `before`."""
        self._tab_before = before
        self._arrange()

    def show_narrowing(self, narrowing: Narrowing) -> None:
        """Show what is chosen while its facets are loaded, for a moment with the counts of the list before."""
        if self._facets:
            self._outdated.start()
        if narrowing != self._narrowing:
            self._narrowing = narrowing
            self._show_chips()
        self.show()

    def show_facets(self, page: FacetsPage) -> None:
        """Show the facets of hits."""
        self._outdated.stop()
        self._narrowing = page.request.narrowing
        found = page.facets
        has_topic = page.request.base.topic is not None
        of_kind = {
            FacetKind.SUBJECT: found.subjects,
            FacetKind.TOPIC: () if has_topic else found.topics,
            FacetKind.MONTH: found.months,
        }
        # A value that all hits have does not narrow them.
        self._facets = {
            kind: [Facet(kind, one.name, one.count) for one in counts if one.count < page.total]
            for kind, counts in of_kind.items()
        }
        self._show_chips()
        self.setVisible(bool(self.chips))

    def forget(self) -> None:
        """Remove all chips."""
        self._outdated.stop()
        self._narrowing = Narrowing()
        self._facets = {}
        self._show_chips()
        self.hide()

    def enter(self) -> bool:
        """Put the focus on the first chip; returns whether there is one."""
        if self.isVisible() and self.chips:
            self.chips[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def sizeHint(self) -> QSize:
        """The height of one line, with or without chips, so that the list below does not move."""
        return QSize(200, self.fontMetrics().height() + 14)

    def minimumSizeHint(self) -> QSize:
        """The same height, and the least width."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _remove_offers(self) -> None:
        if any(chip.hasFocus() for chip in self.chips):
            return
        self._facets = {}
        self._show_chips()

    def _show_chips(self) -> None:
        focus = QApplication.focusWidget()
        focused = focus.facet if isinstance(focus, FacetChip) and focus in self.chips else None
        old, self.chips = self.chips, [self._chip(facet) for facet in self._on_the_line()]
        self._arrange()
        if focused is not None:
            same = [chip for chip in self.chips if (chip.facet.kind, chip.facet.name) == (focused.kind, focused.name)]
            shown = [chip for chip in (*same, *self.chips) if chip.isVisibleTo(self)]
            if shown:
                shown[0].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.left.emit()
        for chip in old:
            chip.hide()
            chip.deleteLater()

    def _on_the_line(self) -> list[Facet]:
        """The chosen facets, then subjects and topics alternately. Months are in the menu only: most hits have the same
        few.
        """
        pairs = zip_longest(self._offers(FacetKind.SUBJECT), self._offers(FacetKind.TOPIC))
        offered = [facet for facet in chain.from_iterable(pairs) if facet is not None]
        return chosen_facets(self._narrowing) + offered[:OFFERED]

    def _offers(self, kind: FacetKind) -> list[Facet]:
        """The facets of a kind that can be chosen: none if one of the kind is chosen already."""
        return [] if self._narrowing.values()[kind] is not None else self._facets.get(kind, [])

    def _chip(self, facet: Facet) -> FacetChip:
        chip = FacetChip(facet, self)
        chip.clicked.connect(self._switcher(facet))
        chip.stepped.connect(self._step)
        return chip

    def _switcher(self, facet: Facet) -> Callable[[], None]:
        return lambda: self.narrowed.emit(self._narrowing.switched(facet.kind, facet.name))

    def _arrange(self) -> None:
        """Put the chips side by side; those that don't fit are in the menu only."""
        has_menu = any(self._offers(kind) for kind in FacetKind)
        self.more.setVisible(has_menu)
        end = self.width() - MARGIN - (self.more.sizeHint().width() + SPACING if has_menu else 0)
        left = MARGIN
        before = self._tab_before
        for chip in self.chips:
            size = chip.sizeHint()
            fits = left + size.width() <= end
            chip.setVisible(fits)
            if fits:
                self._place(chip, QRect(left, 0, size.width(), size.height()))
                left += size.width() + SPACING
            QWidget.setTabOrder(before, chip)
            before = chip
        QWidget.setTabOrder(before, self.more)
        height = self.chips[0].sizeHint().height() if self.chips else self.more.sizeHint().height()
        self._place(self.more, QRect(left, 0, self.more.sizeHint().width(), height))

    def _place(self, widget: QWidget, place: QRect) -> None:
        widget.setGeometry(mirrored(QRectF(place), self.rect(), self.layoutDirection()).toRect())

    def _step(self, by: int) -> None:
        stations = [*(chip for chip in self.chips if chip.isVisible()), self.more]
        focus = QApplication.focusWidget()
        place = next((number for number, one in enumerate(stations) if one is focus), 0) + by
        if 0 <= place < len(stations):
            stations[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = Menu(self)
        if self._narrowing:
            self.menu.addAction(self.tr("&All Hits")).triggered.connect(lambda: self.narrowed.emit(Narrowing()))
            self.menu.addSeparator()
        names = (self.tr("&Subjects"), self.tr("&Topics"), self.tr("&Months"))
        for kind, name in zip(FacetKind, names, strict=True):
            if offers := self._offers(kind):
                part = self.menu.addMenu(name)
                for facet in offers:
                    entry = part.addAction(f"{facet.label.replace('&', '&&')}\t{facet.count}")
                    entry.triggered.connect(self._switcher(facet))
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
