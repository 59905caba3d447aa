"""Folds the answers of a quiz: the right ones of its task lists, and what explains them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from qtbrowser.markup.asking import asks
from qtbrowser.markup.commonmark.html_syntax import HEADINGS

_MARK = re.compile(r"\s*\[([ xX])\](?=[ \t])")
_LISTS = ("ul", "ol")


def fold_answers(root: Element) -> None:
    """Put the right answers of each task list, and what follows up to the next question, into a part to be folded.

    Args:
        root: the elements of a quiz; the marks of its lists are taken away.
    """
    blocks: list[Element] = []
    fold: Element | None = None
    questions = _next_questions(list(root))
    for number, child in enumerate(root):
        right = _take_marks(child) if child.tag in _LISTS else None
        if right is not None:
            fold = Element("details")
            SubElement(fold, "summary").text = "Answer"
            fold.append(right)
            blocks += (child, fold)
        elif fold is not None and child.tag not in HEADINGS and number not in questions:
            fold.append(child)
        else:
            fold = None
            blocks.append(child)
            if child.tag in _LISTS:
                for item in child:
                    fold_answers(item)
    root[:] = blocks


def _next_questions(blocks: Sequence[Element]) -> set[int]:
    """The positions of blocks that ask, above a task list and below another: they explain no answer."""
    found: set[int] = set()
    before: int | None = None
    for number, block in enumerate(blocks):
        if not _is_choice(block):
            continue
        if before is not None:
            between = range(number - 1, before, -1)
            found.add(
                next((one for one in between if blocks[one].tag == "ol"), None)
                or next((one for one in between if _asks(blocks[one])), None)
                or number - 1
            )
        before = number
    return found


def _is_choice(block: Element) -> bool:
    """Whether a block is a task list with a right answer."""
    return block.tag in _LISTS and any((mark := _mark(item)) is not None and mark[1] != " " for item in block)


def _asks(block: Element) -> bool:
    return block.tag == "p" and asks("".join(block.itertext()))


def _holder(item: Element) -> Element:
    """What holds the first words of an item."""
    return item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item


def _mark(item: Element) -> re.Match[str] | None:
    return _MARK.match(_holder(item).text or "")


def _take_marks(listed: Element) -> Element | None:
    """The right answers of a task list as a list; None if it has none. All of its own become open ones."""
    right = Element(listed.tag)
    for item in listed:
        mark = _mark(item)
        if mark is not None and mark[1] != " ":
            right.append(deepcopy(item))
            holder = _holder(item)
            holder.text = f"[ ]{(holder.text or '')[mark.end() :]}"
    return right if len(right) else None
