from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from qtbrowser.curation.edits import MergeDocuments
from qtbrowser.gui.curator.desk_jobs import MergeSide
from qtbrowser.gui.curator.merge_dialog import MergeDialog
from qtbrowser.gui.curator.merge_model import CHECKED, MergeModel
from tests.gui.curator.conftest import CONTROL, SHIFT, Curator, bytes_of

ONE = MergeSide("a.md", "One", {"title": "One", "id": "1", "url": "/a", "author": "", "keywords": "x"}, "Text")
TWO = MergeSide("b.md", "Two", {"title": "Two", "id": "2", "url": "/b", "author": "Ann", "keywords": "y"}, "Text")


def test_the_choices_keep_the_rules_of_models() -> None:
    model = MergeModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show((ONE, TWO))
    model.choose(1, 1)
    model.show(())
    assert tester.model() is model
    assert model.edit() is None


def test_a_field_is_taken_from_where_it_says_something() -> None:
    model = MergeModel()
    model.show((ONE, TWO))
    side = Qt.Orientation.Vertical
    assert [model.headerData(row, side) for row in range(model.rowCount())] == ["Stays", "title", "id", "author"]
    assert model.edit() == MergeDocuments("a.md", ("b.md",), {"author": "b.md"})
    model.setData(model.index(1, 1), CHECKED, Qt.ItemDataRole.CheckStateRole)
    assert model.edit() == MergeDocuments("a.md", ("b.md",), {"title": "b.md", "author": "b.md"})
    model.choose(0, 1)
    assert model.edit() == MergeDocuments("b.md", ("a.md",), {})


def test_two_questions_of_the_list_become_one(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    curator.select("What is a bend?", "What is a splice?")
    curator.command(Qt.Key.Key_J, CONTROL | SHIFT)
    dialog = curator.dialog(MergeDialog)
    curator.wait(lambda: dialog.model.rowCount() > 2 and dialog.documents.rows)
    assert {row.kind for row in dialog.documents.rows} >= {"changed"}
    rows = [dialog.model.headerData(row, Qt.Orientation.Vertical) for row in range(dialog.model.rowCount())]
    assert {"Stays", "answer", "id"} <= set(rows)
    curator.click_cell(dialog.table, dialog.model.index(rows.index("answer"), 1))
    curator.click(dialog.foot.preview_button)
    changes = curator.changes(dialog.view)
    assert changes[-3:] == [".qtbrowser.toml", "knots/bend.md", "knots/splice.md"]
    # What the one that stays does not hold comes first: id, date, answer, comments.
    assert dialog.view.change_set is not None
    assert len(dialog.view.change_set.losses) == len(changes) - 3 > 0
    assert bytes_of(curator.folder) == before
    curator.click(dialog.foot.apply_button)
    curator.wait_closed(dialog)
    after = bytes_of(curator.folder)
    assert "knots/splice.md" not in after
    assert b"Strands woven back into the rope." in after["knots/bend.md"]
    assert b"strand" in after["knots/bend.md"].split(b"keywords:")[1].split(b"\n")[0]
    curator.undo()
    assert bytes_of(curator.folder) == before


def test_one_question_alone_can_not_be_merged(curator: Curator) -> None:
    curator.select("What is a bend?")
    curator.command(Qt.Key.Key_J, CONTROL | SHIFT)
    assert "two" in curator.message()


def test_a_merge_that_has_become_impossible_changes_nothing_and_can_be_previewed_again(curator: Curator) -> None:
    curator.select("What is a bend?", "What is a splice?")
    curator.command(Qt.Key.Key_J, CONTROL | SHIFT)
    dialog = curator.dialog(MergeDialog)
    curator.wait(lambda: dialog.model.rowCount() > 2)
    curator.click(dialog.foot.preview_button)
    curator.changes(dialog.view)
    other = curator.folder / "knots/bend.md"
    other.write_bytes(other.read_bytes() + b"more\n")
    before = bytes_of(curator.folder)
    curator.click(dialog.foot.apply_button)
    curator.wait(lambda: "knots/bend.md" in dialog.foot.status.text())
    assert dialog.foot.status.text().startswith("Nothing was changed.")
    assert bytes_of(curator.folder) == before
    assert dialog.below.currentWidget() is dialog.documents
    assert dialog.table.isEnabled()
    assert dialog.foot.preview_button.isEnabled()
    assert not dialog.foot.apply_button.isEnabled()
    curator.press(Qt.Key.Key_Escape, widget=dialog)
    curator.wait_closed(dialog)
