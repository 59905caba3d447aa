"""Finds where the inline links of a Markdown text lead."""

from __future__ import annotations

import re

from qtbrowser.markup.spans import find_spans

_INLINE = re.compile(r"(?<!!)\[[^\]\n]*\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+))")


def link_targets(markdown: str) -> list[str]:
    """The targets of inline links, as written, in order; links in code and pictures are none.

    Source of the form: https://spec.commonmark.org/0.31.2/#inline-link, without nested brackets and titles.
    """
    if "](" not in markdown:
        return []
    spans = [(span.start, span.end) for span in find_spans(markdown)]
    found = _INLINE.finditer(markdown)
    outside = (link for link in found if not any(start <= link.start() < end for start, end in spans))
    return [link[1] or link[2] for link in outside if link[1] or link[2]]
