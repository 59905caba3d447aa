"""Searching a library: the same as the index's, with what the catalog knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qtbrowser.errors import DocumentNotFound, SubjectNotFound, UsageError
from qtbrowser.library import FacetCount, Library
from tests.library.conftest import WriteDocument

OpenLibrary = Callable[..., Library]


@pytest.fixture
def library(write: WriteDocument, open_library: OpenLibrary) -> Library:
    """Six documents: two subjects by name, one of them in two spellings, one by folder."""
    write(
        "a/osmosis.md",
        "Water passes a thin membrane: $x^2$.",
        title="What is osmosis?",
        subject="Life Science",
        keywords="Osmosis, Water",
        date="2024-12-24",
        id=17,
    )
    write(
        "a/diffusion.md",
        "Particles spread.\n\n```\ncode\n```",
        title="How does diffusion differ from osmosis?",
        subject="Life science",
        keywords="osmosis, diffusion",
        date="2025-01-02",
    )
    write("a/cells.md", "A membrane is around it.", title="What is a cell?", subject="Life science", keywords="Cell")
    write("b/drums.md", "A drum has a membrane.\n\n| a | b |\n|---|---|\n| 1 | 2 |", title="What is a drum?")
    write("b/sticks.md", "Sticks beat a drum.", title="What are sticks for?", keywords="drums")
    write("b/hidden.md", "A hidden membrane.", title="What is hidden?", no_index="true")
    return open_library()


def paths(library: Library, text: str, **options: Any) -> list[str]:
    return sorted(hit.path for hit in library.search(text, **options).hits)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("membrane -drum", ["a/cells.md", "a/osmosis.md"]),
        ('subject:"life science"', ["a/cells.md", "a/diffusion.md", "a/osmosis.md"]),
        ("subject:b", ["b/drums.md", "b/sticks.md"]),
        ("has:math", ["a/osmosis.md"]),
        ("has:code", ["a/diffusion.md"]),
        ("has:table", ["b/drums.md"]),
        ("id:17", ["a/osmosis.md"]),
        ("date:2025", ["a/diffusion.md"]),
    ],
)
def test_the_language(library: Library, text: str, found: list[str]) -> None:
    assert paths(library, text) == found


def test_partial_matches(library: Library) -> None:
    results = library.search("thin membrnae xylophone")
    assert results.match == "some"
    assert results.hits[0].path == "a/osmosis.md"
    assert results.suggestion == "thin membrane xylophone"
    # The marks go by what was found.
    assert library.marks("thin membrnae xylophone", "a membrane") == [(2, 10)]
    assert library.marks("membrnae", "a membrane") == []
    assert library.search("membrane").match == "all"


def test_a_suggestion_only_where_little_is_found(library: Library) -> None:
    assert library.search("osmosiss").suggestion == "osmosis"
    assert library.search("membrane").suggestion is None
    assert library.search("").suggestion is None


def test_what_was_not_understood(library: Library) -> None:
    assert library.search("membrane date:soon").ignored == ("date:soon",)
    assert library.search("date:soon").ignored == ("date:soon",)


def test_facets(library: Library) -> None:
    facets = library.search("membrane OR osmosis OR drum ", facets=True, limit=1).facets
    assert facets is not None
    assert facets.subjects == (FacetCount("Life science", 3), FacetCount("b", 2))
    assert facets.topics[0].count == 2
    assert {topic.name.casefold() for topic in facets.topics} == {"osmosis", "water", "diffusion", "cell", "drums"}
    assert facets.months == (FacetCount("2025-01", 1), FacetCount("2024-12", 1))
    assert library.search("membrane").facets is None
    empty = library.search("", facets=True).facets
    assert empty is not None
    assert empty.subjects == ()


def test_narrowing_by_a_facet_finds_what_it_counts(library: Library) -> None:
    text = "membrane OR osmosis OR drum "
    facets = library.search(text, facets=True).facets
    assert facets is not None
    for part in facets.subjects:
        assert library.search(text, subject=part.name).total == part.count
    for part in facets.topics:
        assert library.search(text, topic=part.name).total == part.count
    for part in facets.months:
        assert library.search(text, month=part.name).total == part.count


def test_facets_count_hidden_documents_only_where_they_are_asked_for(library: Library) -> None:
    shown, all_ = (library.search("membrane", facets=True, include_hidden=flag).facets for flag in (False, True))
    assert shown is not None
    assert all_ is not None
    assert sum(part.count for part in all_.subjects) == sum(part.count for part in shown.subjects) + 1


def test_similar_and_related(library: Library) -> None:
    similar = library.similar("a/osmosis.md")
    assert similar
    assert all(hit.path != "a/osmosis.md" for hit in similar)
    assert library.similar(17, limit=1) == similar[:1]
    assert similar[0].snippet
    assert "What is osmosis?" not in [hit.title for hit in library.related("a/osmosis.md")]
    with pytest.raises(DocumentNotFound):
        library.similar("none.md")


def test_completion(library: Library) -> None:
    assert library.complete("what is a") == ["What is a cell?", "What is a drum?"]
    assert library.complete("what is a", limit=1) == ["What is a cell?"]
    assert library.complete("what is h") == []
    assert library.complete("what is h", include_hidden=True) == ["What is hidden?"]
    assert library.complete("") == []


def test_wrong_arguments(library: Library) -> None:
    with pytest.raises(SubjectNotFound):
        library.search("membrane", subject="Cooking")
    with pytest.raises(UsageError):
        library.search("membrane", month="soon")
    with pytest.raises(UsageError):
        library.search("membrane", sort="size")


def test_an_empty_library(open_library: OpenLibrary) -> None:
    library = open_library(refresh=False)
    results = library.search("anything (", facets=True)
    assert (results.total, results.suggestion) == (0, None)
    assert library.complete("what") == []


def test_the_help_is_there_for_everybody() -> None:
    assert all(example and meaning for example, meaning in Library.search_help())
