"""The bar on top: back and forward, the search field, and whether to search in the selected subject only."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from qtbrowser.gui.browse.search_field import SearchField
from qtbrowser.gui.widgets.icons import grow_icon, paint_icon, scaled_to_text
from qtbrowser.gui.widgets.labels import shortened
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.row_painting import mirrored
from qtbrowser.gui.widgets.theme_palettes import colours_of

TYPING_MS = 40
FIELD_WIDTH = 640
LABEL_LENGTH = 36
LIBRARIES_WIDTH = 900
"""A narrower bar has no room for the switch of all libraries, which is in the menu, too; in pixels."""


class ScopeChip(QToolButton):
    """A button with a check mark: filled while the search is limited, else an outline."""

    PADDING = 10
    ICON = 14
    off_icon = "list-filter"

    def sizeHint(self) -> QSize:
        """The size of icon and text, with padding."""
        words = self.fontMetrics().horizontalAdvance(self._words())
        side = scaled_to_text(self.fontMetrics(), self.ICON)
        return QSize(words + side + 6 + 2 * self.PADDING, self.fontMetrics().height() + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, with a stronger outline if it has the focus."""
        colours = colours_of(self.palette())
        on = self.isChecked()
        ground = colours.selected if on else colours.hover if self.underMouse() else colours.window
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = colours.accent if self.hasFocus() or on else colours.field_border
        painter.setPen(QPen(QColor(outline), 1.6 if self.hasFocus() else 1))
        painter.setBrush(QColor(ground))
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        side = scaled_to_text(self.fontMetrics(), self.ICON)
        direction = self.layoutDirection()
        place = mirrored(QRectF(self.PADDING, (self.height() - side) / 2, side, side), self.rect(), direction)
        paint_icon(painter, "check" if on else self.off_icon, place, colours.text if on else colours.muted)
        painter.setPen(QColor(colours.text if on else colours.muted))
        room = QRectF(self.rect()).adjusted(self.PADDING + side + 6, 0, -self.PADDING + 2, 0)
        room = mirrored(room, self.rect(), direction)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._words())
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "&")


class SearchBar(QWidget):
    """Back and forward, the search field, and the scope button.

    Args:
        tree: the action that shows the subjects; its button is shown by `offer_tree`.
        back, forward: the actions of the history.
        parent: the owner.

    Signals:
        search_requested: the query, a moment after the last key; empty when the search was cleared.
        within_changed: whether the search is limited to the selection.
        downwards: the reader wants to go into the hits.
        again_requested: the reader wants the search again that was cleared last.
    """

    search_requested = Signal(str)
    within_changed = Signal(bool)
    downwards = Signal()
    again_requested = Signal()

    def __init__(self, tree: QAction, back: QAction, forward: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_bar")
        self.field = SearchField(self)
        self.field.setMaximumWidth(FIELD_WIDTH)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.textChanged.connect(self._type)
        self.field.downwards.connect(self._go_down)
        self.field.upwards.connect(self.again_requested)
        self.within = ScopeChip(self)
        self.within.setObjectName("within")
        self.within.setCheckable(True)
        self.within.setChecked(True)
        self.within.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.within.toggled.connect(self._switch_within)
        self.within.hide()
        self._libraries: ScopeChip | None = None
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._report)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 12, 8)
        layout.setSpacing(8)
        self.tree_button = self._button(tree)
        self.tree_button.setObjectName("open_tree")
        self.tree_button.hide()
        layout.addWidget(self.tree_button)
        layout.addWidget(self._button(back))
        layout.addWidget(self._button(forward))
        layout.addSpacing(4)
        layout.addWidget(self.field, 10)
        layout.addWidget(self.within)
        layout.addStretch(1)
        self.show_scope("")

    def text(self) -> str:
        """The text in the field."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Search for `text` as if it had been typed, at once."""
        self.field.setText(text)
        self._typing.stop()
        self._report()

    def show_search(self, text: str, within: bool) -> None:
        """Show a search that is on its way already, without reporting it."""
        self.field.setText(text)
        self._typing.stop()
        if within != self.within.isChecked():
            self.within.blockSignals(True)
            self.within.setChecked(within)
            self.within.blockSignals(False)
            self.within.update()
            self._describe()

    @property
    def is_settled(self) -> bool:
        """Whether everything typed has been searched for."""
        return not self._typing.isActive()

    def show_scope(self, label: str) -> None:
        """Offer to limit the search to the selection called `label`; empty where everything is selected."""
        self.within.setText(self.tr("Only in {0}").format(shortened(label, LABEL_LENGTH)).replace("&", "&&"))
        self.within.setAccessibleName(self.tr("Search only in {0}").format(label))
        self.within.setVisible(bool(label))
        self._scope = label
        self._describe()

    def offer_tree(self, offered: bool) -> None:
        """Show the button of the subject tree, where the tree is not beside the list."""
        self.tree_button.setVisible(offered)

    def offer_libraries(self, switch: QAction) -> None:
        """Show the switch of the search in all open libraries, while it can be used and the bar is wide enough."""
        if self._libraries is None:
            if not switch.isEnabled():
                return
            self._libraries = ScopeChip(self)
            self._libraries.setObjectName("all_libraries_chip")
            self._libraries.off_icon = "folder-open"
            self._libraries.setDefaultAction(switch)
            self._libraries.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._libraries.setAccessibleName(self.tr("Search all open libraries"))
            layout = self.layout()
            if isinstance(layout, QHBoxLayout):
                layout.insertWidget(layout.indexOf(self.within) + 1, self._libraries)
            QWidget.setTabOrder(self.within, self._libraries)
        self._show_libraries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The switch of all libraries needs some room."""
        super().resizeEvent(event)
        self._show_libraries()

    def _show_libraries(self) -> None:
        if self._libraries is not None:
            self._libraries.setVisible(self._libraries.isEnabled() and self.width() >= LIBRARIES_WIDTH)

    def show_noun(self, noun: Noun) -> None:
        """Call the documents otherwise."""
        self._noun = noun
        self._describe()

    def offer_again(self, text: str) -> None:
        """Tell in the empty field that Up brings back the search for `text`; empty where there is none."""
        self._again = text
        self._describe()

    def focus(self) -> None:
        """Put the cursor into the field, and select its text."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a hairline at the bottom."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours_of(self.palette()).border), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    _scope = ""
    _again = ""
    _noun = Noun.QUESTION

    def _describe(self) -> None:
        narrowed = bool(self._scope) and self.within.isChecked()
        words = self.tr("Search in {0}").format(self._scope) if narrowed else self._noun.search_all
        if self._again:
            words = self.tr("{0}   (Up: {1} again)").format(words, shortened(self._again, LABEL_LENGTH))
        self.field.setPlaceholderText(words)
        self.within.setToolTip(
            self.tr("The search is limited to what is selected at the left. Press to search everything.")
            if self.within.isChecked()
            else self.tr("Press to search only in what is selected at the left.")
        )

    def _switch_within(self, on: bool) -> None:
        self._describe()
        self.within_changed.emit(on)

    def _type(self, text: str) -> None:
        self._typing.start()

    def _go_down(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._report()
        self.downwards.emit()

    def _report(self) -> None:
        self.search_requested.emit(self.field.text())

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        grow_icon(button, 18)
        button.setMinimumSize(32, 32)
        button.setAccessibleName(action.text().replace("&", ""))
        return button
