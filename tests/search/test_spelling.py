"""Corrections of typing errors from the words of an index of several segments."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry
from qtbrowser.search.language import parse_query
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.spelling import corrections, count_of, frequent_corrections
from tests.search.samples import make_entries

SOUNDING_ALIKE = ("nature " * 30 + "photograph " * 20, "natiure fotograph fisics physics knot kwiet quiet " * 3)


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> list[SegmentContent]:
    index = SearchIndex.create(tmp_path_factory.mktemp("index"))
    for first in (0, 200):
        index.update(make_entries(200, seed=first + 1, first=first))
    index.update([IndexEntry(f"{number}.md", "Alike?", text) for number, text in enumerate(SOUNDING_ALIKE)])
    searcher = index.searcher()
    assert len(searcher._contents) > 1
    return searcher._contents


def test_frequent_corrections_are_among_all_corrections(contents: list[SegmentContent]) -> None:
    written = sorted({word for entry in make_entries(3) for word in entry.title.lower().rstrip("?").split()})
    found = 0
    for word in [*written, "natiure", "fotograph", "fisics", "not", "\u00e9", "x"]:
        near = [near for near in corrections(word, contents) if near.distance == 1]
        for least in (1, 5, 20):
            expected = [correction for correction in near if correction.count >= least]
            assert frequent_corrections(word, contents, least) == expected
            found += len(expected)
    assert found > 20


def test_words_are_counted_over_all_segments(contents: list[SegmentContent], tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    for number in range(3):
        index.update([IndexEntry(f"{number}.md", "Ferns?", "spore spore spore" + " sporre" * (number == 0))])
    parts = index.searcher()._contents
    assert count_of("spore", parts) == 9
    assert [near.word for near in frequent_corrections("sporre", parts, 9)] == ["spore"]
    assert frequent_corrections("sporre", parts, 10) == []


def test_a_question_that_a_document_asks_has_no_errors(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update(
        [
            IndexEntry("a.md", "Where do froms grow?", "Here."),
            *(IndexEntry(f"{n}.md", "Forms grow", "forms " * 40) for n in range(9)),
        ]
    )
    searcher = index.searcher()
    assert searcher.suggestion(parse_query("Where do froms grow?")) is None
    assert searcher.suggestion(parse_query("do froms grow ")) == "do forms grow"
    # What is in quotation marks and found is meant to the letter.
    assert searcher.suggestion(parse_query('"froms grow"')) is None
    assert searcher.suggestion(parse_query('"froms grew quickly"')) is not None


def test_where_nothing_has_all_words_the_last_one_may_be_complete(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update(
        [
            IndexEntry("a.md", "Plague", "The plague made labour dear, and the serfs had their way."),
            IndexEntry("b.md", "Light", "Constants measured on laboratory benches."),
        ]
    )
    searcher = index.searcher()
    assert searcher.suggestion(parse_query("labor")) is None, "the beginning of a word that is there"
    assert searcher.suggestion(parse_query("plague labor")) == "plague labour"


def test_no_very_common_word_is_suggested(tmp_path: Path) -> None:
    index = SearchIndex.create(tmp_path / "index")
    index.update([IndexEntry("a.md", "Plague", "They had the plague. " * 20)])
    assert index.searcher().suggestion(parse_query("bad plague ")) is None
