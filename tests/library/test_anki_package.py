"""Packages for Anki, read as Anki reads them: the database within the package, and its media."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from qtbrowser.cli.main import main
from qtbrowser.documents.document import Document
from qtbrowser.library import Library
from qtbrowser.library.anki_package import LastingNames
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.study import Grade, Study
from qtbrowser.rendering.quotable_text import quotable_text

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


def test_documents_with_an_id_keep_their_cards_through_edits_and_moves(folder: Path, tmp_path: Path) -> None:
    (folder / "c.md").write_text(
        "---\nid: 7\ntitle: Ice?\nurl: /learn/physics/c\nsubject: Physics\n---\nIt is cold.\n", encoding="utf-8"
    )
    for name in ("d.md", "e.md"):  # an id that two have tells neither
        (folder / name).write_text(f"---\nid: 8\ntitle: {name}\nsubject: Physics\n---\n{name}\n", encoding="utf-8")
    first = {note.guid for note in export(folder, tmp_path).notes}
    assert len(first) == 5
    library = ("--library", str(folder))
    assert main(["edit", "c.md", *library, "--set", "title=Why is ice cold?"]) == 0
    assert main(["move", "c.md", *library, "--subject", "Chemistry", "--new-subject"]) == 0
    moved = export(folder, tmp_path).notes
    assert [note.subject for note in moved if note.question == "Why is ice cold?"] == ["Chemistry"]
    assert {note.guid for note in moved} == first
    twin = tmp_path / "Twin"
    twin.mkdir()
    (twin / "c.md").write_text("---\nid: 7\ntitle: Steam?\n---\nIt is hot.\n", encoding="utf-8")
    assert first.isdisjoint(note.guid for note in export(twin, tmp_path).notes)


def test_documents_without_an_id_keep_their_cards_when_they_move(folder: Path, tmp_path: Path) -> None:
    first = {note.question: note.guid for note in export(folder, tmp_path).notes}
    (other,) = (question for question in first if question != "Other")
    assert main(["move", "a.md", "--library", str(folder), "--name", "moved.md"]) == 0
    (folder / "b.md").rename(folder / "c.md")
    (folder / "c.md").write_text((folder / "c.md").read_text().replace("/learn/other", "/learn/another"))
    (folder / "a.md").write_text("---\ntitle: Third\n---\nAnother document, where the first one was.\n")
    assert main(["index", str(folder)]) == 0
    moved = {note.question: note.guid for note in export(folder, tmp_path).notes}
    assert (moved[other], moved["Other"]) == (first[other], first["Other"])
    assert len(set(moved.values())) == 3


def test_many_documents_of_one_address_have_short_names() -> None:
    names = LastingNames("library", None, {"old.md": "7.md"})
    found = [names.of(Document(f"{number}.md", "Title", url="/one")) for number in range(3000)]
    assert found[:2] == ["/one", "1.md"]
    assert found[7] == "7.md+"
    assert len(set(found)) == 3000
    assert max(map(len, found)) <= len("2999.md")


def test_a_search_makes_a_deck_and_a_fault_stops_only_itself(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = export(folder, tmp_path, "--search", "words", "--deck", "Mine::Words")
    assert [note.question for note in package.notes] == ["Other"]
    assert "Mine::Words" in package.deck_names
    capsys.readouterr()
    with Library.open(folder) as library:
        deck = library.study.deck()
        (folder / "b.md").unlink()
        file = tmp_path / "half.apkg"
        faults = [fault for _, fault in library.study.write_anki_package(deck, file, "Half")]
    assert sorted(bool(fault) for fault in faults) == [False, True]
    assert len(read_package(file, tmp_path).notes) == 1


def test_a_table_and_other_files(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "deck.csv"
    assert main(["study", "export", "--library", str(folder), "--output", str(file)]) == 0
    assert file.read_text(encoding="utf-8").startswith("question,answer,subject")
    assert main(["study", "export", "--library", str(folder), "--output", str(tmp_path / "deck.zip")]) == 2
    assert "must end with .apkg or .csv" in capsys.readouterr().err


def test_blanked_passages_are_clozes_with_stable_ids(folder: Path, tmp_path: Path) -> None:
    """Anki makes a card of each number; a passage that is blanked later gets the next one, wherever it is."""
    (folder / "b.md").write_text(
        "---\ntitle: Other\nsubject: Cells\n---\nThe **cell** membrane, see `{{c1::x}}`, is "
        "$\\frac{a}{{b}}$ thin: a::b.\n\n"
        "```\nstd::move\n```\n",
        encoding="utf-8",
    )
    with Library.open(folder) as library:
        text = quotable_text(library.render("b.md").html)

        def blank(words: str, until: str = "") -> None:
            start = text.index(words)
            end = text.index(until) + len(until) if until else start + len(words)
            library.kept.add_highlight("b.md", HighlightColour.RED, text, start, end, is_blank=True)

        blank("cell", "membrane")
        first = export(folder, tmp_path)
        (cloze,) = [note for note in first.notes if "{{c1::cell" in note.answer]
        assert cloze.question == "Other"
        assert "<strong>{{c1::cell}}</strong>{{c1:: membrane}}, see" in cloze.answer
        assert "&#123;&#123;c1&#58;&#58;x&#125;&#125;" in cloze.answer
        assert first.cards == 3
        blank("The")
        blank("$", "}}$")
        blank("std::move")
        # Overlaps one that was blanked before.
        blank("membrane", "see")
    second = export(folder, tmp_path)
    (after,) = [note for note in second.notes if "{{c1::cell" in note.answer]
    assert after.guid == cloze.guid
    assert {note.guid for note in first.notes} == {note.guid for note in second.notes}
    assert "{{c2::The}} <strong>{{c1::cell}}</strong>{{c1:: membrane}}" in after.answer
    assert "{{c3::\\(\\frac&#123;a&#125;&#123;&#123;b&#125;&#125;\\)}} thin&#58; a" in after.answer
    assert "{{c4::std&#58;&#58;move}}" in after.answer
    assert second.cards == 6
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as connection:
        models = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
        query = "SELECT ord FROM cards JOIN notes ON cards.nid = notes.id WHERE guid = ? ORDER BY ord"
        assert [order for (order,) in connection.execute(query, (after.guid,))] == [0, 1, 2, 3]
    assert sorted(model["type"] for model in models.values()) == [0, 1]


class Scheduled(NamedTuple):
    kind: int
    queue: int
    due: int
    interval: int
    reps: int
    lapses: int
    memory: str


def scheduled(tmp_path: Path) -> dict[str, Scheduled]:
    """The cards of the last package by their question."""
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as connection:
        query = (
            "SELECT sfld, type, queue, due, ivl, reps, lapses, cards.data FROM cards JOIN notes ON cards.nid = notes.id"
        )
        return {question: Scheduled(*row) for question, *row in connection.execute(query)}


def test_cards_come_with_what_was_scheduled_here(folder: Path, tmp_path: Path) -> None:
    (folder / "c.md").write_text("---\ntitle: Third\n---\nMore.\n", encoding="utf-8")
    (folder / "d.md").write_text("---\ntitle: Fourth\n---\nMore.\n", encoding="utf-8")
    Library.open(folder).close()
    study, start = Study(personal_store(), folder.resolve()), datetime(2025, 3, 1, 12, tzinfo=UTC)
    study.grade("a.md", Grade.GOOD, start)
    last, card = start, study.grade("b.md", Grade.EASY, start)
    start = card.due
    for grade in (Grade.GOOD, Grade.AGAIN, Grade.GOOD, Grade.GOOD):
        last, card = start, study.grade("b.md", grade, start)
        start = card.due
    study.grade("c.md", Grade.EASY, start)
    study.grade("c.md", Grade.AGAIN, start + timedelta(days=30))
    study.suspend("d.md")
    export(folder, tmp_path)
    cards = scheduled(tmp_path)
    learned, learning = cards["Other"], next(card for title, card in cards.items() if title.startswith("What is"))
    assert (learned.kind, learned.queue, learned.reps, learned.lapses) == (2, 2, 5, 1)
    assert learned.interval == (card.due - last).days
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as connection:
        (begun,) = connection.execute("SELECT crt FROM col").fetchone()
        log = connection.execute("SELECT ease, ivl, lastIvl, type, id FROM revlog ORDER BY id").fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM revlog WHERE cid NOT IN (SELECT id FROM cards)").fetchone() == (
            0,
        )
    assert begun + learned.due * 86_400 <= card.due.timestamp() < begun + (learned.due + 1) * 86_400
    assert set(json.loads(learned.memory)) == {"s", "d"}
    assert (learning.kind, learning.queue, learning.reps) == (1, 1, 1)
    assert learning.due == datetime(2025, 3, 1, 12, 10, tzinfo=UTC).timestamp()
    assert (cards["Third"].kind, cards["Third"].queue, cards["Third"].lapses) == (3, 1, 1)
    assert (cards["Fourth"].kind, cards["Fourth"].queue) == (0, -1)
    of_other = [row[:4] for row in log if row[0] != Grade.GOOD or row[3] or row[2]]
    assert (4, 8, 0, 0) in of_other
    assert any(ease == 1 and kind == 1 and after < 0 < before for ease, after, before, kind in of_other)
    assert len({row[4] for row in log}) == len(log) == 8
    export(folder, tmp_path, "--without-history")
    assert {card[:5] for card in scheduled(tmp_path).values()} == {(0, 0, 0, 0, 0)}
