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

Fold = Literal["", "open", "closed"]

_WORDS = {
    "note": "note info abstract summary tldr todo question help faq example quote cite seealso",
    "tip": "tip hint success check done",
    "important": "important",
    "warning": "warning attention",
    "caution": "caution danger error bug failure fail missing",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}

_MARK = re.compile(r"\s*\[!([A-Za-z][\w-]*)(?:\|[^\]\n]*)?\]([+-]?)[ \t]*([^\n]*)")


class Callout(NamedTuple):
    """A callout: one of the kinds note, tip, important, warning and caution, its title, and whether it is folded."""

    kind: str
    title: str
    fold: Fold = ""


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
    title, rest = mark[3].strip(), first.text[mark.end() :]
    if title and len(first) and not rest and first[0].tag != "br":
        # The line goes on with emphasis or a link: words of the text rather than a title.
        title, rest = "", first.text[mark.start(3) :]
    elif not rest and len(first) and first[0].tag == "br":
        rest = first[0].tail or ""
        first.remove(first[0])
    first.text = rest.lstrip("\n")
    if not first.text and not len(first):
        quotation.remove(first)
    fold: Fold = "closed" if mark[2] == "-" else "open" if mark[2] == "+" else ""
    return _callout(mark[1], title, fold)


def _of_attributes(quotation: Element) -> Callout:
    fold: Fold = "closed" if quotation.get("fold") == "closed" else "open" if quotation.get("fold") else ""
    return _callout(quotation.get("callout", ""), quotation.get("title", ""), fold)


def _callout(word: str, title: str, fold: Fold) -> Callout:
    return Callout(_KINDS.get(word.lower(), "note"), title or word.replace("-", " ").capitalize(), fold)
