"""Plans that create, copy and delete documents; new ones get the fields of others in their subject."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from qtbrowser.catalog.folding import subject_key
from qtbrowser.curation.edits import CreateDocument, DeleteDocuments, DuplicateDocument
from qtbrowser.curation.naming import free_name, moved_address, refused_name, slug
from qtbrowser.curation.plans.for_each import Steps, each
from qtbrowser.curation.plans.moving import SUBJECT_FIELDS, folder_for
from qtbrowser.curation.work import Work
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.documents.field_editing.field_values import FieldValue, flat_fields
from qtbrowser.documents.field_reading import as_line
from qtbrowser.errors import DocumentError, EditRefused, UsageError

_KEPT = frozenset(
    "_schema id date title article_title question date_format post_on_text seo.title author answer subject category "
    "file_name url".split()
)
"""The fields that a new document takes from its model: those with the same value in all documents, and those that get a
new value.
"""

_TITLES = ("title", "article_title", "question")
_PLAIN = b"---\ntitle: x\ndate: x\nsubject: x\n---\n\nx\n"


def create_document(edit: CreateDocument, work: Work) -> Steps:
    """Create a document.

    Raises:
        UsageError: it has no title.
    """
    title = as_line(edit.fields.get("title") or edit.fields.get("question"))
    if not title:
        raise UsageError("A new document needs a title.")
    subject = as_line(edit.fields.get("subject"))
    yield 0, 1
    model = work.known().latest_of([subject_key(subject)] if subject else [])
    raw, fields = _model(work, model)
    path = _place(work, model, subject, title, edit.fields)
    changes: dict[str, FieldValue] = {name: None for name in fields if name not in _KEPT and name != "seo"}
    changes |= {name: "" for name, _ in flat_fields(fields) if name.startswith("seo.") and name not in _KEPT}
    changes |= {name: title for name in _TITLES if name in fields}
    changes |= _own_values(work, fields, model, path, subject)
    changes |= dict(edit.fields)
    changes["answer"] = edit.answer
    try:
        with file_boundary(path):
            work.create(path, edit_fields(raw, changes))
    except (EditRefused, DocumentError) as error:
        work.refuse(path, error)
    yield 1, 1


def _model(work: Work, model: str | None) -> tuple[bytes, dict[str, Any]]:
    """The bytes and the fields of the model of a new document."""
    if model is not None:
        try:
            fields = work.fields(model)
            if fields:
                return work.read(model), fields
        except (EditRefused, DocumentError):
            pass  # unreadable: no model
    return _PLAIN, dict.fromkeys(("title", "date", "subject"), "x")


def _place(work: Work, model: str | None, subject: str, title: str, given: Mapping[str, FieldValue]) -> str:
    name = as_line(given.get("file_name")) or f"{slug(title) or 'question'}.md"
    if reason := refused_name(name):
        raise UsageError(reason)
    folder = ""
    if model is not None:
        folder = (
            folder_for(work, model, subject, {})
            if subject
            else PurePosixPath(model).parent.as_posix().removeprefix(".")
        )
    elif subject:
        folder = slug(subject)
    return free_name(f"{folder}/{name}" if folder else name, work.is_taken)


def _own_values(
    work: Work, fields: Mapping[str, Any], model: str | None, path: str, subject: str
) -> dict[str, FieldValue]:
    """The fields with the document's own values: id, date, file name, address and subject."""
    values: dict[str, FieldValue] = {}
    if "id" in fields:
        values["id"] = next(work.free_ids())
    if "date" in fields:
        values["date"] = work.today
    if "file_name" in fields:
        values["file_name"] = PurePosixPath(path).name
    field = next((name for name in SUBJECT_FIELDS if name in fields), None)
    if field is not None:
        values[field] = subject or None
    if "url" in fields and model is not None:
        values["url"] = free_address(work, moved_address(as_line(fields["url"]), model, path))
    return values


def free_address(work: Work, url: str) -> str:
    """An unused address: the given one, or one with a number."""
    number, candidate = 1, url
    while work.known().paths_with_address(candidate):
        number += 1
        candidate = f"{url}-{number}"
    return candidate


def duplicate_document(edit: DuplicateDocument, work: Work) -> Steps:
    """Copy a document."""

    def do(path: str) -> None:
        fields = work.fields(path)
        copy = free_name(path, work.is_taken)
        changes = _own_values(work, fields, path, copy, "")
        changes = {name: value for name, value in changes.items() if name not in ("date", *SUBJECT_FIELDS)}
        work.create(copy, edit_fields(work.read(path), changes))

    return each(work, [edit.path], do)


def delete_documents(edit: DeleteDocuments, work: Work) -> Steps:
    """Move documents to the trash."""
    return each(work, edit.paths, lambda path: work.remove(path, to_trash=True))
