"""The passage that shows why a document was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.language import parse_query
from qtbrowser.search.snippets import LENGTH, make_snippet

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
