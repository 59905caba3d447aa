"""Turns an edit into a change set, step by step, changing nothing on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from qtbrowser.curation import edits
from qtbrowser.curation.change_set import PlanProgress
from qtbrowser.curation.edits import Edit, Several
from qtbrowser.curation.labels import label_of
from qtbrowser.curation.plans import cleaning, documents, fields, joining, places
from qtbrowser.curation.plans.each import Steps
from qtbrowser.curation.work import Work

_PLANS: dict[type, Callable[[Any, Work], Steps]] = {
    edits.SetField: fields.set_field,
    edits.AddKeyword: fields.add_keyword,
    edits.RemoveKeyword: fields.remove_keyword,
    edits.SetRelated: fields.set_related,
    edits.SetAnswer: fields.set_answer,
    edits.SaveDocument: fields.save_document,
    edits.ReplaceText: fields.replace_text,
    edits.RenameTopic: fields.rename_topic,
    edits.MoveDocument: places.move_document,
    edits.RenameDocument: places.rename_document,
    edits.RenameSubject: places.rename_subject,
    edits.CreateDocument: documents.create_document,
    edits.DuplicateDocument: documents.duplicate_document,
    edits.DeleteDocuments: documents.delete_documents,
    edits.RenumberIds: joining.renumber_ids,
    edits.MergeDocuments: joining.merge_documents,
    edits.CleanText: cleaning.clean_text,
}


def plan(edit: Edit, work: Work) -> Iterator[PlanProgress]:
    """Say what an edit would change.

    Args:
        edit: what is asked for.
        work: where it is tried out; new for each plan.

    Yields:
        Progress; the last one carries the change set. Closing the generator cancels.

    Raises:
        UsageError: the edit itself makes no sense.
        LibraryError: it needs the catalog, and there is none yet.
    """
    done = total = 0
    for done, total in _steps(edit, work):
        yield PlanProgress(done, total)
    yield PlanProgress(done, total, work.change_set(label_of(edit)))


def _steps(edit: Edit, work: Work) -> Steps:
    if not isinstance(edit, Several):
        yield from _PLANS[type(edit)](edit, work)
        return
    for number, part in enumerate(edit.edits, start=1):
        for _ in _steps(part, work):
            pass
        yield number, len(edit.edits)
