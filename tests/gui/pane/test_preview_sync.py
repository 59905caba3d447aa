"""A line of Markdown is found again in the page that was made of it."""

from __future__ import annotations

import pytest

from qtbrowser.gui.pane.preview_sync import place_of, telling_words


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["## The **far** side of it"], "side of it"),
        (["", "$$", "x", "$$", "Thus the sea rises."], "Thus the sea rises"),
        (["- a", "- `b`"], ""),
        ([], ""),
        (["w" * 500], "w" * 60),
    ],
)
def test_words_that_tell(lines: list[str], words: str) -> None:
    assert telling_words(lines) == words


def test_the_nearest_place_counts() -> None:
    text = "Title\nthe sea\n" + "x" * 100 + "\nthe sea\nend"
    answer = (6, len(text))
    assert place_of(text, "the sea", 0.05, answer) == 6
    assert place_of(text, "the sea", 0.9, answer) == text.rindex("the sea")


def test_without_words_the_share_counts() -> None:
    assert place_of("x" * 200, "", 0.5, (0, 200)) == 100
    assert place_of("x" * 200, "gone", 0.25, (100, 200)) == 125


def test_places_are_counted_as_qt_counts() -> None:
    assert place_of("\U0001f600\U0001f600 the sea", "the sea", 0.5, (0, 12)) == 5
