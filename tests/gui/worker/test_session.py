"""The session: results come in order, late ones never replace newer ones, and errors are sentences."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.errors import Cancelled, Suspended
from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.rows import ListRequest, RowsPage
from qtbrowser.gui.reader.page_jobs import PageRequest, ShownPage, find_marks, load_page
from qtbrowser.gui.worker.edit_plan import EditPlan
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane, Steps
from qtbrowser.library import Library
from tests.gui.conftest import question, write

WAIT_MS = 30_000


Opener = Callable[[Path], Session]


@pytest.fixture
def open_session(qtbot: QtBot) -> Iterator[Opener]:
    sessions: list[Session] = []

    def open_folder(folder: Path) -> Session:
        session = Session()
        sessions.append(session)
        with qtbot.waitSignal(session.library_opened, timeout=WAIT_MS):
            session.open(folder)
        return session

    yield open_folder
    for session in sessions:
        session.close()


@pytest.fixture
def session(open_session: Opener, library: Path) -> Session:
    return open_session(library)


@pytest.fixture
def other_library(tmp_path: Path) -> Path:
    write(tmp_path, "one.md", question("Is one enough?", "Numbers", "Yes."))
    Library.open(tmp_path).close()
    return tmp_path


def wait_until_idle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: session.is_idle, timeout=WAIT_MS)


class Gate:
    """A job that keeps its lane until it is let through."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self._open = threading.Event()

    def __call__(self, _library: Library) -> str:
        self.begun.set()
        assert self._open.wait(WAIT_MS / 1000)
        return "through"

    def open(self) -> None:
        self._open.set()


class Counting:
    """A long job that counts until it is ended."""

    def __init__(self) -> None:
        self.steps = 0
        self.begun = threading.Event()
        self.ended = threading.Event()

    def __call__(self, _library: Library) -> Steps[str]:
        try:
            while True:
                self.steps += 1
                self.begun.set()
                yield self.steps, 0
        finally:
            self.ended.set()


def ask_list(session: Session, request: ListRequest, heard: list[RowsPage]) -> None:
    job = partial(browse_jobs.load_list, request=request, anchors={})
    session.ask(job, heard.append, replaces="list")


class Held:
    """Notes which thread deletes it, as a widget that only a job holds would be deleted there."""

    def __init__(self, deleted_in: list[threading.Thread]) -> None:
        self._deleted_in = deleted_in

    def __del__(self) -> None:
        self._deleted_in.append(threading.current_thread())


def test_what_jobs_and_callbacks_hold_is_deleted_in_the_windows_thread(session: Session, qtbot: QtBot) -> None:
    deleted_in: list[threading.Thread] = []

    def use(_held: Held, _library: Library) -> None:
        pass

    def fail(_held: Held, _library: Library) -> None:
        raise OSError(1, "It fails")

    def hear(_held: Held, _value: None) -> None:
        pass

    for job in (use, fail):
        session.ask(partial(job, Held(deleted_in)))
        wait_until_idle(session, qtbot)
    session.ask(lambda _library: None, partial(hear, Held(deleted_in)), replaces=(Held(deleted_in), "slot"))
    gate = Gate()
    session.ask(gate)
    session.ask(partial(use, Held(deleted_in))).cancel()
    gate.open()
    # The lane's thread lets go of a job when it begins the next one.
    session.ask(lambda _library: None)
    session.ask(lambda _library: None)
    qtbot.waitUntil(lambda: session.is_idle and len(deleted_in) == 5, timeout=WAIT_MS)
    assert set(deleted_in) == {threading.main_thread()}


@pytest.mark.parametrize("seconds", [WAIT_MS / 1000, 0.0])
def test_closing_lets_go_of_cancelled_jobs_in_the_windows_thread_too(
    session: Session, qtbot: QtBot, seconds: float
) -> None:
    deleted_in: list[threading.Thread] = []
    gate = Gate()

    def use(_held: Held, _library: Library) -> None:
        gate(_library)

    # One that runs and one that waits; both are cancelled before the session is closed.
    running = session.ask(partial(use, Held(deleted_in)))
    assert gate.begun.wait(WAIT_MS / 1000)
    waiting = session.ask(partial(use, Held(deleted_in)))
    running.cancel()
    waiting.cancel()
    del running, waiting
    thread = next(one for one in threading.enumerate() if one.name == Lane.READING.value)
    if seconds:
        gate.open()
    session.close(seconds)
    gate.open()
    thread.join(WAIT_MS / 1000)
    assert set(deleted_in) <= {threading.main_thread()}
    assert len(deleted_in) == (2 if seconds else 0)


# Slots


def test_only_the_newest_of_many_searches_is_told(session: Session, qtbot: QtBot) -> None:
    heard: list[RowsPage] = []
    for text in ["w", "wa", "wat", "wate", "water", "water i", "water ice"]:
        ask_list(session, ListRequest(text), heard)
    wait_until_idle(session, qtbot)
    assert [page.request.text for page in heard] == ["water ice"]


def test_a_request_that_is_replaced_before_its_turn_is_never_begun(session: Session, qtbot: QtBot) -> None:
    gate = Gate()
    begun: list[str] = []

    def note(_library: Library, text: str) -> None:
        begun.append(text)

    session.ask(gate)
    for text in ("one", "two", "three"):
        session.ask(partial(note, text=text), replaces="slot")
    gate.open()
    wait_until_idle(session, qtbot)
    assert begun == ["three"]


def test_a_late_answer_is_dropped(session: Session, qtbot: QtBot) -> None:
    heard: list[RowsPage] = []
    done = threading.Event()
    ask_list(session, ListRequest("water"), heard)
    session.ask(lambda _library: done.set())
    # The window's thread is busy: the answer waits in its queue when the next request is made.
    assert done.wait(WAIT_MS / 1000)
    ask_list(session, ListRequest("ice"), heard)
    wait_until_idle(session, qtbot)
    assert [page.request.text for page in heard] == ["ice"]


def test_requests_without_a_slot_are_all_answered(session: Session, qtbot: QtBot) -> None:
    heard: list[object] = []
    session.ask(partial(browse_jobs.load_tree, include_hidden=False), heard.append)
    session.ask(partial(browse_jobs.load_list, request=ListRequest(), anchors={}), heard.append)
    session.ask(partial(load_page, request=PageRequest("ice.md")), heard.append)
    session.ask(browse_jobs.load_problems, heard.append)
    wait_until_idle(session, qtbot)
    assert [type(value).__name__ for value in heard] == ["TreeRows", "RowsPage", "ShownPage", "list"]


# Another library


def test_answers_about_another_library_are_dropped(session: Session, qtbot: QtBot, other_library: Path) -> None:
    heard: list[RowsPage] = []
    gate = Gate()
    session.ask(gate, lambda _value: heard.append(RowsPage(ListRequest("gate"), 0, 0, (), {})))
    assert gate.begun.wait(WAIT_MS / 1000)
    session.open(other_library)
    ask_list(session, ListRequest("water"), heard)
    with qtbot.waitSignal(session.library_opened, timeout=WAIT_MS):
        gate.open()
    # The gate's own answer came before the other library was open.
    assert [page.request.text for page in heard] == ["gate"]
    ask_list(session, ListRequest(), heard)
    wait_until_idle(session, qtbot)
    assert [row.title for page in heard for row in page.rows] == ["Is one enough?"]


def test_a_long_job_ends_when_another_library_is_opened_unless_it_lasts(
    session: Session, qtbot: QtBot, other_library: Path
) -> None:
    job = Counting()
    lasting = Gate()
    told: list[str] = []
    session.ask(job, told.append, lane=Lane.CHANGING)
    assert job.begun.wait(WAIT_MS / 1000)
    with qtbot.waitSignal(session.library_opened, timeout=WAIT_MS):
        session.open(other_library)
    assert job.ended.wait(WAIT_MS / 1000)

    def change(_library: Library) -> Steps[str]:
        yield 0, 0
        result = lasting(_library)
        yield 0, 0
        told.append(result)
        return result

    session.ask(change, lambda _result: told.append("dropped"), lane=Lane.CHANGING, lasts=True)
    assert lasting.begun.wait(WAIT_MS / 1000)
    with qtbot.waitSignal(session.library_opened, timeout=WAIT_MS):
        session.open(other_library)
    lasting.open()
    session.ask(lambda _library: "next", told.append, lane=Lane.CHANGING)
    wait_until_idle(session, qtbot)
    assert told == ["through", "next"]


def test_a_late_comer_hears_of_the_open_library_and_of_the_next(
    session: Session, qtbot: QtBot, library: Path, other_library: Path
) -> None:
    heard: list[Path] = []
    session.on_library(lambda opened: heard.append(opened.folder))
    assert heard == [library.resolve()]
    with qtbot.waitSignal(session.library_opened, timeout=WAIT_MS):
        session.open(other_library)
    assert heard == [library.resolve(), other_library.resolve()]


def test_a_folder_that_cannot_be_opened_leaves_the_library_open(
    session: Session, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.open_failed, timeout=WAIT_MS) as failed:
        session.open(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in failed.args[0]
    heard: list[RowsPage] = []
    ask_list(session, ListRequest(), heard)
    wait_until_idle(session, qtbot)
    assert heard[0].total == 6
    assert session.folder == library.resolve()


# Lanes


def test_reading_does_not_wait_for_a_change(session: Session, qtbot: QtBot) -> None:
    gate = Gate()
    heard: list[object] = []
    session.ask(gate, heard.append, lane=Lane.CHANGING)
    assert gate.begun.wait(WAIT_MS / 1000)
    with qtbot.waitCallback(timeout=WAIT_MS) as shown:
        session.ask(partial(load_page, request=PageRequest("ice.md")), shown)
    assert heard == []
    gate.open()
    wait_until_idle(session, qtbot)
    assert heard == ["through"]


def test_other_jobs_of_a_lane_go_before_the_next_step_of_one_in_the_background(session: Session, qtbot: QtBot) -> None:
    check = Counting()
    heard: list[str] = []
    task = session.ask(check, heard.append, lane=Lane.CHANGING, background=True)
    assert check.begun.wait(WAIT_MS / 1000)
    with qtbot.waitCallback(timeout=WAIT_MS) as planned:
        session.ask(lambda _library: "plan", planned, lane=Lane.CHANGING)
    assert task.is_pending
    assert not check.ended.is_set()
    task.cancel()
    assert check.ended.wait(WAIT_MS / 1000)
    wait_until_idle(session, qtbot)
    assert heard == []


def test_a_job_that_needs_no_library_is_done_without_one_and_before_others(qtbot: QtBot) -> None:
    session = Session()
    with qtbot.waitCallback(timeout=WAIT_MS) as done:
        session.ask_without_library(lambda: "written", done)
    done.assert_called_with("written")
    assert not session.ask(lambda _library: 1).is_pending
    session.close()


# Cancelling


def test_a_cancelled_job_tells_nobody(session: Session, qtbot: QtBot) -> None:
    job = Counting()
    told: list[object] = []
    task = session.ask(job, told.append, failed=told.append, stopped=lambda: told.append("stopped"))
    assert job.begun.wait(WAIT_MS / 1000)
    task.cancel()
    assert job.ended.wait(WAIT_MS / 1000)
    session.ask(lambda _library: None)
    wait_until_idle(session, qtbot)
    assert told == []


def test_a_stopped_job_says_when_it_has_ended(session: Session, qtbot: QtBot) -> None:
    job = Counting()
    told: list[object] = []
    with qtbot.waitCallback(timeout=WAIT_MS) as stopped:
        task = session.ask(job, told.append, failed=told.append, stopped=stopped)
        assert job.begun.wait(WAIT_MS / 1000)
        task.stop()
        assert task.is_pending
    assert job.ended.is_set()
    assert told == []


def test_a_job_that_is_stopped_too_late_gives_its_result(session: Session, qtbot: QtBot) -> None:
    begun = threading.Event()

    def job(_library: Library) -> Steps[str]:
        try:
            while True:
                begun.set()
                yield 1, 1
        except Cancelled:
            return "written all the same"

    with qtbot.waitCallback(timeout=WAIT_MS) as then:
        task = session.ask(job, then, lane=Lane.CHANGING)
        assert begun.wait(WAIT_MS / 1000)
        task.stop()
    then.assert_called_with("written all the same")


def test_progress_is_told_and_the_last_of_it_in_any_case(session: Session, qtbot: QtBot) -> None:
    def job(_library: Library) -> Steps[str]:
        for done in range(1, 10_001):
            yield done, 10_000
        return "done"

    told: list[tuple[int, int]] = []
    with qtbot.waitCallback(timeout=WAIT_MS) as then:
        session.ask(job, then, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (1, 10_000)
    assert told[-1] == (10_000, 10_000)
    assert len(told) < 1_000


def test_closing_ends_long_jobs_and_does_the_short_ones(session: Session) -> None:
    jobs = [Counting(), Counting()]
    session.ask(jobs[0])
    session.ask(jobs[1], lane=Lane.CHANGING, background=True)
    gate = threading.Event()
    for job in jobs:
        assert job.begun.wait(WAIT_MS / 1000)
    session.ask_without_library(gate.set)
    session.close()
    assert gate.is_set()
    assert all(job.ended.is_set() for job in jobs)


def test_a_change_is_suspended_by_closing_and_taken_back_by_stopping(session: Session, qtbot: QtBot) -> None:
    ends: list[type[BaseException]] = []
    begun = threading.Event()

    def job(_library: Library) -> Steps[str]:
        try:
            while True:
                begun.set()
                yield 1, 9
        except Cancelled as error:
            ends.append(type(error))
            raise

    task = session.ask(job, stopped=lambda: None, lane=Lane.CHANGING)
    assert begun.wait(WAIT_MS / 1000)
    task.stop()
    wait_until_idle(session, qtbot)
    begun.clear()
    session.ask(job, lane=Lane.CHANGING)
    assert begun.wait(WAIT_MS / 1000)
    session.close()
    assert ends == [Cancelled, Suspended]


def test_jobs_with_words_are_told_for_the_list_of_jobs(session: Session, qtbot: QtBot) -> None:
    told: list[object] = []
    session.job_begun.connect(lambda task: told.append(("begun", task.words)))
    session.job_progressed.connect(lambda _task, done, total: told.append((done, total)))
    session.job_ended.connect(lambda task: told.append(("ended", task.words)))

    def job(_library: Library) -> Steps[None]:
        yield 1, 1

    session.ask(job, words="Counting")
    session.ask(job)
    wait_until_idle(session, qtbot)
    assert told == [("begun", "Counting"), (1, 1), ("ended", "Counting")]
    plan = EditPlan(session, session)
    failed: list[str] = []
    plan.failed.connect(failed.append)
    gate = Gate()
    session.ask(gate, lane=Lane.CHANGING)
    session.job_begun.connect(lambda task: task.stop())
    plan.find(Counting(), lambda _found: None)
    gate.open()
    wait_until_idle(session, qtbot)
    assert failed == ["The planning was stopped."]
    assert told[-1] == ("ended", "Planning a change")


def test_a_widget_that_is_gone_is_not_told(session: Session, qtbot: QtBot) -> None:
    class Listener(QObject):
        def hear(self, value: object) -> None:
            heard.append(value)
            self.objectName()

    heard: list[object] = []
    listener = Listener()
    gate = Gate()
    session.ask(gate, partial(listener.hear))
    with qtbot.waitSignal(listener.destroyed, timeout=WAIT_MS):
        listener.deleteLater()
    gate.open()
    wait_until_idle(session, qtbot)
    assert heard == []


# Failures


def test_a_failure_is_told_once_by_whoever_asked_or_by_the_session(session: Session, qtbot: QtBot) -> None:
    sentences: list[str] = []
    session.failed.connect(sentences.append)
    job = partial(load_page, request=PageRequest("nowhere.md"))
    with qtbot.waitCallback(timeout=WAIT_MS) as failed:
        session.ask(job, failed=failed)
    assert "nowhere.md" in failed.args[0]
    assert sentences == []
    session.ask(job)
    wait_until_idle(session, qtbot)
    assert len(sentences) == 1
    assert "nowhere.md" in sentences[0]


def test_a_fault_of_ours_is_a_sentence_too_and_ends_nothing_else(session: Session, qtbot: QtBot) -> None:
    def job(_library: Library) -> None:
        raise ZeroDivisionError("no number")

    with qtbot.captureExceptions() as faults:
        with qtbot.waitCallback(timeout=WAIT_MS) as failed:
            session.ask(job, failed=failed)
        qtbot.waitUntil(lambda: bool(faults), timeout=WAIT_MS)
    assert "ZeroDivisionError" in failed.args[0]
    assert [kind for kind, _, _ in faults] == [ZeroDivisionError]
    with qtbot.waitCallback(timeout=WAIT_MS) as then:
        session.ask(browse_jobs.load_problems, then)


# What the jobs of reading answer


def test_a_document_comes_with_its_request(session: Session, qtbot: QtBot) -> None:
    request = PageRequest("ice.md", words="water")
    with qtbot.waitCallback(timeout=WAIT_MS) as then:
        session.ask(partial(load_page, request=request), then)
    shown = then.args[0]
    assert isinstance(shown, ShownPage)
    assert shown.request == request
    assert shown.page.title == "Why does ice float?"


def test_found_words_are_marked_in_units_of_utf16(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitCallback(timeout=WAIT_MS) as then:
        session.ask(partial(find_marks, words="water", text="\N{ICE CUBE} is water"), then)
    then.assert_called_with([(6, 11)])


def test_what_another_process_has_committed_is_noticed(open_session: Opener, qtbot: QtBot, other_library: Path) -> None:
    session = open_session(other_library)
    with qtbot.assertNotEmitted(session.changed):
        session.look_for_news()
        wait_until_idle(session, qtbot)
    write(other_library, "two.md", question("Are two enough?", "Numbers", "Yes."))
    Library.open(other_library).close()
    with qtbot.waitSignal(session.changed, timeout=WAIT_MS):
        session.look_for_news()
        session.look_for_news()


def test_a_list_is_found_again_where_its_reader_was(open_session: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(100):
        write(tmp_path, f"{number:03}.md", question(f"Question {number:03}?", "Numbers", "Yes."))
    Library.open(tmp_path).close()
    session = open_session(tmp_path)
    request = ListRequest(selection=Selection("numbers"))
    with qtbot.waitCallback(timeout=WAIT_MS) as then:
        job = partial(browse_jobs.load_list, request=request, anchors={"090.md": 3, "gone.md": 1})
        session.ask(job, then)
    page = then.args[0]
    assert page.total == 100
    assert page.anchors == {"090.md": 90}
    assert "090.md" in [row.path for row in page.rows]
    with qtbot.waitCallback(timeout=WAIT_MS) as then:
        session.ask(partial(browse_jobs.load_list, request=ListRequest("question"), anchors={"005.md": 40}), then)
    assert then.args[0].total == 100
    assert then.args[0].offset == 0


def test_pictures_of_a_document_come_with_it(open_session: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(b"picture")
    write(tmp_path, "one.md", question("What is a dot?", "Shapes", "![dot](dot.png) ![gone](gone.png)"))
    Library.open(tmp_path).close()
    session = open_session(tmp_path)
    with qtbot.waitCallback(timeout=WAIT_MS) as then:
        session.ask(partial(load_page, request=PageRequest("one.md")), then)
    assert then.args[0].images == {"dot.png": b"picture"}
