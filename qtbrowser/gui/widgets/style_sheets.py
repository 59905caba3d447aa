"""The window's only style sheets: slim scroll bars without arrows, and flat table headers; Fusion has no setting for
either. They name shapes and paddings, and take their colours from the theme.
"""

from __future__ import annotations

from PySide6 import QtWidgets  # PySide makes its classes when they are named: not before the first paint
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from qtbrowser.gui.widgets.theme_palettes import colours_of

_SCROLL_BAR = """
QScrollBar {{ background: {ground}; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {pointed}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""

_HEADER = """
QHeaderView {{ background: {ground}; border: none; }}
QHeaderView::section {{
    background: {ground}; color: {ink}; padding: 5px 10px; border: none; border-bottom: 1px solid {line};
}}
QHeaderView::down-arrow, QHeaderView::up-arrow {{ width: 8px; height: 8px; right: 6px; }}
"""


def apply_style_sheets(top: QWidget) -> None:
    """Set the style sheets of the scroll bars and table headers of `top` and below it, in the colours of the theme.

    They are set on these widgets only: set on a view, all of its painting would go through Qt's style sheet engine.
    """
    # A window learns of the application's new palette only when it handles its next events.
    colours = colours_of(QApplication.palette())
    areas = top.findChildren(QtWidgets.QAbstractScrollArea)
    for area in [top, *areas] if isinstance(top, QtWidgets.QAbstractScrollArea) else areas:
        ground = colours.window if _shows_window(area) else colours.base
        sheet = _SCROLL_BAR.format(ground=ground, handle=colours.field_border, pointed=colours.muted)
        _set(area.verticalScrollBar(), sheet)
        _set(area.horizontalScrollBar(), sheet)
    for header in top.findChildren(QtWidgets.QHeaderView):
        if not header.isHidden():
            _set(header, _HEADER.format(ground=colours.base, ink=colours.muted, line=colours.border))


def _shows_window(area: QtWidgets.QAbstractScrollArea) -> bool:
    """Whether an area has the window's background: the tree, and widgets that scroll in a dialog or a band."""
    scrolled = area.widget() if isinstance(area, QtWidgets.QScrollArea) else None
    if scrolled is not None:
        return scrolled.backgroundRole() is QPalette.ColorRole.Window
    return isinstance(area, QtWidgets.QTreeView)


def _set(widget: QWidget, sheet: str) -> None:
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)
