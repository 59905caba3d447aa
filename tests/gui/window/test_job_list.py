"""The list of jobs in the status bar: shown when they take a while, with progress, stopped from the menu."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.window.job_list import JobList


def test_jobs_are_shown_with_their_progress_and_stopped(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = JobList(window)
    stopped: list[str] = []
    jobs.begin("short", "Saving", lambda: None)
    jobs.end("short")
    jobs.begin("check", "Checking", lambda: stopped.append("check"))
    jobs.progress("check", 120, 900)
    assert jobs.isHidden()
    qtbot.waitUntil(lambda: not jobs.isHidden())
    assert jobs.accessibleName() == jobs.text().strip() == "Checking: 120 of 900"
    jobs.begin("change", "Changing files", lambda: stopped.append("change"))
    qtbot.waitUntil(lambda: jobs.text() == " 2 jobs")
    assert jobs.words() == ["Checking: 120 of 900", "Changing files"]
    jobs.menu().aboutToShow.emit()
    first, second = jobs.menu().actions()
    assert first.text() == "Stop: Checking: 120 of 900"
    second.trigger()
    assert stopped == ["change"]
    jobs.end("change")
    assert jobs.text().strip() == "Checking: 120 of 900"
    jobs.end("check")
    assert jobs.isHidden()
