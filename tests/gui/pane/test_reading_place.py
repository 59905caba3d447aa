from __future__ import annotations

import pytest

from qtbrowser.gui.pane.reading_place import ReadingPlace


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
