"""Footnotes as GitHub has them: `[^1]` in the text, `[^1]: words` on a line of its own.

Source of the form: https://docs.github.com/en/get-started/writing-on-github, "Footnotes". They are numbered in the
order in which the text mentions them; a note that nothing mentions isn't shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element


class NoteNumbers:
    """Numbers the notes of one answer while it is written, from 1, over all its parts."""

    def __init__(self) -> None:
        self._notes: Mapping[str, Element] = {}
        self._labels: list[str] = []
        self._numbers: dict[str, int] = {}
        self._mentions: dict[str, int] = {}
        self._given = 0

    def begin_part(self, notes: Mapping[str, Element]) -> None:
        """Begin a part of the answer.

        Args:
            notes: the elements of each note that the part mentions, by its label.
        """
        self._notes = notes
        self._given = len(self._labels)

    def mention(self, label: str) -> tuple[int, int]:
        """Count a mention of a note; return the note's number, and the number of the mention from 1."""
        if label not in self._numbers:
            self._labels.append(label)
            self._numbers[label] = len(self._labels)
        self._mentions[label] = self._mentions.get(label, 0) + 1
        return self._numbers[label], self._mentions[label]

    def mentioned(self) -> Iterator[tuple[int, Element]]:
        """The notes with their numbers that this part mentions and none before it did, including those that are first
        mentioned by a note during the iteration.
        """
        while self._given < len(self._labels):
            self._given += 1
            yield self._given, self._notes[self._labels[self._given - 1]]

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
