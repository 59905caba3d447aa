"""Tells which features a Markdown text has: formulas, code listings, tables."""

from __future__ import annotations

import re
from typing import Literal

from qtbrowser.markup.spans import SpanKind, find_spans, span_around

Feature = Literal["math", "code", "table"]

# The line below a table's head (https://github.github.com/gfm/#tables-extension-), which has a bar before it or in it.
_TABLE = re.compile(
    r"^[^\n|]*+\|[^\n]*+\n[ \t>]*+(?=[^\n]*\|)\|?+[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-*+:?[ \t]*+)*+$", re.MULTILINE
)


def features_of(markdown: str) -> tuple[Feature, ...]:
    """The features of a text: `math` (any formula), `code` (a listing, not code within a sentence), `table`.

    Args:
        markdown: the text, with real newlines.
    """
    spans = find_spans(markdown)
    kinds = {span.kind for span in spans}
    found: list[Feature] = []
    if kinds & {SpanKind.INLINE_MATH, SpanKind.DISPLAY_MATH}:
        found.append("math")
    if SpanKind.FENCED_CODE in kinds:
        found.append("code")
    if "|" in markdown and "-" in markdown:
        listings = [span for span in spans if span.kind is SpanKind.FENCED_CODE]
        if any(span_around(table.end(), listings) is None for table in _TABLE.finditer(markdown)):
            found.append("table")
    return tuple(found)
