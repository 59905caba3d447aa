"""The values that fields are given and have: how they are named, read, and compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from datetime import date as Date
from typing import Any

from qtbrowser.documents.field_reading import as_words

Scalar = str | int | float | bool | Date
Group = Mapping[str, Scalar]
FieldValue = Scalar | Group | tuple[Any, ...] | None
"""What a field can be given: one value, a group of fields (a related document), a list of either, or None: no field.

Items of a list that stay may be whatever the front matter has there, nothing (null) included.
"""

MISSING = object()
"""What `value_at` gives where there is no such field, which is not the same as a field with nothing in it."""

_MOST_DIGITS = 9
"""Of a place in a list."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_FLAGS = {"true": True, "false": False}
_TEXT_FIELDS = frozenset(
    "title article_title question subject category author answer description summary url file_name "
    "post_on_text date_format page_description page_keywords keywords".split()
)


def split_name(name: str) -> tuple[str, ...]:
    """``seo.page_keywords`` -> ``("seo", "page_keywords")``."""
    return tuple(name.split("."))


def item_place(part: str) -> int | None:
    """The place in a list that a part of a field's name is, from 0; None if it is none."""
    return int(part) if part.isdecimal() and len(part) <= _MOST_DIGITS else None


def value_at(fields: Any, name: str) -> Any:
    """The value of a field as the front matter gives it, or `MISSING`.

    Args:
        fields: the front matter's fields.
        name: the field; parts are keys of groups, or places in lists, from 0.
    """
    if isinstance(fields, Mapping) and name in fields:
        return fields[name]
    value = fields
    for part in split_name(name):
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, list) and (place := item_place(part)) is not None and place < len(value):
            value = value[place]
        else:
            return MISSING
    return value


def flat_fields(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every field with its value, those within groups under their dotted names."""
    for key, value in fields.items():
        if isinstance(value, Mapping):
            for inner, item in flat_fields({str(name): item for name, item in value.items()}):
                yield f"{key}.{inner}", item
        else:
            yield str(key), value


def split_words(text: str) -> tuple[str, ...]:
    """The words or phrases of a text with commas or semicolons between them."""
    return tuple(as_words(text))


def value_like(text: str, name: str, current: Any) -> FieldValue:
    """Convert typed text to the kind of value that a field has.

    Args:
        text: what was typed.
        name: the field.
        current: what it holds now, or `MISSING`.

    Returns:
        Words for a list, split at commas; a number or a truth value where the field holds one, or is new, named like
        no text, and it reads as one; else the text.
    """
    plain = text.strip()
    if isinstance(current, list):
        return split_words(text)
    if isinstance(current, str) or (not isinstance(current, int | float) and split_name(name)[-1] in _TEXT_FIELDS):
        return text
    if isinstance(current, date) and not isinstance(current, datetime):
        try:
            return date.fromisoformat(plain)
        except ValueError:
            return text
    if plain.lower() in _FLAGS and (isinstance(current, bool) or not isinstance(current, int)):
        return _FLAGS[plain.lower()]
    if _INTEGER.match(plain):
        return int(plain)
    if isinstance(current, float):
        try:
            return float(plain)
        except ValueError:
            return text
    return text


def same_value(found: Any, wanted: FieldValue) -> bool:
    """Whether a field that was read holds what it was to hold.

    Space around a text does not count, because the reader strips it; a date may be text.
    """
    if wanted is None:
        return found is MISSING
    if isinstance(wanted, bool) or isinstance(found, bool):
        return found is wanted
    if isinstance(wanted, str):
        return isinstance(found, str) and found.strip() == wanted.strip()
    if isinstance(wanted, Date):
        return found == wanted or (isinstance(found, str) and found.strip() == wanted.isoformat())
    if isinstance(wanted, tuple):
        if isinstance(found, str):
            return split_words(found) == wanted
        return (
            isinstance(found, list)
            and len(found) == len(wanted)
            and all(same_item(one, other) for one, other in zip(found, wanted, strict=True))
        )
    if isinstance(wanted, Mapping):
        return (
            isinstance(found, Mapping)
            and list(found) == list(wanted)
            and all(same_item(found[key], value) for key, value in wanted.items())
        )
    if isinstance(wanted, float) and isinstance(found, str):
        return found.strip() == repr(wanted)
    return type(found) is type(wanted) and bool(found == wanted)


def same_item(found: Any, wanted: Any) -> bool:
    """Whether an item of a list, or a field of a group, holds what it was to hold; null is a value there."""
    return found is None if wanted is None else same_value(found, wanted)
