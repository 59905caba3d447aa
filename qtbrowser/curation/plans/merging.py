"""Plans that renumber ids and merge duplicates."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from qtbrowser.catalog.folding import subject_key
from qtbrowser.catalog.link_targets import normal_target
from qtbrowser.curation.change_set import HeldBack, Loss
from qtbrowser.curation.document_names import Names
from qtbrowser.curation.edits import MOST_NUMBERED, MergeDocuments, RenumberIds
from qtbrowser.curation.losses import Held, held_apart, merge_losses
from qtbrowser.curation.old_addresses import keep_reachable
from qtbrowser.curation.plans.field_changes import is_numbered, related_changes, with_keywords
from qtbrowser.curation.plans.for_each import Steps, each
from qtbrowser.curation.retargeting import rebased_links, retarget
from qtbrowser.curation.work import Work
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document, Related
from qtbrowser.documents.field_editing.field_values import MISSING, FieldValue, value_at, value_like
from qtbrowser.errors import DocumentError, EditRefused, LossRefused, UsageError


def renumber_ids(edit: RenumberIds, work: Work) -> Steps:
    """Give documents ids in ascending order; ids in links to them are changed."""
    library = work.known()
    paths = [work.now_at(path) for path in edit.paths]
    own = {number for number in library.ids_of(paths) if set(library.paths_with_id(number)) <= set(paths)}
    free = work.free_ids(edit.start, own)

    def do(path: str) -> None:
        document = work.document(path)
        new_id = next(free)
        alone = document.id is not None and len(library.paths_with_id(document.id)) == 1
        linking = library.linking_paths(path)
        old = Names.of(document)
        if any(other != path for other in library.paths_with_address(document.url)):
            # A link by a shared address has the id of the document that it leads to, which may be another one.
            old = replace(old, url="")
        work.edit(path, {"id": value_like(str(new_id), "id", value_at(work.fields(path), "id"))})
        former = work.names_of(document)
        retarget(work, [*linking, path], old, replace(old, id=new_id), ids=alone, former=former)

    return each(work, edit.paths, do)


def merge_documents(edit: MergeDocuments, work: Work) -> Steps:
    """Merge several documents into one.

    Raises:
        UsageError: there is nothing to merge, or a choice names a document that is not among them.
    """
    paths = tuple(dict.fromkeys((edit.survivor, *edit.others)))
    strangers = set(edit.choices.values()) - set(paths)
    if len(paths) < 2 or strangers:
        raise UsageError("Merging needs a survivor and other documents, and choices between these.")
    kept = _fullest(paths, work) if edit.any_survivor else edit.survivor

    def do(path: str) -> None:
        survivor = work.survivor_of(kept)
        if survivor == path:
            return
        try:
            with file_boundary(survivor):
                work.document(survivor)
        except (EditRefused, DocumentError) as error:
            work.refuse(survivor, error)
            return
        chosen = tuple(name for name, chosen_path in edit.choices.items() if work.now_at(chosen_path) == path)
        losses: list[Loss] = []
        try:
            with work.attempt():
                losses += _absorb(work, survivor, path, chosen, all_subjects=edit.all_subjects)
                if losses and work.careful:
                    raise LossRefused("Something would be lost.", path=path)
                work.lose(losses)
        except LossRefused:
            if not losses:
                raise
            work.hold_back(HeldBack(kept, path, tuple(losses)))

    return each(work, tuple(path for path in paths if path != kept), do)


def _fullest(paths: Sequence[str], work: Work) -> str:
    """The document that holds most of what a merge can lose; of equal ones that to which most documents link, then the
    first by path. Those that are merged already, or can't be read, come last.
    """
    library = work.known()

    def rank(path: str) -> tuple[int, int, str]:
        present = work.now_at(path)
        if work.is_merged(present):
            return 1, 0, path
        try:
            with file_boundary(path):
                return -held_apart(_held(work, present)), -len(library.linking_paths(present)), path
        except (EditRefused, DocumentError):
            return 1, 0, path

    return min(paths, key=rank)


def _absorb(work: Work, survivor_path: str, path: str, chosen: tuple[str, ...], *, all_subjects: bool) -> list[Loss]:
    """Merge one document into another one.

    Args:
        work: where the changes are collected.
        survivor_path: the document that stays.
        path: the one that is removed.
        chosen: the fields whose values the survivor takes from it.
        all_subjects: whether the survivor is in the subjects of both afterwards.

    Returns:
        What the survivor does not hold of both.

    Raises:
        EditRefused, DocumentError: it can't be done.
    """
    library = work.known()
    before, gone = _held(work, survivor_path), _held(work, path)
    linking = [linked for linked in library.linking_paths(path) if linked != path]
    alone = (
        gone.document.id is not None
        and gone.document.id != before.document.id
        and len(library.paths_with_id(gone.document.id)) == 1
    )
    merged = (Names.of(before.document), Names.of(gone.document))
    subjects = with_subjects(before, [gone.subject, *gone.document.further_subjects]) if all_subjects else {}
    work.edit(survivor_path, _joined(work, before, gone, chosen) | subjects)
    keep_reachable(work, gone.document, survivor_path, is_id_alone=alone)
    work.merge(path, survivor_path)
    survivor = work.document(survivor_path)
    former = work.names_of(gone.document)
    retarget(work, linking, merged[1], replace(Names.of(survivor), title=survivor.title), ids=alone, former=former)
    for linked in linking:
        if work.exists(linked):
            work.need(linked, survivor_path)
            _forget_second_links(work, linked, Names.of(survivor))
    after = _held(work, survivor_path)
    return [*merge_losses(gone, after, merged), *merge_losses(before, after, merged)]


def with_subjects(held: Held, more: Sequence[str]) -> dict[str, FieldValue]:
    """The field change that adds subjects to those of a document; its own stays the first one."""
    present = (held.subject, *held.document.further_subjects)
    known = {subject_key(subject): subject for subject in (*reversed(more), *reversed(present)) if subject_key(subject)}
    listed = tuple(reversed(known.values()))
    return {} if len(listed) == len({subject_key(subject) for subject in present}) else {"subjects": listed}


def _held(work: Work, path: str) -> Held:
    return Held(work.document(path), work.source(path), work.known().subject_of(path))


def _joined(work: Work, survivor: Held, gone: Held, chosen: tuple[str, ...]) -> dict[str, FieldValue]:
    """The field changes that give the survivor the chosen values, all keywords, and all related documents except the
    two themselves, as far as its form has room for them.
    """
    path, gone_path = survivor.document.path, gone.document.path
    fields = survivor.source.front_matter[0]
    gone_fields = gone.source.front_matter[0]
    changes: dict[str, FieldValue] = {}
    for name in chosen:
        if name == "answer":
            changes[name] = rebased_links(gone.document.answer, gone_path, path, work.exists)
            continue
        value = value_at(gone_fields, name)
        changes[name] = None if value is MISSING else tuple(value) if isinstance(value, list) else value
    related = _joined_related(survivor.document, gone.document)
    numbered = is_numbered(fields)
    if numbered is None:
        numbered = _form_of_siblings(work, path)
    if numbered is None:
        numbered = is_numbered(gone_fields)
    if "seo" in fields if numbered is None else numbered:
        related = related[: max(MOST_NUMBERED, len(survivor.document.related))]
    return with_keywords(fields, list(gone.document.keywords)) | related_changes(fields, related, numbered) | changes


def _form_of_siblings(work: Work, path: str) -> bool | None:
    """The form of related documents that other documents of a folder use; None if they have none."""
    for sibling in work.known().some_in_folder(path.rpartition("/")[0]):
        try:
            found = is_numbered(work.fields(sibling)) if sibling != path else None
        except (EditRefused, DocumentError):
            continue
        finally:
            work.forget_unchanged(sibling)
        if found is not None:
            return found
    return None


def _joined_related(survivor: Document, gone: Document) -> tuple[Related, ...]:
    merged = {name for document in (survivor, gone) for name in Names.of(document).targets(ids=True)}
    found: dict[str, Related] = {}
    for document in (survivor, gone):
        for link in document.related:
            target = _target(link, document.path)
            if target not in merged:
                found.setdefault(target, _seen_from(link, document.path, survivor.path))
    return tuple(found.values())


def _seen_from(link: Related, base: str, new_base: str) -> Related:
    """A link of a document, written in another one: a relative path is seen from there."""
    url = link.url
    if not url or url.startswith(("/", "#", "id:")) or ":" in url.partition("/")[0]:
        return link
    if posixpath.dirname(base) == posixpath.dirname(new_base):
        return link
    path = posixpath.relpath(normal_target(url, base), PurePosixPath(new_base).parent.as_posix())
    return replace(link, url=path)


def _target(link: Related, base: str) -> str:
    if link.url:
        return normal_target(link.url, base)
    return f"id:{link.id}" if link.id is not None else f"title:{link.title}"


def _forget_second_links(work: Work, path: str, survivor: Names) -> None:
    """Remove the related documents of a document that lead to the survivor a second time, or to itself."""
    names = survivor.targets(ids=True)
    try:
        document = work.document(path)
        kept: list[Related] = []
        seen = path == survivor.path
        for link in document.related:
            is_survivor = _target(link, path) in names
            if not (is_survivor and seen):
                kept.append(link)
            seen = seen or is_survivor
        if len(kept) < len(document.related):
            work.edit(path, related_changes(work.fields(path), tuple(kept)))
    except (EditRefused, DocumentError) as error:
        work.refuse(path, error)
