"""The list of questions without a search: sorted by title or date, narrowed by subject, topic and month."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.gui.browse.row_meta import row_meta
from qtbrowser.gui.settings.settings_table import ORDER
from qtbrowser.library import Library
from tests.gui.conftest import Person, write
from tests.presence import present

DATES = {"a": "2023-05-01", "b": "2025-02-03", "c": "", "d": "2025-02-20"}


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    folder = tmp_path / "dated"
    for name, date in DATES.items():
        line = f"date: {date}\n" if date else ""
        subject = "Chess" if name in "ab" else "Go"
        text = (
            f"---\ntitle: Question {name}?\nsubject: {subject}\n{line}keywords: board, {subject} rules\n---\n\nYes.\n"
        )
        write(folder, f"{name}.md", text)
    return folder


def test_the_latest_come_first_and_those_without_a_date_last(dated: Path) -> None:
    with Library.open(dated) as library:
        found = [entry.path for entry in library.entries(order=EntryOrder.DATE)]
        assert found == ["d.md", "b.md", "a.md", "c.md"]
        assert [library.row_of(path, order=EntryOrder.DATE) for path in found] == [0, 1, 2, 3]
        assert library.row_of("gone.md", order=EntryOrder.DATE) is None
        assert [entry.path for entry in library.entries(limit=2, offset=1, order=EntryOrder.DATE)] == ["b.md", "a.md"]


def test_a_selection_of_a_month_and_how_a_selection_spreads(dated: Path) -> None:
    with Library.open(dated) as library:
        month = Selection(month="2025-02")
        assert [entry.path for entry in library.entries(month)] == ["b.md", "d.md"]
        assert library.count(month) == 2
        spread = library.spread(Selection())
        assert spread.subjects == (("Chess", 2), ("Go", 2))
        assert spread.months == (("2025-02", 2), ("2023-05", 1))
        assert dict(spread.topics)["board"] == 4
        assert library.spread(month).subjects == (("Chess", 1), ("Go", 1))


def test_the_order_is_chosen_above_the_list_and_remembered(person: Person, dated: Path) -> None:
    window, panel = person.window, person.window.panels.list_panel
    window.open_library(dated)
    person.wait(lambda: len(person.titles()) == 4)
    person.settle()
    assert panel.order.isVisible()
    assert not panel.sort.isVisible()
    panel.order.setFocus()
    person.press(Qt.Key.Key_Down, widget=panel.order)
    person.wait(lambda: person.titles()[0] == "Question d?")
    person.settle()
    assert person.titles() == ["Question d?", "Question b?", "Question a?", "Question c?"]
    assert window.preferences.get(ORDER) is EntryOrder.DATE
    person.type("question")
    assert panel.sort.isVisible()
    assert not panel.order.isVisible()


def test_chips_narrow_the_plain_list_and_another_subject_forgets_them(person: Person) -> None:
    facets = person.window.panels.list_panel.facets
    person.wait(lambda: facets.isVisible() and facets.chips)
    chip = next(one for one in facets.chips if one.facet.label == "Weather")
    person.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    person.wait(lambda: len(person.titles()) == 3)
    person.settle()
    assert person.titles() == ["How do clouds form?", "What is snow?", "Why does it rain?"]
    person.click_subject("Physics")
    assert person.titles() == ["Why does ice float?", "Why is the sky blue?"]
    person.click_subject("All questions")
    assert len(person.titles()) == 6


def test_a_date_has_the_documents_own_form_in_list_hits_and_page(dated: Path, start: Callable[..., Person]) -> None:
    text = "---\ntitle: Question own?\nsubject: Go\ndate: 2024-03-09\ndate_format: D. MMMM YYYY\n---\n\nYes, own.\n"
    write(dated, "own.md", text)
    person = start(dated)
    number = person.titles().index("Question own?")
    assert row_meta(present(person.list.rows.row(number)), with_subject=False) == ["9. March 2024"]
    person.click_title("Question own?")
    assert "9. March 2024" in present(person.window.panels.answer.pane.page()).html
    person.type("own")
    assert row_meta(present(person.list.rows.row(0)), with_subject=False) == ["9. March 2024"]
