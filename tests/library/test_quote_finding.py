"""Passages found again by their words and surroundings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.library.quote_finding import LONGEST_ALIKE, find_quote

TEXT = "Ice floats. Water sinks. Ice is lighter. Water is heavier, and ice is cold."


@pytest.mark.parametrize(
    ("text", "quote", "prefix", "suffix", "place", "found"),
    [
        (TEXT, "Water sinks", "floats. ", ". Ice", 12, "Water sinks"),
        ("New. " + TEXT, "Water sinks", "floats. ", ". Ice", 12, "Water sinks"),
        (TEXT, "Water sank down", "", "", 12, None),
        (TEXT, "Ice is much lighter", "sinks. ", ". Water", 25, "Ice is lighter"),
        (TEXT, "gone", "", "", 0, None),
        (TEXT, "", "", "", 0, None),
        ("", "Water sinks", "", "", 0, None),
        (TEXT, "  ", "", "", 0, None),
    ],
)
def test_a_passage(text: str, quote: str, prefix: str, suffix: str, place: int, found: str | None) -> None:
    place_found = find_quote(text, quote, prefix, suffix, place)
    if found is None:
        assert place_found is None
    else:
        assert place_found is not None
        assert found in text[slice(*place_found)]


def test_of_equal_passages_that_with_the_same_surroundings_counts() -> None:
    assert find_quote(TEXT, "Water", ". Ice is lighter. ", " is heavier", 0) == (41, 46)
    # Without surroundings it is the nearest one.
    assert find_quote(TEXT, "Water", "", "", 40) == (41, 46)
    assert find_quote(TEXT, "Water", "", "", 5) == (12, 17)


def test_between_the_same_surroundings_more_may_have_changed() -> None:
    text = "Then: no. Then: ice and water melts now."
    assert find_quote(text, "Ice or snow melts", "Then: ", " now.", 0) == (16, len(text) - 5)
    # Here, what follows the first such beginning is too far away.
    far = "Then: " + "a" * 100 + " now. Then: ice and snow melts now."
    assert find_quote(far, "Ice or snow melts", "Then: ", " now.", 0) == (118, len(far) - 5)
    assert find_quote(text, "Ice or snow melts", "Then: ", " then.", 0) is None


def test_a_long_passage_has_to_be_the_same_or_between_the_same_surroundings() -> None:
    words = "Water sinks where ice floats. " * 80
    changed = words.replace("where", "when", 1)
    text = f"Before it. {changed} After it."
    assert len(words) > LONGEST_ALIKE
    assert find_quote(text, words.strip(), "", "", 0) is None
    assert find_quote(text, words, "Before it. ", " After it.", 0) == (11, 11 + len(changed))


def test_what_is_found_begins_and_ends_within_no_word() -> None:
    text = "Some thunderstorms are cold."
    found = find_quote(text, "derstormz are col", "", "", 0)
    assert found is not None
    assert text[slice(*found)] == "thunderstorms are cold"


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_what_is_there_is_found(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    found = find_quote(text, quote, before[-32:], after[:32], len(before))
    if quote.strip():
        assert found is not None
        assert text[slice(*found)] == quote


def test_other_spaces_and_line_ends_are_the_same_words() -> None:
    text = "Ice floats.\n\nWater (liquid)  sinks\nslowly."
    assert find_quote(text, "floats. Water (liquid) sinks slowly", "", "", 0) == (4, len(text) - 1)
    assert find_quote("a  b", "a b", "", "", 0) == (0, 4)
