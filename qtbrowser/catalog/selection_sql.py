"""The SQL conditions of a subject, and of a `Selection`, over the catalog's tables."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.catalog.folding import subject_key, topic_key


def subject_condition(column: str, key: str) -> tuple[str, list[Any]]:
    """The SQL condition for a subject and those below it, with its values.

    Args:
        column: the column that holds keys of subjects.
        key: that of the subject.
    """
    # "0" is the character after "/": the range is all keys that begin with the key and a slash.
    return f"({column} = ? OR ({column} > ? AND {column} < ?))", [key, key + "/", key + "0"]


def selection_condition(selection: Selection, *, further: bool = False) -> tuple[str, list[Any]]:
    """The SQL condition of a selection of documents, with its values; a subject includes those below it.

    Args:
        selection: what is selected.
        further: whether documents count in their further subjects, too. It costs time where there are none.
    """
    terms: list[str] = []
    values: list[Any] = []
    if selection.subject is not None:
        key = subject_key(selection.subject)
        term, values = subject_condition("subject_key", key)
        if further:
            named, more = subject_condition("further_subject.key", key)
            ids = f"SELECT further_subject.document FROM further_subject WHERE {named}"
            term, values = f"({term} OR document.number IN ({ids}))", values + more
        terms.append(term)
    if selection.topic is not None:
        terms.append(
            "document.number IN (SELECT topic.document FROM topic JOIN spelling ON spelling.number = topic.spelling"
            " WHERE spelling.key = ?)"
        )
        values.append(topic_key(selection.topic))
    if selection.month is not None:
        terms.append("substr(date, 1, 7) = ?")
        values.append(selection.month)
    if selection.but:
        terms.append("path NOT IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(list(selection.but)))
    if not selection.include_hidden:
        terms.append("hidden = 0")
    return " AND ".join(terms) or "1", values


def has_further_subjects(database: sqlite3.Connection) -> bool:
    """Whether any document of a catalog is in several subjects."""
    return database.execute("SELECT 1 FROM further_subject LIMIT 1").fetchone() is not None
