"""Signs of mdBook (https://rust-lang.github.io/mdBook/format/mdbook.html)."""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.template_tags import Tag, TemplateText, include

_TAG = re.compile(r"(?<!\\)\{\{(?P<closes>)#(?P<name>[a-z_]{1,40})(?P<arguments>[^{}\n]{0,1000})\}\}")


def directives(text: str) -> Prepared:
    """A text with mdBook's directives read."""
    return TemplateText(text, _TAG).read(_meaning) if "{{#" in text else Prepared(text)


def _meaning(_text: TemplateText, tag: Tag) -> str | None:
    return "" if tag.name == "title" else include((tag.values or [""])[0]) or None
