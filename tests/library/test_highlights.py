"""Highlights of a library's documents: kept, searched, orphaned, removed, exported."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from qtbrowser.errors import LibraryError
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlight_files import highlights_written
from tests.library.conftest import WriteDocument


def test_highlights_are_kept_found_and_removed(write: WriteDocument, open_library: Callable[..., Library]) -> None:
    write("ice.md", "Ice floats on water, since it is lighter.", id=1, title="Ice")
    write("snow.md", "Snow falls.", id=2, title="Snow")
    library = open_library()
    made = library.kept.highlight_quote(1, HighlightColour.GREEN, "floats on water", "why?")
    assert (made.path, made.quote, made.note) == ("ice.md", "floats on water", "why?")
    with pytest.raises(LibraryError, match="does not say"):
        library.kept.highlight_quote(1, HighlightColour.GREEN, "sinks like a stone")
    assert [hit.path for hit in library.search("has:highlight").hits] == ["ice.md"]
    assert [hit.path for hit in library.search("has:highlight snow").hits] == []
    assert library.kept.orphaned_highlights() == ()
    ((found, start, end),) = library.kept.found_highlights(1, "Today ice floats on the water.")
    assert (found.id, "Today ice floats on the water."[start:end]) == (made.id, "floats on the water")
    write("ice.md", "All of it is another text now.", id=1, title="Ice")
    library = open_library()
    assert [one.id for one in library.kept.orphaned_highlights()] == [made.id]
    (kept,) = library.kept.highlights()
    assert "> floats on water\n\nwhy?" in highlights_written([kept], "markdown")
    assert "floats on water" in highlights_written([kept], "csv")
    assert json.loads(highlights_written([kept], "json"))[0]["colour"] == "green"
    assert library.kept.remove_highlight(made.id)
    assert not library.kept.remove_highlight(made.id)
    assert library.kept.highlights() == ()
