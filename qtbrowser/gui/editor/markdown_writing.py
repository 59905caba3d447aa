"""The editing functions of a Markdown editor: pure functions of a text and a position.

Positions are in code points. The editor applies a `Change` as one step that can be undone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PAIRS = {"(": ")", "[": "]", "{": "}"}
"""Brackets that are closed automatically."""

WRAPS = {**PAIRS, "`": "`", "*": "*", "_": "_", "$": "$", '"': '"', "~": "~"}
"""Characters that, typed over a selection, are put around it."""

_ITEM = re.compile(
    r"(?P<quotes>(?: {0,3}> ?)*+)(?P<indent>\s*+)"
    r"(?P<marker>[-*+]|(?P<number>[0-9]{1,9})(?P<dot>[.)]))(?P<gap> {1,4})(?P<task>\[[ xX]\] )?"
)
_QUOTE = re.compile(r"(?P<quotes>(?: {0,3}> ?)++)")
_ADDRESS = re.compile(r"(?:https?://|mailto:|/|\.{1,2}/|#)\S+\Z")
_BESIDE_OPENER = " \t\n)]}.,;:!?"


@dataclass(frozen=True, slots=True)
class Change:
    """Letters [start, end) become `text`; then [anchor, position) is selected, or the cursor is at `position`."""

    start: int
    end: int
    text: str
    anchor: int
    position: int


def enter(line: str, column: int) -> Change | None:
    """The effect of Return: it continues a list or a quotation, and ends it at an empty item.

    Args:
        line: the line that the cursor is in.
        column: the cursor's position in it.

    Returns:
        A change, with positions from the line's beginning; None if Return has its usual effect.
    """
    item = _ITEM.match(line)
    prefix = item or _QUOTE.match(line)
    if prefix is None or column < prefix.end():
        return None
    if not line[prefix.end() :].strip():
        return Change(0, len(line), "", 0, 0)
    if item is None:
        added = "\n" + prefix["quotes"]
    else:
        marker = item["marker"] if item["number"] is None else f"{int(item['number']) + 1}{item['dot']}"
        added = "\n" + item["quotes"] + item["indent"] + marker + item["gap"] + ("[ ] " if item["task"] else "")
    # Space around the break would become a hard line break or an indentation.
    left = len(line[:column].rstrip(" "))
    right = column + len(line[column:]) - len(line[column:].lstrip(" "))
    return Change(left, right, added, left + len(added), left + len(added))


def indented(lines: list[str], above: str = "") -> list[str]:
    """Indent lines by one step: an item of a list below the item before it, anything else by four spaces.

    A numbered item that becomes the first one below another is numbered from 1.

    Args:
        lines: whole lines.
        above: the line before them.
    """
    if not lines:
        return []
    step = _step(above) or _step(lines[0]) or 4
    moved = [" " * step + line if line.strip() else line for line in lines]
    first, before = _ITEM.match(moved[0]), _ITEM.match(above)
    if first and before and first["number"] and len(before["indent"]) < len(first["indent"]):
        moved[0] = moved[0][: first.start("number")] + "1" + moved[0][first.end("number") :]
    return moved


def outdented(lines: list[str]) -> list[str]:
    """Unindent lines by one step, as far as each is indented."""
    step = next((_step(line) for line in lines if _step(line)), 4)
    return [line[min(step, len(line) - len(line.lstrip(" "))) :] for line in lines]


def is_item(line: str) -> bool:
    """Whether a line begins an item of a list."""
    return _ITEM.match(line) is not None


def toggled(text: str, start: int, end: int, mark: str) -> Change:
    """Put a mark such as ``**`` around [start, end), or remove it if it is there already.

    Without a selection the word at the cursor is used; without a word the cursor is put between two marks.
    """
    size = len(mark)
    if start == end:
        start, end = _word_at(text, start)
    inner = text[start:end]
    if text[max(start - size, 0) : start] == mark and text[end : end + size] == mark and _alone(text, start, end, mark):
        return Change(start - size, end + size, inner, start - size, end - size)
    if len(inner) >= 2 * size and inner.startswith(mark) and inner.endswith(mark) and _alone_inside(inner, mark):
        return Change(start, end, inner[size:-size], start, end - 2 * size)
    core = inner.strip()
    if not core:
        return Change(end, end, mark + mark, end + size, end + size)
    lead = inner[: len(inner) - len(inner.lstrip())]
    tail = inner[len(inner.rstrip()) :]
    begins = start + len(lead) + size
    return Change(start, end, lead + mark + core + mark + tail, begins, begins + len(core))


def linked(text: str, start: int, end: int) -> Change:
    """Make a link of [start, end): words become its text, an address its target; the missing part is selected."""
    if start == end:
        start, end = _word_at(text, start)
    inner = text[start:end]
    if _ADDRESS.match(inner):
        return Change(start, end, f"[]({inner})", start + 1, start + 1)
    place = start + len(inner) + 3
    if not inner:
        return Change(start, end, "[]()", start + 1, start + 1)
    return Change(start, end, f"[{inner}]()", place, place)


def typed(text: str, start: int, end: int, sign: str) -> Change | None:
    """The effect of a typed character besides its insertion; None if there is none.

    Over a selection it is put around it. An opening bracket is closed unless a word follows; typing the closing one
    steps over an existing one.
    """
    if start != end:
        if sign not in WRAPS:
            return None
        inner = text[start:end]
        return Change(start, end, sign + inner + WRAPS[sign], start + 1, start + 1 + len(inner))
    following = text[start : start + 1]
    if sign in PAIRS.values() and following == sign and _opens_before(text, start, sign):
        return Change(start, start, "", start + 1, start + 1)
    if sign in PAIRS and (not following or following in _BESIDE_OPENER) and text[max(start - 1, 0) : start] != "\\":
        return Change(start, start, sign + PAIRS[sign], start + 1, start + 1)
    return None


def erased(text: str, place: int) -> Change | None:
    """Backspace between two brackets with nothing in them removes both; None anywhere else."""
    before, after = text[max(place - 1, 0) : place], text[place : place + 1]
    if before and PAIRS.get(before) == after:
        return Change(place - 1, place + 1, "", place - 1, place - 1)
    return None


def _step(line: str) -> int:
    item = _ITEM.match(line)
    return len(item["marker"] + item["gap"]) if item else 0


def _word_at(text: str, place: int) -> tuple[int, int]:
    start = end = place
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _alone(text: str, start: int, end: int, mark: str) -> bool:
    """Whether the marks around [start, end) are not part of longer ones: one asterisk is not the inner one of two."""
    if len(mark) > 1:
        return True
    outside = text[max(start - 2, 0) : start - 1] == mark and text[end + 1 : end + 2] == mark
    three = text[max(start - 3, 0) : start] == mark * 3 and text[end : end + 3] == mark * 3
    return not outside or three


def _alone_inside(inner: str, mark: str) -> bool:
    return len(mark) > 1 or not (inner.startswith(mark * 2) and inner.endswith(mark * 2)) or len(inner) < 5


def _opens_before(text: str, place: int, closer: str) -> bool:
    """Whether the line up to `place` has an open bracket that `closer` closes."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    opener = next(one for one, end in PAIRS.items() if end == closer)
    return line.count(opener) > line.count(closer)
