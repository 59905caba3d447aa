"""Colours of code listings, as CSS that Qt's rich text and a browser both understand.

Plain class selectors only: Qt tries every rule on every element, and a descendant selector on all its parents too.
"""

from __future__ import annotations

from qtbrowser.rendering.code import PREFIX

_COLOURS = {
    "light": {
        "c": "#5f6b77",
        "k": "#8a2193",
        "s": "#2b6a2f",
        "n": "#9a4a00",
        "f": "#1d56a8",
        "b": "#0a6675",
        "p": "#7a5200",
        "d": "#b02323",
        "i": "#23682a",
    },
    "dark": {
        "c": "#98a3b0",
        "k": "#d79be0",
        "s": "#9fce8f",
        "n": "#e5b07a",
        "f": "#8fbcf0",
        "b": "#7fcbd6",
        "p": "#d9bf7d",
        "d": "#f29a94",
        "i": "#9fce8f",
    },
    "sepia": {
        "c": "#685b48",
        "k": "#7d2585",
        "s": "#2f5f24",
        "n": "#8a4200",
        "f": "#1d4f93",
        "b": "#0b5a66",
        "p": "#6d4a00",
        "d": "#a02020",
        "i": "#2b5c22",
    },
    "high-contrast": {
        "c": "#c9d1d9",
        "k": "#f0b6f7",
        "s": "#b8f0a8",
        "n": "#ffc98a",
        "f": "#a8d1ff",
        "b": "#8fe9f5",
        "p": "#f0d98c",
        "d": "#ffb3ad",
        "i": "#b8f0a9",
    },
    "high-contrast-light": {
        "c": "#3d4650",
        "k": "#5c0a66",
        "s": "#104d16",
        "n": "#6b2f00",
        "f": "#0b3a85",
        "b": "#004a57",
        "p": "#523700",
        "d": "#7a0f0f",
        "i": "#0b4d14",
    },
}
_ITALIC = ("c",)


def code_css(theme: str) -> str:
    """The rules for one theme.

    Args:
        theme: ``light``, ``dark``, ``sepia``, ``high-contrast`` or ``high-contrast-light``.

    Returns:
        CSS with one rule for each class of `qtbrowser.rendering.code.CLASSES`.

    Raises:
        KeyError: there is no such theme.
    """
    rules = []
    for name, colour in _COLOURS[theme].items():
        slant = "; font-style: italic" if name in _ITALIC else ""
        rules.append(f"span.{PREFIX}{name} {{ color: {colour}{slant} }}")
    return "\n".join(rules) + "\n"
