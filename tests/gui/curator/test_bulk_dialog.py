from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from qtbrowser.gui.curator.bulk_dialog import BulkDialog
from qtbrowser.gui.curator.bulk_forms import (
    BulkForm,
    KeywordForm,
    RenumberForm,
    ReplaceForm,
    SetForm,
    SubjectForm,
    TopicForm,
)
from qtbrowser.gui.diff.text_diff import Kind
from tests.gui.curator.conftest import CONTROL, FILES, SHIFT, Curator, bytes_of
from tests.presence import part_of, present


def open_dialog(curator: Curator, form: type[BulkForm], kind: str) -> BulkDialog:
    curator.command(Qt.Key.Key_B, CONTROL | SHIFT)
    dialog = curator.dialog(BulkDialog)
    curator.pick(dialog.kind, kind)
    assert isinstance(dialog.form(), form)
    return dialog


def preview(curator: Curator, dialog: BulkDialog) -> list[str]:
    curator.click(dialog.foot.preview_button)
    return curator.changes(dialog.view)


def apply(curator: Curator, dialog: BulkDialog) -> None:
    curator.click(dialog.foot.apply_button)
    curator.wait_closed(dialog)


def test_a_keyword_is_added_to_what_is_selected_and_undone(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    curator.select("What is hemp?", "What is a bend?")
    dialog = open_dialog(curator, KeywordForm, "Add a keyword")
    assert "2 questions, selected" in dialog.scope.currentText()
    form = dialog.form()
    assert isinstance(form, KeywordForm)
    curator.write(form.keyword, "craft")
    assert preview(curator, dialog) == ["knots/bend.md", "ropes/hemp.md"]
    assert dialog.foot.status.text() == "2 files change"
    curator.wait(lambda: dialog.view.diff.rows)
    changed = [row for row in dialog.view.diff.rows if row.kind is Kind.CHANGED]
    assert [row.after.text for row in changed if row.after is not None] == ["keywords: rope, craft"]
    assert bytes_of(curator.folder) == before
    apply(curator, dialog)
    after = bytes_of(curator.folder)
    assert after["ropes/hemp.md"] == before["ropes/hemp.md"].replace(b"keywords: fibre", b"keywords: fibre, craft")
    assert {path for path in after if after[path] != before[path]} == {"knots/bend.md", "ropes/hemp.md"}
    curator.undo()
    assert bytes_of(curator.folder) == before


def test_a_search_result_is_a_selection(curator: Curator) -> None:
    curator.type("fibres")
    count = len(curator.titles())
    dialog = open_dialog(curator, SetForm, "Set a field")
    assert dialog.scope.currentText().startswith(f"All {count}")
    form = dialog.form()
    assert isinstance(form, SetForm)
    curator.write(present(form.field.lineEdit()), "author")
    curator.write(form.value, "The rope makers")
    assert preview(curator, dialog) == ["ropes/hemp.md", "ropes/strength-2.md", "ropes/strength.md"]
    apply(curator, dialog)
    assert all(b"author: The rope makers" in bytes_of(curator.folder)[f"ropes/{n}.md"] for n in ("hemp", "strength"))


def test_answers_are_searched_by_regular_expression(curator: Curator) -> None:
    curator.command(Qt.Key.Key_H, CONTROL | SHIFT)
    dialog = curator.dialog(BulkDialog)
    form = dialog.form()
    assert isinstance(form, ReplaceForm)
    curator.pick(dialog.scope, "All")
    curator.write(form.wanted, "rope(s?) (for|to")
    curator.write(form.replacement, r"line\1 \2")
    curator.click(form.regex)
    curator.click(dialog.foot.preview_button)
    assert "expression can't be used" in dialog.foot.status.text()
    curator.write(form.wanted, "rope(s?) (for|to)")
    assert preview(curator, dialog) == ["knots/bend.md", "knots/hitch.md"]
    apply(curator, dialog)
    assert b"It joins two lines for a while." in bytes_of(curator.folder)["knots/bend.md"]
    assert b"It ties a line to a post" in bytes_of(curator.folder)["knots/hitch.md"]


def test_subjects_become_one_everywhere(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    dialog = open_dialog(curator, SubjectForm, "merge a subject")
    form = dialog.form()
    assert isinstance(form, SubjectForm)
    assert not dialog.scope.isVisible()
    curator.write(form.subject, "Ropes")
    curator.write(form.new, "Knots")
    assert preview(curator, dialog) == ["ropes/hemp.md", "ropes/strength-2.md", "ropes/strength.md"]
    apply(curator, dialog)
    assert b"subject: Knots\n" in bytes_of(curator.folder)["ropes/hemp.md"]
    curator.undo()
    assert bytes_of(curator.folder) == before


def test_topics_become_one_and_ids_are_counted_anew(curator: Curator) -> None:
    dialog = open_dialog(curator, TopicForm, "merge a topic")
    form = dialog.form()
    assert isinstance(form, TopicForm)
    curator.write(form.topic, "strand")
    curator.write(form.new, "rope")
    assert preview(curator, dialog) == ["knots/splice.md"]
    apply(curator, dialog)
    assert b"keywords: rope\n" in bytes_of(curator.folder)["knots/splice.md"]
    dialog = open_dialog(curator, RenumberForm, "Renumber")
    numbers = dialog.form()
    assert isinstance(numbers, RenumberForm)
    curator.pick(dialog.scope, "All")
    curator.write(numbers.start, "100")
    assert len(preview(curator, dialog)) == len(FILES)
    apply(curator, dialog)
    ids = sorted(content.split(b"id: ")[1].split(b" ")[0] for content in bytes_of(curator.folder).values())
    assert ids == [b"%d" % number for number in range(100, 100 + len(FILES))]


def test_a_file_that_somebody_else_has_changed_since_the_preview_stops_only_itself(curator: Curator) -> None:
    curator.select("What is hemp?", "What is a bend?")
    dialog = open_dialog(curator, KeywordForm, "Add a keyword")
    form = dialog.form()
    assert isinstance(form, KeywordForm)
    curator.write(form.keyword, "craft")
    preview(curator, dialog)
    other = curator.folder / "ropes/hemp.md"
    other.write_bytes(other.read_bytes() + b"more\n")
    before = bytes_of(curator.folder)
    curator.click(dialog.foot.apply_button)
    curator.wait(lambda: "ropes/hemp.md" in dialog.foot.status.text())
    assert "left alone: ropes/hemp.md." in dialog.foot.status.text()
    assert [one.path for one in present(dialog.view.change_set).refused] == ["ropes/hemp.md"], "listed with its reason"
    after = bytes_of(curator.folder)
    assert [path for path in after if after[path] != before.get(path)] == ["knots/bend.md"]
    # The same edit again does the rest.
    curator.settle()
    curator.click(dialog.foot.retry_button)
    assert curator.changes(dialog.view) == ["ropes/hemp.md"]
    assert not dialog.foot.retry_button.isVisible()
    curator.press(Qt.Key.Key_Escape, widget=dialog)
    curator.wait_closed(dialog)


def test_nothing_is_applied_that_was_not_looked_at(curator: Curator) -> None:
    dialog = open_dialog(curator, KeywordForm, "Add a keyword")
    form = dialog.form()
    assert isinstance(form, KeywordForm)
    assert not dialog.foot.apply_button.isEnabled()
    assert dialog.foot.status.text().startswith("Preview shows what will change")
    curator.click(dialog.foot.preview_button)
    assert "Fill in all fields" in dialog.foot.status.text()
    curator.write(form.keyword, "craft")
    preview(curator, dialog)
    assert dialog.foot.apply_button.isEnabled()
    curator.write(form.keyword, "trade")
    assert not dialog.foot.apply_button.isEnabled()
    assert dialog.view.change_set is None
    curator.press(Qt.Key.Key_Escape, widget=dialog)
    curator.wait_closed(dialog)


def test_the_keys_go_through_the_form_as_it_is_read(curator: Curator) -> None:
    dialog = open_dialog(curator, SetForm, "Set a field")
    form = dialog.form()
    assert isinstance(form, SetForm)
    dialog.kind.setFocus()
    passed = []
    for _ in range(5):
        passed.append(present(dialog.focusWidget()))
        curator.press(Qt.Key.Key_Tab, widget=passed[-1])
    assert passed[:4] == [dialog.kind, dialog.scope, form.field, form.value]
    assert dialog.view.isAncestorOf(passed[4])


def test_the_first_field_has_the_focus(curator: Curator) -> None:
    curator.command(Qt.Key.Key_B, CONTROL | SHIFT)
    dialog = curator.dialog(BulkDialog)
    curator.wait(lambda: dialog.focusWidget() is dialog.kind)


@pytest.mark.parametrize("name", ["change_many", "replace_many", "merge"])
def test_nothing_can_be_changed_before_curating_is_switched_on(curator: Curator, name: str) -> None:
    action = getattr(curator.window.actions_, name)
    assert action.isEnabled()
    curator.window.actions_.curating.trigger()
    assert not action.isEnabled()
    assert curator.window.actions_.change_history.isEnabled()


def test_undoing_leaves_alone_what_others_have_changed_and_tries_it_again(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    curator.select("What is hemp?", "What is a bend?")
    dialog = open_dialog(curator, KeywordForm, "Add a keyword")
    form = dialog.form()
    assert isinstance(form, KeywordForm)
    curator.write(form.keyword, "craft")
    preview(curator, dialog)
    apply(curator, dialog)
    hemp = curator.folder / "ropes/hemp.md"
    written = hemp.read_bytes()
    hemp.write_bytes(written + b"more\n")
    curator.window.actions_.undo_change.trigger()
    curator.wait(lambda: "left alone: ropes/hemp.md" in curator.message())
    assert bytes_of(curator.folder)["knots/bend.md"] == before["knots/bend.md"]
    hemp.write_bytes(written)
    curator.settle()
    curator.click(part_of(curator.window.panels.messages, QPushButton, "message_action"))
    curator.wait(lambda: bytes_of(curator.folder) == before)


def test_quitting_closes_the_window_although_a_dialog_is_changing_files(curator: Curator) -> None:
    dialog = open_dialog(curator, SetForm, "Set a field")
    dialog.foot.is_applying = True
    curator.window.actions_.quit.trigger()
    assert not curator.window.isVisible()
    dialog.foot.is_applying = False
