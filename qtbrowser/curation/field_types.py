"""What type of value each known field of a document holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from qtbrowser.documents.field_reading import as_text

TITLE_FIELDS = ("question", "title", "article_title")
"""The fields with a title, the first one first."""

KEYWORD_FIELDS = ("seo.page_keywords", "keywords", "tags")
"""The fields with keywords; a new keyword is added to the first of these that a document has."""

_FIRST_FORM = frozenset("_schema article_title date_format post_on_text question answer file_name seo".split())
_TEXTS = (
    *TITLE_FIELDS,
    *("answer", "subject", "category", "author", "description", "summary", "url", "file_name"),
    *("date_format", "post_on_text", "seo.title", "seo.page_description"),
)
_RELATED = re.compile(r"related_article\d+$")
_FLAGS = frozenset("true false yes no on off 0 1".split())
_NUMBER = re.compile(r"[-+]?(?:\d++\.?\d*+|\.\d++)(?:[eE][-+]?\d+)?$")


def has_first_form(fields: Mapping[str, Any]) -> bool:
    """Whether a document has the fields of a published collection of questions."""
    return len(_FIRST_FORM & fields.keys()) >= 3


def expected_type(name: str, value: Any, *, first_form: bool) -> str:
    """The type of value that belongs in a field, in words, if a value is of another type; empty if it fits.

    Args:
        name: the field; one within a group has a dotted name.
        value: the value.
        first_form: whether the document has the fields of a published collection, see `has_first_form`; its id is a
            number.
    """
    expected = _EXPECTED.get(name) or (_EXPECTED_RELATED if _RELATED.match(name) else None)
    if expected is None or value is None:
        return ""
    if name == "id" and first_form and isinstance(value, str) and value.strip():
        return expected[1]
    return "" if expected[0](value) else expected[1]


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.match(value.strip()) is not None)


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float | date)


def _is_words(value: object) -> bool:
    # Empty entries are a matter of the rule on keywords; the reader takes lists in lists and groups apart.
    return _is_scalar(value) or isinstance(value, list)


def _is_link(value: object) -> bool:
    return isinstance(value, Mapping) and all(item is None or _is_scalar(item) for item in value.values())


_EXPECTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    # In other document forms an id may be any text.
    "id": (lambda value: _is_whole(value) or isinstance(value, str), "a whole number"),
    "date": (lambda value: isinstance(value, str | int | date) and not isinstance(value, bool), "a date"),
    "score": (_is_number, "a number"),
    "no_index": (lambda value: as_text(value).casefold() in _FLAGS, "true or false"),
    "seo": (lambda value: isinstance(value, Mapping), "a group of fields"),
    "related": (lambda value: isinstance(value, list), "a list"),
    **dict.fromkeys(_TEXTS, (_is_scalar, "text")),
    "author": (lambda value: _is_scalar(value) or isinstance(value, list | Mapping), "a name, or a list of names"),
    **dict.fromkeys(KEYWORD_FIELDS, (_is_words, "a list of words, or words with commas between them")),
}
"""Field -> a test of its value's type, and the name of that type."""

_EXPECTED_RELATED: tuple[Callable[[Any], bool], str] = (
    lambda value: isinstance(value, str | int) or _is_link(value),
    "a group of id, title, subject and url",
)
