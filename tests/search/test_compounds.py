"""Words within others, and the spellings of German."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qtbrowser.search.german import spellings
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry, Scope
from qtbrowser.search.language import parse_query
from qtbrowser.search.results import IndexResults
from qtbrowser.search.searcher import Searcher
from qtbrowser.search.snippets import make_snippet

ANSWERS = {
    "steam": "Die Donaudampfschifffahrt ist alt und wird auch heute nicht vergessen.",
    "ships": "Die Schifffahrt und der Hafen.",
    "names": "Herr Mueller und Frau Müller gehen nicht auf die Straße.",
    "code": "Das Paket i18n ist eine Hilfe und der Anfang.",
    "cells": "Eine Zelle und der Kern.",
    "food": "Das Gemüse aus Köln ist ein Teil der Suppe.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    index = SearchIndex.create(tmp_path_factory.mktemp("index"))
    index.update(IndexEntry(path, f"Frage {path}", answer) for path, answer in ANSWERS.items())
    yield index.searcher()
    index.close()


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    index = SearchIndex.create(tmp_path_factory.mktemp("index"))
    index.update(
        [IndexEntry("a", "Who?", "Mr Muller and the others."), IndexEntry("b", "What?", "Mr Mueller and one.")]
    )
    yield index.searcher()
    index.close()


def found(searcher: Searcher, text: str) -> IndexResults:
    return searcher.search(parse_query(text))


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("schifffahrt", ["ships", "steam"]),
        ("Dampfschiff ", ["steam"]),
        ("18n", ["code"]),
        ("schifffahrt heute", ["steam"]),
        ("müller", ["names"]),
        ("mueller", ["names"]),
        ("strasse", ["names"]),
        ("kern OR muller ", ["cells", "names"]),
        ("mueller -zelle ", ["names"]),
        ("zelle", ["cells"]),
        ("(gemuese OR zelle) ", ["cells", "food"]),
        ("(gemuese OR zelle) -koeln ", ["cells"]),
        ("(gemuese OR zelle) -(suppe koeln) ", ["cells"]),
        ('"dampfschiff"', []),
        ("title:dampfschiff ", []),
        ("18", []),
    ],
)
def test_words_are_found_within_others_below_whole_ones(searcher: Searcher, text: str, paths: list[str]) -> None:
    results = found(searcher, text)
    assert ([hit.path for hit in results.hits], results.match) == (paths, "all")


@pytest.mark.parametrize(
    ("text", "path", "marked"),
    [
        ("dampfschiff ", "steam", ["Donaudampfschifffahrt"]),
        ("18n", "code", ["i18n"]),
        ("mueller", "names", ["Mueller", "Müller"]),
        ("müller", "names", ["Mueller", "Müller"]),
    ],
)
def test_what_is_found_so_is_marked(searcher: Searcher, text: str, path: str, marked: list[str]) -> None:
    answered = found(searcher, text).answered
    assert answered is not None
    snippet = make_snippet(ANSWERS[path], answered)
    assert [snippet.text[start:end] for start, end in snippet.marks] == marked


def test_other_languages_have_no_such_spellings(english: Searcher) -> None:
    assert [hit.path for hit in found(english, "muller ").hits] == ["a"]


@pytest.mark.parametrize(
    ("word", "others"),
    [("mueller", {"muller"}), ("haus", {"haeus", "haues", "haeues"}), ("oel", {"ol"}), ("xyz", set())],
)
def test_spellings(word: str, others: set[str]) -> None:
    assert others <= set(spellings(word))
    assert word not in set(spellings(word))


@pytest.fixture(scope="module")
def multilingual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    index = SearchIndex.create(tmp_path_factory.mktemp("index"))
    paths = (
        *("content/de/a.md", "content/pt-br/b.md", "docs/zh_Hans/c.md", "d.de.md", "e.md", "de.md", "x/ideal/f.md"),
        *("www.de.org/g.md", "h.de.old.md", "k.pt-BR.md"),
    )
    index.update(IndexEntry(path, "Words?", "Words.", folder=path.rpartition("/")[0]) for path in paths)
    yield index.searcher()
    index.close()


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("lang:de", ["content/de/a.md", "d.de.md"]),
        ("words lang:PT", ["content/pt-br/b.md", "k.pt-BR.md"]),
        ("lang:pt_BR", ["content/pt-br/b.md", "k.pt-BR.md"]),
        ("lang:zh-hans", ["docs/zh_Hans/c.md"]),
        (
            "-lang:de",
            [
                *("content/pt-br/b.md", "de.md", "docs/zh_Hans/c.md", "e.md", "h.de.old.md", "k.pt-BR.md"),
                *("www.de.org/g.md", "x/ideal/f.md"),
            ],
        ),
        ("lang:fr", []),
    ],
)
def test_documents_of_a_language(multilingual: Searcher, text: str, paths: list[str]) -> None:
    assert sorted(hit.path for hit in found(multilingual, text).hits) == paths


@pytest.mark.parametrize(
    ("languages", "others"),
    [
        (("de",), ["content/pt-br/b.md", "docs/zh_Hans/c.md", "k.pt-BR.md"]),
        (("pt", "zh"), ["content/de/a.md", "d.de.md"]),
        (("pt-pt",), ["content/de/a.md", "content/pt-br/b.md", "d.de.md", "docs/zh_Hans/c.md", "k.pt-BR.md"]),
    ],
)
def test_documents_of_other_languages_are_left_out(
    multilingual: Searcher, languages: tuple[str, ...], others: list[str]
) -> None:
    everything = {hit.path for hit in multilingual.search(parse_query("words")).hits}
    left = {hit.path for hit in multilingual.search(parse_query("words"), scope=Scope(languages=languages)).hits}
    assert sorted(everything - left) == others


def test_what_is_no_language_is_ignored() -> None:
    assert parse_query("lang:nonsense").ignored == ("lang:nonsense",)


def test_a_word_that_a_document_has_is_not_looked_for_within_others_in_english(english: Searcher) -> None:
    assert [hit.path for hit in found(english, "muller ").hits] == ["a"]
    assert [hit.path for hit in found(english, "uelle ").hits] == ["b"]
    assert [hit.path for hit in found(english, "other ").hits] == ["a"]


def test_rain_is_not_found_in_brain(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path)
    index.update([IndexEntry("a", "Why?", "The rain falls."), IndexEntry("b", "What?", "The brain thinks.")])
    assert [hit.path for hit in found(index.searcher(), "rain ").hits] == ["a"]
    index.close()
