"""Finds the questions of lists, and of paragraphs that begin with a question.

A text is read as blocks: headings, listings and paragraphs, each with the marker of the list item that it begins.
Blocks with the same marker at the same depth are of one form. The questions of a text are those of one form, where at
least three have an answer, as many are answered as not, and most items of that form ask. So a list of questions to
think about, a checklist and a table of contents are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from qtbrowser.documents.leading_question import LONGEST_QUESTION, LeadingQuestion, QuestionForm, leading_question
from qtbrowser.documents.prose_lines import prose_lines
from qtbrowser.documents.question_places import heading_of_line
from qtbrowser.markup.lettered_choices import lines_that_name_one, names_choice
from qtbrowser.markup.plain import plain_line

_FEWEST = 3
_FEWEST_SENTENCES = 5
_MOST_FORMS = 8
_MOST_BLOCKS = 2_000
"""How many blocks an answer may have."""

_HEADING, _LISTING, _PARAGRAPH = "#", "```", ""
_ORDERED = (".", ")")
_ITEM_MARKERS = tuple(".)-*+")
_ITEM = re.compile(r"([ \t]*+)(?:(\d{1,4})([.)])|([-*+]))([ \t]++)(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*+\1){2,}[ \t]*+$")
_TASK = re.compile(r"\[([ xX])\][ \t]")


class ListedQuestion(NamedTuple):
    """A question with its answer.

    Attributes:
        words: the question on one line.
        repeat: how many paragraphs up to this one begin with these words.
        start, below, end: where in the text its line, its answer, and what follows begin, in code points.
        has_choice: whether right and wrong answers are below it.
    """

    words: str
    repeat: int
    start: int
    below: int
    end: int
    has_choice: bool


class _Form(NamedTuple):
    """What a block begins with, and how deep it is; questions in bold or after `Q:` are forms of their own."""

    marker: str
    depth: int

    @property
    def is_item(self) -> bool:
        return self.marker.startswith(_ITEM_MARKERS)


@dataclass(slots=True)
class _Block:
    """A heading, a listing or a paragraph; `content` is where what follows the marker begins."""

    form: _Form
    start: int
    content: int
    end: int
    columns: int = 0
    number: int = 0
    task: str = ""
    question: LeadingQuestion | None = None
    repeat: int = 0


def listed_questions(answer: str, *, is_named: bool = False) -> list[ListedQuestion]:
    """The questions of lists and paragraphs of a text, in order, if it is an FAQ or a quiz; none of any other.

    Args:
        answer: the document's Markdown.
        is_named: whether the document's title says that it asks, so that fewer signs are enough.
    """
    blocks = list(_blocks(answer))
    _read_questions(answer, blocks)
    forms = Counter(block.form for block in blocks if block.question is not None)
    forms.update(before.form for before, block in pairwise(blocks) if block.task and not before.task)
    best: list[ListedQuestion] = []
    for form, count in forms.most_common(_MOST_FORMS):
        if count >= _FEWEST and form.marker not in (_HEADING, _LISTING):
            best = max(best, _Selection(answer, blocks, form, is_named=is_named).questions(), key=_size)
    return best


def _size(questions: Sequence[ListedQuestion]) -> int:
    return sum(question.end - question.start for question in questions)


def _blocks(answer: str) -> Iterator[_Block]:
    """The headings, listings and paragraphs of a text, in order."""
    last: _Block | None = None
    lines = answer.split("\n")
    for number, begin, line, before, opens_listing in prose_lines(lines):
        if not before:
            last = None
        if not line.strip() or _RULE.match(line):
            last = None
            continue
        end = begin + len(line)
        if opens_listing:
            last = None
            yield _Block(_Form(_LISTING, 0), begin, begin, end)
        elif heading_of_line(line, before, lines[number + 1] if number + 1 < len(lines) else "")[0]:
            last = None
            yield _Block(_Form(_HEADING, 0), begin, begin, end)
        elif item := _ITEM.match(line):
            last = _item_block(item, begin)
            yield last
        elif last is not None:
            last.end = end
        else:
            columns = _columns(line)
            content = begin + len(line) - len(line.lstrip())
            last = _Block(_Form(_PARAGRAPH, columns // 2), begin, content, end, columns)
            yield last


def _columns(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))


def _item_block(item: re.Match[str], begin: int) -> _Block:
    line = item.string
    columns = _columns(item[1] + "x")
    task = _TASK.match(line, item.end())
    # What is in a numbered item is indented by at least three columns, in another by two.
    form = _Form(item[3], columns // 3) if item[2] else _Form(item[4], columns // 2)
    sign = "" if task is None else task[1].lower()
    return _Block(form, begin, begin + item.end(), begin + len(line), columns, int(item[2] or 0), sign)


def _read_questions(answer: str, blocks: Sequence[_Block]) -> None:
    """Set the questions that blocks begin with."""
    repeats: Counter[str] = Counter()
    for block in blocks:
        if block.task or block.form.marker in (_HEADING, _LISTING):
            continue
        found = leading_question(answer[block.content : min(block.end, block.content + 2 * LONGEST_QUESTION)])
        if found is None or (found.form is QuestionForm.SENTENCE and not block.form.is_item):
            continue
        repeats[found.words] += 1
        block.question, block.repeat = found, repeats[found.words]
        if found.form is QuestionForm.SIGN:
            block.form = block.form._replace(marker=f"{block.form.marker}Q")
        elif not block.form.is_item:
            block.form = block.form._replace(marker=found.emphasis and f"in {found.emphasis}")


class _Selection:
    """The questions of one form.

    Args:
        answer: the document's Markdown.
        blocks: its blocks.
        form: the form.
        is_named: as for `listed_questions`.
    """

    def __init__(self, answer: str, blocks: Sequence[_Block], form: _Form, *, is_named: bool) -> None:
        self._answer = answer
        self._blocks = blocks
        self._form = form
        self._is_named = is_named
        self._named = list(lines_that_name_one(answer))
        self._found: list[ListedQuestion] = []
        self._silent: Counter[str] = Counter()
        self._asking = self._sentences = self._unanswered = self._others = 0

    def questions(self) -> list[ListedQuestion]:
        """Those questions, if they are what the file is about."""
        position = 0
        while position < len(self._blocks):
            position = self._take(position)
        if self._unanswered:
            # A list of contents repeats them, and what follows it is no answer to its last one.
            self._found = list({one.words: one for one in self._found}.values())
        choices = sum(question.has_choice for question in self._found)
        if choices >= _FEWEST and choices * 2 >= len(self._found):
            is_quiz = self._is_named or self._asking * 2 >= len(self._found)
            return [one for one in self._found if one.has_choice or self._form.is_item] if is_quiz else []
        if self._form.marker == _PARAGRAPH:
            return []
        silent = self._others + len(self._found) - self._asking
        if self._asking < max(_FEWEST, self._unanswered, silent):
            return []
        if self._sentences * 2 > self._asking and not self._is_named:
            is_sure = self._asking >= _FEWEST_SENTENCES and not self._unanswered and not silent
            return self._found if is_sure else []
        return self._found

    def _take(self, position: int) -> int:
        """Take in the block at a position, if it is of the form.

        Returns:
            The position of the next block to look at.
        """
        block = self._blocks[position]
        if block.form != self._form or block.task:
            return position + 1
        if block.question is not None:
            words, below, repeat = block.question.words, block.content + block.question.below, block.repeat
        else:
            words, below = self._silent_question(block), block.end
            self._silent[words] += 1
            repeat = self._silent[words]
        if not words:
            self._others += self._form.is_item
            return position + 1
        following = self._end_of_section(position)
        end = self._blocks[following].start if following < len(self._blocks) else len(self._answer)
        inner = self._blocks[position + 1 : following]
        if inner or self._answer[below : block.end].strip():
            choice = {one.task for one in inner if one.task}
            has_choice = (" " in choice and len(choice) > 1) or names_choice(
                self._answer, self._named, block.start, end
            )
            self._found.append(ListedQuestion(words, repeat, block.start, below, end, has_choice))
            if block.question is not None:
                self._asking += 1
                self._sentences += block.question.form is QuestionForm.SENTENCE
        elif block.question is not None:
            self._unanswered += 1
        else:
            self._others += 1
        return following

    def _silent_question(self, block: _Block) -> str:
        """The words of a numbered item without a question mark, such as `Explain it.`; empty for a longer one."""
        raw = self._answer[block.content : block.end]
        is_short = self._form.marker in _ORDERED and "\n" not in raw and len(raw) <= LONGEST_QUESTION // 2
        return plain_line(raw) if is_short else ""

    def _end_of_section(self, first: int) -> int:
        """The position of the first block after a question that is no part of its answer."""
        own = self._blocks[first]
        is_item = self._form.is_item
        goes_beyond = False
        last = min(first + _MOST_BLOCKS, len(self._blocks))
        for position in range(first + 1, last):
            block = self._blocks[position]
            if block.form.marker == _HEADING:
                return position
            is_sibling = block.form == self._form and not block.task
            if is_sibling and (
                block.question is not None or (is_item and _is_next(own, block, goes_beyond=goes_beyond))
            ):
                return position
            if is_item and block.form.is_item and not block.task and block.columns < own.columns - 1:
                return position
            goes_beyond = goes_beyond or (not block.form.is_item and block.columns <= own.columns)
        return last


def _is_next(own: _Block, block: _Block, *, goes_beyond: bool) -> bool:
    """Whether an item that doesn't ask is the next one of the question's list, rather than of a list in its answer."""
    if own.number or block.number:
        return block.number == own.number + 1
    return not goes_beyond
