"""Folds the answers of a quiz: the right ones of its task lists, and what explains them."""

from __future__ import annotations

import re
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from qtbrowser.markup.commonmark.html_syntax import HEADINGS

_MARK = re.compile(r"\s*\[([ xX])\](?=[ \t])")


def fold_answers(root: Element) -> None:
    """Put the right answers of each task list, and what follows up to the next heading, into a part that can be folded.

    Args:
        root: the elements of a quiz; the marks of its lists are taken away.
    """
    blocks: list[Element] = []
    fold: Element | None = None
    for child in root:
        right = _take_marks(child) if child.tag in ("ul", "ol") else None
        if right is not None:
            fold = Element("details")
            SubElement(fold, "summary").text = "Answer"
            fold.append(right)
            blocks += (child, fold)
        elif fold is not None and child.tag not in HEADINGS:
            fold.append(child)
        else:
            fold = None
            blocks.append(child)
    root[:] = blocks


def _take_marks(listed: Element) -> Element | None:
    """The right answers of a task list as a list; None if it has none. All of its own become open ones."""
    right = Element(listed.tag)
    for item in listed:
        holder = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
        mark = _MARK.match(holder.text or "")
        if mark is not None and mark[1] != " ":
            right.append(deepcopy(item))
            holder.text = f"[ ]{(holder.text or '')[mark.end() :]}"
    return right if len(right) else None
