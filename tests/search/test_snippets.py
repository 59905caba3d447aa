"""The passage that shows why a document was found."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.language import parse_query
from qtbrowser.search.snippets import LEAD, LENGTH, make_snippet

FILLER = "Nothing of any interest is said in this sentence. "


@pytest.mark.parametrize("before", [0, 1, 2, 40])
@pytest.mark.parametrize("after", [0, 1, 40])
def test_the_found_words_are_in_it(before: int, after: int) -> None:
    answer = FILLER * before + "The cell has a membrane around it. " + FILLER * after
    snippet = make_snippet(answer, parse_query("membrane cells "))
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["cell", "membrane"]
    assert len(snippet.text) <= LENGTH + 2
    assert snippet.text.startswith("…") == (not answer.startswith(snippet.text[:50]))
    assert snippet.text.endswith("…") == (not answer.strip().endswith(snippet.text[-20:]))
    assert snippet.text.strip("…") in answer
    assert set(snippet.text.strip("…").split()) <= set(answer.split())


def test_the_passage_with_the_most_words_is_taken() -> None:
    answer = "A cell. " + FILLER * 9 + "cell cell cell " + FILLER * 9 + "A cell with a membrane. " + FILLER * 9
    assert "A cell with a membrane" in make_snippet(answer, parse_query("cell membrane")).text


def test_the_beginning_where_nothing_is_found() -> None:
    snippet = make_snippet(FILLER * 9, parse_query("cell"))
    assert snippet.text.startswith("Nothing of any")
    assert snippet.text.endswith("…")
    assert snippet.marks == ()
    assert make_snippet("", parse_query("cell")).text == ""
    assert make_snippet("short", parse_query("cell")).text == "short"


def test_lines_are_run_together() -> None:
    snippet = make_snippet("one\n\n  two\tthree ", parse_query("two"))
    assert (snippet.text, snippet.marks) == ("one two three", ((4, 7),))


def test_text_without_spaces_is_cut_anywhere() -> None:
    snippet = make_snippet("天地" * 500 + "机器学习" + "天地" * 500, parse_query("机器学习"))
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["机器学习"]
    assert len(snippet.text) <= LENGTH + 2


def test_a_word_of_accented_and_plain_letters_may_have_any_length() -> None:
    # Were the word's beginning looked for from each accented letter, this would take hours.
    answer = "aé" * 500_000 + " membrane"
    snippet = make_snippet(answer, parse_query("membrane"))
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["membrane"]


@pytest.mark.parametrize("written", ["aébéc", "éaé", "ééa", "été-aé", "—aé", "xé—é", "aé字é"])
def test_words_with_several_accented_letters_are_marked_once(written: str) -> None:
    snippet = make_snippet(f"one {written} two", parse_query(written))
    assert "".join(snippet.text[start:end] for start, end in snippet.marks).strip("—-") in written
    assert snippet.marks


@given(st.text(max_size=900), st.text(max_size=8), st.integers(20, 300))
def test_no_text_raises(answer: str, text: str, length: int) -> None:
    snippet = make_snippet(answer, parse_query(text), length)
    assert len(snippet.text) <= length + 2
    for start, end in snippet.marks:
        assert 0 <= start < end <= len(snippet.text)


PIECES = ("cell", "cells", "Cell's", "don't", "t", ".net", "C++", "c", "d'un", "é", "字", "x", ",", "\u2019", ".", "'")


@given(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", "\n", "  ", ""))), max_size=60),
    st.sampled_from(("cell", "t", ".net c", '"cell c"', '"cell x"~4', "ce", "字 x", "x OR é OR cell", "cel~")),
    st.integers(10, 120),
)
def test_the_marks_are_those_of_the_passage_read_by_itself(
    pieces: list[tuple[str, str]], text: str, length: int
) -> None:
    query = parse_query(text)
    snippet = make_snippet("".join(map("".join, pieces)), query, length)
    assert list(snippet.marks) == (query.marks(snippet.text) if snippet.first >= 0 else [])


@pytest.mark.parametrize("text", ["cell", "cell wall", "ce wall"])
def test_the_passage_has_the_most_words_of_all_windows(text: str) -> None:
    chance = random.Random(3)
    query = parse_query(text)
    for _ in range(40):
        answer = " ".join(chance.choices(("cell", "wall", "cement", "filler"), (1, 1, 1, 9), k=200))
        marks = query.marker.find(answer)
        windows = [
            [clause for start, end, clause in marks[first:] if end - marks[first][0] <= LENGTH - LEAD]
            for first in range(len(marks))
        ]
        best = max(range(len(marks)), key=lambda first: (len(set(windows[first])), len(windows[first]), -first))
        assert make_snippet(answer, query).first == marks[best][0]
