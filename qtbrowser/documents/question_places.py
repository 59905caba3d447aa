"""Finds the headings of a text, and the paragraphs that ask: in bold, after `Q:`, a summary, a defined term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qtbrowser.documents.prose_lines import prose_lines
from qtbrowser.markup.asking import asks, question_of_paragraph
from qtbrowser.markup.heading_anchors import Anchors
from qtbrowser.markup.headings import atx_heading
from qtbrowser.markup.plain import plain_line

PARAGRAPH_LEVEL = 7
"""The level of a question that is no heading: below all headings."""

DEFINITION = re.compile(r" {0,3}:[ \t]+\S")
"""The line of a definition, below its term."""

_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*+$")
_BEFORE_HEADING = re.compile(r" {0,3}(?:\d{1,4}[.)]|[-*+])[ \t]{1,4}(?=#)")
_NUMBERED_ITEM = re.compile(r" {0,3}\d{1,4}[.)][ \t]")
_BOLD = re.compile(r"(?:\d{1,4}[.)][ \t]+|[-*+][ \t]+)?(\*\*|__)(?=\S)(.+?)\1[ \t:]*+$")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_HTML_HEADING = re.compile(r"[ \t]*+<h([1-6])(?:[ \t][^<>]*+)?>(.+)</h\1>[ \t]*+$", re.IGNORECASE)
_HTML_TERM = re.compile(r"<dt(?:[ \t][^<>]*+)?>(.+?)</dt>", re.IGNORECASE)
_OPEN_SUMMARY = re.compile(r"(?:<details[^<>]*+>)?[ \t]*+<summary[^<>]*+>[ \t]*+$", re.IGNORECASE)


class QuestionPlace(NamedTuple):
    """A heading or a question of a text.

    Attributes:
        level: of the heading; `PARAGRAPH_LEVEL` for a question that is none.
        words: its words on one line.
        anchor: its place on the page.
        start: where its line begins in the text, in code points.
        asks: whether it asks.
        is_folded: whether it is within a part that can be folded.
        is_numbered: whether it is in a numbered list.
    """

    level: int
    words: str
    anchor: str
    start: int
    asks: bool
    is_folded: bool = False
    is_numbered: bool = False


def question_places(answer: str, title: str = "") -> Iterator[QuestionPlace]:
    """The headings and the asking paragraphs of a text, in order.

    Args:
        answer: the document's Markdown.
        title: the document's title; a first heading that repeats it is left out.
    """
    anchors = Anchors()
    is_first = True
    depth = 0
    lines = answer.split("\n")
    for number, begin, line, before, opens_listing in prose_lines(lines):
        if opens_listing:
            continue
        is_folded = depth > 0
        if "details" in line:
            depth = max(0, depth + line.count("<details") - line.count("</details"))
        following = lines[number + 1] if number + 1 < len(lines) else ""
        level, source = heading_of_line(line, before, following)
        if level:
            words = plain_line(source)
            if is_first and words.casefold() == title.casefold():
                is_first = False
                continue
            is_first = False
            is_numbered = _NUMBERED_ITEM.match(line) is not None
            yield QuestionPlace(level, words, anchors.of_heading(words)[0], begin, asks(words), is_folded, is_numbered)
        elif question := _item(line, before, following, is_term=_is_term(lines, number)):
            if before.lstrip().lower().startswith("<details") and "<summary" in line:
                begin -= len(before) + 1
            yield QuestionPlace(PARAGRAPH_LEVEL, question, anchors.of_question(question), begin, True, is_folded)


def heading_of_line(line: str, before: str, following: str) -> tuple[int, str]:
    """The level of a heading and its Markdown; 0 for any other line.

    Args:
        line: the line.
        before, following: the lines around it.
    """
    if "#" in line:
        # A numbered list of questions may have a heading in each item.
        item = _BEFORE_HEADING.match(line)
        if (atx := atx_heading(line if item is None else line[item.end() :])) is not None:
            return atx
    if line.lstrip().startswith("<h") and (found := _HTML_HEADING.match(line)):
        return int(found[1]), _TAG.sub("", found[2])
    if (
        line.strip()
        and not before.strip()
        and _UNDERLINE.match(following)
        and not line.startswith(("    ", "\t", "|", ">"))
    ):
        return (1 if "=" in following else 2), line.strip()
    return 0, ""


def _is_term(lines: list[str], number: int) -> bool:
    """Whether a definition follows a line, at once or below a blank line."""
    below = lines[number + 1 : number + 3]
    return any(DEFINITION.match(line) for line in below[: 1 if below and below[0].strip() else 2])


def _item(line: str, before: str, following: str, *, is_term: bool) -> str:
    """The question of a line that is a paragraph and asks; empty for any other.

    Args:
        line: the line.
        before, following: the lines around it.
        is_term: whether a definition is below it.
    """
    stripped = line.strip()
    if not stripped or _OPEN_SUMMARY.match(before):
        return ""
    if stripped[0] == "<" or "</summary>" in stripped:
        words = plain_line(_TAG.sub("", _html_words(stripped, following)))
        return words if asks(words) else ""
    if stripped[0] in "*_-+0123456789" and (bold := _BOLD.match(stripped)):
        words = plain_line(bold[2])
        question = question_of_paragraph(words) or words
        return question if asks(words) else ""
    if not before.strip() and stripped[0] in "*_Qq" and (question := question_of_paragraph(plain_line(stripped))):
        return question
    if not before.strip() and is_term and asks(words := plain_line(stripped)):
        return words
    return ""


def _html_words(line: str, following: str) -> str:
    """What is in a summary or in a defined term of HTML."""
    start = line.find("<summary>") if "</summary>" in line else -1
    if start >= 0 and (end := line.find("</summary>", start)) >= 0:
        return line[start + len("<summary>") : end]
    if _OPEN_SUMMARY.match(line):
        return following
    term = _HTML_TERM.match(line)
    return "" if term is None else term[1]
