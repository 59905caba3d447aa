"""Highlights and notes are written and removed by the jobs of their overview, also those of a document that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qtbrowser.errors import DocumentNotFound, LibraryError
from qtbrowser.gui.personal import annotation_jobs, highlight_jobs
from qtbrowser.gui.personal.highlight_jobs import NewHighlight
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from tests.gui.conftest import question, write

TEXT = "Ice is lighter than water."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    for name in ("ice", "snow"):
        write(folder, f"{name}.md", question(f"What is {name}?", "Weather", TEXT))
    with Library.open(folder) as opened:
        for path in ("ice.md", "snow.md"):
            opened.kept.write_note(path, f"About {path}.")
            opened.kept.highlight_quote(path, HighlightColour.RED, "lighter than", "density")
        opened.note_identities()
        yield opened


def listed(library: Library) -> list[tuple[str, str, str, bool]]:
    """Path, passage, note and whether the document is missing, of all annotations."""
    found = annotation_jobs.load_annotations(library)
    return [(one.path, one.quote, one.note, one.is_missing) for one in found]


def test_notes_on_documents_and_passages_are_written_and_removed(library: Library) -> None:
    note, passage, _, other = annotation_jobs.load_annotations(library)
    before = library.kept.highlights("snow.md")
    annotation_jobs.write_note(library, note, "About ice, again.")
    annotation_jobs.write_note(library, passage, "weight")
    (removed,) = highlight_jobs.remove_highlights(library, (other.id, "unknown"))
    assert listed(library) == [
        ("ice.md", "", "About ice, again.", False),
        ("ice.md", "lighter than", "weight", False),
        ("snow.md", "", "About snow.md.", False),
    ]
    annotation_jobs.remove_note(library, "ice.md")
    assert listed(library)[0] == ("ice.md", "lighter than", "weight", False)
    # As it was, with its context and its time.
    highlight_jobs.restore_highlights(library, (removed,))
    assert library.kept.highlights("snow.md") == before


def test_what_was_written_on_a_document_that_is_gone_is_written_on_and_removed(library: Library) -> None:
    (library.folder / "snow.md").unlink()
    for _ in library.refresh():
        pass
    library.note_identities()
    assert [one.path for one in annotation_jobs.load_annotations(library) if one.is_missing] == ["snow.md"] * 2
    note, passage = annotation_jobs.load_annotations(library)[2:]
    annotation_jobs.write_note(library, note, "It melted.")
    annotation_jobs.write_note(library, passage, "so it was")
    assert listed(library)[2:] == [("snow.md", "", "It melted.", True), ("snow.md", "lighter than", "so it was", True)]
    assert library.kept.note("snow.md") == "It melted."
    annotation_jobs.remove_note(library, "snow.md")
    assert len(highlight_jobs.remove_highlights(library, (passage.id,))) == 1
    assert [path for path, *_ in listed(library)] == ["ice.md", "ice.md"]
    with pytest.raises(DocumentNotFound):
        annotation_jobs.write_note(library, note, "Nowhere to keep it.")
    with pytest.raises(DocumentNotFound):
        library.kept.note("snow.md")


@pytest.mark.parametrize(
    ("name", "begins"), [("a.json", "["), ("a.csv", "path,title"), ("a.md", "## What"), ("a.txt", "## What")]
)
def test_the_suffix_of_a_file_tells_its_form(library: Library, tmp_path: Path, name: str, begins: str) -> None:
    annotations = annotation_jobs.load_annotations(library)
    file = annotation_jobs.write_file(library, annotations, tmp_path / name)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert text.count("lighter than") == 2


def test_a_passage_is_blanked_noted_and_removed(library: Library) -> None:
    new = NewHighlight("ice.md", HighlightColour.BLUE, TEXT, 0, 3)
    assert (new.quote, new.note) == ("Ice", "")
    made = highlight_jobs.add_highlight(library, new)
    assert not made.is_blank
    assert highlight_jobs.has_highlights(library, "ice.md")
    ids = tuple(one.id for one in highlight_jobs.placed_highlights(library, "ice.md", TEXT))
    assert ids[0] == made.id, "by their places"
    for is_blank in (True, False):
        assert highlight_jobs.blank_highlights(library, ids, is_blank) is is_blank
        placed = highlight_jobs.placed_highlights(library, "ice.md", TEXT)
        assert [one.is_blank for one in placed] == [is_blank] * 2
    highlight_jobs.write_note(library, made.id, "frozen")
    assert highlight_jobs.placed_highlights(library, "ice.md", TEXT)[0].note == "frozen"
    assert len(highlight_jobs.remove_highlights(library, ids)) == 2
    assert not highlight_jobs.has_highlights(library, "ice.md")
    with pytest.raises(LibraryError, match="its note is not kept"):
        highlight_jobs.write_note(library, made.id, "gone")
