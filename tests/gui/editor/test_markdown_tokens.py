"""Letters of Markdown are told apart, line by line, and no line takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.editor.markdown_tokens import LONGEST_LINE, PLAIN, tokens_of

LINES = [
    ("Plain words, 3 * 4 * 5 and snake_case_names.", []),
    ("## A heading", ["heading ## A heading"]),
    ("#hashtag", []),
    ("A **bold** word", ["strong **bold**"]),
    ("An *italic* and an _italic_ one", ["emphasis *italic*", "emphasis _italic_"]),
    ("~~gone~~", ["struck ~~gone~~"]),
    ("Run `ls -l` now", ["code `ls -l`"]),
    ("``a ` b``", ["code ``a ` b``"]),
    ("`never closed", []),
    ("- item", ["marker -"]),
    ("  12. item with `x`", ["marker   12.", "code `x`"]),
    ("- [ ] to do", ["marker - [ ]"]),
    ("> said **so**", ["quote > said **so**", "marker > ", "strong **so**"]),
    ("---", ["marker ---"]),
    ("| a | b |", []),
    ("|---|:-:|", ["marker |---|:-:|"]),
    ("so $x^2$ is", ["math $x^2$"]),
    ("so \\(x\\) is", ["math \\(x\\)"]),
    ("$$x$$ on a line", ["math $$x$$"]),
    ("It costs $5 or $6.", []),
    ("an \\*escaped\\* word", []),
    ("[words](https://example.org/a_(b))", ["link [words](https://example.org/a_(b))"]),
    ("![a cat](cat.png)", ["link ![a cat](cat.png)"]),
    ("see https://example.org.", ["link https://example.org."]),
    ("# With `code`", ["heading # With `code`", "code `code`"]),
]


def spelled(line: str, state: int = PLAIN) -> list[str]:
    return [f"{token.kind.value} {line[token.start : token.end]}" for token in tokens_of(line, state)[0]]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_a_line(line: str, expected: list[str]) -> None:
    assert spelled(line) == expected


def kinds(text: str) -> list[str]:
    """The first kind of each line."""
    state, found = PLAIN, []
    for line in text.splitlines():
        tokens, state = tokens_of(line, state)
        found.append(tokens[0].kind.value if tokens else "")
    return found


def test_a_listing_goes_on_to_its_own_end() -> None:
    text = "````python\nx = '**no**'\n```\n~~~\n````\n**yes**"
    assert kinds(text) == ["fence", "code line", "code line", "code line", "fence", "strong"]


def test_a_listing_of_tildes() -> None:
    assert kinds("~~~\n# no\n```\n~~~~\n# yes") == ["fence", "code line", "code line", "fence", "heading"]


def test_a_listing_within_a_list() -> None:
    assert kinds("1. x\n   ```\n   *no*\n   ```\n2. y") == ["marker", "fence", "code line", "fence", "marker"]


@pytest.mark.parametrize(("begin", "end"), [("$$", "$$"), ("\\[", "\\]")])
def test_a_formula_over_several_lines(begin: str, end: str) -> None:
    assert kinds(f"{begin}\na _b_ c\n{end} and *so*\n*so*") == ["math", "math", "math", "emphasis"]
    assert spelled(f"x {end} and *so*", tokens_of(begin)[1]) == [f"math x {end}", "emphasis *so*"]


def test_an_empty_line_ends_a_formula_that_nobody_closed() -> None:
    assert kinds("$$\na\n\n*b*") == ["math", "math", "math", "emphasis"]


def test_a_very_long_line_stays_plain() -> None:
    assert tokens_of("**a** " * LONGEST_LINE) == ([], PLAIN)


@given(
    st.text(alphabet="*_`$[]()\\#>-~!x 1.|\U0001f600", max_size=120), st.sampled_from([PLAIN, 3, 256 + 3, 512, 1024])
)
def test_tokens_lie_within_their_line(line: str, state: int) -> None:
    tokens, after = tokens_of(line, state)
    assert all(0 <= token.start < token.end <= len(line) or not line for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    assert tokens_of(line, after)[1] >= 0


@pytest.mark.parametrize("piece", ["**a", "``a`", "$a ", "[a](", "![", "_a_b", "\\(", "*a ", "~~a", "https://a"])
def test_spans_that_nobody_ends_cost_no_more_than_a_bound(piece: str) -> None:
    # Without the bounds in the expression each of these lines takes minutes, which the suite's time would show.
    line = piece * (LONGEST_LINE // len(piece) - 1)
    assert tokens_of(line)[1] == PLAIN
