"""What to change in a JSON front matter so that a field gets a value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from qtbrowser.documents.field_editing.field_values import FieldValue, same_item, split_name
from qtbrowser.documents.field_editing.source import Splice
from qtbrowser.documents.field_editing.yaml_edits import joined_words
from qtbrowser.documents.field_editing.yaml_lists import kept_items
from qtbrowser.errors import EditRefused

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(strict=False)


class _Part(NamedTuple):
    """A member of an object or an item of a list: `text[start:end]` is its value, `first` where key or value begins."""

    key: str
    first: int
    start: int
    end: int


def json_ways(text: str, name: str, value: FieldValue, current: object) -> Iterator[Sequence[Splice]]:
    """Ways to give a field a value, as `qtbrowser.documents.field_editing.yaml_edits.yaml_ways` has them.

    Raises:
        EditRefused: the field is at a place where it can't be changed.
    """
    if isinstance(value, tuple) and isinstance(current, str):
        value = joined_words(value, current)
    holder, last = 0, name
    found = _part(text, 0, name)
    if found is None:
        *above, last = split_name(name)
        for part in above:
            inner = _part(text, holder, part)
            if inner is None or text[inner.start] not in "{[":
                raise EditRefused(f"{part} is no group of fields.")
            holder = inner.start
        found = _part(text, holder, last)
    ascii_only = text.isascii() and "\\u" in text
    if found is not None and isinstance(value, tuple) and isinstance(current, list) and text[found.start] == "[":
        steps = _list_steps(text, found, value, current, ascii_only)
        if steps is not None:
            yield steps
    if found is not None and value is not None:
        indent = _indent(text, found.first)
        yield [
            Splice(found.start, found.end, _written(value, indent, "\n" in text[found.start : found.end], ascii_only))
        ]
    elif found is not None:
        yield [_removal(text, holder, found)]
    elif value is not None:
        yield [_addition(text, holder, last, value, ascii_only)]


def _list_steps(
    text: str, place: _Part, wanted: Sequence[object], current: Sequence[object], ascii_only: bool
) -> Sequence[Splice] | None:
    """The changes that give a list these items while those that stay keep their characters; None if there are none.

    Args:
        text: the front matter.
        place: the list.
        wanted: the items it is to have.
        current: those it has.
        ascii_only: whether other characters are escaped.
    """
    parts = _parts(text, place.start)
    if len(wanted) == len(current):
        return [
            Splice(part.start, part.end, _written(item, _indent(text, part.start), False, ascii_only))
            for part, item, present in zip(parts, wanted, current, strict=True)
            if not same_item(present, item)
        ]
    kept = kept_items(current, wanted)
    if kept is None or not kept:
        return None
    splices: list[Splice] = []
    for number in range(len(parts)):
        if number in kept:
            continue
        if number < kept[-1]:
            splices.append(Splice(parts[number].first, parts[number + 1].first, ""))
        else:
            splices.append(Splice(parts[number - 1].end, parts[number].end, ""))
    last = parts[-1]
    space = text[_after_last(text, place.start, parts) : last.first] if len(parts) > 1 else " "
    new = "".join(f",{space or ' '}{_written(item, '', False, ascii_only)}" for item in wanted[len(kept) :])
    return [*splices, Splice(last.end, last.end, new)] if new else splices


def _parts(text: str, start: int) -> list[_Part]:
    """The members or items of the object or list that begins at a place."""
    is_object = text[start] == "{"
    found: list[_Part] = []
    place = _after_space(text, start + 1)
    while text[place] not in "]}":
        first = place
        key = str(len(found))
        if is_object:
            key, place = _DECODER.raw_decode(text, place)
            place = _after_space(text, _after_space(text, place) + 1)
        _, end = _DECODER.raw_decode(text, place)
        found.append(_Part(key, first, place, end))
        place = _after_space(text, end)
        if text[place] == ",":
            place = _after_space(text, place + 1)
    return found


def _part(text: str, start: int, key: str) -> _Part | None:
    """The last member of a name, which is the one that counts."""
    return next((part for part in reversed(_parts(text, start)) if part.key == key), None)


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return place if found is None else found.end()


def _removal(text: str, holder: int, part: _Part) -> Splice:
    parts = _parts(text, holder)
    number = parts.index(part)
    if number + 1 < len(parts):
        return Splice(part.first, parts[number + 1].first, "")
    start = parts[number - 1].end if number else holder + 1
    return Splice(start, part.end, "")


def _addition(text: str, holder: int, key: str, value: FieldValue, ascii_only: bool) -> Splice:
    parts = _parts(text, holder)
    named = f"{json.dumps(key, ensure_ascii=ascii_only)}: " if text[holder] == "{" else ""
    if not parts:
        return Splice(holder + 1, holder + 1, named + _written(value, "", False, ascii_only))
    last = parts[-1]
    space = text[_after_last(text, holder, parts) : last.first]
    indent = _indent(text, last.first)
    return Splice(last.end, last.end, f",{space or ' '}{named}{_written(value, indent, chr(10) in space, ascii_only)}")


def _after_last(text: str, holder: int, parts: Sequence[_Part]) -> int:
    """The position after the comma before the last part, or after the bracket if there is only one part."""
    return text.index(",", parts[-2].end) + 1 if len(parts) > 1 else holder + 1


def _indent(text: str, place: int) -> str:
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _written(value: object, indent: str, on_lines: bool, ascii_only: bool) -> str:
    step: str | int | None = ("\t" if indent.startswith("\t") else 2) if on_lines else None
    written = json.dumps(_plain(value), ensure_ascii=ascii_only, indent=step)
    return written.replace("\n", "\n" + indent)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
