"""Packages for Anki, read as Anki reads them: the database within the package, and its media."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from qtbrowser.cli.main import main
from qtbrowser.library import Library

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000000020001e5"
    "27d4a20000000049454e44ae426082"
)


class Note(NamedTuple):
    guid: str
    tags: str
    question: str
    answer: str
    subject: str


class Package(NamedTuple):
    notes: list[Note]
    media: dict[str, bytes]
    deck_names: set[str]
    cards: int


def read_package(file: Path, tmp_path: Path) -> Package:
    with zipfile.ZipFile(file) as archive:
        database = tmp_path / "collection.anki2"
        database.write_bytes(archive.read("collection.anki2"))
        media = {name: archive.read(number) for number, name in json.loads(archive.read("media")).items()}
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT guid, tags, flds FROM notes ORDER BY id").fetchall()
        cards = connection.execute("SELECT count(*) FROM cards").fetchone()[0]
        decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    notes = [Note(guid, tags.strip(), *fields.split("\x1f")) for guid, tags, fields in rows]
    return Package(notes, media, {deck["name"] for deck in decks.values()}, cards)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Physics"
    (folder / "pictures").mkdir(parents=True)
    (folder / "pictures/dot.png").write_bytes(PNG)
    (folder / "a.md").write_text(
        "---\ntitle: What is $E$ & why?\nsubject: Physics/Modern physics\nkeywords: mass, rest energy\n---\n"
        "It is $E = mc^2 < 5$, or\n\n$$\\int_0^1 x\\,dx$$\n\n![a dot](pictures/dot.png) ![no](gone.png)\n\n"
        "See [the other](b.md) and [the web](https://example.org/?a=1&b=2).\n\n"
        "```python\ndef f(x):\n    return x < 2\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
        encoding="utf-8",
    )
    (folder / "b.md").write_text("---\ntitle: Other\nurl: /learn/other\n---\nWords.\n", encoding="utf-8")
    return folder


def export(folder: Path, tmp_path: Path, *more: str) -> Package:
    file = tmp_path / "deck.apkg"
    assert main(["study", "export", "--library", str(folder), "--output", str(file), *more]) == 0
    return read_package(file, tmp_path)


def test_cards_are_as_anki_shows_them(folder: Path, tmp_path: Path) -> None:
    package = export(folder, tmp_path)
    assert (package.cards, package.deck_names) == (2, {"Default", "Physics"})
    note = next(note for note in package.notes if "$E$" in note.question or "E" in note.question)
    assert "&amp;" in note.question
    assert note.tags.split() == ["Physics::Modern_physics", "mass", "rest_energy"]
    assert note.subject == "Physics/Modern physics"
    assert "\\(E = mc^2 &lt; 5\\)" in note.answer
    assert "\\[\\int_0^1 x\\,dx\\]" in note.answer
    ((name, content),) = package.media.items()
    assert content == PNG
    assert f'<img src="{name}" alt="a dot">' in note.answer
    assert "gone.png" not in note.answer
    assert "qtbrowser:" not in note.answer
    assert "See the other and" in note.answer
    assert '<a href="https://example.org/?a=1&amp;b=2">the web</a>' in note.answer
    assert '<span class="hl-k">def</span>' in note.answer
    assert note.answer.count("<table") == note.answer.count("</table>") > 0


def test_a_second_package_updates_the_first(folder: Path, tmp_path: Path) -> None:
    first = {note.guid for note in export(folder, tmp_path).notes}
    (folder / "b.md").rename(folder / "moved.md")
    assert {note.guid for note in export(folder, tmp_path).notes} == first


def test_a_search_makes_a_deck_and_a_fault_stops_only_itself(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = export(folder, tmp_path, "--search", "words", "--deck", "Mine::Words")
    assert [note.question for note in package.notes] == ["Other"]
    assert "Mine::Words" in package.deck_names
    capsys.readouterr()
    with Library.open(folder) as library:
        deck = library.kept.deck()
        (folder / "b.md").unlink()
        file = tmp_path / "half.apkg"
        faults = [fault for _, fault in library.kept.write_anki_package(deck, file, "Half")]
    assert sorted(bool(fault) for fault in faults) == [False, True]
    assert len(read_package(file, tmp_path).notes) == 1


def test_a_table_and_other_files(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "deck.csv"
    assert main(["study", "export", "--library", str(folder), "--output", str(file)]) == 0
    assert file.read_text(encoding="utf-8").startswith("question,answer,subject")
    assert main(["study", "export", "--library", str(folder), "--output", str(tmp_path / "deck.zip")]) == 2
    assert "must end with .apkg or .csv" in capsys.readouterr().err
