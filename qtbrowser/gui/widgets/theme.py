"""Shows the theme that the user has chosen over Qt's Fusion style, or follows the system."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.widgets.theme_colours import THEMES, Colours, ThemeName
from qtbrowser.gui.widgets.theme_palettes import OUTLINED, make_palette, outlined_palette, system_colours


class ThemeChoice(StrEnum):
    """The theme that the user has chosen."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    SEPIA = "sepia"
    HIGH_CONTRAST = "high-contrast"
    HIGH_CONTRAST_LIGHT = "high-contrast-light"


STYLE = "fusion"
"""The one of Qt's styles whose every part follows a palette."""

STYLE_PROPERTY = "qtbrowser_style"
"""The property of the application that says which style it was given. Asking Qt would make PySide create the class
QStyle with its 600 constants, which takes 7 ms.
"""

_DARK_CHOICES = (ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST)


class Theme(QObject):
    """Applies the theme that the user has chosen, or follows the system if that is the choice.

    Signals:
        changed: the name of the shown theme, after the palette was set.
    """

    changed = Signal(str)

    def __init__(self, app: QApplication, choice: ThemeChoice) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._name: ThemeName | None = None
        if app.property(STYLE_PROPERTY) != STYLE:
            app.setStyle(STYLE)
            app.setProperty(STYLE_PROPERTY, STYLE)
        app.setPalette(QPalette())
        self._system = app.palette()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self.choose(choice)

    @property
    def choice(self) -> ThemeChoice:
        """The theme that the user has chosen."""
        return self._choice

    @property
    def name(self) -> ThemeName:
        """The shown theme."""
        return self._wanted().name

    def choose(self, choice: ThemeChoice) -> None:
        """Switch to `choice`; window frames follow if the platform supports it."""
        self._choice = choice
        hints = QGuiApplication.styleHints()
        if choice is ThemeChoice.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if choice in _DARK_CHOICES else Qt.ColorScheme.Light)
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted.name == self._name:
            return
        self._name = wanted.name
        self._app.setPalette(make_palette(wanted))
        for widgets, darkened in OUTLINED.items():
            # PySide takes a str alone; its signature says bytes.
            self._app.setPalette(outlined_palette(wanted, darkened), widgets)  # type: ignore[arg-type]
        self.changed.emit(wanted.name)

    def _wanted(self) -> Colours:
        for name, colours in THEMES.items():
            if name == self._choice:
                return colours
        hints = QGuiApplication.styleHints()
        return system_colours(hints.accessibility().contrastPreference(), hints.colorScheme(), self._system)
