"""Markers of blocks at the beginning of a line."""

from __future__ import annotations

import pytest

from qtbrowser.rendering.gfm_lines import cells, escaped, leading_tabs_expanded, may_interrupt
from qtbrowser.rendering.placeholders import LISTING_MARK


@pytest.mark.parametrize(
    ("line", "expanded"),
    [
        ("no tab", "no tab"),
        ("\tcode", "    code"),
        ("  \tcode", "    code"),
        ("-\tone", "-   one"),
        ("10.\tone", "10. one"),
        ("  -\tone\ttwo", "  - one\ttwo"),
        ("\t-\tone", "    -   one"),
        ("words\tbehind", "words\tbehind"),
        ("-words\tbehind", "-words\tbehind"),
    ],
)
def test_tabs_before_the_words_become_spaces(line: str, expanded: str) -> None:
    assert leading_tabs_expanded(line) == expanded


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("# no heading", "\\# no heading"),
        ("- no item", "\\- no item"),
        ("3. no item", "3\\. no item"),
        ("3) words", "3) words"),
        ("-words", "-words"),
        ("words", "words"),
    ],
)
def test_words_that_look_like_a_block_are_escaped(line: str, written: str) -> None:
    assert escaped(line) == written


@pytest.mark.parametrize(
    ("line", "interrupts"),
    [
        ("# heading", True),
        ("#no heading", False),
        ("- item", True),
        ("-", True),
        ("-no item", False),
        ("12) item", True),
        ("* * *", True),
        ("___", True),
        (LISTING_MARK, True),
        ("words", False),
    ],
)
def test_what_ends_the_paragraph_of_a_quotation(line: str, interrupts: bool) -> None:
    assert may_interrupt(line) is interrupts


@pytest.mark.parametrize(
    ("row", "count"), [("a", 1), ("| a | b |", 2), ("a | b", 2), (r"a \| b | c", 2), ("| |", 1), ("|a|b|c|", 3)]
)
def test_the_cells_of_a_row_are_counted(row: str, count: int) -> None:
    assert cells(row) == count
