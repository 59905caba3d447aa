"""The words by which similar documents are sought are the most characteristic ones, however few are looked up."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from qtbrowser.search import similar
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry
from tests.search.samples import make_words


def test_words_that_are_not_looked_up_would_not_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(4)
    words = make_words(400, seed=4)
    # Common words are in most documents, so that their number in one says little.
    texts = [[words[int(400 * chance.random() ** 3)] for _ in range(chance.randint(40, 400))] for _ in range(60)]
    index = SearchIndex.create(tmp_path / "index")
    index.update(IndexEntry(str(number), f"Why {text[0]}?", " ".join(text)) for number, text in enumerate(texts))
    searcher = index.searcher()
    chosen = [[(hit.path, hit.score) for hit in searcher.similar(str(number))] for number in range(60)]
    asked: list[int] = []

    def never_enough(count: int, values: object) -> list[float]:
        asked.append(count)
        return [0.0]

    monkeypatch.setattr(similar, "nlargest", never_enough)
    assert [[(hit.path, hit.score) for hit in searcher.similar(str(number))] for number in range(60)] == chosen
    assert asked
