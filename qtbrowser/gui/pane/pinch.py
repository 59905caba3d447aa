"""Pinch gestures of touch pads (native gestures) and touch screens (Qt's own), accumulated into zoom steps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

_STEP = 0.04


class Pinch:
    """Multiplies the small factors of a pinch until they differ enough from 1 to lay out a page again."""

    def __init__(self) -> None:
        self._gathered = 1.0

    def take(self, event: QEvent) -> float | None:
        """The zoom factor after `event`: 1.0 while it is too small, None for an event that is not a pinch."""
        factor = _factor(event)
        if factor is None:
            return None
        self._gathered *= factor
        if abs(self._gathered - 1) < _STEP:
            return 1.0
        ready, self._gathered = self._gathered, 1.0
        return ready


def _factor(event: QEvent) -> float | None:
    if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
        return 1 + event.value()
    if isinstance(event, QGestureEvent):
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            event.accept()
            return pinch.scaleFactor()
    return None
