"""Finds code and math in a Markdown text, in one pass and in time linear in its length.

Code follows CommonMark (https://spec.commonmark.org/0.31.2/, fenced code blocks and code spans). Math is what
`$..$`, `$$..$$`, `\\(..\\)` and `\\[..\\]` enclose, provided it looks like a formula: a dollar sign is as often an
amount of money. So is what GitHub's `` $`..`$ `` and fences named ``math`` enclose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from qtbrowser.markup.formula_detection import is_display_formula, is_inline_formula


class SpanKind(StrEnum):
    """What a span is."""

    FENCED_CODE = "fenced_code"
    INLINE_CODE = "inline_code"
    INLINE_MATH = "inline_math"
    DISPLAY_MATH = "display_math"


_start = attrgetter("start")


class Span(NamedTuple):
    """A piece of code or math: `text[start:end]` with its delimiters, `body` without them.

    For fenced code the body is the lines between the fences; for inline code and math it is the text between the
    delimiters, with its spaces.
    """

    kind: SpanKind
    start: int
    end: int
    body: str


_FENCE = r"(?P<fence>^[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+(?:(?P<mark>`{3,})[^`\n]*|(?P<tildes>~{3,})[^\n]*)$)"
# A pattern that begins with a character class is searched for several times as fast as one of alternatives.
_SIGN = r"[`$\\](?:(?<=`)`*+|(?<=\$)\$*+|(?<=\\)[\s\S])"
_OPENING = re.compile(_SIGN)
_OPENING_OR_FENCE = re.compile(f"{_FENCE}|{_SIGN}", re.MULTILINE)
_ITEM_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ ]{1,4}(?=\S)")
_BLOCK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ ]|#{1,6}[ ]|>")
_ANY = re.compile("")
_MOST_LINES_OF_ITEM = 50
_CLOSING_FENCE = re.compile(r"^[ \t>]*+(`{3,}|~{3,})[ \t\r]*$", re.MULTILINE)
_MATH_FENCE = re.compile(r"`{3,}[ \t]*math[ \t]*$", re.MULTILINE)
_QUOTED_MATH = re.compile(r"\$`([^`$\n]{1,1000})`\$")
_TICKS = re.compile(r"`+")
_ESCAPED = re.compile(r"\\[\s\S]")
_DOLLARS = re.compile(r"[$\\](?:(?<=\\)[\s\S]|(?<=\$)\$*+)")
# The end of a paragraph, and so of every inline span: a blank line, or the start of another block.
_BREAK = re.compile(r"\n[ \t>]*+(?=\n|#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||`{3}|~{3})")


def find_spans(text: str) -> list[Span]:
    """The code and math of a Markdown text, in order and without overlap.

    Args:
        text: Markdown with real newlines.

    Returns:
        The spans. A dollar amount is in none; an unclosed fence runs to the end of the text.
    """
    return list(_spans_of(text)) if may_hold_spans(text) else []


def span_around(place: int, spans: Sequence[Span]) -> Span | None:
    """The span that contains a position of the text, or None.

    Args:
        place: an offset in the text.
        spans: some or all of those that `find_spans` returns, in order.
    """
    number = bisect_right(spans, place, key=_start) - 1
    return spans[number] if number >= 0 and place < spans[number].end else None


def replace_outside(pattern: re.Pattern[str], written: Callable[[re.Match[str]], str], text: str) -> str:
    """The text with what a pattern finds replaced, except where that begins within code or math.

    Args:
        pattern: finds what is replaced.
        written: what is written for a match.
        text: Markdown.
    """
    spans = find_spans(text)
    return pattern.sub(
        lambda found: written(found) if span_around(found.start(), spans) is None else found[0],
        text,
    )


# Decoding, plain text, features and links of a document each need the spans of the same text.
@lru_cache(maxsize=2)
def _spans_of(text: str) -> tuple[Span, ...]:
    return tuple(_Scan(text).spans())


def may_hold_spans(text: str) -> bool:
    """Whether a text has any character that begins code or math: a fast test, since most texts have none."""
    # Single characters are found many times as fast as two.
    if "`" in text or "$" in text or ("~" in text and "~~~" in text):
        return True
    return "\\" in text and ("\\(" in text or "\\[" in text)


class _Scan:
    """One scan of a text. The positions of closing delimiters are remembered, so that no part is searched twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closers: dict[str, int] = {}
        # The last position asked for, and the next break after it.
        self._seen_break, self._known_break = 0, -1

    def spans(self) -> list[Span]:
        found: list[Span] = []
        position = 0
        signs = _OPENING_OR_FENCE if "```" in self._text or "~~~" in self._text else _OPENING
        while opening := signs.search(self._text, position):
            span = self._span_at(opening)
            if span is None:
                # A delimiter that begins no span is text.
                position = opening.end()
            else:
                found.append(span)
                position = span.end
        return found

    def _span_at(self, opening: re.Match[str]) -> Span | None:
        if opening.lastgroup == "fence":
            return self._fenced_code(opening)
        sign = opening[0]
        if sign[0] == "`":
            return self._inline_code(opening)
        if sign[0] == "$":
            return self._dollar_math(opening)
        if sign == "\\(":
            return self._bracket_math(opening, "\\)", SpanKind.INLINE_MATH)
        if sign == "\\[":
            return self._bracket_math(opening, "\\]", SpanKind.DISPLAY_MATH)
        return None

    def _fenced_code(self, opening: re.Match[str]) -> Span:
        mark = opening["mark"] or opening["tildes"]
        body_start = min(opening.end() + 1, len(self._text))
        prefix = opening[0][: opening[0].index(mark)]
        width = len(prefix.expandtabs(4))
        is_below = prefix.isspace()
        if is_below:
            width = self._indent_of_item(opening.start(), width)
        is_quoted = ">" in prefix
        ends_before = _BLOCK if is_below else _ANY
        body_end, end = self._fence_end(
            0 if is_quoted else width, mark, body_start, is_quoted=is_quoted, ends_before=ends_before
        )
        if opening["mark"] and not prefix.strip() and _MATH_FENCE.match(self._text, opening.start("mark")):
            # What GitHub writes a formula of several lines in.
            return Span(SpanKind.DISPLAY_MATH, opening.start("mark"), end, self._text[body_start:body_end])
        return Span(SpanKind.FENCED_CODE, opening.start(), end, self._text[body_start:body_end])

    def _indent_of_item(self, start: int, width: int) -> int:
        """How far the content of the list item is indented in which a line is; 0 if it is in none.

        Args:
            start: where the line begins.
            width: how far it is indented.
        """
        for _ in range(_MOST_LINES_OF_ITEM if width > 1 else 0):
            if start == 0:
                break
            end, start = start - 1, self._text.rfind("\n", 0, start - 1) + 1
            line = self._text[start:end].expandtabs(4)
            indent = len(line) - len(line.lstrip(" "))
            if line.strip() and indent < width:
                item = _ITEM_MARK.match(line, indent)
                if item is not None and item.end() <= width:
                    return item.end()
                width = indent
                if not indent:
                    break
        return 0

    def _fence_end(
        self, width: int, mark: str, start: int, *, is_quoted: bool, ends_before: re.Pattern[str]
    ) -> tuple[int, int]:
        """Where the body of fenced code ends, and where its closing fence does.

        Without one, both are where the item or quotation that it is in ends, as far as its first line tells. It is read
        line by line up to there: many fences of one quotation may not each look through all of it.

        Args:
            width: how far the content of its item is indented; 0 if it is in none.
            mark: the opening fence.
            start: the begin of the next line.
            is_quoted: whether it is in a quotation.
            ends_before: what a line that is indented less must begin with to end the item. Below the item's first line
                a paragraph is not enough, since answers are read before it is known which of their `\\n` are line ends.
        """
        if not (is_quoted or width):
            fences = _CLOSING_FENCE.finditer(self._text, start)
            closing = next((fence for fence in fences if fence[1].startswith(mark)), None)
            return (len(self._text),) * 2 if closing is None else (closing.start(), closing.end(1))
        while start < len(self._text):
            end = self._text.find("\n", start)
            end = len(self._text) if end < 0 else end
            line = self._text[start:end].expandtabs(4)
            words = line.lstrip(" ")
            is_less_indented = words and len(line) - len(words) < width
            if (is_quoted and not words.startswith(">")) or (is_less_indented and ends_before.match(words)):
                return (max(start - 1, 0),) * 2
            closing = _CLOSING_FENCE.match(self._text, start, end)
            if closing is not None and closing[1].startswith(mark):
                return closing.start(), closing.end(1)
            start = end + 1
        return (len(self._text),) * 2

    def _inline_code(self, opening: re.Match[str]) -> Span | None:
        start, body_start = opening.span()
        length = body_start - start
        runs = self._tick_runs.get(length, [])
        following = bisect_left(runs, body_start)
        if following == len(runs) or runs[following] > self._next_break(body_start):
            return None
        close = runs[following]
        return Span(SpanKind.INLINE_CODE, start, close + length, self._text[body_start:close])

    def _dollar_math(self, opening: re.Match[str]) -> Span | None:
        start, body_start = opening.span()
        length = body_start - start
        if length > 2:
            return None
        if length == 1 and (quoted := _QUOTED_MATH.match(self._text, start)):
            return Span(SpanKind.INLINE_MATH, start, quoted.end(), quoted[1])
        runs = self._double_dollars if length == 2 else self._dollar_runs
        following = bisect_left(runs, body_start)
        if following == len(runs):
            return None
        close = runs[following]
        text = self._text
        if length == 2:
            body = text[body_start:close]
            return Span(SpanKind.DISPLAY_MATH, start, close + 2, body) if is_display_formula(body) else None
        after = text[close + 1 : close + 2]
        if after == "$" or close > self._next_break(body_start):
            return None
        body = text[body_start:close]
        if not is_inline_formula(body, text[start - 1 : start], after):
            return None
        return Span(SpanKind.INLINE_MATH, start, close + 1, body)

    def _bracket_math(self, opening: re.Match[str], closer: str, kind: SpanKind) -> Span | None:
        close = self._next_closer(closer, opening.end())
        if close < 0:
            return None
        if kind is SpanKind.INLINE_MATH and close > self._next_break(opening.end()):
            return None
        # TeX does not nest `\[`. Without this test each `\[` of a text would be matched up to the same `\]`.
        if kind is SpanKind.DISPLAY_MATH and self._next_bracket(opening.end()) < close:
            return None
        body = self._text[opening.end() : close]
        if kind is SpanKind.DISPLAY_MATH and not is_display_formula(body, bracketed=True):
            return None
        return Span(kind, opening.start(), close + 2, body)

    def _next_closer(self, closer: str, position: int) -> int:
        known = self._closers.get(closer, 0)
        if 0 <= known < position:
            known = self._closers[closer] = self._text.find(closer, position)
        return known

    def _next_bracket(self, position: int) -> int:
        following = bisect_left(self._brackets, position)
        return self._brackets[following] if following < len(self._brackets) else len(self._text)

    def _next_break(self, position: int) -> int:
        if not self._seen_break <= position <= self._known_break:
            following = bisect_left(self._breaks, position)
            self._seen_break = position
            self._known_break = self._breaks[following] if following < len(self._breaks) else len(self._text)
        return self._known_break

    @cached_property
    def _brackets(self) -> list[int]:
        """Where `\\[` begins; the row end with a length, `\\\\[2pt]`, is none."""
        return [found.start() for found in _ESCAPED.finditer(self._text) if found[0][1] == "["]

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in _BREAK.finditer(self._text)]

    @cached_property
    def _tick_runs(self) -> dict[int, list[int]]:
        runs: dict[int, list[int]] = {}
        for match in _TICKS.finditer(self._text):
            runs.setdefault(len(match[0]), []).append(match.start())
        return runs

    @cached_property
    def _dollars(self) -> list[tuple[int, int]]:
        """Where runs of dollars begin and end; escaped ones are none."""
        return [found.span() for found in _DOLLARS.finditer(self._text) if found[0][0] == "$"]

    @cached_property
    def _dollar_runs(self) -> list[int]:
        return [start for start, _ in self._dollars]

    @cached_property
    def _double_dollars(self) -> list[int]:
        return [start for start, end in self._dollars if end - start == 2]
