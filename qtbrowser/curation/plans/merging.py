"""Plans that renumber ids and merge duplicates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qtbrowser.catalog.link_targets import normal_target
from qtbrowser.curation.edits import MergeDocuments, RenumberIds
from qtbrowser.curation.plans.field_changes import related_changes, with_keywords
from qtbrowser.curation.plans.for_each import Steps, each
from qtbrowser.curation.retargeting import Names, retarget
from qtbrowser.curation.work import Work
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document, Related
from qtbrowser.documents.field_editing.field_values import MISSING, FieldValue, value_at
from qtbrowser.errors import DocumentError, EditRefused, UsageError

_MOST_RELATED = 5


def renumber_ids(edit: RenumberIds, work: Work) -> Steps:
    """Give documents ids in ascending order; ids in links to them are changed."""
    catalog = work.known()
    free = work.free_ids(edit.start, _ids_of(work, edit.paths))

    def do(path: str) -> None:
        document = work.document(path)
        new_id = next(free)
        alone = document.id is not None and len(catalog.paths_with_id(document.id)) == 1
        old = _names(document)
        work.edit(path, {"id": new_id})
        retarget(work, [*catalog.linking_paths(work.was_at(path)), path], old, replace(old, id=new_id), ids=alone)

    return each(work, edit.paths, do)


def _ids_of(work: Work, paths: tuple[str, ...]) -> set[int]:
    """The ids that only these documents have, and that are free once they are renumbered."""
    entries = work.known().entries_of(paths)
    ids = {entry.id for entry in entries.values() if isinstance(entry.id, int)}
    return {number for number in ids if set(work.known().paths_with_id(number)) <= set(paths)}


def merge_documents(edit: MergeDocuments, work: Work) -> Iterator[tuple[int, int]]:
    """Merge several documents into one.

    Raises:
        UsageError: there is nothing to merge, or a choice names a document that is not among them.
    """
    others = tuple(dict.fromkeys(path for path in edit.others if path != edit.survivor))
    strangers = set(edit.choices.values()) - {edit.survivor, *others}
    if not others or strangers:
        raise UsageError("Merging needs a survivor and other documents, and choices between these.")
    yield 0, len(others) + 1
    try:
        with file_boundary(edit.survivor):
            _join(edit, others, work)
    except (EditRefused, DocumentError) as error:
        work.refuse(edit.survivor, error)
        return
    yield 1, len(others) + 1

    def do(path: str) -> None:
        survivor, gone = work.document(edit.survivor), work.document(path)
        catalog = work.known()
        linking = [linked for linked in catalog.linking_paths(work.was_at(path)) if linked not in others]
        work.remove(path, to_trash=True)
        alone = gone.id is not None and gone.id != survivor.id and len(catalog.paths_with_id(gone.id)) == 1
        new = replace(_names(survivor), title=survivor.title)
        retarget(work, linking, _names(gone), new, ids=alone)
        for linked in map(work.now_at, linking):
            # A document that links to this one may have been merged itself.
            if work.exists(linked):
                _forget_second_links(work, linked)

    yield from ((done + 1, total + 1) for done, total in each(work, others, do))


def _join(edit: MergeDocuments, others: tuple[str, ...], work: Work) -> None:
    """Give the survivor the chosen values, all keywords, and all related documents except the merged ones."""
    documents = [work.document(path) for path in (edit.survivor, *others)]
    fields = work.fields(edit.survivor)
    changes: dict[str, FieldValue] = {}
    for name, path in edit.choices.items():
        if path == edit.survivor:
            continue
        if name == "answer":
            changes[name] = work.document(path).answer
            continue
        value = value_at(work.fields(path), name)
        changes[name] = None if value is MISSING else tuple(value) if isinstance(value, list) else value
    words = [word for document in documents for word in document.keywords]
    changes = with_keywords(fields, words) | related_changes(fields, _joined_related(documents)) | changes
    work.edit(edit.survivor, changes)


def _joined_related(documents: list[Document]) -> tuple[Related, ...]:
    survivor = documents[0]
    merged = {name for document in documents for name in _names(document).targets(ids=True)}
    most = max(_MOST_RELATED, len(survivor.related))
    found: dict[str, Related] = {}
    for document in documents:
        for link in document.related:
            target = normal_target(link.url or f"id:{link.id}", document.path)
            if target not in merged:
                found.setdefault(target, link)
    return tuple(found.values())[:most]


def _forget_second_links(work: Work, path: str) -> None:
    """Remove related documents that a document names twice after the merge."""
    try:
        document = work.document(path)
        once: dict[str, Related] = {}
        for link in document.related:
            once.setdefault(normal_target(link.url or f"id:{link.id}", path), link)
        if len(once) < len(document.related):
            work.edit(path, related_changes(work.fields(path), tuple(once.values())))
    except (EditRefused, DocumentError) as error:
        work.refuse(path, error)


def _names(document: Document) -> Names:
    return Names(document.path, document.url, document.id, document.subject)
