"""The first heading of a Markdown text, which may be its question."""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.characters import without_closing_hashes
from qtbrowser.markup.plain import plain_line
from qtbrowser.markup.plain_signs import without_parsing
from qtbrowser.markup.spans import SpanKind, find_spans

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"(?: {4}|\t| {0,3}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||[-=]+[ \t]*$))")


def first_heading(markdown: str, kinds: frozenset[str] = frozenset()) -> str | None:
    """The words of the first heading, `# like this` or underlined with `===` or `---`.

    Args:
        markdown: the text; lines inside fenced code and comments are no headings.
        kinds: what it was written for, see `dialects.dialect_of`.

    Returns:
        The heading as plain text on one line, or None where the text has none with words in it.
    """
    text = without_parsing(markdown, kinds)
    if text is None:
        # Loaded only for texts that need it.
        from qtbrowser.markup.signs.dialects import dialect_of
        from qtbrowser.markup.tree_words import heading_of

        return heading_of(markdown, dialect_of(kinds))
    paragraph: list[str] = []
    for line in _without_listings(text).split("\n"):
        heading = atx_heading(line)
        if heading is not None or (paragraph and _UNDERLINE.match(line)):
            words = plain_line(heading[1] if heading is not None else " ".join(paragraph), kinds)
            if words:
                return words
            paragraph = []
        elif not line.strip() or (not paragraph and _NO_PARAGRAPH.match(line)):
            paragraph = []
        else:
            paragraph.append(line.strip())
    return None


def atx_heading(line: str) -> tuple[int, str] | None:
    """Parse a heading of the form `## words ##` (CommonMark 4.2).

    Args:
        line: one line, indented by at most three spaces.

    Returns:
        Level and words, still Markdown, without the closing run of `#`; None if the line is no such heading.
    """
    opening = _ATX.match(line)
    if opening is None:
        return None
    return len(opening[1]), without_closing_hashes(line[opening.end() :].strip())


def _without_listings(markdown: str) -> str:
    if "```" not in markdown and "~~~" not in markdown:
        return markdown
    pieces: list[str] = []
    position = 0
    for span in find_spans(markdown):
        if span.kind is SpanKind.FENCED_CODE:
            pieces.append(markdown[position : span.start])
            position = span.end
    pieces.append(markdown[position:])
    return "\n".join(pieces)
