"""Similar questions, which come to a page after it is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.library import Library
from qtbrowser.rendering.page import Page
from tests.gui.conftest import Person, question, write
from tests.presence import part_of

LINES = "\n\n".join(f"Line {number} of the bakery." for number in range(60))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    for name in ("Bread", "Rolls", "Buns"):
        text = f"In the bakery, {name} rise by yeast and are baked in the oven.\n\n{LINES}"
        write(library, f"{name.lower()}.md", question(f"How do {name} rise in the bakery?", "Baking", text))
    Library.open(library).close()
    return library


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """The paths of the pages that the pane is given, and whether something comes later."""
    from qtbrowser.gui.pane.answer_pane import AnswerPane

    given: list[tuple[str, bool]] = []
    show = AnswerPane.show_page

    def noted(pane: AnswerPane, page: Page, fragment: str = "", scroll: int | None = None, mark: int = 0) -> None:
        given.append((page.path, page.later is not None))
        show(pane, page, fragment, scroll, mark)

    monkeypatch.setattr(AnswerPane, "show_page", noted)
    return given


def shown(person: Person) -> str:
    """The words of the page, when all of it is there."""
    pane = person.window.panels.answer.pane
    person.wait(lambda: pane.is_complete and person.window.is_settled)
    return part_of(pane, PageView).toPlainText()


def test_they_come_after_the_page_and_are_kept_with_it(
    start: Callable[..., Person], folder: Path, pages: list[tuple[str, bool]]
) -> None:
    person = start(folder)
    person.click_title("How do Bread rise in the bakery?")
    text = shown(person)
    assert text.count("Similar questions") == 1
    assert text.index("Line 59") < text.index("Similar questions") < text.index("How do Rolls")
    view = part_of(person.window.panels.answer.pane, PageView)
    begin, end = view.answer_range()
    assert text[begin:end].rstrip().endswith("Line 59 of the bakery.")
    document = view.document()
    person.click_title("How do Rolls rise in the bakery?")
    assert "Similar questions" in shown(person)
    person.window.actions_.back.trigger()
    assert shown(person) == text
    # The page is whole, and laid out already.
    assert pages[-1] == ("bread.md", False)
    assert view.document() is document


def test_a_place_near_the_end_is_come_back_to(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    person.click_title("How do Bread rise in the bakery?")
    shown(person)
    view = part_of(person.window.panels.answer.pane, PageView)
    view.scroll_to_end()
    place = person.window.panels.answer.pane.scroll_position()
    person.window.reading.leave_document()
    # As after a change of the library: the page is read anew.
    person.window.reading.refresh()
    person.window.reading.put_back("bread.md", place, "")
    assert "Similar questions" in shown(person)
    assert person.window.panels.answer.pane.scroll_position() == place
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_they_follow_the_library(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    person.click_title("How do Bread rise in the bakery?")
    assert "How do Buns" in shown(person)
    (folder / "buns.md").unlink()
    person.window.refreshing.start()
    person.wait(lambda: "How do Buns" not in shown(person))
    assert "How do Rolls" in shown(person)
