"""The words of empty states."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.state_texts import (
    BUTTON_LENGTH,
    CLEAR_SEARCH,
    SEARCH_EVERYWHERE,
    TAKE_SUGGESTION,
    StateTexts,
)


def label_of(suggestion: str) -> str:
    actions = dict(StateTexts().no_hits("words", "", suggestion).actions)
    return actions[TAKE_SUGGESTION].removeprefix("Search for ")


@pytest.mark.parametrize(
    ("suggestion", "label"),
    [
        ("tide", "tide"),
        ("fish & chips", "fish && chips"),
        ("a" * BUTTON_LENGTH, "a" * BUTTON_LENGTH),
        ("a" * (BUTTON_LENGTH + 1), "a" * (BUTTON_LENGTH - 1) + "…"),
        ("a" * (BUTTON_LENGTH - 2) + " bcd", "a" * (BUTTON_LENGTH - 2) + "…"),
    ],
)
def test_a_button_shows_a_bounded_part_of_a_suggestion(suggestion: str, label: str) -> None:
    assert label_of(suggestion) == label


@pytest.mark.parametrize(("noun", "word"), [(Noun.QUESTION, "question"), (Noun.DOCUMENT, "document")])
def test_the_states_call_documents_what_the_library_does(noun: Noun, word: str) -> None:
    texts = StateTexts()
    states = (
        texts.nothing_selected(noun).heading,
        texts.nothing_similar(noun).text,
        texts.no_hits("words", "", noun=noun).text,
        texts.no_hits("words", "Seas", noun=noun).text,
    )
    for sentence in states:
        assert word in sentence.lower()


def test_a_search_within_something_can_be_widened_and_cleared() -> None:
    state = StateTexts().no_hits("words", "Seas")
    assert state.heading == "No hits in Seas"
    assert [name for name, _ in state.actions] == [SEARCH_EVERYWHERE, CLEAR_SEARCH]
    assert [name for name, _ in StateTexts().no_hits("words", "").actions] == [CLEAR_SEARCH]


@pytest.mark.parametrize("scope", ["", "Seas"])
def test_no_hits_are_said_to_be_without_what_is_known(scope: str) -> None:
    texts = StateTexts()
    left_out = "What you know is left out (View ▸ Hide What You Know)."
    assert left_out in texts.no_hits("words", scope, hides_known=True).text
    assert left_out not in texts.no_hits("words", scope).text


def test_files_that_can_not_be_read_are_counted() -> None:
    texts = StateTexts()
    assert [texts.nothing_readable(number).text for number in (1, 3)] == [
        "1 file has a problem.",
        "3 files have problems.",
    ]


def test_while_the_library_is_read_it_is_said_how_far() -> None:
    texts = StateTexts()
    done, total = (QLocale().toString(number) for number in (1200, 36_000))
    text = texts.no_hits_yet("tide", 1200, 36_000).text
    assert text == f"{done} of {total} read so far.\n\nNothing yet matches: tide"
    assert texts.no_hits_yet("tide", 0, 0).text.startswith("The library is still being read.")
