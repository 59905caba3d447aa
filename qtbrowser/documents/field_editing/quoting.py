"""Quotes the values of a YAML front matter that YAML can't read as they are written.

``- @anna`` begins with a sign that YAML reserves, and ``title: Bread: a history`` holds what looks like a second field.
What is meant is plain, and in quotes it can be read.
"""

from __future__ import annotations

import re

from qtbrowser.documents.front_matter import FrontMatterFormat, locate_front_matter, read_front_matter
from qtbrowser.errors import DocumentError

_BEFORE = re.compile(r"[ \t]*+(?:-[ \t]++)*+(?:[^\s:#\"'\[\]{},&*!|>%@`-][^:\n]{0,200}:[ \t]++)?")
_RESERVED = ("@", "`", "%", "*", "&", "!", "[", "{", "]", "}", ",", ">", "|", "?", ":", "-", "#", "'", '"')
_MOST_QUOTED = 50
"""Most values that are quoted in one file."""
_LONGEST = 1 << 16
"""Most characters of a front matter that is tried: each value costs another reading."""


def with_quoted_fields(text: str) -> str | None:
    """A file's text with the values in quotes that kept its YAML front matter from being read.

    Args:
        text: the whole file.

    Returns:
        The new text; None if its front matter is not YAML, can be read already, or can't be read for another reason.
    """
    try:
        place = locate_front_matter(text)
    except DocumentError:
        # It is nested too deeply for its end to be looked for.
        return None
    if place is None or place.format is not FrontMatterFormat.YAML or place.end > _LONGEST:
        return None
    body = text[place.end :]
    lines = text[: place.end].split("\n")
    seen: set[int] = set()
    for _ in range(_MOST_QUOTED):
        error = read_front_matter("\n".join(lines) + body)[2]
        if error is None:
            return "\n".join(lines) + body if seen else None
        # libyaml names the line, or the one below it, where the value goes on.
        number = next(
            (
                line
                for line in ((error.line or 0) - 1, (error.line or 0) - 2)
                if 0 < line < len(lines) and line not in seen and _quoted(lines[line]) is not None
            ),
            None,
        )
        if number is None:
            return None
        seen.add(number)
        lines[number] = _quoted(lines[number]) or lines[number]
    return None


def _quoted(line: str) -> str | None:
    """A line with its value in quotes; None if it has none that could need them."""
    found = _BEFORE.match(line)
    before = "" if found is None else found[0]
    value = line[len(before) :].rstrip()
    if not value:
        return None
    if value.startswith(("'", '"', "|", ">")):
        return None
    if not (value.startswith(_RESERVED) or ": " in value or value.endswith(":")):
        return None
    if before.strip() in ("", "-") and not value.startswith(_RESERVED):
        return None
    # A list or group in brackets that can't be read is not one word.
    if value[0] in "[{" and not value.startswith(("{{", "{%", "[[")):
        return None
    sign = "'" if '"' in value or "\\" in value else '"'
    inner = value.replace("'", "''") if sign == "'" else value
    return f"{before}{sign}{inner}{sign}{line[len(before) + len(value) :]}"
