"""What the keys of the editor do to a text. In the tables ``|`` is the cursor and ``<`` ``>`` a selection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.editor import markdown_writing as writing
from qtbrowser.gui.editor.markdown_writing import Change


def parse(marked: str) -> tuple[str, int, int]:
    if "|" in marked:
        place = marked.index("|")
        return marked.replace("|", ""), place, place
    start = marked.index("<")
    text = marked.replace("<", "", 1)
    return text.replace(">", "", 1), start, text.index(">")


def mark(text: str, change: Change) -> str:
    after = text[: change.start] + change.text + text[change.end :]
    if change.anchor == change.position:
        return f"{after[: change.position]}|{after[change.position :]}"
    return f"{after[: change.anchor]}<{after[change.anchor : change.position]}>{after[change.position :]}"


ENTER = [
    ("- one|", "- one\n- |"),
    ("  * one|", "  * one\n  * |"),
    ("1. one|", "1. one\n2. |"),
    ("   9) one|", "   9) one\n   10) |"),
    ("- [x] done|", "- [x] done\n- [ ] |"),
    ("> said|", "> said\n> |"),
    ("> - said|", "> - said\n> - |"),
    ("- one |two", "- one\n- |two"),
    ("- |", "|"),
    ("3. |", "|"),
    ("> |", "|"),
    ("plain|", None),
    ("|- one", None),
    ("-| one", None),
    ("2024 was warm|", None),
    ("*emphasis* first|", None),
]


@pytest.mark.parametrize(("before", "after"), ENTER, ids=[before for before, _ in ENTER])
def test_return(before: str, after: str | None) -> None:
    line, column, _ = parse(before)
    change = writing.enter(line, column)
    assert (change and mark(line, change)) == after


BOLD = [
    ("a <word> here", "a **<word>** here"),
    ("a **<word>** here", "a <word> here"),
    ("a <**word**> here", "a <word> here"),
    ("a wo|rd here", "a **<word>** here"),
    ("a **wo|rd** here", "a <word> here"),
    ("a | here", "a **|** here"),
    ("a < word >here", "a  **<word>** here"),
]
ITALIC = [
    ("a <word> here", "a *<word>* here"),
    ("a *<word>* here", "a <word> here"),
    ("a **<word>** here", "a ***<word>*** here"),
    ("a ***<word>*** here", "a **<word>** here"),
    ("a <**word**> here", "a *<**word**>* here"),
]


@pytest.mark.parametrize(("before", "after"), BOLD, ids=[before for before, _ in BOLD])
def test_bold(before: str, after: str) -> None:
    text, start, end = parse(before)
    assert mark(text, writing.toggled(text, start, end, "**")) == after


@pytest.mark.parametrize(("before", "after"), ITALIC, ids=[before for before, _ in ITALIC])
def test_italic(before: str, after: str) -> None:
    text, start, end = parse(before)
    assert mark(text, writing.toggled(text, start, end, "*")) == after


LINKS = [
    ("see <this page> now", "see [this page](|) now"),
    ("see th|is now", "see [this](|) now"),
    ("see <https://example.org> now", "see [|](https://example.org) now"),
    ("see | now", "see [|]() now"),
]


@pytest.mark.parametrize(("before", "after"), LINKS, ids=[before for before, _ in LINKS])
def test_links(before: str, after: str) -> None:
    text, start, end = parse(before)
    assert mark(text, writing.linked(text, start, end)) == after


TYPED = [
    ("a |", "(", "a (|)"),
    ("a |word", "(", None),
    ("(a|)", ")", "(a)|"),
    ("a|)", ")", None),
    ("a \\|", "(", None),
    ("<word>", "(", "(<word>)"),
    ("<word>", "$", "$<word>$"),
    ("<word>", "x", None),
    ("a |", "*", None),
]


@pytest.mark.parametrize(("before", "sign", "after"), TYPED, ids=[f"{sign} in {before}" for before, sign, _ in TYPED])
def test_signs(before: str, sign: str, after: str | None) -> None:
    text, start, end = parse(before)
    change = writing.typed(text, start, end, sign)
    assert (change and mark(text, change)) == after


@pytest.mark.parametrize(
    ("before", "after"), [("f(|)", "f|"), ("[|]", "|"), ("(|]", None), ("|)", None), ("ab|", None)]
)
def test_backspace(before: str, after: str | None) -> None:
    text, place, _ = parse(before)
    change = writing.erased(text, place)
    assert (change and mark(text, change)) == after


@pytest.mark.parametrize(
    ("above", "lines", "moved"),
    [
        ("1. one", ["2. two"], ["   1. two"]),
        ("   1. one", ["2. two"], ["   2. two"]),
        ("- one", ["- two", "", "  more"], ["  - two", "", "    more"]),
        ("", ["plain"], ["    plain"]),
        ("", [], []),
    ],
)
def test_moving_lines_in(above: str, lines: list[str], moved: list[str]) -> None:
    assert writing.indented(lines, above) == moved


@pytest.mark.parametrize(
    ("lines", "moved"),
    [(["   2. two"], ["2. two"]), (["  - a", "- b"], ["- a", "- b"]), (["      x"], ["  x"]), (["x"], ["x"]), ([], [])],
)
def test_moving_lines_out(lines: list[str], moved: list[str]) -> None:
    assert writing.outdented(lines) == moved


texts = st.text(alphabet="ab *_`[]()-1. \n\U0001f600", max_size=40)


@given(texts, st.data(), st.sampled_from(["**", "*"]))
def test_a_mark_that_is_set_and_taken_away_leaves_the_text_as_it_was(text: str, data: st.DataObject, sign: str) -> None:
    text = text.replace("*", "x")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first = writing.toggled(text, start, end, sign)
    marked = text[: first.start] + first.text + text[first.end :]
    second = writing.toggled(marked, first.anchor, first.position, sign)
    assert marked[: second.start] + second.text + marked[second.end :] == text
