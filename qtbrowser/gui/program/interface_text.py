"""The size of the interface's text: a setting, stepped in the menu, which shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMainWindow

from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import INTERFACE_TEXT
from qtbrowser.gui.widgets.icons import fit_icons
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.menus import Menus

STEPS = (0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class InterfaceText(QObject):
    """Keeps the application's font in the size that the reader has chosen, for all windows and dialogs.

    Args:
        window: the window, which becomes the parent.
        preferences: the settings.
        actions: the window's actions.
        menus: the window's menus.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        preferences: Preferences,
        actions: Actions,
        menus: Menus,
    ) -> None:
        super().__init__(window)
        self._preferences: Preferences = preferences
        self._actions = actions
        self._menu = menus.interface_text
        self._usual = _usual_font()
        # Buttons learn of another font when they handle their next events.
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(fit_icons)
        actions.text_larger.triggered.connect(self._enlarge)
        actions.text_smaller.triggered.connect(self._reduce)
        actions.text_usual.triggered.connect(self._reset)
        preferences.observe(INTERFACE_TEXT, self._show)

    def _enlarge(self) -> None:
        now = self._preferences.get(INTERFACE_TEXT)
        self._preferences.set(INTERFACE_TEXT, next((step for step in STEPS if step > now + 0.001), STEPS[-1]))

    def _reduce(self) -> None:
        now = self._preferences.get(INTERFACE_TEXT)
        self._preferences.set(INTERFACE_TEXT, next((step for step in STEPS[::-1] if step < now - 0.001), STEPS[0]))

    def _reset(self) -> None:
        self._preferences.set(INTERFACE_TEXT, 1.0)

    def _show(self, factor: float) -> None:
        font = QFont(self._usual)
        if font.pixelSize() > 0:
            font.setPixelSize(max(1, round(font.pixelSize() * factor)))
        else:
            font.setPointSizeF(font.pointSizeF() * factor)
        if font != QApplication.font():
            QApplication.setFont(font)
            self._fitting.start()
            _note_change(self._usual)
        self._menu.setTitle(self.tr("&Interface Text: {0}%").format(round(factor * 100)))
        self._actions.text_larger.setEnabled(factor < STEPS[-1])
        self._actions.text_smaller.setEnabled(factor > STEPS[0])


def _usual_font() -> QFont:
    """The application's font as the system gives it, not as a window has changed it."""
    now = QApplication.font()
    app = QApplication.instance()
    usual, changed = (app.property(name) for name in (_USUAL, _CHANGED)) if app is not None else (None, None)
    return QFont(usual) if isinstance(usual, QFont) and changed == now else QFont(now)


def _note_change(usual: QFont) -> None:
    """Have the application keep its usual font, and the one that it was just given instead."""
    app = QApplication.instance()
    if app is not None:
        app.setProperty(_USUAL, usual)
        app.setProperty(_CHANGED, QApplication.font())


_USUAL = "usual_font"
_CHANGED = "changed_font"
