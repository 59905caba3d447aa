"""Lays out tree, list and answer by the window's width: side by side, with the tree as a drawer, or one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.window.arrangement import PanelArrangement, arrangement, text_scale
from qtbrowser.gui.window.drawer import Drawer

USUAL_WIDTHS = (264, 364, 652)
ROOMY_WIDTHS = (288, 400, 912)
LEAST_WIDTHS = (140, 220, 280)
DOCK_WIDTH = 360

TREE_GROWTH = (1024, 8, 32)
"""From the first width of the window on the tree gets a part of each further pixel, up to so many."""

SECOND_PAGE_WIDTH = 440
"""The width in pixels that the second document takes from tree and list."""

TREE, LIST, ANSWER = range(3)


class Columns(QWidget):
    """Three panels, and optionally a fourth at the right end. The chosen widths survive a narrow window.

    Args:
        panels: tree, list and answer.
        parent: the owner.

    Attributes:
        splitter: has the panels that are side by side.

    Signals:
        shown_changed: the results of `is_shown` may have changed.
        arranged: the PanelArrangement, when it has changed.
    """

    shown_changed = Signal()
    arranged = Signal(int)

    def __init__(self, panels: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._wanted: list[int] = []
        self._switched_on = [True, True, True]
        self._front = LIST
        self._only_answer = False
        self._arrangement: PanelArrangement | None = None
        self._dock: QWidget | None = None
        self._dock_wanted = False
        self._has_second_page = False
        self.splitter = Splitter(Qt.Orientation.Horizontal, self)
        for panel, least in zip(panels, LEAST_WIDTHS, strict=True):
            panel.setMinimumWidth(least)
            self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(ANSWER, 1)
        self.splitter.splitterMoved.connect(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._drawer = Drawer(self)
        self._drawer.switched.connect(self.shown_changed)
        self._end_drawer = Drawer(self, at_end=True)
        self._end_drawer.switched.connect(self._on_end_drawer)

    # Widths

    def wanted(self) -> list[int]:
        """The widths in pixels that the user has chosen; empty if there are none."""
        return list(self._wanted)

    def want(self, widths: Sequence[int]) -> None:
        """Set the widths of the panels; the default ones if `widths` are not three."""
        self._wanted = []
        if len(widths) == len(LEAST_WIDTHS):
            self._wanted = [max(width, least) for width, least in zip(widths, LEAST_WIDTHS, strict=True)]
        self._share()

    # What is shown

    @property
    def arrangement(self) -> PanelArrangement:
        """How the panels are laid out now."""
        scale = text_scale(self.font())
        taken = round(SECOND_PAGE_WIDTH * scale) if self._has_second_page and not self._only_answer else 0
        return arrangement(self.width() - taken, scale)

    def make_room_for_second_page(self, wanted: bool) -> None:
        """Set whether the answer's column has two documents, so that tree and list leave room for them."""
        if wanted != self._has_second_page:
            self._has_second_page = wanted
            if self._arrangement is not None:
                self._arrange()

    def is_shown(self, number: int) -> bool:
        """Whether TREE, LIST or ANSWER can be seen now."""
        if self._only_answer:
            return number == ANSWER
        if number == TREE and self.arrangement < PanelArrangement.COLUMNS:
            return not self._drawer.isHidden()
        if self.arrangement is PanelArrangement.SINGLE:
            return number == self._front
        return self._switched_on[number]

    def is_switched_on(self, number: int) -> bool:
        """Whether the user wants TREE or LIST beside the answer if there is room."""
        return self._switched_on[number]

    def switch(self, number: int, shown: bool) -> None:
        """Show or hide TREE or LIST: beside the answer, as a drawer, or in its place, as the width allows."""
        if shown == self.is_shown(number) or self._only_answer:
            return
        if number == TREE and self.arrangement < PanelArrangement.COLUMNS:
            if shown:
                self._drawer.open_drawer()
            else:
                self._drawer.close_drawer()
        elif self.arrangement is PanelArrangement.SINGLE:
            self.bring_forward(number if shown else ANSWER)
        else:
            self._switched_on[number] = shown
            self._show_panels()

    def restore_switches(self, tree: bool, question_list: bool) -> None:
        """Restore which panels the user wants beside the answer."""
        self._switched_on = [tree, question_list, True]
        self._show_panels()

    def bring_forward(self, number: int) -> None:
        """Show LIST or ANSWER if there is room for only one panel; otherwise only close the drawer."""
        # Whoever is typing in the search field above goes on typing while the list with the hits comes forward.
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self._drawer.close_drawer()
        if number in (LIST, ANSWER) and self._front != number:
            self._front = number
            if self.arrangement is PanelArrangement.SINGLE:
                self._show_panels()
                if had_focus:
                    self._panels[number].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shows_answer_alone(self) -> bool:
        """Whether the answer is shown in place of the list, because there is no room for both."""
        return self.arrangement is PanelArrangement.SINGLE and not self._only_answer and self._front == ANSWER

    @property
    def is_tree_over(self) -> bool:
        """Whether the tree is shown as a drawer over the other panels."""
        return not self._drawer.isHidden()

    def open_tree(self) -> None:
        """Put the focus into the tree; if it is a drawer, open it."""
        if self.arrangement < PanelArrangement.COLUMNS and not self._only_answer:
            self._drawer.open_drawer()
        self._panels[TREE].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_only_answer(self, only: bool) -> None:
        """Show only the answer, or all panels again."""
        self._only_answer = only
        self._drawer.close_drawer()
        self._end_drawer.close_drawer()
        self._show_panels()

    # The panel at the end

    def add_dock(self, panel: QWidget) -> None:
        """Add the panel at the right end, which is a drawer if the window is narrow; hidden at first. Called once."""
        self._dock = panel
        panel.hide()
        self._place_dock()

    def show_dock(self, shown: bool) -> None:
        """Show or hide the panel at the right end."""
        self._dock_wanted = shown
        if self._dock is not None and self._end_drawer.panel is self._dock:
            if shown:
                self._end_drawer.open_drawer()
            else:
                self._end_drawer.close_drawer()
        self._show_panels()

    def restore_dock(self, shown: bool) -> None:
        """Take over whether the reader wants that panel where it has room; no drawer opens."""
        self._dock_wanted = shown
        self._show_panels()

    def _on_end_drawer(self, opened: bool) -> None:
        if self._end_drawer.panel is self._dock:
            # A drawer that the reader has closed is not docked when there is room again.
            self._dock_wanted = opened
        self.shown_changed.emit()

    @property
    def shows_dock(self) -> bool:
        """Whether the panel at the right end is visible."""
        if self._dock is None or self._only_answer:
            return False
        if self._end_drawer.panel is self._dock:
            return not self._end_drawer.isHidden()
        return self._dock_wanted

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Restore the chosen widths as far as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the panels out again, because larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._arrangement is not None:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape shows the list again, if there is room for only one of list and answer."""
        if event.key() == Qt.Key.Key_Escape and self.shows_answer_alone:
            self.bring_forward(LIST)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        now = self.arrangement
        if now is not self._arrangement:
            self._arrangement = now
            tree = self._panels[TREE]
            if now < PanelArrangement.COLUMNS and self._drawer.panel is None:
                self._drawer.hold(tree, self._usual()[TREE])
            elif now >= PanelArrangement.COLUMNS and self._drawer.panel is not None:
                self._drawer.release()
                tree.setAutoFillBackground(False)
                self.splitter.insertWidget(TREE, tree)
            self._place_dock()
            self._show_panels()
            self.arranged.emit(now)
        self._drawer.set_width(self._usual()[TREE])
        self._end_drawer.set_width(self._dock_width())
        self._share()

    def _place_dock(self) -> None:
        if self._dock is None:
            return
        if self.arrangement is PanelArrangement.ROOMY:
            self._end_drawer.release()
            self.splitter.addWidget(self._dock)
        elif self._end_drawer.panel is None:
            self._end_drawer.hold(self._dock, self._dock_width())

    def _dock_width(self) -> int:
        return round(DOCK_WIDTH * text_scale(self.font()))

    def _show_panels(self) -> None:
        for number, panel in enumerate(self._panels):
            if number != TREE or self._drawer.panel is None:
                panel.setVisible(self.is_shown(number))
        if self._dock is not None and self._end_drawer.panel is None:
            self._dock.setVisible(self._dock_wanted and not self._only_answer)
        self._share()
        self.shown_changed.emit()

    def _usual(self) -> list[int]:
        """The default widths."""
        if self._wanted:
            return self._wanted
        scale = text_scale(self.font())
        usual = ROOMY_WIDTHS if self.arrangement is PanelArrangement.ROOMY else USUAL_WIDTHS
        begin, part, most = TREE_GROWTH
        grown = min(max(0, int(self.width() / scale) - begin) // part, most)
        return [round((width + (grown if number == TREE else 0)) * scale) for number, width in enumerate(usual)]

    def _in_splitter(self) -> list[QWidget]:
        found = (self.splitter.widget(place) for place in range(self.splitter.count()))
        return [panel for panel in found if panel is not None]

    def _note(self) -> None:
        if self.arrangement is PanelArrangement.SINGLE:
            return
        sizes = dict(zip(self._in_splitter(), self.splitter.sizes(), strict=True))
        usual = self._usual()
        self._wanted = [sizes.get(panel) or width for panel, width in zip(self._panels, usual, strict=True)]

    def _share(self) -> None:
        if self._arrangement is None:
            return
        usual = dict(zip(self._panels, self._usual(), strict=True))
        shown = [panel for panel in self._in_splitter() if not panel.isHidden()]
        answer = self._panels[ANSWER]
        dock = self._dock_width()
        taken = sum(usual.get(panel, dock) for panel in shown if panel is not answer)
        left = max(self.width() - taken, LEAST_WIDTHS[ANSWER])
        widths = [left if panel is answer else usual.get(panel, dock) for panel in self._in_splitter()]
        self.splitter.setSizes(widths)
