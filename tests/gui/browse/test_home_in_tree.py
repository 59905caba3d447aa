"""The subject of the shown document is in view in the tree, without a change of selection, list or focus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gui.conftest import Person, question, write


@pytest.fixture
def wide_library(tmp_path: Path) -> Path:
    """Forty-five subjects, and one below another."""
    folder = tmp_path / "wide"
    for number in range(45):
        write(folder, f"{number:02}.md", question(f"Question {number:02}?", f"Subject {number:02}", "An answer."))
    write(folder, "deep.md", question("Deep?", "Subject 43/Inner", "An answer."))
    return folder


def home(person: Person) -> str:
    """The marked row, where it is in view; else empty."""
    tree = person.tree
    index = tree.model().index(tree.marked.row(), 0, tree.marked.parent()) if tree.marked.isValid() else None
    if index is None or not tree.visualRect(index).intersects(tree.viewport().rect()):
        return ""
    return str(index.data())


def test_the_subject_of_the_shown_document_is_in_view(start: Callable[..., Person], wide_library: Path) -> None:
    person = start(wide_library)
    request = person.window.list_state.request
    person.window.reading.show("deep.md")
    person.wait(lambda: person.shown_title() == "Deep?" and person.window.is_settled)
    assert home(person) == "Inner"
    assert person.window.panels.subjects.label() == "All questions"
    assert person.window.list_state.request == request
    assert person.field.hasFocus()
    person.window.close()
    again = start()
    again.wait(lambda: again.shown_title() == "Deep?" and again.window.is_settled)
    assert home(again) == "Inner"
    again.window.close()
    asked = start(wide_library, document="40.md")
    asked.wait(lambda: asked.shown_title() == "Question 40?" and asked.window.is_settled)
    assert home(asked) == "Subject 40"
