"""Slim scroll bars without arrow buttons, which Fusion has no setting for. The only style sheet of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from qtbrowser.gui.theme import Colours, colours_of

_SHEET = """
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {pointed}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def slim_scroll_bars(top: QWidget) -> None:
    """Give every scroll bar below `top` its slim shape, in the colours of the present palette.

    The sheet is set on the bars alone: set on a view, it would take the view's painting through Qt's style sheet
    engine too.
    """
    sheet = _sheet(colours_of(top.palette()))
    for area in top.findChildren(QAbstractScrollArea):
        for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
            _set(bar, sheet)


def _set(bar: QScrollBar, sheet: str) -> None:
    if bar.styleSheet() != sheet:
        bar.setStyleSheet(sheet)


def _sheet(colours: Colours) -> str:
    return _SHEET.format(handle=colours.field_border, pointed=colours.muted)
