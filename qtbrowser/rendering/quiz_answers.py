"""Folds the answers of a quiz, and what explains them: the right ones of its task lists, or lines like `Answer: B`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from qtbrowser.markup.asking import asks
from qtbrowser.markup.commonmark.html_syntax import HEADINGS
from qtbrowser.markup.lettered_choices import first_choice
from qtbrowser.rendering.answer_lines import block_lines, break_lines, names_one, take_answer

_MARK = re.compile(r"\s*\[([ xX])\](?=[ \t])")
_LISTS = ("ul", "ol")


def fold_answers(root: Element) -> None:
    """Put the right answers, and what follows each up to the next question, into a part to be folded.

    Args:
        root: the elements of a quiz; the marks of its task lists are taken away.
    """
    _part_answers(root)
    blocks: list[Element] = []
    fold: Element | None = None
    questions = _next_questions(list(root))
    for number, child in enumerate(root):
        right = _take_marks(child) if child.tag in _LISTS else None
        if right is not None:
            fold = _fold(right)
            blocks += (child, fold)
        elif fold is not None and child.tag not in HEADINGS and number not in questions:
            if child.tag == "details":
                # What the author has folded as well is not to be unfolded twice.
                child.set("open", "")
            fold.append(child)
        elif names_one(child):
            fold = _fold(child)
            blocks.append(fold)
        else:
            blocks += _rules_behind(fold)
            fold = None
            blocks.append(child)
            if child.tag in _LISTS:
                for item in child:
                    fold_answers(item)
    root[:] = [*blocks, *_rules_behind(fold)]


def _rules_behind(fold: Element | None) -> list[Element]:
    """Take the rules at the end of a folded part, which part it from the next question, out of it."""
    rules: list[Element] = []
    while fold is not None and fold[-1].tag == "hr":
        rules.append(fold[-1])
        del fold[-1]
    return rules


def _fold(answer: Element) -> Element:
    fold = Element("details")
    SubElement(fold, "summary").text = "Answer"
    fold.append(answer)
    return fold


def _part_answers(root: Element) -> None:
    """Make each line that names the right choice the first one of its paragraph, and part choices that are lines.

    The answer may be below the choices without an empty line between them: in their paragraph or in the last item.
    """
    if root.tag == "li":
        if (answer := take_answer(root)) is not None:
            place = next((number for number, child in enumerate(root) if child.tag in ("p", *_LISTS)), len(root))
            root.insert(place, answer)
        if first_choice(root.text or "") is not None:
            break_lines(root)
    parted: list[Element] = []
    for block in root:
        parted.append(block)
        is_choice = block.tag in _LISTS and len(block) > 1 and first_choice(block_lines(block)) == 0
        holder = _holder(block[-1]) if is_choice else block
        if (is_choice or block.tag == "p") and (answer := take_answer(holder)) is not None:
            answer.tail, block.tail = block.tail, None
            parted.append(answer)
        if block.tag == "p" and first_choice(block_lines(block)) is not None:
            break_lines(block)
    root[:] = parted


def _next_questions(blocks: Sequence[Element]) -> set[int]:
    """The positions of blocks that ask, above one answer and below another: they explain no answer."""
    found: set[int] = set()
    before: int | None = None
    for number, block in enumerate(blocks):
        is_named = names_one(block)
        if not is_named and not _is_choice(block):
            continue
        if before is not None and is_named:
            found.add(_question_above(blocks, before, number))
        elif before is not None:
            between = range(number - 1, before, -1)
            found.add(
                next((one for one in between if blocks[one].tag == "ol"), None)
                or next((one for one in between if _asks(blocks[one])), None)
                or number - 1
            )
        before = number
    return found


def _question_above(blocks: Sequence[Element], before: int, answer: int) -> int:
    """The position of the question that a line answers.

    Args:
        blocks: the elements.
        before, answer: the positions of the answer before, and of the one with the line.
    """
    lines = [block_lines(block) for block in blocks[before + 1 : answer]]
    place = first_choice("\n".join(lines))
    if place is not None:
        for number, of_block in enumerate(lines, before + 1):
            if place <= len(of_block):
                return number if place or number - 1 == before else number - 1
            place -= len(of_block) + 1
    return next((one for one in range(answer - 1, before, -1) if _asks(blocks[one])), answer)


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
