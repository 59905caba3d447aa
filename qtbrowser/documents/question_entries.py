"""Finds the questions of a file that asks many: an FAQ or a quiz.

A question is a heading that asks, or one in a numbered list whose other headings mostly ask; or an item: a paragraph in
bold, a paragraph that begins with `Q:`, a `<summary>`, a term of a list of definitions. A file is an FAQ where at least
three of one kind ask and have most of its text below them, a quiz where at least three headings have task lists with
right answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from textwrap import dedent
from typing import NamedTuple

from qtbrowser.markup.asking import QUESTION_MARKS, asks, question_of_paragraph
from qtbrowser.markup.heading_anchors import Anchors
from qtbrowser.markup.headings import atx_heading
from qtbrowser.markup.plain import plain_line

FEWEST = 3
"""How many questions a file must ask to be an FAQ or a quiz."""

MOST = 10_000
"""The first questions of a file that are its entries; what follows belongs to the last one."""

_LEAST_SHARE = 0.5
_ITEM_LEVEL = 7
_FENCE = re.compile(r"[ \t>]*+(`{3,}|~{3,})")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*+$")
_ITEM_MARK = re.compile(r"[ \t]*+(?:\d{1,4}[.)]|[-*+])[ \t]")
_BEFORE_HEADING = re.compile(r" {0,3}(?:\d{1,4}[.)]|[-*+])[ \t]{1,4}(?=#)")
_NUMBERED_ITEM = re.compile(r" {0,3}\d{1,4}[.)][ \t]")
_BOLD = re.compile(r"(?:\d{1,4}[.)][ \t]+|[-*+][ \t]+)?(\*\*|__)(?=\S)(.+?)\1[ \t:]*+$")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_DEFINITION = re.compile(r" {0,3}:[ \t]+\S")
_RIGHT, _WRONG = (re.compile(rf"^[ \t]*+[-*+][ \t]+\[{sign}\][ \t]", re.MULTILINE) for sign in ("[xX]", " "))
_NUMBER = re.compile(r"\d{1,5}[.):][ \t]+\S")
_ASKING_TITLE = re.compile(r"\b(?:faqs?|q ?& ?a|questions?|quiz(?:zes)?|interview)\b", re.IGNORECASE)


class EntryKind(StrEnum):
    """What a question of a file is: a heading, an item, or a heading with answers to choose from."""

    HEADING = "heading"
    ITEM = "item"
    QUIZ = "quiz"


class QuestionEntry(NamedTuple):
    """One question of a file that asks many.

    Attributes:
        question: its words on one line.
        anchor: its place on the page; with the document's key it names the entry.
        start, end: its range in the answer, in code points.
        kind: what it is.
    """

    question: str
    anchor: str
    start: int
    end: int
    kind: EntryKind

    def body(self, answer: str) -> str:
        """What is below the line of the question; of HTML and of a list of definitions, with the question.

        Args:
            answer: the document's Markdown.
        """
        text = answer[self.start : self.end]
        first, _, rest = text.partition("\n")
        if first.lstrip().startswith("<") or _DEFINITION.match(rest):
            return text
        second, _, below = rest.partition("\n")
        if self.kind is not EntryKind.ITEM and "#" not in first and _UNDERLINE.match(second):
            return below
        return dedent(rest) if _ITEM_MARK.match(first) else rest


class _Place(NamedTuple):
    level: int
    words: str
    anchor: str
    start: int
    asks: bool
    is_folded: bool = False
    is_numbered: bool = False


def find_entries(answer: str, title: str = "") -> tuple[QuestionEntry, ...]:
    """The questions of a file that is an FAQ or a quiz; none of any other.

    Args:
        answer: the document's Markdown.
        title: the document's title; a first heading that repeats it is no question of its own.
    """
    if not _may_ask(answer, title):
        return ()
    return _found(answer, title)


def is_first_of_many(heading: str, answer: str) -> bool:
    """Whether the first heading of a file is the first of its questions, rather than what the file is called.

    Args:
        heading: its words.
        answer: the document's Markdown.
    """
    if not asks(heading):
        return False
    entries = find_entries(answer)
    if len(entries) < FEWEST or entries[0].question != heading:
        return False
    return all(_level_of(answer, entry) == _level_of(answer, entries[0]) for entry in entries[:FEWEST])


def _level_of(answer: str, entry: QuestionEntry) -> int:
    line, _, following = answer[entry.start : entry.end].partition("\n")
    return _heading(line, "", following.partition("\n")[0])[0]


def is_quiz(text: str, title: str = "") -> bool:
    """Whether a file is a quiz.

    Args:
        text: the document's Markdown.
        title: the document's title.
    """
    if _right_answers(text) < FEWEST:
        return False
    return any(entry.kind is EntryKind.QUIZ for entry in find_entries(text, title))


def plain_starts(entries: Sequence[QuestionEntry], plain: str) -> list[int]:
    """Where each entry begins in the plain text of the answer, in code points, ascending.

    The questions are looked for from the end on, because a table of contents before them may repeat them all.

    Args:
        entries: of the file.
        plain: its plain text, a line for each heading and paragraph.
    """
    starts: list[int] = []
    end = len(plain)
    lines = f"\n{plain}\n"
    for entry in reversed(entries):
        found = lines.rfind(f"\n{entry.question}\n", 0, end + 2)
        if found < 0:
            found = plain.rfind(entry.question, 0, end)
        end = found if found >= 0 else end
        starts.append(end)
    return starts[::-1]


def section_of(answer: str, anchor: str, title: str = "") -> QuestionEntry | None:
    """The section of any heading or question with an anchor, as an entry; None if there is none."""
    places = list(_places(answer, title))
    for place, end in zip(places, _ends(places, len(answer)), strict=True):
        if place.anchor == anchor:
            kind = EntryKind.ITEM if place.level == _ITEM_LEVEL else EntryKind.HEADING
            return QuestionEntry(place.words, place.anchor, place.start, end, kind)
    return None


def _may_ask(answer: str, title: str) -> bool:
    """Whether it is worth reading a text line by line."""
    if sum(map(answer.count, QUESTION_MARKS)) >= FEWEST or _right_answers(answer) >= FEWEST:
        return True
    return answer.count("#") >= FEWEST and (_ASKING_TITLE.search(title) is not None or answer.count("Q") >= FEWEST)


def _right_answers(text: str) -> int:
    """How many right answers of task lists a text may have, quickly counted."""
    return text.count("[x]") + text.count("[X]")


# A page, its index entry and its list row ask one after the other for the same text.
@lru_cache(maxsize=8)
def _found(answer: str, title: str) -> tuple[QuestionEntry, ...]:
    places = list(_places(answer, title))
    ends = _ends(places, len(answer))
    numbered = _ASKING_TITLE.search(title) is not None
    listed = _asking_levels(places)
    headings: list[QuestionEntry] = []
    items: list[QuestionEntry] = []
    for number, (place, end) in enumerate(zip(places, ends, strict=True)):
        if place.level == _ITEM_LEVEL:
            items.append(QuestionEntry(place.words, place.anchor, place.start, end, EntryKind.ITEM))
            continue
        own_end = places[number + 1].start if number + 1 < len(places) else len(answer)
        has_choice = all(sign.search(answer, place.start, own_end) for sign in (_RIGHT, _WRONG))
        is_listed = place.is_numbered and place.level in listed
        if has_choice or place.asks or is_listed or (numbered and _NUMBER.match(place.words)):
            kind = EntryKind.QUIZ if has_choice else EntryKind.HEADING
            headings.append(QuestionEntry(place.words, place.anchor, place.start, end, kind))
    for entries in (headings, items):
        if len(entries) >= FEWEST and _covered(entries) >= _LEAST_SHARE * len(answer):
            return _bounded(entries, len(answer))
    return ()


def _asking_levels(places: Sequence[_Place]) -> set[int]:
    """The levels of headings in numbered lists at which most of them ask."""
    asking: Counter[int] = Counter()
    for place in places:
        if place.is_numbered:
            asking[place.level] += 1 if place.asks else -1
    return {level for level, surplus in asking.items() if surplus > 0}


def _bounded(entries: list[QuestionEntry], length: int) -> tuple[QuestionEntry, ...]:
    if len(entries) <= MOST:
        return tuple(entries)
    return (*entries[: MOST - 1], entries[MOST - 1]._replace(end=length))


def _covered(entries: Sequence[QuestionEntry]) -> int:
    """How many code points are in one of the entries."""
    covered = reached = 0
    for entry in entries:
        covered += max(0, entry.end - max(entry.start, reached))
        reached = max(reached, entry.end)
    return covered


def _ends(places: Sequence[_Place], length: int) -> list[int]:
    """Where the section of each place ends: at the next one of its level or above; what is within a part that can be
    folded, such as a heading "Answer", ends no section around it.
    """
    ends = [length] * len(places)
    open_places: list[int] = []
    for number, place in enumerate(places):
        while open_places and _ends_at(places[open_places[-1]], place):
            ends[open_places.pop()] = place.start
        open_places.append(number)
    return ends


def _ends_at(open_place: _Place, place: _Place) -> bool:
    if open_place.is_folded != place.is_folded:
        return open_place.is_folded
    return open_place.level >= place.level


def _places(answer: str, title: str) -> Iterator[_Place]:
    """The headings and asking items of a text, in order."""
    anchors = Anchors()
    is_first = True
    fence = ""
    in_comment = False
    depth = 0
    lines = answer.split("\n")
    start = 0
    previous = ""
    for number, line in enumerate(lines):
        begin, start = start, start + len(line) + 1
        before, previous = previous, line
        if fence:
            closing = line.strip(" \t>")
            fence = "" if closing.startswith(fence) and not closing.strip(fence[0]) else fence
            previous = ""
            continue
        if in_comment or line.lstrip().startswith("<!--"):
            in_comment = "-->" not in line
            previous = ""
            continue
        if ("`" in line or "~" in line) and (opening := _FENCE.match(line)):
            fence = opening[1]
            continue
        is_folded = depth > 0
        if "details" in line:
            depth = max(0, depth + line.count("<details") - line.count("</details"))
        following = lines[number + 1] if number + 1 < len(lines) else ""
        level, source = _heading(line, before, following)
        if level:
            words = plain_line(source)
            if is_first and words.casefold() == title.casefold():
                is_first = False
                continue
            is_first = False
            is_numbered = _NUMBERED_ITEM.match(line) is not None
            yield _Place(level, words, anchors.of_heading(words)[0], begin, asks(words), is_folded, is_numbered)
        elif question := _item(line, before, following):
            if before.lstrip().lower().startswith("<details") and "<summary" in line:
                begin -= len(before) + 1
            yield _Place(_ITEM_LEVEL, question, anchors.of_question(question), begin, True, is_folded)


def _heading(line: str, before: str, following: str) -> tuple[int, str]:
    """The level of a heading and its Markdown; 0 for any other line."""
    if "#" in line:
        # A numbered list of questions may have a heading in each item.
        item = _BEFORE_HEADING.match(line)
        if (atx := atx_heading(line if item is None else line[item.end() :])) is not None:
            return atx
    if (
        line.strip()
        and not before.strip()
        and _UNDERLINE.match(following)
        and not line.startswith(("    ", "\t", "|", ">"))
    ):
        return (1 if "=" in following else 2), line.strip()
    return 0, ""


def _item(line: str, before: str, following: str) -> str:
    """The question of a line that is an item and asks; empty for any other."""
    stripped = line.strip()
    if not stripped:
        return ""
    start = stripped.find("<summary>") if "</summary>" in stripped else -1
    if start >= 0 and (end := stripped.find("</summary>", start)) >= 0:
        words = plain_line(_TAG.sub("", stripped[start + len("<summary>") : end]))
        return words if asks(words) else ""
    if stripped[0] in "*_-+0123456789" and (bold := _BOLD.match(stripped)):
        words = plain_line(bold[2])
        question = question_of_paragraph(words) or words
        return question if asks(words) else ""
    if not before.strip() and stripped[0] in "*_Qq" and (question := question_of_paragraph(plain_line(stripped))):
        return question
    if _DEFINITION.match(following) and not before.strip() and asks(words := plain_line(stripped)):
        return words
    return ""
