"""A document as an edit form shows it: its values, and the fields that they are read from and written to."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document
from qtbrowser.documents.field_editing.field_values import FieldValue, flat_fields, split_name
from qtbrowser.documents.field_editing.source import Source
from qtbrowser.documents.field_reading import (
    DATE_FIELDS,
    KEYWORD_FIELDS,
    TITLE_FIELDS,
    as_line,
    as_text,
    folded_name,
)
from qtbrowser.documents.front_matter import FrontMatterFormat, locate_front_matter, split_front_matter
from qtbrowser.documents.reader import build_document, parse_document

_HOMES = {
    "title": TITLE_FIELDS,
    "date": DATE_FIELDS,
    "author": ("author", "authors"),
    "subject": ("subject", "category"),
    "description": ("seo.page_description", "description", "summary"),
    "keywords": ("seo.page_keywords", *KEYWORD_FIELDS),
    "hidden": ("no_index",),
}
"""Value of a document -> the fields that may hold it. Every other value has one field, of its own name."""


@dataclass(frozen=True, slots=True)
class EditedDocument:
    """A document that is being edited.

    Attributes:
        document: what the reader makes of it.
        raw: the file's bytes; saving passes them back, so that changes by others are noticed.
        format: what its front matter is written in; None where it has none.
        fields: every field of the front matter, those within groups under dotted names, as the reader has them.
    """

    document: Document
    raw: bytes
    format: FrontMatterFormat | None
    fields: Mapping[str, Any]

    def homes(self, value: str) -> tuple[str, ...]:
        """The fields to be set when a value changes: ``title``, ``subject``, ``keywords`` and the like.

        A title that is in several fields is changed in each. For a value without a field, the field that is to be made.
        """
        spelled = {folded_name(name): name for name in reversed(list(self.fields))}
        names = tuple(spelled.get(name, name) for name in _HOMES.get(value, (value,)))
        filled = [name for name in names if _says_something(self.fields.get(name))]
        if value == "title":
            # The first is the one that the reader uses.
            return tuple(name for name in filled if as_line(self.fields[name]) == self.document.title) or ("title",)
        present = [*filled, *(name for name in names if name in self.fields)]
        if present:
            return (present[0],)
        has_group = any(name.startswith("seo.") for name in self.fields)
        return (next(name for name in names if has_group or not name.startswith("seo.")),)


def _says_something(value: Any) -> bool:
    return bool(value) if isinstance(value, list) else bool(as_text(value))


def edited_document(raw: bytes, path: str) -> EditedDocument:
    """A file as a form shows it.

    Args:
        raw: its bytes.
        path: its place in the library.

    Raises:
        EditRefused: it is no UTF-8 text.
        DocumentError: its front matter can't be read.
    """
    with file_boundary(path):
        text = Source(raw).text
        place = locate_front_matter(text)
        fields, _ = split_front_matter(text)
        document = parse_document(text, path)
        return EditedDocument(document, raw, None if place is None else place.format, dict(flat_fields(fields)))


def previewed_document(raw: bytes | None, fields: Mapping[str, FieldValue], answer: str, path: str) -> Document:
    """The document that a file would be with other values, whether or not they can be written.

    Args:
        raw: the file's bytes; None for a new one.
        fields: the fields that differ.
        answer: its answer as Markdown.
        path: its place in the library.

    Raises:
        EditRefused, DocumentError: as `edited_document`.
    """
    with file_boundary(path):
        meta: dict[str, Any] = {} if raw is None else split_front_matter(Source(raw).text)[0]
        for name, value in fields.items():
            _put(meta, name, value)
        body = "" if raw is None else parse_document(Source(raw).text, path).body
        meta.pop("answer", None)
        document = build_document(meta, answer, path)
        return dataclasses.replace(document, raw_answer=answer, body=body, escaped=False)


def _put(meta: dict[str, Any], name: str, value: FieldValue) -> None:
    *above, last = (name,) if name in meta else split_name(name)
    holder: Any = meta
    for part in above:
        inner = holder.get(part) if isinstance(holder, dict) else None
        holder[part] = holder = dict(inner) if isinstance(inner, Mapping) else {}
    plain = list(value) if isinstance(value, tuple) else value
    if value is None:
        holder.pop(last, None)
    else:
        holder[last] = plain
