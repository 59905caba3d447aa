"""Says at buttons that change the library that Curating is off."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton


def explain_curating_off(buttons: Iterable[QAbstractButton], *, may_change: bool) -> None:
    """Set the tool tips of buttons that need Curating.

    Args:
        buttons: those buttons.
        may_change: whether Curating is on; then they have no tool tip.
    """
    words = QCoreApplication.translate("curating_off", "Switch on Curating in the menu Curate first.")
    for button in buttons:
        button.setToolTip("" if may_change else words)
