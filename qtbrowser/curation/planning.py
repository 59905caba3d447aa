"""Turns an edit into a change set, step by step, without changing files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from qtbrowser.curation import edits
from qtbrowser.curation.change_labels import label_of
from qtbrowser.curation.change_set import PlanProgress
from qtbrowser.curation.edits import Bulk, Edit, Several
from qtbrowser.curation.kept_links import keep_links
from qtbrowser.curation.planned_links import forget_links
from qtbrowser.curation.planned_navigation import follow_navigation
from qtbrowser.curation.plans import cleaning, documents, field_changes, merging, moving
from qtbrowser.curation.plans.for_each import Steps
from qtbrowser.curation.work import Work

_PLANS: dict[type, Callable[[Any, Work], Steps]] = {
    edits.SetField: field_changes.set_field,
    edits.AddKeyword: field_changes.add_keyword,
    edits.RemoveKeyword: field_changes.remove_keyword,
    edits.SetRelated: field_changes.set_related,
    edits.AddRelated: field_changes.add_related,
    edits.QuoteFields: cleaning.quote_fields,
    edits.SetAnswer: field_changes.set_answer,
    edits.SaveDocument: field_changes.save_document,
    edits.ReplaceText: field_changes.replace_text,
    edits.RenameTopic: field_changes.rename_topic,
    edits.MoveDocument: moving.move_document,
    edits.RenameDocument: moving.rename_document,
    edits.RenameSubject: moving.rename_subject,
    edits.CreateDocument: documents.create_document,
    edits.DuplicateDocument: documents.duplicate_document,
    edits.DeleteDocuments: documents.delete_documents,
    edits.RenumberIds: merging.renumber_ids,
    edits.MergeDocuments: merging.merge_documents,
    edits.CleanText: cleaning.clean_text,
    edits.ConvertToUtf8: cleaning.convert_to_utf8,
}


def plan(edit: Edit, work: Work) -> Iterator[PlanProgress]:
    """Compute what an edit would change.

    Args:
        edit: the edit.
        work: where the changes are collected; new for each plan.

    Yields:
        Progress; the last one has the change set. Closing the generator cancels.

    Raises:
        UsageError: the edit itself is invalid.
        LibraryError: it needs the catalog, and there is none yet.
    """
    done = total = 0
    try:
        for done, total in _steps(edit, work):
            yield PlanProgress(done, total)
        for _ in keep_links(work):
            yield PlanProgress(done, total)
        follow_navigation(work)
        yield PlanProgress(done, total, work.change_set(label_of(edit)))
    finally:
        forget_links()


def _steps(edit: Edit, work: Work) -> Steps:
    if isinstance(edit, Bulk):
        before, work.careful = work.careful, True
        yield from _steps(edit.edit, work)
        work.careful = before
        return
    if not isinstance(edit, Several):
        yield from _PLANS[type(edit)](edit, work)
        return
    for number, part in enumerate(edit.edits, start=1):
        for _ in _steps(part, work):
            # One part may take long by itself.
            yield number - 1, len(edit.edits)
        yield number, len(edit.edits)
