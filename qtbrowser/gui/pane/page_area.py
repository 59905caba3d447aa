"""The page with its outline: beside it where there is room, above it where there isn't; never over the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from qtbrowser.gui.pane.heading_positions import LEAST_HEADINGS, HeadingPositions, section_at
from qtbrowser.gui.pane.outline import Outline
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.rendering.page import Heading

_ROOMY = 640
"""The least width in pixels that an outline which is there by itself must leave to the page."""

_ENOUGH = 340
"""The least width in pixels that an outline which was asked for leaves to the page beside it."""

_SPARE_SHARE = 0.25
_MOST_WIDENED = 1.75
"""The share that an outline gets of what its page has beyond `_ROOMY`, so that long headings are whole; and how many
times its preferred width it has at most.
"""

_MOST_ABOVE = 0.45
"""The share of the height that an outline above the page takes at most."""

_BUTTON = 28


class PageArea(QWidget):
    """Lays out a view and the outline of its page.

    Args:
        view: shows the page.
        parent: the owner.

    Signals:
        outline_switched: whether the user wants the outline.
    """

    outline_switched = Signal(bool)

    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        view.setParent(self)
        self._wanted = True
        self._called = False
        self._is_button_offered = True
        self._headings: Sequence[Heading] = ()
        self._positions: list[int] = []
        self._found = HeadingPositions(view.document())
        self.outline = Outline(self)
        self.outline.hide()
        self._button = self._make_button()
        self.outline.chosen.connect(self._go_to)
        self.outline.left.connect(self._leave)
        self.outline.closed.connect(self._close)
        view.seen_changed.connect(self._show_section)
        view.extended.connect(self._measure_on)
        view.rendered.connect(self._measure)

    def expect(self, headings: Sequence[Heading]) -> None:
        """Makes room for the outline of the page that the view is given next, which so has its width at once.

        Args:
            headings: the page's.
        """
        self._headings = headings
        self._positions = []
        self._called = False
        self.outline.show_headings(self._headings)
        self._view.leave_page()
        self._lay_out()

    def add_headings(self, headings: Sequence[Heading]) -> None:
        """Takes the headings of the parts of a long page that the view will be given next."""
        had_several = self._has_several
        self._headings = (*self._headings, *headings)
        self.outline.show_headings(self._headings)
        if self._has_several != had_several:
            self._lay_out()

    def _measure(self) -> None:
        """Finds the headings in the view's new document."""
        self._found = HeadingPositions(self._view.document())
        self._measure_on()

    def _measure_on(self) -> None:
        """Finds the headings in what was appended to the document."""
        whole = self._view.is_whole
        self._positions = self._found.positions(self._headings, is_whole=whole) if self._headings else []
        self._show_section()

    def want_outline(self, wanted: bool) -> None:
        """Sets whether outlines are shown."""
        self._wanted = wanted
        self._called = False
        self._lay_out()

    def wants_outline(self) -> bool:
        """Whether the outline is shown if there is room beside the page."""
        return self._wanted

    def toggle_outline(self) -> None:
        """Opens the outline with the focus in it, or closes it. On a page with one heading or none it says so."""
        if self.outline.isVisibleTo(self):
            self._close()
            return
        self._called = not (self._is_roomy() and self._has_several)
        if self._has_several:
            self._switch(True)
        self._lay_out()
        self.outline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer_button(self, offered: bool) -> None:
        """Have a button in the page's corner that opens the outline, or none: there is one elsewhere."""
        self._is_button_offered = offered
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the outline beside or above the page."""
        super().resizeEvent(event)
        self._lay_out()

    def _make_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("outline_button")
        button.setIcon(icon("list-tree"))
        grow_icon(button, 16)
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Outline"))
        button.setAccessibleName(self.tr("Outline"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.toggle_outline)
        button.hide()
        return button

    @property
    def _has_several(self) -> bool:
        return len(self._headings) >= LEAST_HEADINGS

    def _is_roomy(self) -> bool:
        return self.width() - self.outline.sizeHint().width() >= _ROOMY

    def _outline_width(self) -> int:
        """The width in pixels of an outline beside the page, for all pages the same."""
        preferred = self.outline.sizeHint().width()
        spare = max(0, self.width() - preferred - _ROOMY)
        return round(min(_MOST_WIDENED * preferred, preferred + _SPARE_SHARE * spare))

    def _lay_out(self) -> None:
        width = self._outline_width()
        is_shown = self._called or (self._has_several and self._wanted and self._is_roomy())
        if not is_shown:
            page, outline = self.rect(), QRect(self.width(), 0, 0, self.height())
        elif self.width() - width >= _ENOUGH:
            page = QRect(0, 0, self.width() - width, self.height())
            outline = QRect(page.width(), 0, width, self.height())
        else:
            height = min(self.outline.height_for_all(), round(self.height() * _MOST_ABOVE))
            outline = QRect(0, 0, self.width(), height)
            page = QRect(0, height, self.width(), self.height() - height)
        self._view.setGeometry(page)
        self.outline.setGeometry(outline)
        self.outline.setVisible(is_shown)
        scroll_bar = self._view.verticalScrollBar().sizeHint().width()
        self._button.setGeometry(self.width() - scroll_bar - _BUTTON - 2, 4, _BUTTON, _BUTTON)
        self._button.setVisible(self._is_button_offered and self._has_several and not is_shown)

    def _show_section(self) -> None:
        if self._headings:
            # A section becomes the current one when its heading is in the upper quarter of the view.
            self.outline.show_section(section_at(self._positions, self._view.position_at(0.25)))

    def _go_to(self, index: int) -> None:
        self._view.scroll_to(self._headings[index].anchor)
        self.outline.show_section(index)
        self._leave()

    def _leave(self) -> None:
        if self._called:
            self._called = False
            self._lay_out()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._called = False
        if self._is_roomy() and self._has_several:
            self._switch(False)
        else:
            self._lay_out()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch(self, wanted: bool) -> None:
        changed = wanted != self._wanted
        self._wanted = wanted
        self._lay_out()
        if changed:
            self.outline_switched.emit(wanted)
