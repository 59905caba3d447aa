from __future__ import annotations

import pytest

from qtbrowser.gui.pane.reading_place import ReadingPlace, place_in_changed


@pytest.mark.parametrize(
    "place", [ReadingPlace(), ReadingPlace(1, 0), ReadingPlace(123_456, 26), ReadingPlace(7, 8191)]
)
def test_a_place_survives_being_a_number(place: ReadingPlace) -> None:
    assert ReadingPlace.from_number(place.to_number()) == place


def test_the_top_is_zero_and_nonsense_is_the_top() -> None:
    assert ReadingPlace().to_number() == 0
    assert ReadingPlace.from_number(-5) == ReadingPlace()


@pytest.mark.parametrize(("offset", "kept"), [(-3, 0), (1_000_000, 8191)])
def test_offsets_beyond_a_line_are_pulled_in(offset: int, kept: int) -> None:
    assert ReadingPlace.from_number(ReadingPlace(5, offset).to_number()) == ReadingPlace(5, kept)


_POEM = "A first line of words.\nThe second line is about a kettle.\nThe third line is about the rain in spring.\n"


@pytest.mark.parametrize(
    ("after", "place"),
    [
        (_POEM, 23),
        (f"Something came before it.\n{_POEM}", 23 + 26),
        (f"\U0001f40c\n{_POEM}", 23 + 3),
        ("The second line is about a kettle, and more.", 0),
        ("Nothing of it is left.", 23),
        (f"{_POEM}The second line is about a kettle.", 23),
        ("", 23),
    ],
)
def test_a_place_is_found_again_by_its_words(after: str, place: int) -> None:
    assert place_in_changed(_POEM, ReadingPlace(23, 5), after) == ReadingPlace(place, 5)


def test_the_top_stays_the_top() -> None:
    assert place_in_changed(_POEM, ReadingPlace(), f"New.\n{_POEM}") == ReadingPlace()
