"""``qtbrowser meaning``, run as a user and as the window does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from qtbrowser.meaning.sentence_model import why_unavailable
from tests.cli.conftest import Outcome

pytestmark = pytest.mark.skipif(bool(why_unavailable()), reason="ONNX Runtime has no version for this system")


def events(outcome: Outcome) -> list[dict[str, object]]:
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_vectors_are_made_and_removed(folder: Path, tmp_path: Path, command: Callable[..., Outcome]) -> None:
    words = ("search", "sweet things that grow on branches", "--library", folder, "--json")
    assert not [hit for hit in command(*words).json["hits"] if hit["match"] == "meaning"]
    assert command("meaning", folder).out.startswith("8 texts read in ")
    assert command("meaning", folder).out.startswith("0 texts read in ")
    assert [hit for hit in command(*words).json["hits"] if hit["match"] == "meaning"]
    (cache,) = (tmp_path / "cache" / "libraries").iterdir()
    with FileLock(cache / "meaning.lock"):
        busy = command("meaning", folder, "--events")
    assert (busy.code, [event["event"] for event in events(busy)]) == (1, ["busy"])
    assert [event["event"] for event in events(command("meaning", folder, "--events"))][-1] == "finished"
    assert (command("meaning", folder, "--remove").code, command("meaning", folder, "--remove").out) == (0, "")
    assert not [hit for hit in command(*words).json["hits"] if hit["match"] == "meaning"]


def test_a_folder_that_is_missing_is_an_event(tmp_path: Path, command: Callable[..., Outcome]) -> None:
    done = command("meaning", tmp_path / "none", "--events")
    (event,) = events(done)
    assert (done.code, event["event"]) == (1, "error")
    assert "no such folder" in str(event["message"])
