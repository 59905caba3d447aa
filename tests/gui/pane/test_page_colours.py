from __future__ import annotations

from dataclasses import asdict

import pytest

from qtbrowser.gui.pane.page_colours import (
    DARK,
    HIGH_CONTRAST,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    SEPIA,
    PageColours,
    colours_of,
)
from tests.gui.contrast import contrast

ALL = [LIGHT, DARK, SEPIA, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT]
NAMES = ["light", "dark", "sepia", "high-contrast", "high-contrast-light"]
PAIRS = [
    ("ink", "paper"),
    ("heading", "paper"),
    ("heading", "head_paper"),
    ("quiet", "paper"),
    ("quiet", "code_paper"),
    ("link", "paper"),
    ("link", "code_paper"),
    ("missing", "paper"),
    ("code_ink", "code_paper"),
    ("inline_code_ink", "inline_code_paper"),
    ("keyword_ink", "keyword_paper"),
    ("quote_ink", "paper"),
    ("mark_ink", "mark_paper"),
    ("find_ink", "find_paper"),
    ("current_ink", "current_paper"),
    ("selection_ink", "selection_paper"),
]


@pytest.mark.parametrize("colours", ALL, ids=NAMES)
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_writing_can_be_read(colours: PageColours, ink: str, paper: str) -> None:
    named = asdict(colours)
    assert contrast(named[ink], named[paper]) >= (7 if colours in (HIGH_CONTRAST, HIGH_CONTRAST_LIGHT) else 4.5)


@pytest.mark.parametrize("colours", ALL, ids=NAMES)
def test_the_focus_can_be_seen(colours: PageColours) -> None:
    assert contrast(colours.focus, colours.paper) >= 3


def test_every_ink_is_in_a_pair() -> None:
    inks = {name for name in asdict(LIGHT) if name.endswith("ink")} | {"heading", "quiet", "link", "missing"}
    assert {ink for ink, _ in PAIRS} == inks


@pytest.mark.parametrize("colours", ALL, ids=NAMES)
def test_inks_that_tell_pieces_apart_are_used_for_nothing_else(colours: PageColours) -> None:
    named = asdict(colours)
    telling = {named.pop(name) for name in ("inline_code_ink", "keyword_ink")}
    assert len(telling) == 2
    assert telling.isdisjoint(named.values())


def test_themes_by_name() -> None:
    assert colours_of("light") is LIGHT
    assert colours_of("dark") is DARK
    assert colours_of("sepia") is SEPIA
    assert colours_of("high-contrast") is HIGH_CONTRAST
    assert colours_of("high-contrast-light") is HIGH_CONTRAST_LIGHT
