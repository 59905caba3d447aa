"""Rules about the code and math of one answer: unclosed code and formulas, and formulas that can't be typeset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qtbrowser.curation.checks.checked_file import CheckedFile
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.edits import SetAnswer
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.problem import Severity
from qtbrowser.markup.spans import Span, SpanKind

_DOUBLE_DOLLARS = re.compile(r"(?<![\\$])\$\$(?!\$)")
_OPEN_BRACKET = re.compile(r"(?<!\\)\\([(\[])")
_PARAGRAPH_END = re.compile(r"\n(?=\n)")
_CLOSE_BRACKET = re.compile(r"(?<!\\)\\[)\]]")
_OPEN_DOLLAR = re.compile(r"(?<![\\$\w])\$(?=[^$\n]*\\[A-Za-z]{2,}|[A-Za-z]\s*[=^_])[^$\n]*$", re.MULTILINE)
_TEX = re.compile(r"\\[A-Za-z]{2,}|[\^_]\{?\w|[A-Za-z0-9)]\s*=\s*[\\A-Za-z0-9(]")
_TEX_BEGINS = re.compile(f"(?={_TEX.pattern})")
_SIGNS = re.compile(r"\\(?:(begin|end)\s*\{([^{}]*)\}|(left|right)(?![A-Za-z])|[\s\S])|([{}])|(?<!\\)%[^\n]*")
_FENCE = re.compile(r"`{3,}|~{3,}")
_CLOSED = re.compile(r"\n[ \t>]*+(?:`{3,}|~{3,})[ \t]*+(?:\n|\Z)")


def formula_faults(file: CheckedFile) -> Iterator[Fault]:
    """Find unclosed fences, unclosed math, and formulas whose braces or environments don't match."""
    answer = file.answer
    if not any(sign in answer for sign in ("$", "`", "~~~", "\\")):
        return
    has_brackets = FolderKind.GITBOOK not in file.document.kinds
    for span in file.spans:
        if not has_brackets and answer.startswith(("\\(", "\\["), span.start):
            continue
        if span.kind is SpanKind.FENCED_CODE:
            if (closing := _missing_fence(answer, span)) is not None:
                yield _unclosed_fence(file, span, closing)
        elif span.kind is not SpanKind.INLINE_CODE and (reason := why_unset(span.body)) is not None:
            shown = " ".join(span.body.split())
            yield Fault(
                "bad-math",
                file.line_at(span.start),
                f"A formula can't be set, {reason}: {shown[:80]}{'…' if len(shown) > 80 else ''}",
            )
    yield from _unclosed_math(file, has_brackets=has_brackets)


def _missing_fence(answer: str, span: Span) -> str | None:
    """The fence that should close a code block, if it is unclosed and runs to the end of the text."""
    if span.end != len(answer) or not answer.endswith(span.body):
        return None
    opening = answer[span.start : len(answer) - len(span.body)]
    if not span.body and _CLOSED.search(opening):
        return None  # an empty code block, closed in the line after its opening
    if span.body and not opening.endswith("\n"):
        return None
    fence = _FENCE.search(opening)
    if fence is None:
        return None
    begin = answer.rfind("\n", 0, span.start) + 1
    indent = answer[begin : span.start + fence.start()]
    return (re.sub(r"[^\s>]", " ", indent)) + fence[0]


def _unclosed_fence(file: CheckedFile, span: Span, closing: str) -> Fault:
    answer = file.answer.rstrip("\n")
    return Fault(
        "unclosed-fence",
        file.line_at(span.start),
        "Code is opened here and never closed: all that follows is shown as code.",
        "Close it at the end of the answer.",
        SetAnswer(file.path, f"{answer}\n{closing}"),
        Severity.ERROR,
    )


def _unclosed_math(file: CheckedFile, *, has_brackets: bool) -> Iterator[Fault]:
    """Find formulas that aren't closed.

    Args:
        file: the file.
        has_brackets: whether escaped brackets enclose formulas in it; else they are brackets.
    """
    prose = file.prose
    if "$" not in prose and "\\(" not in prose and "\\[" not in prose:
        return
    doubles = list(_DOUBLE_DOLLARS.finditer(prose))
    if len(doubles) % 2:
        yield _unclosed(file, doubles[-1].start(), "$$")
    if has_brackets:
        yield from _unclosed_brackets(file)
    if len(doubles) % 2 == 0:
        for dollar in _OPEN_DOLLAR.finditer(prose):
            if _TEX.search(dollar[0]):
                yield _unclosed(file, dollar.start(), "$")


def _unclosed_brackets(file: CheckedFile) -> Iterator[Fault]:
    r"""Find each ``\(`` that is not closed in its paragraph, and each ``\[`` that is not closed in the rest of the
    answer.

    They are examined from the last to the first, so that what follows each is already known.
    """
    prose = file.prose
    found: list[Fault] = []
    # The offsets of the next paragraph, of the next closing bracket, and of the next TeX character.
    ends = _BackwardMatches(_PARAGRAPH_END, prose)
    closings = _BackwardMatches(_CLOSE_BRACKET, prose)
    signs = _BackwardMatches(_TEX_BEGINS, prose)
    for opening in reversed(list(_OPEN_BRACKET.finditer(prose))):
        place = opening.end()
        paragraph = ends.after(place, len(prose))
        closing = closings.after(place, len(prose))
        # An escaped square bracket is as often a plain bracket as the start of a formula.
        is_unclosed = (
            closing >= paragraph
            if opening[1] == "("
            else closing == len(prose) and signs.after(place, paragraph) < paragraph
        )
        if is_unclosed:
            found.append(_unclosed(file, opening.start(), opening[0]))
    yield from reversed(found)


class _BackwardMatches:
    """Looks up the matches of a pattern from the end of a text to its beginning, in one pass."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._places = [found.start() for found in pattern.finditer(text)]
        self._next: int | None = None

    def after(self, place: int, otherwise: int) -> int:
        """The offset of the first match at or after a place; `otherwise` if there is none. The place must not be
        greater than that of the call before.
        """
        while self._places and self._places[-1] >= place:
            self._next = self._places.pop()
        return otherwise if self._next is None else self._next


def _unclosed(file: CheckedFile, place: int, sign: str) -> Fault:
    shown = file.answer[place : place + 60].partition("\n")[0]
    return Fault("unclosed-math", file.line_at(place), f"A formula is opened with {sign} and never closed: {shown}")


def why_unset(body: str) -> str | None:
    """Why TeX can't be typeset, judged by braces, environments and ``\\left``/``\\right`` alone; None if these are
    right.

    Args:
        body: a formula without its delimiters.
    """
    if "\\" not in body and "{" not in body and "}" not in body:
        return None
    open_now: list[str] = []
    for sign in _SIGNS.finditer(body):
        turn, name, side, brace = sign.groups()
        if brace == "{" or turn == "begin" or side == "left":
            open_now.append(brace or (f"\\begin{{{name}}}" if turn else "\\left"))
        elif brace or turn or side:
            opened = open_now.pop() if open_now else None
            wanted = "{" if brace else f"\\begin{{{name}}}" if turn else "\\left"
            if opened != wanted:
                closing = brace or (f"\\end{{{name}}}" if turn else "\\right")
                return f"{closing} closes nothing" if opened is None else f"{closing} comes where {opened} is open"
    return f"{open_now[-1]} is never closed" if open_now else None
