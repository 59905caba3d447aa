"""What a text of each kind of folder may hold beyond GitHub's Markdown."""

from __future__ import annotations

from functools import lru_cache

from qtbrowser.markup.commonmark.block_parser import Start
from qtbrowser.markup.commonmark.block_starts import STARTS
from qtbrowser.markup.commonmark.indented_starts import admonition
from qtbrowser.markup.commonmark.tree import Dialect
from qtbrowser.markup.emoji_codes import emoji_of

_EVERYWHERE: dict[str, tuple[Start, ...]] = {"!": (admonition,)}


@lru_cache(maxsize=64)
def dialect_of(kinds: frozenset[str]) -> Dialect:
    """The dialect of a text.

    Args:
        kinds: what it was written for: `obsidian`, `hugo`, `jekyll`, `mkdocs`, `docusaurus` and their like.
    """
    starts = {**STARTS, **_EVERYWHERE}
    return Dialect(starts, emoji=emoji_of)
