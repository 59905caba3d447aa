"""What one document holds and another does not, field by field."""

from __future__ import annotations

import pytest

from qtbrowser.curation.change_set import LossKind
from qtbrowser.curation.document_names import Names
from qtbrowser.curation.losses import Held, is_compared, lost_comments, merge_losses
from qtbrowser.documents.field_editing.source import Source
from qtbrowser.documents.reader import document_of

EMPTY = "title: Lime?"


def held(path: str, fields: str) -> Held:
    raw = f"---\n{fields}\n---\n\nBurnt stone.\n".encode()
    document = document_of(raw, path)
    return Held(document, Source(raw), document.subject)


@pytest.mark.parametrize(
    ("gone", "after", "lost"),
    [
        ("keywords: [Lime, Stone]", "tags: [lime]", [(LossKind.KEYWORD, "keywords", "Stone")]),
        ("keywords: [lime]", "seo:\n  page_keywords: Lime", []),
        ("draft: true", EMPTY, [(LossKind.FIELD, "draft", "true")]),
        ("draft: true", "draft: false", [(LossKind.FIELD, "draft", "true")]),
        ("draft: yes", "draft: true", [(LossKind.FIELD, "draft", "yes")]),
        ("when: 2025-01-02", "when: '2025-01-02'", []),
        ("code: " + "9" * 4000, EMPTY, [(LossKind.FIELD, "code", "9" * 159 + "…")]),
        ("sizes: [[1, 2], [3]]", "sizes: [[3]]", [(LossKind.FIELD, "sizes", "1, 2")]),
        (
            "made: [{by: Ann, on: {day: 1, ok: false}}, null]",
            EMPTY,
            [(LossKind.FIELD, "made", "by: Ann, on: day: 1, ok: false")],
        ),
        ("Last-Updated: x", "last_updated: x", []),
        ("note: " + "word " * 50, EMPTY, [(LossKind.FIELD, "note", "word " * 31 + "word…")]),
        ("subjects: [Food, Craft]", "subject: craft", [(LossKind.SUBJECT, "subject", "Food")]),
        ("related: [{title: Chalk}]", "related: [{title: Clay}]", [(LossKind.RELATED, "related", "Chalk")]),
        ("related: [{title: Chalk}]", "related: [{title: Chalk}]", []),
        ("related: [{id: 7}]", "related: [{id: 7, url: /x}]", [(LossKind.RELATED, "related", "id 7")]),
        ("related: [{id: 3}, {url: /other}]", EMPTY, []),
        ("author: ''\nnote: null\nkind: []", EMPTY, []),
    ],
)
def test_what_is_lost(gone: str, after: str, lost: list[tuple[LossKind, str, str]]) -> None:
    merged = [Names("other.md", "/other", 3, "")]
    found = merge_losses(held("gone.md", gone), held("kept.md", after), merged)
    assert {(loss.path, loss.kept) for loss in found} <= {("gone.md", "kept.md")}
    assert [
        (loss.kind, loss.name, loss.value) for loss in found if (loss.kind, loss.name) != (LossKind.FIELD, "title")
    ] == lost


def test_comments_that_go() -> None:
    before = Source(b"---\na: 1 # one\nb: 2 # two\nc: 3 # two\n---\n")
    after = Source(b"---\na: 1 # two\n---\n")
    assert [(loss.path, loss.kept, loss.value) for loss in lost_comments(before, after, "a.md")] == [
        ("a.md", "a.md", "# one"),
        ("a.md", "a.md", "# two"),
    ]
    assert lost_comments(Source(b"---\na: 1\n---\n"), before, "a.md") == []


@pytest.mark.parametrize(
    ("name", "compared"),
    [("author", True), ("Slug", False), ("seo.page_keywords", False), ("related.0.why", False), ("subject", False)],
)
def test_fields_that_a_merge_carries_over_are_not_compared(name: str, compared: bool) -> None:
    assert is_compared(name) is compared
