"""When two texts in Markdown are the same."""

from __future__ import annotations

import hashlib


def exact_text(markdown: str) -> str:
    """A text in a form that is equal only for texts that are read alike.

    Line ends, blank lines around the text and single spaces at ends of lines do not count. Indentation, runs of spaces
    and the ends of lines do: they are what code, tables and verse differ by. Two spaces at the end of a line are a
    break of the line in Markdown and count as two.
    """
    text = markdown.replace("\r\n", "\n").replace("\r", "\n") if "\r" in markdown else markdown
    if " \n" in text or "\t\n" in text:
        text = "\n".join(map(_without_end, text.split("\n")))
    return text.strip("\n").rstrip()


def exact_digest(markdown: str) -> int:
    """A signed 64-bit number that is equal for texts that are the same by `exact_text`; 0 for an empty one."""
    text = exact_text(markdown)
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest() if text.strip() else b""
    return int.from_bytes(digest, "big", signed=True)


def _without_end(line: str) -> str:
    bare = line.rstrip(" \t")
    return bare + "  " if bare and line.endswith("  ") else bare
