"""Finds and replaces by a curator's expression, with bounds on its size and on the time that it takes.

Python's own `re` can't be interrupted: an expression such as ``(x+x+)+y`` takes time that doubles with each letter.
`regex` has a time limit and lets other threads run meanwhile. It expands counted repetitions, and a few million copies
crash it, so their product is bounded, as are length and nesting, before an expression is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

import regex

from qtbrowser.documents.document_files import MAX_BYTES
from qtbrowser.errors import EditRefused, UsageError

Result = TypeVar("Result", str, bool)

LONGEST = 1_000
"""Most letters of a regular expression."""

DEEPEST = 50
"""Most levels of brackets."""

MOST_COPIES = 10_000
"""Most parts of an expression whose counted repetitions are written out."""

SECONDS = 0.5
"""Most seconds for one document."""

MOST_TIMEOUTS = 3
"""After so many documents that took too long, a plan ends."""

MOST_SECONDS = 2.0
"""After so many seconds spent on documents that took too long, a plan ends."""

_COUNT = re.compile(r"\{(\d{0,9})(?:,(\d{0,9}))?\}")
_VERBOSE = re.compile(r"\(\?[a-zA-Z]{0,20}x")


class BoundedExpression:
    """An expression with its replacement.

    Args:
        find: plain text, or a regular expression as Python has them.
        replacement: the new text; for a regular expression, ``\\1`` and ``\\g<name>`` in it are the matched groups.
        is_regex: `find` is a regular expression; ``^`` and ``$`` match at starts and ends of lines.
        match_case: the search is case-sensitive.

    Raises:
        UsageError: the expression or the replacement is empty, invalid, or beyond one of the bounds.
    """

    def __init__(self, find: str, replacement: str, *, is_regex: bool, match_case: bool) -> None:
        if not find:
            raise UsageError("The text to find is empty.")
        self._replacement = replacement
        self._slow: list[str] = []
        self._seconds = 0.0
        self._plain: re.Pattern[str] | None = None
        if not is_regex:
            self._plain = re.compile(re.escape(find), re.NOFLAG if match_case else re.IGNORECASE)
            return
        refuse_large_expression(find)
        flags = regex.MULTILINE | (0 if match_case else regex.IGNORECASE)
        try:
            # Only what Python's own expressions have is allowed; its messages are the usual ones.
            re.compile(find, re.MULTILINE)
            self._pattern = regex.compile(find, flags)
            # An invalid replacement is reported at once, not at the first document that has a match.
            regex.compile(f"{find}|", flags).sub(replacement, "", timeout=SECONDS)
        except (re.error, regex.error, IndexError, OverflowError, RecursionError, TimeoutError) as error:
            raise UsageError(f"The regular expression can't be used: {error}.") from error

    def replaced(self, text: str, path: str) -> str:
        """A document's text with all matches replaced.

        Args:
            text: the text.
            path: the document, for the message.

        Raises:
            EditRefused: it takes too long in this document, or the result is too large.
            UsageError: it has taken too long in several documents; nothing should be changed.
        """
        if self._plain is not None:
            new = self._plain.sub(lambda _: self._replacement, text)
        else:
            new = self._replaced_in_time(text, path)
        if len(new) > max(MAX_BYTES, len(text)):
            raise EditRefused(f"The document would be larger than {MAX_BYTES // 1_048_576} MiB.", path=path)
        return new

    def is_whole(self, text: str, path: str) -> bool:
        """Whether the expression matches a text as a whole.

        Args:
            text: the text.
            path: the document that it is from, for the message.

        Raises:
            EditRefused, UsageError: it takes too long, as for `replaced`.
        """
        if self._plain is not None:
            return self._plain.fullmatch(text) is not None
        return self._in_time(lambda: self._pattern.fullmatch(text, timeout=SECONDS, concurrent=True) is not None, path)

    def _replaced_in_time(self, text: str, path: str) -> str:
        return self._in_time(lambda: self._pattern.sub(self._replacement, text, timeout=SECONDS, concurrent=True), path)

    def _in_time(self, search: Callable[[], Result], path: str) -> Result:
        begun = perf_counter()
        try:
            return search()
        except TimeoutError as error:
            self._slow.append(path)
            self._seconds += perf_counter() - begun
            if len(self._slow) >= MOST_TIMEOUTS or self._seconds >= MOST_SECONDS:
                raise UsageError(
                    f"The regular expression takes too long in {', '.join(self._slow)}. Nothing was changed."
                ) from error
            raise EditRefused(f"The regular expression takes longer than {SECONDS} s here.", path=path) from error


def expression_fault(expression: str) -> str:
    """Why a regular expression can't be used, a sentence; empty if it can, or if there is none yet."""
    try:
        if expression:
            BoundedExpression(expression, "", is_regex=True, match_case=True)
    except UsageError as error:
        return error.reason
    return ""


def refuse_large_expression(expression: str) -> None:
    """Raise if a regular expression is too long, too deep, or too large when its counted repetitions are written out.

    Raises:
        UsageError: it is.
    """
    if len(expression) > LONGEST:
        raise UsageError(f"The regular expression has {len(expression):,} letters; at most {LONGEST:,} are allowed.")
    depth, copies = _size_of(expression)
    if depth > DEEPEST:
        raise UsageError(f"The regular expression nests {depth:,} levels deep; at most {DEEPEST} are allowed.")
    if copies > MOST_COPIES:
        raise UsageError(
            f"The repetitions of the regular expression amount to {copies:,} parts; {MOST_COPIES:,} are allowed."
        )


def _size_of(expression: str) -> tuple[int, int]:
    """The deepest nesting of brackets, and the number of parts with counted repetitions written out."""
    deepest = 0
    sizes = [0]
    last = 0
    product = 1
    place = 0
    while place < len(expression):
        sign = expression[place]
        count = _COUNT.match(expression, place) if sign == "{" else None
        if count is not None:
            times = max(1, int(count[1] or 0), int(count[2] or 0))
            product *= times
            sizes[-1] += last * (times - 1)
            last *= times
            place = count.end()
            continue
        if sign == "(":
            sizes.append(0)
            deepest = max(deepest, len(sizes) - 1)
            last = 0
        elif sign == ")" and len(sizes) > 1:
            last = sizes.pop() + 1
            sizes[-1] += last
        elif sign not in "*+?|":
            last = 1
            sizes[-1] += 1
        place = _end_of_class(expression, place) if sign == "[" else place + (2 if sign == "\\" else 1)
    # In an expression with comments a bracket may be one of a comment.
    return deepest, product if _VERBOSE.search(expression) and product > MOST_COPIES else sum(sizes)


def _end_of_class(expression: str, place: int) -> int:
    """The place after a character class."""
    place += 1
    if expression.startswith("^", place):
        place += 1
    if expression.startswith("]", place):
        place += 1
    while place < len(expression) and expression[place] != "]":
        place += 2 if expression[place] == "\\" else 1
    return place + 1
