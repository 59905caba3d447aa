"""Tells whether a text has the place that the fragment of a link names: a heading, a block, an anchor of HTML.

Programs make anchors of the same words in many ways, so anchors are compared by a key: their letters and digits without
case. Whatever in a text looks like a place counts as one: a heading in a listing is better overlooked than a good link
called missing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from urllib.parse import unquote
from zlib import crc32

from qtbrowser.markup.plain import plain_line
from qtbrowser.markup.signs.recognition import SITES

_HEADING = re.compile(r"^[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?#{1,6}[ \t]++(\S[^\n]*)$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n[ \t>]*+(?:=++|-++)[ \t]*+$", re.MULTILINE)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]{0,300}>((?:(?!</h\d)[\s\S]){1,500})</h\1", re.IGNORECASE)
_OWN = re.compile(r"(?:\b(?:id|name)=[\"']?|(?<=[\s{])#)([^\s\"'<>{}]{1,200})")
_BLOCK = re.compile(r"\^([A-Za-z0-9\-]{1,100})[ \t]*$", re.MULTILINE)
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_EMOJI = re.compile(r":[\w+\-]{1,100}:")
_TAG = re.compile(r"<[^<>]{0,300}>")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}]{0,300}\}[ \t]*$")
# What may bring further headings: includes, snippets, components, descriptions of a program.
_OPEN = re.compile(r"8<|\{\{[<%]|\{%|\{\{|^(?:import|export) |^::: |^[ \t]*<[A-Z]", re.MULTILINE)
# Fragments that a program gives a meaning: the top of a page, text, an address within an application, lines, footnotes.
_OF_PROGRAMS = re.compile(r"(?:top|:~:.*|[!/].*|L\d+.*|fn.*|page=.*|)\Z", re.DOTALL)


def anchor_key(fragment: str) -> int:
    """The key of an anchor; that of a block of a vault, ``^id``, differs from that of a heading.

    Args:
        fragment: the anchor, or the words of a heading.
    """
    if fragment.isascii():
        plain = _NO_LETTER.sub("", fragment.lower())
    else:
        folded = unicodedata.normalize("NFKD", fragment).casefold()
        plain = "".join(character for character in folded if character.isalnum())
    return crc32((f"^{plain}" if fragment.startswith("^") else plain).encode("utf-8", "replace"))


def anchor_keys(text: str, titles: Iterable[str], kinds: frozenset[str] = frozenset()) -> tuple[int, ...] | None:
    """The keys of the places that links may lead to in a text, the smallest first.

    Args:
        text: Markdown.
        titles: the document's title, which is a heading of its page, and the name of that place.
        kinds: what it was written for, as `names_of_kinds` names them.

    Returns:
        None if a program adds to the text what can't be known.
    """
    if not text.strip() or (not kinds.isdisjoint(SITES) and _OPEN.search(text)):
        return None
    return tuple(sorted({anchor_key(name) for name in (*titles, *_names(text, kinds)) if name}))


def has_anchor(keys: tuple[int, ...] | None, fragment: str) -> bool:
    """Whether a text has the place that a fragment names, or may have it.

    Args:
        keys: those of the text, see `anchor_keys`.
        fragment: as written; the second of two equal headings has a number behind its words.
    """
    plain = unquote(fragment)
    if keys is None or _OF_PROGRAMS.match(plain):
        return True
    # Of a way over headings, as Obsidian has it, the last one is meant.
    names = {name for one in (plain, plain.rpartition("#")[2]) for name in (one, one.rstrip("0123456789")) if name}
    return any(_is_among(anchor_key(name), keys) for name in names)


def _is_among(key: int, keys: tuple[int, ...]) -> bool:
    place = bisect_left(keys, key)
    return place < len(keys) and keys[place] == key


def _names(text: str, kinds: frozenset[str]) -> Iterator[str]:
    if "#" in text:
        for found in _HEADING.finditer(text):
            yield from _of_heading(found[1], kinds)
    for found in _UNDERLINE.finditer(text):
        if line := text[text.rfind("\n", 0, found.start()) + 1 : found.start()]:
            yield from _of_heading(line, kinds)
    if "<h" in text or "<H" in text:
        for found in _HTML_HEADING.finditer(text):
            yield _TAG.sub("", found[2])
    if "#" in text or "id=" in text or "name=" in text:
        for found in _OWN.finditer(text):
            yield found[1]
    if "^" in text:
        for found in _BLOCK.finditer(text):
            yield f"^{found[1]}"


def _of_heading(words: str, kinds: frozenset[str]) -> Iterator[str]:
    words = _ATTRIBUTES.sub("", words)
    plain = plain_line(words, kinds)
    yield plain
    if "?" in plain or "!" in plain:
        # As the Rails guides make them.
        yield plain.replace("?", "-questionmark").replace("!", "-bang")
    if "<" in words or ":" in words or "&" in words:
        # As GitHub makes anchors of headings with emoji and HTML.
        yield words
        yield plain_line(_TAG.sub("", words), kinds)
        yield _EMOJI.sub("", words)
