"""The values of a form, and their changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date as Date
from typing import Any

from qtbrowser.documents.document import Related


@dataclass(frozen=True, slots=True)
class FormValues:
    """A document's metadata and answer as shown in a form.

    Attributes:
        date: as ``YYYY-MM-DD``, or as written in the file.
        id: as text; a number is written without quotes.
        hidden: whether it is hidden from lists.
        answer: Markdown.
    """

    title: str = ""
    subject: str = ""
    date: str = ""
    id: str = ""
    keywords: tuple[str, ...] = ()
    description: str = ""
    url: str = ""
    related: tuple[Related, ...] = ()
    hidden: bool = False
    answer: str = ""


FIELDS = tuple(field.name for field in fields(FormValues))


def changes(before: FormValues, after: FormValues) -> dict[str, Any]:
    """The values of `after` that differ from those of `before`, by field; white space around a text is ignored."""
    return {name: new for name, old, new in _pairs(before, after) if old != new}


def _pairs(before: FormValues, after: FormValues) -> Iterator[tuple[str, Any, Any]]:
    for name in FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(old, str) and name != "answer":
            old, new = old.strip(), new.strip()
        elif name == "answer":
            old, new = old.rstrip("\n"), new.rstrip("\n")
        yield name, old, new


def merged(saved: FormValues, shown: FormValues, loaded: FormValues) -> FormValues:
    """The values of a form after saving: those of the file, except values that were edited meanwhile.

    Args:
        saved: the values that were saved.
        shown: the form's present values, perhaps edited since.
        loaded: the values of the file.
    """
    written = changes(saved, shown)
    return replace(loaded, **written)


def is_date(text: str) -> bool:
    """Whether a text is a valid date for the form: ``YYYY-MM-DD``, or empty."""
    if not text.strip():
        return True
    try:
        return Date.fromisoformat(text.strip()).isoformat() == text.strip()
    except ValueError:
        return False
