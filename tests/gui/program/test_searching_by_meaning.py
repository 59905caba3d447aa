"""Search by meaning in a real window: vectors made by the real process, hits in other words, the switch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qtbrowser.gui.browse.browse_jobs import load_facets, load_list
from qtbrowser.gui.browse.list_model import ROW_ROLE
from qtbrowser.gui.browse.rows import ListRequest, RowsPage
from qtbrowser.gui.indexing import meaning_making
from qtbrowser.gui.indexing.meaning_making import command_of
from qtbrowser.gui.settings.settings_table import BY_MEANING
from qtbrowser.library import Library, meaning_index
from qtbrowser.meaning.sentence_model import why_unavailable
from tests.gui.conftest import Person

pytestmark = pytest.mark.skipif(bool(why_unavailable()), reason="ONNX Runtime has no version for this system")

Start = Callable[..., Person]
ASKED = "how come a loaf gets bigger in the oven"


@pytest.fixture
def made_library(own_library: Path) -> Path:
    """A library whose vectors are made."""
    with Library.open(own_library) as library:
        for _ in library.make_meaning():
            pass
    return own_library


def ways(person: Person) -> dict[str, bool]:
    """Title of each row -> whether it says that it was found in other words."""
    rows = person.list.rows
    found = [rows.index(number) for number in range(rows.rowCount())]
    return {
        index.data(ROW_ROLE).title: "in other words" in index.data(Qt.ItemDataRole.AccessibleTextRole)
        for index in found
    }


def test_vectors_are_made_after_indexing_and_searched(
    start: Start, own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a busy machine the lowest priority would get no turn.
    monkeypatch.setattr(meaning_making, "command_of", lambda folder: command_of(folder)[:-1])
    person = start(own_library, by_meaning=True)
    making = person.window.early.by_meaning.making
    with person.qtbot.waitSignal(making.ended, timeout=300_000) as ended:
        person.type(f"{ASKED} like water")
        by_words = person.titles()[0]
        person.click_title(by_words)
    assert ended.args == [""]
    assert not person.window.status.stage.isVisible()
    # What was searched for meanwhile is searched for by meaning now, and the hit that is read stays selected.
    person.wait(lambda: ways(person).get("Why does bread rise?"))
    person.settle()
    assert person.list.currentIndex().row() == person.titles().index(by_words)
    assert person.titles()[0] == "Why does bread rise?"


def test_words_come_first_and_the_best_of_all_is_at_the_top(
    start: Start, made_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning_index, "_models", [])
    person = start(made_library, by_meaning=True)
    pages: list[RowsPage] = []
    person.window.list_state.list_shown.connect(pages.append)
    person.type(f"{ASKED} like water")
    assert [page.is_provisional for page in pages if page.request.text == person.field.text()][-1] is False
    assert any(page.is_provisional for page in pages)
    assert person.titles()[0] == "Why does bread rise?"
    assert person.list.rowAt(0) == 0


def test_hits_that_were_scrolled_to_stay_where_they_are_when_the_library_changes(
    start: Start, made_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning_index, "_models", [])
    person = start(made_library, by_meaning=True)
    person.window.set_size(900, 300)
    person.type(f"{ASKED} like water")
    bar = person.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    place = person.window.panels.list_panel.place()
    assert bar.value() > 0
    monkeypatch.setattr(meaning_index, "_models", [])
    pages: list[RowsPage] = []
    person.window.list_state.list_shown.connect(pages.append)
    person.window.list_state.refresh()
    person.wait(lambda: [page.is_provisional for page in pages] == [False] and person.window.is_settled)
    assert person.window.panels.list_panel.place() == place


def test_the_hit_of_a_query_on_the_command_line_is_the_best_of_all(
    start: Start, made_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning_index, "_models", [])
    person = start(made_library, query=ASKED)
    person.wait(lambda: person.shown_title() == "Why does bread rise?")
    assert person.titles()[0] == "Why does bread rise?"


def test_switched_off_and_on(start: Start, made_library: Path) -> None:
    person = start(made_library)
    person.type(ASKED)
    assert any(ways(person).values())
    person.window.preferences.set(BY_MEANING, False)
    person.settle()
    assert not any(ways(person).values())
    assert not person.window.early.by_meaning.making.is_running
    person.window.preferences.set(BY_MEANING, True)
    person.settle()
    assert any(ways(person).values())


def test_chips_count_what_the_list_shows(made_library: Path) -> None:
    with Library.open(made_library, refresh=False) as library:
        by_title, by_words = ListRequest(text=ASKED, sort="title"), ListRequest(text=ASKED, words_only=True)
        for request in (ListRequest(text=ASKED), by_title, by_words):
            shown = load_list(library, request, {}, waits_for_meaning=True)
            page = load_facets(library, request)
            assert page.total == shown.total
            assert any(row.in_other_words for row in shown.rows) == (request == ListRequest(text=ASKED))
            assert sum(one.count for one in page.facets.subjects) == page.total


def test_closing_ends_the_process(start: Start, own_library: Path) -> None:
    person = start(own_library, by_meaning=True)
    making = person.window.early.by_meaning.making
    making.make_soon()
    person.wait(lambda: making.is_running)
    person.window.close()
    assert not making.is_running
