"""Subjects, order and dates of a site's documents."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.library import Library

Open = Callable[..., Library]
SITE = {
    "hugo.toml": "",
    "README.md": "# Read me",
    "content/_index.md": "# Home",
    "content/guide/_index.md": "---\nweight: 2\n---\n# Guide",
    "content/guide/zero.md": "---\nweight: 1\n---\n# Zero",
    "content/guide/also.md": "# Also",
    "content/guide/beta.md": "---\nweight: 10\n---\n# Beta",
    "content/start/_index.md": "---\nweight: 1\n---\n# Start",
    "content/about/_index.md": "# About",
}


def site(folder: Path) -> None:
    for path, text in SITE.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def test_the_folder_of_content_gives_the_subjects_in_the_order_of_their_pages(folder: Path, open_library: Open) -> None:
    site(folder)
    library = open_library()
    assert [subject.name for subject in library.subjects()] == ["start", "guide", "about", "content", "library"]


def test_a_subject_lists_its_documents_by_their_positions(folder: Path, open_library: Open) -> None:
    site(folder)
    library = open_library()
    guide = Selection("guide")
    listed = [entry.path for entry in library.entries(guide)]
    assert [path.rpartition("/")[2] for path in listed] == ["zero.md", "_index.md", "beta.md", "also.md"]
    assert [library.row_of(path, guide) for path in listed] == [0, 1, 2, 3]
    assert next(entry.title for entry in library.entries()) == "About"


def test_without_a_date_the_page_tells_that_of_the_file_and_no_search_finds_it(
    folder: Path, open_library: Open
) -> None:
    (folder / "a.md").write_text("Words.", encoding="utf-8")
    os.utime(folder / "a.md", (1709640000, 1709640000))
    library = open_library()
    assert "File of Mar 5, 2024" in library.render("a.md").html
    assert "File of Mar 5, 2024" in library.render_text("a.md")
    assert library.entries()[0].date is None
    assert library.search("words date:2024").total == 0
