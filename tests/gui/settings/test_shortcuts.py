from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence

from qtbrowser.gui.settings.shortcuts import is_needed_elsewhere, read_changed_keys, write_changed_keys

KEYS = ["Ctrl+K", "Ctrl+,", "Ctrl+;", "Ctrl+Shift+=", "F5", "Meta+Ctrl+F", "/", "Alt+Return", "Ctrl+\\"]


@given(st.dictionaries(st.from_regex(r"[a-z_]+", fullmatch=True), st.lists(st.sampled_from(KEYS), unique=True)))
def test_changed_keys_come_back(written: dict[str, list[str]]) -> None:
    changed = {name: [QKeySequence(one) for one in keys] for name, keys in written.items()}
    assert read_changed_keys(write_changed_keys(changed)) == changed


@given(st.lists(st.text()))
def test_what_makes_no_sense_is_passed_over(lines: list[str]) -> None:
    assert all(isinstance(name, str) for name in read_changed_keys(lines))


@pytest.mark.parametrize("line", ["", "search", "=Ctrl+K", "search=Ctrl+K, Ctrl+L", "search=nonsense+"])
def test_a_line_without_sense(line: str) -> None:
    assert read_changed_keys([line, "find=Ctrl+J"]) == {"find": [QKeySequence("Ctrl+J")]}


@pytest.mark.parametrize(
    ("keys", "needed"),
    [
        *((keys, True) for keys in ("A", "Shift+A", "7", "Ä", "Down", "Shift+Tab", "Space")),
        *((keys, False) for keys in ("Ctrl+A", "Alt+Down", "F2", "Shift+F2", "/", "Ins")),
    ],
)
def test_keys_that_typing_needs(keys: str, needed: bool) -> None:
    assert is_needed_elsewhere(QKeySequence(keys)) is needed
