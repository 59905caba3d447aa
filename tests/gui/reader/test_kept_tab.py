from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.reader.back_forward import History, Step, StepKind
from qtbrowser.gui.reader.kept_tab import KEPT_STEPS, KeptTab
from qtbrowser.gui.reader.view_state import ViewState
from tests.presence import present

steps = st.builds(
    Step,
    state=st.builds(ViewState, text=st.text(max_size=9), document=st.text(max_size=9), scroll=st.integers(0, 2**40)),
    kind=st.sampled_from(StepKind),
)
tabs = st.builds(
    KeptTab,
    title=st.text(max_size=9),
    pinned=st.booleans(),
    current=st.booleans(),
    steps=st.lists(steps, min_size=1, max_size=5).map(tuple),
    position=st.just(0),
).flatmap(lambda tab: st.integers(0, len(tab.steps) - 1).map(lambda position: replace(tab, position=position)))


@given(tabs)
def test_a_tab_comes_back_from_its_values(tab: KeptTab) -> None:
    assert KeptTab.from_values(json.loads(json.dumps(tab.to_values()))) == tab


@pytest.mark.parametrize("position", [0, 10, 100, 199])
def test_only_the_steps_around_the_current_one_are_kept(position: int) -> None:
    made = tuple(Step(ViewState(document=f"{number}.md"), StepKind.DOCUMENT) for number in range(200))
    kept = present(KeptTab.from_values(KeptTab("", False, True, made, position).to_values()))
    assert len(kept.steps) == KEPT_STEPS
    assert kept.steps[kept.position] == made[position]


@pytest.mark.parametrize(
    "values",
    [None, 7, [], {}, {"steps": 7}, {"steps": []}, {"steps": [7, {}, {"state": "x"}]}, {"state": {"text": "old"}}],
)
def test_what_is_no_tab_is_none(values: object) -> None:
    assert KeptTab.from_values(values) is None


def test_a_value_that_makes_no_sense_is_dropped_alone() -> None:
    values = {
        "title": 7,
        "pinned": "yes",
        "position": 99,
        "steps": [{"kind": ["x"], "state": {"document": "a.md", "scroll": "far"}}, {"kind": 7}],
    }
    wanted = Step(ViewState(document="a.md"), StepKind.DOCUMENT)
    assert KeptTab.from_values(values) == KeptTab("", False, False, (wanted,), 0)


def test_a_history_goes_on_where_it_was() -> None:
    made = [Step(ViewState(document=f"{number}.md"), StepKind.DOCUMENT) for number in range(3)]
    history = History.of(made, 1)
    assert present(history.current).document == "1.md"
    assert present(history.go(-1)).document == "0.md"
    assert present(history.go(2)).document == "2.md"
    assert (history.steps, history.position) == (tuple(made), 2)
    long = History.of([*made] * 100, 299)
    assert long.current == made[-1].state
    assert not long.can_go_forward
