"""Ignore patterns match what pathspec has them match, in bounded time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from qtbrowser.documents.bounded_patterns import bounded

SIGNS = ["a", "b", "*", "**", "?", "/", "/**/", "[ab]", "\\*"]
PATTERNS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=9)
PATHS = st.lists(st.sampled_from(["a", "b", "ab", "c", "*", "/"]), min_size=1, max_size=9)


def expression(pattern: str) -> str:
    """What pathspec makes of a pattern; empty for one that is none."""
    try:
        (made,) = GitIgnoreSpec.from_lines([pattern]).patterns
    except ValueError:
        return ""
    return "" if made.regex is None else made.regex.pattern


@given(PATTERNS, PATHS)
def test_it_matches_the_same_paths(pattern: list[str], path: list[str]) -> None:
    made, place = expression("".join(pattern)), "".join(path).strip("/")
    assert bool(re.match(bounded(made), place)) == bool(re.match(made, place))


def test_a_class_matches_no_slash() -> None:
    made = bounded(expression("*[!a]*a"))
    assert re.match(made, "b/a") is None
    assert re.match(made, "x/ba")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 200 + "b", "a" * 250 + ".md"),
        ("/**/a" * 40 + "/b", "a/" * 100 + "a.md"),
        ("**/a*a*a*a*a*a*a*b/**/a*a*a*a*a*a*b/**/c", ("a" * 60 + "/") * 40 + "c"),
        ("a" + "**" * 100 + "b", "a" * 250),
    ],
)
def test_many_wildcards_end(pattern: str, path: str) -> None:
    """Those of pathspec would take years."""
    made = bounded(expression(pattern))
    assert made
    assert re.match(made, path) is None
