"""``qtbrowser course`` and ``qtbrowser progress export|report``, run as a teacher and a learner do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Outcome

COURSE = """title = "Fruit"
due = 2020-01-01
[[step]]
heading = "Round ones"
document = "food/apple.md"
[[step]]
subject = "Food"
goal = "answer 1 of 2"
"""


def test_a_course_is_published_followed_and_reported(
    folder: Path, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    file = tmp_path / "fruit.toml"
    file.write_text(COURSE, encoding="utf-8")
    library = ("--library", folder)
    assert command("course", "list", *library).out == "There are no courses.\n"
    assert command("course", "publish", file, *library).code == 0
    assert command("course", "check", *library).out == "The courses have no faults.\n"
    assert command("progress", "set", "read", "food/apple.md", *library).code == 0
    shown = command("course", "show", "fruit", *library).out.splitlines()
    assert shown[0] == "Fruit: 1 of 2 steps, overdue since 2020-01-01"
    assert shown[1:] == ["", "Round ones", "[x] food/apple.md: read, 1 of 1", "[ ] Food: answer 1 of 2, 0 of 1"]
    listed = command("course", "list", *library, "--json").json
    assert [(one["name"], one["done"], one["total"]) for one in listed] == [("fruit", 1, 2)]
    record = tmp_path / "ada.json"
    assert "Nothing was sent" in command("progress", "export", "--output", record, "--name", "Ada", *library).out
    assert set(json.loads(record.read_text(encoding="utf-8"))) == {
        "format",
        "version",
        "created",
        "learner",
        "library",
        "courses",
        "checksum",
    }
    report = command("progress", "report", record, tmp_path / "gone.json", "--json")
    assert report.code == 1
    assert "gone.json" in report.err
    assert [(row["learner"], row["done"], row["state"], row["is_sound"]) for row in report.json] == [
        ("Ada", 1, "overdue", True)
    ]
    assert "Nothing proves" in command("progress", "report", record).out
    assert command("course", "remove", "fruit", *library).code == 0
    assert command("course", "list", *library, "--json").json == []


def test_wrong_words_are_refused_with_a_sentence(folder: Path, tmp_path: Path, command: Callable[..., Outcome]) -> None:
    library = ("--library", folder)
    assert command("course", "show", "none", *library).code == 1
    assert "There is no such course" in command("course", "show", "none", *library).err
    assert command("progress", "export", "--output", tmp_path / "a.txt", *library).code == 2
    bad = tmp_path / "bad.toml"
    bad.write_text("[[step]]\ngoal = 'fly'", encoding="utf-8")
    outcome = command("course", "publish", bad, *library)
    assert outcome.code == 1
    assert "goal of step 1" in outcome.err
    bad.write_text("[[step]", encoding="utf-8")
    assert command("course", "publish", bad, *library).err.startswith(f"qtbrowser: {bad}: The file is not valid TOML: ")
    bad.write_bytes(b"title = '\xff'")
    outcome = command("course", "publish", bad, *library)
    assert (outcome.code, outcome.err) == (1, f"qtbrowser: {bad}: The file is not UTF-8 text.\n")


def test_a_draft_is_proposed(folder: Path, command: Callable[..., Outcome]) -> None:
    text = command("course", "propose", "food", "--steps", "1", "--library", folder).out
    assert 'title = "Food"' in text
    assert 'goal = "answer 2 of 3"' in text
