"""The job that compares the present file with what would be saved. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qtbrowser.curation.change_set import Refusal
from qtbrowser.gui.diff.text_diff import DiffRow, diff_rows
from qtbrowser.gui.editor.edit_jobs import LoadedForm, saving
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
        found: the present bytes of the file; None if it is gone.
        rows: the diff between those and what would be saved.
    """

    path: str
    found: bytes | None
    rows: tuple[DiffRow, ...]

    @property
    def is_gone(self) -> bool:
        """Whether the file does not exist any more."""
        return self.found is None


def load_conflict(library: Library, form: LoadedForm, values: FormValues, refusal: Refusal) -> Steps[Conflict]:
    """The present file, and the result of applying the form's changes to it.

    Args:
        library: the library.
        form: the form as loaded.
        values: the present values of the form.
        refusal: the refusal of saving, with the present bytes of the file.
    """
    found = refusal.found
    mine = b""
    if found is not None:
        change_set = yield from planned(library, saving(replace(form, read=found), values))
        mine = next((change.after or b"" for change in change_set.files if change.path == form.path), found)
    else:
        mine = values.answer.encode("utf-8", "replace")
    return Conflict(form.path, found, tuple(diff_rows(_shown(found or b""), _shown(mine))))


def _shown(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").replace("\r\n", "\n")
