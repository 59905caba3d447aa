"""The colours of each theme: light, dark, sepia, and high contrast on a dark and on a light ground.

Every text colour keeps a contrast of at least 4.5:1 against each ground it is put on (WCAG 2.1, success criterion
1.4.3), in high contrast of 7:1 (1.4.6), and every edge by which a field, a button, a scroll bar or the selected row is
known one of at least 3:1 (1.4.11); tests measure all pairs, and the painted pixels.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

ThemeName = Literal["light", "dark", "sepia", "high-contrast", "high-contrast-light"]


class Colours(NamedTuple):
    """The colours of one theme, as ``#rrggbb``.

    Attributes:
        window: background of bars and of the subject tree.
        base: background of the question list, the answer and fields.
        raised: background of buttons and chips.
        text, muted: text, and secondary text.
        border: hairlines between panels.
        field_border: outline of fields and buttons, handles of scroll bars; it is seen on `window`, `base`, `raised`.
        track: of a bar that fills up with `field_border`, the part that is still to come.
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
    track: str
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
    track="#dcdfe5",
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
    track="#31353d",
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
    track="#dccfb6",
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
    track="#555555",
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
    track="#b0b0b0",
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
