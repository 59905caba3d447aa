"""Makes tooltips that are always shown as plain text. Pure.

QToolTip shows text that looks like markup as rich text. Its test (Qt::mightBeRichText) examines the first line only, so
a first line of our own words keeps the rest plain.
"""

from __future__ import annotations

import textwrap

LINE_LENGTH = 80
TEXT_LIMIT = 2000


def plain_tooltip(heading: str, text: str) -> str:
    """A tooltip with our own words on the first line and a document's below, broken into lines.

    Args:
        heading: our own text, without ``<`` and ``&``.
        text: any text; if it is longer than `TEXT_LIMIT` characters, its middle is elided.
    """
    return "\n".join([heading, *textwrap.wrap(shorten_middle(visible(text)), LINE_LENGTH)])


def shorten_middle(text: str, limit: int = TEXT_LIMIT) -> str:
    """`text`, its middle replaced by an ellipsis if it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    half = (limit - 3) // 2
    return f"{text[:half]} … {text[-half:]}"


def visible(text: str) -> str:
    """`text` with control and formatting characters (bidi overrides too) written out as ``\\uXXXX``."""
    return "".join(
        character if character.isprintable() or character == " " else f"\\u{ord(character):04x}" for character in text
    )
