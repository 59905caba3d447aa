from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.reader.back_forward import LIMIT, History, VisitedDocument


def visited(*paths: str) -> History:
    history = History()
    for path in paths:
        history.visit(path)
    return history


def test_back_and_forward_walk_the_line() -> None:
    history = visited("a", "b", "c")
    assert history.go(-1) == VisitedDocument("b")
    assert history.go(-1) == VisitedDocument("a")
    assert history.go(-1) is None
    assert history.go(2) == VisitedDocument("c")
    assert not history.can_go_forward


def test_a_new_place_forgets_what_lay_ahead() -> None:
    history = visited("a", "b", "c")
    history.go(-2)
    history.visit("d")
    assert not history.can_go_forward
    assert history.go(-1) == VisitedDocument("a")


def test_the_scroll_position_comes_back() -> None:
    history = visited("a")
    history.remember_scroll(120)
    history.visit("b")
    assert history.go(-1) == VisitedDocument("a", 120)


def test_where_one_only_passes_by_is_not_kept() -> None:
    history = visited("a")
    for path in ("b", "c", "d"):
        history.visit(path, passing=True)
    assert history.go(-1) == VisitedDocument("a")


def test_where_one_stays_is_kept() -> None:
    history = visited("a")
    history.visit("b", passing=True)
    history.settle()
    history.visit("c", passing=True)
    assert history.go(-1) == VisitedDocument("b")


def test_arriving_where_one_is_changes_nothing() -> None:
    history = visited("a", "b")
    history.visit("b", passing=True)
    history.visit("c")
    assert history.go(-1) == VisitedDocument("b")
    assert history.go(-1) == VisitedDocument("a")


@given(st.lists(st.sampled_from("abc"), max_size=3 * LIMIT), st.lists(st.integers(-3, 3), max_size=20))
def test_any_walk_stays_on_the_line(paths: list[str], steps: list[int]) -> None:
    history = visited(*paths)
    for step in steps:
        before = history.current
        place = history.go(step)
        assert history.current == (place or before)
    length = 0 if history.current is None else 1
    while history.go(-1):
        pass
    while history.go(1):
        length += 1
    assert length <= LIMIT
    assert not history.can_go_forward
