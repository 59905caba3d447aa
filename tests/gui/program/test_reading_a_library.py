"""What a reader does all day, by mouse and keys: pick a subject, type, read, follow a link, go back."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qtbrowser.gui.pane.page_view import PageView
from tests.gui.conftest import Person, question, write

ALL = ["How do clouds form?", "What is snow?", "Why does bread rise?", "Why does ice float?", "Why does it rain?"]
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def page_view(person: Person) -> PageView:
    view = person.window.panels.answer.pane.findChild(PageView)
    assert view is not None
    return view


def follow_link(person: Person, words: str) -> None:
    view = page_view(person)
    cursor = view.document().find(words)
    assert not cursor.isNull()
    view.show_range(cursor.selectionStart(), cursor.selectionEnd())
    place = QTextCursor(view.document())
    place.setPosition(cursor.selectionStart() + 1)
    person.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(place).center())


def test_the_library_is_listed(person: Person) -> None:
    assert person.subjects() == ["All questions", "Cooking", "Physics", "Weather"]
    assert person.titles() == [*ALL, "Why is the sky blue?"]
    assert "6 questions" in person.window.status.library.whole()
    assert person.message() == ""


def test_a_library_that_is_still_read_is_not_called_empty(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library, settle=False)
    told: list[str] = []
    person.window.list_state.counted.connect(lambda *_: told.append(person.window.status.library.whole()))
    person.settle()
    assert len(told) > 1
    assert [words for words in told if "0 questions" in words] == []
    assert "6 questions" in told[-1]


def test_a_subject_and_a_topic_narrow_the_list(person: Person) -> None:
    person.click_subject("Physics")
    assert person.titles() == ["Why does ice float?", "Why is the sky blue?"]
    person.click_subject("Weather", "water")
    assert person.titles() == ["How do clouds form?", "What is snow?", "Why does it rain?"]
    person.click_subject("All questions")
    assert len(person.titles()) == 6


def test_hits_come_as_one_types(person: Person) -> None:
    person.type("wat")
    assert len(person.titles()) == 4
    person.type("er vap")
    assert set(person.titles()) == {"How do clouds form?"}
    assert person.window.panels.list_panel.heading.text() == "1 hit"


def test_the_field_leads_into_the_hits_and_back(person: Person) -> None:
    person.type("water")
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.settle()
    first = person.titles()[0]
    assert person.list.hasFocus()
    assert person.shown_title() == first
    person.press(Qt.Key.Key_Down)
    person.settle()
    assert person.shown_title() == person.titles()[1]
    person.press(Qt.Key.Key_Up)
    person.press(Qt.Key.Key_Up)
    assert person.field.hasFocus()
    assert person.field.text() == "water"


def test_return_goes_from_the_field_through_the_hits_into_the_answer(person: Person) -> None:
    person.type("yeast")
    person.press(Qt.Key.Key_Return, widget=person.field)
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert person.shown_title() == "Why does bread rise?"
    assert page_view(person).hasFocus()


def test_found_words_are_marked_in_the_answer(person: Person) -> None:
    person.type("yeast")
    person.click_title("Why does bread rise?")
    marked = [selection.cursor.selectedText() for selection in page_view(person).extraSelections()]
    assert "Yeast" in marked


def test_escape_clears_the_search_and_returns_to_the_list(person: Person) -> None:
    person.type("yeast")
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.settle()
    person.press(Qt.Key.Key_Escape)
    person.settle()
    assert person.field.text() == ""
    assert len(person.titles()) == 6
    assert person.list.hasFocus()
    assert person.list.currentIndex().data() == "Why does bread rise?"
    assert page_view(person).extraSelections() == []


def test_a_search_stays_within_the_selected_subject_if_wanted(person: Person) -> None:
    within = person.window.panels.search.within
    assert not within.isVisible()
    person.click_subject("Physics")
    person.type("water")
    assert person.titles() == ["Why does ice float?"]
    assert within.isVisible()
    person.qtbot.mouseClick(within, Qt.MouseButton.LeftButton)
    person.settle()
    assert len(person.titles()) == 4
    person.qtbot.mouseClick(within, Qt.MouseButton.LeftButton)
    person.click_subject("Weather")
    assert len(person.titles()) == 3


def test_no_hits_offers_to_search_everywhere(person: Person) -> None:
    person.click_subject("Cooking")
    person.type("clouds")
    assert person.state_heading() == "No hits in Cooking"
    button = person.window.panels.list_panel.state_panel().button("search_everywhere")
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    person.settle()
    assert "How do clouds form?" in person.titles()


def test_no_hits_at_all_names_the_words_as_they_are(person: Person) -> None:
    person.type("<b>nowhere</b>")
    state = person.window.panels.list_panel.state
    assert state is not None
    assert state.heading == "No hits"
    assert "<b>nowhere</b>" in state.text
    button = person.window.panels.list_panel.state_panel().button("clear_search")
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    person.settle()
    assert len(person.titles()) == 6
    assert person.field.hasFocus()


def test_hits_are_sorted_as_asked(person: Person) -> None:
    person.type("water")
    sort = person.window.panels.list_panel.sort
    sort.setFocus()
    person.qtbot.keyClick(sort, Qt.Key.Key_End)
    person.settle()
    assert person.titles() == sorted(person.titles())
    assert person.window.list_state.request.sort == "title"


def test_a_related_question_opens_and_back_returns_to_the_place(person: Person) -> None:
    person.click_title("How do clouds form?")
    view = page_view(person)
    follow_link(person, "Why is the sky blue?")
    person.wait(lambda: person.shown_title() == "Why is the sky blue?")
    actions = person.window.actions_
    assert actions.back.isEnabled()
    person.press(Qt.Key.Key_Left, ALT, person.window)
    person.wait(lambda: person.shown_title() == "How do clouds form?")
    assert view.verticalScrollBar().value() > 0
    assert actions.forward.isEnabled()
    person.press(Qt.Key.Key_Right, ALT, person.window)
    person.wait(lambda: person.shown_title() == "Why is the sky blue?")


def test_the_side_buttons_of_the_mouse_go_back_and_forward(person: Person) -> None:
    person.click_title("Why does it rain?")
    person.click_title("What is snow?")
    person.qtbot.mouseClick(person.window, Qt.MouseButton.BackButton, pos=QPoint(5, 5))
    person.wait(lambda: person.shown_title() == "Why does it rain?")
    person.qtbot.mouseClick(page_view(person).viewport(), Qt.MouseButton.ForwardButton)
    person.wait(lambda: person.shown_title() == "What is snow?")


def test_a_link_to_a_missing_document_is_told(person: Person) -> None:
    person.click_title("Why is the sky blue?")
    follow_link(person, "nothing")
    person.wait(person.message)
    assert "nowhere.md" in person.message()
    assert person.shown_title() == "Why is the sky blue?"


def test_a_keyword_searches(person: Person) -> None:
    person.click_title("Why does it rain?")
    follow_link(person, "air")
    person.wait(lambda: person.field.text() == "air" and person.window.is_settled)
    assert set(person.titles()) >= {"How do clouds form?", "Why does it rain?"}


def test_keys_reach_every_panel(person: Person) -> None:
    person.click_title("What is snow?")
    window = person.window
    person.press(Qt.Key.Key_K, CONTROL, window)
    assert person.field.hasFocus()
    stations = []
    for _ in range(4):
        person.press(Qt.Key.Key_F6, widget=window)
        stations.append(QApplication.focusWidget())
    assert stations == [person.tree, person.list, page_view(person), person.field]
    person.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier, window)
    assert QApplication.focusWidget() is page_view(person)


def test_a_slash_goes_to_the_field_and_can_be_typed_there(person: Person) -> None:
    person.click_title("What is snow?")
    person.press(Qt.Key.Key_Slash)
    assert person.field.hasFocus()
    person.qtbot.keyClicks(person.field, "either/or")
    assert person.field.text() == "either/or"


def test_the_keys_walk_from_tree_to_list_to_answer(person: Person) -> None:
    person.tree.setFocus()
    person.press(Qt.Key.Key_Down)
    person.settle()
    assert person.titles() == ["Why does bread rise?"]
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert person.list.hasFocus()
    assert person.shown_title() == "Why does bread rise?"
    person.press(Qt.Key.Key_Right)
    assert page_view(person).hasFocus()
    person.list.setFocus()
    person.press(Qt.Key.Key_Left)
    assert person.tree.hasFocus()


def test_walking_quickly_through_the_list_shows_where_one_stops(person: Person, qtbot: QtBot) -> None:
    shown: list[str] = []
    person.window.reading.document_shown.connect(lambda path, _title: shown.append(path))
    person.list.setFocus()
    for _ in range(5):
        qtbot.keyClick(person.list, Qt.Key.Key_Down)
    person.wait(lambda: person.shown_title() == person.list.currentIndex().data())
    person.settle()
    assert len(shown) <= 2


def test_find_in_page(person: Person) -> None:
    person.click_title("How do clouds form?")
    person.press(Qt.Key.Key_F, CONTROL, person.window)
    qtbot = person.qtbot
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is not person.field
    qtbot.keyClicks(focus, "droplets")
    assert page_view(person).extraSelections() != []
    person.press(Qt.Key.Key_Escape)
    assert page_view(person).hasFocus()
    assert page_view(person).extraSelections() == []


def test_hidden_questions_are_listed_when_asked_for(person: Person) -> None:
    person.window.actions_.show_hidden.trigger()
    person.settle()
    assert "What is hidden?" in person.titles()
    person.type("hidden")
    assert "What is hidden?" in person.titles()
    person.window.actions_.show_hidden.trigger()
    person.settle()
    assert "What is hidden?" not in person.titles()


def test_what_the_command_line_wishes_is_shown(start: Callable[..., Person], library: Path) -> None:
    person = start(library, query="water", document="ice.md")
    person.wait(lambda: person.shown_title() == "Why does ice float?")
    assert person.field.text() == "water"
    assert len(person.titles()) == 4


def test_news_do_not_lead_back_to_what_the_command_line_wished(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library, document="ice.md")
    person.wait(lambda: person.shown_title() == "Why does ice float?")
    person.click_title("What is snow?")
    person.wait(lambda: person.shown_title() == "What is snow?")
    write(own_indexed_library, "hail.md", question("What is hail?", "Weather", "Ice that falls."))
    person.window.refreshing.start()
    person.wait(lambda: "What is hail?" in person.titles())
    person.settle()
    assert person.shown_title() == "What is snow?"


def test_a_query_alone_shows_the_first_hit(start: Callable[..., Person], library: Path) -> None:
    person = start(library, query="water")
    person.wait(lambda: person.shown_title() == person.titles()[0])


def test_a_document_that_is_not_there_is_told(start: Callable[..., Person], library: Path) -> None:
    person = start(library, document="nowhere")
    person.wait(person.message)
    assert "nowhere" in person.message()
    assert person.shown_title() == ""


def test_the_list_follows_where_back_leads(person: Person) -> None:
    person.click_title("Why does it rain?")
    person.click_title("What is snow?")
    person.window.actions_.back.trigger()
    person.wait(lambda: person.shown_title() == "Why does it rain?")
    assert person.list.currentIndex().data() == "Why does it rain?"
    person.press(Qt.Key.Key_Up, widget=person.list)
    person.wait(lambda: person.shown_title() == "Why does ice float?")


def test_a_title_that_is_cut_off_is_shown_whole_and_plain(start: Callable[..., Person], tmp_path: Path) -> None:
    title = "Why " + "very " * 60 + "long <b>titles</b>?"
    write(tmp_path, "long.md", question(title, "Words", "Because."))
    write(tmp_path, "short.md", question("What now?", "Words", "Nothing."))
    person = start(tmp_path)
    person.wait(lambda: person.titles() == ["What now?", title])
    tips = []
    for row in range(2):
        place = person.list.visualRect(person.list.rows.index(row)).center()
        QApplication.sendEvent(
            person.list.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, person.list.viewport().mapToGlobal(place))
        )
        tips.append(QToolTip.text())
    assert tips == ["", html.escape(title)]


def test_the_window_has_settled_only_when_formulas_are_set(start: Callable[..., Person], tmp_path: Path) -> None:
    formulas = "\n\n".join(f"$$\\sum_{{k=1}}^{{n}} \\frac{{k}}{{{number}}}$$" for number in range(40))
    write(tmp_path, "sum.md", question("What is a sum?", "Numbers", formulas))
    person = start(tmp_path, document="sum.md")
    assert person.shown_title() == "What is a sum?"
    assert page_view(person).is_complete
