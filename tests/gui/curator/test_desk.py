from __future__ import annotations

import tomllib

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from qtbrowser.curation.checks.rules import RULES
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.gui.curator.bulk_dialog import BulkDialog
from qtbrowser.gui.curator.bulk_forms import RepairForm
from qtbrowser.gui.curator.desk_view import DeskView
from qtbrowser.gui.curator.history_dialog import HistoryDialog
from qtbrowser.gui.curator.merge_dialog import MergeDialog
from qtbrowser.gui.curator.own_rule_dialog import OwnRuleDialog
from qtbrowser.gui.curator.rules_dialog import RulesDialog
from qtbrowser.gui.curator.rules_model import COUNT_ROLE, COUNT_WORDS_ROLE, RulesModel
from tests.gui.curator.conftest import CONTROL, SHIFT, Curator, bytes_of

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def open_desk(curator: Curator) -> DeskView:
    curator.command(Qt.Key.Key_M, CONTROL | SHIFT)
    view = curator.window.late.desk.view
    curator.wait(lambda: view.isVisible() and curator.window.late.desk.findings is not None)
    curator.settle()
    return view


def choose_rule(curator: Curator, view: DeskView, words: str) -> None:
    names = [view.rules_model.index(row).data() for row in range(view.rules_model.rowCount())]
    curator.click_cell(view.rules, view.rules_model.index(names.index(words)))
    assert view.table.model().rowCount() == view.rules_model.index(names.index(words)).data(COUNT_ROLE)


def choose_first(curator: Curator, view: DeskView) -> None:
    curator.click_cell(view.table, view.shown.index(0, 1))
    curator.settle()


def preview_repair_of_all(curator: Curator, view: DeskView, words: str) -> BulkDialog:
    choose_rule(curator, view, words)
    choose_first(curator, view)
    curator.command(Qt.Key.Key_Return, CONTROL | SHIFT)
    dialog = curator.dialog(BulkDialog)
    form = dialog.form()
    assert isinstance(form, RepairForm)
    assert form.rule.currentText().startswith(words)
    curator.click(dialog.foot.preview_button)
    curator.wait(dialog.foot.apply_button.isEnabled)
    return dialog


def repair_all(curator: Curator, view: DeskView, words: str) -> None:
    dialog = preview_repair_of_all(curator, view, words)
    assert curator.changes(dialog.view)
    curator.click(dialog.foot.apply_button)
    curator.wait_closed(dialog)


def rules(view: DeskView) -> list[str]:
    return [view.rules_model.index(row).data() for row in range(1, view.rules_model.rowCount())]


def test_a_library_is_put_right_by_clicks_and_undone_byte_for_byte(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    view = open_desk(curator)
    assert {"Subject variants", "Dangling related", "Duplicate answer"} <= set(rules(view))

    # One repair after a look at it, by the button.
    choose_rule(curator, view, "Dangling related")
    # The focus alone leads nowhere.
    view.table.setFocus()
    assert view.table.currentIndex().row() == 0
    curator.settle()
    assert curator.window.reading.path == ""
    choose_first(curator, view)
    assert curator.window.reading.path == "knots/bowline.md"
    curator.wait(view.finding.repair_button.isEnabled)
    assert bytes_of(curator.folder) == before
    curator.click(view.finding.repair_button)
    curator.wait(lambda: "Dangling related" not in rules(view) and curator.window.is_settled)
    assert b"/knots/nowhere" not in bytes_of(curator.folder)["knots/bowline.md"]

    # All repairs of a rule, by the dialog.
    repair_all(curator, view, "Subject variants")
    curator.wait(lambda: "Subject variants" not in rules(view))
    subjects = {content.split(b"subject: ")[1].split(b"\n")[0] for content in bytes_of(curator.folder).values()}
    assert len(subjects) == 2

    # A merge that would lose something is not done, and it is said where it waits.
    held = preview_repair_of_all(curator, view, "Duplicate answer")
    curator.click(held.foot.apply_button)
    nothing = "Nothing was changed. 1 merge is to be decided: Curate, Review Merges."
    curator.wait(lambda: held.foot.status.text() == nothing)
    held.reject()
    curator.wait_closed(held)

    # Duplicates side by side, with all that a merge changes and loses, then one of them.
    choose_rule(curator, view, "Duplicate answer")
    choose_first(curator, view)
    finding = view.finding
    curator.wait(lambda: finding.view.isVisible() and "Both documents" in curator.column(finding.view.files))
    assert {"ropes/strength.md", "ropes/strength-2.md"} <= set(curator.column(finding.view.files))
    assert finding.view.path.whole() == "The documents side by side"
    assert finding.losses.text().startswith("The field date is lost: 2024-05-0")
    assert finding.losses.isVisible()
    curator.click(view.finding.merge_button)
    dialog = curator.dialog(MergeDialog)
    curator.wait(lambda: dialog.model.rowCount() > 1)
    curator.click(dialog.foot.preview_button)
    curator.wait(dialog.foot.apply_button.isEnabled)
    curator.click(dialog.foot.apply_button)
    curator.wait_closed(dialog)
    curator.wait(lambda: "Duplicate answer" not in rules(view))
    left = [path for path in bytes_of(curator.folder) if path.startswith("ropes/strength")]
    assert len(left) == 1
    assert b"fibre" in bytes_of(curator.folder)[left[0]]
    assert b"strength" in bytes_of(curator.folder)[left[0]]

    # And all of it taken back, step by step.
    for _ in range(3):
        curator.undo()
    assert bytes_of(curator.folder) == before


def test_the_next_problem_asked_for_before_the_check_has_ended_is_the_first(curator: Curator) -> None:
    curator.command(Qt.Key.Key_F8)
    view = curator.window.late.desk.view
    curator.wait(lambda: curator.window.late.desk.findings is not None)
    assert view.table.currentIndex().row() == 0


def test_everything_goes_by_keys(curator: Curator) -> None:
    view = open_desk(curator)
    view.rules.setCurrentIndex(view.rules_model.index(view.rules_model.row_of("dangling-related")))
    curator.command(Qt.Key.Key_F8)
    curator.settle()
    problem = view.current()
    assert problem is not None
    assert problem.rule == "dangling-related"
    curator.wait(view.finding.repair_button.isEnabled)
    curator.command(Qt.Key.Key_Return, CONTROL)
    curator.wait(lambda: "Dangling related" not in rules(view) and curator.window.is_settled)
    assert len(curator.window.late.desk.findings or ()) > 0


def test_what_is_ignored_is_remembered_in_the_library_and_can_be_undone(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    view = open_desk(curator)
    choose_rule(curator, view, "Duplicate answer")
    choose_first(curator, view)
    curator.command(Qt.Key.Key_I, CONTROL | SHIFT)
    curator.wait(lambda: "Duplicate answer" not in rules(view) and curator.window.is_settled)
    assert set(bytes_of(curator.folder)) - set(before) == {".qtbrowser.toml"}
    curator.undo()
    curator.wait(lambda: "Duplicate answer" in rules(view))
    assert bytes_of(curator.folder) == before


def test_a_rule_is_switched_off_by_keys_and_comes_back_by_undo(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    view = open_desk(curator)
    assert "Duplicate answer" in rules(view)
    curator.window.actions_.check_rules.trigger()
    dialog = curator.dialog(RulesDialog)
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(names.index("Duplicate answer"))
    assert dialog.about.text() == RULES["duplicate-answer"].about
    curator.press(Qt.Key.Key_Space, widget=dialog.list)
    assert dialog.off() == {"duplicate-answer"}
    curator.press(Qt.Key.Key_Return, widget=dialog.list)
    curator.wait(lambda: "Duplicate answer" not in rules(view) and curator.window.is_settled)
    assert set(bytes_of(curator.folder)) - set(before) == {".qtbrowser.toml"}
    curator.window.actions_.check_rules.trigger()
    again = curator.dialog(RulesDialog)
    assert again.off() == {"duplicate-answer"}
    curator.click_cell(again.list, again.list.model().index(0, 0))
    assert len(again.off()) == 2
    curator.press(Qt.Key.Key_Escape, widget=again)
    curator.undo()
    curator.wait(lambda: "Duplicate answer" in rules(view))
    assert bytes_of(curator.folder) == before


def test_a_rule_of_ones_own_is_made_in_the_dialog(curator: Curator) -> None:
    view = open_desk(curator)
    curator.window.actions_.check_rules.trigger()
    dialog = curator.dialog(RulesDialog)
    assert not dialog.edit_button.isEnabled()
    curator.click(dialog.add_button)
    form = curator.dialog(OwnRuleDialog)
    assert not form.ok_button.isEnabled()
    curator.qtbot.keyClicks(form.name, "has-level")
    curator.qtbot.keyClicks(form.field, "level")
    assert "asks for nothing" in form.fault.text()
    curator.qtbot.keyClicks(form.pattern, "((")
    assert "pattern" in form.fault.text()
    form.pattern.clear()
    curator.press(Qt.Key.Key_Space, widget=form.required)
    curator.click(form.ok_button)
    curator.wait(dialog.edit_button.isEnabled)
    assert dialog.list.currentItem().text() == "Has level"
    curator.click(dialog.ok_button)
    curator.wait(lambda: "Has level" in rules(view) and curator.window.is_settled)
    assert 'name = "has-level"' in (curator.folder / ".qtbrowser.toml").read_text()


def test_copies_in_several_subjects_are_made_one_document(curator: Curator) -> None:
    reef, copy = (curator.folder / f"{folder}/reef.md" for folder in ("knots", "ropes"))
    copy.write_bytes(reef.read_bytes().replace(b"subject: Knots", b"subject: Ropes"))
    curator.window.actions_.reload.trigger()
    curator.settle()
    view = open_desk(curator)
    choose_rule(curator, view, "Cross posted")
    choose_first(curator, view)
    assert view.finding.step_button.isVisible()
    assert view.finding.ignore_button.text() == "They &Are Copies"
    # No button takes the letter of a menu: Alt with it always opens the menu.
    of_menus = {QKeySequence.mnemonic(menu.text()) for menu in curator.window.menuBar().actions()}
    of_buttons = [QKeySequence.mnemonic(one.text()) for one in view.findChildren(QPushButton) if one.isVisible()]
    assert len(of_buttons) >= 4
    assert of_menus.isdisjoint(of_buttons)
    curator.click(view.finding.one_button)
    curator.wait(lambda: not copy.exists() and curator.window.is_settled)
    assert b"subjects:" in reef.read_bytes()


def test_before_curating_is_switched_on_problems_are_only_looked_at(curator: Curator) -> None:
    curator.window.actions_.curating.trigger()
    view = open_desk(curator)
    choose_rule(curator, view, "Dangling related")
    choose_first(curator, view)
    curator.wait(lambda: view.finding.view.change_set)
    assert view.finding.below.currentWidget() is view.finding.view
    assert not view.finding.repair_button.isEnabled()
    assert not view.finding.ignore_button.isEnabled()
    assert "Curating" in view.finding.repair_button.toolTip()
    curator.window.actions_.change_history.trigger()
    history = curator.dialog(HistoryDialog)
    curator.settle()
    assert not history.undo_button.isEnabled()
    assert "Curating" in history.undo_button.toolTip()


def test_a_title_is_no_markup(curator: Curator) -> None:
    file = curator.folder / "knots" / "hitch.md"
    file.write_text(file.read_text().replace("What is a hitch?", "<b>bold</b> <img src=x>"))
    view = open_desk(curator)
    for row in range(view.shown.rowCount()):
        view.table.setCurrentIndex(view.shown.index(row, 0))
        assert view.finding.message.textFormat() is Qt.TextFormat.PlainText
        assert view.finding.fix.textFormat() is Qt.TextFormat.PlainText


def test_the_history_takes_back_and_does_again(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    view = open_desk(curator)
    repair_all(curator, view, "Subject variants")
    after = bytes_of(curator.folder)
    assert after != before
    curator.command(Qt.Key.Key_H, CONTROL)
    dialog = curator.dialog(HistoryDialog)
    curator.wait(lambda: dialog.model.rowCount() == 1 and dialog.view.change_set is not None)
    assert curator.column(dialog.table, 3) == ["Done"]
    curator.click(dialog.undo_button)
    curator.wait(lambda: curator.column(dialog.table, 3) == ["Undone"])
    curator.settle()
    assert bytes_of(curator.folder) == before
    curator.wait(dialog.redo_button.isEnabled)
    curator.click(dialog.redo_button)
    curator.wait(lambda: curator.column(dialog.table, 3) == ["Done"])
    curator.settle()
    assert bytes_of(curator.folder) == after


def test_the_history_tries_files_again_that_were_left_alone(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    view = open_desk(curator)
    repair_all(curator, view, "Subject variants")
    bend = curator.folder / "knots/bend.md"
    repaired = bend.read_bytes()
    bend.write_bytes(b"theirs")
    curator.command(Qt.Key.Key_H, CONTROL)
    dialog = curator.dialog(HistoryDialog)
    curator.wait(dialog.undo_button.isEnabled)
    curator.click(dialog.undo_button)
    curator.wait(dialog.retry_button.isVisible)
    curator.wait(lambda: curator.column(dialog.table, 3) == ["Undone"])
    curator.settle()
    assert "left alone: knots/bend.md" in dialog.status.text()
    assert bytes_of(curator.folder) == before | {"knots/bend.md": b"theirs"}
    bend.write_bytes(repaired)
    curator.click(dialog.retry_button)
    curator.wait(lambda: bytes_of(curator.folder) == before)
    curator.settle()
    assert not dialog.retry_button.isVisible()
    assert dialog.status.text() == ""


def test_profile_severity_and_threshold_are_set_in_the_dialog_of_rules(curator: Curator) -> None:
    view = open_desk(curator)
    curator.window.actions_.check_rules.trigger()
    dialog = curator.dialog(RulesDialog)
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(names.index("Short answer"))
    form = dialog.form
    assert (form.severity.currentText(), form.threshold.value()) == ("As usual (Note)", 300)
    assert dialog.list.hasFocus()
    curator.press(Qt.Key.Key_Tab, widget=dialog.list)
    assert form.severity.hasFocus()
    curator.press(Qt.Key.Key_Tab, widget=form.severity)
    assert form.threshold.hasFocus()
    curator.write(form.threshold.lineEdit(), "20")
    dialog.list.setCurrentRow(names.index("Dangling related"))
    assert not form.threshold.isVisible()
    curator.pick(form.severity, "Error")
    curator.pick(form.profile, "Questions")
    curator.click(dialog.ok_button)
    curator.wait(lambda: "Short answer" not in rules(view) and curator.window.is_settled)
    written = tomllib.loads((curator.folder / ".qtbrowser.toml").read_text())
    assert written == {
        "check": {
            "profile": "questions",
            "severity": {"dangling-related": "error"},
            "threshold": {"short-answer": 20},
        }
    }
    assert rules(view)[0] == "Dangling related"


def test_the_rules_keep_the_rules_of_models() -> None:
    model = RulesModel()
    tester = QAbstractItemModelTester(model, FATAL)
    problems = [
        Problem("bad-date", Severity.WARNING, "a.md", None, "No."),
        Problem("keyword-form", Severity.NOTE, "a.md", None, "No."),
        Problem("duplicate-id", Severity.ERROR, "b.md", 3, "No."),
        Problem("bad-date", Severity.WARNING, "b.md", 3, "No."),
    ]
    model.show(problems)
    names = [model.index(row).data() for row in range(model.rowCount())]
    assert names == ["All problems", "Duplicate id", "Bad date", "Keyword form"]
    assert [model.index(row).data(COUNT_ROLE) for row in range(model.rowCount())] == [4, 1, 2, 1]
    assert model.rule(model.row_of("bad-date")) == "bad-date"
    assert model.row_of("gone") == 0
    model.show([])
    assert tester.model() is model


def test_a_rule_that_could_not_be_checked_says_why(curator: Curator) -> None:
    view = open_desk(curator)
    assert rules(view)[-1] == "Similar question"
    index = view.rules_model.index(view.rules_model.rowCount() - 1)
    assert index.data(COUNT_WORDS_ROLE) == "not checked"
    curator.click_cell(view.rules, index)
    assert view.shown.rowCount() == 0
    assert "search by meaning" in view.finding.words.text()
    curator.click_cell(view.rules, view.rules_model.index(0))
    assert "Choose a problem" in view.finding.words.text()


def test_in_a_narrow_window_the_table_keeps_its_room(curator: Curator) -> None:
    view = open_desk(curator)
    curator.window.set_size(480, 360)
    curator.wait(lambda: view.width() <= 480 and not view.finding.isVisible())
    assert not view.rules.isVisible()
    curator.wait(lambda: view.table.width() > 400)
    controls = (view.filter, view.severity, view.check, view.location)
    assert all(one.width() >= min(one.minimumSizeHint().width(), 70) for one in controls)
    assert all(view.rect().contains(one.geometry()) for one in controls)
    # What is not seen is not done.
    before = bytes_of(curator.folder)
    choose_first(curator, view)
    curator.command(Qt.Key.Key_Return, CONTROL)
    curator.settle()
    assert bytes_of(curator.folder) == before
    curator.window.set_size(480, 1000)
    curator.wait(view.finding.isVisible)
    curator.wait(lambda: view.finding.y() > view.table.y() and view.finding.width() > 400)
    curator.window.set_size(1200, 700)
    curator.wait(lambda: view.width() >= 1200)
    assert view.rules.isVisible()
    assert view.finding.isVisible()
    curator.wait(lambda: view.finding.x() > view.table.x())


def test_in_a_narrow_window_the_words_of_a_problem_are_above_its_buttons(curator: Curator) -> None:
    view = open_desk(curator)
    choose_rule(curator, view, "Dangling related")
    choose_first(curator, view)
    words, button = view.finding.message, view.finding.ignore_button
    curator.window.set_size(1200, 700)
    curator.wait(lambda: words.geometry().right() < view.finding.repair_button.x())
    curator.window.set_size(800, 500)
    curator.wait(lambda: words.geometry().bottom() < button.y())
    assert words.width() > view.finding.width() * 0.8
    assert words.height() >= words.heightForWidth(words.width())
    assert view.finding.rect().contains(button.geometry())
