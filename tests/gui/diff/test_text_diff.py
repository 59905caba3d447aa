from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.diff.text_diff import LONGEST, DiffRow, Kind, counts, diff_rows, word_marks

LINES = st.lists(st.sampled_from(["", "a b", "a c", "title: One", "é 𝔘 x", "the end"]), max_size=12).map("\n".join)
WORDS = st.text(alphabet="ab ,é𝔘", max_size=30)


def sides(rows: list[DiffRow], after: bool) -> list[str]:
    found = [row.after if after else row.before for row in rows]
    return [side.text for side in found if side is not None]


@given(LINES, LINES)
def test_both_texts_are_in_a_diff_that_leaves_nothing_out(before: str, after: str) -> None:
    rows = diff_rows(before, after, context=None)
    assert "\n".join(sides(rows, after=False)) == before.removesuffix("\n")
    assert "\n".join(sides(rows, after=True)) == after.removesuffix("\n")
    numbers = [row.after.number for row in rows if row.after is not None]
    assert numbers == list(range(1, len(numbers) + 1))


@given(LINES, LINES)
def test_only_equal_lines_are_left_out(before: str, after: str) -> None:
    whole, folded = diff_rows(before, after, context=None), diff_rows(before, after, context=1)
    assert [row for row in folded if row.kind not in (Kind.SAME, Kind.GAP)] == [
        row for row in whole if row.kind is not Kind.SAME
    ]
    shown = sum(row.left_out if row.kind is Kind.GAP else 1 for row in folded)
    assert shown == len(whole)


@given(WORDS, WORDS)
def test_what_is_not_marked_is_equal(before: str, after: str) -> None:
    marks, new_marks = word_marks(before, after)
    assert _without(before, marks) == _without(after, new_marks)


def _without(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(marks):
        text = text[:start] + text[end:]
    return text


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("subject: physics", "subject: Physics", [("physics", "Physics")]),
        ("id: 7", "id: 7", []),
        ("keywords: a, b", "keywords: a, b, c", [("", ", c")]),
    ],
)
def test_the_words_that_differ_are_marked(before: str, after: str, marked: list[tuple[str, str]]) -> None:
    old, new = word_marks(before, after)
    words = ["".join(before[start:end] for start, end in old), "".join(after[start:end] for start, end in new)]
    assert [tuple(words)] == (marked or [("", "")])


def test_a_long_line_is_cut_to_where_it_differs() -> None:
    before = "answer: " + "word " * 400 + "colour " + "word " * 400
    row = diff_rows(before, before.replace("colour", "color"))[0]
    assert row.before is not None
    assert row.after is not None
    assert len(row.before.text) < LONGEST
    assert [row.before.text[start:end] for start, end in row.before.marks] == ["colour"]
    assert [row.after.text[start:end] for start, end in row.after.marks] == ["color"]
    assert row.after.text.startswith("…")


def test_lines_are_counted() -> None:
    assert counts(diff_rows("a\nb\nc", "a\nx\nc\nd")) == (2, 1)


def test_an_empty_file_has_no_lines() -> None:
    assert [row.kind for row in diff_rows("", "a\nb\n")] == [Kind.ADDED, Kind.ADDED]
    assert diff_rows("", "") == []


def test_a_change_of_line_ends_is_seen() -> None:
    assert [row.kind for row in diff_rows("a\r\nb\r\n", "a\nb\n")] == [Kind.CHANGED, Kind.CHANGED]


def test_line_ends_of_windows_are_not_shown_where_all_lines_of_both_have_them() -> None:
    rows = diff_rows("a\r\nb\r\nc\rc", "a\r\nd\r\nc\rc")
    assert sides(rows, after=False) == ["a", "b", "c\rc"]
    assert sides(rows, after=True) == ["a", "d", "c\rc"]
    assert sides(diff_rows("", "a\r\nb\r\n"), after=True) == ["a", "b"]
    assert sides(diff_rows("a\r\nb\r\n", "a\r\nb\n"), after=False) == ["a\r", "b\r"]
