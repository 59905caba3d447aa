"""Bookmarks, notes and reading states, and the files they are written to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.errors import PersonalFileError
from qtbrowser.library import Library
from qtbrowser.personal.bookmark_files import as_entries, read, written
from qtbrowser.personal.bookmarks import Bookmark, Bookmarks, folder_name
from qtbrowser.personal.exchange import export_data, import_data
from qtbrowser.personal.note_files import notes_written
from qtbrowser.personal.notes import Note, Notes
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.reading_states import ReadingStates
from tests.personal.conftest import write_document


@pytest.fixture
def bookmarks(store: PersonalStore, tmp_path: Path) -> Bookmarks:
    return Bookmarks(store, tmp_path)


def places(bookmarks: Bookmarks, folder: str | None = None) -> list[tuple[str, str, str]]:
    return [(one.folder, one.path, one.note) for one in bookmarks.all(folder)]


def test_a_document_is_once_in_a_folder(bookmarks: Bookmarks) -> None:
    first = bookmarks.put("a.md", "Physics/Optics", "read again")
    assert bookmarks.put("a.md", " Physics / Optics/") == first
    bookmarks.put("a.md")
    bookmarks.put("b.md", "Physics", "")
    assert places(bookmarks) == [("", "a.md", ""), ("Physics", "b.md", ""), ("Physics/Optics", "a.md", "read again")]
    assert places(bookmarks, "Physics/Optics") == [("Physics/Optics", "a.md", "read again")]
    assert [one[1] for one in places(bookmarks, "Physics")] == ["b.md", "a.md"]
    bookmarks.put("a.md", "Physics/Optics", "done")
    assert places(bookmarks, "Physics/Optics") == [("Physics/Optics", "a.md", "done")]


def test_bookmarks_are_removed_from_one_folder_or_from_all(bookmarks: Bookmarks) -> None:
    for folder in ("", "One", "Two"):
        bookmarks.put("a.md", folder)
    bookmarks.put("b.md")
    assert bookmarks.remove("a.md", "Two") == 1
    assert bookmarks.remove("a.md", "Two") == 0
    assert bookmarks.remove("a.md") == 2
    assert places(bookmarks) == [("", "b.md", "")]


def test_a_folder_is_renamed_with_those_below_it_and_no_other(bookmarks: Bookmarks) -> None:
    for folder in ("Art", "Art/Oil", "Artists", ""):
        bookmarks.put("a.md", folder)
    assert bookmarks.rename_folder("Art", "Painting") == 2
    assert [one[0] for one in places(bookmarks)] == ["", "Artists", "Painting", "Painting/Oil"]
    assert bookmarks.rename_folder("", "x") == bookmarks.rename_folder("Painting", "") == 0


def test_each_library_has_its_own(store: PersonalStore, tmp_path: Path) -> None:
    Bookmarks(store, tmp_path / "one").put("a.md")
    assert Bookmarks(store, tmp_path / "two").all() == ()


def test_two_windows_and_an_import_lose_nothing(store: PersonalStore, tmp_path: Path) -> None:
    Bookmarks(store, tmp_path).put("a.md", "One")
    Bookmarks(PersonalStore(), tmp_path).put("a.md", "Two")
    file = tmp_path / "mine.json"
    export_data(store, file)
    Bookmarks(store, tmp_path).remove("a.md", "One")
    for _ in range(2):
        import_data(store, file)
    assert [one.folder for one in Bookmarks(store, tmp_path).all()] == ["One", "Two"]


def test_what_is_kept_follows_a_document_and_stays_when_it_is_gone(store: PersonalStore, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    for number in range(3):
        write_document(folder, f"{number}.md", number)
    with Library.open(folder, tmp_path / "cache") as library:
        library.kept.add_bookmark(1, "One", "mine")
        library.kept.write_note("1.md", "a note")
        library.kept.set_reading_state(["1.md", "2.md"], ReadingState.READ)
        library.note_identities()
        (folder / "sub").mkdir()
        (folder / "1.md").rename(folder / "sub/other.md")
        (folder / "2.md").unlink()
        for _ in library.refresh():
            pass
        assert [(one.path, one.note, one.is_missing) for one in library.kept.bookmarks()] == [
            ("sub/other.md", "mine", False)
        ]
        assert library.kept.note("sub/other.md") == "a note"
        assert library.kept.reading_states() == {"sub/other.md": ReadingState.READ}
        library.kept.add_bookmark("0.md")
        library.note_identities()
        (folder / "0.md").unlink()
        for _ in library.refresh():
            pass
        assert [(one.path, one.is_missing) for one in library.kept.bookmarks("")] == [
            ("0.md", True),
            ("sub/other.md", False),
        ]
        assert library.kept.remove_bookmark("0.md") == 1


def test_notes_are_replaced_found_and_removed(store: PersonalStore, tmp_path: Path) -> None:
    notes = Notes(store, tmp_path)
    notes.put("a.md", "The first words.")
    notes.put("b.md", "Other words")
    notes.put("a.md", "New WORDS of $x^2$")
    assert notes.get("a.md") == "New WORDS of $x^2$"
    assert [note.path for note in notes.all()] == ["a.md", "b.md"]
    assert [note.path for note in notes.all("words new")] == ["a.md"]
    notes.put("a.md", "  \n")
    assert notes.get("a.md") == ""
    assert [note.path for note in notes.all()] == ["b.md"]


def test_a_state_that_a_later_version_knows_is_no_obstacle(store: PersonalStore, tmp_path: Path) -> None:
    states = ReadingStates(store, tmp_path)
    states.put(["a.md", "b.md"], ReadingState.KNOWN)
    states.put(["b.md"], ReadingState.UNREAD)
    store.write(lambda database: database.execute("UPDATE reading_state SET state = 'mastered'"))
    assert states.all() == {}
    states.put(["a.md"], ReadingState.BEGUN)
    assert states.all() == {"a.md": ReadingState.BEGUN}


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@given(st.lists(st.builds(Bookmark, TEXTS.filter(bool), TEXTS.map(folder_name), TEXTS), max_size=8))
def test_json_is_read_as_it_was_written(wanted: list[Bookmark]) -> None:
    assert read(written(wanted, "json"), "json") == wanted
    assert as_entries(wanted) == json.loads(written(wanted, "json"))


NAMES = st.text("abcäß <&>\"'", min_size=1, max_size=9).map(lambda text: " ".join(text.split()) or "x")


@given(
    st.lists(
        st.builds(Bookmark, NAMES.map("{}.md".format), st.lists(NAMES, max_size=3).map("/".join), NAMES),
        max_size=8,
    )
)
def test_html_is_read_as_it_was_written(wanted: list[Bookmark]) -> None:
    ordered = sorted(wanted, key=lambda one: one.folder)
    assert read(written(ordered, "html"), "html") == ordered


def test_html_of_a_browser_gives_what_is_a_document() -> None:
    text = """<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>
    <DT><H3 ADD_DATE="1">Stars</H3><DL><p>
    <DT><A HREF="https://example.org/" ADD_DATE="2">A page</A><DD>not ours
    <DT><A HREF="qtbrowser:document/a%20b.md#part" ADD_DATE="86400">Ours</A><DD>a remark
    </DL><p><DT><A HREF="qtbrowser:document/c.md" ADD_DATE="x">Other</A></DL>"""
    assert read(text, "html") == [
        Bookmark("a b.md", "Stars", "a remark", "1970-01-02T00:00:00.000000+00:00"),
        Bookmark("c.md"),
    ]


@pytest.mark.parametrize(
    ("text", "form"), [("{}", "json"), ("[" * 100_000, "json"), ("no", "json"), ("<p>words", "html"), ("", "html")]
)
def test_what_holds_no_bookmarks_is_refused(text: str, form: str) -> None:
    with pytest.raises(PersonalFileError):
        read(text, form)


def test_a_list_in_markdown_links_the_documents() -> None:
    listed = written([Bookmark("a b.md", title="What is *it*?"), Bookmark("c.md", "One", "my\nremark")], "markdown")
    assert listed == "# Bookmarks\n\n- [What is \\*it\\*?](a%20b.md)\n\n## One\n\n- [c.md](c.md): my remark\n"


@pytest.mark.parametrize(
    ("path", "link"),
    [("a/faq.md#what-is-é", "a/faq.md#what-is-%C3%A9"), ("c#.md", "c%23.md"), ("c#/a b.md", "c%23/a%20b.md")],
)
def test_a_list_in_markdown_links_questions_of_a_file(path: str, link: str) -> None:
    assert f"]({link})" in written([Bookmark(path, title="What?")], "markdown")


def test_a_note_is_no_formula_in_a_table() -> None:
    note = Note("a.md", "=1+1\nand more", "2026-01-01", "Title")
    assert notes_written([note], "csv").splitlines()[1:] == ["a.md,Title,2026-01-01,\"'=1+1", 'and more"']
    assert notes_written([note], "markdown") == "## Title\n\n=1+1\nand more\n"
