from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.reader.back_forward import LIMIT, History, StepKind
from qtbrowser.gui.reader.view_state import ViewState


def document(path: str) -> ViewState:
    return ViewState(document=path)


def visited(*paths: str) -> History:
    history = History()
    for path in paths:
        history.visit(document(path), StepKind.DOCUMENT)
    return history


def type_in(history: History, *texts: str) -> None:
    for text in texts:
        history.visit(replace(history.current or ViewState(), text=text), StepKind.SEARCH, passing=True)


def texts_back(history: History) -> list[str]:
    """The words of all steps, from the current one back."""
    found = [history.current.text] if history.current else []
    while state := history.go(-1):
        found.append(state.text)
    return found


def test_back_and_forward_walk_the_line() -> None:
    history = visited("a", "b", "c")
    assert history.go(-1) == document("b")
    assert history.go(-1) == document("a")
    assert history.go(-1) is None
    assert history.go(2) == document("c")
    assert not history.can_go_forward


def test_a_new_step_forgets_what_lay_ahead() -> None:
    history = visited("a", "b", "c")
    history.go(-2)
    history.visit(document("d"), StepKind.DOCUMENT)
    assert not history.can_go_forward
    assert history.go(-1) == document("a")


def test_the_scroll_position_comes_back() -> None:
    history = visited("a")
    history.amend(ViewState(document="a", scroll=120))
    history.visit(document("b"), StepKind.DOCUMENT)
    assert history.go(-1) == ViewState(document="a", scroll=120)


def test_where_one_only_passes_by_is_not_kept() -> None:
    history = visited("a")
    for path in ("b", "c", "d"):
        history.visit(document(path), StepKind.DOCUMENT, passing=True)
    assert history.go(-1) == document("a")


def test_where_one_stays_is_kept() -> None:
    history = visited("a")
    history.visit(document("b"), StepKind.DOCUMENT, passing=True)
    history.settle()
    history.visit(document("c"), StepKind.DOCUMENT, passing=True)
    assert history.go(-1) == document("b")


def test_arriving_where_one_is_changes_nothing() -> None:
    history = visited("a", "b")
    history.visit(document("b"), StepKind.DOCUMENT, passing=True)
    history.visit(document("c"), StepKind.DOCUMENT)
    assert history.go(-1) == document("b")
    assert history.go(-1) == document("a")


def test_typing_is_one_step() -> None:
    history = visited("a")
    type_in(history, "w", "wa", "wat", "water")
    assert texts_back(history) == ["water", ""]


def test_more_typing_amends_a_search_that_rested() -> None:
    history = visited("a")
    type_in(history, "water")
    history.settle()
    type_in(history, "water i", "water ice")
    assert texts_back(history) == ["water ice", ""]


def test_another_search_after_one_that_rested_is_a_step() -> None:
    history = visited("a")
    type_in(history, "water")
    history.settle()
    type_in(history, "wat", "w", "", "i", "ice")
    assert texts_back(history) == ["ice", "water", ""]


def test_what_is_typed_and_taken_back_leaves_no_step() -> None:
    history = visited("a")
    type_in(history, "w", "wa", "w", "")
    assert history.current == document("a")
    assert not history.can_go_back


def test_a_search_is_kept_once_a_hit_is_opened() -> None:
    history = visited("a")
    type_in(history, "w", "water")
    history.visit(ViewState("water", document="b"), StepKind.DOCUMENT)
    assert history.go(-1) == ViewState("water", document="a")
    assert history.go(-1) == document("a")


def test_a_subject_is_a_step() -> None:
    history = visited("a")
    history.visit(ViewState(subject="physics", document="a"), StepKind.SUBJECT)
    assert history.go(-1) == document("a")


@given(st.lists(st.sampled_from("abc"), max_size=3 * LIMIT), st.lists(st.integers(-3, 3), max_size=20))
def test_any_walk_stays_on_the_line(paths: list[str], steps: list[int]) -> None:
    history = visited(*paths)
    for step in steps:
        before = history.current
        state = history.go(step)
        assert history.current == (state or before)
    length = 0 if history.current is None else 1
    while history.go(-1):
        pass
    while history.go(1):
        length += 1
    assert length <= LIMIT
    assert not history.can_go_forward
