"""Two texts made of the same one are merged line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.curation.line_merging import merge_lines
from qtbrowser.curation.merged_lines import Agreed, Collision

BASE = "one\ntwo\nthree\nfour\nfive"


def merged(base: str, mine: str, theirs: str) -> str:
    """The merged text, with what collides in brackets."""
    parts: list[str] = []
    for part in merge_lines(base, mine, theirs):
        if isinstance(part, Agreed):
            parts += part.lines
        else:
            parts.append(f"[{' '.join(part.mine)} | {' '.join(part.theirs)}]")
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("mine", "theirs", "result"),
    [
        (BASE, BASE, BASE),
        ("ONE\ntwo\nthree\nfour\nfive", BASE, "ONE\ntwo\nthree\nfour\nfive"),
        ("ONE\ntwo\nthree\nfour\nfive", "one\ntwo\nthree\nfour\nFIVE", "ONE\ntwo\nthree\nfour\nFIVE"),
        ("one\nTWO\nthree\nfour\nfive", "one\ntwo\nTHREE\nfour\nfive", "one\nTWO\nTHREE\nfour\nfive"),
        ("one\nTWO\nthree\nfour\nfive", "one\nZWEI\nthree\nfour\nfive", "one\n[TWO | ZWEI]\nthree\nfour\nfive"),
        ("one\nTWO\nthree\nfour\nfive", "one\nTWO\nthree\nfour\nFIVE", "one\nTWO\nthree\nfour\nFIVE"),
        ("one\nthree\nfour\nfive", "one\ntwo\nthree\nfour\nfive\nsix", "one\nthree\nfour\nfive\nsix"),
        ("one\nthree\nfour\nfive", "one\nTWO\nthree\nfour\nfive", "one\n[ | TWO]\nthree\nfour\nfive"),
        ("one\nx\ntwo\nthree\nfour\nfive", "one\ny\ntwo\nthree\nfour\nfive", "one\n[x | y]\ntwo\nthree\nfour\nfive"),
        ("one\ntwo\nthree\nfour\nfive\nx", "zero\none\ntwo\nthree\nfour\nfive", "zero\none\ntwo\nthree\nfour\nfive\nx"),
        ("1\n2\nthree\nfour\nfive", "one\nzwei\ndrei\nfour\nfive", "[1 2 three | one zwei drei]\nfour\nfive"),
    ],
)
def test_lines_of_both(mine: str, theirs: str, result: str) -> None:
    assert merged(BASE, mine, theirs) == result


def test_lines_that_repeat_thousands_of_times() -> None:
    blank = "\n" * 2_100
    assert merged(f"a{blank}z", f"A{blank}z", f"a{blank}Z") == f"A{blank}Z"


texts = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=8).map("\n".join)


@given(texts, texts, texts)
def test_either_side_alone_is_itself(base: str, mine: str, theirs: str) -> None:
    assert merged(base, mine, base) == mine
    assert merged(base, base, theirs) == theirs
    assert merged(base, mine, mine) == mine

    def sides(first: str, second: str) -> list[tuple[tuple[str, ...], ...]]:
        parts = merge_lines(base, first, second)
        return [(part.mine, part.theirs) if isinstance(part, Collision) else (part.lines,) * 2 for part in parts]

    assert sides(mine, theirs) == [(one, other) for other, one in sides(theirs, mine)]
    agreed = [part for part in merge_lines(base, mine, theirs) if isinstance(part, Collision)]
    assert all(part.mine != part.theirs for part in agreed)
