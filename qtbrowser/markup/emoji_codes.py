"""Shortcodes of emoji as GitHub has them: `:tada:`. Several may be right after each other."""

from __future__ import annotations

import re
from functools import lru_cache

_CODE = re.compile(r":([A-Za-z0-9_+\-]{1,60}):")
# A pattern that begins with a letter of its own is searched for many times as fast.
_CODES = re.compile(rf":(?<![\w:].)[A-Za-z0-9_+\-]{{1,60}}:(?:{_CODE.pattern})*+(?![\w:])")


def emoji_at(text: str, place: int) -> tuple[str, int] | None:
    """Read the shortcodes that begin at a place.

    Args:
        text: the text.
        place: the offset of a colon.

    Returns:
        Their emoji, with codes that name none as they are written, and the offset after them; None if there are none.
    """
    found = _CODES.match(text, place)
    words = "" if found is None else _CODE.sub(_emoji, found[0])
    return None if found is None or words == found[0] else (words, found.end())


def with_emoji(text: str) -> str:
    """A text with its shortcodes replaced."""
    return _CODES.sub(lambda found: _CODE.sub(_emoji, found[0]), text) if ":" in text else text


def _emoji(code: re.Match[str]) -> str:
    return _emoji_of(code[1].lower()) or code[0]


@lru_cache(maxsize=1024)
def _emoji_of(code: str) -> str:
    """The characters of a shortcode, given without its colons, or an empty string if there is none of this name."""
    # Imported here, because it is large and few documents need it.
    import emoji

    found = emoji.emojize(f":{code}:", language="alias")
    return "" if found == f":{code}:" else found
