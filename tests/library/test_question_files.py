"""Files that ask many questions, from their file to the hits of a search and the rows of a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.documents.course import Course, CourseStep, Goal, GoalKind
from qtbrowser.errors import DocumentNotFound
from qtbrowser.gui.browse.browse_jobs import find_row, load_list, load_rows
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.study.study_jobs import due_of
from qtbrowser.library import Library
from qtbrowser.personal.study import Grade
from tests.library.conftest import WriteDocument

FAQ = "# Kettles\n\n" + "".join(
    f"## How does part {name} work?\n\nIt has a {name}wheel and many other words.\n\n"
    for name in ("iron", "tin", "zinc")
)
NAMES = ["how-does-part-iron-work", "how-does-part-tin-work", "how-does-part-zinc-work"]


@pytest.fixture
def library(write: WriteDocument, open_library: Callable[..., Library]) -> Library:
    write("a.md", "Before.", title="A")
    write("faq.md", FAQ)
    write("z.md", "A tinwheel alone.", title="Z")
    library = open_library()
    list(library.refresh())
    return library


def test_the_catalog_knows_the_questions(library: Library) -> None:
    assert [question.anchor for question in library.questions("faq.md")] == NAMES
    assert library.questions("a.md") == ()
    assert library.question_counts(["a.md", "faq.md", "gone.md"]) == {"faq.md": 3}


def test_a_hit_names_its_question(library: Library) -> None:
    hits = {hit.path: hit for hit in library.search("zincwheel tinwheel", words_only=True).hits}
    assert hits["faq.md"].anchor in NAMES[1:]
    (hit,) = library.search("zincwheel", words_only=True).hits
    assert (hit.question, hit.anchor) == ("How does part zinc work?", NAMES[2])
    (hit,) = library.search("alone", words_only=True).hits
    assert (hit.question, hit.anchor) == ("", "")


def test_a_section_is_a_document(library: Library) -> None:
    section = library.document(f"faq.md#{NAMES[1]}")
    assert section.path == "faq.md"
    assert section.title == "How does part tin work?"
    assert "tinwheel" in library.render_text(f"faq.md#{NAMES[1]}")
    assert "ironwheel" not in library.render(f"faq.md#{NAMES[1]}").html
    with pytest.raises(DocumentNotFound, match="no section #nowhere"):
        library.document("faq.md#nowhere")
    with pytest.raises(DocumentNotFound):
        library.document("gone.md#x")


def test_changed_questions_replace_the_former_ones(library: Library, write: WriteDocument) -> None:
    write("faq.md", FAQ.replace("tin", "lead"))
    list(library.refresh())
    assert NAMES[1] not in [question.anchor for question in library.questions("faq.md")]
    write("faq.md", "Nothing.")
    list(library.refresh())
    assert library.questions("faq.md") == ()


def test_a_file_opens_into_its_questions(library: Library) -> None:
    closed = load_rows(library, ListRequest(), 0, 25)
    assert [(row.path, row.questions) for row in closed.rows] == [("a.md", 0), ("faq.md", 3), ("z.md", 0)]
    request = ListRequest(opened=frozenset({"faq.md", "a.md"}))
    page = load_rows(library, request, 0, 25)
    keys = ["a.md", "faq.md", *(f"faq.md#{name}" for name in NAMES), "z.md"]
    assert [row.key for row in page.rows] == keys
    assert (page.total, page.entries) == (6, 3)
    assert [row.is_opened for row in page.rows[:2]] == [False, True]
    assert page.rows[2].title == "How does part iron work?"
    for offset in range(6):
        assert [row.key for row in load_rows(library, request, offset, 2).rows] == keys[offset : offset + 2]
    assert find_row(library, request, "z.md") == 5
    anchors = dict.fromkeys((f"faq.md#{NAMES[2]}", "z.md", "faq.md"), 0)
    assert load_list(library, request, anchors).anchors == {f"faq.md#{NAMES[2]}": 4, "z.md": 5, "faq.md": 1}


def test_what_is_kept_of_a_question_follows_its_file(library: Library, folder: Path) -> None:
    key = f"faq.md#{NAMES[1]}"
    assert library.kept.add_bookmark(key, "Metals").path == key
    library.kept.write_note("faq.md", "About all.")
    with pytest.raises(DocumentNotFound, match="asks no question #nowhere"):
        library.kept.add_bookmark("faq.md#nowhere")
    library.note_identities()
    (bookmark,) = library.kept.bookmarks()
    assert (bookmark.title, bookmark.is_missing) == ("How does part tin work?", False)
    assert [hit.path for hit in library.search("is:bookmarked", words_only=True).hits] == ["faq.md"]
    (folder / "faq.md").rename(folder / "kettles.md")
    list(library.refresh())
    (bookmark,) = library.kept.bookmarks()
    assert (bookmark.path, bookmark.is_missing) == (f"kettles.md#{NAMES[1]}", False)
    (folder / "kettles.md").write_text(FAQ.replace("part tin work", "the second part work"), encoding="utf-8")
    list(library.refresh())
    (bookmark,) = library.kept.bookmarks()
    assert bookmark.path == "kettles.md#how-does-the-second-part-work"
    (folder / "kettles.md").write_text("Nothing.", encoding="utf-8")
    list(library.refresh())
    assert library.kept.bookmarks()[0].is_missing


def test_questions_of_a_file_are_asked_back_one_by_one(library: Library) -> None:
    deck = library.study.deck()
    assert deck == ("a.md", *(f"faq.md#{name}" for name in NAMES), "z.md")
    library.study.grade(deck[2], Grade.GOOD)
    assert library.study.answered() == {deck[2]}
    assert deck[2] not in [card.path for card in library.study.due(deck)]
    page = library.render(deck[1])
    assert page.title == "How does part iron work?"
    assert "tinwheel" not in page.html


def test_a_key_names_document_and_place(library: Library) -> None:
    assert library.place_of(f"faq.md#{NAMES[0]}") == ("faq.md", NAMES[0])
    assert library.place_of("faq.md") == ("faq.md", "")


def test_a_course_counts_the_questions_of_a_file(library: Library) -> None:
    asked = CourseStep(document="faq.md", goal=Goal(GoalKind.ANSWER, 2, 3))
    course = Course("first", "First", steps=(asked,))
    for done, name in enumerate(NAMES, 1):
        library.study.grade(f"faq.md#{name}", Grade.GOOD)
        (step,) = library.courses.progress(course).steps
        assert (step.done, step.total) == (min(done, 2), 2)
    assert library.courses.progress(course).is_done
    assert due_of(library, ["faq.md"], 20) == ()
