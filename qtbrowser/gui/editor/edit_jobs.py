"""Jobs of the editor: plain functions over the Library. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import TYPE_CHECKING, Any

from qtbrowser.catalog.catalog_values import Subject
from qtbrowser.curation.edits import Edit, MoveDocument, SaveDocument, SetRelated, Several
from qtbrowser.documents.document import Document, Related
from qtbrowser.documents.field_editing.field_values import FieldValue, Scalar
from qtbrowser.documents.problem import ENCODING_RULE
from qtbrowser.errors import DocumentError, QtBrowserError
from qtbrowser.gui.diff.text_diff import DiffRow, diff_rows
from qtbrowser.gui.editor.form_values import FormValues, changes, is_date
from qtbrowser.gui.reader.page_jobs import PageRequest, ShownPage, page_images

if TYPE_CHECKING:
    from qtbrowser.library import Library

CANDIDATES = 8
KEYWORDS_OFFERED = 3_000
_NUMBERED = 9
"""The largest number of numbered related documents that a file may have, including unreadable ones."""

_WITH_FIELDS = ("title", "subject", "date", "id", "keywords", "description", "url", "hidden")


@dataclass(frozen=True, slots=True)
class LoadedForm:
    """A document as loaded into the editor.

    Attributes:
        path: its library path.
        read: its file's bytes.
        values: the values of the form.
        homes: value of the form -> the fields of the front matter that contain it.
        subjects, keywords: values for completion: all subjects, and the subject's keywords.
        refused: why it can't be changed, a sentence; empty if it can.
    """

    path: str
    read: bytes
    values: FormValues
    homes: Mapping[str, tuple[str, ...]]
    subjects: tuple[str, ...]
    keywords: tuple[str, ...]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class ConversionNeeded:
    """A document that can be edited only after its file is converted to UTF-8.

    Attributes:
        path: its library path.
        reason: a sentence with its encoding.
    """

    path: str
    reason: str


def form_or_conversion(library: Library, path: str) -> LoadedForm | ConversionNeeded:
    """Load a document for its form, unless its file has to be converted first."""
    try:
        return load_form(library, path)
    except DocumentError:
        problems = library.document(path).problems
        if reason := next((one.message for one in problems if one.rule == ENCODING_RULE), ""):
            return ConversionNeeded(path, reason)
        raise


def load_form(library: Library, path: str) -> LoadedForm:
    """Load a document for its form.

    Raises:
        DocumentError: it can't be read, or is not UTF-8.
    """
    edited = library.edited_document(path)
    subjects = [one for top in library.subjects(include_hidden=True) for one in top.walk()]
    return LoadedForm(
        path,
        edited.raw,
        _values(edited.document, edited.fields),
        {name: edited.homes(name) for name in _WITH_FIELDS},
        tuple(one.path for one in subjects),
        _keywords(subjects, edited.document.subject),
        library.editing_refused() or "",
    )


def form_values(library: Library, path: str, raw: bytes) -> FormValues:
    """The values of a form for a version of a document's file.

    Raises:
        DocumentError: it can't be read.
    """
    edited = library.edited_document(path, raw)
    return _values(edited.document, edited.fields)


def _values(document: Document, fields: Mapping[str, Any]) -> FormValues:
    written = fields.get("date")
    return FormValues(
        title=document.title,
        subject=document.subject,
        date=document.date.isoformat() if document.date is not None else str(written or ""),
        id="" if document.id is None else str(document.id),
        keywords=document.keywords,
        description=document.description,
        url=document.url,
        related=document.related,
        hidden=document.hidden,
        answer=document.answer,
    )


def with_version(library: Library, form: LoadedForm, raw: bytes) -> LoadedForm:
    """A form for another version of its file.

    Raises:
        DocumentError: it can't be read.
    """
    edited = library.edited_document(form.path, raw)
    homes = {name: edited.homes(name) for name in _WITH_FIELDS}
    return replace(form, read=raw, values=_values(edited.document, edited.fields), homes=homes)


def conversion_rows(_library: Library, before: bytes, after: bytes) -> tuple[DiffRow, ...]:
    """The lines that a conversion to UTF-8 changes, before it as a program shows them that takes them for UTF-8.

    Args:
        before, after: the file's bytes; with zero bytes it is UTF-16, in which every line changes and none is shown.
    """
    if b"\0" in before:
        return ()
    return tuple(diff_rows(before.decode("utf-8", "replace"), after.decode("utf-8", "replace")))


def load_preview(library: Library, form: LoadedForm, values: FormValues) -> ShownPage:
    """The page of a document with other values."""
    fields = _fields(form, values)
    if values.related != form.values.related:
        fields["related"] = None
        slots = max(len(values.related), len(form.values.related), _NUMBERED)
        fields |= {f"related_article{number}": None for number in range(1, slots + 1)}
        fields |= {f"related_article{number}": _group(one) for number, one in enumerate(values.related, start=1)}
    page = library.preview(fields, values.answer, form.path)
    return ShownPage(PageRequest(form.path), page, page_images(library, page.html))


def find_candidates(library: Library, words: str, path: str) -> tuple[str, tuple[Related, ...]]:
    """The words, and questions found by them as candidates for related ones of the document at `path`."""
    found: list[Related] = []
    for hit in library.search(words, CANDIDATES + 1, words_only=True).hits:
        if hit.path != path and len(found) < CANDIDATES:
            try:
                document = library.document(hit.path)
            except QtBrowserError:
                # It was removed since it was indexed, so it is not a candidate.
                continue
            found.append(Related(document.title, document.url or f"/{hit.path}", document.id, document.subject))
    return words, tuple(found)


def saving(form: LoadedForm, values: FormValues, *, move: bool = False) -> Edit:
    """The edit that saves what was changed in a form.

    Args:
        form: the form as loaded.
        values: the present values of the form.
        move: whether a new subject moves the document, with its address and the links to it.
    """
    changed = changes(form.values, values)
    fields = _fields(form, values)
    moves = move and "subject" in changed and bool(values.subject)
    if moves:
        for name in form.homes["subject"]:
            fields.pop(name, None)
    # Always the first edit: it refuses a file that has changed meanwhile.
    answer = values.answer if "answer" in changed else None
    parts: list[Edit] = [SaveDocument(form.path, fields, answer, form.read)]
    if "related" in changed:
        parts.append(SetRelated(form.path, values.related))
    if moves:
        parts.append(MoveDocument(form.path, values.subject))
    return parts[0] if len(parts) == 1 else Several(tuple(parts), f"Edit {values.title}")


def editing_refused(library: Library) -> str:
    """Why nothing in the library can be changed, a sentence; empty if it can be changed."""
    return library.editing_refused() or ""


def subject_names(library: Library, path: str) -> tuple[str, tuple[str, ...]]:
    """The subject of a document, empty for none, and the names of all subjects."""
    subject = library.document(path).subject if path else ""
    return subject, tuple(one.path for top in library.subjects(include_hidden=True) for one in top.walk())


def with_read(form: LoadedForm, read: bytes) -> LoadedForm:
    """The form with `read` as the bytes that were read."""
    return replace(form, read=read)


def _fields(form: LoadedForm, values: FormValues) -> dict[str, FieldValue]:
    """The fields that the form has changed, related questions and answer left out."""
    changed = changes(form.values, values)
    return {
        name: _field_value(value, changed[value], form)
        for value in _WITH_FIELDS
        if value in changed
        for name in form.homes[value]
    }


def _field_value(name: str, value: Any, form: LoadedForm) -> FieldValue:
    """A value of the form converted for the file's field; None to remove the field."""
    if name == "hidden":
        return True if value else None
    if name == "keywords":
        return tuple(value)
    if name == "date" and value and is_date(value):
        return Date.fromisoformat(value)
    if name == "id" and value.isdecimal() and value == str(int(value)):
        return int(value)
    return value or None


def _group(related: Related) -> dict[str, Scalar]:
    named = {"id": related.id, "title": related.title, "subject": related.subject, "url": related.url}
    return {key: value for key, value in named.items() if value is not None}


def _keywords(subjects: list[Subject], subject: str) -> tuple[str, ...]:
    """The keywords of a subject, the most frequent first; those of all subjects if it is unknown."""
    wanted = [one for one in subjects if one.path == subject or one.name == subject] or subjects
    names = dict.fromkeys(topic.name for one in wanted for topic in one.topics)
    return tuple(names)[:KEYWORDS_OFFERED]
