"""A search in several libraries: whose each hit is, and a library that can't be searched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

Command = Callable[..., Outcome]


@pytest.fixture
def other(folder: Path) -> Path:
    """A second library, with an apple of its own."""
    second = folder.parent / "orchard"
    second.mkdir()
    (second / "graft.md").write_text("---\ntitle: How is an apple grafted?\n---\nIn spring.", encoding="utf-8")
    return second


def test_each_hit_says_whose_it_is(command: Command, folder: Path, other: Path) -> None:
    done = command("search", "apple", "--library", folder, "--library", other, "--library", folder)
    assert done.code == 0
    lines = done.out.splitlines()
    assert next(line for line in lines if " · library" in line).endswith("food/apple.md · library")
    assert sum(" · orchard" in line for line in lines) == 1
    assert lines.index("How is an apple grafted?") > lines.index("What is an apple?")
    assert "library: 2 documents." in done.err
    assert "orchard: 1 document." in done.err


def test_json_has_all_hits_with_their_libraries(command: Command, folder: Path, other: Path) -> None:
    found = command("search", "apple", "--library", folder, "--library", other, "--json").json
    assert found["total"] == 3
    assert [(hit["library"], hit["path"]) for hit in found["hits"]][-1] == (str(other), "graft.md")
    assert [(one["library"], one["total"]) for one in found["libraries"]] == [(str(folder), 2), (str(other), 1)]
    alone = command("search", "apple", "--library", other, "--json").json
    assert set(alone) == {"query", "total", "seconds", "hits", "match", "suggestion", "ignored"}
    assert "library" not in alone["hits"][0]


def test_a_library_that_is_gone_stops_only_itself(command: Command, folder: Path, other: Path) -> None:
    missing = folder / "missing"
    done = command("search", "apple", "--library", missing, "--library", other)
    assert done.code == 1
    assert "How is an apple grafted?" in done.out
    assert done.err.count(str(missing)) == 1
    assert "no such folder" in done.err
    found = command("search", "apple", "--library", missing, "--library", other, "--json").json
    assert [hit["path"] for hit in found["hits"]] == ["graft.md"]
    assert "no such folder" in found["libraries"][0]["error"]


def test_libraries_of_one_name_are_told_by_their_folders(command: Command, folder: Path, other: Path) -> None:
    twin = other / "library"
    twin.mkdir()
    (twin / "peel.md").write_text("---\ntitle: Can apple peel be eaten?\n---\nYes.", encoding="utf-8")
    done = command("search", "apple", "--library", folder, "--library", twin)
    assert f" · {folder}\n" in done.out
    assert f" · {twin}\n" in done.out


def test_what_is_about_one_library_needs_one(command: Command, folder: Path, other: Path) -> None:
    done = command("search", "--similar-to", "graft.md", "--library", folder, "--library", other)
    assert done.code == 2
    assert "several libraries" in done.err
