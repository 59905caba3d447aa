"""Positions of a page's text and of the same text with TeX in place of formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.pane.quoted_text import QuotedText

SHOWN = "Let \ufffc be 🐦 and \ufffc\ufffc end"
FORMULAS = [(4, "$x$"), (16, "$$y^2$$"), (17, "$z$,")]


def test_formulas_are_quoted_as_their_tex() -> None:
    assert QuotedText(SHOWN, FORMULAS).text == "Let $x$ be 🐦 and $$y^2$$$z$, end"


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("Let", "Let"),
        ("$x$", "\ufffc"),
        ("x$ be", "\ufffc be"),
        ("Let $x", "Let \ufffc"),
        ("🐦 and", "🐦 and"),
        ("$$y^2$$$z$,", "\ufffc\ufffc"),
        ("$$y^2$$", "\ufffc"),
        (" end", " end"),
    ],
)
def test_a_quote_is_found_on_the_page(quote: str, shown: str) -> None:
    quoted = QuotedText(SHOWN, FORMULAS)
    start = quoted.text.index(quote)
    units = SHOWN.encode("utf-16-le")
    first, last = quoted.shown_range(start, start + len(quote))
    assert units[2 * first : 2 * last].decode("utf-16-le") == shown


@given(st.lists(st.one_of(st.sampled_from(["a", " ", "🐦"]), st.sampled_from(["$x$", "$$\\int$$"]))))
def test_places_go_there_and_back(parts: list[str]) -> None:
    shown, formulas, unit = "", [], 0
    for part in parts:
        if part.startswith("$"):
            formulas.append((unit, part))
            part = "\ufffc"
        shown += part
        unit += len(part.encode("utf-16-le")) // 2
    quoted = QuotedText(shown, formulas)
    assert quoted.place_of(0) == 0
    assert quoted.place_of(unit) == len(quoted.text)
    places = [quoted.place_of(one) for one in range(unit + 1)]
    assert places == sorted(places)
    assert quoted.shown_range(0, len(quoted.text)) == (0, unit)
