from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
from qtbrowser.gui.widgets.theme_colours import DARK, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT, LIGHT, SEPIA, THEMES, Colours
from qtbrowser.gui.widgets.theme_palettes import colours_of, make_palette, system_colours
from tests.gui.contrast import contrast

ENOUGH = 4.5
MUCH = 7.0
EDGE = 3.0


def pairs(colours: Colours) -> list[tuple[str, str]]:
    grounds = (colours.window, colours.base, colours.raised)
    rows = (colours.selected, colours.selected_idle, colours.hover)
    written = [(ink, ground) for ink in (colours.text, colours.muted) for ground in grounds + rows]
    bars = [(colours.text, bar) for bar in (colours.notice, colours.warning, colours.danger)]
    changes = (colours.came, colours.came_mark, colours.went, colours.went_mark)
    bars += [(colours.text, ground) for ground in changes]
    bars += [(colours.muted, ground) for ground in (colours.came, colours.went)]
    return [
        *written,
        *bars,
        (colours.link, colours.base),
        (colours.on_accent, colours.accent),
        (colours.on_mark, colours.mark),
        (colours.accent, colours.notice),
        (colours.on_warning, colours.warning),
        (colours.on_danger, colours.danger),
    ]


@pytest.mark.parametrize("colours", THEMES.values(), ids=list(THEMES))
def test_every_ink_can_be_read_on_every_ground(colours: Colours) -> None:
    enough = MUCH if colours in (HIGH_CONTRAST, HIGH_CONTRAST_LIGHT) else ENOUGH
    poor = [(ink, ground, contrast(ink, ground)) for ink, ground in pairs(colours) if contrast(ink, ground) < enough]
    assert poor == []


@pytest.mark.parametrize("colours", THEMES.values(), ids=list(THEMES))
def test_edges_are_seen_on_every_ground(colours: Colours) -> None:
    grounds = (colours.window, colours.base, colours.raised)
    edges = [(edge, ground) for edge in (colours.field_border, colours.accent) for ground in grounds]
    edges += [(colours.accent, ground) for ground in (colours.selected, colours.selected_idle)]
    assert [(edge, ground) for edge, ground in edges if contrast(edge, ground) < EDGE] == []


@pytest.mark.parametrize("colours", THEMES.values(), ids=list(THEMES))
def test_what_is_done_differs_from_what_is_to_come(colours: Colours) -> None:
    assert contrast(colours.field_border, colours.track) > 2
    assert contrast(colours.track, colours.window) > 1.1


@pytest.mark.parametrize(
    ("wish", "dark", "ground", "ink", "wanted"),
    [
        ("NoPreference", False, "#efefef", "#000000", LIGHT),
        ("NoPreference", True, "#202020", "#ffffff", DARK),
        ("HighContrast", False, "#efefef", "#000000", HIGH_CONTRAST_LIGHT),
        ("HighContrast", True, "#202020", "#ffffff", HIGH_CONTRAST),
        ("NoPreference", True, "#000000", "#ffffff", HIGH_CONTRAST),
        ("NoPreference", True, "#000000", "#c0c0c0", DARK),
        ("NoPreference", False, "#ffffff", "#000000", HIGH_CONTRAST_LIGHT),
        ("NoPreference", False, "#ffffff", "#303030", LIGHT),
    ],
)
def test_the_system_is_followed(wish: str, dark: bool, ground: str, ink: str, wanted: Colours) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(ground))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    # Contrast as a desktop's palette has it: edges as dark as the text.
    palette.setColor(QPalette.ColorRole.Dark, QColor(ink))
    scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
    assert system_colours(Qt.ContrastPreference[wish], scheme, palette) is wanted


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("colours", THEMES.values(), ids=list(THEMES))
def test_a_palette_tells_its_colours(colours: Colours) -> None:
    palette = make_palette(colours)
    assert colours_of(palette) is colours
    for role in QPalette.ColorRole:
        if role is not QPalette.ColorRole.NColorRoles:
            assert palette.color(role).isValid()
    assert palette.color(QPalette.ColorRole.PlaceholderText) == QColor(colours.muted)


def test_choosing_a_theme_changes_the_application(qapp: QApplication, theme: Theme) -> None:
    heard: list[str] = []
    theme.changed.connect(heard.append)
    theme.choose(ThemeChoice.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    theme.choose(ThemeChoice.DARK)
    theme.choose(ThemeChoice.SEPIA)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(SEPIA.window)
    theme.choose(ThemeChoice.HIGH_CONTRAST)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(HIGH_CONTRAST.window)
    theme.choose(ThemeChoice.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    assert heard == ["dark", "sepia", "high-contrast", "light"]


def test_every_theme_can_be_chosen() -> None:
    assert set(THEMES) | {"system"} == set(ThemeChoice)
    assert all(colours.name == name for name, colours in THEMES.items())


def test_a_palette_of_other_making_takes_the_nearest_colours() -> None:
    assert colours_of(QPalette(QColor("#101010"))) is DARK
    assert colours_of(QPalette(QColor("#fafafa"))) is LIGHT
