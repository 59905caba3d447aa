"""The rows of a form: a plain text label with its field, named for screen readers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

_LEAST_LETTERS = 12


def form_layout(widget: QWidget) -> QFormLayout:
    """The layout of a form of rows."""
    layout = QFormLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(12)
    layout.setVerticalSpacing(8)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return layout


def add_row(layout: QFormLayout, words: str, field: QWidget) -> QLabel:
    """Add a field with its label, whose mnemonic focuses it."""
    label = plain_label(words)
    label.setBuddy(field)
    name = words.replace("&", "")
    field.setAccessibleName(name)
    if isinstance(field, QComboBox):
        # Else it is as wide as the longest of its entries, which may be wider than the screen.
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(_LEAST_LETTERS)
        if (line := field.lineEdit()) is not None:
            line.setAccessibleName(name)
    layout.addRow(label, field)
    return label


def plain_label(words: str, parent: QWidget | None = None) -> QLabel:
    """A label that shows plain text."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    return label
