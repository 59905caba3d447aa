"""Reads the question that a paragraph begins with, and where its answer begins."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from qtbrowser.markup.asking import QUESTION_MARKS, asks, question_of_paragraph
from qtbrowser.markup.plain import plain_line

LONGEST_QUESTION = 400
"""How many code points a question may have."""

_MOST_LINES = 4
_MARKS = "".join(QUESTION_MARKS)
_LINK_ALONE = re.compile(r"\[[^\[\]]*+\]\([^()]*+\)[ \t]*+$")
_LINE_BREAK = re.compile(r"\n|<br[ \t]*+/?>")
_EMPHASIS = re.compile(
    rf"(\*\*\*|___|\*\*|__|\*|_)(?=[^\s*_])(.{{1,{LONGEST_QUESTION}}}?)\1(?![\w*])"
    r"[ \t:]*+(?:<br[ \t]*+/?>|\\(?=\n))?+[ \t]*+",
    re.DOTALL,
)
_CODE = re.compile(r"(?<!`)(`++)[^`\n]++\1(?!`)")
_SIGN = re.compile(
    r"[*_]{0,3}(?:Q|Question)[ \t]*+(?:\d{1,5}[ \t]*+)?[.:)\u2013-][*_]{0,3}[ \t]*+(?=\S)", re.IGNORECASE
)
_ANSWER_SIGN = re.compile(r"(?<=[ \t>])[*_]{0,3}(?:A|Ans|Answer)[ \t]*+(?:\d{1,5}[ \t]*+)?[.:)]", re.IGNORECASE)
_CLOSING = r"[*_`~\"'\u201d\u2019\u00bb)\]\uff09\u300d!]*+"
_AT_LINE_END = re.compile(rf"[{_MARKS}]{_CLOSING}[ \t]*+(?:<br[ \t]*+/?>|\\?$)[ \t]*+", re.MULTILINE)
_WITHIN_LINE = re.compile(rf"[{_MARKS}]{_CLOSING}(?:[ \t]++|(?<=\uff1f))(?=\S)")


class QuestionForm(StrEnum):
    """How a paragraph tells that it begins with a question."""

    SIGN = "sign"
    """By `Q:` or the like."""
    EMPHASIS = "emphasis"
    LINE = "line"
    """By a question mark at the end of a line."""
    SENTENCE = "sentence"
    """By a question mark within its first line."""


class LeadingQuestion(NamedTuple):
    """The question that a paragraph begins with.

    Attributes:
        words: as plain text on one line.
        below: where in the paragraph its answer begins, in code points.
        form: how it is told.
        emphasis: the signs around it; empty for none.
    """

    words: str
    below: int
    form: QuestionForm
    emphasis: str = ""


def leading_question(paragraph: str) -> LeadingQuestion | None:
    """The question that a paragraph begins with; None for one that begins otherwise, or is nothing but a link.

    Args:
        paragraph: its Markdown, without the marker of a list item.
    """
    raw = "\n".join(paragraph[: 2 * LONGEST_QUESTION].split("\n", _MOST_LINES)[:_MOST_LINES])
    if not (raw[:1] in "*_qQ" or any(mark in raw for mark in QUESTION_MARKS)) or _LINK_ALONE.match(raw):
        return None
    found = _found(raw)
    return found if found is not None and _is_question(found.words) else None


def _is_question(words: str) -> bool:
    return len(words) <= LONGEST_QUESTION and any(map(str.isalnum, words))


def _found(raw: str) -> LeadingQuestion | None:
    without_code = _CODE.sub(lambda code: "`" * len(code[0]), raw)
    if sign := _SIGN.match(raw):
        end, below = _end_behind_sign(raw, sign.end())
        return LeadingQuestion(plain_line(raw[sign.end() : end]), below, QuestionForm.SIGN)
    if (strong := _EMPHASIS.match(raw)) and asks(words := plain_line(strong[2])):
        words = question_of_paragraph(words) or words
        return LeadingQuestion(words, strong.end(), QuestionForm.EMPHASIS, strong[1])
    if line := _AT_LINE_END.search(without_code):
        return LeadingQuestion(plain_line(raw[: line.start() + 1]), line.end(), QuestionForm.LINE)
    if (sentence := _WITHIN_LINE.search(without_code)) and "\n" not in raw[: sentence.start()]:
        return LeadingQuestion(plain_line(raw[: sentence.start() + 1]), sentence.end(), QuestionForm.SENTENCE)
    return None


def _end_behind_sign(raw: str, start: int) -> tuple[int, int]:
    """Where a question that begins with a sign ends, and where its answer begins."""
    marks = [pattern.search(raw, start) for pattern in (_AT_LINE_END, _WITHIN_LINE)]
    ends = [(len(raw), len(raw)), *((mark.start() + 1, mark.end()) for mark in marks if mark is not None)]
    if found := _ANSWER_SIGN.search(raw, start):
        ends.append((found.start(), found.start()))
    if found := _LINE_BREAK.search(raw, start):
        ends.append((found.start(), found.end()))
    return min(ends)
