"""Reads single front-matter fields tolerantly: text, lists, dates, truth values and related documents.

Field names follow the first form of the documents; the names that static site generators and note programs use for
the same thing are understood as well. A value of an unexpected shape counts as absent, never as an error, so that the
answer can be read in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from qtbrowser.documents.document import Related

Fields = Mapping[str, Any]

_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?![0-9])")
_RELATED_NAME = re.compile(r"related_article(\d+)$")
SUBJECT_LEVELS = 20
"""Most levels of a subject, also of one that folders give; deeper levels are merged into the last one."""

LONGEST_SUBJECT = 500
"""Most characters of a subject."""

_MOST_BITS = 10_000
"""Most bits of a whole number that is turned into text; Python refuses to convert much longer ones."""

_TRUE = frozenset({"true", "yes", "on", "1"})
_SURROGATE = re.compile("[\ud800-\udfff]")
"""JSON and YAML escapes can spell halves of surrogate pairs, and NUL; neither can be stored in a file or database."""


def as_text(value: object) -> str:
    """A scalar as the author's text, on one line or more, without surrounding space; anything else as ``""``."""
    if isinstance(value, str):
        return _storable(value).strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return ""
    if isinstance(value, int | float | date):
        return str(value)
    return ""


def _storable(text: str) -> str:
    if text.isascii():
        return text.replace("\0", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    return text.replace("\0", "\ufffd")


def as_line(value: object) -> str:
    """A scalar as text on a single line."""
    if isinstance(value, str) and value.isascii() and "\0" not in value:
        return " ".join(value.split())
    return " ".join(as_text(value).split())


def as_id(value: object) -> int | str | None:
    """An id as the author typed it: a whole number (of at most 64 bits) stays a number, other text stays text."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int) and abs(value) < 1 << 63:
        return value
    return as_line(value) or None


def as_flag(value: object) -> bool:
    """A truth value in any of YAML's spellings."""
    return as_text(value).casefold() in _TRUE


def as_date(value: object) -> date | None:
    """The day of a date, a time or an ISO 8601 text; None where there is none or it is not a calendar day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _ISO_DATE.match(as_text(value))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def as_words(value: object) -> list[str]:
    """A list of scalars, or comma-separated text, as single words or phrases."""
    parts: Iterable[object]
    if isinstance(value, list):
        parts = value
    elif isinstance(value, str):
        if value.isascii() and "\0" not in value:
            # One call for all items is faster than one for each.
            return [word for part in " ".join(value.split()).split(",") if (word := part.strip(" "))]
        parts = value.split(",")
    else:
        return []
    return [word for part in parts if (word := as_line(part))]


def first_text(fields: Fields, *names: str) -> str:
    """The first of these fields that holds text, on one line."""
    for name in names:
        if text := as_line(fields.get(name)):
            return text
    return ""


def as_subject(text: str) -> str:
    """A subject cut to `SUBJECT_LEVELS` levels and `LONGEST_SUBJECT` characters.

    Each level is stored with its whole name, so that without a limit the memory would be quadratic in the text.

    Args:
        text: on one line.
    """
    if text.count("/") >= SUBJECT_LEVELS:
        text = "/".join(text.split("/", SUBJECT_LEVELS)[:SUBJECT_LEVELS])
    return text[:LONGEST_SUBJECT].strip()


def seo(fields: Fields) -> Fields:
    """The ``seo`` group of the first form; empty where there is none."""
    group = fields.get("seo")
    return group if isinstance(group, dict) else {}


def keywords(fields: Fields) -> tuple[str, ...]:
    """All keywords and tags, each once regardless of case, in the author's order."""
    words = [
        *as_words(seo(fields).get("page_keywords")),
        *as_words(fields.get("keywords")),
        *as_words(fields.get("tags")),
    ]
    # Of several spellings the first is kept, at its position.
    first = dict(zip(map(str.casefold, reversed(words)), reversed(words), strict=True))
    return tuple(words) if len(first) == len(words) else tuple(dict.fromkeys(first[word.casefold()] for word in words))


def related(fields: Fields) -> tuple[Related, ...]:
    """The related documents: ``related_article1`` and onwards by their number, then a ``related`` list."""
    listed = fields.get("related")
    rest = listed if isinstance(listed, list) else []
    return tuple(link for value in [*_numbered(fields), *rest] if (link := _one_related(value)) is not None)


def _numbered(fields: Fields) -> list[object]:
    keys = [key for key in fields if "related" in str(key)]
    found = [(int(name[1]), fields[key]) for key in keys if (name := _RELATED_NAME.match(str(key)))]
    return [value for _, value in sorted(found, key=lambda pair: pair[0])]


def _one_related(value: object) -> Related | None:
    if isinstance(value, dict):
        link = Related(
            title=first_text(value, "title", "question"),
            url=first_text(value, "url", "path", "file_name"),
            id=as_id(value.get("id")),
            subject=first_text(value, "subject"),
        )
        return link if link.title or link.url or link.id is not None else None
    if isinstance(value, int) and not isinstance(value, bool):
        return Related(title="", id=value)
    text = as_line(value)
    return Related(title="", url=text) if text else None
