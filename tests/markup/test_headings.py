"""The first heading of a text."""

from __future__ import annotations

import pytest

from qtbrowser.markup.headings import first_heading
from qtbrowser.markup.signs.dialects import dialect_of
from qtbrowser.markup.tree_words import heading_of


@pytest.mark.parametrize(
    ("markdown", "heading"),
    [
        ("# One\n# Two", "One"),
        ("text\n\n### *What* is `x`? ###\n", "What is x?"),
        ("What is it?\n===========\ntext", "What is it?"),
        ("Long\nheading\n---", "Long heading"),
        ("```\n# comment\n```\n## Real", "Real"),
        ("```\n# comment only", None),
        ("#\n# \n# Words", "Words"),
        ("# #", None),
        ("#hashtag", None),
        ("    # indented code", None),
        ("- item\n---", None),
        ("para\n\n---\nmore", None),
        ("| a |\n---", None),
        ("", None),
        ("no heading", None),
        ("# Solve $x \\neq 0$", "Solve x ≠ 0"),
    ],
)
def test_first_heading(markdown: str, heading: str | None) -> None:
    assert first_heading(markdown) == heading


@pytest.mark.parametrize(
    ("markdown", "heading"),
    [
        ("# [[Bread|All bread]] ^top", "All bread"),
        ("%% # no %%\n## #tag words", "tag words"),
        ("<!--\n# no\n-->\n# <span>Seen</span> ==well==", "Seen well"),
        ("#tag\n\ntext", None),
    ],
)
def test_first_heading_of_a_note(markdown: str, heading: str | None) -> None:
    kinds = frozenset({"obsidian"})
    assert first_heading(markdown, kinds) == heading
    assert heading_of(markdown, dialect_of(kinds)) == heading
