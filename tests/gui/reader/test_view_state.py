from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.browse.rows import Narrowing
from qtbrowser.gui.reader.view_state import AT_TARGET, MOST_CHARACTERS, ListPlace, ViewState

LIBRARY = "0f" * 16
texts = st.text(st.characters(), max_size=60)
perhaps = st.none() | texts
numbers = st.integers(0, 2**44 - 1)
places = st.builds(ListPlace, path=texts, row=numbers, offset=numbers)
narrowings = st.builds(
    Narrowing, subject=perhaps, topic=perhaps, month=st.none() | st.sampled_from(["2025-01", "1999-12"])
)
states = st.builds(
    ViewState,
    text=texts,
    subject=perhaps,
    topic=perhaps,
    within=st.booleans(),
    sort=st.sampled_from(["relevance", "date", "title"]),
    narrowing=narrowings,
    similar_to=texts,
    similar_title=texts,
    list_place=places,
    document=texts,
    document_row=st.integers(-1, 2**31),
    fragment=texts,
    scroll=numbers | st.just(AT_TARGET),
    mark=numbers,
    outline=st.booleans(),
    beside=texts,
    beside_scroll=numbers,
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
keys = st.sampled_from([*json.loads(ViewState().to_json()), "text", "scroll", "within", "month", "sort", "list_row"])


@given(states)
def test_a_state_comes_back_from_json(state: ViewState) -> None:
    assert ViewState.from_json(state.to_json()) == state


@given(states)
def test_a_state_comes_back_from_its_link(state: ViewState) -> None:
    address = state.to_address(LIBRARY)
    assert address.isascii()
    assert " " not in address
    assert ViewState.from_address(address) == (LIBRARY, state)


@given(states)
def test_a_list_asked_for_is_in_the_state(state: ViewState) -> None:
    assert ViewState().with_request(state.request).request == state.request


@given(states, places, numbers)
def test_scrolling_makes_no_other_step(state: ViewState, place: ListPlace, scroll: int) -> None:
    assert state.is_same_step(
        replace(state, list_place=place, scroll=scroll, outline=not state.outline, beside_scroll=scroll)
    )


@given(states, keys, anything)
def test_a_bad_value_is_dropped_alone(state: ViewState, key: str, value: object) -> None:
    written = json.loads(state.to_json())
    spoilt = ViewState.from_json(json.dumps({**written, key: value}))
    written.pop(key, None)
    without = ViewState.from_json(json.dumps(written))
    sound = ViewState.from_json(json.dumps({key: value}))
    assert spoilt == without or sound != ViewState()


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert isinstance(ViewState.from_json(text), ViewState)
    assert ViewState.from_address(text) is None


@given(st.text())
def test_any_end_of_a_link_is_read_without_an_error(text: str) -> None:
    found = ViewState.from_address(f"qtbrowser:state/{text}?library={LIBRARY}&{text}")
    assert found is None or isinstance(found[1], ViewState)


@pytest.mark.parametrize("text", ["", "[]", "7", "null", "[" * 100_000, '{"version": 99, "new": {}}'])
def test_what_is_no_state_is_a_new_one(text: str) -> None:
    assert ViewState.from_json(text) == ViewState()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "qtbrowser:document/a.md",
        "qtbrowser:state/a.md",
        "qtbrowser:state/a.md?library=",
        "qtbrowser:state/a.md?library=../../home",
        "https://example.org/?library=" + LIBRARY,
        "qtbrowser:state/" + "a" * 1_000_000 + "?library=" + LIBRARY,
    ],
)
def test_what_is_no_link_to_a_state_is_none(address: str) -> None:
    assert ViewState.from_address(address) is None


def test_a_link_names_no_folder_and_can_be_read() -> None:
    state = ViewState("black holes", "physics", document="physics/a b.md", scroll=8192)
    address = state.to_address(LIBRARY)
    assert (
        address == f"qtbrowser:state/physics/a%20b.md?library={LIBRARY}&text=black%20holes&subject=physics&scroll=8192"
    )


def test_endless_texts_are_dropped() -> None:
    assert ViewState.from_json(json.dumps({"text": "a" * (MOST_CHARACTERS + 1), "document": "a.md"})) == ViewState(
        document="a.md"
    )
