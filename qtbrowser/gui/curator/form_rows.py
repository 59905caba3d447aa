"""The rows of a form: a plain text label with its field, named for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

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


def align_labels(layouts: Sequence[QFormLayout]) -> None:
    """Let the fields of several forms, one below the other, begin at the same place."""
    role = QFormLayout.ItemRole.LabelRole
    items = [layout.itemAt(row, role) for layout in layouts for row in range(layout.rowCount())]
    widgets = [item.widget() for item in items if item is not None]
    labels = [widget for widget in widgets if widget is not None]
    for label in labels:
        label.setMinimumWidth(0)
    widest = max((label.sizeHint().width() for label in labels), default=0)
    for label in labels:
        label.setMinimumWidth(widest)


def plain_label(words: str, parent: QWidget | None = None) -> QLabel:
    """A label that shows plain text."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    return label
