"""Footnotes as GitHub has them: `[^1]` in the text, `[^1]: words` on a line of its own.

Source of the form: https://docs.github.com/en/get-started/writing-on-github, "Footnotes". They are numbered in the
order in which the text mentions them; a note that nothing mentions isn't shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from qtbrowser.rendering.gfm_lines import may_interrupt

MOST_NOTES = 1000
"""Most definitions in a text; further ones are plain text."""

_DEFINITION = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")
_INDENT = " " * 4


def take_notes(text: str) -> tuple[str, dict[str, str]]:
    """Remove the definitions of footnotes from a text and return them.

    Args:
        text: Markdown with placeholders for code.

    Returns:
        The text without them, and the Markdown of each by its folded label; of two with one label the first.
    """
    notes: dict[str, str] = {}
    if "[^" not in text or "]:" not in text:
        return text, notes
    lines = text.split("\n")
    left: list[str] = []
    place = 0
    while place < len(lines):
        definition = _DEFINITION.match(lines[place]) if len(notes) < MOST_NOTES else None
        if definition is None:
            left.append(lines[place])
            place += 1
            continue
        words, place = _note(lines, place, definition.end())
        notes.setdefault(definition[1].casefold(), words)
        left.append("")
    return "\n".join(left), notes


def _note(lines: list[str], place: int, start: int) -> tuple[str, int]:
    """The note that begins on a line: the lines of its paragraph and the indented blocks after it."""
    note = [lines[place][start:]]
    place += 1
    while place < len(lines):
        line = lines[place]
        if line.startswith(_INDENT) and line.strip():
            note.append(line[len(_INDENT) :])
        elif not line.strip():
            note.append("")
        elif note[-1] and _DEFINITION.match(line) is None and not may_interrupt(line.lstrip(" ")):
            note.append(line)
        else:
            break
        place += 1
    return "\n".join(note).strip("\n"), place


class NoteNumbers:
    """Numbers the notes of one answer while it is written.

    Args:
        notes: the elements of each note by its label.
    """

    def __init__(self, notes: Mapping[str, Element]) -> None:
        self._notes = notes
        self._labels: list[str] = []
        self._numbers: dict[str, int] = {}
        self._mentions: dict[str, int] = {}

    def mention(self, label: str) -> tuple[int, int]:
        """Count a mention of a note; return the note's number and the number of the mention, both from 1."""
        if label not in self._numbers:
            self._labels.append(label)
            self._numbers[label] = len(self._labels)
        self._mentions[label] = self._mentions.get(label, 0) + 1
        return self._numbers[label], self._mentions[label]

    def mentioned(self) -> Iterator[tuple[int, Element]]:
        """The mentioned notes with their numbers, including those that are first mentioned by a note during the
        iteration.
        """
        number = 0
        while number < len(self._labels):
            yield number + 1, self._notes[self._labels[number]]
            number += 1

    def mentions(self, number: int) -> int:
        """How often the note of a number has been mentioned so far."""
        return self._mentions[self._labels[number - 1]]


def mention_anchor(number: int, mention: int) -> str:
    """The anchor of the nth mention of a note."""
    # The anchors of headings have no colon.
    return f"fnref:{number}" if mention == 1 else f"fnref:{number}:{mention}"


def back_links(number: int, mentions: int) -> str:
    """Links from a note to each of its mentions, as HTML."""
    return " ".join(
        f'<a class="footnote-back" href="#{mention_anchor(number, mention)}">↩{mention if mention > 1 else ""}</a>'
        for mention in range(1, mentions + 1)
    )


def with_back_links(lines: list[str], anchor: str, back: str) -> list[str]:
    """The HTML of a note with its anchor and back links, placed within its paragraphs.

    Args:
        lines: the HTML of its blocks.
        anchor: comes first.
        back: the links back to its mentions; they come last.
    """
    lines = lines if lines[0].startswith("<p") else [f"<p>{anchor}</p>", *lines]
    lines = lines if lines[-1].endswith("</p>") else [*lines, "<p></p>"]
    if anchor not in lines[0]:
        opening = lines[0].index(">") + 1
        lines[0] = lines[0][:opening] + anchor + lines[0][opening:]
    lines[-1] = f"{lines[-1].removesuffix('</p>')} {back}</p>"
    return lines
