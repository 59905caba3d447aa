"""Jobs that write, remove and read drafts: the disk may take a while. They need no library. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.edit_jobs import LoadedForm
from qtbrowser.gui.editor.form_values import FIELDS, FormValues
from qtbrowser.personal.drafts import Drafts
from qtbrowser.personal.personal_store import personal_store


@dataclass(frozen=True, slots=True)
class FormDraft:
    """What somebody was writing.

    Attributes:
        id: the draft's.
        path: the document, relative to the library.
        read: the document's file as it was read before.
        values: everything as it was in the editor.
        when: the moment it was kept.
    """

    id: str
    path: str
    read: bytes
    values: FormValues
    when: datetime


def keep_draft(folder: Path, form: LoadedForm, values: FormValues, draft: str) -> None:
    """Write what is in a form, beside the library's other drafts.

    Args:
        folder: the library.
        form: the document as the editor began with it.
        values: what is in the form now.
        draft: the draft's id; an earlier one of the same id is replaced.
    """
    Drafts(personal_store()).keep(folder, form.path, form.read, asdict(values), draft)


def drop_draft(draft: str) -> None:
    """Remove the draft of an id."""
    Drafts(personal_store()).drop(draft)


def find_drafts(folder: Path) -> tuple[FormDraft, ...]:
    """All drafts of the library at `folder` that a form can show, the latest first; the others are kept."""
    found = []
    for draft in Drafts(personal_store()).of_library(folder):
        values = _form_values(draft.values)
        if values is not None:
            found.append(FormDraft(draft.id, draft.path, draft.read, values, draft.when))
    return tuple(found)


def _form_values(kept: Mapping[str, Any]) -> FormValues | None:
    """The values of a form, or None where an import or another version left something else."""
    try:
        values = {name: kept[name] for name in FIELDS}
        values["keywords"] = tuple(values["keywords"])
        values["related"] = tuple(Related(**one) for one in values["related"])
    except (TypeError, KeyError):
        return None
    texts = [values[name] for name in FIELDS if name not in ("keywords", "related", "hidden")]
    is_whole = all(isinstance(text, str) for text in (*texts, *values["keywords"])) and isinstance(
        values["hidden"], bool
    )
    return FormValues(**values) if is_whole else None
