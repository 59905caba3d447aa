"""Finds the comments of a front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from qtbrowser.documents.front_matter import FrontMatterFormat, PlainLoader, locate_front_matter

_TOML_COMMENT = re.compile(
    r'"{3}(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'{3}(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+(?:"|$)'
    r"|'[^'\n]*+(?:'|$)"
    r"|(\#[^\n]*+)",
    re.MULTILINE,
)

# A number sign after a letter or another one is in the middle of a word: nearly all are headings of an answer.
_SIGN = re.compile(r"(?<![\w#])#")


def comments_of(text: str) -> list[str]:
    """The comments of a file's front matter, in order; those that can't be told from other text are left out.

    Args:
        text: the file's text.
    """
    place = locate_front_matter(text)
    head = "" if place is None else text[place.start : place.end]
    if place is None or "#" not in head or not _SIGN.search(head):
        return []
    if place.format is FrontMatterFormat.YAML:
        return list(_yaml_comments(head))
    if place.format is FrontMatterFormat.TOML:
        return [found[1] for found in _TOML_COMMENT.finditer(head) if found[1]]
    return []


def _yaml_comments(head: str) -> Iterator[str]:
    """What begins with a number sign between two tokens."""
    end = 0
    try:
        for token in yaml.scan(head, Loader=PlainLoader):
            yield from _comments_in(head[end : token.start_mark.index])
            end = max(end, token.end_mark.index)
    except yaml.YAMLError:
        return
    yield from _comments_in(head[end:])


def _comments_in(gap: str) -> Iterator[str]:
    for line in gap.split("\n"):
        bare = line.strip()
        if bare.startswith("#"):
            yield bare
