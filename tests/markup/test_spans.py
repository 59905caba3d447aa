"""Code and math in a text, and the dollars that are money."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.markup import formula_detection, spans
from qtbrowser.markup.spans import Span, SpanKind, find_spans

FENCED, CODE = SpanKind.FENCED_CODE, SpanKind.INLINE_CODE
MATH, DISPLAY = SpanKind.INLINE_MATH, SpanKind.DISPLAY_MATH

FOUND = [
    ("a `b` c", [(CODE, "b")]),
    ("`` a`b ``", [(CODE, " a`b ")]),
    ("`a\nb`", [(CODE, "a\nb")]),
    ("```py\nx = 1\n```\n`y`", [(FENCED, "x = 1\n"), (CODE, "y")]),
    ("~~~\n```\n~~~\n", [(FENCED, "```\n")]),
    ("````\n```\n````", [(FENCED, "```\n")]),
    ("1. step\n   ```sh\n   ls $HOME $PATH\n   ```", [(FENCED, "   ls $HOME $PATH\n")]),
    ("- ```\n  x\n  ```", [(FENCED, "  x\n")]),
    ("> ```\n> x\n> ```", [(FENCED, "> x\n")]),
    ("```\nnever closed", [(FENCED, "never closed")]),
    ("``` a ` b", []),
    ("```one line```", [(CODE, "one line")]),
    (r"\`a` b`", [(CODE, " b")]),
    ("$x$", [(MATH, "x")]),
    ("$ P $ and $ Q $", [(MATH, " P "), (MATH, " Q ")]),
    ("$$x$$", [(DISPLAY, "x")]),
    ("$$\nx\n\ny\n$$", [(DISPLAY, "\nx\n\ny\n")]),
    (r"\(x\) and \[y + 1\]", [(MATH, "x"), (DISPLAY, "y + 1")]),
    ("$a\\$b$", [(MATH, "a\\$b")]),
    ("$5$ apples", [(MATH, "5")]),
    ("$2x$ and $10^3$", [(MATH, "2x"), (MATH, "10^3")]),
    ("$0.2 \\times 100 = 20 $", [(MATH, "0.2 \\times 100 = 20 ")]),
    ("$a$", [(MATH, "a")]),
    ("$x \\text{ if and only if we know that } y$", [(MATH, "x \\text{ if and only if we know that } y")]),
    ("the $n$th and $k$-th", [(MATH, "n"), (MATH, "k")]),
    ("| $a | b$ |", [(MATH, "a | b")]),
    ("$ A', B', C' $", [(MATH, " A', B', C' ")]),
    ("$F_x, $ and $F_z$", [(MATH, "F_x, "), (MATH, "F_z")]),
    ("costs $5, if $x$ is", [(MATH, "x")]),
    ("use ${HOME} or ${PATH}", []),
    ("- ```\n  a\n\n  b\nafter $x$", [(FENCED, "  a\n\n  b"), (MATH, "x")]),
    ("> ```\n> a\nafter $x$", [(FENCED, "> a"), (MATH, "x")]),
    ("a $HOME_DIR and $PATH_X b", []),
    ("if ($x == $y) { $foo = $bar + $baz; }", []),
    ("$env:PATH=$env:HOME and $VAR=1 $OTHER=2", []),
    ("the $n$th and $x = 5$ dollars", [(MATH, "n"), (MATH, "x = 5")]),
    (r"\[a \[b + 1\]", [(DISPLAY, "b + 1")]),
    (r"\[a \\[2pt] b\]", [(DISPLAY, r"a \\[2pt] b")]),
]

NOTHING = [
    "no signs at all",
    "$5 and $6",
    "$15.9 billion ... $5 billion",
    "US$5 to US$6",
    "US$ 5 and US$ 6",
    "$ 5 and $ 6",
    "$ 5 million and $ 6 million$",
    "from $36-$40",
    "a price of $100 (about the cost of a meal) or 100$ more",
    "$HOME/bin:$PATH",
    "$PATH:$HOME",
    "$AAPL and $TSLA",
    "$$$ is slang for $$$",
    "a $ sign and a $ sign",
    "$x\n\ny$",
    "$x\n- y$",
    "$x\n# y$",
    "$x",
    "$$x",
    "$$this costs a lot of money, as everybody knows by now$$",
    r"\$5\$",
    r"\[1\] and \[see the note\]",
    r"\(never closed",
    r"\(a" + "\n\n" + r"b\)",
    "`never closed",
    "`a\n\nb`",
    "`a\n- b`",
    "``a`",
    "$a `$` b",
    "$a ` c$",
    "$ $",
    "$x$5",
    "$NAME $other",
    "this $and$ that",
    "$NAME.$OTHER",
    "US$5$",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_code_and_math_are_found(text: str, expected: list[tuple[SpanKind, str]]) -> None:
    assert [(span.kind, span.body) for span in find_spans(text)] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_looks_like_a_span_only(text: str) -> None:
    kinds = [span.kind for span in find_spans(text) if span.kind is not CODE]
    assert kinds == []
    if "`$`" not in text:
        assert find_spans(text) == []


def test_places_of_a_span_include_its_delimiters() -> None:
    assert find_spans("ab $x$.") == [Span(MATH, 3, 6, "x")]


PIECES = [
    "$",
    "$$",
    "`",
    "```",
    "~~~",
    "\\",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\n",
    "\n\n",
    "a",
    " ",
    "1",
    "- ",
    "word ",
    "^",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_spans_are_in_order_and_hold_their_body(text: str) -> None:
    end = 0
    for span in find_spans(text):
        assert end <= span.start < span.end <= len(text)
        assert span.body in text[span.start : span.end]
        end = span.end


@pytest.mark.parametrize("unit", ["$", "`", "\\", "$a ", "$$a ", "``a`", "\\(", "\\[a", "'", "\n> ", "- ", "$\\text{"])
def test_hostile_repetition_ends(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert all(span.end <= len(text) for span in find_spans(text))


def judged(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many letters are looked at in asking whether something is a formula."""
    letters = 0

    def count(question: Callable[..., bool]) -> Callable[..., bool]:
        def ask(body: str, *more: str, **options: bool) -> bool:
            nonlocal letters
            letters += len(body)
            return question(body, *more, **options)

        return ask

    with monkeypatch.context() as patch:
        patch.setattr(spans, "is_display_formula", count(formula_detection.is_display_formula))
        patch.setattr(spans, "is_inline_formula", count(formula_detection.is_inline_formula))
        find_spans(text)
    return letters


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        (r"\[ one two three four five six seven eight nine ", r"\]"),
        (r"\[a\text{b} ", "\n# \\]"),
        ("$$a b c d e f g h i j ", "$$"),
        ("$a ", "$"),
        ("$5 ", ""),
        (r"\(a ", r"\)"),
    ],
)
def test_no_part_of_a_hostile_text_is_judged_over_and_over(
    unit: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = unit * 2000 + end
    assert judged(text, monkeypatch) <= 2 * len(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- a\n  ```\n  code\n- b\n\n```\nother\n```", ["  ```\n  code", "```\nother\n```"]),
        ("1. a\n\n   ~~~\n   x\n2. b", ["   ~~~\n   x"]),
        ("- a\n\n  ```\n  x\n\n  y\n  ```\n\n  b", ["  ```\n  x\n\n  y\n  ```"]),
        ("text\n  ```\n- code\n  ```\nb", ["  ```\n- code\n  ```"]),
        ("- a\n  - b\n    ```\n    x\n    ```\n  c", ["    ```\n    x\n    ```"]),
    ],
)
def test_a_fence_below_the_first_line_of_an_item_ends_with_the_item(text: str, code: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_spans(text)] == code
