"""Links of Gollum's wikis, such as GitHub's, written as Obsidian has them: their words come first.

Sources: https://github.com/gollum/gollum/wiki, https://docs.github.com/en/communities/documenting-your-project-with-wikis
"""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.link_schemes import PICTURE_SUFFIXES
from qtbrowser.markup.spans import replace_outside

_LINK = re.compile(r"(?<!')\[\[(?P<first>[^\[\]|\n]{1,500})(?:\|(?P<rest>[^\[\]\n]{1,500}))?\]\]")
_CONTENTS = re.compile(r"_{1,2}TOC_{1,2}(?:\|.*)?\Z", re.IGNORECASE)
_WEB = ("https://", "http://")


def gollum(text: str) -> Prepared:
    """A text with the links of a wiki turned; tables of contents are left out, since there is an outline."""
    return Prepared(replace_outside(_LINK, _turned, text) if "[[" in text else text)


def _turned(found: re.Match[str]) -> str:
    first, rest = found["first"].strip(), (found["rest"] or "").strip()
    if _CONTENTS.match(first):
        return ""
    if first.lower().endswith(PICTURE_SUFFIXES):
        options = dict(option.strip().partition("=")[::2] for option in rest.split("|"))
        size = options.get("width", "").removesuffix("px")
        words = size if size.isdecimal() else options.get("alt", "")
        return f"![[{first}|{words}]]" if words else f"![[{first}]]"
    target = rest or first
    if target.startswith(_WEB):
        return f"[{first}](<{target}>)"
    if not rest:
        return found[0]
    # In a cell of a table the bar is escaped.
    bar = "\\|" if first.endswith("\\") else "|"
    words = first.removesuffix("\\")
    return f"[[{target}{bar}{words}]]"
