"""When libraries were used the last time, as lines of a setting. No Qt."""

from __future__ import annotations

from typing import NamedTuple


class LastUse(NamedTuple):
    """When a library was open the last time.

    Attributes:
        folder: the library.
        moment_ns: the end of that time, in nanoseconds since 1970.
        documents: how many documents it listed.
    """

    folder: str
    moment_ns: int
    documents: int

    def written(self) -> str:
        """The line of the setting."""
        return f"{self.moment_ns} {self.documents} {self.folder}"


def last_uses(lines: list[str]) -> list[LastUse]:
    """What lines of the setting say; those that make no sense are left out."""
    found = []
    for line in lines:
        moment, _, rest = line.partition(" ")
        documents, _, folder = rest.partition(" ")
        if folder and all(map(_is_number, (moment, documents))):
            found.append(LastUse(folder, int(moment), int(documents)))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 20
