"""A plain Whoosh searcher opens the index, and finds and scores exactly what this program's own does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from whoosh import index as whoosh_index
from whoosh import query as wq
from whoosh.qparser import MultifieldParser
from whoosh.searching import Searcher as WhooshSearcher

from qtbrowser.search.analysis import stem_word
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.language import parse_query
from qtbrowser.search.query import Query
from qtbrowser.search.schema import TEXT_FIELDS
from qtbrowser.search.searcher import Searcher
from tests.search.samples import make_entries, make_words

ENTRIES = {entry.path: entry for entry in make_entries(400)}
QUERIES = 240


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of several segments in which documents were changed and removed."""
    folder = tmp_path_factory.mktemp("index")
    entries = list(ENTRIES.values())
    index = SearchIndex.create(folder)
    index.update(entries[:270])
    index.update(entries[270:])
    index.update(entries[100:130], removed=[entry.path for entry in entries[300:320]])
    with whoosh_index.open_dir(str(folder)).reader() as reader:
        assert len(reader.leaf_readers()) == 3
        assert reader.has_deletions()
    return folder


@pytest.fixture(scope="module")
def ours(folder: Path) -> Searcher:
    return SearchIndex.open(folder).searcher()


@pytest.fixture(scope="module")
def theirs(folder: Path) -> Iterator[WhooshSearcher]:
    with whoosh_index.open_dir(str(folder)).searcher() as searcher:
        yield searcher


def make_queries() -> list[str]:
    """Words, several words, and phrases, taken from the documents and made up; none ends with a beginning."""
    chance = random.Random(3)
    words = make_words(420, seed=7)
    answers = [entry.answer.split() for entry in ENTRIES.values() if len(entry.answer.split()) > 10]
    queries = []
    for number in range(QUERIES):
        chosen = " ".join(chance.choices(words[:200] if number % 2 else words, k=chance.randint(1, 4)))
        answer = chance.choice(answers)
        place = chance.randrange(len(answer) - 4)
        phrase = " ".join(answer[place : place + chance.randint(2, 4)])
        queries.append((f"{chosen} ", f'"{phrase}" ', f'{chosen} "{phrase}" ')[number % 3])
    return queries


def as_whoosh_query(query: Query) -> wq.Query:
    def in_field(field: str, stems: list[str]) -> wq.Query:
        return wq.Phrase(field, stems) if len(stems) > 1 else wq.Term(field, stems[0])

    clauses = [[word.stem for word in clause.words] for clause in query.clauses]
    return wq.And([wq.Or([in_field(field, stems) for field in TEXT_FIELDS]) for stems in clauses])


def search_with_whoosh(searcher: WhooshSearcher, query: wq.Query, limit: int | None) -> list[tuple[float, str]]:
    """Search with Whoosh's own machinery; with a limit, its optimizer that drops better hits is switched off."""
    collector = searcher.collector(limit=limit)
    inner = collector
    while hasattr(inner, "child"):
        inner = inner.child
    inner.replace = 0
    searcher.search_with_collector(query, collector)
    return [(score, searcher.reader().stored_fields(number)["path"]) for score, number in collector.results().top_n]


def test_all_scores_are_equal(ours: Searcher, theirs: WhooshSearcher) -> None:
    found = 0
    for text in make_queries():
        query = parse_query(text)
        expected = {path: score for score, path in search_with_whoosh(theirs, as_whoosh_query(query), None)}
        results = ours.search(query, limit=len(ENTRIES), include_hidden=True, rank=False)
        assert results.total == len(results.hits) == len(expected), text
        assert {hit.path: hit.score for hit in results.hits} == pytest.approx(expected, rel=1e-12), text
        found += bool(expected)
    assert found > QUERIES // 2


def test_the_first_twenty_are_equal(ours: Searcher, theirs: WhooshSearcher) -> None:
    for text in make_queries()[::4]:
        query = parse_query(text)
        expected = search_with_whoosh(theirs, as_whoosh_query(query), 20)
        results = ours.search(query, limit=20, include_hidden=True, rank=False)
        assert [hit.score for hit in results.hits] == pytest.approx([score for score, _ in expected], rel=1e-12), text
        if expected:
            # Of equal scores at the end of the list, each side may show others.
            last = expected[-1][0] * (1 + 1e-12)
            above = {hit.path for hit in results.hits if hit.score > last}
            assert above <= {path for _, path in expected}, text


def test_whooshs_parser_and_other_queries_read_it(theirs: WhooshSearcher) -> None:
    entry = list(ENTRIES.values())[200]
    word = max(entry.answer.replace(".", "").split(), key=len)
    parsed = MultifieldParser(["title", "answer"], theirs.schema).parse(word)
    assert len(theirs.search(parsed, limit=None)) > 0
    for query in (
        wq.Term("path", entry.path),
        wq.And([wq.Term("folder", entry.folder), wq.Term("path", entry.path)]),
        wq.Prefix("path", entry.path[:-1]),
        wq.Wildcard("path", entry.path[:-3] + "*"),
    ):
        assert entry.path in {hit["path"] for hit in theirs.search(query, limit=None)}
    assert len(theirs.search(wq.FuzzyTerm("answer", f"{stem_word(word)}x"), limit=None)) > 0


def test_whoosh_counts_terms_as_they_are(theirs: WhooshSearcher) -> None:
    reader = theirs.reader()
    names = {name for name, _ in reader.all_terms()}
    assert {"answer", "title", "keywords", "path", "folder", "question", "topics"} <= names
    for fieldname, term in list(reader.all_terms())[::97]:
        docs = list(reader.postings(fieldname, term).all_ids())
        assert docs == sorted(set(docs))
        assert len(docs) <= reader.doc_frequency(fieldname, term) > 0
