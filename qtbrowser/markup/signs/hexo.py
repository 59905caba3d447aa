"""Tags of Hexo, whose sites have the files of Jekyll's (https://hexo.io/docs/tag-plugins)."""

from __future__ import annotations

import re

from qtbrowser.markup.link_schemes import POST
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.template_tags import Tag, TemplateText, figure_of

_QUOTES = frozenset(("blockquote", "quote", "pullquote"))
_LISTINGS = {name: re.compile(rf"\{{%-?\s{{0,9}}end{name}\s{{0,9}}-?%\}}") for name in ("codeblock", "code")}
_SIZE = re.compile(r"\d{1,5}%?\Z")


def hexo_tag(text: TemplateText, tag: Tag) -> str | None:
    """What is written for a tag of Hexo; None for other tags, and for those that name nothing.

    Args:
        text: the text that is read.
        tag: the tag.
    """
    if tag.name in _QUOTES:
        return CLOSING if tag.closes else opening("quote", " ".join(tag.values))
    if tag.closes:
        return None
    if tag.name in _LISTINGS:
        language = tag.value("lang") or (tag.values[0] if len(tag.values) == 1 else "")
        return text.listing(_LISTINGS[tag.name], language)
    match tag.name, tag.values:
        case "post_link", [slug, *words]:
            return f"[{' '.join(words) or slug.rpartition('/')[2]}](<{POST}{slug}>)"
        case "asset_link", [path, *words]:
            return f"[{' '.join(words) or path}](<{path}>)"
        case "asset_path", [path, *_]:
            return path
        case "link", [*words, address] if "://" in address:
            return f"[{' '.join(words) or address}](<{address}>)"
        case "iframe", [address, *_]:
            return f"[{address}](<{address}>)"
        case "asset_img" | "img", [*values]:
            return _picture(values)
        case _:
            return None


def _picture(values: list[str]) -> str | None:
    """A picture: its classes, its path, its size and its words follow each other."""
    place = next((number for number, value in enumerate(values) if "." in value.lstrip("./")), -1)
    if place < 0:
        return None
    rest = values[place + 1 :]
    sizes = [value for value in rest[:2] if _SIZE.match(value)]
    words = " ".join(rest[len(sizes) :])
    named = {"caption": words} | ({"width": sizes[0]} if sizes else {})
    return figure_of(Tag("img", [values[place]], named, closes=False, source="")) or None
