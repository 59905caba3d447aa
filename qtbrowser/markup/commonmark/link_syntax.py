"""The parts of links: labels, targets, titles and definitions (https://spec.commonmark.org/0.31.2/#links)."""

from __future__ import annotations

import re
from typing import NamedTuple

from qtbrowser.markup.commonmark.characters import unescaped

LONGEST_LABEL = 999
_MOST_PARENTHESES = 32

_LABEL = re.compile(r"\[(?:[^\\\[\]]|\\.){1,999}+\]", re.DOTALL)
_DESTINATION_END = re.compile(r"[\\()\x00-\x20\x7f](?:(?<!\\)|(?<=\\)[^ \n\t])")
_BRACKETED = re.compile(r"<(?:[^<>\n\\]|\\.)*+>")
_TITLE = re.compile(
    r"[\"'(](?:(?<=\")(?:[^\"\\]|\\[\s\S])*+\"|(?<=')(?:[^'\\]|\\[\s\S])*+'|(?<=\()(?:[^()\\]|\\[\s\S])*+\))"
)
_SPACE = re.compile(r"[ \t]*+(?:\n[ \t]*+)?")
_REST_OF_LINE = re.compile(r"[ \t]*+(?:\n|\Z)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class LinkTarget(NamedTuple):
    """Where a link leads and its title, both decoded.

    Attributes:
        address, title: the two.
        start, end: where the address is in the text that was parsed, without angle brackets.
    """

    address: str
    title: str = ""
    start: int = 0
    end: int = 0


def normalised_label(label: str) -> str:
    """A label as it is compared: case folded, runs of white space as one space."""
    return " ".join(label.split()).casefold()


def label_at(text: str, place: int) -> int:
    """The end of a label `[…]` that begins at a place, or -1."""
    found = _LABEL.match(text, place)
    return found.end() if found and not text[place + 1 : found.end() - 1].isspace() else -1


def inline_target(text: str, place: int) -> tuple[LinkTarget, int] | None:
    """Parse the `(target "title")` of a link.

    Args:
        text: the text.
        place: the offset of the opening parenthesis.

    Returns:
        The target and the offset after the closing parenthesis, or None.
    """
    place = _after_space(text, place + 1)
    found = _destination(text, place)
    if found is None:
        return None
    address, end = found
    start, stop = _bare(text, place, end)
    after = _after_space(text, end)
    title = ""
    if after > end and (quoted := _title(text, after)):
        title, end = quoted
        after = _after_space(text, end)
    return (LinkTarget(address, title, start, stop), after + 1) if text[after : after + 1] == ")" else None


def definition(text: str, place: int) -> tuple[str, LinkTarget, int] | None:
    """Parse a definition `[label]: target "title"`.

    Args:
        text: the lines of a paragraph, without indentation.
        place: where the definition begins.

    Returns:
        The normalised label, its target and the offset of what follows, or None.
    """
    colon = label_at(text, place)
    if colon < 0 or text[colon : colon + 1] != ":":
        return None
    start = _after_space(text, colon + 1)
    found = _destination(text, start)
    if found is None or (found[1] == start):
        return None
    address, end = found
    label = normalised_label(text[place + 1 : colon - 1])
    after = _after_space(text, end)
    if after > end and (quoted := _title(text, after)):
        rest = _REST_OF_LINE.match(text, quoted[1])
        if rest is not None:
            return label, LinkTarget(address, quoted[0], *_bare(text, start, end)), rest.end()
    rest = _REST_OF_LINE.match(text, end)
    return None if rest is None else (label, LinkTarget(address, "", *_bare(text, start, end)), rest.end())


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a target without its angle brackets."""
    return (start + 1, end - 1) if text.startswith("<", start) else (start, end)


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _title(text: str, place: int) -> tuple[str, int] | None:
    found = _TITLE.match(text, place)
    if found is None or _BLANK_LINE.search(found[0]):
        return None
    return unescaped(found[0][1:-1]), found.end()


def _destination(text: str, place: int) -> tuple[str, int] | None:
    """The target that begins at a place, decoded, and its end; it may be empty."""
    if text[place : place + 1] == "<":
        found = _BRACKETED.match(text, place)
        return (unescaped(found[0][1:-1]), found.end()) if found else None
    depth = 0
    for found in _DESTINATION_END.finditer(text, place):
        sign = found[0]
        if sign == "(":
            depth += 1
            if depth > _MOST_PARENTHESES:
                return None
        elif sign == ")" and depth:
            depth -= 1
        elif len(sign) == 1:
            end = found.start()
            break
    else:
        end = len(text)
    return None if depth else (unescaped(text[place:end]), end)
