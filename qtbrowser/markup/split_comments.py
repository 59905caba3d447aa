"""Comments of HTML that begin within a line and go on over a blank line.

CommonMark ends raw HTML within a paragraph at the paragraph's end, so that such a comment would be text. Its author
wanted it hidden, and so do the generators of sites that look for comments before Markdown.
"""

from __future__ import annotations

import re

from qtbrowser.markup.spans import find_spans, span_around

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MOST_MARKERS = 200
_BEFORE_BLOCK = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def without_split_comments(text: str) -> str:
    """A text without those comments; line ends stay where they are.

    Args:
        text: Markdown with ``\\n`` line ends.
    """
    if "<!--" not in text:
        return text
    spans = find_spans(text)
    parts: list[str] = []
    copied = 0
    closing = 0
    start = text.find("<!--")
    while start >= 0:
        if closing < start + 4:
            closing = text.find("-->", start + 4)
        if closing < 0:
            break
        end = closing
        nearest = max(copied, start - _MOST_MARKERS)
        line = text.rfind("\n", nearest, start) + 1 or nearest
        is_within_line = _BEFORE_BLOCK.fullmatch(text, line, start) is None
        if span_around(start, spans) is not None:
            end = start + 1
        elif is_within_line and _BLANK_LINE.search(text, start, end):
            parts += [text[copied:start], "\n" * text.count("\n", start, end)]
            copied = end + 3
        start = text.find("<!--", end)
    return "".join((*parts, text[copied:])) if parts else text
