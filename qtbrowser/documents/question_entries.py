"""Finds the questions of a file that asks many: an FAQ or a quiz.

A question is a heading that asks, or one in a numbered list whose other headings mostly ask; or an item: a paragraph in
bold, a paragraph that begins with `Q:`, a `<summary>`, a term of a list of definitions, or an item of a list, see
`listed_questions`. A file is an FAQ where at least three of one kind ask and have most of its text below them, a quiz
where at least three of them have choices and the right one is told, by a task list or a line like `Answer: B`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from textwrap import dedent
from typing import NamedTuple

from qtbrowser.documents.leading_question import leading_question
from qtbrowser.documents.listed_questions import listed_questions
from qtbrowser.documents.question_places import (
    DEFINITION,
    PARAGRAPH_LEVEL,
    QuestionPlace,
    heading_of_line,
    question_places,
)
from qtbrowser.markup.asking import QUESTION_MARKS, asks
from qtbrowser.markup.heading_anchors import Anchors
from qtbrowser.markup.lettered_choices import lines_that_name_one, names_choice

FEWEST = 3
"""How many questions a file must ask to be an FAQ or a quiz."""

MOST = 10_000
"""The first questions of a file that are its entries; what follows belongs to the last one."""

_LEAST_SHARE = 0.5
"""The share of a file that must be below its questions."""

_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*+$")
_ITEM_MARK = re.compile(r"[ \t]*+(?:\d{1,4}[.)]|[-*+])[ \t]")
_RIGHT, _WRONG = (re.compile(rf"^[ \t]*+[-*+][ \t]+\[{sign}\][ \t]", re.MULTILINE) for sign in ("[xX]", " "))
_NUMBER = re.compile(r"\d{1,5}[.):][ \t]+\S")
_ASKING_TITLE = re.compile(r"\b(?:faqs?|q ?& ?a|questions?|quiz(?:zes)?|interview)\b", re.IGNORECASE)


class EntryKind(StrEnum):
    """What a question of a file is: a heading, an item, or one of them with answers to choose from."""

    HEADING = "heading"
    ITEM = "item"
    QUIZ = "quiz"


class QuestionEntry(NamedTuple):
    """One question of a file that asks many.

    Attributes:
        question: its words on one line.
        anchor: its place on the page; with the document's key it names the entry.
        start, end: its range in the answer, in code points.
        below: where in that range the answer to it begins.
        kind: what it is.
        repeat: of a question of a list, which one it is of the paragraphs that begin with its words, counted from 1; 0
            for any other.
    """

    question: str
    anchor: str
    start: int
    below: int
    end: int
    kind: EntryKind
    repeat: int = 0

    def body(self, answer: str) -> str:
        """What is below the question; of HTML and of a list of definitions, with the question.

        Args:
            answer: the document's Markdown.
        """
        text = answer[self.below : self.end]
        if not _ITEM_MARK.match(answer, self.start):
            return text
        first, line_end, rest = text.partition("\n")
        return first.lstrip() + line_end + dedent(rest) if first.strip() else dedent(text)


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
    return heading_of_line(line, "", following.partition("\n")[0])[0]


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
            found = lines.rfind(f"\n{entry.question}", 0, end + 1)
        if found < 0:
            found = plain.rfind(entry.question, 0, end)
        end = found if found >= 0 else end
        starts.append(end)
    return starts[::-1]


def section_of(answer: str, anchor: str, title: str = "") -> QuestionEntry | None:
    """The section of any heading or question with an anchor, as an entry; None if there is none."""
    for entry in find_entries(answer, title):
        if entry.anchor == anchor:
            return entry
    places = list(question_places(answer, title))
    for place, end in zip(places, _ends(places, len(answer)), strict=True):
        if place.anchor == anchor:
            kind = EntryKind.ITEM if place.level == PARAGRAPH_LEVEL else EntryKind.HEADING
            return _entry(answer, place, end, kind)
    return None


def _entry(answer: str, place: QuestionPlace, end: int, kind: EntryKind) -> QuestionEntry:
    """The section of a place as an entry."""
    return QuestionEntry(place.words, place.anchor, place.start, _below(answer, place, end), end, kind)


def _below(answer: str, place: QuestionPlace, end: int) -> int:
    """Where what is below a heading or a question begins; of HTML and a list of definitions, where it itself does."""
    first, _, rest = answer[place.start : end].partition("\n")
    second, line_end, third = rest.partition("\n")
    if place.level == PARAGRAPH_LEVEL:
        is_whole = first.lstrip().startswith("<") or any(map(DEFINITION.match, (rest, "" if second.strip() else third)))
        if is_whole:
            return place.start
        mark = _ITEM_MARK.match(first)
        found = leading_question(first if mark is None else first[mark.end() :])
        below = (0 if mark is None else mark.end()) + (len(first) if found is None else found.below)
        return min(place.start + (below if first[below:].strip() else len(first) + 1), end)
    is_underlined = "#" not in first and "<" not in first and _UNDERLINE.match(second)
    below = place.start + len(first) + 1 + (len(second) + len(line_end) if is_underlined else 0)
    return min(below, end)


def _may_ask(answer: str, title: str) -> bool:
    """Whether it is worth reading a text line by line."""
    if sum(map(answer.count, QUESTION_MARKS)) >= FEWEST or _right_answers(answer) >= FEWEST:
        return True
    # "Answer:" or "answer:", counted at once.
    if answer.count("nswer:") >= FEWEST:
        return True
    return answer.count("#") >= FEWEST and (_ASKING_TITLE.search(title) is not None or answer.count("Q") >= FEWEST)


def _right_answers(text: str) -> int:
    """How many right answers of task lists a text may have, quickly counted."""
    return text.count("[x]") + text.count("[X]")


# A page, its index entry and its list row ask one after the other for the same text.
@lru_cache(maxsize=8)
def _found(answer: str, title: str) -> tuple[QuestionEntry, ...]:
    places = list(question_places(answer, title))
    ends = _ends(places, len(answer))
    numbered = _ASKING_TITLE.search(title) is not None
    listed = _asking_levels(places)
    named = list(lines_that_name_one(answer))
    headings: list[QuestionEntry] = []
    paragraphs: list[QuestionEntry] = []
    for number, (place, end) in enumerate(zip(places, ends, strict=True)):
        own_end = places[number + 1].start if number + 1 < len(places) else len(answer)
        has_choice = all(sign.search(answer, place.start, own_end) for sign in (_RIGHT, _WRONG)) or names_choice(
            answer, named, place.start, own_end
        )
        if place.level == PARAGRAPH_LEVEL:
            paragraphs.append(_entry(answer, place, end, EntryKind.QUIZ if has_choice else EntryKind.ITEM))
            continue
        is_listed = place.is_numbered and place.level in listed
        if has_choice or place.asks or is_listed or (numbered and _NUMBER.match(place.words)):
            headings.append(_entry(answer, place, end, EntryKind.QUIZ if has_choice else EntryKind.HEADING))
    for entries in (headings, paragraphs):
        if _are_its_subject(entries, answer):
            return _bounded(entries, len(answer))
    in_lists = _in_lists(answer, places, is_named=numbered)
    return _bounded(in_lists, len(answer)) if _are_its_subject(in_lists, answer) else ()


def _are_its_subject(entries: Sequence[QuestionEntry], answer: str) -> bool:
    """Whether questions are enough, and have enough of a text below them, to be what it is about."""
    return len(entries) >= FEWEST and _covered(entries) >= _LEAST_SHARE * len(answer)


def _in_lists(answer: str, places: Sequence[QuestionPlace], *, is_named: bool) -> list[QuestionEntry]:
    """The questions of lists, with anchors that no heading has.

    Args:
        answer: the document's Markdown.
        places: its headings and asking paragraphs.
        is_named: whether its title says that it asks.
    """
    anchors = Anchors()
    own = {place.start: place.anchor for place in places if place.level == PARAGRAPH_LEVEL}
    for place in places:
        if place.level == PARAGRAPH_LEVEL:
            anchors.of_question(place.words)
        else:
            anchors.of_heading(place.words)
    return [
        QuestionEntry(
            found.words,
            own.get(found.start) or anchors.of_question(found.words),
            found.start,
            found.below,
            found.end,
            EntryKind.QUIZ if found.has_choice else EntryKind.ITEM,
            found.repeat,
        )
        for found in listed_questions(answer, is_named=is_named)
    ]


def _asking_levels(places: Sequence[QuestionPlace]) -> set[int]:
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


def _ends(places: Sequence[QuestionPlace], length: int) -> list[int]:
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


def _ends_at(open_place: QuestionPlace, place: QuestionPlace) -> bool:
    if open_place.is_folded != place.is_folded:
        return open_place.is_folded
    return open_place.level >= place.level
