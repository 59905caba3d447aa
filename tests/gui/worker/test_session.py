"""The session: answers come in order, late ones never replace newer ones, and errors are sentences."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.gui.worker.jobs import PageRequest, ShownPage
from qtbrowser.gui.worker.rows import ListRequest, RowsPage
from qtbrowser.gui.worker.session import Session
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


def wait_until_idle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: session.is_idle, timeout=WAIT_MS)


def test_only_the_newest_of_many_searches_is_reported_last(session: Session, qtbot: QtBot) -> None:
    heard: list[RowsPage] = []
    session.list_ready.connect(heard.append)
    words = ["w", "wa", "wat", "wate", "water", "water i", "water ice"]
    for text in words:
        session.request_list(ListRequest(text))
    wait_until_idle(session, qtbot)
    assert [page.request.text for page in heard] == ["water ice"]


def test_a_late_answer_is_dropped(session: Session, qtbot: QtBot) -> None:
    heard: list[str] = []
    session.list_ready.connect(lambda page: heard.append(page.request.text))
    session.request_list(ListRequest("water"))
    # The window's thread is busy: the answer waits in its queue when the next request is made.
    time.sleep(1.0)
    session.request_list(ListRequest("ice"))
    wait_until_idle(session, qtbot)
    assert heard == ["ice"]


def test_answers_about_another_library_are_dropped(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    write(tmp_path, "one.md", question("Is one enough?", "Numbers", "Yes."))
    Library.open(tmp_path).close()
    heard: list[RowsPage] = []
    session.list_ready.connect(heard.append)
    session.request_list(ListRequest("water"))
    with qtbot.waitSignal(session.library_opened, timeout=WAIT_MS):
        session.open(tmp_path)
        time.sleep(0.5)
    heard.clear()
    session.request_list(ListRequest())
    wait_until_idle(session, qtbot)
    assert [row.title for page in heard for row in page.rows] == ["Is one enough?"]


def test_requests_of_different_kinds_are_all_answered(session: Session, qtbot: QtBot) -> None:
    signals = [session.tree_ready, session.list_ready, session.page_ready, session.problems_ready]
    with qtbot.waitSignals(signals, timeout=WAIT_MS):
        session.request_tree(include_hidden=False)
        session.request_list(ListRequest())
        session.request_page(PageRequest("ice.md"))
        session.request_problems()


def test_a_document_comes_with_its_request(session: Session, qtbot: QtBot) -> None:
    request = PageRequest("ice.md", words="water")
    with qtbot.waitSignal(session.page_ready, timeout=WAIT_MS) as ready:
        session.request_page(request)
    shown = ready.args[0]
    assert isinstance(shown, ShownPage)
    assert shown.request == request
    assert shown.page.title == "Why does ice float?"


def test_a_missing_document_is_a_sentence(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.failed, timeout=WAIT_MS) as failed:
        session.request_page(PageRequest("nowhere.md"))
    kind, sentence = failed.args
    assert kind == "page"
    assert "nowhere.md" in sentence


def test_a_folder_that_cannot_be_opened_leaves_the_library_open(
    session: Session, qtbot: QtBot, library: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.open_failed, timeout=WAIT_MS) as failed:
        session.open(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in failed.args[0]
    with qtbot.waitSignal(session.list_ready, timeout=WAIT_MS):
        session.request_list(ListRequest())
    assert session.folder == library.resolve()


def test_what_another_process_has_committed_is_noticed(open_session: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    write(tmp_path, "one.md", question("Is one enough?", "Numbers", "Yes."))
    Library.open(tmp_path).close()
    session = open_session(tmp_path)
    with qtbot.assertNotEmitted(session.changed):
        session.request_reload()
        wait_until_idle(session, qtbot)
    write(tmp_path, "two.md", question("Are two enough?", "Numbers", "Yes."))
    Library.open(tmp_path).close()
    with qtbot.waitSignal(session.changed, timeout=WAIT_MS):
        session.request_reload()
        session.request_reload()


def test_a_list_is_found_again_where_its_reader_was(open_session: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(100):
        write(tmp_path, f"{number:03}.md", question(f"Question {number:03}?", "Numbers", "Yes."))
    Library.open(tmp_path).close()
    session = open_session(tmp_path)
    with qtbot.waitSignal(session.list_ready, timeout=WAIT_MS) as ready:
        session.request_list(ListRequest(selection=Selection("numbers")), {"090.md": 3, "gone.md": 1})
    page = ready.args[0]
    assert page.total == 100
    assert page.anchors == {"090.md": 90}
    assert "090.md" in [row.path for row in page.rows]
    with qtbot.waitSignal(session.list_ready, timeout=WAIT_MS) as ready:
        session.request_list(ListRequest("question"), {"005.md": 40})
    assert ready.args[0].total == 100
    assert ready.args[0].offset == 0


def test_pictures_of_a_document_come_with_it(open_session: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(b"picture")
    write(tmp_path, "one.md", question("What is a dot?", "Shapes", "![dot](dot.png) ![gone](gone.png)"))
    Library.open(tmp_path).close()
    session = open_session(tmp_path)
    with qtbot.waitSignal(session.page_ready, timeout=WAIT_MS) as ready:
        session.request_page(PageRequest("one.md"))
    assert ready.args[0].images == {"dot.png": b"picture"}
