"""What a form holds, and what somebody has changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date as Date
from typing import Any

from qtbrowser.documents.document import Related


@dataclass(frozen=True, slots=True)
class FormValues:
    """A document's metadata and answer as a form shows them.

    Attributes:
        date: as ``YYYY-MM-DD``, or whatever else the file says.
        id: as text; a number is written without quotes.
        hidden: whether it is left out of lists.
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
    """The values of `after` that differ from those of `before`, by field; white space around a text does not count."""
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
    """What a form is to show after it was saved: what the file says by now, but for what was written meanwhile.

    Args:
        saved: what was saved.
        shown: the form's content, perhaps edited since.
        loaded: what the file says.
    """
    written = changes(saved, shown)
    return replace(loaded, **written)


def is_date(text: str) -> bool:
    """Whether a text is a day as the form takes it: ``YYYY-MM-DD``, or nothing."""
    if not text.strip():
        return True
    try:
        return Date.fromisoformat(text.strip()).isoformat() == text.strip()
    except ValueError:
        return False
