"""Records of progress, and reports of many of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.errors import PersonalFileError
from qtbrowser.personal.progress_record import (
    read_record,
    record_as_csv,
    report_as_csv,
    report_rows,
    with_checksum,
    written_sample,
    xapi_statements,
)


def record(learner: str = "Ada", done: int = 1, created: str = "2027-01-10T08:00:00+00:00") -> dict[str, Any]:
    steps = [
        {"heading": "", "title": "a.md", "goal": "read", "done": min(done, 1), "total": 1},
        {"heading": "", "title": "Physics", "goal": "answer 2 of 3", "done": 2 * max(0, done - 1), "total": 2},
    ]
    course = {
        "name": "first",
        "title": "First week",
        "required": True,
        "due": "2027-01-15",
        "done": done,
        "total": 2,
        "steps": steps,
    }
    return with_checksum(
        {
            "format": "qtbrowser-progress",
            "version": 1,
            "created": created,
            "learner": learner,
            "library": {"id": "0f", "name": "Physics"},
            "courses": [course],
            "documents": [{"path": "a.md", "state": "known"}],
        }
    )


def write(file: Path, value: object) -> Path:
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def test_the_newest_record_of_a_learner_counts(tmp_path: Path) -> None:
    files = [
        write(tmp_path / "new.json", record("Ada", 2, "2027-01-12T08:00:00+00:00")),
        write(tmp_path / "old.json", record("Ada", 1)),
        write(tmp_path / "late.json", record("Bob", 1, "2027-01-16T08:00:00+00:00")),
        write(tmp_path / "none.json", record("", 0)),
        write(tmp_path / "none2.json", record("", 0)),
    ]
    rows, errors = report_rows(files)
    assert errors == []
    assert [(row.learner, row.done, row.state) for row in rows] == [
        ("", 0, "not begun"),
        ("", 0, "not begun"),
        ("Ada", 2, "done"),
        ("Bob", 1, "overdue"),
    ]
    assert all(row.is_sound for row in rows)
    assert report_as_csv(rows).splitlines()[3].startswith("Ada,First week,Physics,2,2,done,True,2027-01-15,")


SAMPLE = written_sample(range(-3, 40))


def of_library(identity: str, name: str, sample: list[str], done: int, day: int) -> dict[str, Any]:
    library = {"id": identity, "name": name, "sample": sample}
    made = record(done=done, created=f"2027-01-{day}T08:00:00+00:00")
    return with_checksum({**{key: made[key] for key in made if key != "checksum"}, "library": library})


@pytest.mark.parametrize(
    ("name", "sample", "rows"),
    [
        ("Copy", SAMPLE[:-4] + written_sample(range(100, 104)), 1),
        ("Physics", SAMPLE[:14], 1),
        ("Copy", SAMPLE[:14], 2),
        ("Physics", written_sample(range(100, 140)), 2),
        ("Physics", [], 2),
    ],
)
def test_records_of_one_library_come_together_from_several_computers(
    tmp_path: Path, name: str, sample: list[str], rows: int
) -> None:
    files = [
        write(tmp_path / "office.json", of_library("0f", "Physics", SAMPLE, 1, 10)),
        write(tmp_path / "home.json", of_library("1e", name, sample, 2, 12)),
    ]
    for order in (files, files[::-1]):
        found, errors = report_rows(order)
        assert errors == []
        assert [row.done for row in found] in ([2], [1, 2], [2, 1])
        assert len(found) == rows


def test_a_course_has_one_address_for_learners_with_the_same_library() -> None:
    office, home = (xapi_statements(of_library(one, "Physics", SAMPLE, 1, 10)) for one in ("0f", "1e"))
    assert [one["object"] for one in office] == [one["object"] for one in home]


def test_a_changed_record_is_told(tmp_path: Path) -> None:
    rows, _ = report_rows([write(tmp_path / "a.json", {**record(), "learner": "Eve"})])
    assert [(row.learner, row.is_sound) for row in rows] == [("Eve", False)]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([], "The file is no record of progress."),
        ({"format": "other"}, "The file is no record of progress."),
        ({"format": "qtbrowser-progress", "version": 2}, "The record has version 2"),
    ],
)
def test_other_files_are_named_and_stop_only_themselves(tmp_path: Path, value: object, reason: str) -> None:
    other, good = write(tmp_path / "x.json", value), write(tmp_path / "a.json", record())
    with pytest.raises(PersonalFileError, match=reason):
        read_record(other)
    (tmp_path / "deep.json").write_text("[" * 200_000, encoding="utf-8")
    rows, errors = report_rows([other, tmp_path / "gone.json", tmp_path / "deep.json", good])
    assert [row.learner for row in rows] == ["Ada"]
    assert [Path(present).name for present in (error.path or "" for error in errors)] == [
        "x.json",
        "gone.json",
        "deep.json",
    ]


@pytest.mark.parametrize("courses", [[], None, {}, [3, "x"]])
def test_a_record_without_courses_is_told(tmp_path: Path, courses: object) -> None:
    bare = {key: value for key, value in record().items() if key not in ("courses", "checksum")} | {"courses": courses}
    sound = write(tmp_path / "a.json", with_checksum(bare))
    damaged = write(tmp_path / "b.json", with_checksum(bare) | {"learner": "Bob"})
    rows, errors = report_rows([sound, damaged])
    assert errors == []
    assert [(row.learner, row.course, row.state, row.is_sound) for row in rows] == [
        ("Ada", "", "no courses", True),
        ("Bob", "", "no courses", False),
    ]
    # Where the learner has sent one with courses, this says more; damage is told beside it.
    others = [write(tmp_path / "c.json", record()), write(tmp_path / "d.json", record("Bob"))]
    rows, _ = report_rows([sound, damaged, *others])
    assert [(row.learner, row.has_course) for row in rows] == [("Bob", False), ("Ada", True), ("Bob", True)]


def test_what_a_record_lacks_or_holds_wrongly_is_left_out(tmp_path: Path) -> None:
    wrong = {**record(), "courses": [3, {"title": 7, "done": -1, "total": "x", "due": "soon"}], "library": None}
    rows, errors = report_rows([write(tmp_path / "a.json", wrong)])
    assert errors == []
    assert [(row.course, row.done, row.total, row.due, row.is_sound) for row in rows] == [("", 0, 0, None, False)]


def test_a_record_as_a_table_is_not_obeyed_by_spreadsheets() -> None:
    table = record_as_csv(record("=cmd()"))
    assert table.splitlines()[1] == "'=cmd(),First week,a.md,read,1,1,"
    assert table.splitlines()[3] == "'=cmd(),,a.md,,,,known"


def test_addresses_of_statements_are_well_formed_whatever_a_course_is_called() -> None:
    made = record()
    made["courses"][0]["name"] = "My <first> “week”"
    made["documents"][0]["path"] = "What is 100%?.md"
    addresses = [one["object"]["id"].removeprefix("urn:qtbrowser:0f:") for one in xapi_statements(made)]
    assert addresses == [
        "course/My%20%3Cfirst%3E%20%E2%80%9Cweek%E2%80%9D",
        "course/My%20%3Cfirst%3E%20%E2%80%9Cweek%E2%80%9D/step/1",
        "document/What%20is%20100%25%3F.md",
    ]


def test_statements_are_the_same_each_time_and_others_after_progress() -> None:
    once, again, later = (xapi_statements(one) for one in (record(), record(), record(done=2)))
    assert once == again
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in once]
    assert verbs == ["progressed", "experienced", "mastered"]
    assert [one["verb"]["id"].rpartition("/")[2] for one in later] == [
        "completed",
        "experienced",
        "answered",
        "mastered",
    ]
    assert len({one["id"] for one in [*once, *later]}) == 5
    assert later[0]["result"] == {"completion": True, "score": {"raw": 2, "min": 0, "max": 2}}
