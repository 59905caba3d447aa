"""Changes the values of fields. Each result is read again and checked before it is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.field_editing.answer_editing import set_answer, set_heading
from qtbrowser.documents.field_editing.field_values import (
    MISSING,
    FieldValue,
    item_place,
    same_value,
    split_name,
    value_at,
)
from qtbrowser.documents.field_editing.json_edits import json_ways
from qtbrowser.documents.field_editing.source import Source, Splice
from qtbrowser.documents.field_editing.toml_edits import toml_ways
from qtbrowser.documents.field_editing.yaml_edits import yaml_ways
from qtbrowser.documents.field_editing.yaml_styles import block_entries
from qtbrowser.documents.front_matter import FrontMatterFormat, locate_front_matter
from qtbrowser.errors import DocumentError, EditRefused

_SURROGATE = re.compile("[\ud800-\udfff]")
_WAYS = {
    FrontMatterFormat.YAML: yaml_ways,
    FrontMatterFormat.TOML: toml_ways,
    FrontMatterFormat.JSON: json_ways,
}


def edit_fields(raw: bytes, changes: Mapping[str, FieldValue]) -> bytes:
    """A file with other values in some of its fields.

    Only the lines of those fields change. A new value is written in the style of the old one where it allows that; a
    field that was not there comes at the end of its group. Text counts without the space around it, as it is read.

    Args:
        raw: the whole file.
        changes: field -> its new value, None for no such field. ``answer`` is the answer as Markdown, in the front
            matter or the body; ``title`` is the document's first heading where no field has it.

    Returns:
        The file's new bytes; `raw` itself where every field has its value already.

    Raises:
        EditRefused: the file can't be read, or no way to write a value leaves everything else as it was.
    """
    return edit_source(Source(raw), changes).raw


def edit_source(source: Source, changes: Mapping[str, FieldValue]) -> Source:
    """The same for a file that has been read; the very same source comes back where nothing changes."""
    if len(changes) > 1 and (edited := _edited_together(source, changes)) is not None:
        return edited
    for name, value in changes.items():
        try:
            with file_boundary(""):
                source = _edit(source, name, value)
        except DocumentError as error:
            raise EditRefused(error.reason, place=error.place) from error
        except EditRefused as error:
            raise EditRefused(error.reason, place=error.place or f"field {name}") from error
    return source


def _refuse_unstorable(value: FieldValue) -> None:
    """Raise if a value has a character that can't be stored in a file."""
    if isinstance(value, str):
        if "\0" in value:
            raise EditRefused("The text holds a NUL character, which no file can.")
        if not value.isascii() and _SURROGATE.search(value):
            raise EditRefused("The text holds half of a surrogate pair, which no file can.")
    elif isinstance(value, tuple):
        for item in value:
            _refuse_unstorable(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            _refuse_unstorable(item)


def _edit(source: Source, name: str, value: FieldValue) -> Source:
    _refuse_unstorable(value)
    fields, body = source.front_matter
    if name == "answer" and isinstance(value, str):
        return set_answer(source, fields, value, set_field)
    current = value_at(fields, name)
    if _holds(current, value):
        return source
    if name == "title" and isinstance(value, str) and not any(map(fields.get, ("question", "title", "article_title"))):
        changed = set_heading(source, body, value)
        if changed is not None:
            return changed
    return set_field(source, fields, name, value)


def _edited_together(source: Source, changes: Mapping[str, FieldValue]) -> Source | None:
    """The file with other scalars in several of its fields, read and checked once.

    Returns:
        None if that can't be done in one step: each field has to be changed by itself then.
    """
    try:
        with file_boundary(""):
            fields, body = source.front_matter
            new = {name: value for name, value in changes.items() if not _holds(value_at(fields, name), value)}
            splices: list[Splice] = []
            rest: Any = fields
            for name, value in new.items():
                current = value_at(fields, name)
                if name == "answer" or not isinstance(value, str | int | float) or not isinstance(current, str | int):
                    return None
                _refuse_unstorable(value)
                splices += next(iter(_ways(source.text, name, value, current)), ())
                rest = _pruned(rest, _parts(rest, name))
            splices.sort()
            if not splices or any(later.start <= one.end for one, later in pairwise(splices)):
                return None
            changed = source.replaced(splices)
            new_fields, new_body = changed.front_matter
            new_rest: Any = new_fields
            for name in new:
                new_rest = _pruned(new_rest, _parts(new_rest, name))
            is_as_wanted = all(_holds(value_at(new_fields, name), value) for name, value in new.items())
            return changed if is_as_wanted and new_body == body and repr(new_rest) == repr(rest) else None
    except (DocumentError, EditRefused):
        return None


def _holds(current: Any, value: FieldValue) -> bool:
    if value is None:
        return current is MISSING
    return current is not MISSING and same_value(current, value)


def set_field(source: Source, fields: Mapping[str, Any], name: str, value: FieldValue) -> Source:
    """The file with another value in one field of its front matter, written as given, without any encoding of escapes.

    Args:
        source: the file.
        fields: its front matter.
        name: the field.
        value: its value.

    Raises:
        EditRefused: no way to write it leaves everything else as it was.
        DocumentError: the front matter can't be read.
    """
    body = source.front_matter[1]
    rest = _without(fields, name)
    for splices in _ways(source.text, name, value, value_at(fields, name)):
        changed = source.replaced(splices)
        try:
            new_fields, new_body = changed.front_matter
        except DocumentError:
            continue
        if new_body != body and not (not fields and new_body.strip("\n") == body.strip("\n")):
            continue
        if _holds(value_at(new_fields, name), value) and _without(new_fields, name) == rest:
            return changed
    raise EditRefused("The value can't be written here without changing something else, so nothing was written.")


def _ways(text: str, name: str, value: FieldValue, current: Any) -> Iterator[Sequence[Splice]]:
    place = locate_front_matter(text)
    if place is None:
        if value is not None:
            yield from _new_front_matter(text, name, value)
        return
    for splices in _WAYS[place.format](text[place.start : place.end], name, value, current):
        yield [Splice(place.start + start, place.start + end, new) for start, end, new in splices]


def _new_front_matter(text: str, name: str, value: FieldValue) -> Iterator[Sequence[Splice]]:
    *above, last = split_name(name)
    for entry in block_entries(last, value, "  " * len(above), "  "):
        groups = "".join(f"{'  ' * depth}{part}:\n" for depth, part in enumerate(above))
        gap = "" if text.startswith("\n") else "\n"
        yield [Splice(0, 0, f"---\n{groups}{entry}\n---\n{gap}")]


def _without(fields: Any, name: str) -> str:
    """Everything but one field, in a form that tells 1 from true and one order from another."""
    return repr(_pruned(fields, _parts(fields, name)))


def _parts(fields: Any, name: str) -> Sequence[str]:
    return (name,) if name in fields else split_name(name)


def _pruned(value: Any, parts: Sequence[str]) -> Any:
    first, *rest = parts
    if isinstance(value, Mapping):
        items = {key: item for key, item in value.items() if key != first}
        if rest and (inner := value.get(first)) is not None:
            pruned = _pruned(inner, rest)
            if pruned not in ({}, []):
                # A group that is added or removed with its only field does not count as another change.
                items = {key: pruned if key == first else item for key, item in value.items()}
        return items
    if isinstance(value, list) and (place := item_place(first)) is not None and place < len(value):
        items_before, items_after = value[:place], value[place + 1 :]
        inner = [_pruned(value[place], rest)] if rest else []
        return [*items_before, *inner, *items_after]
    return value
