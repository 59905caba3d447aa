"""Jobs that write, delete and read drafts. They need no library. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.edit_jobs import LoadedForm
from qtbrowser.gui.editor.form_values import FIELDS, FormValues

if TYPE_CHECKING:
    from qtbrowser.personal.drafts import Drafts


@dataclass(frozen=True, slots=True)
class FormDraft:
    """An unsaved edit of a document.

    Attributes:
        id: the draft's id.
        path: the document, relative to the library.
        read: the bytes of the document's file when editing began.
        values: the values of the editor.
        when: the time at which it was stored.
    """

    id: str
    path: str
    read: bytes
    values: FormValues
    when: datetime


def _drafts() -> Drafts:
    from qtbrowser.personal.drafts import Drafts
    from qtbrowser.personal.personal_store import personal_store

    return Drafts(personal_store())


def keep_draft(folder: Path, form: LoadedForm, values: FormValues, draft: str) -> None:
    """Store the values of a form as a draft.

    Args:
        folder: the library's folder.
        form: the document as loaded into the editor.
        values: the present values of the form.
        draft: the draft's id; an earlier one with the same id is replaced.
    """
    _drafts().keep(folder, form.path, form.read, asdict(values), draft)


def drop_draft(draft: str) -> None:
    """Delete the draft with an id."""
    _drafts().drop(draft)


def find_drafts(folder: Path) -> tuple[FormDraft, ...]:
    """All drafts of the library at `folder` that a form can show, the latest first; others remain stored."""
    found = []
    for draft in _drafts().of_library(folder):
        values = _form_values(draft.values)
        if values is not None:
            found.append(FormDraft(draft.id, draft.path, draft.read, values, draft.when))
    return tuple(found)


def _form_values(kept: Mapping[str, Any]) -> FormValues | None:
    """The values of a form, or None if they are not valid, as from an import or another version."""
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
