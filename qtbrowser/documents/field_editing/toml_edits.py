"""What to change in a TOML front matter so that a field gets a value. tomlkit keeps all else as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Item, String

from qtbrowser.documents.field_editing.field_values import FieldValue, item_place, split_name
from qtbrowser.documents.field_editing.source import Splice
from qtbrowser.documents.field_editing.yaml_edits import joined_words
from qtbrowser.errors import EditRefused


def toml_ways(text: str, name: str, value: FieldValue, current: object) -> Iterator[Sequence[Splice]]:
    """Ways to give a field a value, as `qtbrowser.documents.field_editing.yaml_edits.yaml_ways` has them.

    Raises:
        EditRefused: the field is at a place where it can't be changed.
    """
    if isinstance(value, tuple) and isinstance(current, str):
        value = joined_words(value, current)
    try:
        whole = tomlkit.parse(text)
        if whole.as_string() != text:
            raise EditRefused("The TOML front matter can't be changed without changing the rest of it.")
        _set(whole, name, value)
        yield [_difference(text, whole.as_string())]
    except (TOMLKitError, TypeError, ValueError) as error:
        raise EditRefused(f"The value can't be written as TOML: {error}.") from error


def _set(whole: Any, name: str, value: FieldValue) -> None:
    holder, last = whole, name
    if name not in whole:
        *above, last = split_name(name)
        for part in above:
            holder = _inner(holder, part)
    # One more than the list has is a new item at its end.
    key: Any = _place_in(holder, last, len(holder) + (value is not None)) if isinstance(holder, list) else last
    if value is None:
        del holder[key]
    elif isinstance(holder, list) and key == len(holder):
        holder.append(_plain(value))
    elif isinstance(value, tuple) and key in holder and isinstance(holder[key], list):
        _set_items(holder[key], [_plain(item) for item in value])
    else:
        before = holder[key] if isinstance(holder, list) or key in holder else None
        holder[key] = _like(value, before)


def _inner(holder: Any, part: str) -> Any:
    is_list = isinstance(holder, list)
    key: Any = _place_in(holder, part, len(holder)) if is_list else part
    if not is_list and key not in holder:
        holder[key] = tomlkit.table()
    inner = holder[key]
    if not isinstance(inner, Mapping | list):
        raise EditRefused(f"{part} is no group of fields.")
    return inner


def _place_in(holder: Any, part: str, count: int) -> int:
    place = item_place(part)
    if place is None or place >= count:
        raise EditRefused(f"{part[:40]} is no item of the list.")
    return place


def _set_items(items: Any, wanted: list[Any]) -> None:
    """Replace, remove and add items so that those which stay keep their lines and comments."""
    if len(items) == len(wanted):
        for number, item in enumerate(wanted):
            if items[number] != item:
                items[number] = _like(item, items[number])
        return
    for number in range(len(items) - 1, -1, -1):
        if items[number] not in wanted:
            del items[number]
    kept = list(items)
    if wanted[: len(kept)] != kept:
        items.clear()
        kept = []
    for item in wanted[len(kept) :]:
        items.append(item)


def _like(value: FieldValue, before: Any) -> Item | Any:
    """A value in the quotes of the one before it."""
    plain = _plain(value)
    if isinstance(plain, str):
        kind = before.as_string() if isinstance(before, String) else ""
        multiline = kind.startswith(('"""', "'''")) or ("\n" in plain and "'" not in kind)
        literal = kind.startswith("'") and "'" not in plain and (multiline or "\n" not in plain)
        return tomlkit.string(plain, literal=literal, multiline=multiline)
    return tomlkit.item(plain)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _difference(before: str, after: str) -> Splice:
    """The one stretch in which two texts differ."""
    start = 0
    most = min(len(before), len(after))
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return Splice(start, len(before) - end, after[start : len(after) - end])
