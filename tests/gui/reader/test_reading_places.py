"""Places in documents, kept over starts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.reader.reading_places import PLACE_LIMIT, PlaceFile
from tests.gui.conftest import Person
from tests.presence import part_of


def test_places_are_kept_by_library_and_path(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "places.json"
    places = PlaceFile(file)
    places.put("/a", "x.md", 5)
    places.put("/b", "x.md", 6)
    places.put("/a", "ü\ud800.md", 7)
    places.save()
    again = PlaceFile(file)
    assert [again.get("/a", "x.md"), again.get("/b", "x.md"), again.get("/a", "ü\ud800.md")] == [5, 6, 7]
    assert again.get("/a", "y.md") is None
    assert [one.name for one in file.parent.iterdir()] == ["places.json"]


def test_the_top_is_no_place(tmp_path: Path) -> None:
    places = PlaceFile(tmp_path / "places.json")
    places.put("/a", "x.md", 0)
    places.save()
    assert not (tmp_path / "places.json").exists()
    places.put("/a", "x.md", 5)
    places.put("/a", "x.md", 0)
    assert places.get("/a", "x.md") is None


def test_those_not_read_for_longest_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "places.json"
    places = PlaceFile(file)
    for number in range(PLACE_LIMIT):
        places.put("/a", f"{number}.md", 9)
    places.put("/a", "0.md", 10)
    places.put("/a", "new.md", 1)
    places.save()
    again = PlaceFile(file)
    assert again.get("/a", "0.md") == 10
    assert again.get("/a", "1.md") is None
    assert again.get("/a", "2.md") == 9


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"form": 0, "places": [["/a", "x.md", 5]]}', '{"form": 1, "places": {"a": 1}}', "[" * 100_000],
)
def test_a_spoilt_file_counts_for_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "places.json").write_text(content)
    places = PlaceFile(tmp_path / "places.json")
    assert places.get("/a", "x.md") is None
    places.put("/a", "x.md", 3)
    places.save()
    assert PlaceFile(tmp_path / "places.json").get("/a", "x.md") == 3


def test_spoilt_rows_are_left_out(tmp_path: Path) -> None:
    rows = '[1, "x.md", 5], ["/a", "y.md"], ["/a", "z.md", -1], ["/a", "w.md", "4"], ["/a", "good.md", 4]'
    (tmp_path / "places.json").write_text(f'{{"form": 1, "places": [{rows}]}}')
    places = PlaceFile(tmp_path / "places.json")
    assert [places.get("/a", f"{name}.md") for name in ("y", "z", "w", "good")] == [None, None, None, 4]


def test_a_document_opens_where_it_was_left_even_after_a_new_start(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_title("How do clouds form?")
    view = part_of(first.window.panels.answer.pane, PageView)
    view.verticalScrollBar().setValue(300)
    first.click_title("What is snow?")
    first.click_title("How do clouds form?")
    assert view.verticalScrollBar().value() == 300
    view.verticalScrollBar().setValue(400)
    place = first.window.panels.answer.pane.scroll_position()
    first.window.close()
    second = start(library)
    second.click_title("How do clouds form?")
    assert second.window.panels.answer.pane.scroll_position() == place


def test_a_search_goes_to_what_it_found(person: Person) -> None:
    person.click_title("How do clouds form?")
    view = part_of(person.window.panels.answer.pane, PageView)
    view.verticalScrollBar().setValue(300)
    person.click_title("What is snow?")
    person.type("vapour")
    person.click_title("How do clouds form?")
    assert view.verticalScrollBar().value() < 300
