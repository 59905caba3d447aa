"""``qtbrowser bookmarks``, ``notes`` and ``progress``, run as a reader does."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.cli.main import main


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main([*words]) == code
    return capsys.readouterr().out


def told_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(told(capsys, *words, "--json"))


def test_bookmarks_are_added_listed_moved_and_removed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ("--library", str(folder))
    added = told_json(
        capsys, "bookmarks", "add", "food/apple.md", *library, "--folder", "Fruit/Red", "--note", "for the cake"
    )
    assert set(added) == {"path", "folder", "note", "created"}
    assert told_json(capsys, "bookmarks", "list", *library) == [added]
    assert told(capsys, "bookmarks", "list", *library) == "Fruit/Red/\n  food/apple.md: for the cake\n"
    (folder / "food/apple.md").rename(folder / "food/eaten.md")
    assert told_json(capsys, "bookmarks", "list", *library) == [{**added, "path": "food/eaten.md"}]
    assert told(capsys, "bookmarks", "rename", "Fruit", "Food", *library) == "Renamed the folder Fruit to Food.\n"
    assert [one["folder"] for one in told_json(capsys, "bookmarks", "list", *library)] == ["Food/Red"]
    assert told(capsys, "bookmarks", "remove", "food/eaten.md", *library) == "Removed 1 bookmark.\n"
    assert told_json(capsys, "bookmarks", "list", *library) == []
    assert "has no bookmark" in told(capsys, "bookmarks", "remove", "food/eaten.md", *library, code=1)


@pytest.mark.parametrize("ending", ["json", "html"])
def test_bookmarks_are_exported_and_imported_once(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    library = ("--library", str(folder))
    told(capsys, "bookmarks", "add", "food/apple.md", *library, "--folder", "Fruit", "--note", "mine")
    before = told_json(capsys, "bookmarks", "list", *library)
    file = tmp_path / f"mine.{ending}"
    assert told(capsys, "bookmarks", "export", str(file), *library).startswith("Exported 1 bookmark")
    told(capsys, "bookmarks", "remove", "food/apple.md", *library)
    for _ in range(2):
        assert told_json(capsys, "bookmarks", "import", str(file), *library) == {"imported": 1, "unknown": []}
    after = told_json(capsys, "bookmarks", "list", *library)
    assert [(one["path"], one["folder"], one["note"]) for one in after] == [("food/apple.md", "Fruit", "mine")]
    assert after[0]["created"][:19] == before[0]["created"][:19]


def test_bookmarks_of_documents_that_are_not_here_are_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.json"
    file.write_text('[{"path": "../outside.md"}, {"path": "no.md"}, {"path": 3}, 4, {"path": "food/apple.md"}]')
    answer = told_json(capsys, "bookmarks", "import", str(file), "--library", str(folder))
    assert answer == {"imported": 1, "unknown": ["../outside.md", "no.md"]}


def test_a_file_of_another_form_is_refused_in_a_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("mine.txt", "mine.md"):
        file = tmp_path / name
        file.write_text("[]")
        assert main(["bookmarks", "import", str(file), "--library", str(folder)]) == 1
        assert capsys.readouterr().err.startswith(f"qtbrowser: {file}: ")


def test_notes_are_written_shown_listed_and_exported(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = ("--library", str(folder))
    wrote = told(capsys, "notes", "write", "food/apple.md", "Two *words*\x1b[2J", *library)
    assert wrote == "Wrote the note on food/apple.md.\n"
    assert told(capsys, "notes", "show", "food/apple.md", *library) == "Two *words*\\u001b[2J\n"
    assert [one["path"] for one in told_json(capsys, "notes", "list", *library, "--query", "WORDS")] == [
        "food/apple.md"
    ]
    assert told(capsys, "notes", "list", *library, "--query", "others") == "There are no notes.\n"
    for ending in ("json", "csv", "md"):
        file = tmp_path / f"notes.{ending}"
        told(capsys, "notes", "export", str(file), *library)
        assert "Two *words*" in file.read_text(encoding="utf-8")
    assert told(capsys, "notes", "remove", "food/apple.md", *library) == "Removed the note on food/apple.md.\n"
    assert "There is no note" in told(capsys, "notes", "show", "food/apple.md", *library, code=1)


def test_progress_is_set_and_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ("--library", str(folder))
    assert told(capsys, "progress", "set", "known", "food/apple.md", *library) == "Set 1 document to known.\n"
    assert told_json(capsys, "progress", "show", *library) == [{"path": "food/apple.md", "state": "known"}]
    assert told(capsys, "progress", "show", *library).startswith("known  food/apple.md\n1 known, ")
    unread = told_json(capsys, "progress", "set", "unread", "food/apple.md", *library)
    assert unread == {"set": 1, "state": "unread"}
    assert told_json(capsys, "progress", "show", *library) == []


def test_documents_are_asked_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ("--library", str(folder))
    due = told_json(capsys, "study", "due", *library, "--search", "apple", "--new", "5")
    assert [one["new"] for one in due] == [True] * len(due)
    path = due[0]["path"]
    graded = told_json(capsys, "study", "grade", path, "good", *library)
    assert (graded["path"], graded["new"]) == (path, False)
    assert path not in [one["path"] for one in told_json(capsys, "study", "due", *library)]
    assert told_json(capsys, "study", "statistics", *library)["reviews"] == 1
    assert "Grades: 1\n" in told(capsys, "study", "statistics", *library)
    assert told_json(capsys, "study", "undo", *library) == {"path": path}
    assert told(capsys, "study", "undo", *library, code=1) == "There is no grade to take back.\n"
    assert told_json(capsys, "study", "suspend", path, *library)["suspended"]
    assert path not in told(capsys, "study", "due", *library)
    assert not told_json(capsys, "study", "resume", path, *library)["suspended"]
    assert path in told(capsys, "study", "due", *library)
    assert told(capsys, "study", "bury", path, *library) == f"{path} is not asked today any more.\n"
    assert told(capsys, "study", "suspend", path, *library) == f"{path} is not asked until it is resumed.\n"
    assert told(capsys, "study", "resume", path, *library) == f"{path} is asked again.\n"
    assert path not in told(capsys, "study", "due", *library)


def test_a_highlight_is_noted_blanked_and_searched_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ("--library", str(folder))
    added = told_json(capsys, "highlights", "add", "food/apple.md", "has $\\nu \\neq 0$ seeds", *library)
    assert told_json(capsys, "highlights", "note", added["id"], "For the *cake*.", *library) == {
        "note": "For the *cake*."
    }
    assert told_json(capsys, "highlights", "blank", added["id"], *library) == {"blank": True}
    (kept,) = told_json(capsys, "highlights", "list", "--query", "CAKE", *library)
    assert (kept["quote"], kept["note"], kept["is_blank"]) == (added["quote"], "For the *cake*.", True)
    assert told_json(capsys, "highlights", "list", "--query", "cake other", *library) == []
    assert told_json(capsys, "highlights", "blank", added["id"], "--off", *library) == {"blank": False}
    for action in (("note", "none", "x"), ("blank", "none"), ("remove", "none")):
        assert told(capsys, "highlights", *action, *library, code=1) == "There is no highlight none.\n"


def test_bookmarks_in_words_and_as_json(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ("--library", str(folder))
    assert told(capsys, "bookmarks", "list", *library) == "There are no bookmarks.\n"
    no_folder = "There is no folder Fruit that could be renamed.\n"
    assert told(capsys, "bookmarks", "rename", "Fruit", "Food", *library, code=1) == no_folder
    file = tmp_path / "mine.json"
    for entries, counted in (
        ('{"path": "food/apple.md", "folder": "Fruit"}, {"path": "food/apple.md"}, {"path": "no.md"}', "2 bookmarks"),
        ('{"path": "food/pear.md"}', "1 bookmark"),
    ):
        file.write_text(f"[{entries}]")
        unknown = "This library has no document no.md.\n" if "no.md" in entries else ""
        assert told(capsys, "bookmarks", "import", str(file), *library) == f"Imported {counted} from {file}.\n{unknown}"
    assert told(capsys, "bookmarks", "list", *library) == "food/apple.md\nfood/pear.md\nFruit/\n  food/apple.md\n"
    assert told_json(capsys, "bookmarks", "rename", "Fruit", "Food", *library) == {"renamed": 1}
    assert told_json(capsys, "bookmarks", "remove", "food/apple.md", *library) == {"removed": 2}
    added = told(capsys, "bookmarks", "add", "food/plum.md", "--folder", "Blue", *library)
    assert added == "Bookmarked food/plum.md in Blue.\n"


def test_highlights_in_words(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ("--library", str(folder))
    assert told(capsys, "highlights", "list", *library) == "There are no highlights.\n"
    added = told(capsys, "highlights", "add", "food/pear.md", "like an apple", "--note", "Really?", *library)
    assert added == "Highlighted in food/pear.md: like an apple\n"
    told(capsys, "highlights", "add", "food/plum.md", "A fruit", "--colour", "green", *library)
    pear, plum = "food/pear.md: yellow: like an apple – Really?\n", "food/plum.md: green: A fruit\n"
    assert told(capsys, "highlights", "list", *library) == pear + plum
    assert told(capsys, "highlights", "list", "--document", "food/plum.md", *library) == plum
    for ending in ("json", "csv", "md"):
        file = tmp_path / f"mine.{ending}"
        assert told(capsys, "highlights", "export", str(file), *library) == f"Exported 2 highlights to {file}.\n"
        assert "Really?" in file.read_text(encoding="utf-8")
    (one,) = told_json(capsys, "highlights", "list", "--document", "food/plum.md", *library)
    assert told_json(capsys, "highlights", "remove", one["id"], *library) == {"removed": 1}
    (folder / "food/pear.md").unlink()
    assert told(capsys, "highlights", "list", *library) == pear.replace(".md:", ".md (missing):")


def test_notes_as_json_and_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = ("--library", str(folder))
    assert told_json(capsys, "notes", "write", "food/pear.md", "One\ntwo", *library) == {"text": "One\ntwo"}
    assert told_json(capsys, "notes", "show", "food/pear.md", *library) == {"text": "One\ntwo"}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Größe\r\n".encode()), encoding="ascii"))
    told(capsys, "notes", "write", "food/plum.md", *library)
    assert told(capsys, "notes", "show", "food/plum.md", *library) == "Größe\n\n"
    (folder / "food/plum.md").unlink()
    listed = told(capsys, "notes", "list", *library)
    assert listed == "food/plum.md (missing): Größe\nfood/pear.md: One two\n"
    assert told_json(capsys, "notes", "remove", "food/pear.md", *library) == {"removed": 1}
    gone = "There is no note on food/pear.md.\n"
    assert told(capsys, "notes", "remove", "food/pear.md", *library, code=1) == gone


def test_cards_in_words(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ("--library", str(folder))
    assert told(capsys, "study", "due", "--new", "0", *library) == "Nothing is due.\n"
    graded = told(capsys, "study", "grade", "food/apple.md", "easy", *library)
    assert re.fullmatch(r"food/apple\.md is asked again on \d{4}-\d\d-\d\d at \d\d:\d\d\.\n", graded)
    table = tmp_path / "mine.csv"
    assert told_json(capsys, "study", "export", "--output", str(table), *library) == {"exported": 3, "left_out": []}
    file = tmp_path / "one.apkg"
    written = told(capsys, "study", "export", "--search", "apple like", "--output", str(file), *library)
    assert written == f"Exported 1 card to {file}.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("study", "due", "--new", "-1"),
        ("search", "apple", "--limit", "-1"),
        ("course", "propose", "Food", "--steps", "9" * 30),
        ("undo", "9" * 30),
        ("redo", "9" * 30),
        ("review", "-1", "both"),
        ("edit", "food/apple.md", "--renumber", "-7"),
    ],
)
def test_what_counts_nothing_is_wrong_usage(
    words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--library", str(folder)]) == 2
    assert "is not a whole number from 0 to 9" in capsys.readouterr().err
