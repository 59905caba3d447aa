"""The list's state: what a reader does becomes one request, and the list shows its rows; a real library and session."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.gui.browse.facet_chip import FacetChip
from qtbrowser.gui.browse.list_model import ROW_ROLE
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import Narrowing, RowsPage
from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.browse.tree_rows import EVERYTHING
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.worker.session import Session
from qtbrowser.library import Library
from tests.gui.conftest import question, write
from tests.presence import present

WAIT_MS = 30_000
MANY = 60


@dataclass
class Browsing:
    """The list's state with the widgets that it follows, and all that it shows in a test."""

    session: Session
    bar: SearchBar
    subjects: SubjectPanel
    panel: ListPanel
    state: ListState
    qtbot: QtBot
    shown: list[RowsPage] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until all that was asked for is shown."""
        self.qtbot.waitUntil(lambda: self.session.is_idle, timeout=WAIT_MS)

    def open(self, folder: Path) -> None:
        """Open a library, and show all of it."""
        with self.qtbot.waitSignal(self.session.library_opened, timeout=WAIT_MS):
            self.session.open(folder)
        self.state.start()
        self.settle()

    def titles(self) -> list[str]:
        """The titles in the list."""
        rows = self.panel.view.rows
        return [rows.index(number).data(ROW_ROLE).title for number in range(rows.rowCount())]

    def chips(self) -> list[FacetChip]:
        """The parts that the hits can be narrowed to, as shown above the list."""
        return [chip for chip in self.panel.facets.findChildren(FacetChip) if not chip.isHidden()]

    def heading(self) -> str:
        """The heading of what is shown in place of the list."""
        return present(self.panel.state).heading

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the thread that reads at work, so that all that is asked for meanwhile waits."""
        begun, free = threading.Event(), threading.Event()

        def hold(_library: Library) -> None:
            begun.set()
            assert free.wait(WAIT_MS / 1000)

        self.session.ask(hold)
        assert begun.wait(WAIT_MS / 1000)
        yield
        free.set()
        self.settle()


@pytest.fixture
def browsing(qtbot: QtBot, theme: Theme) -> Iterator[Browsing]:
    window = QWidget()
    window.resize(1000, 700)
    session = Session()
    bar = SearchBar(QAction(window), QAction(window), QAction(window), window)
    subjects, panel = SubjectPanel(window), ListPanel(window)
    panel.resize(400, 600)
    state = ListState(session, bar, subjects, panel, window)
    browsing = Browsing(session, bar, subjects, panel, state, qtbot)
    state.list_shown.connect(browsing.shown.append)
    qtbot.addWidget(window)
    window.show()
    yield browsing
    session.close()


@pytest.fixture
def nature(browsing: Browsing, library: Path) -> Browsing:
    browsing.open(library)
    return browsing


@pytest.fixture
def empty(browsing: Browsing, tmp_path: Path) -> Browsing:
    """A folder without documents."""
    folder = tmp_path / "empty"
    folder.mkdir()
    Library.open(folder).close()
    browsing.open(folder)
    return browsing


# Requests


def test_a_library_is_shown_whole_and_counted(browsing: Browsing, library: Path) -> None:
    with browsing.qtbot.waitSignal(browsing.state.counted, timeout=WAIT_MS) as told:
        browsing.open(library)
    assert told.args == [6, 3]
    assert len(browsing.titles()) == 6
    assert browsing.titles() == sorted(browsing.titles())


def test_another_library_keeps_words_and_hidden_but_no_subject(nature: Browsing, library: Path, tmp_path: Path) -> None:
    nature.state.set_hidden(True)
    nature.settle()
    nature.subjects.select(("weather", None))
    nature.bar.set_text("water")
    nature.state.search("water")
    nature.settle()
    other = tmp_path / "other"
    shutil.copytree(library, other)
    Library.open(other).close()
    nature.open(other)
    assert nature.state.request.selection == Selection(include_hidden=True)
    assert nature.state.words == "water"
    assert "What is hidden?" in nature.titles()


def test_hidden_documents_are_listed_when_wanted(nature: Browsing) -> None:
    assert "What is hidden?" not in nature.titles()
    nature.state.set_hidden(True)
    nature.settle()
    assert "What is hidden?" in nature.titles()
    shown = len(nature.shown)
    nature.state.set_hidden(True)
    assert nature.session.is_idle, "the same is not asked for again"
    assert len(nature.shown) == shown


def test_a_subject_and_the_way_back_to_everything(nature: Browsing) -> None:
    assert nature.subjects.select(("weather", None))
    nature.settle()
    assert nature.titles() == ["How do clouds form?", "What is snow?", "Why does it rain?"]
    nature.subjects.select(EVERYTHING)
    nature.settle()
    assert len(nature.titles()) == 6


def test_words_are_searched_for_within_the_subject_unless_told_otherwise(nature: Browsing) -> None:
    nature.subjects.select(("physics", None))
    nature.settle()
    nature.state.search("water")
    nature.settle()
    assert nature.titles() == ["Why does ice float?"]
    nature.bar.within_changed.emit(False)
    nature.settle()
    assert set(nature.titles()) > {"Why does ice float?"}
    assert nature.state.request.selection.subject == "physics"


@pytest.mark.parametrize("text", ["water ", " water", "water"])
def test_blanks_are_no_other_words(nature: Browsing, text: str) -> None:
    nature.state.search("water")
    nature.settle()
    nature.state.search(text)
    assert nature.session.is_idle


def test_no_words_lead_back_to_the_questions_and_forget_what_hits_were_narrowed_to(nature: Browsing) -> None:
    nature.state.search("water")
    nature.state.narrow(Narrowing(subject="weather"))
    nature.settle()
    assert set(nature.titles()) == {"How do clouds form?", "What is snow?", "Why does it rain?"}
    nature.state.search("water ice")
    nature.settle()
    assert nature.state.request.narrowing == Narrowing(subject="weather"), "other words keep it"
    nature.state.search("")
    nature.settle()
    assert not nature.state.request.narrowing
    assert nature.state.words == ""
    assert len(nature.titles()) == 6


def test_the_order_of_questions_is_asked_for_only_with_hits(nature: Browsing) -> None:
    nature.state.set_sort("title")
    assert nature.session.is_idle, "questions are by title anyhow"
    nature.state.search("water")
    nature.settle()
    assert nature.titles() == sorted(nature.titles())
    nature.state.set_sort("date")
    assert not nature.session.is_idle


def test_a_saved_search_sets_all_of_it_at_once(nature: Browsing) -> None:
    nature.subjects.select(("physics", None))
    nature.settle()
    nature.state.show("water", Narrowing(topic="water"), "title")
    nature.settle()
    assert nature.titles() == ["How do clouds form?", "What is snow?", "Why does it rain?"]
    assert nature.bar.text() == "water"
    assert nature.subjects.key() == EVERYTHING
    assert nature.shown[-1].request.sort == "title"


def test_nothing_is_asked_for_without_a_library(browsing: Browsing) -> None:
    browsing.state.search("water")
    browsing.state.set_sort("date")
    assert browsing.session.is_idle
    assert browsing.shown == []


# Documents like one


def test_documents_like_one_and_the_way_back(nature: Browsing) -> None:
    nature.state.search("water")
    nature.settle()
    before = nature.titles()
    nature.state.show_similar("snow.md", "What is snow?")
    nature.settle()
    assert nature.state.request.is_similar
    assert nature.state.words == ""
    assert "What is snow?" not in nature.titles()
    nature.state.show_similar("rain.md", "Why does it rain?")
    nature.settle()
    nature.state.leave_similar()
    nature.settle()
    assert nature.titles() == before
    assert not nature.state.request.is_similar
    nature.state.leave_similar()
    assert nature.session.is_idle


def test_where_nothing_is_like_it_there_is_a_way_back(nature: Browsing, tmp_path: Path) -> None:
    write(tmp_path / "one", "one.md", question("Is one enough?", "Numbers", "Yes."))
    Library.open(tmp_path / "one").close()
    nature.open(tmp_path / "one")
    nature.state.show_similar("one.md", "Is one enough?")
    nature.settle()
    assert nature.heading() == "Nothing similar"
    assert not nature.panel.back.isHidden()


# Late answers


def test_only_the_last_of_several_wishes_is_shown(nature: Browsing) -> None:
    before = len(nature.shown)
    with nature.held():
        for words in ("snow", "rain", "bread"):
            nature.state.search(words)
    assert [page.request.text for page in nature.shown[before:]] == ["bread"]
    assert nature.titles() == ["Why does bread rise?"]


def test_chips_of_an_earlier_search_are_not_shown(nature: Browsing) -> None:
    nature.state.search("water")
    nature.settle()
    assert nature.chips()
    with nature.held():
        nature.state.search("")
        assert nature.chips()
    nature.settle()
    with nature.held():
        # Those of the list before are shown for a moment only, so that they don't vanish with every letter.
        nature.panel.facets.show_narrowing(Narrowing())
        assert nature.chips()
        nature.qtbot.waitUntil(lambda: not nature.chips(), timeout=WAIT_MS)
    nature.state.search("snow rain")
    nature.settle()
    assert not any((chip.facet.count or 0) > 6 for chip in nature.chips())
    assert nature.state.request.narrowing == Narrowing()


@pytest.fixture
def long_list(browsing: Browsing, tmp_path: Path) -> Browsing:
    """So many questions that they come in three pages."""
    for number in range(MANY):
        text = question(f"Question {number:03}?", "Numbers", f"Number {number}.")
        write(tmp_path / "long", f"{number:03}.md", text)
    Library.open(tmp_path / "long").close()
    browsing.open(tmp_path / "long")
    return browsing


def test_further_rows_come_when_they_are_needed(long_list: Browsing) -> None:
    last = long_list.panel.view.rows.index(MANY - 1)
    assert last.data(ROW_ROLE) is None
    long_list.panel.rows_needed.emit(MANY - 10, 10)
    long_list.settle()
    assert last.data(ROW_ROLE).title == f"Question {MANY - 1:03}?"


def test_rows_of_a_list_that_is_no_longer_shown_are_dropped(long_list: Browsing) -> None:
    with long_list.held():
        long_list.panel.rows_needed.emit(25, 25)
        long_list.state.search("number 7")
    assert long_list.shown[-1].request.text == "number 7"
    assert long_list.titles()[0] == "Question 007?"
    assert long_list.panel.view.rows.rowCount() == long_list.shown[-1].total


def test_after_a_change_the_list_stays_where_the_reader_is(long_list: Browsing) -> None:
    long_list.state.return_to("040.md")
    long_list.settle()
    assert long_list.shown[-1].offset == 25
    assert long_list.shown[-1].anchors == {"040.md": 40}


# Nothing to list


def test_a_search_without_hits_names_what_it_was_limited_to(nature: Browsing) -> None:
    nature.subjects.select(("cooking", None))
    nature.settle()
    nature.state.search("droplets")
    nature.settle()
    assert nature.titles() == []
    state = present(nature.panel.state)
    assert "droplets" in state.heading + state.text
    assert "Cooking" in state.heading + state.text


def test_a_word_that_was_probably_meant_is_offered(nature: Browsing) -> None:
    nature.state.search("watre")
    nature.settle()
    assert nature.state.suggestion == "water"


def test_an_empty_folder_says_so(empty: Browsing) -> None:
    assert empty.heading() == "No documents here"


def test_unreadable_files_are_counted_where_there_is_nothing_else(empty: Browsing) -> None:
    empty.state.set_problem_count(2)
    empty.state.ask_again_if_empty()
    empty.settle()
    assert empty.heading() == "Nothing here can be read"


def test_a_list_with_rows_is_not_asked_for_again(nature: Browsing) -> None:
    nature.state.ask_again_if_empty()
    assert nature.session.is_idle


def test_a_first_reading_is_told_only_when_it_takes_a_while(empty: Browsing) -> None:
    empty.state.is_indexing = True
    empty.state.refresh()
    empty.settle()
    assert empty.panel.state is None, "not at once"
    empty.qtbot.waitUntil(lambda: empty.panel.state is not None, timeout=WAIT_MS)
    assert empty.heading() == "Reading the library"
    empty.state.is_indexing = False
    empty.state.ask_again_if_empty()
    empty.settle()
    assert empty.heading() == "No documents here"


# Failures


def test_why_a_list_can_not_be_shown_is_told_in_its_place(nature: Browsing) -> None:
    nature.state.show_similar("no such document.md", "Nothing")
    nature.settle()
    assert nature.heading() == "This can't be shown"
    assert not nature.panel.back.isHidden()
    assert nature.state.suggestion is None
    nature.state.leave_similar()
    nature.settle()
    assert len(nature.titles()) == 6
