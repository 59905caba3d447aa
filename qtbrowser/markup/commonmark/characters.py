"""Classes of characters, backslash escapes and entities (https://spec.commonmark.org/0.31.2/#preliminaries)."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from html.entities import html5

from qtbrowser.markup.placeholders import without_foreign

ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

ENTITY = re.compile(r"&(?:#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE_OR_ENTITY = re.compile(
    r"[\\&](?:(?<=\\)([!-/:-@\[-`{-~])|(?<=&)(?:#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});)"
)


@lru_cache(maxsize=4096)
def is_punctuation(character: str) -> bool:
    """Whether a character is Unicode punctuation or a symbol (CommonMark 2.1)."""
    return character in ASCII_PUNCTUATION or unicodedata.category(character)[0] in "PS"


def is_space(character: str) -> bool:
    """Whether a character is Unicode whitespace; the end of a text, an empty string, counts as such."""
    return not character or character.isspace()


def decoded_entity(entity: str) -> str:
    """The characters of an entity such as `&ouml;`; the entity itself if it has none.

    Control characters and the noncharacters of placeholders become U+FFFD.
    """
    if entity[1] != "#" and entity[1:] not in html5:
        # Python would decode `&not` at the beginning of `&nothing;`.
        return entity
    return without_foreign(html.unescape(entity))


def unescaped(text: str) -> str:
    """A text with its backslash escapes and entities decoded, as in link targets and titles."""
    return _ESCAPE_OR_ENTITY.sub(_meaning, text) if "\\" in text or "&" in text else text


def _meaning(found: re.Match[str]) -> str:
    return found[1] or decoded_entity(found[0])


def without_closing_hashes(words: str) -> str:
    """The words of a heading, without space around them, without the run of ``#`` that closes it (CommonMark 4.2)."""
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else words
