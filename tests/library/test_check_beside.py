"""A check in a process of its own finds what one in this process does, can be ended, and tells why it can't run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.curation.checks.check_events import check_events, check_steps, statistics_events, statistics_steps
from qtbrowser.curation.checks.finding import CheckProgress
from qtbrowser.curation.statistics import StatisticsProgress
from qtbrowser.errors import LibraryError
from qtbrowser.library import Library, check_api, event_process
from qtbrowser.library.event_process import events_of

Write = Callable[..., Path]


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    for name in ("a", "b"):
        write(f"{name}.md", "The same words, said twice.", title=f"Naïve {name}?", subject="Sums", id=1, tags="x, x")
    write("c.md", "Ends in the middle of a", title="What \u202eis it", date="no date", related="[{url: /gone}]")
    return tmp_path / "library"


def run(*statements: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(("import sys, time", *statements))]


def as_read(event: dict[str, Any]) -> Any:
    return json.loads(json.dumps(event))


def test_a_check_that_is_told_is_the_same(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder, tmp_path / "cache", refresh=False) as library:
        steps = list(library.check())
        parts = list(library.check_in_parts())
        figures = list(library.statistics())
    assert len({finding.rule for finding in steps[-1].findings or ()}) > 3
    assert any(finding.repair for finding in steps[-1].findings or ())
    told = list(check_steps(as_read(event) for event in check_events(parts)))
    assert told[-1] == steps[-1]
    assert [step.findings for step in told[:-1]] == [None] * (len(told) - 1)
    assert list(statistics_steps(as_read(event) for event in statistics_events(figures))) == figures


def test_a_check_waits_until_another_one_has_told_its_findings(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder, tmp_path / "cache") as library, Library.open(folder, tmp_path / "cache") as window:
        first, second = library.check_in_parts(), window.check_in_parts()
        found = [step.findings for step in (next(first), next(first)) if step.findings]
        assert next(second).is_waiting
        (folder / "c.md").unlink()
        found += [step.findings for step in first if step.findings]
        assert {one.path for part in found for one in part} == {"a.md", "b.md", "c.md"}
        assert {one.path for step in second for one in step.findings or ()} == {"a.md", "b.md"}


def test_while_nothing_is_told_the_last_step_is_repeated() -> None:
    events: tuple[dict[str, Any] | None, ...] = (
        {"done": 2, "total": 3, "is_last": False, "left_out": []},
        None,
        {"findings": []},
        None,
    )
    assert list(check_steps(events)) == [CheckProgress(2, 3)] * 4
    assert list(statistics_steps((None,))) == [StatisticsProgress(0, 0)]


def test_a_process_of_its_own_finds_the_same(folder: Path, tmp_path: Path) -> None:
    # Without an index it is not known how many documents there are.
    with Library.open(folder, tmp_path / "cache", refresh=False) as library:
        *_, last = library.check_beside(verify=True)
        *_, counted = library.statistics_beside()
        *_, expected = library.check()
        assert last == expected
        assert counted == list(library.statistics())[-1]


def test_a_small_library_needs_no_process(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_process, "program", lambda: ["no-such-program"])
    with Library.open(folder, tmp_path / "cache") as library:
        assert list(library.check_beside())[-1].findings
        assert list(library.statistics_beside())[-1].statistics
        monkeypatch.setattr(check_api, "WORTH_A_PROCESS", 1)
        with pytest.raises(LibraryError, match="can't be started"):
            list(library.check_beside())


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ('print(\'{"done": 1, "total": 2, "is_last": false, "left_out": []}\\n{"done"\', end=\'\')', "before its end"),
        ('print(\'{"error": "It is gone.", "path": "x", "place": null}\')', "x: It is gone"),
    ],
)
def test_a_process_that_fails_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str, told: str
) -> None:
    monkeypatch.setattr(event_process, "program", lambda: run(statement))
    with Library.open(folder, tmp_path / "cache", refresh=False) as library, pytest.raises(LibraryError, match=told):
        list(library.check_beside())


def test_why_it_can_not_run_is_told(folder: Path, tmp_path: Path) -> None:
    lines = StringIO()
    with Library.open(folder, tmp_path / "cache", refresh=False) as library:
        (folder / ".qtbrowser.toml").write_bytes(b"\xff")
        library.tell_beside("check", verify=False, lines=lines)
        assert ".qtbrowser.toml" in lines.getvalue()
        with pytest.raises(LibraryError) as here:
            list(library.check())
        error = json.loads(lines.getvalue().splitlines()[-1])
    assert (error["error"], error["path"]) == (here.value.reason, here.value.path)


def test_closing_ends_the_process_and_what_it_still_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = tmp_path / "sign"
    says_much = f"open({str(sign)!r}, 'w')", "while True: print(1)"
    monkeypatch.setattr(event_process, "program", lambda: run(*says_much))
    with closing(events_of((), tmp_path)) as events:
        assert next(event for event in events if event is not None) == 1
    assert sign.exists()
    monkeypatch.setattr(event_process, "program", lambda: run("time.sleep(600)"))
    with closing(events_of((), tmp_path)) as events:
        assert next(events) is None
