"""What a reader has highlighted and written, in one list and as one file: Markdown, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from qtbrowser.csv_table import csv_table
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlights import Highlight
from qtbrowser.personal.notes import Note


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlighted passage, or the note on a document.

    Attributes:
        path: the document's library path; the last known one if it is missing.
        title: the document's title when it was last seen; may be empty.
        id: of the highlight; empty for a note on a document.
        colour: of the highlight; None for a note on a document.
        quote: what the passage says; empty for a note on a document.
        note: what the reader has written about the passage or the document.
        created: when the passage was highlighted, or the note written last; ISO 8601 in UTC.
        is_missing: whether the document can't be found at present.
    """

    path: str
    title: str
    id: str
    colour: HighlightColour | None
    quote: str
    note: str
    created: str
    is_missing: bool = False

    @property
    def is_highlight(self) -> bool:
        """Whether it is about a passage."""
        return self.colour is not None

    def holds(self, words: Sequence[str]) -> bool:
        """Whether it holds all of these casefolded words in passage, note or title."""
        text = f"{self.title}\n{self.quote}\n{self.note}".casefold()
        return all(word in text for word in words)


def annotations_of(highlights: Iterable[Highlight], notes: Iterable[Note]) -> tuple[Annotation, ...]:
    """Highlights and notes by document: its note first, then its passages by their place."""
    found = [Annotation(one.path, one.title, "", None, "", one.text, one.changed, one.is_missing) for one in notes]
    found += [
        Annotation(one.path, one.title, one.id, one.colour, one.quote, one.note, one.created, one.is_missing)
        for one in highlights
    ]
    # Highlights come by place, and Python's sort keeps their order.
    return tuple(sorted(found, key=lambda one: (one.path, one.is_highlight)))


def annotations_written(annotations: Iterable[Annotation], form: str) -> str:
    """The text of a file.

    Args:
        annotations: by document.
        form: "json", "csv" or "markdown".
    """
    return _WRITERS[form](annotations)


def _json(annotations: Iterable[Annotation]) -> str:
    return json.dumps([asdict(one) for one in annotations], ensure_ascii=False, indent=2) + "\n"


def _csv(annotations: Iterable[Annotation]) -> str:
    rows = ((one.path, one.title, one.colour or "", one.quote, one.note, one.created) for one in annotations)
    return csv_table(("path", "title", "colour", "quote", "note", "created"), rows, keeps_lines=True)


def _markdown(annotations: Iterable[Annotation]) -> str:
    parts = []
    for path, group in groupby(annotations, key=lambda one: one.path):
        own = list(group)
        parts.append(f"## {' '.join((own[0].title or path).split())}\n")
        for one in own:
            if one.is_highlight:
                parts.append("".join(f"> {line}\n" for line in one.quote.splitlines()))
            if one.note.strip():
                parts.append(f"{one.note.strip()}\n")
    return "\n".join(parts)


_WRITERS: dict[str, Callable[[Iterable[Annotation]], str]] = {"json": _json, "csv": _csv, "markdown": _markdown}
