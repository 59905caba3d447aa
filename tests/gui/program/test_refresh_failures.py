"""A library that is taken away while it is open, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qtbrowser import settings
from qtbrowser.gui.widgets.message_bar import Weight
from tests.gui.conftest import Person, question, write


def test_a_library_that_comes_back_is_read_and_the_message_goes(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library)
    person.settle()
    titles = person.titles()
    away = own_indexed_library.with_name("away")
    own_indexed_library.rename(away)
    person.window.actions_.reload.trigger()
    person.wait(lambda: "There is no such folder." in person.message())
    assert person.titles() == titles
    write(away, "new.md", question("What is new?", "Physics", "All of it."))
    away.rename(own_indexed_library)
    person.wait(lambda: "What is new?" in person.titles())
    person.wait(lambda: person.message() == "")


def test_a_message_about_something_else_stays(start: Callable[..., Person], own_indexed_library: Path) -> None:
    person = start(own_indexed_library)
    person.settle()
    away = own_indexed_library.with_name("away")
    own_indexed_library.rename(away)
    person.window.actions_.reload.trigger()
    person.wait(lambda: "There is no such folder." in person.message())
    person.window.panels.messages.show_message("Something else.", Weight.ERROR)
    write(away, "new.md", question("What is new?", "Physics", "All of it."))
    away.rename(own_indexed_library)
    person.wait(lambda: "What is new?" in person.titles())
    person.settle()
    assert person.message() == "Something else."


def test_what_stays_wrong_is_told_and_tried_twice_each_time(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library)
    person.settle()
    started: list[None] = []
    person.window.refreshing.started.connect(lambda: started.append(None))
    cache = settings.cache_dir()
    cache.rename(cache.with_name("other"))
    cache.write_text("in the way", encoding="utf-8")
    person.window.actions_.reload.trigger()
    person.wait(lambda: len(started) == 2 and person.window.is_settled)
    assert str(cache) in person.message()
    person.window.actions_.reload.trigger()
    person.wait(lambda: len(started) > 3 and person.window.is_settled)
    assert len(started) == 4


def test_a_library_that_stays_away_can_be_exchanged_for_another(
    start: Callable[..., Person], own_indexed_library: Path, library: Path
) -> None:
    person = start(own_indexed_library)
    person.settle()
    own_indexed_library.rename(own_indexed_library.with_name("away"))
    person.window.actions_.reload.trigger()
    person.wait(lambda: "There is no such folder." in person.message())
    person.window.open_library(library)
    person.wait(lambda: person.window.session.folder == library.resolve())
    person.settle()
    assert person.message() == ""
