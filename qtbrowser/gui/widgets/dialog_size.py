"""How large a dialog opens: larger where the text is, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qtbrowser.gui.widgets.icons import scaled_to_text

_FRAME = (16, 48)
"""What a desktop puts around a window, at the sides together, and above and below."""


def open_at(dialog: QWidget, width: int, height: int) -> None:
    """Set the size at which a dialog opens.

    Args:
        dialog: not shown yet.
        width, height: in pixels, beside text of the usual size.
    """
    room = dialog.screen().availableSize()
    metrics = dialog.fontMetrics()
    dialog.resize(
        min(scaled_to_text(metrics, width), room.width() - _FRAME[0]),
        min(scaled_to_text(metrics, height), room.height() - _FRAME[1]),
    )
