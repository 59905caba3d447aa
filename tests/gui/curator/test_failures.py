"""What fails is told once, where it was asked for, and leaves nothing waiting."""

from __future__ import annotations

import dataclasses
from typing import Any, cast

from pytestqt.qtbot import QtBot

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.edits import Edit, RenameDocument, RenumberIds
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.documents.problem import Severity
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.curator.bulk_dialog import BulkDialog, BulkScope
from qtbrowser.gui.curator.bulk_forms import KeywordForm, RepairForm
from qtbrowser.gui.curator.change_view import ChangeView
from qtbrowser.gui.curator.finding_view import FindingView
from qtbrowser.gui.curator.history_dialog import HistoryDialog
from qtbrowser.gui.editor.planned_dialog import RenameDialog
from qtbrowser.settings import data_dir, own_name
from tests.gui.curator.conftest import Curator

NO_NAME: Edit = RenameDocument("knots/reef.md", "a/b.md")
"""An edit that can't be planned."""


def finding(**given: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "duplicate-title",
        "severity": Severity.WARNING,
        "path": "knots/reef.md",
        "line": None,
        "message": "Two are alike.",
        "fix": None,
    }
    return Finding(**(values | given))


def fill_keyword(curator: Curator, dialog: BulkDialog) -> None:
    curator.pick(dialog.kind, "Add a keyword")
    form = dialog.form()
    assert isinstance(form, KeywordForm)
    curator.write(form.keyword, "craft")


def test_preview_can_be_asked_for_again_when_the_list_could_not_be_read(curator: Curator) -> None:
    gone = BulkScope("Like one that is gone", request=ListRequest(similar_to="knots/gone.md", similar_title="Gone"))
    dialog = curator.window.late.desk_commands.open_bulk([gone])
    fill_keyword(curator, dialog)
    curator.click(dialog.foot.preview_button)
    curator.wait(dialog.foot.preview_button.isEnabled)
    assert "knots/gone.md" in dialog.foot.status.text()
    assert not dialog.foot.progress.isVisible()
    assert curator.message() == ""
    dialog.scope.setCurrentIndex(1)
    curator.click(dialog.foot.preview_button)
    assert curator.changes(dialog.view)


def test_a_plan_that_fails_is_told_by_the_dialog_alone(curator: Curator) -> None:
    dialog = curator.window.late.desk_commands.open_bulk(repairs={"no-name": ("Names", [NO_NAME])})
    dialog.choose(RepairForm)
    curator.click(dialog.foot.preview_button)
    curator.wait(dialog.foot.preview_button.isEnabled)
    curator.wait(lambda: "a/b.md is no name" in dialog.foot.status.text())
    assert curator.message() == ""


def test_a_rename_that_fails_is_told_by_the_dialog_alone(curator: Curator) -> None:
    curator.click_title("What is a reef knot?")
    curator.window.actions_.rename.trigger()
    dialog = curator.dialog(RenameDialog)
    curator.write(dialog.name, "a/b.md")
    curator.wait(lambda: "is no name" in dialog.effect.text())
    assert curator.message() == ""


def test_a_repair_that_cannot_be_planned_is_told_beside_the_problem(curator: Curator) -> None:
    view = curator.window.late.desk.view.finding
    view.show_finding(finding(rule="no-name", repair=NO_NAME))
    curator.wait(lambda: "is no name" in view.fix.text())
    assert not view.fix.isHidden()
    assert curator.message() == ""


def test_documents_that_cannot_be_compared_are_told_beside_the_problem(curator: Curator) -> None:
    view: FindingView = curator.window.late.desk.view.finding
    view.show_finding(finding(others=("knots/gone.md",)))
    curator.wait(lambda: "knots/gone.md" in view.fix.text())
    assert curator.message() == ""
    # What was asked for one problem says nothing about the next one.
    view.show_finding(finding(others=("knots/gone.md",)))
    view.show_finding(finding(others=("knots/bend.md",)))
    curator.wait(lambda: view.below.currentWidget() is view.documents)
    curator.settle()
    assert view.fix.text() == ""


def test_new_ids_are_shown_in_all_their_files_before_they_are_written(curator: Curator) -> None:
    view: FindingView = curator.window.late.desk.view.finding
    other = "knots/bend.md"
    view.show_finding(finding(rule="duplicate-id", others=(other,), repair=RenumberIds((other,), 700)))
    curator.wait(lambda: view.below.currentWidget() is view.view)
    curator.settle()
    assert view.below.currentWidget() is view.view
    assert other in curator.changes(view.view)


def test_a_history_that_cannot_be_read_is_told_in_its_dialog(curator: Curator) -> None:
    spoil_journal(curator)
    curator.window.actions_.change_history.trigger()
    dialog = curator.dialog(HistoryDialog)
    curator.wait(lambda: "journal" in dialog.status.text().lower())
    assert not dialog.undo_button.isEnabled()
    assert curator.message() == ""


def test_a_change_whose_record_cannot_be_read_is_told_in_the_history(curator: Curator) -> None:
    dialog = curator.window.late.desk_commands.open_bulk()
    fill_keyword(curator, dialog)
    curator.click(dialog.foot.preview_button)
    curator.changes(dialog.view)
    curator.click(dialog.foot.apply_button)
    curator.wait_closed(dialog)
    curator.window.actions_.change_history.trigger()
    history = curator.dialog(HistoryDialog)
    curator.wait(lambda: history.view.change_set is not None)
    messages = curator.window.panels.messages
    messages.hide()
    spoil_journal(curator)
    history.table.clearSelection()
    history.table.setCurrentIndex(history.model.index(-1, -1))
    history.table.selectRow(0)
    curator.wait(lambda: "journal" in history.status.text().lower())
    assert history.view.change_set is None
    assert curator.message() == ""


def test_a_file_that_cannot_be_compared_is_told_in_place_of_its_diff(curator: Curator, qtbot: QtBot) -> None:
    view = ChangeView(curator.window.session)
    qtbot.addWidget(view)
    view.show()
    change = FileChange("knots/reef.md", b"one", b"two")
    with qtbot.captureExceptions() as faults:
        view.show_change(ChangeSet("Spoilt", (dataclasses.replace(change, after=cast("bytes", 2)),)))
        curator.wait(view.note.isVisible)
    assert "fault" in view.note.text()
    assert len(faults) == 1
    assert curator.message() == ""
    view.show_change(ChangeSet("Sound", (change,)))
    curator.wait(lambda: view.diff.rows)
    assert view.note.isHidden()


def test_a_change_that_fails_is_told_once(curator: Curator) -> None:
    told: list[str] = []
    curator.window.session.failed.connect(told.append)
    curator.window.actions_.undo_change.trigger()
    curator.settle()
    assert "nothing to undo" in curator.message()
    assert told == []


def spoil_journal(curator: Curator) -> None:
    """Write something else in place of the library's journal."""
    folder = curator.window.session.folder
    assert folder is not None
    journal = data_dir() / "journals" / own_name(folder)
    journal.mkdir(parents=True, exist_ok=True)
    (journal / "journal.sqlite3").write_bytes(b"no journal at all" * 100)
