"""The job that compares the present file with what would be saved. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.curation.change_set import Refusal
from qtbrowser.gui.diff.text_diff import DiffRow, diff_rows
from qtbrowser.gui.editor.edit_jobs import LoadedForm, form_values, saving, with_version
from qtbrowser.gui.editor.form_merging import CollisionChoice, FormCollision, FormMerge, merge_forms
from qtbrowser.gui.editor.form_values import FormValues
from qtbrowser.gui.worker.change_jobs import planned
from qtbrowser.gui.worker.task import Steps

if TYPE_CHECKING:
    from qtbrowser.library import Library


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of a file.

    Attributes:
        path: the document.
        rows: the diff between the present file and what would be saved.
        form: the form for the present file; None if it is gone.
        merge: the form's values joined with those of the present file; None if it is gone.
    """

    path: str
    rows: tuple[DiffRow, ...]
    form: LoadedForm | None = None
    merge: FormMerge | None = None

    @property
    def is_gone(self) -> bool:
        """Whether the file does not exist any more."""
        return self.form is None

    @property
    def collisions(self) -> tuple[FormCollision, ...]:
        """What was changed in both places, so that one has to be chosen."""
        return () if self.merge is None else self.merge.collisions


def load_conflict(library: Library, form: LoadedForm, values: FormValues, refusal: Refusal) -> Steps[Conflict]:
    """The present file, and the result of joining the form's changes with it.

    Args:
        library: the library.
        form: the form as loaded.
        values: the present values of the form.
        refusal: the refusal of saving, with the present bytes of the file.
    """
    found = refusal.found
    if found is None:
        return Conflict(form.path, tuple(diff_rows("", values.answer)))
    theirs = with_version(library, form, found)
    base = form_values(library, form.path, form.read)
    lines = library.merged_lines(base.answer, values.answer, theirs.values.answer)
    merge = merge_forms(base, values, theirs.values, lines)
    joined = merge.values([CollisionChoice.MINE] * len(merge.collisions))
    change_set = yield from planned(library, saving(theirs, joined))
    saved = next((change.after or b"" for change in change_set.files if change.path == form.path), found)
    return Conflict(form.path, tuple(diff_rows(_shown(found), _shown(saved))), theirs, merge)


def _shown(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").replace("\r\n", "\n")
