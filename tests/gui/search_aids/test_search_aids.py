"""What helps a reader to search, by mouse and keys: chips, suggestions, offers, likeness, help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.browse.facet_chip import FacetChip
from qtbrowser.gui.browse.rows import FacetKind, Narrowing
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.search_aids.saved_searches_dialog import SavedSearchesDialog
from qtbrowser.gui.search_aids.search_help_dialog import SearchHelpDialog
from qtbrowser.gui.settings.settings_table import RECENT_SEARCHES
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.searches import RecentSearches, SavedSearch, SavedSearches
from tests.gui.conftest import Person, question, write
from tests.presence import part_of, present

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WATER = {"Weather", "Physics"}


def chips(person: Person) -> list[FacetChip]:
    return [chip for chip in person.window.panels.list_panel.facets.chips if chip.isVisible()]


def chip(person: Person, name: str) -> FacetChip:
    return next(one for one in chips(person) if one.facet.name == name)


def click(person: Person, one: FacetChip) -> None:
    person.qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    person.settle()


def offered(person: Person) -> list[str]:
    offers = person.window.late.search_aids.offers
    return [offers.list.item(row).text() for row in range(offers.list.count())] if offers.isVisible() else []


def count(person: Person) -> str:
    return person.window.panels.list_panel.heading.whole()


def test_a_chip_narrows_the_hits_and_the_chip_again_widens_them(person: Person) -> None:
    person.type("water")
    everything = person.titles()
    assert {one.facet.name for one in chips(person) if one.facet.kind is FacetKind.SUBJECT} == WATER
    assert chip(person, "Weather").facet.count == 3
    click(person, chip(person, "Weather"))
    assert set(person.titles()) == {"How do clouds form?", "Why does it rain?", "What is snow?"}
    chosen = chip(person, "Weather")
    assert chosen.facet.is_chosen
    assert [one.facet.name for one in chips(person) if one.facet.kind is FacetKind.SUBJECT] == ["Weather"]
    click(person, chosen)
    assert person.titles() == everything


def test_chips_are_reached_and_pressed_by_keys(person: Person) -> None:
    person.type("water")
    person.press(Qt.Key.Key_F, CONTROL | SHIFT, person.window)
    first = QApplication.focusWidget()
    assert isinstance(first, FacetChip)
    person.press(Qt.Key.Key_Right)
    second = QApplication.focusWidget()
    assert isinstance(second, FacetChip)
    assert second is not first
    person.press(Qt.Key.Key_Return)
    person.settle()
    chosen = QApplication.focusWidget()
    assert isinstance(chosen, FacetChip)
    assert (chosen.facet.name, chosen.facet.is_chosen) == (second.facet.name, True)
    person.press(Qt.Key.Key_Delete)
    person.settle()
    assert not person.window.list_state.request.narrowing


def test_tab_goes_from_above_the_list_over_the_chips_into_it(person: Person) -> None:
    person.type("water")
    panel = person.window.panels.list_panel
    panel.sort.setFocus()
    passed: list[QWidget | None] = []
    while not person.list.hasFocus() and len(passed) < 20:
        person.press(Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed == [*chips(person), panel.facets.more, person.list]


def test_the_menu_has_the_parts_that_do_not_fit(person: Person, qtbot: QtBot) -> None:
    person.type("water")
    facets = person.window.panels.list_panel.facets
    qtbot.mouseClick(facets.more, Qt.MouseButton.LeftButton)
    assert facets.menu is not None
    menus = [part.menu() for part in facets.menu.actions()]
    entries = {entry.text(): entry for menu in menus if isinstance(menu, QMenu) for entry in menu.actions()}
    entries["water\t3"].trigger()
    facets.menu.close()
    person.settle()
    assert person.window.list_state.request.narrowing == Narrowing(topic="water")
    assert count(person) == "3 hits"


def test_a_month_stands_in_words(start: Callable[..., Person], tmp_path: Path) -> None:
    for number, day in enumerate(("2024-12-24", "2025-01-28", "2025-01-02")):
        write(
            tmp_path / "months", f"{number}.md", f"---\ntitle: Moon {number}\nsubject: Sky\ndate: {day}\n---\n\nIt.\n"
        )
    person = start(tmp_path / "months")
    person.type("moon")
    person.window.list_state.narrow(Narrowing(month="2025-01"))
    person.settle()
    assert count(person) == "2 hits"
    assert [one.facet.label for one in chips(person)] == ["Jan 2025"]


def test_a_chosen_chip_goes_before_the_search_and_the_others_with_it(person: Person) -> None:
    person.type("water")
    hits = person.titles()
    click(person, chip(person, "Weather"))
    person.qtbot.keyClick(person.field, Qt.Key.Key_Escape)
    person.settle()
    assert person.titles() == hits
    assert person.field.text() == "water"
    person.qtbot.keyClick(person.field, Qt.Key.Key_Escape)
    person.settle()
    assert not person.window.list_state.request.is_search
    assert not person.window.list_state.request.narrowing


def test_nothing_in_a_part_can_be_searched_for_everywhere(person: Person, qtbot: QtBot) -> None:
    person.type("water")
    click(person, chip(person, "Physics"))
    person.field.selectAll()
    person.type("yeast")
    assert person.state_heading() == "No hits in Physics"
    state = person.window.panels.list_panel.state_panel()
    qtbot.mouseClick(state.button("search_everywhere"), Qt.MouseButton.LeftButton)
    person.settle()
    assert person.titles() == ["Why does bread rise?"]


def test_hits_with_some_words_only_are_said_to_be_so(person: Person) -> None:
    notes = person.window.panels.list_panel.notes
    person.type("water yeast")
    assert person.titles()
    assert notes.words() == ["Few or no questions have all of these words; these are the closest. Missing: water"]
    person.field.selectAll()
    person.type("water")
    assert notes.words() == []
    assert not notes.isVisible()


def test_a_word_with_an_error_is_told(person: Person) -> None:
    person.type("dropletts")
    assert person.window.panels.list_panel.notes.words() == [
        "Did you mean: droplets",
        "No question has this word; these are the closest.",
    ]


def test_a_long_suggestion_leaves_the_lines_below_it_their_room(person: Person) -> None:
    notes = person.window.panels.list_panel.notes
    person.type("yeastt makes gas while water vapour cools and rises and turns into droplets")
    assert len(notes.words()) == 2
    assert notes.height() == notes.heightForWidth(notes.width())
    assert notes.suggestion.width() < notes.suggestion.sizeHint().width()


def test_what_is_not_understood_is_named(person: Person) -> None:
    person.type("water date:nonsense ")
    assert person.window.panels.list_panel.notes.words() == ["Not understood: date:nonsense"]


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_suggestion_is_taken(person: Person, qtbot: QtBot, by: str) -> None:
    action = person.window.actions_.take_suggestion
    assert not action.isEnabled()
    person.type("dropletts heavy")
    assert action.isEnabled()
    suggestion = person.window.panels.list_panel.notes.suggestion
    assert suggestion.isVisible()
    if by == "key":
        person.press(Qt.Key.Key_Return, ALT, person.field)
    else:
        qtbot.mouseClick(suggestion, Qt.MouseButton.LeftButton)
    person.settle()
    assert person.field.text() == "droplets heavy"
    assert person.titles() == ["Why does it rain?"]
    assert not suggestion.isVisible()


def recent() -> list[str]:
    return list(RecentSearches(personal_store()).all())


def saved() -> list[SavedSearch]:
    return list(SavedSearches(personal_store()).all())


def remember(person: Person, *texts: str) -> None:
    """Searches done lately, in this window or another."""
    RecentSearches(personal_store()).add(*texts)
    person.window.late.search_aids._load()
    person.settle()


def test_words_of_use_are_offered_again(person: Person, qtbot: QtBot) -> None:
    person.type("water")
    person.press(Qt.Key.Key_Return, widget=person.field)
    person.press(Qt.Key.Key_Escape)
    person.settle()
    person.window.actions_.search.trigger()
    person.type("yeast")
    person.click_title("Why does bread rise?")
    person.press(Qt.Key.Key_Escape, widget=person.list)
    person.settle()
    assert recent() == ["yeast", "water"]
    assert offered(person) == []
    qtbot.mouseClick(person.field, Qt.MouseButton.LeftButton, pos=QPoint(200, 15))
    assert offered(person) == ["yeast", "water"]
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.press(Qt.Key.Key_Return, widget=person.field)
    person.settle()
    assert offered(person) == []
    assert person.field.text() == "water"
    assert count(person) == "4 hits"


def test_what_is_only_passed_over_is_not_remembered(person: Person) -> None:
    person.type("water")
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.settle()
    assert recent() == []


def test_offers_never_take_a_key_from_typing(person: Person) -> None:
    remember(person, "water")
    person.field.setFocus()
    person.press(Qt.Key.Key_Down, ALT, person.field)
    assert offered(person) == ["water"]
    person.type("ice")
    assert offered(person) == []
    assert person.field.text() == "ice"
    person.press(Qt.Key.Key_Space, CONTROL, person.field)
    assert offered(person)
    assert person.field.text() == "ice"
    person.press(Qt.Key.Key_Escape, widget=person.field)
    assert offered(person) == []
    assert person.field.text() == "ice"
    person.press(Qt.Key.Key_Down, widget=person.field)
    assert person.list.hasFocus()


def test_an_offer_can_be_forgotten(person: Person) -> None:
    remember(person, "water", "ice")
    person.field.setFocus()
    person.press(Qt.Key.Key_Space, CONTROL, person.field)
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.press(Qt.Key.Key_Delete, SHIFT, person.field)
    assert offered(person) == ["water"]
    person.window.actions_.forget_searches.trigger()
    person.wait(lambda: not recent())


def test_a_question_goes_on_behind_what_is_typed(person: Person) -> None:
    person.window.activateWindow()
    person.field.setFocus()
    person.type("why does br")
    person.wait(lambda: person.field.continuation() == "ead rise?")
    person.press(Qt.Key.Key_Left, widget=person.field)
    assert person.field.continuation() == ""
    person.press(Qt.Key.Key_End, widget=person.field)
    assert person.field.text() == "why does br"
    person.press(Qt.Key.Key_Right, widget=person.field)
    person.settle()
    assert person.field.text() == "Why does bread rise?"
    assert person.titles()[0] == "Why does bread rise?"


def test_questions_like_one_are_listed_with_a_way_back(person: Person, qtbot: QtBot) -> None:
    before = person.titles()
    person.click_title("Why does it rain?")
    person.press(Qt.Key.Key_L, CONTROL | SHIFT, person.window)
    person.settle()
    panel = person.window.panels.list_panel
    assert count(person) == "Like: Why does it rain?"
    assert "Why does it rain?" not in person.titles()
    assert "How do clouds form?" in person.titles()
    qtbot.mouseClick(panel.back, Qt.MouseButton.LeftButton)
    person.settle()
    assert person.titles() == before
    assert person.list.currentIndex().row() == before.index("Why does it rain?")
    assert not panel.back.isVisible()


def menu_entry(menu: QMenu, text: str) -> QAction:
    return next(entry for entry in menu.actions() if entry.text().replace("&", "") == text)


def test_menus_of_page_and_list_ask_for_questions_like_one(person: Person) -> None:
    person.click_title("What is snow?")
    view = part_of(person.window.panels.answer.pane, PageView)
    QApplication.sendEvent(
        view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(30, 30), QPoint(30, 30))
    )
    menu = part_of(view, QMenu, "page_menu")
    menu_entry(menu, "More Like This").trigger()
    menu.close()
    person.settle()
    assert count(person) == "Like: What is snow?"
    person.list.setFocus()
    title = person.titles()[1]
    person.list.setCurrentIndex(person.list.rows.index(1))
    QApplication.sendEvent(
        person.list, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    )
    menu = present(person.list.menu)
    menu_entry(menu, "More Like This").trigger()
    menu.close()
    person.settle()
    assert count(person) == f"Like: {title}"
    person.press(Qt.Key.Key_Escape, widget=person.list)
    person.settle()
    assert count(person) == "All questions"


def test_escape_and_typing_leave_the_questions_like_one(person: Person) -> None:
    person.type("water")
    hits = person.titles()
    person.click_title("What is snow?")
    person.window.actions_.similar.trigger()
    person.settle()
    assert person.titles() != hits
    person.press(Qt.Key.Key_Escape, widget=person.list)
    person.settle()
    assert person.titles() == hits
    person.window.actions_.similar.trigger()
    person.settle()
    person.field.selectAll()
    person.type("yeast")
    assert person.titles() == ["Why does bread rise?"]
    assert not person.window.panels.list_panel.back.isVisible()


def name_search(person: Person, name: str) -> None:
    person.press(Qt.Key.Key_S, CONTROL | SHIFT, person.window)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue(name)
    person.press(Qt.Key.Key_Return, widget=dialog.findChild(QLineEdit))


def test_a_search_is_saved_and_found_again(person: Person, start: Callable[..., Person], library: Path) -> None:
    person.type("water")
    click(person, chip(person, "Weather"))
    name_search(person, "Wet weather")
    person.wait(lambda: saved() == [SavedSearch("Wet weather", "water", subject="Weather")])
    again = start(library)
    again.click_subject("Cooking")
    again.field.setFocus()
    again.press(Qt.Key.Key_Space, CONTROL, again.field)
    assert offered(again) == ["Wet weather"]
    again.press(Qt.Key.Key_Down, widget=again.field)
    again.press(Qt.Key.Key_Return, widget=again.field)
    again.settle()
    assert again.field.text() == "water"
    assert count(again) == "3 hits"
    assert chip(again, "Weather").facet.is_chosen


def test_saved_searches_are_renamed_removed_and_opened(person: Person) -> None:
    for name in ("One", "Two"):
        SavedSearches(personal_store()).save(SavedSearch(name, "water"))
    person.window.late.search_aids._load()
    person.settle()
    person.press(Qt.Key.Key_D, CONTROL | SHIFT, person.window)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SavedSearchesDialog)
    person.press(Qt.Key.Key_F2, widget=dialog.names)
    editor = part_of(dialog.names, QLineEdit)
    editor.selectAll()
    person.qtbot.keyClicks(editor, "Three")
    person.press(Qt.Key.Key_Return, widget=editor)
    person.wait(lambda: [one.name for one in saved()] == ["Three", "Two"])
    dialog.names.setCurrentRow(1)
    person.qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    person.wait(lambda: [one.name for one in saved()] == ["Three"])
    person.press(Qt.Key.Key_Return, widget=dialog.names)
    person.settle()
    assert QApplication.activeModalWidget() is None
    assert person.field.text() == "water"


def test_two_windows_lose_none_of_each_others_searches(start: Callable[..., Person], library: Path) -> None:
    windows = [start(library), start(library)]
    for one in windows:
        one.type("water")
    for one, name in zip(windows, ("One", "Two"), strict=True):
        one.window.actions_.save_search.trigger()
        dialog = part_of(one.window, QInputDialog)
        dialog.setTextValue(name)
        dialog.accept()
    windows[0].wait(lambda: {search.name for search in saved()} == {"One", "Two"})


def test_recent_searches_of_an_earlier_version_are_taken_over_once(start: Callable[..., Person], library: Path) -> None:
    person = start(library)
    person.window.preferences.set(RECENT_SEARCHES, ["ice", "water"])
    person.window.close()
    again = start(library)
    again.wait(lambda: recent() == ["ice", "water"])
    assert again.window.preferences.get(RECENT_SEARCHES) == []


def test_the_examples_of_the_help_can_be_tried(person: Person, qtbot: QtBot) -> None:
    person.press(Qt.Key.Key_F1, SHIFT, person.window)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SearchHelpDialog)
    examples = [dialog.table.model().index(row, 0).data() for row in range(dialog.table.rowCount())]
    row = examples.index("has:math")
    place = dialog.table.visualRect(dialog.table.model().index(row, 0)).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.settle()
    assert QApplication.activeModalWidget() is None
    assert person.field.text() == "has:math"


def test_a_hit_of_several_subjects_has_rows_that_name_them(person: Person) -> None:
    person.type("water")
    assert person.list.delegate.with_subjects
    click(person, chip(person, "Weather"))
    assert not person.list.delegate.with_subjects


def test_a_hit_opens_at_the_passage_of_its_snippet(start: Callable[..., Person], tmp_path: Path) -> None:
    filler = "Waves come and go along the shore. \n\n" * 80
    answer = f"A keeper is one who keeps. {filler}In the tower the keeper trims the lamp.\n\n{filler}"
    write(tmp_path / "coast", "light.md", question("Who is in the tower?", "Sea", answer))
    person = start(tmp_path / "coast")
    person.type("keeper lamp")
    person.click_title("Who is in the tower?")
    view = part_of(person.window.panels.answer.pane, PageView)
    first, last = view.seen_positions()
    assert first < view.toPlainText().index("trims the lamp") < last
    assert first > view.toPlainText().index("one who keeps")
