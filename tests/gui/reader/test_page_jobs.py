"""Pages and their pictures are read by jobs, long ones part by part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qtbrowser.errors import DocumentError
from qtbrowser.gui.reader import page_jobs
from qtbrowser.gui.reader.page_jobs import PARTS_AT_ONCE, LoadedAgain, PageRequest
from qtbrowser.library import Library
from tests.gui.conftest import write

SECTION = "## Why {0}?\n\nBecause of {0}. {1}\n\n![Number {0}](pictures/{0}.png)\n\n"
MANY = 120


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("pages") / "library"
    write(folder, "long.md", "# Long\n\n" + "".join(SECTION.format(number, "Words. " * 120) for number in range(MANY)))
    write(folder, "short.md", "# Short\n\n![One](pictures/0.png) ![Gone](pictures/gone.png) ![Out](../out.png)\n")
    for number in (0, MANY - 1):
        write(folder, f"pictures/{number}.png", f"picture {number}")
    with Library.open(folder, tmp_path_factory.mktemp("pages-cache"), refresh=False) as opened:
        yield opened


def test_a_picture_that_is_missing_or_too_large_is_left_out(library: Library) -> None:
    shown = page_jobs.load_page(library, PageRequest("short.md"))
    assert shown.images == {"pictures/0.png": b"picture 0"}
    assert page_jobs.page_images(library, shown.page.html, left=3) == {}
    assert page_jobs.load_parts(library, shown, 0) == ([], {})


def test_a_long_page_comes_in_parts_with_their_pictures(library: Library) -> None:
    shown = page_jobs.load_first_part(library, PageRequest("long.md"))
    assert "Because of 0." in shown.page.html
    assert f"Because of {MANY - 1}." not in shown.page.html
    assert shown.images == {"pictures/0.png": b"picture 0"}
    html, images, taken = shown.page.html, dict[str, bytes](), 0
    while True:
        parts, more = page_jobs.load_parts(library, shown, taken)
        assert len(parts) <= PARTS_AT_ONCE
        if not parts:
            break
        taken += len(parts)
        html += "".join(part.html for part in parts)
        images |= more
    assert taken > PARTS_AT_ONCE
    assert [html.count(f"Because of {number}.") for number in range(MANY)] == [1] * MANY
    assert images == {f"pictures/{MANY - 1}.png": f"picture {MANY - 1}".encode()}


def test_the_words_of_a_search_are_found_in_utf_16_units(library: Library) -> None:
    assert page_jobs.find_marks(library, "tree", "\U0001f333 A tree and trees") == [(5, 9), (14, 19)]


def test_a_shown_document_that_was_moved_is_waited_for_until_the_index_knows(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    write(folder, "old.md", "---\nid: kettle\n---\n# A kettle\n\nIt boils.\n")
    write(folder, "other.md", "# Another\n\nIt does not.\n")
    request = PageRequest("old.md")
    with Library.open(folder, tmp_path / "cache") as library:
        shown = page_jobs.load_first_part(library, request)
        (folder / "old.md").rename(folder / "new.md")
        assert page_jobs.load_again(library, request, shown.identity, however=False) == LoadedAgain()
        with pytest.raises(DocumentError, match=r"The file can.t be read"):
            page_jobs.load_again(library, request, shown.identity, however=True)
        for _ in library.refresh():
            pass
        again = page_jobs.load_again(library, request, shown.identity, however=False).shown
        assert again is not None
        assert again.page.path == "new.md"
