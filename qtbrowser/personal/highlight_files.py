"""Highlights as files: Markdown, CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Any

from qtbrowser.csv_table import csv_table
from qtbrowser.personal.highlights import Highlight


def highlight_entries(highlights: Iterable[Highlight]) -> list[dict[str, Any]]:
    """The highlights as JSON values."""
    return [{**asdict(one), "colour": one.colour.value} for one in highlights]


def highlights_written(highlights: Iterable[Highlight], form: str) -> str:
    """The text of a file.

    Args:
        highlights: by document.
        form: "json", "csv" or "markdown".
    """
    if form == "json":
        return json.dumps(highlight_entries(highlights), ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        head = ("path", "title", "colour", "quote", "note", "created")
        return csv_table(
            head, ((one.path, one.title, one.colour, one.quote, one.note, one.created) for one in highlights)
        )
    parts = []
    for path, group in groupby(highlights, key=lambda one: one.path):
        own = list(group)
        parts.append(f"## {own[0].title or path}\n")
        for one in own:
            parts.append("".join(f"> {line}\n" for line in one.quote.splitlines()))
            if one.note:
                parts.append(f"{one.note}\n")
    return "\n".join(parts)
