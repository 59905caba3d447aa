from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.window.actions import Actions
from tests.gui.window.standard_keys import PLATFORMS, standard_keys


@pytest.fixture
def actions(qapp: QApplication) -> Actions:
    return Actions(QObject(qapp))


def default_keys(actions: Actions, platform: str) -> dict[str, list[QKeySequence]]:
    """The keys of each action on a platform."""
    found = {}
    for name, keys in actions.default_keys.items():
        written = [one for key in keys for one in ([key] if isinstance(key, str) else standard_keys(key, platform))]
        found[name] = [QKeySequence(one) for one in dict.fromkeys(written)]
    return found


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_two_actions_share_a_key(actions: Actions, platform: str) -> None:
    owners: dict[str, list[str]] = {}
    for name, keys in default_keys(actions, platform).items():
        for key in keys:
            owners.setdefault(key.toString(), []).append(name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_key_is_one_that_a_system_keeps_for_itself(actions: Actions, platform: str) -> None:
    """Ctrl+Alt is AltGr on Windows, Ctrl+Shift+U begins a code point where GTK is."""
    written = [key.toString() for keys in default_keys(actions, platform).values() for key in keys]
    assert [key for key in written if "Ctrl+Alt" in key or key == "Ctrl+Shift+U" or not key] == []


def test_the_table_of_standard_keys_is_true_of_this_desktop() -> None:
    """Without a desktop Qt has the keys of Windows. A key that Qt calls "Open" or "Zoom In" can't clash with others."""
    for key in QKeySequence.StandardKey:
        try:
            told = set(standard_keys(key, "windows"))
        except KeyError:
            continue
        bindings = {one.toString() for one in QKeySequence.keyBindings(key)}
        assert told - bindings == set(), key
        assert {one for one in bindings - told if "+" in one} <= {"Shift+Save"}, key


def test_every_action_has_a_name_and_its_keys(actions: Actions) -> None:
    names = [action.objectName() for action in actions.all()]
    assert names == list(actions.default_keys)
    assert len(set(names)) == len(names)
    assert actions.statistics.shortcut() == QKeySequence("Ctrl+Shift+A")
    assert actions.save_search.shortcut() == QKeySequence("Ctrl+Shift+S")
    assert "Ctrl+Shift+S" in actions.save_search.toolTip()


@pytest.mark.parametrize(
    ("keys", "shown"),
    [(["Ctrl+C", "F16"], "Ctrl+C"), (["F12", "F13"], "F12"), (["Del"], "Del"), (["Open", "Ctrl+O"], "Ctrl+O")],
)
def test_keys_that_few_keyboards_have_are_not_told(qapp: QApplication, keys: list[str], shown: str) -> None:
    action = QAction()
    action.setShortcuts([QKeySequence(key) for key in keys])
    assert Actions.key_words(action) == shown
