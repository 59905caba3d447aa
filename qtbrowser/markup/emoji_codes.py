"""Shortcodes of emoji as GitHub has them: `:tada:`."""

from __future__ import annotations

import re
from functools import lru_cache

_CODE = re.compile(r"(?<![\w:]):([a-z0-9_+\-]{1,60}):(?![\w:])")


@lru_cache(maxsize=1024)
def emoji_of(code: str) -> str:
    """The characters of a shortcode, given without its colons, or an empty string if there is none of this name."""
    # Imported here, because it is large and few documents need it.
    import emoji

    found = emoji.emojize(f":{code}:", language="alias")
    return "" if found == f":{code}:" else found


def with_emoji(text: str) -> str:
    """A text with its shortcodes replaced."""
    return _CODE.sub(lambda found: emoji_of(found[1]) or found[0], text) if ":" in text else text
