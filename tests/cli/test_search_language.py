"""`qtbrowser search`: its language, facets, suggestions and similar documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

Command = Callable[..., Outcome]

QUERIES = [
    ("apple OR plum", 3),
    ("fruit -like", 2),
    ("fruit NOT (like OR bold)", 1),
    ("title:apple", 1),
    ("answer:apple", 1),
    ("topic:tree", 1),
    ("subject:food", 3),
    ("id:2", 2),
    ("date:2025", 1),
    ("date:..2024", 0),
    ("has:math", 1),
    ("has:table", 0),
    ("appel~", 2),
    ('"fruit apple"~2', 1),
    ("pl*", 1),
]


@pytest.mark.parametrize(("text", "total"), QUERIES)
def test_totals(command: Command, folder: Path, text: str, total: int) -> None:
    found = command("search", text, "--library", folder, "--json").json
    assert (found["total"], found["match"], found["ignored"]) == (total, "all", [])


def test_partial_matches_and_a_suggestion(command: Command, folder: Path) -> None:
    found = command("search", "like apfle fruit", "--library", folder, "--json").json
    assert (found["match"], found["suggestion"]) == ("some", "like apple fruit")
    assert found["hits"][0]["path"] == "food/pear.md"
    told = command("search", "like apfle fruit", "--library", folder).err
    assert "Few or no documents have all of these words" in told
    assert "Did you mean: like apple fruit" in told


def test_what_is_not_understood_is_named(command: Command, folder: Path) -> None:
    found = command("search", "fruit date:tomorrow OR", "--library", folder, "--json").json
    assert (found["total"], found["ignored"]) == (3, ["date:tomorrow", "OR"])
    assert "Not understood: date:tomorrow OR" in command("search", "fruit date:tomorrow OR", "--library", folder).err


def test_facets(command: Command, folder: Path) -> None:
    assert "facets" not in command("search", "fruit", "--library", folder, "--json").json
    assert command("search", "fruit", "--library", folder, "--json", "--facets").json["facets"] == {
        "subjects": [{"subject": "Food", "count": 3}],
        "topics": [{"topic": "fruit", "count": 3}, {"topic": "tree", "count": 1}],
        "months": [{"month": "2025-01", "count": 1}],
    }
    told = command("search", "fruit", "--library", folder, "--facets").out
    assert "Topics: fruit (3), tree (1)" in told
    narrowed = command("search", "fruit", "--library", folder, "--json", "--topic", "Tree", "--month", "2025-01").json
    assert [hit["path"] for hit in narrowed["hits"]] == ["food/apple.md"]


def test_similar_documents(command: Command, folder: Path) -> None:
    found = command("search", "--similar-to", "food/pear.md", "--library", folder, "--json").json
    paths = [hit["path"] for hit in found["hits"]]
    assert paths
    assert "food/pear.md" not in paths
    assert found["total"] == len(paths)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ([], 2, "required"),
        (["apple", "--similar-to", "1"], 2, "not allowed"),
        (["--similar-to", "none.md"], 1, "none.md"),
        (["--similar-to", "1", "--facets"], 2, "--facets"),
        (["apple", "--month", "soon"], 2, "soon"),
    ],
)
def test_wrong_usage(command: Command, folder: Path, words: list[str], code: int, told: str) -> None:
    done = command("search", *words, "--library", folder)
    assert (done.code, done.out) == (code, "")
    assert told in done.err


def test_help_shows_the_language(command: Command) -> None:
    told = command("search", "--help").out
    for example in ("cell OR tissue", "date:2024-12..2025-01", "has:math"):
        assert example in told
