"""Searches for what the reader keeps about documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.library import Library
from qtbrowser.library.kept_documents import kept_documents
from qtbrowser.personal.bookmarks import Bookmarks
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlights import Highlights
from qtbrowser.personal.moment import moment
from qtbrowser.personal.notes import Notes
from qtbrowser.personal.own_texts import OwnTexts
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.search.language import parse_query
from qtbrowser.search.query import AtPaths, Kept
from tests.library.conftest import WriteDocument


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is:unread", ["a", "e"]),
        ("is:begun", ["b"]),
        ("is:read", ["c", "d"]),
        ("is:known", ["d"]),
        ("water is:read", ["c"]),
        ("-is:read", ["a", "b", "e"]),
        ("is:bookmarked", ["a", "b"]),
        ("in:Exam", ["a", "b"]),
        ('in:"Exam/May"', ["b"]),
        ("in:Fun", []),
        ("has:note", ["d", "e"]),
        ("has:note OR is:known", ["d", "e"]),
        ("note:membrane ", ["d", "e"]),
        ("note:membr", ["d", "e"]),
        ("note:membr ", []),
        ("note:membr* ", ["d", "e"]),
        ('note:"cell membrane"', ["e"]),
        ('note:"membrane cell"', []),
        ("note:ubung ", ["e"]),
        ("note:exam ", ["b"]),
        ("note:grain ", ["c"]),
        ("-note:membrane is:read", ["c"]),
        ("is:recent", ["c", "d"]),
    ],
)
def test_they_are_found_by_filters(
    text: str, found: list[str], write: WriteDocument, open_library: Callable[..., Library]
) -> None:
    for name in "abcde":
        write(f"{name}.md", "Water." if name == "c" else "Sand.", title=f"What is {name}?")
    library = open_library()
    kept = library.kept
    for name, state in (("b", ReadingState.BEGUN), ("c", ReadingState.READ), ("d", ReadingState.KNOWN)):
        kept.set_reading_state([f"{name}.md"], state)
    kept.add_bookmark("a.md", "Exam")
    kept.add_bookmark("b.md", "Exam/May", "For the exam")
    kept.write_note("e.md", "Cell membranes: look again, as an Übung.")
    kept.write_note("d.md", "A membrane.")
    kept.add_highlight("c.md", HighlightColour.GREEN, "Grains of sand", 0, 14, "by the shore")
    results = library.search(text, sort="title")
    assert [hit.path.removesuffix(".md") for hit in results.hits] == found
    assert results.ignored == ()


def test_marks_of_a_document_that_is_gone_find_nothing(
    write: WriteDocument, open_library: Callable[..., Library]
) -> None:
    file = write("a.md", title="What is a?")
    # An empty folder would count as one that is out of reach.
    write("b.md", title="What is b?")
    library = open_library()
    library.kept.add_bookmark("a.md")
    library.note_identities()
    file.unlink()
    for _ in library.refresh():
        pass
    assert library.search("is:bookmarked").total == 0


def test_what_was_read_long_ago_is_not_recent(write: WriteDocument, open_library: Callable[..., Library]) -> None:
    write("a.md")
    write("b.md")
    library = open_library()
    library.kept.set_reading_state(["a.md", "b.md"], ReadingState.READ)
    long_ago = moment(datetime.now(UTC) - timedelta(days=8))
    change = "UPDATE reading_state SET changed = ? WHERE document = (SELECT number FROM document WHERE path = 'a.md')"
    personal_store().write(lambda database: database.execute(change, (long_ago,)))
    assert [hit.path for hit in library.search("is:recent").hits] == ["b.md"]


def test_a_filter_finds_what_changed_since_it_was_asked(
    write: WriteDocument, open_library: Callable[..., Library]
) -> None:
    write("a.md")
    write("b.md")
    library = open_library()
    for path, found in (("a.md", ["a.md"]), ("b.md", ["a.md", "b.md"])):
        library.kept.set_reading_state([path], ReadingState.READ)
        for _ in range(2):
            assert sorted(hit.path for hit in library.search("is:read").hits) == found
            assert sorted(hit.path for hit in library.search("is:unread").hits) == sorted({"a.md", "b.md"} - set(found))


def test_known_documents_can_be_left_out(write: WriteDocument, open_library: Callable[..., Library]) -> None:
    for name in "abc":
        write(f"{name}.md", "Water.", title=f"What is {name}?")
    library = open_library()
    library.kept.set_reading_state(["a.md", "b.md"], ReadingState.READ)
    library.kept.set_reading_state(["b.md"], ReadingState.KNOWN)
    known = library.kept.known_paths()
    assert known == {"b.md"}
    for text in ("water", "is:read", "-sand"):
        all_found = [hit.path for hit in library.search(text, sort="title").hits]
        results = library.search(text, sort="title", but=known)
        assert [hit.path for hit in results.hits] == [path for path in all_found if path != "b.md"]
        assert results.total == len(all_found) - 1
    assert library.study.deck("water", Selection(but=known)) == ("a.md", "c.md")


TEXTS = (
    "Cell membranes: look again, as an Übung.",
    "don’t mix C++ and C#; .NET isn't wanted",
    "Straße, naïve façade, Ærø, co\u00adoperate, ﬁsh",
    "細胞膜 is the cell membrane",
    "dying, died: it dies; ½ of snake_case_words",
    "the\nMITOCHONDRIA's energy",
)
WORDS = (
    *("membrane", "membr", "mem", "me", "übung", "ubung", "don't", "dont", "c++", "c#", ".net", "net", "strasse"),
    *("straße", "naive", "facade", "aero", "cooperate", "fish", "細胞", "die", "dying", "case", "snake", "12"),
    *('"cell membrane"', '"the cell"', "mitochondrion", "mitochondria", "membrnae~", "membr*", "zebra", "ener"),
)


def test_the_index_of_own_texts_finds_what_is_found_in_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    folder, store, read = Path("/library"), personal_store(), OwnTexts.documents
    for number, text in enumerate(TEXTS):
        Notes(store, folder).put(f"note{number}.md", text)
        Highlights(store, folder).add(f"mark{number}.md", HighlightColour.RED, text, 0, len(text))
        Bookmarks(store, folder).put(f"bookmark{number}.md", note=text)
    looked = []
    for word in WORDS:
        for end in ("", " "):
            kept = [part for part in parse_query(f"note:{word}{end}").parts if isinstance(part, Kept)]
            assert kept, word
            with monkeypatch.context() as patched:
                patched.setattr(
                    OwnTexts, "documents", lambda self, *wanted: read(self, ("all", wanted[0]), None, wanted[2])
                )
                expected = [kept_documents(one, folder) for one in kept]
            assert [kept_documents(one, folder) for one in kept] == expected, word
            looked.append(expected)
    assert sum(AtPaths(frozenset()) not in one for one in looked) > len(looked) // 2
