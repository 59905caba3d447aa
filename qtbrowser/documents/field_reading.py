"""Reads single front-matter fields tolerantly: text, lists, dates, truth values and related documents.

Field names follow the first form of the documents; the names that static site generators and note programs use for
the same thing are understood as well. A value of an unexpected shape counts as absent, never as an error, so that the
answer can be read in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from qtbrowser.documents.date_reading import as_date
from qtbrowser.documents.document import Related
from qtbrowser.documents.folder_kind import FolderKind

Fields = Mapping[str, Any]

TITLE_FIELDS = ("question", "title", "article_title", "linktitle", "link_title", "name")
"""Fields that may hold the title, in lower case, the first that has one counts."""

DATE_FIELDS = (
    *("date", "published", "publishdate", "publish_date", "pubdate", "pub_date", "datepublished", "date_published"),
    *("published_at", "publishedat", "post_date", "postdate"),
    *("created", "datecreated", "date_created", "createdat", "created_at", "creation_date"),
    *("updated", "lastmod", "lastupdated", "last_updated", "updatedat", "updated_at", "firstseen", "first_seen"),
    *("modified", "datemodified", "date_modified", "lastmodified", "last_modified", "last_modified_at"),
)
"""Fields that may hold the date, in lower case, the first that has one counts."""

_DATE_GROUPS = frozenset({"date", "last_update"})

KEYWORD_FIELDS = ("keywords", "keyword", "tags", "tag", "categories", "topics", "topic")
"""Fields that hold topics, in lower case."""

ORDER_FIELDS = ("weight", "order", "nav_order", "navorder", "sidebar_position", "sidebarposition", "sidebar_order")
"""Fields that hold the position among the documents of a folder, in lower case."""

_TAGS = frozenset({"tags", "tag"})
_NAMES_OF_GROUPS = ("name", "label", "title", "term")
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:\.\d{1,6})?\Z")
_LARGEST_ORDER = 1e12
_MOST_NESTED = 8
_MOST_WORDS = 5_000
"""Most words or names that one field gives."""

_RELATED_NAME = re.compile(r"related_article(\d+)$")
SUBJECT_LEVELS = 20
"""Most levels of a subject, also of one that folders give; deeper levels are merged into the last one."""

LONGEST_SUBJECT = 500
"""Most characters of a subject."""

MOST_SUBJECTS = 20
"""Most subjects of one document."""

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


def as_words(value: object, *, split_at_spaces: bool = False) -> list[str]:
    """Single words or phrases of a list, or of text with commas or semicolons between them.

    Args:
        value: text, a number or a day; or a list of such, of lists, and of groups. Of a group, such as
            ``{label: Bread}``, the name counts; of one that has none, the names of its lists and what they hold.
        split_at_spaces: whether text without commas and semicolons has spaces between its words.
    """
    if isinstance(value, str):
        return _split_words(value, split_at_spaces)
    if isinstance(value, int | float | date) and not isinstance(value, bool):
        return [word] if (word := as_text(value)) else []
    return list(islice(_nested_words(value, _MOST_NESTED), _MOST_WORDS))


def _split_words(text: str, split_at_spaces: bool) -> list[str]:
    sign = "," if "," in text else ";" if ";" in text else " " if split_at_spaces else ","
    if text.isascii() and "\0" not in text:
        # One call for all items is faster than one for each.
        return [word for part in " ".join(text.split()).split(sign) if (word := part.strip(" "))]
    return [word for part in text.split(sign) if (word := as_line(part))]


def _nested_words(value: object, levels: int) -> Iterator[str]:
    if isinstance(value, list):
        if levels:
            for item in value:
                yield from (
                    _nested_words(item, levels - 1) if isinstance(item, list | dict) else filter(None, (as_line(item),))
                )
    elif isinstance(value, dict):
        if name := first_text(value, *_NAMES_OF_GROUPS):
            yield name
            return
        for key, inner in value.items():
            if isinstance(inner, list | dict) and levels:
                yield from filter(None, (as_line(key),))
                yield from _nested_words(inner, levels - 1)


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


def subjects(fields: Fields) -> list[str]:
    """The subjects of a document, each once: ``subject`` or ``category`` first, then those of ``subjects``."""
    named = [first_text(fields, "subject", "category"), *as_words(fields.get("subjects"))]
    found: dict[str, str] = {}
    for name in map(as_subject, named):
        key = "".join(name.split()).casefold()
        if key.strip("/"):
            found.setdefault(key, name)
    return list(found.values())[:MOST_SUBJECTS]


def seo(fields: Fields) -> Fields:
    """The ``seo`` group of the first form; empty where there is none."""
    group = fields.get("seo")
    return group if isinstance(group, dict) else {}


def folded_fields(fields: Fields) -> Fields:
    """The fields under names in lower case, with ``_`` for hyphens and spaces: ``Last-Updated`` is ``last_updated``.

    Of several fields whose names differ in this alone, the one that is written so counts, else the first.
    """
    try:
        joined = "\n".join(fields)
    except TypeError:  # a name that is no text
        joined = "-"
    if joined == joined.lower() and "-" not in joined and " " not in joined:
        return fields
    folded: dict[str, Any] = {}
    for name, value in fields.items():
        key = folded_name(name)
        if key == name or key not in folded:
            folded[key] = value
    return folded


def folded_name(name: object) -> str:
    """The name of a field as `folded_fields` has it."""
    return _folded_line(name) if isinstance(name, str) else _folded_line(as_line(name))


# The same few dozen names come in every document.
@lru_cache(maxsize=2048)
def _folded_line(name: str) -> str:
    return as_line(name).casefold().replace("-", "_").replace(" ", "_")


def keywords(fields: Fields, kinds: FolderKind = FolderKind.PLAIN) -> tuple[str, ...]:
    """All keywords, tags, categories and topics, each once regardless of case, in the author's order.

    Args:
        fields: with the names of `folded_fields`.
        kinds: what the folder was written for; Jekyll separates categories by spaces.
    """
    words = as_words(seo(fields).get("page_keywords"))
    taxonomies = fields.get("taxonomies")
    for group in (fields, taxonomies if isinstance(taxonomies, dict) else {}):
        for name in KEYWORD_FIELDS:
            if (value := group.get(name)) is not None:
                by_spaces = name in _TAGS or (name == "categories" and FolderKind.JEKYLL in kinds)
                words += [
                    bare for word in as_words(value, split_at_spaces=by_spaces) if (bare := word.lstrip("#").strip())
                ]
    # Of several spellings the first is kept, at its position.
    first = dict(zip(map(str.casefold, reversed(words)), reversed(words), strict=True))
    return tuple(words) if len(first) == len(words) else tuple(dict.fromkeys(first[word.casefold()] for word in words))


def first_date(fields: Fields) -> date | None:
    """The day of the first of the `DATE_FIELDS` that has one.

    Args:
        fields: with the names of `folded_fields`.
    """
    for name in (*DATE_FIELDS, "last_update"):
        value = fields.get(name)
        if isinstance(value, dict) and name in _DATE_GROUPS:
            # MkDocs' blog has `date: {created: ...}`, Docusaurus `last_update: {date: ...}`.
            value = next((value[inner] for inner in DATE_FIELDS if value.get(inner) is not None), None)
        if value is not None and (day := as_date(value)) is not None:
            return day
    return None


def author(fields: Fields) -> str:
    """The author, or all of them with commas between them.

    Args:
        fields: with the names of `folded_fields`.
    """
    for name in ("author", "authors"):
        value = fields.get(name)
        text = as_line(value) if not isinstance(value, list | dict) else ", ".join(dict.fromkeys(_people(value)))
        if text:
            return text
    return ""


def _people(value: object) -> Iterator[str]:
    """The names in a list of people, in one person's group of fields, or in groups under short names."""
    if isinstance(value, list):
        for person in value[:_MOST_WORDS]:
            yield from _people(person) if isinstance(person, dict) else filter(None, (as_line(person),))
    elif isinstance(value, dict):
        if name := first_text(value, *_NAMES_OF_GROUPS, "login", "id"):
            yield name
            return
        for key, person in islice(value.items(), _MOST_WORDS):
            named = first_text(person, *_NAMES_OF_GROUPS) if isinstance(person, dict) else ""
            yield named or as_line(key)


def order(fields: Fields) -> float | None:
    """The position among the documents of its folder that a document names; None where it names none.

    Args:
        fields: with the names of `folded_fields`.
    """
    for name in ORDER_FIELDS:
        value = fields.get(name)
        if isinstance(value, str) and _NUMBER.match(value.strip()):
            value = float(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST_ORDER:
            return float(value)
    return None


def names(fields: Fields, *fields_of_names: str, with_commas: bool = False) -> tuple[str, ...]:
    """The texts of some fields that hold one text or a list of them, each once.

    Args:
        fields: with the names of `folded_fields`.
        fields_of_names: the names of the fields.
        with_commas: whether one text is a list of texts with commas between them, as in vaults.
    """
    found: dict[str, None] = {}
    for name in fields_of_names:
        value = fields.get(name)
        listed = value if isinstance(value, list) else [value]
        if with_commas and isinstance(value, str) and "," in value:
            listed = [text.strip().strip("\"'") for text in value.split(",")]
        found |= dict.fromkeys(text for item in listed[:_MOST_WORDS] if (text := as_line(item)))
    return tuple(found)


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
