"""The window's colours over Qt's Fusion style: light, dark, sepia and high contrast, and the choice between them.

Qt's own dark mode has no effect on a desktop that does not announce one, so all palettes are ours: the same window
on every platform. Every text colour keeps a contrast of at least 4.5:1 against each ground it is put on (WCAG 2.1,
success criterion 1.4.3), in high contrast of 7:1 (1.4.6), and every edge by which a field, a button, a scroll bar
or the selected row is known one of at least 3:1 (1.4.11); tests measure all pairs, and the painted pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

ThemeName = Literal["light", "dark", "sepia", "high-contrast", "high-contrast-light"]


class ThemeChoice(StrEnum):
    """The theme that the user has chosen."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    SEPIA = "sepia"
    HIGH_CONTRAST = "high-contrast"
    HIGH_CONTRAST_LIGHT = "high-contrast-light"


_STYLE = "fusion"
"""The one of Qt's styles whose every part follows a palette."""

_DARK_CHOICES = (ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as ``#rrggbb``.

    Attributes:
        window: background of bars and of the subject tree.
        base: background of the question list, the answer and fields.
        raised: background of buttons and chips.
        text, muted: text, and secondary text.
        border: hairlines between panels.
        field_border: outline of fields and buttons, handles of scroll bars; it is seen on `window`, `base`, `raised`.
        accent, on_accent: the accent colour, and text on it.
        link: links in running text.
        selected, selected_idle, hover: background of a row that is selected, selected in an unfocused list, hovered.
        mark, on_mark: background and text of a found word.
        notice, warning, danger: backgrounds of the message bar by severity.
        on_warning, on_danger: icons and text of warnings.
        came, went: backgrounds of lines that a change adds and removes; `came_mark`, `went_mark` of the words in them.
    """

    name: ThemeName
    window: str
    base: str
    raised: str
    text: str
    muted: str
    border: str
    field_border: str
    accent: str
    on_accent: str
    link: str
    selected: str
    selected_idle: str
    hover: str
    mark: str
    on_mark: str
    notice: str
    warning: str
    danger: str
    on_warning: str
    on_danger: str
    came: str
    came_mark: str
    went: str
    went_mark: str


LIGHT = Colours(
    name="light",
    window="#f4f5f7",
    base="#ffffff",
    raised="#fcfcfd",
    text="#1d2229",
    muted="#596270",
    border="#dcdfe5",
    field_border="#848b97",
    accent="#1f5fbf",
    on_accent="#ffffff",
    link="#1a56b0",
    selected="#d9e6fa",
    selected_idle="#e4e7ec",
    hover="#eceff3",
    mark="#ffe89a",
    on_mark="#1d2229",
    notice="#e3edfb",
    warning="#fdf1d3",
    danger="#fbe3e1",
    on_warning="#7a4f00",
    on_danger="#a3201a",
    came="#e5f5e8",
    came_mark="#b6e3bf",
    went="#fdeceb",
    went_mark="#f8c5c1",
)

DARK = Colours(
    name="dark",
    window="#1e2126",
    base="#17191d",
    raised="#292d34",
    text="#e3e6eb",
    muted="#9ba4b1",
    border="#31353d",
    field_border="#757c89",
    accent="#7fb0f7",
    on_accent="#0d1826",
    link="#8cb8fa",
    selected="#21385a",
    selected_idle="#2c3139",
    hover="#262a31",
    mark="#6b5413",
    on_mark="#fff4cf",
    notice="#22344d",
    warning="#3f3417",
    danger="#4a2523",
    on_warning="#f2c666",
    on_danger="#ff9d94",
    came="#17301f",
    came_mark="#24582f",
    went="#3a1f20",
    went_mark="#6e302f",
)

SEPIA = Colours(
    name="sepia",
    window="#efe6d3",
    base="#f8f1e3",
    raised="#fbf6ea",
    text="#33291c",
    muted="#695a45",
    border="#dccfb6",
    field_border="#8f7c59",
    accent="#7a4f1d",
    on_accent="#ffffff",
    link="#7a3f12",
    selected="#e6d3ae",
    selected_idle="#e6dbc4",
    hover="#eadfca",
    mark="#f3d27a",
    on_mark="#33291c",
    notice="#e9e0c8",
    warning="#f3e0b0",
    danger="#f3d9cb",
    on_warning="#6b4300",
    on_danger="#8f1f16",
    came="#e6ebcd",
    came_mark="#c3d69b",
    went="#f6dfcf",
    went_mark="#ecbfa6",
)

HIGH_CONTRAST = Colours(
    name="high-contrast",
    window="#000000",
    base="#010101",
    raised="#101010",
    text="#ffffff",
    muted="#d6d6d6",
    border="#ffffff",
    field_border="#ffffff",
    accent="#ffd83d",
    on_accent="#000000",
    link="#ffe46b",
    selected="#0a347e",
    selected_idle="#333333",
    hover="#262626",
    mark="#ffe46b",
    on_mark="#000000",
    notice="#10264d",
    warning="#3b2d00",
    danger="#4d0b0b",
    on_warning="#ffd83d",
    on_danger="#ffb3ad",
    came="#002b0c",
    came_mark="#00521a",
    went="#3a0005",
    went_mark="#64080d",
)

HIGH_CONTRAST_LIGHT = Colours(
    name="high-contrast-light",
    window="#ffffff",
    base="#fefefe",
    raised="#f7f7f7",
    text="#000000",
    muted="#303030",
    border="#000000",
    field_border="#000000",
    accent="#0b2f8a",
    on_accent="#ffffff",
    link="#0b2f8a",
    selected="#c4dbff",
    selected_idle="#dcdcdc",
    hover="#e8e8e8",
    mark="#ffe46b",
    on_mark="#000000",
    notice="#e3edfb",
    warning="#fff0c2",
    danger="#ffe3e0",
    on_warning="#4f3300",
    on_danger="#7a0f0a",
    came="#e0f6e5",
    came_mark="#a5e0b2",
    went="#ffe6e4",
    went_mark="#ffbdb8",
)

THEMES: dict[ThemeName, Colours] = {
    "light": LIGHT,
    "dark": DARK,
    "sepia": SEPIA,
    "high-contrast": HIGH_CONTRAST,
    "high-contrast-light": HIGH_CONTRAST_LIGHT,
}


def colours_of(palette: QPalette) -> Colours:
    """The set of colours that `palette` was made from, or the nearest one for any other palette.

    It is told by two roles that `outlined_palette` leaves as they are.
    """
    roles = QPalette.ColorRole
    own = _BY_ROLES.get((palette.color(roles.Midlight).rgb(), palette.color(roles.AlternateBase).rgb()))
    return own or (DARK if palette.color(roles.Window).lightness() < 128 else LIGHT)


_BY_ROLES = {(QColor(one.border).rgb(), QColor(one.window).rgb()): one for one in THEMES.values()}
"""The themes by two of their colours, because every painted row asks for its theme."""


def make_palette(colours: Colours) -> QPalette:
    """The QPalette of a set of colours, all groups and roles given, so that no style guesses any of them."""
    role = QPalette.ColorRole
    palette = QPalette()
    table = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.window,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_danger,
        role.Link: colours.link,
        role.LinkVisited: colours.link,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.border,
        role.Mid: colours.border,
        role.Dark: colours.field_border,
        role.Shadow: colours.border,
    }
    for one, colour in table.items():
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, _between(colours.muted, colours.window))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.selected_idle))
    palette.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(colours.muted))
    return palette


OUTLINED = {
    "QAbstractButton": 1.4,
    "QCheckBox": 1.4 / 1.1,
    "QLineEdit": 1.4,
    "QComboBox": 1.4,
    "QAbstractSpinBox": 1.4,
}
"""The classes of widgets whose edges Fusion paints, and by how much it darkens the window's colour for them."""


def outlined_palette(colours: Colours, darkened: float) -> QPalette:
    """The palette for the classes in `OUTLINED`: as `make_palette`, with an edge that can be seen.

    Fusion has no role for an edge. It takes the window's colour 1.4 times darker (``QFusionStylePrivate::outline``,
    a check box in a lighter shade of it), which is 1.4 to 1.9:1. So these classes have in that role the colour that
    becomes `Colours.field_border`; nothing else of them is painted in it.

    Args:
        colours: the theme's.
        darkened: by what Fusion divides the brightness of the colour.
    """
    palette = make_palette(colours)
    edge = QColor(colours.field_border)
    undarkened = QColor.fromHsv(edge.hsvHue(), edge.hsvSaturation(), min(255, round(edge.value() * darkened)))
    palette.setColor(QPalette.ColorRole.Window, undarkened)
    return palette


def _between(one: str, other: str) -> QColor:
    first, second = QColor(one), QColor(other)
    return QColor(
        (first.red() + second.red()) // 2, (first.green() + second.green()) // 2, (first.blue() + second.blue()) // 2
    )


_BLACKEST, _WHITEST = 12, 250


def system_colours(wish: Qt.ContrastPreference, scheme: Qt.ColorScheme, palette: QPalette) -> Colours:
    """The colours that follow the system.

    Args:
        wish: whether the system asks for high contrast.
        scheme: whether it is dark.
        palette: its own; a desktop that has no word for high contrast has it as white on black, or as black on white
            in fields and bars alike.
    """
    roles = QPalette.ColorRole
    ground, ink, edge = (palette.color(role).lightness() for role in (roles.Window, roles.WindowText, roles.Dark))
    if wish is Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST if ground < ink else HIGH_CONTRAST_LIGHT
    if ground <= _BLACKEST and ink >= _WHITEST:
        return HIGH_CONTRAST
    if ground >= _WHITEST and ink <= _BLACKEST and edge <= _BLACKEST:
        return HIGH_CONTRAST_LIGHT
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


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
        if app.style().name() != _STYLE:
            app.setStyle(_STYLE)
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
