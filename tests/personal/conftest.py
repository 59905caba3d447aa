"""A new store for each test, and libraries whose documents are moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.personal.personal_store import PersonalStore, personal_store


@pytest.fixture
def store() -> PersonalStore:
    """The store of this test's own data folder, which is empty."""
    return personal_store()


def write_document(folder: Path, path: str, number: int, **fields: object) -> None:
    """Write a document: ``answer`` and ``title`` are made of the number unless they are given."""
    texts = {"id": number, "title": f"Question {number}", "answer": f"The answer to question {number}.", **fields}
    answer = texts.pop("answer")
    front = "".join(f"{name}: {value}\n" for name, value in texts.items() if value is not None)
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{front}---\n\n{answer}\n", encoding="utf-8")
