"""Every command: its results, its JSON, its messages and its exit codes."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.cli.main import COMMANDS
from tests.cli.conftest import Outcome

Command = Callable[..., Outcome]


def test_index_reports_what_it_did(command: Command, folder: Path) -> None:
    first = command("index", folder, "--json")
    assert first.code == 0
    assert first.err == ""
    report = first.json
    assert list(report) == [
        "documents",
        "added",
        "updated",
        "removed",
        "problems",
        "seconds",
        "index_bytes",
        "left_out",
        "waiting",
    ]
    assert (report["documents"], report["added"], report["updated"], report["removed"]) == (4, 4, 0, 0)
    assert report["index_bytes"] > 0
    (problem,) = report["problems"]
    assert list(problem) == ["rule", "severity", "path", "line", "message"]
    assert (problem["rule"], problem["severity"], problem["path"], problem["line"]) == (
        "unreadable-file",
        "error",
        "bad.md",
        2,
    )
    (folder / "food" / "pear.md").write_text("changed and longer", encoding="utf-8")
    (folder / "food" / "plum.md").unlink()
    second = command("index", folder, "--json").json
    assert (second["documents"], second["added"], second["updated"], second["removed"]) == (3, 0, 1, 1)
    assert command("index", folder, "--rebuild", "--json").json["added"] == 3


def test_index_for_people(command: Command, folder: Path) -> None:
    done = command("index", folder)
    assert done.code == 0
    assert "4 documents: 4 added, 0 updated, 0 removed, 1 problem; " in done.out
    assert "bad.md:2" in done.err
    for name in ("apple", "pear", "plum"):
        (folder / "food" / f"{name}.md").unlink()
    assert "1 document: 0 added" in command("index", folder).out


def test_search_json(command: Command, folder: Path) -> None:
    found = command("search", "apple", "--library", folder, "--json").json
    assert list(found) == ["query", "total", "seconds", "hits", "match", "suggestion", "ignored"]
    assert (found["query"], found["total"]) == ("apple", 2)
    first, second = found["hits"]
    assert list(first) == ["path", "id", "title", "subject", "date", "score", "match", "snippet", "marks"]
    assert (first["path"], first["id"], first["subject"], first["date"]) == ("food/apple.md", 1, "Food", "2025-01-28")
    assert first["score"] >= second["score"] > 0
    assert second["date"] is None
    assert [second["snippet"][start:end] for start, end in second["marks"]] == ["apple"]


SEARCHES = [
    (["fruit"], 3),
    (["fruit", "--include-hidden"], 4),
    (["fruit", "--subject", "FOOD"], 3),
    (["fruit like"], 1),
    (['"a fruit"'], 3),
    (['"fruit a"'], 0),
    (["frui"], 3),
    (["zebra"], 0),
    ([""], 0),
    (['"'], 0),
]


@pytest.mark.parametrize(("words", "total"), SEARCHES)
def test_search_totals(command: Command, folder: Path, words: list[str], total: int) -> None:
    assert command("search", *words, "--library", folder, "--json").json["total"] == total


def test_a_query_that_begins_with_a_minus_sign(command: Command, folder: Path) -> None:
    have = command("search", "apple", "--library", folder, "--words-only", "--json").json["total"]
    others = command("search", "--library", folder, "--words-only", "--json", "--", "-apple").json["total"]
    assert have + others == 3
    assert "-- -membrane" in command("search", "--help").out


def test_search_limit_and_sort(command: Command, folder: Path) -> None:
    some = command("search", "fruit", "--library", folder, "--limit", 1, "--json").json
    assert (some["total"], len(some["hits"])) == (3, 1)
    assert command("search", "fruit", "--library", folder, "--limit", 0, "--json").json["hits"] == []
    titles = command("search", "fruit", "--library", folder, "--sort", "title", "--json").json["hits"]
    assert [hit["title"] for hit in titles] == ["What is a pear?", "What is a plum?", "What is an apple?"]
    dates = command("search", "fruit", "--library", folder, "--sort", "date", "--json").json["hits"]
    assert dates[0]["path"] == "food/apple.md"


def test_search_for_people(command: Command, folder: Path) -> None:
    done = command("search", "apple", "--library", folder)
    assert done.out.splitlines()[0] == "What is an apple?"
    assert "2 documents" in done.err


def test_show_formats(command: Command, folder: Path) -> None:
    text = command("show", 1, "--library", folder)
    assert "What is an apple?" in text.out
    assert "**" not in text.out
    markdown = command("show", "food/apple.md", "--library", folder, "--format", "markdown")
    assert markdown.out == "A **fruit**.\n\nIt has $\\nu \\neq 0$ seeds.\n"
    html = command("show", "/learn/apple", "--library", folder, "--format", "html").out
    assert '<span class="math">\\nu \\neq 0</span>' in html
    assert "<strong>fruit</strong>" in html
    assert "<strong>bold</strong>" in command("show", "food/plum.md", "--library", folder, "--format", "html").out
    shown = command("show", 1, "--library", folder, "--format", "json").json
    assert (shown["id"], shown["subject"], shown["date"], shown["keywords"]) == (
        1,
        "Food",
        "2025-01-28",
        ["fruit", "tree"],
    )
    assert command("show", "food/secret.md", "--library", folder).code == 0


def test_subjects(command: Command, folder: Path) -> None:
    done = command("subjects", "--library", folder, "--json")
    assert done.json == [{"subject": "Food", "count": 3, "topics": [{"topic": "fruit", "count": 3}], "children": []}]
    assert command("subjects", "--library", folder).out == "Food  3\n"
    assert command("subjects", "--library", folder, "--include-hidden").out == "Food  4\n"


ERRORS = [
    (["show", "none.md", "--library", "{folder}"], 1, "none.md"),
    (["show", "2", "--library", "{folder}"], 1, "food/pear.md, food/plum.md"),
    (["show", "bad.md", "--library", "{folder}"], 1, "bad.md, line 2"),
    (["search", "x", "--library", "{folder}/missing"], 1, "no such folder"),
    (["search", "x", "--library", "{folder}/bad.md"], 1, "not a folder"),
    (["search", "x", "--library", "{folder}", "--subject", "Nope"], 1, "no subject Nope"),
    (["search", "x", "--library", "{folder}", "--limit", "-1"], 2, "--limit"),
    (["search", "x", "--library", "{folder}", "--sort", "size"], 2, "--sort"),
    (["search", "x"], 2, "--library"),
    (["index"], 2, "FOLDER"),
    (["--size", "big"], 2, "1280x800"),
    (["--theme", "pink"], 2, "pink"),
    (["--nonsense"], 2, "--nonsense"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), ERRORS)
def test_errors_are_sentences(command: Command, folder: Path, words: list[str], code: int, sentence: str) -> None:
    done = command(*(word.format(folder=folder) for word in words))
    assert done.code == code
    assert done.out == ""
    assert sentence in done.err
    assert "Traceback" not in done.err


def test_each_command_in_the_help_is_apart_from_what_it_does(command: Command) -> None:
    listed = command("--help").out
    for name, does in COMMANDS.items():
        assert re.search(rf"^  {name} {{2,}}{re.escape(does)}$", listed, re.MULTILINE)


def test_version_and_help(command: Command) -> None:
    assert command("--version").out.startswith("QtBrowser ")
    done = command("--help")
    assert done.code == 0
    for word in ("index", "search", "show", "subjects", "--screenshot", "--query", "--document", "--theme", "--size"):
        assert word in done.out
    assert "--sort" in command("search", "--help").out


def test_a_cache_that_cannot_be_written(
    command: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QTBROWSER_CACHE_DIR", str(tmp_path / "file"))
    done = command("subjects", "--library", folder)
    assert done.code == 1
    assert "QTBROWSER_CACHE_DIR" in done.err


def test_events_for_the_window(process: Command, folder: Path) -> None:
    import json

    done = process("index", folder, "--events")
    events = [json.loads(line) for line in done.out.splitlines()]
    assert events[0]["event"] == "progress"
    assert any(event.get("committed") for event in events)
    assert events[-1] | {"seconds": 0, "index_bytes": 0} == {
        "event": "finished",
        "documents": 4,
        "added": 4,
        "updated": 0,
        "removed": 0,
        "problems": 1,
        "seconds": 0,
        "index_bytes": 0,
        "left_out": {},
        "waiting": [],
    }
    gone = process("index", folder / "missing", "--events")
    assert (gone.code, json.loads(gone.out)["event"]) == (1, "error")


def test_any_letters_on_any_terminal(process: Command, folder: Path) -> None:
    done = process("show", "food/plum.md", "--library", folder, PYTHONIOENCODING="", LC_ALL="C", PYTHONUTF8="0")
    assert done.code == 0
    assert "naïve" in done.out


def test_no_command_loads_qt(process: Command, folder: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    for words in (
        ["index", folder],
        ["search", "apple", "--library", folder],
        ["show", "1", "--library", folder, "--format", "html"],
        ["--help"],
    ):
        code = (
            "import sys; from qtbrowser.cli.main import main; code = main(sys.argv[1:]);"
            "loaded = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))];"
            "sys.exit(f'loaded {loaded}' if loaded else code)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a permission to make links")
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize("path", ["away/secret.md", "./away/../away/secret.md", "away.md", "../beside/secret.md"])
def test_show_prints_nothing_from_outside(command: Command, folder: Path, form: str, path: str) -> None:
    (folder.parent / "beside").mkdir()
    (folder.parent / "beside/secret.md").write_text("# Hidden words", encoding="utf-8")
    (folder / "away").symlink_to(folder.parent / "beside")
    (folder / "away.md").symlink_to(folder.parent / "beside/secret.md")
    for reference in (path, str(folder / path)):
        shown = command("show", reference, "--library", folder, "--format", form)
        assert shown.code == 1
        assert "Hidden words" not in shown.out + shown.err
    told = command("check", "--library", folder, "--rule", "linked-folder")
    assert "leads out of the library" in told.out
    assert told.code == 0


def test_index_verify_reads_every_file(command: Command, folder: Path) -> None:
    command("index", folder)
    file = folder / "food/pear.md"
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"apple", b"grape"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert command("index", folder, "--json").json["updated"] == 0
    assert command("index", folder, "--verify", "--json").json["updated"] == 1
    assert command("search", "grape", "--library", folder, "--json").json["total"] == 1


def test_text_files_are_read_on_wish(command: Command, folder: Path) -> None:
    (folder / "notes.txt").write_text("Of lighthouses.", encoding="utf-8")
    assert "1 text file (--text-files on reads it)" in command("index", folder).out
    assert "notes.txt" not in command("search", "lighthouses", "--library", folder).out
    assert command("index", folder, "--text-files", "on").code == 0
    assert "[library]\ntext_files = true" in (folder / ".qtbrowser.toml").read_text(encoding="utf-8")
    assert "notes.txt" in command("search", "lighthouses", "--library", folder).out
    assert command("index", folder).code == 0
    assert command("index", folder, "--text-files", "off").code == 0
    assert "notes.txt" not in command("search", "lighthouses", "--library", folder).out


def test_an_emptied_folder_keeps_its_index_until_that_is_accepted(command: Command, folder: Path) -> None:
    command("index", folder)
    shutil.rmtree(folder)
    folder.mkdir()
    refused = command("index", folder, "--text-files", "on")
    assert refused.code == 1
    assert "The folder is empty, though its index has 4 documents" in refused.err
    assert "add --accept-loss" in refused.err
    assert not list(folder.iterdir())
    found = command("search", "apple", "--library", folder, "--json")
    assert found.json["total"] > 0
    assert "The folder is empty" in found.err
    assert command("index", folder, "--accept-loss", "--json").json["removed"] == 4


def test_a_file_that_asks_many_questions(command: Command, folder: Path) -> None:
    sections = (f"## How does part {name} work?\n\nIt has a {name}wheel.\n\n" for name in ("iron", "tin", "zinc"))
    (folder / "kettles.md").write_text("# Kettles\n\n" + "".join(sections))
    found = command("search", "tinwheel", "--library", folder, "--words-only")
    assert found.out.splitlines()[:3] == [
        "Kettles",
        "  library · kettles.md#how-does-part-tin-work",
        "  How does part tin work?",
    ]
    (hit,) = command("search", "tinwheel", "--library", folder, "--words-only", "--json").json["hits"]
    assert (hit["question"], hit["anchor"]) == ("How does part tin work?", "how-does-part-tin-work")
    entries = command("show", "kettles.md", "--library", folder, "--format", "json").json["entries"]
    assert [entry["anchor"] for entry in entries] == [f"how-does-part-{name}-work" for name in ("iron", "tin", "zinc")]
    assert entries[0] == {"question": "How does part iron work?", "anchor": entries[0]["anchor"], "kind": "heading"}


def test_a_search_tells_which_words_are_missing(command: Command, folder: Path) -> None:
    done = command("search", "fruit apple zebra", "--library", folder, "--words-only", "--facets")
    assert done.err.splitlines()[0].endswith("these are the closest. Missing: zebra.")
    assert "Subjects: Food (" in done.out
    (folder / "pencil.md").write_text("---\ntitle: What is a pencil?\nsubject: Things\n---\n")
    lone = command("search", "pencil", "--library", folder, "--facets")
    assert (lone.out, lone.err) == (
        "What is a pencil?\n  Things · pencil.md\n\nSubjects: Things (1)\n\n",
        "1 document.\n",
    )
