"""What the worker does with drafts: writing to the disk may take a while. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.gui.editor.drafts import Drafts
from qtbrowser.gui.editor.edit_jobs import LoadedForm
from qtbrowser.gui.editor.form_values import FormValues

if TYPE_CHECKING:
    from qtbrowser.library import Library


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Writes what stands in the form, beside the library's other drafts.

    Attributes:
        folder: the library.
        form: the document as the editor began with it.
        values: what stands in the form now.
    """

    folder: Path
    form: LoadedForm
    values: FormValues

    def __call__(self, _library: Library) -> None:
        Drafts(self.folder).keep(self.form.path, self.form.read, self.values)


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Forgets the draft of one document.

    Attributes:
        folder: the library.
        path: the document.
    """

    folder: Path
    path: str

    def __call__(self, _library: Library) -> None:
        Drafts(self.folder).drop(self.path)
