"""One setting as a row of a dialog: its name, what it does, a control for its value, a button that resets it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.setting import Range, Setting, translated
from qtbrowser.gui.widgets.announcements import announcements
from qtbrowser.gui.widgets.labels import shortened

LEAST_CONTROL_WIDTH = 130
"""Of the fields of a page, in pixels; all are as wide as the widest."""
PERCENT_STEP = 10
MOST_PARTS = 4
LONGEST_PART = 30


class SettingRow(QWidget):
    """The row. What is chosen is set at once; what is set elsewhere is shown at once.

    Args:
        setting: a bool, a text, an enum with choices, an int with a range, or a float with one, which is shown in
            percent.
        preferences: where its value is.
        parent: the dialog.

    Signals:
        changed: another value was set, here or elsewhere.

    Raises:
        TypeError: there is no control for settings of this type.
    """

    changed = Signal()

    def __init__(self, setting: Setting[Any], preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._preferences = preferences
        title = translated(setting.title)
        self.control = self._make_control(title)
        self.control.setObjectName(f"setting_{setting.key}")
        self.control.setAccessibleName(title)
        self.control.setAccessibleDescription(translated(setting.explanation))
        self.reset_button = QPushButton(self.tr("Reset"), self)
        self.reset_button.setAutoDefault(False)
        self.reset_button.setAccessibleName(self.tr("Reset {0}").format(title))
        self.reset_button.clicked.connect(self.reset)
        policy = self.reset_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(policy)
        name = _label(title, self)
        name.setBuddy(self.control)
        explanation = _label(translated(setting.explanation), self)
        explanation.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 4, 0, 8)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(3)
        layout.setColumnStretch(0, 1)
        layout.addWidget(name, 0, 0)
        layout.addWidget(self.control, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.reset_button, 0, 2)
        layout.addWidget(explanation, 1, 0, 1, 3)
        self.fault = _label("", self)
        self.fault.setObjectName("setting_fault")
        self.fault.hide()
        layout.addWidget(self.fault, 2, 0, 1, 3)
        preferences.observe(setting, self.show_value)

    @property
    def is_default(self) -> bool:
        """Whether the setting has its default value."""
        return bool(self._preferences.get(self.setting) == self.setting.default)

    def reset(self) -> None:
        """Give the setting its default value."""
        # The button disappears: the focus stays in the row.
        if self.reset_button.hasFocus():
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._preferences.set(self.setting, self.setting.default)

    def matches(self, words: list[str]) -> bool:
        """Whether name, explanation and choices together have all of these words, in any case."""
        setting = self.setting
        texts = (setting.title, setting.explanation, *(text for _, text in setting.choices))
        text = " ".join(translated(one).replace("&", "") for one in texts).casefold()
        return all(word.casefold() in text for word in words)

    def show_value(self, value: Any) -> None:
        """Show a value that was set."""
        control = self.control
        control.blockSignals(True)
        if isinstance(control, QCheckBox):
            control.setChecked(value)
        elif isinstance(control, QLineEdit):
            control.setText(value)
            self._tell_fault(value)
        elif isinstance(control, QComboBox):
            control.setCurrentIndex([choice for choice, _ in self.setting.choices].index(value))
        else:
            control.setValue(value if self.setting.type is int else round(value * 100))
        control.blockSignals(False)
        self.reset_button.setVisible(not self.is_default)
        self.changed.emit()

    def _make_control(self, title: str) -> QCheckBox | QComboBox | QLineEdit | QSpinBox:
        setting = self.setting
        if setting.type is bool:
            box = QCheckBox(self)
            box.toggled.connect(self._set)
            return box
        if setting.type is str:
            field = QLineEdit(self)
            field.setPlaceholderText(self.tr("All"))
            field.setTextMargins(4, 0, 4, 0)
            field.editingFinished.connect(lambda: self._set(field.text().strip()))
            return field
        if setting.choices:
            choices = QComboBox(self)
            choices.addItems([translated(text).replace("&", "") for _, text in setting.choices])
            choices.currentIndexChanged.connect(self._choose)
            return choices
        if setting.type is float and isinstance(setting.range, Range):
            percent = QSpinBox(self)
            percent.setRange(round(setting.range.least * 100), round(setting.range.most * 100))
            percent.setSingleStep(PERCENT_STEP)
            percent.setSuffix(self.tr(" %"))
            percent.setKeyboardTracking(False)
            percent.valueChanged.connect(self._set_percent)
            return percent
        if setting.type is int and isinstance(setting.range, Range):
            number = QSpinBox(self)
            number.setRange(round(setting.range.least), round(setting.range.most))
            number.setKeyboardTracking(False)
            number.valueChanged.connect(self._set)
            return number
        raise TypeError(f"No control for {title}")

    def _tell_fault(self, text: str) -> None:
        """Tell the parts of a text that have no effect."""
        parts = () if self.setting.left_out is None else self.setting.left_out(text)
        named = ", ".join(shortened(part, LONGEST_PART) for part in parts[:MOST_PARTS])
        words = ""
        if parts:
            asked_for = translated(self.setting.asked_for)
            words = self.tr("{0}: this is not {1}, and has no effect.").format(named, asked_for)
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        if words:
            announcements.announce(self, words)

    def _set(self, value: object) -> None:
        self._preferences.set(self.setting, value)

    def _choose(self, number: int) -> None:
        self._set(self.setting.choices[number][0])

    def _set_percent(self, percent: int) -> None:
        self._set(percent / 100)


def _label(words: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(True)
    return label
