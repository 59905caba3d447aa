"""The index of what a reader has written: it is kept by every way of writing, and leaves nothing out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.personal.bookmarks import Bookmark, Bookmarks
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlights import Highlights
from qtbrowser.personal.migrations import MIGRATIONS, migrate
from qtbrowser.personal.notes import Notes
from qtbrowser.personal.notices import NoticeKind
from qtbrowser.personal.own_texts import OwnTexts
from qtbrowser.personal.own_words import INDEXED, folded_letters, index_of
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.recovery import connect

LIBRARY = Path("/library")

TEXTS = (
    "Cell membranes: look again, as an Übung.",
    "don’t mix C++ and C#; .NET isn't wanted",
    "Straße, naïve façade, Ærø, co\u00adoperate, ﬁsh",
    "細胞膜 is the cell membrane",
    "dying, died: it dies; ½ of snake_case_words",
    "the\nMITOCHONDRIA's energy",
    "",
)
WORDS = (
    *("membrane", "membr", "mem", "me", "übung", "ubung", "don't", "dont", "c++", ".net", "net", "strasse", "straße"),
    *(
        "naive",
        "facade",
        "aero",
        "cooperate",
        "fish",
        "細胞",
        "snake",
        "12",
        "energy",
        "zebra",
        "CELL mem",
        "a e",
        "l th",
    ),
)


def check(store: PersonalStore) -> None:
    """Each index says what its table does."""

    def look(database: sqlite3.Connection) -> None:
        for table in INDEXED:
            index = index_of(table)
            check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
            database.execute(check)

    store.write(look)


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Notes:
    made = Notes(PersonalStore(tmp_path_factory.mktemp("data")), LIBRARY)
    for number, text in enumerate(TEXTS):
        made.put(f"{number}.md", text or " .")
    return made


@pytest.mark.parametrize("words", WORDS)
def test_notes_are_found_by_parts_of_words_as_without_the_index(notes: Notes, words: str) -> None:
    wanted = words.casefold().split()
    expected = [note for note in notes.all() if all(word in note.text.casefold() for word in wanted)]
    assert list(notes.all(words)) == expected


@given(st.text(alphabet="aeéEßﬁ'’-_.\u00ad ½細ÆnN\u0301Ŋ1", max_size=30), st.data())
def test_each_part_of_a_text_is_in_its_letters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : start + data.draw(st.integers(0, 5))]
    assert folded_letters(part.casefold()) in folded_letters(text)
    assert folded_letters(text) == folded_letters(text.encode())


def test_the_index_tells_most_texts_apart(store: PersonalStore) -> None:
    for number in range(30):
        Notes(store, LIBRARY).put(f"{number}.md", f"About subject {number}." if number else "A rare membrane.")
    looked: list[str] = []

    def holds(text: str) -> bool:
        looked.append(text)
        return "membrane" in text

    for beginnings, count in ((["memb"], 1), (["memb", "zzz"], 1), (["me"], 30), (None, 30), (["zzz"], 0)):
        looked.clear()
        found = OwnTexts(store, LIBRARY).documents(str(beginnings), beginnings, holds)
        assert (found, len(looked)) == (frozenset({"0.md"} if count else ()), count)
        # It is remembered until something is written.
        assert OwnTexts(store, LIBRARY).documents(str(beginnings), beginnings, holds) == found
        assert len(looked) == count


def test_every_way_of_writing_keeps_the_index(store: PersonalStore) -> None:
    notes, marks, bookmarks = Notes(store, LIBRARY), Highlights(store, LIBRARY), Bookmarks(store, LIBRARY)
    notes.put("a.md", "First words.")
    notes.put("a.md", "Second words.")
    notes.put("b.md", "Others.")
    made = marks.add("a.md", HighlightColour.RED, "A passage of it", 0, 9)
    marks.write_note(made.id, "A remark")
    marks.blank(made.id, True)
    bookmarks.put_all([Bookmark("a.md", "One", "because"), Bookmark("b.md", "One", "so")])
    check(store)
    assert [one.path for one in notes.all("irst")] == []
    notes.put("b.md", "")
    marks.remove(made.id)
    marks.restore([made])
    bookmarks.remove("b.md")
    store.write(lambda database: database.execute("DELETE FROM library"))
    check(store)


def test_a_file_of_the_version_before_is_indexed_and_programs_of_it_are_told(tmp_path: Path) -> None:
    older = PersonalStore(tmp_path, MIGRATIONS[:-1])
    file = older.file
    with closing(connect(file)) as database:
        migrate(database, MIGRATIONS[:-1])
        database.execute("INSERT INTO library VALUES (1, 'one', ?, NULL, '2025')", (str(LIBRARY),))
        database.execute("INSERT INTO document VALUES (1, 'key', 1, 'a.md', '', '', 0, '', NULL)")
        database.execute("INSERT INTO note VALUES (1, 'A membrane.', '2025')")
    store = PersonalStore(tmp_path)
    assert [one.path for one in Notes(store, LIBRARY).all("membran")] == ["a.md"]
    check(store)
    assert older.read(lambda database: database.execute("SELECT count(*) FROM note").fetchone()) == (0,)
    assert [notice.kind for notice in older.take_notices()] == [NoticeKind.NEWER]
