"""Callouts: quotations with a kind and a title.

Several forms are equivalent. GitHub's alerts begin with `> [!NOTE]`
(https://docs.github.com/en/get-started/writing-on-github), Obsidian's callouts may have a title after that and can be
folded (https://help.obsidian.md/callouts). Python-Markdown's admonitions `!!! note "Title"`
(https://python-markdown.github.io/extensions/admonition/) and their like are quotations with attributes in the tree.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.tree import CALLOUT_TITLE

Fold = Literal["", "open", "closed"]

_WORDS = {
    "note": "note info abstract summary tldr todo question help faq example quote cite seealso",
    "tip": "tip hint success check done",
    "important": "important",
    "warning": "warning attention",
    "caution": "caution danger error bug failure fail missing",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}

_MARK = re.compile(r"\s*\[!([A-Za-z][\w-]*)(?:\|[^\]\n]*)?\]([+-]?)[ \t]*")


class Callout(NamedTuple):
    """A callout.

    Attributes:
        kind: note, tip, important, warning or caution.
        title: an element with the words of its title; None if it has none.
        is_named: whether the author wrote the title, rather than that it is the name of the kind.
        fold: whether it is folded at first; empty if it can't be.
    """

    kind: str
    title: Element | None
    is_named: bool
    fold: Fold = ""


def is_kind(word: str) -> bool:
    """Whether a word names a kind of callout that GitHub, Obsidian or Python-Markdown has."""
    return word.lower() in _KINDS


def may_be_callout(quotation: Element) -> bool:
    """Whether a quotation looks like a callout; quickly told."""
    first = quotation[0] if len(quotation) else None
    return "callout" in quotation.attrib or (first is not None and (first.text or "").lstrip().startswith("[!"))


def take_callout(quotation: Element, *, any_kind: bool = False) -> Callout | None:
    """Remove kind and title from a quotation and return them.

    Args:
        quotation: a `blockquote`; if it is a callout, the line with kind and title is removed from its first paragraph.
        any_kind: whether a kind that isn't known is a note, as in Obsidian.

    Returns:
        The callout, or None for a plain quotation or an unknown kind.
    """
    if "callout" in quotation.attrib:
        return _of_attributes(quotation)
    first = quotation[0] if len(quotation) and quotation[0].tag == "p" else None
    mark = _MARK.match(first.text) if first is not None and first.text else None
    if first is None or first.text is None or mark is None or not (any_kind or mark[1].lower() in _KINDS):
        return None
    first.text = first.text[mark.end() :]
    title = _first_line(first)
    if not (first.text or "").strip() and not len(first):
        quotation.remove(first)
    fold: Fold = "closed" if mark[2] == "-" else "open" if mark[2] == "+" else ""
    return _callout(mark[1], title, fold)


def _first_line(paragraph: Element) -> Element:
    """Remove the first line of a paragraph and return an element with what was in it."""
    line = Element(CALLOUT_TITLE)
    line.text, found, paragraph.text = (paragraph.text or "").partition("\n")
    taken = 0
    for child in () if found else list(paragraph):
        taken += 1
        if child.tag == "br":
            paragraph.text = (child.tail or "").lstrip("\n")
            break
        line.append(child)
        child.tail, found, paragraph.text = (child.tail or "").partition("\n")
        if found:
            break
    del paragraph[:taken]
    return line


def _of_attributes(quotation: Element) -> Callout:
    fold: Fold = "closed" if quotation.get("fold") == "closed" else "open" if quotation.get("fold") else ""
    title = quotation[0] if len(quotation) and quotation[0].tag == CALLOUT_TITLE else None
    if title is not None:
        quotation.remove(title)
    if "untitled" in quotation.attrib and not fold:
        return Callout(_KINDS.get(quotation.get("callout", "").lower(), "note"), None, False)
    return _callout(quotation.get("callout", ""), title, fold)


def _callout(word: str, title: Element | None, fold: Fold) -> Callout:
    is_named = title is not None and (bool(len(title)) or bool((title.text or "").strip()))
    if title is None or not is_named:
        title = Element(CALLOUT_TITLE)
        title.text = word.replace("-", " ").capitalize()
    return Callout(_KINDS.get(word.lower(), "note"), title, is_named, fold)
