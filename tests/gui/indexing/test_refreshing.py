"""The index process: what it tells, cancelling it, another one at work, and coming back to the window."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qtbrowser.gui.indexing import index_process
from qtbrowser.gui.indexing.index_process import IndexProcess, command
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.library import Library

WAIT_MS = 30_000
ACTIVE = Qt.ApplicationState.ApplicationActive


@pytest.fixture
def process(qtbot: QtBot) -> Iterator[IndexProcess]:
    process = IndexProcess()
    yield process
    process.close()


@pytest.fixture
def refreshing(qtbot: QtBot) -> Iterator[Refreshing]:
    refreshing = Refreshing(rest_ms=0, retry_ms=50)
    yield refreshing
    refreshing.close()


def test_it_tells_how_far_it_is_and_ends(process: IndexProcess, own_library: Path, qtbot: QtBot) -> None:
    stages: list[str] = []
    process.progressed.connect(lambda stage, _done, _total: stages.append(stage))
    with (
        qtbot.waitSignal(process.committed, timeout=WAIT_MS),
        qtbot.waitSignal(process.finished, timeout=WAIT_MS) as ended,
    ):
        process.start(own_library)
        running = [process.is_running]
    assert [*running, process.is_running] == [True, False]
    assert stages[0] == "scanning"
    assert "reading" in stages
    report = ended.args[0]
    assert (report["documents"], report["problems"]) == (7, 1)
    with Library.open(own_library, refresh=False) as library:
        assert library.count() == 6


def test_a_vanished_folder_is_a_sentence(process: IndexProcess, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(process.failed, timeout=WAIT_MS) as failed:
        process.start(tmp_path / "nowhere")
    assert "nowhere" in failed.args[0]
    assert not process.is_running


def test_a_loss_that_is_accepted_while_an_update_runs_is_heeded_after_it(
    refreshing: Refreshing, own_library: Path, qtbot: QtBot
) -> None:
    Library.open(own_library).close()
    shutil.rmtree(own_library)
    own_library.mkdir()
    with qtbot.assertNotEmitted(refreshing.failed):
        refreshing.watch(own_library)
        refreshing.start_again(accept_loss=True)
        qtbot.waitUntil(lambda: not refreshing.is_running, timeout=4 * WAIT_MS)
    with Library.open(own_library, refresh=False) as library:
        assert library.document_count == 0


def test_what_failed_is_tried_again_where_something_has_changed_meanwhile(
    refreshing: Refreshing, own_library: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "away"
    started = QSignalSpy(refreshing.started)
    refreshing.watch(folder)
    refreshing.ended.connect(lambda _is_current: folder.exists() or own_library.rename(folder))
    refreshing.start_again()
    with qtbot.assertNotEmitted(refreshing.failed):
        qtbot.waitUntil(lambda: started.count() == 2, timeout=4 * WAIT_MS)
        qtbot.waitUntil(lambda: not refreshing.is_running, timeout=4 * WAIT_MS)
    with Library.open(folder, refresh=False) as library:
        assert library.is_built


def test_cancelling_ends_it(process: IndexProcess, own_library: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(process.cancelled, timeout=WAIT_MS), qtbot.assertNotEmitted(process.failed):
        process.start(own_library)
        process.cancel()
    assert not process.is_running
    with qtbot.waitSignal(process.finished, timeout=WAIT_MS):
        process.start(own_library)


def test_one_that_takes_long_to_end_is_not_waited_for(
    process: IndexProcess, own_library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_process, "CLOSING_MS", 0)
    ended: list[str] = []
    for signal in (process.finished, process.failed, process.cancelled):
        signal.connect(lambda *_: ended.append("ended"))
    process.start(own_library)
    process.close()
    process.start(own_library)
    qtbot.waitUntil(lambda: not process.is_running and not index_process._ending, timeout=WAIT_MS)
    assert ended == ["ended"]


def test_nothing_is_imported_out_of_the_current_folder(own_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = command(own_library)
    assert words[0] == sys.executable
    assert words.index("-P") < words.index("-m")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command(own_library) == [sys.executable, "index", str(own_library), "--events"]


def test_a_hostile_current_folder_is_harmless(
    process: IndexProcess, own_library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_library / "yaml.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    (own_library / "qtbrowser").mkdir()
    monkeypatch.chdir(own_library)
    monkeypatch.setenv("PYTHONPATH", ".")
    with qtbot.waitSignal(process.finished, timeout=WAIT_MS):
        process.start(own_library)


def test_another_process_at_work_is_waited_for(refreshing: Refreshing, own_library: Path, qtbot: QtBot) -> None:
    with Library.open(own_library, refresh=False) as library:
        steps = library.refresh()
        next(steps)
        with qtbot.waitSignal(refreshing.waiting, timeout=WAIT_MS) as waiting:
            refreshing.watch(own_library)
        assert waiting.args[0]
        assert refreshing.is_running
        with qtbot.waitSignal(refreshing.ended, timeout=WAIT_MS) as ended:
            for _ in steps:
                pass
    assert ended.args == [True]


class Looks:
    """Looks that are answered by the test."""

    def __init__(self) -> None:
        self.open: list[Callable[[bool], None]] = []

    def __call__(self, then: Callable[[bool], None]) -> None:
        self.open.append(then)


@pytest.fixture
def looks() -> Looks:
    return Looks()


@pytest.fixture
def looking(qtbot: QtBot, looks: Looks) -> Iterator[Refreshing]:
    refreshing = Refreshing(look=looks)
    yield refreshing
    refreshing.close()


def test_where_nothing_has_changed_no_process_is_started(
    looking: Refreshing, looks: Looks, own_library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(IndexProcess, "start", lambda *_: pytest.fail("a process was started"))
    looking.watch(own_library)
    assert looking.is_running
    with qtbot.waitSignals([looking.news, looking.ended], timeout=WAIT_MS):
        looks.open.pop()(True)
    assert not looking.is_running


def test_what_is_in_doubt_is_found_out_by_a_process(
    looking: Refreshing, looks: Looks, own_library: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(looking.ended, timeout=WAIT_MS) as ended:
        looking.watch(own_library)
        looks.open.pop()(False)
        assert looking.is_running
    assert ended.args == [True]


def test_a_look_that_was_cancelled_or_is_of_another_folder_counts_no_more(
    looking: Refreshing, looks: Looks, own_library: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    looking.watch(own_library)
    with qtbot.waitSignal(looking.cancelled, timeout=WAIT_MS):
        looking.cancel()
    assert not looking.is_running
    looking.watch(own_library)
    looking.watch(tmp_path)
    *old, current = looks.open
    with qtbot.assertNotEmitted(looking.ended):
        for then in old:
            then(False)
    assert looking.is_running
    with qtbot.waitSignal(looking.ended, timeout=WAIT_MS):
        current(True)


def test_a_change_during_a_look_is_looked_for_again(looking: Refreshing, looks: Looks, own_library: Path) -> None:
    looking.watch(own_library)
    looking.start_again()
    looks.open.pop()(True)
    assert looking.is_running
    assert len(looks.open) == 1


def test_coming_back_to_the_window_looks_again(
    refreshing: Refreshing, own_library: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    with qtbot.waitSignal(refreshing.ended, timeout=WAIT_MS):
        refreshing.watch(own_library)
    with qtbot.waitSignal(refreshing.ended, timeout=WAIT_MS):
        qapp.applicationStateChanged.emit(ACTIVE)


def test_not_so_soon_after_the_last_time(own_library: Path, qtbot: QtBot, qapp: QApplication) -> None:
    refreshing = Refreshing(rest_ms=1_000_000)
    with qtbot.waitSignal(refreshing.ended, timeout=WAIT_MS):
        refreshing.watch(own_library)
    with qtbot.assertNotEmitted(refreshing.started):
        qapp.applicationStateChanged.emit(ACTIVE)
    refreshing.close()


def test_what_the_reader_stopped_does_not_start_by_itself(
    refreshing: Refreshing, own_library: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    with qtbot.waitSignal(refreshing.cancelled, timeout=WAIT_MS):
        refreshing.watch(own_library)
        refreshing.cancel()
    with qtbot.assertNotEmitted(refreshing.started):
        qapp.applicationStateChanged.emit(ACTIVE)
    with qtbot.waitSignal(refreshing.ended, timeout=WAIT_MS) as ended:
        refreshing.start()
    assert ended.args == [True]


def test_a_pause_holds_an_update_back_until_it_ends(
    looking: Refreshing, looks: Looks, own_library: Path, qtbot: QtBot
) -> None:
    looking.set_paused(True)
    with qtbot.waitSignals([looking.ended, looking.held_back], timeout=WAIT_MS):
        looking.watch(own_library)
        looks.open.pop()(False)
    assert not looking.is_running
    with qtbot.assertNotEmitted(looking.started):
        looking.start_if_rested()
    with qtbot.waitSignal(looking.held_back, timeout=WAIT_MS) as held_back:
        looking.set_paused(False)
    assert held_back.args == [False]
    with qtbot.waitSignal(looking.ended, timeout=WAIT_MS) as ended:
        looks.open.pop()(False)
    assert ended.args == [True]


def test_where_nothing_is_to_be_indexed_a_pause_holds_nothing_back(
    looking: Refreshing, looks: Looks, own_library: Path, qtbot: QtBot
) -> None:
    looking.set_paused(True)
    looking.watch(own_library)
    with qtbot.waitSignal(looking.ended, timeout=WAIT_MS) as ended, qtbot.assertNotEmitted(looking.held_back):
        looks.open.pop()(True)
    assert ended.args == [True]


def test_a_pause_ends_a_running_process_and_is_no_cancel(
    refreshing: Refreshing, own_library: Path, qtbot: QtBot
) -> None:
    with (
        qtbot.assertNotEmitted(refreshing.cancelled),
        qtbot.waitSignal(refreshing.held_back, timeout=WAIT_MS),
    ):
        refreshing.watch(own_library)
        refreshing.set_paused(True)
        assert refreshing.is_running
    with qtbot.waitSignal(refreshing.ended, timeout=WAIT_MS) as ended:
        refreshing.set_paused(False)
    assert ended.args == [True]


def test_going_on_while_the_process_still_ends_starts_another(
    refreshing: Refreshing, own_library: Path, qtbot: QtBot
) -> None:
    ended: list[bool] = []
    refreshing.ended.connect(ended.append)
    refreshing.watch(own_library)
    refreshing.set_paused(True)
    refreshing.set_paused(False)
    qtbot.waitUntil(lambda: ended[-1:] == [True], timeout=WAIT_MS)
    assert not refreshing.is_running
