"""The page of the settings dialog with a row for each setting of the table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from qtbrowser.gui.program.setting_row import LEAST_CONTROL_WIDTH, SettingRow
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.setting import SettingGroup
from qtbrowser.gui.settings.settings_table import SETTINGS


class SettingsPage(QScrollArea):
    """The settings under the headings of their groups, in the order of the table.

    Signals:
        changed: a setting has another value.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget(self)
        content.setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(14, 6, 14, 12)
        layout.setSpacing(2)
        self.rows: list[SettingRow] = []
        self._headings: dict[SettingGroup, QLabel] = {}
        words = self._group_words()
        for group in words:
            heading = QLabel(words[group], content)
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            heading.setFont(font)
            heading.setContentsMargins(0, 10, 0, 2)
            self._headings[group] = heading
            layout.addWidget(heading)
            for setting in SETTINGS:
                if setting.group is group:
                    row = SettingRow(setting, preferences, content)
                    row.changed.connect(self.changed)
                    self.rows.append(row)
                    layout.addWidget(row)
        self._none = QLabel(self.tr("No setting has these words."), content)
        self._none.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._none.hide()
        layout.addWidget(self._none)
        layout.addStretch(1)
        self.setWidget(content)
        self._align()

    def filter(self, words: list[str]) -> int:
        """Show the rows that have all of these words; return how many."""
        shown = [row for row in self.rows if row.matches(words)]
        for row in self.rows:
            row.setVisible(row in shown)
        groups = {row.setting.group for row in shown}
        for group, heading in self._headings.items():
            heading.setVisible(group in groups)
        self._none.setVisible(not shown)
        self.verticalScrollBar().setValue(0)
        return len(shown)

    @property
    def is_default(self) -> bool:
        """Whether every setting has its default value."""
        return all(row.is_default for row in self.rows)

    def reset(self) -> None:
        """Give every setting its default value."""
        for row in self.rows:
            if not row.is_default:
                row.reset()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of the interface's text makes other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.widget() is not None:
            self._align()

    def _align(self) -> None:
        """Give all fields the width of the widest, so that they are below each other."""
        fields = [row.control for row in self.rows if not isinstance(row.control, QCheckBox)]
        for field in fields:
            field.setMinimumWidth(0)
        widest = max(field.sizeHint().width() for field in fields)
        for field in fields:
            field.setMinimumWidth(max(widest, LEAST_CONTROL_WIDTH))

    def focusNextPrevChild(self, next_child: bool) -> bool:
        """Show the row that the focus goes to."""
        moved = super().focusNextPrevChild(next_child)
        if (focus := self.focusWidget()) is not None:
            self.ensureWidgetVisible(focus, 0, 40)
        return moved

    def _group_words(self) -> dict[SettingGroup, str]:
        """The heading of each group that is shown."""
        return {
            SettingGroup.APPEARANCE: self.tr("Appearance"),
            SettingGroup.PAGE: self.tr("Page"),
            SettingGroup.LIST: self.tr("List and search"),
            SettingGroup.EDITOR: self.tr("Editor"),
            SettingGroup.STUDY: self.tr("Asking back"),
        }
