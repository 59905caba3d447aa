"""The anchors that programs give a heading."""

from __future__ import annotations

import pytest

from qtbrowser.markup.heading_anchors import Anchors, github_anchor, other_anchors


@pytest.mark.parametrize(
    ("words", "anchors"),
    [
        ("Using has_one", {"using-has_one", "using-has-one"}),
        ("What's New?", {"whats-new", "what-s-new", "what-s-new-questionmark"}),
        ("Save it!", {"save-it", "save-it-bang"}),
        ("1.2 Numbers", {"12-numbers", "1-2-numbers", "_1-2-numbers", "numbers"}),
        ("Bread & Butter", {"bread--butter", "bread-butter"}),
        ("Über uns", {"über-uns", "uber-uns"}),
        ("Plain", {"plain"}),
    ],
)
def test_anchors_of_programs(words: str, anchors: set[str]) -> None:
    assert anchors <= {github_anchor(words), *other_anchors(words)}


def test_equal_headings_are_counted_as_programs_count() -> None:
    anchors = Anchors()
    assert anchors.of_heading("Example") == ("example",)
    assert anchors.of_heading("Example") == ("example-1", "example_1")
