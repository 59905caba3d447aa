"""What a row of the list says below its question and by its signs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from qtbrowser.gui.browse.kept_marks import KeptSign
from qtbrowser.gui.widgets.labels import counted, date_words

if TYPE_CHECKING:
    from qtbrowser.gui.browse.rows import Row

MOST_SUBJECTS = 4


def row_meta(row: Row, with_subject: bool) -> list[str]:
    """The library of a hit in another one, the question of a hit in a file of many, how it was found, how many
    questions the file asks, subject, the subjects of equal documents, file name and date, those of them that there are.
    """
    way = _tr("in other words") if row.in_other_words else ""
    asked = counted(row.questions, _tr("asks 1 question"), _tr("asks {0} questions")) if row.questions else ""
    subject = row.subject if with_subject or row.is_equal or row.is_entry else ""
    parts = [row.library, row.question, way, asked, subject, also_in(row), row.file]
    parts.append(row.own_date or ("" if row.date is None else date_words(row.date)))
    return [part for part in parts if part]


def also_in(row: Row) -> str:
    """Where else a question with this answer is; empty for nowhere else."""
    subjects = list(dict.fromkeys(subject or path for path, subject in row.equals))
    if not subjects:
        return ""
    more = len(subjects) - MOST_SUBJECTS
    names = ", ".join(subjects[:MOST_SUBJECTS]) + (f" +{more}" if more > 0 else "")
    return _tr("also in {0}").format(names)


def sign_words(sign: KeptSign) -> str:
    """What a sign at the end of a row says, for a screen reader."""
    return {KeptSign.READ: _tr("read"), KeptSign.KNOWN: _tr("known"), KeptSign.BOOKMARKED: _tr("bookmarked")}[sign]


def _tr(text: str) -> str:
    return QCoreApplication.translate("row_meta", text)
