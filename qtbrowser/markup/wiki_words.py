"""The words that are shown for a wiki link (https://help.obsidian.md/links)."""

from __future__ import annotations


def shown_target(target: str) -> str:
    """The words of a wiki link that has none of its own: the note's name and its heading.

    Args:
        target: ``Note``, ``Note#Heading`` or ``Note#^block``.
    """
    note, _, heading = target.partition("#")
    note = note.strip()
    heading = heading.rpartition("#")[2].strip()
    if not heading or heading.startswith("^"):
        return note or heading
    return f"{note} > {heading}" if note else heading
