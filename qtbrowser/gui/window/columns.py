"""Tree, list and answer side by side, as wide as the reader has made them wherever the window has room for that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.widgets.splitter import Splitter

USUAL_WIDTHS = (248, 364, 668)
LEAST_WIDTHS = (140, 220, 280)


class Columns(Splitter):
    """Three panels. A window that is narrow for a while squeezes them, and forgets nothing.

    Args:
        panels: tree, list and answer.
        parent: the owner.
    """

    def __init__(self, panels: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._panels = tuple(panels)
        self._wanted = list(USUAL_WIDTHS)
        for panel, least in zip(panels, LEAST_WIDTHS, strict=True):
            panel.setMinimumWidth(least)
            self.addWidget(panel)
        self.setStretchFactor(2, 1)
        self.splitterMoved.connect(self._note)

    def wanted(self) -> list[int]:
        """The widths that the reader has chosen, in pixels; the answer takes whatever the others leave."""
        return list(self._wanted)

    def want(self, widths: Sequence[int]) -> None:
        """Set the widths of the panels; the default ones if `widths` are not three."""
        chosen = widths if len(widths) == len(LEAST_WIDTHS) else USUAL_WIDTHS
        self._wanted = [max(width, least) for width, least in zip(chosen, LEAST_WIDTHS, strict=True)]
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panels get back what a narrower window took from them."""
        super().resizeEvent(event)
        self._share()

    def _note(self) -> None:
        self._wanted = [size or wanted for size, wanted in zip(self.sizes(), self._wanted, strict=True)]

    def _share(self) -> None:
        *sides, _ = self._wanted
        taken = sum(width for panel, width in zip(self._panels, sides, strict=False) if not panel.isHidden())
        self.setSizes([*sides, max(self.width() - taken, LEAST_WIDTHS[-1])])
