"""Sentences for screen readers, with and without one that listens."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.widgets.announcements import Announcements


@pytest.mark.parametrize("somebody_listens", [False, True])
def test_sentences_are_said_and_empty_ones_are_not(qtbot: QtBot, somebody_listens: bool) -> None:
    source = QWidget()
    qtbot.addWidget(source)
    announcements = Announcements()
    said: list[tuple[str, bool]] = []
    announcements.announced.connect(lambda sentence, urgent: said.append((sentence, urgent)))
    QAccessible.setActive(somebody_listens)
    try:
        announcements.announce(source, "3 hits")
        announcements.announce(source, "")
        announcements.announce(source, "It failed.", urgent=True)
    finally:
        QAccessible.setActive(False)
    assert said == [("3 hits", False), ("It failed.", True)]
