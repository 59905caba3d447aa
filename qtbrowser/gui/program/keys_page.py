"""The page of the settings dialog with the keys of every action."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import CHANGED_KEYS
from qtbrowser.gui.settings.shortcuts import is_needed_elsewhere, read_changed_keys, write_changed_keys
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.icons import paint_icon, scaled_to_text
from qtbrowser.gui.widgets.key_field import KeyField
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.window.actions import Actions

CLASH_ROLE = Qt.ItemDataRole.UserRole
ICON = 14
KEYS_WIDTH = 140
"""The least width of the keys in pixels, beside text of the usual size."""
_NATIVE = QKeySequence.SequenceFormat.NativeText


class _KeysDelegate(CellDelegate):
    """A warning before keys that two actions share."""

    MUTED = (1,)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """One line, as wide as its words."""
        metrics = QFontMetrics(option.font)
        sign = ICON + 6 if index.data(CLASH_ROLE) else 0
        width = metrics.horizontalAdvance(str(index.data() or "")) + sign + 2 * self.PADDING
        return QSize(width, metrics.height() + 10)

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """The warning."""
        if not index.data(CLASH_ROLE):
            return 0
        place = QRectF(room.x(), room.center().y() + 1 - ICON / 2, ICON, ICON)
        paint_icon(painter, "triangle-alert", place, colours.on_danger)
        return ICON + 6


class KeysPage(QWidget):
    """A table of the actions, and below it the field that takes new keys for the one that is selected.

    Args:
        actions: whose keys are shown and changed.
        preferences: where changed keys are kept.
        parent: the dialog.

    Signals:
        changed: an action has other keys.
    """

    changed = Signal()

    def __init__(self, actions: Actions, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._preferences = preferences
        self._all = actions.all()
        self._cells = [QTableWidgetItem() for _ in self._all]
        self._taken: QKeySequence | None = None
        self.table = self._make_table()
        self.field = KeyField(self)
        self.field.setObjectName("new_keys")
        self.field.setAccessibleName(self.tr("New keys"))
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.use = self._button(self.tr("&Use"), self._use)
        self.add = self._button(self.tr("A&dd"), self._add)
        self.remove = self._button(self.tr("&No Keys"), self._remove)
        self.reset_one = self._button(self.tr("&Reset"), self._reset_one)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        for button in (self.use, self.add, self.remove, self.reset_one):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        layout.addLayout(row)
        self.field.keys_pressed.connect(self._on_keys_pressed)
        self.table.itemSelectionChanged.connect(self._begin)
        actions.keys_changed.connect(self._show)
        self._show()
        self.table.selectRow(0)

    @property
    def is_default(self) -> bool:
        """Whether no action has other keys than by default."""
        return not self._changed()

    def filter(self, words: list[str]) -> int:
        """Show the actions whose name and keys together have all of these words; return how many."""
        count = 0
        for row, action in enumerate(self._all):
            text = f"{self._actions.title(action)} {self._cells[row].text()}".casefold()
            matches = all(word.casefold() in text for word in words)
            self.table.setRowHidden(row, not matches)
            count += matches
        first = next((row for row in range(len(self._all)) if not self.table.isRowHidden(row)), -1)
        if first >= 0 and self.table.isRowHidden(self.table.currentRow()):
            self.table.selectRow(first)
        return count

    def reset(self) -> None:
        """Give every action its default keys."""
        self._keep({})

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._all), 2, self)
        table.setObjectName("keys")
        table.setAccessibleName(self.tr("Keys of all actions"))
        table.setHorizontalHeaderLabels([self.tr("To do"), self.tr("Press")])
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.verticalHeader().hide()
        table.setItemDelegate(_KeysDelegate(table))
        table.setShowGrid(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(scaled_to_text(table.fontMetrics(), KEYS_WIDTH))
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for row, action in enumerate(self._all):
            table.setItem(row, 0, QTableWidgetItem(self._actions.title(action)))
            table.setItem(row, 1, self._cells[row])
        return table

    def _button(self, words: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(does)
        # As narrow as its words: four of them and the field share a line of a small screen.
        button.setFixedWidth(button.fontMetrics().horizontalAdvance(words.replace("&", "")) + 20)
        return button

    def _show(self) -> None:
        """Show the keys that the actions have now."""
        for row, action in enumerate(self._all):
            item = self._cells[row]
            item.setText(self._actions.key_words(action))
            others = [other for keys in action.shortcuts() for other in self._owners(keys, action)]
            item.setData(CLASH_ROLE, bool(others))
            item.setToolTip(self._clash_words(others) if others else "")
        self._begin()
        self.changed.emit()

    def _begin(self) -> None:
        """Another action is selected, or it has other keys."""
        self._taken = None
        self.field.clear()
        action = self._selected()
        others = [other for keys in action.shortcuts() for other in self._owners(keys, action)]
        self._say(self._clash_words(others) if others else "")
        self._allow()

    def _on_keys_pressed(self, keys: QKeySequence) -> None:
        action, written = self._selected(), keys.toString(_NATIVE)
        self._taken = None if is_needed_elsewhere(keys) else keys
        others = self._owners(keys, action)
        if self._taken is None:
            self._say(self.tr("{0} alone is needed for typing and moving.").format(written))
        elif others:
            names = ", ".join(self._actions.title(other) for other in others)
            self._say(self.tr("{0} belongs to {1}, which would lose it.").format(written, names))
        else:
            self._say("")
        self._allow()

    def _allow(self) -> None:
        action = self._selected()
        self.field.setPlaceholderText(self.tr("New keys for {0}").format(self._actions.title(action)))
        self.field.setAccessibleDescription(self._actions.title(action))
        is_new = self._taken is not None and self._taken not in action.shortcuts()
        self.use.setEnabled(self._taken is not None)
        self.add.setEnabled(is_new and bool(action.shortcuts()))
        self.remove.setEnabled(bool(action.shortcuts()))
        self.reset_one.setEnabled(action.objectName() in self._changed())

    def _use(self) -> None:
        if self._taken is not None:
            self._give(self._selected(), [self._taken], self._taken)

    def _add(self) -> None:
        if self._taken is not None:
            self._give(self._selected(), [*self._selected().shortcuts(), self._taken], self._taken)

    def _remove(self) -> None:
        self._give(self._selected(), [], None)

    def _reset_one(self) -> None:
        changed = self._changed()
        changed.pop(self._selected().objectName(), None)
        self._keep(changed)

    def _give(self, action: QAction, keys: Sequence[QKeySequence], taken: QKeySequence | None) -> None:
        """Give an action keys; who has had the one that was taken loses it."""
        changed = self._changed()
        for other in [] if taken is None else self._owners(taken, action):
            changed[other.objectName()] = [one for one in other.shortcuts() if one != taken]
        changed[action.objectName()] = list(keys)
        self._keep(changed)

    def _keep(self, changed: dict[str, list[QKeySequence]]) -> None:
        kept = {name: keys for name, keys in changed.items() if keys != self._actions.usual_keys(name)}
        button = self.focusWidget()
        self._preferences.set(CHANGED_KEYS, write_changed_keys(kept))
        # The button that was pressed may have nothing to do any more; the focus stays here.
        if isinstance(button, QPushButton) and not button.isEnabled():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> dict[str, list[QKeySequence]]:
        return read_changed_keys(self._preferences.get(CHANGED_KEYS))

    def _owners(self, keys: QKeySequence, but: QAction) -> list[QAction]:
        """The other actions that have these keys."""
        return [action for action in self._all if action is not but and keys in action.shortcuts()]

    def _clash_words(self, others: Sequence[QAction]) -> str:
        names = ", ".join(self._actions.title(other) for other in others)
        return self.tr("{0} has a key of this action, too: neither does anything with it.").format(names)

    def _selected(self) -> QAction:
        return self._all[max(0, self.table.currentRow())]

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))
