"""``qtbrowser course`` and ``qtbrowser progress export|report``, run as a teacher and a learner do."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.documents.course import LARGEST_FILE
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
    assert (outcome.code, outcome.err) == (1, f"qtbrowser: {bad}: The text is not UTF-8.\n")


def test_a_draft_is_proposed(folder: Path, command: Callable[..., Outcome]) -> None:
    text = command("course", "propose", "food", "--steps", "1", "--library", folder).out
    assert 'title = "Food"' in text
    assert 'goal = "answer 2 of 3"' in text


ABOUT = """title = "Fruit"
about = "What is sweet."
required = true
[[step]]
heading = "Round ones"
[[step]]
document = "food/apple.md"
remark = "Taste it."
[[step]]
document = "food/gone.md"
"""


def test_a_course_in_words_and_as_json(
    folder: Path, tmp_path: Path, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = ("--library", folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ABOUT.encode())))
    unnamed = command("course", "publish", "-", *library)
    assert (unnamed.code, unnamed.err) == (2, "qtbrowser: Name the course with --name.\n")
    assert command("course", "publish", "-", "--name", "fruit", *library).code == 0
    head = "Fruit: 0 of 2 steps, required"
    assert command("course", "list", *library).out == f"fruit: {head}\n"
    shown = ["What is sweet.", "", "Round ones", "[ ] food/apple.md: read, 0 of 1", "    Taste it."]
    assert command("course", "show", "fruit", *library).out.splitlines() == [
        head,
        *shown,
        "[?] food/gone.md: read, 0 of 0",
    ]
    told = command("course", "show", "fruit", *library, "--json").json
    assert [step["title"] for step in told["steps"]] == ["Round ones", "food/apple.md", "food/gone.md"]
    assert told["steps"][1]["remark"] == "Taste it."
    (folder / ".qtbrowser/courses/bad.toml").write_text("[[step]")
    listed = command("course", "list", *library)
    assert (listed.code, listed.out) == (1, f"fruit: {head}\n")
    assert listed.err.startswith(".qtbrowser/courses/bad.toml: The file is not valid TOML: ")
    checked = command("course", "check", *library)
    assert checked.code == 1
    assert [line.partition(": ")[0] for line in checked.out.splitlines()] == [
        ".qtbrowser/courses/bad.toml",
        ".qtbrowser/courses/fruit.toml",
    ]
    problems = command("course", "check", *library, "--json").json
    assert [f"{one['path']}: {one['message']}" for one in problems] == checked.out.splitlines()


def test_a_draft_as_json_and_wrong_numbers(folder: Path, tmp_path: Path, command: Callable[..., Outcome]) -> None:
    library = ("--library", folder)
    draft = command("course", "propose", "food", *library, "--json").json["course"]
    assert draft == command("course", "propose", "food", *library).out
    none = command("course", "propose", "food", "--steps", 0, *library)
    assert (none.code, none.err) == (2, "qtbrowser: --steps has to be at least 1.\n")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (LARGEST_FILE + 1))
    refused = command("course", "publish", large, *library)
    assert (refused.code, refused.err) == (
        1,
        f"qtbrowser: {large}: The text is too large: more than 4,194,304 bytes.\n",
    )


def test_a_report_as_a_table_and_of_a_damaged_record(
    folder: Path, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    library = ("--library", folder)
    file = tmp_path / "fruit.toml"
    file.write_text(ABOUT, encoding="utf-8")
    assert command("course", "publish", file, *library).code == 0
    record, table = tmp_path / "ada.json", tmp_path / "all.csv"
    told = command("progress", "export", "--output", record, "--share", "courses", "documents", *library, "--json").json
    assert told == {"courses": 1, "shared": ["courses", "documents"], "file": str(record)}
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace('"total": 2', '"total": 3'), encoding="utf-8")
    report = command("progress", "report", record, "--output", table)
    assert report.out.splitlines()[0] == (
        f"Fruit: {record}: 0 of 3, not begun, required, the file is damaged or was changed"
    )
    head, row = csv.reader(table.read_text(encoding="utf-8-sig").splitlines())
    values = dict(zip(head, row, strict=True))
    assert (values["course"], values["total"], values["sound"], values["due"]) == ("Fruit", "3", "False", "")
    assert command("progress", "report", record, "--output", tmp_path / "all.txt").code == 2
