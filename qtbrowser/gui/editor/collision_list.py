"""What was changed in two places: both versions of each side by side, and which one is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.editor.form_merging import CollisionChoice, FormCollision

_TALLEST = 120
"""The greatest height of a version, in pixels; longer ones scroll."""


class CollisionList(QScrollArea):
    """Shows collisions one below the other; nothing is chosen at first.

    Args:
        collisions: what collides.
        parent: the owner.

    Signals:
        chosen: a version was chosen.
    """

    chosen = Signal()

    def __init__(self, collisions: Sequence[FormCollision], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Changed in both places"))
        self._groups: list[dict[CollisionChoice, QRadioButton]] = []
        content = QWidget(self)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        for collision in collisions:
            layout.addWidget(self._versions(collision, content))
        layout.addStretch(1)
        self.setWidget(content)

    def choices(self) -> tuple[CollisionChoice, ...] | None:
        """The choice for each collision; None if one is missing."""
        chosen = [next((one for one, button in group.items() if button.isChecked()), None) for group in self._groups]
        return tuple(one for one in chosen if one is not None) if None not in chosen else None

    def button(self, number: int, choice: CollisionChoice) -> QRadioButton:
        """The button of a choice for the collision of a number, from 0."""
        return self._groups[number][choice]

    def _versions(self, collision: FormCollision, parent: QWidget) -> QWidget:
        part = QWidget(parent)
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 8)
        name = self._name(collision.field)
        heading = QLabel(name, part)
        grid.addWidget(heading, 0, 0, 1, 2)
        group = QButtonGroup(part)
        labels = {CollisionChoice.THEIRS: self.tr("On the disk now"), CollisionChoice.MINE: self.tr("Yours")}
        if collision.has_both:
            labels[CollisionChoice.BOTH] = self.tr("Both, yours below")
        buttons: dict[CollisionChoice, QRadioButton] = {}
        # Both is beside mine, so that each column has its version below.
        own = QHBoxLayout()
        grid.addLayout(own, 1, 1)
        for choice, label in labels.items():
            button = buttons[choice] = QRadioButton(label, part)
            button.setAccessibleName(f"{name}: {label}")
            button.toggled.connect(self.chosen)
            group.addButton(button)
            if choice is CollisionChoice.THEIRS:
                grid.addWidget(button, 1, 0)
            else:
                own.addWidget(button)
        own.addStretch(1)
        for column, text in enumerate((collision.theirs, collision.mine)):
            shown = QPlainTextEdit(self._words(collision.field, text), part)
            shown.setReadOnly(True)
            shown.setTabChangesFocus(True)
            shown.setMaximumHeight(_TALLEST)
            shown.setAccessibleName(f"{name}: {labels[CollisionChoice.MINE if column else CollisionChoice.THEIRS]}")
            grid.addWidget(shown, 2, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._groups.append(buttons)
        return part

    def _words(self, field: str, text: str) -> str:
        if field == "hidden":
            return self.tr("Yes") if text == str(True) else self.tr("No")
        return text

    def _name(self, field: str) -> str:
        return {
            "title": self.tr("Title"),
            "subject": self.tr("Subject"),
            "date": self.tr("Date"),
            "id": self.tr("Id"),
            "description": self.tr("Description"),
            "url": self.tr("Address"),
            "hidden": self.tr("Hidden"),
        }.get(field, self.tr("Lines of the answer"))
