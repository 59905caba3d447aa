"""Finds the subjects that an edit would make, and which present subject may have been meant: ``Psycholgy``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rapidfuzz.distance import OSA

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.folding import subject_key
from qtbrowser.curation.change_set import NewSubject
from qtbrowser.curation.checks.subjects import fingerprint, is_near, letter_pairs
from qtbrowser.curation.edits import (
    FIELDS_OF_SUBJECTS,
    Bulk,
    CreateDocument,
    Edit,
    MoveDocument,
    SaveDocument,
    SetField,
    Several,
)
from qtbrowser.documents.field_reading import as_words

_ALIKE = 0.8
"""The share of letters from which on another subject is taken to be meant."""


def new_subjects(edit: Edit, catalog: Catalog) -> tuple[NewSubject, ...]:
    """The subjects that an edit gives documents and that no document of the library has, each once.

    Renaming a subject is not asked about: making the new name is what it is for.

    Args:
        edit: the edit.
        catalog: the library's catalog.
    """
    named = {subject_key(name): " ".join(name.split()) for name in _named(edit)}
    missing = [name for key, name in named.items() if key and not catalog.subjects.has_subject(key)]
    if not missing:
        return ()
    present = [one.path for top in catalog.subjects.tree(include_hidden=True) for one in top.walk()]
    return tuple(NewSubject(name, near_subject(name, present)) for name in missing)


def near_subject(name: str, present: Iterable[str]) -> str:
    """The subject that a name may mean; empty if there is none.

    It is the same but for accents, order or plural, or but for a typing error; or it has this name below another one.
    """
    letters = "/".join(letter_pairs(name))
    best, share = "", _ALIKE
    for other in present:
        if fingerprint(other) == fingerprint(name) or is_near(name, other):
            return other
        if subject_key(other.rpartition("/")[2]) == subject_key(name):
            return other
        found = OSA.normalized_similarity(letters, "/".join(letter_pairs(other)), score_cutoff=share)
        if found > share or (found == share and not best):
            best, share = other, found
    return best


def _named(edit: Edit) -> Iterator[str]:
    match edit:
        case Bulk(inner):
            yield from _named(inner)
        case Several(parts):
            for part in parts:
                yield from _named(part)
        case MoveDocument(_, subject):
            yield subject
        case SetField(_, field, value) if field in FIELDS_OF_SUBJECTS:
            yield from _subjects(field, value)
        case CreateDocument(fields) | SaveDocument(_, fields):
            yield from _of_fields(fields)
        case _:
            pass


def _of_fields(fields: Mapping[str, Any]) -> Iterator[str]:
    for field in FIELDS_OF_SUBJECTS:
        yield from _subjects(field, fields.get(field))


def _subjects(field: str, value: Any) -> list[str]:
    if field == "subjects":
        return as_words(list(value) if isinstance(value, tuple) else value)
    return [value] if isinstance(value, str) else []
