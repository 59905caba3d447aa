"""Actions that are triggered before the features exist that perform them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from qtbrowser.gui.program.waiting_triggers import WaitingTriggers
from qtbrowser.gui.window.actions import Actions


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject(qapp)


@pytest.fixture
def actions(owner: QObject) -> Actions:
    return Actions(owner)


def test_what_was_triggered_is_triggered_once_when_it_can_be_done(owner: QObject, actions: Actions) -> None:
    menu = QMenu()
    menu.addActions(actions.all())
    waiting = WaitingTriggers(actions, owner)
    done: list[str] = []
    for action in (actions.bookmarks, actions.palette):
        action.trigger()
    actions.palette.triggered.connect(lambda: done.append("palette"))
    waiting.act()
    QCoreApplication.processEvents()
    assert done == ["palette"]
    actions.bookmarks.triggered.connect(lambda: done.append("bookmarks"))
    waiting.end()
    actions.palette.trigger()
    QCoreApplication.processEvents()
    assert done == ["palette", "palette", "bookmarks"]


def test_a_switch_is_switched_once(owner: QObject, actions: Actions) -> None:
    waiting = WaitingTriggers(actions, owner)
    told: list[bool] = []
    actions.full_screen.trigger()
    actions.full_screen.toggled.connect(told.append)
    waiting.end()
    QCoreApplication.processEvents()
    assert told == [True]


def test_a_choice_is_made_although_the_stored_one_is_shown_first(owner: QObject, actions: Actions) -> None:
    waiting = WaitingTriggers(actions, owner)
    first, wanted = list(actions.themes.values())[:2]
    chosen: list[bool] = []
    wanted.trigger()
    first.setChecked(True)
    wanted.triggered.connect(lambda: chosen.append(wanted.isChecked()))
    waiting.end()
    QCoreApplication.processEvents()
    assert chosen == [True]
    assert not first.isChecked()


def test_what_changes_the_library_is_not_done_later(owner: QObject, actions: Actions) -> None:
    waiting = WaitingTriggers(actions, owner)
    done: list[str] = []
    for action in actions.change_library():
        action.trigger()
        action.triggered.connect(lambda: done.append("changed"))
    waiting.end()
    QCoreApplication.processEvents()
    assert not done


def test_no_second_dialog_is_opened_over_one_that_has_to_be_answered(
    owner: QObject, actions: Actions, qtbot: QtBot
) -> None:
    waiting = WaitingTriggers(actions, owner)
    dialogs = [QDialog(), QDialog()]
    for dialog, action in zip(dialogs, (actions.settings, actions.bookmarks), strict=True):
        qtbot.addWidget(dialog)
        action.trigger()
        action.triggered.connect(dialog.open)
    waiting.end()
    QCoreApplication.processEvents()
    assert [dialog.isVisible() for dialog in dialogs] == [True, False]


def test_what_is_connected_already_is_done_at_once_only(owner: QObject, actions: Actions) -> None:
    waiting = WaitingTriggers(actions, owner)
    done: list[str] = []
    actions.quit.triggered.connect(lambda: done.append("quit"))
    actions.quit.trigger()
    waiting.end()
    QCoreApplication.processEvents()
    assert done == ["quit"]
