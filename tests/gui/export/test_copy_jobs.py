from __future__ import annotations

from datetime import date

import pytest

from qtbrowser.documents.document import Document
from qtbrowser.gui.export.copy_jobs import citation, link, markdown

PLAIN = Document("a b/c.md", "Why [x]?", "Because.\n\n* one\n")
FULL = Document(
    "law/tax.md",
    "What is\n tax",
    "x",
    subject="Law",
    author="A. Writer",
    date=date(2025, 1, 8),
    url="/learn/law/what is tax",
)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (PLAIN, "Why [x]? (n.d.). a b/c.md"),
        (FULL, "A. Writer. (2025, January 8). What is tax. Law. /learn/law/what is tax"),
    ],
)
def test_a_citation_leaves_out_what_is_not_known(document: Document, words: str) -> None:
    assert citation(document) == words


@pytest.mark.parametrize(
    ("document", "words"),
    [(PLAIN, "[Why \\[x\\]?](a%20b/c.md)"), (FULL, "[What is tax](/learn/law/what%20is%20tax)")],
)
def test_a_link_can_be_pasted_into_markdown(document: Document, words: str) -> None:
    assert link(document) == words


def test_markdown_is_the_authors() -> None:
    assert markdown(PLAIN) == "# Why [x]?\n\nBecause.\n\n* one\n"
