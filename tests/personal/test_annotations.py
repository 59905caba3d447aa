"""Highlights and notes as one list and as files."""

from __future__ import annotations

import csv
import io
import json

from qtbrowser.personal.annotations import annotations_of, annotations_written
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlights import Highlight
from qtbrowser.personal.notes import Note

HIGHLIGHTS = (
    Highlight("1", "a.md", HighlightColour.RED, "two\nlines of $x$", note="=cmd()", created="2027", title="A"),
    Highlight("2", "c.md", HighlightColour.BLUE, "words", created="2027"),
)
NOTES = (Note("c.md", "Mine.\n\nAnd more.\n", "2028"), Note("b.md", "B *note*", "2028", "B", is_missing=True))


def test_files_hold_passages_and_notes_by_document() -> None:
    found = annotations_of(HIGHLIGHTS, NOTES)
    assert [(one.path, one.id) for one in found] == [("a.md", "1"), ("b.md", ""), ("c.md", ""), ("c.md", "2")]
    assert annotations_written(found, "markdown") == (
        "## A\n\n> two\n> lines of $x$\n\n=cmd()\n\n## B\n\nB *note*\n\n## c.md\n\nMine.\n\nAnd more.\n\n> words\n"
    )
    assert json.loads(annotations_written(found, "json"))[0]["colour"] == "red"
    table = list(csv.reader(io.StringIO(annotations_written(found, "csv"))))
    assert table[0] == ["path", "title", "colour", "quote", "note", "created"]
    # A spreadsheet does not obey it.
    assert table[1][4] == "'=cmd()"
    assert table[2][2] == ""


def test_words_are_looked_for_in_passage_note_and_title() -> None:
    (found, *_) = annotations_of(HIGHLIGHTS, ())
    assert found.holds(["lines", "cmd", "a"])
    assert not found.holds(["lines", "other"])
