"""What the tables of changes and of the history say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qtbrowser.curation.change_set import ChangeSet, HeldBack, Loss, LossKind, Refusal
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.gui.curator.desk_jobs import PastChange
from qtbrowser.gui.curator.files_model import CHANGE_ROLE, BothDocuments, Fate, FilesModel
from qtbrowser.gui.curator.history_model import FILES, STATE, WHAT, WHEN, HistoryModel

TIP, SAID = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
LOSS = Loss("a.md", "b.md", LossKind.FIELD, "author", "<Ann>")


def test_each_file_of_a_change_says_what_becomes_of_it(qtbot: QtBot) -> None:
    model = FilesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    files = (FileChange("c.md", b"1", b"2"), FileChange("d.md", None, b"2"), FileChange("e.md", b"1", None))
    refused = (Refusal("f.md", "It is read-only."),)
    model.show(ChangeSet("", files, refused=refused, losses=(LOSS,), held=(HeldBack("b.md", "a.md", (LOSS,)),)))
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    assert [(row.data(), row.data(CHANGE_ROLE), row.data(SAID)) for row in rows] == [
        ("a.md", Fate.LOST, "a.md: The field author is lost: <Ann>"),
        ("a.md", Fate.HELD, "a.md, not merged into b.md: The field author is lost: <Ann>"),
        ("f.md", Fate.REFUSED, "f.md, not possible: It is read-only."),
        ("c.md", Fate.CHANGED, "c.md, changes"),
        ("d.md", Fate.CAME, "d.md, new"),
        ("e.md", Fate.WENT, "e.md, goes"),
    ]
    assert rows[0].data(TIP) == "a.md: The field author is lost: &lt;Ann&gt;"
    assert rows[0].data(Qt.ItemDataRole.FontRole) is None
    assert model.entry(len(rows)) is None
    model.show(ChangeSet("", files), BothDocuments("c.md", "e.md"))
    both = model.index(0, 0)
    assert (both.data(), both.data(SAID)) == ("Both documents", "c.md and e.md side by side")
    assert (both.data(CHANGE_ROLE), model.rowCount()) == (Fate.COMPARED, 4)
    model.show(None)
    assert model.rowCount() == 0


@pytest.mark.parametrize(
    ("state", "words"),
    [("done", "Done"), ("undone", "Undone"), ("rolled_back", "Rolled back"), ("planned", "Cut short")],
)
def test_the_history_tells_what_was_done_when(qtbot: QtBot, state: str, words: str) -> None:
    model = HistoryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    when = datetime(2025, 1, 28, 12, tzinfo=UTC)
    model.show((PastChange(4, when, "Rename <b>", 1200, state), PastChange(3, when, "Other", 1, "done")))
    cells = [model.index(0, column) for column in range(model.columnCount())]
    assert [cells[column].data() for column in (WHAT, FILES, STATE)] == ["Rename <b>", QLocale().toString(1200), words]
    assert "25" in cells[WHEN].data()
    assert cells[WHAT].data(TIP) == "Rename &lt;b&gt;"
    assert cells[WHAT].data(Qt.ItemDataRole.FontRole) is None
    assert [model.row_of(number) for number in (3, 4, 9)] == [1, 0, 0]
    assert model.change(2) is None
