"""Where inline links lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.markup.markdown_links import link_targets


@pytest.mark.parametrize(
    ("markdown", "targets"),
    [
        ("none", []),
        ("[a](b.md) and [c](/learn/c 'title')", ["b.md", "/learn/c"]),
        ("[a](<b c.md>)", ["b c.md"]),
        ("![picture](p.png)", []),
        ("`[a](b)` and\n```\n[a](c)\n```\n[a](d)", ["d"]),
        ("[a]( )", []),
    ],
)
def test_targets(markdown: str, targets: list[str]) -> None:
    assert link_targets(markdown) == targets


@given(st.text(alphabet="[]()<>!` \nab$"))
def test_any_text(markdown: str) -> None:
    assert all(target in markdown for target in link_targets(markdown))
