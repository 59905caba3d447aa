"""Requests of a second start: taken, refused, and left by windows that are gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qtbrowser import running_windows, settings
from qtbrowser.running_windows import (
    MOST_BYTES,
    ShowRequest,
    claim_start,
    end_claim,
    forget_folder,
    hand_over,
    hand_over_or_claim,
    has_requests,
    open_libraries,
    requests_folder,
    taken_requests,
    tell_library,
)

REQUEST = ShowRequest("/some/folder", "a.md", "zwölf words", "qtbrowser:state/a")


@pytest.fixture
def other() -> Iterator[str]:
    """The number of another process, which lives."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield str(process.pid)
    process.communicate(b"\n", timeout=60)


def test_a_running_window_takes_a_request() -> None:
    folder = requests_folder()
    taken: list[ShowRequest] = []
    ready = threading.Event()

    def answer() -> None:
        ready.set()
        while not taken:
            taken.extend(taken_requests(folder))

    window = threading.Thread(target=answer)
    window.start()
    assert ready.wait(30)
    assert hand_over(REQUEST)
    window.join()
    assert taken == [REQUEST]
    assert list(folder.iterdir()) == []


def test_without_a_window_nobody_takes_it() -> None:
    assert not hand_over(REQUEST)
    folder = requests_folder()
    assert not hand_over(REQUEST)
    assert list(taken_requests(folder)) == []
    assert list(folder.iterdir()) == []
    forget_folder(folder)
    assert not hand_over(REQUEST)


def test_of_starts_in_the_same_instant_one_brings_a_window_and_the_others_hand_over_to_it() -> None:
    script = "import sys; from tests.starting_at_once import start; start()"
    starts = [
        subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for start in starts:
        assert start.stdout is not None
        assert start.stdout.readline() == "ready\n"
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("go\n")
        start.stdin.flush()
    assert sorted(start.communicate(timeout=60)[0] for start in starts) == ["handed over\n"] * 3 + [
        "window, 3 requests\n"
    ]
    assert not (settings.state_dir() / "windows" / "starting").exists()


def test_a_start_with_a_window_of_its_own_claims_unless_another_has(other: str) -> None:
    file = settings.state_dir() / "windows" / "starting"
    claim_start()
    assert file.read_text(encoding="ascii") == str(os.getpid())
    end_claim()
    file.write_text(other, encoding="ascii")
    claim_start()
    end_claim()
    assert file.read_text(encoding="ascii") == other
    # An old claim counts no more.
    os.utime(file, (0, 0))
    claim_start()
    assert file.read_text(encoding="ascii") == str(os.getpid())
    end_claim()
    assert list(file.parent.iterdir()) == []


def test_a_start_that_failed_holds_up_no_later_one(other: str) -> None:
    claim = settings.state_dir() / "windows" / "starting"
    claim.parent.mkdir(parents=True)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(30)
    claim.write_text(str(ended.pid), encoding="ascii")
    assert not hand_over_or_claim(REQUEST)
    assert claim.read_text(encoding="ascii") == str(os.getpid())
    end_claim()
    assert not claim.exists()
    # A claim of a process that has this number now, but is older than any start takes.
    claim.write_text(other, encoding="ascii")
    os.utime(claim, (0, 0))
    assert not hand_over_or_claim(REQUEST)
    end_claim()
    assert list(claim.parent.iterdir()) == []


def test_a_claim_that_was_made_in_place_of_an_old_one_stays(other: str) -> None:
    claim = settings.state_dir() / "windows" / "starting"
    claim.parent.mkdir(parents=True)
    claim.write_text(other, encoding="ascii")
    # As if this process had read the old one before.
    assert running_windows._removed_claim(claim)
    assert claim.read_text(encoding="ascii") == other
    assert list(claim.parent.iterdir()) == [claim]


@pytest.mark.skipif(os.name != "posix", reason="signs of a process's number")
def test_folders_whose_names_only_look_like_numbers() -> None:
    requests_folder()
    (settings.state_dir() / "windows" / "\N{SUPERSCRIPT TWO}-x").mkdir()
    assert open_libraries() == []


def test_a_claim_without_a_number_is_of_nobody() -> None:
    claim = settings.state_dir() / "windows" / "starting"
    claim.parent.mkdir(parents=True)
    claim.write_bytes(b"\xff")
    end_claim()
    assert not hand_over_or_claim(REQUEST)
    end_claim()
    assert not claim.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that nobody can write to")
def test_a_window_that_can_not_be_reached_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qtbrowser.running_windows.ANSWER_SECONDS", 0)
    folder = requests_folder()
    unreachable = folder.with_name(f"{os.getpid()}-unreachable")
    unreachable.symlink_to("/proc")
    assert not hand_over(REQUEST)
    assert list(folder.iterdir()) == []
    assert unreachable.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="names and links of POSIX")
def test_a_folder_without_requests(tmp_path: Path) -> None:
    assert list(taken_requests(tmp_path / "missing")) == []
    assert list(taken_requests(tmp_path / ("a" * 300))) == []
    folder = requests_folder()
    (folder / "1.json").symlink_to(tmp_path / "missing")
    assert list(taken_requests(folder)) == []
    assert list(folder.iterdir()) == []


def test_a_request_that_can_not_be_removed_is_left_for_later() -> None:
    folder = requests_folder()
    # No step on a file can remove a folder.
    (folder / "1.json").mkdir()
    (folder / "2.json").write_text(json.dumps({"query": "words"}), encoding="utf-8")
    assert list(taken_requests(folder)) == [ShowRequest(query="words")]
    assert [file.name for file in folder.iterdir()] == ["1.json"]
    assert has_requests(folder)
    # Its sender has a window of its own by now.
    os.utime(folder / "1.json", (1_000_000_000, 1_000_000_000))
    assert not has_requests(folder)


def test_the_folder_of_a_process_that_is_gone_is_removed() -> None:
    script = "from qtbrowser.running_windows import requests_folder; print(requests_folder())"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    folder = Path(done.stdout.strip())
    assert folder.is_dir()
    assert not hand_over(REQUEST)
    assert not folder.exists()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_only_the_user_can_write_requests() -> None:
    folder = requests_folder()
    assert folder.stat().st_mode & 0o077 == folder.parent.stat().st_mode & 0o077 == 0
    assert folder.is_relative_to(settings.state_dir())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no",
        b"[]",
        b"[" * 60_000,
        b'{"folder": 3}',
        b'{"query": null}',
        b'{"folder": "\xff"}',
        b'{"query": "' + b"a" * MOST_BYTES + b'"}',
    ],
)
def test_what_is_no_request_is_removed(content: bytes) -> None:
    folder = requests_folder()
    (folder / "1.json").write_bytes(content)
    (folder / "2.json").write_text(json.dumps({"query": "words", "unknown": 1}), encoding="utf-8")
    assert list(taken_requests(folder)) == [ShowRequest(query="words")]
    assert list(folder.iterdir()) == []


def test_a_link_is_no_request(tmp_path: Path) -> None:
    folder = requests_folder()
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    (folder / "1.json").symlink_to(tmp_path / "other.json")
    assert list(taken_requests(folder)) == []
    assert (tmp_path / "other.json").exists()


def test_windows_tell_which_libraries_are_open(tmp_path: Path) -> None:
    first, second = requests_folder(), requests_folder()
    assert open_libraries() == []
    tell_library(first, tmp_path / "birds")
    tell_library(second, tmp_path / "trees")
    assert open_libraries() == [tmp_path / "birds", tmp_path / "trees"]
    tell_library(second, tmp_path / "birds")
    assert open_libraries() == [tmp_path / "birds"]
    assert list(taken_requests(first)) == []
    forget_folder(first)
    forget_folder(second)
    assert open_libraries() == []


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"folder": 3}', b'{"folder": "here"}', b'{"folder": "/a\\u0000b"}', b" " * MOST_BYTES * 2],
)
def test_what_tells_no_library(content: bytes) -> None:
    (requests_folder() / "library").write_bytes(content)
    assert open_libraries() == []


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_tells_no_library(tmp_path: Path) -> None:
    (tmp_path / "told").write_text(json.dumps({"folder": str(tmp_path)}), encoding="utf-8")
    (requests_folder() / "library").symlink_to(tmp_path / "told")
    assert open_libraries() == []


def test_only_the_window_of_a_library_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qtbrowser.running_windows.ANSWER_SECONDS", 0)
    tell_library(requests_folder(), tmp_path / "trees")
    assert not hand_over(REQUEST, tmp_path / "birds")
    monkeypatch.setattr("qtbrowser.running_windows.ANSWER_SECONDS", 30)
    folder = requests_folder()
    tell_library(folder, tmp_path / "birds")
    taken: list[ShowRequest] = []

    def answer() -> None:
        while not taken:
            taken.extend(taken_requests(folder))

    window = threading.Thread(target=answer)
    window.start()
    assert hand_over(REQUEST, tmp_path / "birds")
    window.join()
    assert taken == [REQUEST]


def test_the_window_of_the_wanted_library_comes_before_older_ones(tmp_path: Path) -> None:
    tell_library(requests_folder(), tmp_path / "trees")
    folder = requests_folder()
    tell_library(folder, tmp_path / "birds")
    request = ShowRequest(str(tmp_path / "birds"))
    taken: list[ShowRequest] = []

    def answer() -> None:
        while not taken:
            taken.extend(taken_requests(folder))

    window = threading.Thread(target=answer)
    window.start()
    assert hand_over(request)
    window.join()
    assert taken == [request]
