"""Jobs that write, remove and read drafts: the disk may take a while. They need no library. No Qt."""

from __future__ import annotations

from pathlib import Path

from qtbrowser.gui.editor.draft_files import DraftFiles, FileDraft
from qtbrowser.gui.editor.edit_jobs import LoadedForm
from qtbrowser.gui.editor.form_values import FormValues


def keep_draft(folder: Path, form: LoadedForm, values: FormValues) -> None:
    """Write what is in a form, beside the library's other drafts.

    Args:
        folder: the library.
        form: the document as the editor began with it.
        values: what is in the form now.
    """
    DraftFiles(folder).keep(form.path, form.read, values)


def drop_draft(folder: Path, path: str) -> None:
    """Remove the draft of one document of the library at `folder`."""
    DraftFiles(folder).drop(path)


def find_drafts(folder: Path) -> tuple[FileDraft, ...]:
    """All drafts of the library at `folder`, the latest first."""
    return DraftFiles(folder).all()
