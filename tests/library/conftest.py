"""Small libraries, written by the test that needs one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qtbrowser.library import Library

WriteDocument = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty library folder."""
    path = tmp_path / "library"
    path.mkdir()
    return path


@pytest.fixture
def write(folder: Path) -> WriteDocument:
    """Writes one document: ``write("a/b.md", "answer", title="...", subject="...")``."""

    def write_document(path: str, answer: str = "Some words.", **fields: object) -> Path:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{name}: {value}" for name, value in fields.items()]
        front = "---\n" + "\n".join(lines) + "\n---\n\n" if lines else ""
        file.write_text(front + answer + "\n", encoding="utf-8")
        return file

    return write_document


@pytest.fixture
def open_library(folder: Path, tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """Opens the library with a cache of its own; closed when the test ends."""
    with ExitStack() as stack:

        def open_one(where: Path | None = None, **options: bool) -> Library:
            library = Library.open(where or folder, cache_dir=tmp_path / "cache", **options)
            return stack.enter_context(library)

        yield open_one
