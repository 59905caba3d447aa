"""Shortcodes of Zola, whose sites have the files of Hugo's (https://www.getzola.org/documentation/content/shortcodes/)."""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.boxes import CLOSING
from qtbrowser.markup.signs.template_tags import Tag, TemplateText, box_of, figure_of, film_of

_ARGUMENTS = r"(?P<arguments>(?:\"[^\"]{0,500}\"|'[^']{0,500}'|`[^`]{0,500}`|[^\"'`(){}]){0,200}+)"
_TAG = re.compile(
    rf"\{{(?:\{{|%)-?\s{{0,9}}(?:(?P<closes>end)(?=\s{{0,9}}-?%)|(?P<name>[A-Za-z_]\w{{0,60}})\({_ARGUMENTS}\))\s{{0,9}}-?(?:\}}|%)\}}"
)
_ESCAPED = re.compile(r"\{(?P<sign>[{%])/\*(?P<inner>[^\n]{0,500}?)\*/(?P<end>[}%])\}")


def zola(text: str) -> Prepared:
    """A text with Zola's shortcodes read; what only the site's program can show is left out and counted."""
    if "{{" not in text and "{%" not in text:
        return Prepared(text)
    closings: list[str] = []

    def meaning(place: TemplateText, tag: Tag) -> str | None:
        if tag.closes:
            return closings.pop() if closings else ""
        encloses = tag.source.startswith("{%")
        written = box_of(place, tag) if encloses else film_of(tag)
        if encloses:
            closings.append(CLOSING if written and place.is_alone else "")
            return written or ""
        if written is None and any(word in tag.name for word in ("figure", "image", "img")):
            return figure_of(tag._replace(values=[])) or None
        return written

    found = TemplateText(text, _TAG).read(meaning)
    return Prepared(_ESCAPED.sub(r"{\g<sign>\g<inner>\g<end>}", found.text), found.left_out)
