from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from qtbrowser.gui.pane.soft_breaks import LONGEST_WORD, SOFT_BREAK, with_soft_breaks, without_soft_breaks
from tests.gui.pane.conftest import Reader

LONG = LONGEST_WORD + 50


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "word " * 1000 + "</p>",
        "<p>" + "a" * (LONGEST_WORD - 1) + "</p>",
        f'<p><a href="qtbrowser:search/{"a" * 5000}">x</a></p>',
        "<p>" + "\u4e2d" * 5000 + "</p>",
        "<p>" + "\u0e01" * 5000 + "</p>",
    ],
    ids=["words", "just short enough", "attribute", "Chinese", "Thai"],
)
def test_what_can_be_broken_already_is_left_alone(html: str) -> None:
    assert with_soft_breaks(html) == html


@pytest.mark.parametrize("letter", ["a", "é", "&lt;", "-", "\u0627"])
def test_longer_words_can_be_broken(letter: str) -> None:
    html = f"<p><b>{letter * LONG}</b></p>"
    broken = with_soft_breaks(html)
    assert without_soft_breaks(broken) == html
    assert max(len(unescape(part)) for part in broken[6:-8].split(SOFT_BREAK)) <= LONGEST_WORD


@pytest.mark.parametrize("before", range(0, LONGEST_WORD, 57))
def test_a_word_is_found_wherever_it_begins(before: int) -> None:
    assert SOFT_BREAK in with_soft_breaks("a " * before + "<p>" + "b" * LONGEST_WORD + "</p>")


@given(st.text(alphabet="ab<>& ;\u4e2d", max_size=60).map(lambda text: text * 40))
def test_nothing_is_lost(html: str) -> None:
    assert without_soft_breaks(with_soft_breaks(html)) == html


def test_a_copy_is_as_it_was_written(reader: Reader, show: Callable[[str], Reader]) -> None:
    show(f"<p>{'a' * LONG}</p>")
    assert reader.view.toPlainText() != "a" * LONG
    reader.view.selectAll()
    reader.view.copy()
    assert QGuiApplication.clipboard().text() == "a" * LONG
