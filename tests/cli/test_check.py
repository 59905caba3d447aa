"""`qtbrowser check`, `report` and `statistics`."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.curation.checks import check_turn
from qtbrowser.library import Library
from tests.cli.conftest import Outcome

Command = Callable[..., Outcome]
LONG = "Words that fill an answer until it is long enough to be one. " * 6


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Two documents that share an id and one that is sound."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, number, end in (("apple", 1, ""), ("pear", 1, "See ![it](pear.png). ![too](pear2.png)"), ("plum", 2, "")):
        text = f"---\nid: {number}\ntitle: What is a {name}?\n---\n{LONG}{name * 9} {name}. {end}\n"
        (folder / f"{name}.md").write_text(text)
    return folder


def test_json_is_a_list_with_one_entry_for_each_rule_and_document(faulty: Path, command: Command) -> None:
    outcome = command("check", "--library", faulty, "--json")
    assert outcome.code == 1
    names = ["rule", "severity", "path", "line", "message", "fix"]
    assert [list(entry) for entry in outcome.json] == [names] * len(outcome.json)
    found = {(entry["rule"], entry["severity"], entry["path"], entry["line"]) for entry in outcome.json}
    assert found >= {
        ("duplicate-id", "error", "apple.md", 2),
        ("missing-file", "warning", "pear.md", 5),
    }
    assert len(found) == len(outcome.json)
    assert all(entry["fix"] is None or isinstance(entry["fix"], str) for entry in outcome.json)


def test_exit_codes(faulty: Path, command: Command, tmp_path: Path) -> None:
    assert command("check", "--library", faulty).code == 1
    assert command("check", "--library", faulty, "--rule", "missing-file").code == 0
    assert command("check", "--library", faulty, "--rule", "missing-file", "--rule", "duplicate-id").code == 1
    (faulty / "pear.md").unlink()
    assert command("check", "--library", faulty).code == 0
    assert command("check", "--library", faulty, "--rule", "no-such-rule").code == 2
    assert command("check", "--library", tmp_path / "nowhere").code == 2
    assert command("check").code == 2
    (faulty / ".qtbrowser.toml").write_text("[check")
    outcome = command("check", "--library", faulty, "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert ".qtbrowser.toml" in outcome.err


def test_a_rule_that_goes_by_meaning_says_what_it_needs(faulty: Path, command: Command) -> None:
    needs = f"qtbrowser meaning {faulty}"
    for words in (("--rule", "similar-question"), ("--rule", "similar-question", "--json"), ()):
        outcome = command("check", "--library", faulty, *words)
        assert "similar-question was not checked" in outcome.err
        assert needs in outcome.err
    assert needs in command("report", "--library", faulty, "--output", faulty.parent / "report.html").err
    assert command("check", "--library", faulty, "--rule", "missing-file").err == ""
    (faulty / ".qtbrowser.toml").write_text('[check]\noff = ["similar-question"]\n')
    assert command("check", "--library", faulty).err == ""


def test_a_reader_that_wants_no_more_of_the_findings_is_no_error(
    faulty: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("check", "--library", faulty)
    reading, writing = os.pipe()
    os.close(reading)
    # What the program does with the output's file afterwards is not seen by the test's own.
    with open(writing, "w", encoding="utf-8", buffering=1) as output:
        monkeypatch.setattr(sys, "stdout", output)
        outcome = command("check", "--library", faulty)
    assert (outcome.code, outcome.err) == (1, "")


def test_a_check_waits_for_another_one_and_says_so(
    faulty: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_turn, "PATIENCE_SECONDS", 0.3)
    with Library.open(faulty) as library, closing(library.check_in_parts()) as other:
        while next(other).findings is None:
            pass
        outcome = command("check", "--library", faulty)
        assert (outcome.code, outcome.out) == (2, "")
        assert "This one waits for its end." in outcome.err
        assert "Another check of this library is running." in outcome.err.splitlines()[-1]
        assert command("statistics", "--library", faulty).code != 0
    assert command("check", "--library", faulty).code == 1


def test_a_check_changes_nothing_in_the_library(faulty: Path, command: Command) -> None:
    before = {file: file.read_bytes() for file in faulty.rglob("*")}
    command("check", "--library", faulty)
    assert {file: file.read_bytes() for file in faulty.rglob("*")} == before


def test_the_plain_output_names_file_and_line(faulty: Path, command: Command) -> None:
    lines = command("check", "--library", faulty, "--rule", "duplicate-id").out.splitlines()
    assert lines[0] == "apple.md:2: error: The id 1 is also that of pear.md. [duplicate-id]"
    assert lines[-1] == "1 error, 0 warnings, 0 notes"


def test_a_process_of_its_own(faulty: Path, process: Callable[..., Outcome]) -> None:
    outcome = process("check", "--library", faulty, "--json", "--rule", "duplicate-id")
    assert (outcome.code, len(outcome.json), outcome.err) == (1, 1, "")


def test_the_report_as_csv(faulty: Path, command: Command, tmp_path: Path) -> None:
    (faulty / "=1+1.md").write_text("---\nid: 2\ntitle: =1?\n---\n" + LONG)
    output = tmp_path / "report.csv"
    assert command("report", "--library", faulty, "--rule", "duplicate-id", "--output", output).code == 0
    rows = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"), newline="")))
    assert [row["path"] for row in rows] == ["'=1+1.md", "apple.md"]
    assert rows[1]["others"] == "pear.md"
    assert rows[1]["line"] == "2"


def test_a_report_has_the_line_ends_of_its_form_on_every_system(
    faulty: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    # As Windows has it: each line feed becomes two characters.
    with io.TextIOWrapper(written, encoding="utf-8", newline="\r\n") as output:
        monkeypatch.setattr(sys, "stdout", output)
        assert command("report", "--library", faulty, "--format", "csv").code == 0
        output.flush()
        text = written.getvalue().decode()
    assert text.count("\r\n") == text.count("\n") == text.count("\r") > 2


NAMES_CANT_BE_MADE = pytest.mark.skipif(sys.platform == "win32", reason="these names can't be made there")


@NAMES_CANT_BE_MADE
def test_reports_show_control_characters_as_escapes(folder: Path, command: Command) -> None:
    (folder / "a\x1b]0;x\u202e.md").write_text("---\ntitle: a\n---\n\nShort.\n", encoding="utf-8")
    for form in ("csv", "html"):
        text = command("report", "--library", folder, "--format", form).out
        assert "a\\u001b]0;x\\u202e.md" in text
        assert "\x1b" not in text
        assert "\u202e" not in text


@NAMES_CANT_BE_MADE
def test_the_report_as_html(faulty: Path, command: Command) -> None:
    (faulty / "<b>&.md").write_text("---\nid: 1\ntitle: x\n---\n![](<script>.png)" + LONG)
    text = command("report", "--library", faulty, "--format", "html").out
    assert "&lt;b&gt;&amp;.md" in text
    assert "<b>" not in text
    assert "<script" not in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert [int(number) for number in re.findall(r'duplicate-id</a></td>.*?number">(\d+)', text)] == [1]


def test_a_report_of_an_unknown_form(faulty: Path, command: Command, tmp_path: Path) -> None:
    outcome = command("report", "--library", faulty, "--output", tmp_path / "report.pdf")
    assert outcome.code == 2
    assert "--format" in outcome.err


def test_statistics(folder: Path, command: Command) -> None:
    fields = "id: 1\ntitle: Apple?\nsubject: Food\ndate: 2025-01-28\nrelated: [pear.md, nowhere.md]"
    links = "[b](pear.md) ![c](no.png) [d](gone.md) [e](https://example.org/x)"
    (folder / "food/apple.md").write_text(f"---\n{fields}\n---\n{links} " + "a" * 400)
    found = command("statistics", "--library", folder, "--json").json
    assert found["documents"] == 4
    assert found["unreadable"] == 1
    assert found["hidden"] == 1
    assert found["subjects"] == [["Food", 4]]
    assert found["months"] == [["2025-01", 1, 1]]
    assert found["undated"] == 3
    assert [count for low, high, count in found["lengths"] if count] == [3, 1]
    assert found["most_linked"] == [{"path": "food/pear.md", "title": "What is a pear?", "links": 1}]
    assert found["orphans"] == ["food/apple.md", "food/plum.md", "food/secret.md"]
    assert (found["links"], found["dangling"]) == (2, 1)
    assert (found["text_links"], found["unresolved"]) == (3, 2)
    told = command("statistics", "--library", folder).out
    assert "Related questions: 2, 1 leads nowhere.\nLinks and pictures in answers: 3, 2 lead nowhere.\n" in told


def test_statistics_know_the_redirects_of_removed_documents(folder: Path, command: Command) -> None:
    fields = "id: 1\ntitle: Apple?\nsubject: Food\nrelated: [{title: Pear, url: /food/old}]"
    (folder / "food/apple.md").write_text(f"---\n{fields}\n---\n[b](/food/old) " + "a" * 400)
    found = command("statistics", "--library", folder, "--json").json
    assert (found["dangling"], found["unresolved"]) == (1, 1)
    (folder / ".qtbrowser.toml").write_text('[redirects]\n"/food/old" = "food/pear.md"\n')
    found = command("statistics", "--library", folder, "--json").json
    assert (found["dangling"], found["unresolved"]) == (0, 0)


def test_statistics_as_csv_and_in_words(folder: Path, command: Command, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(command("statistics", "--library", folder, "--csv").out, newline="")))
    assert rows[0] == ["table", "name", "value"]
    assert ["documents by subject", "Food", "4"] in rows
    assert ["growth", "2025-01", "1"] in rows
    assert sum(int(row[2]) for row in rows if row[0] == "answers by length") == 4
    assert command("statistics", "--library", folder, "--output", tmp_path / "s.csv").out == ""
    assert len((tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()) == len(rows)
    assert "4 documents, 1 of them hidden, 1 file unreadable." in command("statistics", "--library", folder).out


def test_json_has_letters_as_they_are(folder: Path, command: Command) -> None:
    text = "---\nid: 2\ntitle: Pfläumchen?\nrelated: [{title: Größe, url: /x}]\n---\n" + LONG
    (folder / "food/plum.md").write_text(text, encoding="utf-8")
    out = command("check", "--library", folder, "--rule", "dangling-related", "--json").out
    assert "Größe" in out
    assert json.loads(out)[0]["line"] == 4


def test_statistics_tell_what_was_left_out(folder: Path, command: Command) -> None:
    (folder / "drawing.xyz").write_text("<svg/>")
    command("index", folder)
    told = command("statistics", "--library", folder).out
    assert told.endswith("\n\nLeft out: 1 file of another kind.\n")
