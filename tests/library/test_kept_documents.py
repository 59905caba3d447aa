"""Searches for what the reader keeps about documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qtbrowser.library import Library
from qtbrowser.personal.reading_state import ReadingState
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
        ("has:note", ["e"]),
        ("has:note OR is:known", ["d", "e"]),
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
    kept.add_bookmark("b.md", "Exam/May")
    kept.write_note("e.md", "Look again.")
    results = library.search(text, sort="title")
    assert [hit.path.removesuffix(".md") for hit in results.hits] == found
    assert results.ignored == ()


def test_marks_of_a_document_that_is_gone_find_nothing(
    write: WriteDocument, open_library: Callable[..., Library]
) -> None:
    file = write("a.md", title="What is a?")
    library = open_library()
    library.kept.add_bookmark("a.md")
    library.note_identities()
    file.unlink()
    for _ in library.refresh():
        pass
    assert library.search("is:bookmarked").total == 0
