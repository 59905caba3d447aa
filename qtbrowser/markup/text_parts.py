"""Splits a long Markdown text into parts that can be parsed one after the other.

A part ends before a heading, or where a paragraph or a list item begins, and never within a listing, a comment, a
formula or an HTML element, unless that is far longer than a part. Definitions of links and footnotes are added to every
part that mentions them.
"""

from __future__ import annotations

import re

PART = 4_000
"""The weight of a part, see `weight_of`: what a window sets out in five to ten milliseconds."""

LEAST_WEIGHT = 20_000
"""Texts of a smaller weight are one part."""

LONGEST_LINE = 50_000
"""Longer lines are split."""

_OF_A_LINE = 30
"""What a line adds to the weight of its characters: each block has its cost, however short it is."""

_BEFORE_PARAGRAPH, _BEFORE_ITEM, _WITHIN_ELEMENT, _ANYWHERE = 2, 6, 12, 20
"""How many times `PART` a part must weigh to end there."""

_MOST_ADDED = _ANYWHERE * PART
"""Most characters of definitions that are added to a part, so that all parts grow with the text alone."""

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
_FENCE = re.compile(r"([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,})(.*)$")
_ELEMENT = re.compile(r"<(/?)(?:details|div|table|ul|ol|dl|section|center|blockquote)\b", re.IGNORECASE)
_TABLE_RULE = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-++:?[ \t]*+\|[ \t|:-]*+$")
_NO_PARAGRAPH = "[|>:<~`"
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)((?:[^\[\]\\\n]|\\.)+)\]:[ \t]*(?:\n[ \t]*)?[^\s\[][^\n]*$", re.MULTILINE)
_NOTE = re.compile(r"^ {0,3}\[(\^[^\[\]\s]+)\]:[^\n]*(?:\n+(?:    |\t)[^\n]*)*", re.MULTILINE)
_MENTION = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]")


def weight_of(text: str) -> int:
    """How much work a text is: its characters, and some for each of its lines."""
    return len(text) + _OF_A_LINE * text.count("\n")


def split_parts(text: str) -> list[str]:
    """Split a text into parts of about the weight `PART`; a text below `LEAST_WEIGHT` is one part.

    Args:
        text: Markdown with ``\\n`` line ends.

    Returns:
        The parts in order, at least one. Together they have all lines of the text; a listing or table that goes on in
        the next part is opened again there.
    """
    if weight_of(text) <= LEAST_WEIGHT:
        return [text]
    parts = _Splitter().parts(_lines(text))
    return _with_definitions(text, parts) if len(parts) > 1 else [text]


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        while len(line) > LONGEST_LINE:
            space = line.rfind(" ", LONGEST_LINE // 2, LONGEST_LINE)
            end = space if space > 0 else LONGEST_LINE
            lines += [line[:end], ""]
            line = line[end:].lstrip(" ")
        lines.append(line)
    return lines


class _Splitter:
    """Reads a text line by line, and knows what is open at each."""

    def __init__(self) -> None:
        self._fence = ""
        self._opening = ""
        self._in_container = False
        self._comment = False
        self._formula = False
        self._depth = 0
        self._table: list[str] = []

    def parts(self, lines: list[str]) -> list[str]:
        parts: list[str] = []
        part: list[str] = []
        weight = 0
        previous = ""
        for number, line in enumerate(lines):
            if weight >= PART:
                following = lines[number + 1] if number + 1 < len(lines) else ""
                if weight >= _ANYWHERE * PART or weight >= PART * self._least(previous, line, following):
                    closing, opening = self._cut()
                    parts.append("\n".join([*part, *closing]))
                    part, weight = list(opening), 0
            self._read(line, previous)
            part.append(line)
            weight += len(line) + _OF_A_LINE
            previous = line
        parts.append("\n".join(part))
        return parts

    def _least(self, previous: str, line: str, following: str) -> int:
        """How many times `PART` the part must weigh to end before a line."""
        if self._fence or self._comment or self._formula:
            return _ANYWHERE
        is_after_gap = not previous.strip()
        is_heading = bool(_HEADING.match(line)) or (
            is_after_gap and bool(line.strip()) and bool(_UNDERLINE.match(following)) and not line.startswith("    ")
        )
        if self._depth:
            return _WITHIN_ELEMENT if is_heading else _ANYWHERE
        if is_heading:
            return 1
        if not is_after_gap or not line.strip() or line[0] in " \t":
            return _ANYWHERE
        return _BEFORE_ITEM if line[0] in _NO_PARAGRAPH or _ITEM.match(line) else _BEFORE_PARAGRAPH

    def _cut(self) -> tuple[list[str], list[str]]:
        """The lines that close the part, and those that open the next one."""
        self._depth = 0
        self._comment = self._formula = False
        if self._fence and not self._in_container:
            return [self._fence], [self._opening]
        self._fence = ""
        return [], self._table if len(self._table) > 1 else []

    def _read(self, line: str, previous: str) -> None:
        stripped = line.lstrip(" \t")
        if self._fence:
            if not (self._in_container and stripped and line[0] not in " \t>"):
                closing = stripped.lstrip("> \t").rstrip()
                if len(closing) >= len(self._fence) and not closing.strip(self._fence[0]):
                    self._fence = ""
                return
            self._fence = ""
        if self._comment:
            self._comment = "-->" not in line
            return
        if not stripped:
            self._formula = False
            self._table = []
            return
        if ("`" in line or "~" in line) and (fence := _FENCE.match(line)) and "`" not in fence[3]:
            self._fence, self._opening = fence[2], line
            self._in_container = bool(fence[1].strip()) or len(fence[1]) > 3
            return
        self._read_openings(line, stripped)
        if "|" in line and not self._table and _TABLE_RULE.match(line) and "|" in previous:
            self._table = [previous, line]

    def _read_openings(self, line: str, stripped: str) -> None:
        """Count what a line opens and closes: comments, elements, directives, formulas."""
        if stripped.startswith("<!--"):
            self._comment = "-->" not in line
        if "<" in line:
            for tag in _ELEMENT.finditer(line):
                self._depth = max(0, self._depth + (-1 if tag[1] else 1))
        if stripped.startswith(":::"):
            self._depth = max(0, self._depth + (1 if stripped.strip(": \t") else -1))
        if "$$" in line and line.count("$$") % 2:
            self._formula = not self._formula


def _with_definitions(text: str, parts: list[str]) -> list[str]:
    """The parts, each with the definitions that it mentions and lacks."""
    if "]:" not in text:
        return parts
    found: dict[str, str] = {}
    for pattern in (_DEFINITION, _NOTE):
        for definition in pattern.finditer(text):
            found.setdefault(_label(definition[1]), definition[0].strip("\n"))
    result = []
    for part in parts:
        here = {_label(definition[1]) for pattern in (_DEFINITION, _NOTE) for definition in pattern.finditer(part)}
        wanted = dict.fromkeys(_label(mention[1]) for mention in _MENTION.finditer(part)) if found else {}
        added: list[str] = []
        room = _MOST_ADDED
        for label in wanted:
            written = found.get(label)
            if written is not None and label not in here and len(written) <= room:
                added.append(written)
                room -= len(written)
        result.append("\n\n".join([part, *added]))
    return result


def _label(label: str) -> str:
    return " ".join(label.split()).casefold()
