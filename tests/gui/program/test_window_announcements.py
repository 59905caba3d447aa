from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qtbrowser.gui.widgets.announcements import announcements
from qtbrowser.gui.widgets.message_bar import Weight
from tests.gui.conftest import Person, question, write


@pytest.fixture
def heard() -> Iterator[list[tuple[str, bool]]]:
    """What is said from now on, and whether it interrupts."""
    said: list[tuple[str, bool]] = []

    def hear(sentence: str, urgent: bool) -> None:
        said.append((sentence, urgent))

    announcements.announced.connect(hear)
    yield said
    announcements.announced.disconnect(hear)


def test_the_count_of_hits_is_said_once_the_search_rests(person: Person, heard: list[tuple[str, bool]]) -> None:
    person.type("water")
    person.wait(lambda: any("hits" in sentence for sentence, _ in heard))
    told = [sentence for sentence, _ in heard if "hits" in sentence]
    assert told == [f"{person.window.panels.list_panel.heading.whole()}. in the whole library"]


def test_what_is_not_understood_is_said(person: Person, heard: list[tuple[str, bool]]) -> None:
    person.type("water date:never")
    person.wait(lambda: any("Not understood" in sentence for sentence, _ in heard))


def test_no_hits_are_said(person: Person, heard: list[tuple[str, bool]]) -> None:
    person.type("zzzzqqqq")
    person.wait(lambda: any(person.state_heading() in sentence for sentence, _ in heard))


def test_an_error_interrupts_and_a_notice_waits(person: Person, heard: list[tuple[str, bool]]) -> None:
    person.window.panels.messages.show_error("It can't be read.")
    person.window.panels.messages.show_message("It is done.", Weight.NOTICE)
    assert ("It can't be read.", True) in heard
    assert ("It is done.", False) in heard


def test_saving_is_said(start: Callable[..., Person], own_library: Path, heard: list[tuple[str, bool]]) -> None:
    person = start(own_library)
    person.window.actions_.curating.setChecked(True)
    person.click_title("What is snow?")
    person.press(Qt.Key.Key_F4)
    editing = person.window.late.editing
    person.wait(lambda: person.window.panels.answer.is_editing and editing.is_settled)
    person.qtbot.keyClicks(editing.view.text, "More. ")
    person.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: ("Saved", False) in heard)
    assert heard.index(("Saving", False)) < heard.index(("Saved", False))


def test_indexing_that_takes_a_while_is_said(
    start: Callable[..., Person], own_library: Path, heard: list[tuple[str, bool]]
) -> None:
    for number in range(400):
        write(own_library, f"more/{number}.md", question(f"Question {number}?", "More", "Words. " * 200))
    start(own_library)
    said = [sentence for sentence, _ in heard]
    assert said.index("Indexing") < said.index("The index is up to date.")
