"""A small part of the torture, so that nothing of it is lost between its long runs."""

from __future__ import annotations

from tests.torture.documents import torture_documents, torture_queries


def test_changed_documents_stop_no_stage() -> None:
    row = torture_documents(60, seed=7)
    assert (row.tried, row.failed) == (60, 0), row.examples


def test_changed_queries_are_answered() -> None:
    row = torture_queries(150, seed=7)
    assert (row.tried, row.failed) == (150, 0), row.examples
