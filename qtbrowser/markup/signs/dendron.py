"""Signs of Dendron's notes, written as Obsidian has them: links with their words first, references to lines of notes.

Source: https://wiki.dendron.so/notes/3472226a-ff3c-432d-bf5d-10926f39f6c2/
"""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.spans import replace_outside

_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?:(?P<words>[^\[\]|\n]{1,500})\|)?(?:dendron://[\w.\-]{1,100}/)?(?P<target>[^\[\]|#\n]{0,500})"
    r"(?P<heading>#[^\[\]|\n]{1,300})?\]\]"
)
_FIELD = re.compile(r"\{\{\s{0,9}fm\.[\w.]{1,60}\s{0,9}\}\}")
# Of a reference to a part of a note: `#first,1:#last` is what is from one heading to another, without its first line.
_RANGE = re.compile(r",\d{1,4}|:#.*")


def dendron(text: str) -> Prepared:
    """A text with Dendron's links turned; fields of the front matter are left out and counted."""
    if "[[" in text:
        text = replace_outside(_LINK, _turned, text)
    count = 0

    def gone(_found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return ""

    return Prepared(replace_outside(_FIELD, gone, text) if "{{" in text else text, count)


def _turned(found: re.Match[str]) -> str:
    heading = _RANGE.sub("", found["heading"] or "")
    target = f"{found['target'].strip()}{heading if heading != '#' and heading != '#*' else ''}"
    words = (found["words"] or "").strip()
    # In a cell of a table the bar is escaped.
    bar = "\\|" if words.endswith("\\") else "|"
    words = words.removesuffix("\\")
    if not target:
        return found[0]
    shown = f"{bar}{words}" if words and not found["embed"] else ""
    return f"{found['embed']}[[{target}{shown}]]"
