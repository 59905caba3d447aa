"""Makes Qt's palettes of a theme's colours, and tells which theme a palette or the system's own colours are.

Qt's own dark mode has no effect on a desktop that does not announce one, so all palettes are ours: the same window on
every platform.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from qtbrowser.gui.widgets.theme_colours import DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT, LIGHT, THEMES, Colours


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
    "QMenu": 1.34,  # its frame is darkened as fields are, its check boxes as check boxes
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
