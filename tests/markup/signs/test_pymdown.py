"""Blocks between slashes and signs of reviews."""

from __future__ import annotations

import pytest

from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.pymdown import reviewed, slash_blocks

BLOCKS = [
    ("/// admonition | A\na\n///", f"{opening('note', 'A')}\na\n{CLOSING}"),
    ("/// details | A\na\n///", f"{opening('note', 'A', 'closed')}\na\n{CLOSING}"),
    (
        "/// details | A\n    type: warning\n    open: true\n\na\n///",
        f"{opening('warning', 'A', 'open')}\n\n\n\na\n{CLOSING}",
    ),
    # The inner block is never ended.
    ("/// note | A\n\n//// tip | B\na\n///", f"{opening('note', 'A')}\n\n//// tip | B\na\n{CLOSING}"),
    ("```\n/// note\na\n///\n```", "```\n/// note\na\n///\n```"),
]


@pytest.mark.parametrize(("text", "markdown"), BLOCKS)
def test_blocks_between_slashes(text: str, markdown: str) -> None:
    assert slash_blocks(text) == (markdown, 0)


def test_signs_of_a_review_that_do_not_match_are_text() -> None:
    assert reviewed("{++a--} {--b--}") == ("{++a--} <del>b</del>", 0)
