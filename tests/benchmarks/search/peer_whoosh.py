"""Stock Whoosh: its own codec, analysis, parser and searcher, with its fault of losing good hits switched off."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whoosh import fields, index, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup
from whoosh.query.qcore import Query

from qtbrowser.catalog.folding import subject_key
from tests.benchmarks.search.question import Found, Peer, Question
from tests.benchmarks.search.records import Record

BOOSTS = {"title": 3.0, "keywords": 2.0, "answer": 1.0}
_BUFFER_MB = 128


class StockWhoosh(Peer):
    """A Whoosh index as its manual makes one."""

    name = "Whoosh"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher()
        self._parsers = {
            form: MultifieldParser(list(BOOSTS), self._index.schema, fieldboosts=BOOSTS, group=group)
            for form, group in (("all", AndGroup), ("any", OrGroup))
        }

    @classmethod
    def build(cls, records: Iterable[Record], folder: Path) -> None:
        # The default pattern keeps signs that are no part of a word.
        words = StemmingAnalyzer(r"\w+(\.?\w+)*")
        schema = fields.Schema(
            title=fields.TEXT(analyzer=words, stored=True),
            keywords=fields.TEXT(analyzer=words),
            answer=fields.TEXT(analyzer=words, stored=True),
            subject=fields.ID,
            date=fields.NUMERIC(sortable=True),
        )
        writer = index.create_in(str(folder), schema).writer(limitmb=_BUFFER_MB)
        for record in records:
            writer.add_document(
                title=record.title,
                keywords=", ".join(record.keywords),
                answer=record.text,
                subject=record.subject,
                date=record.date,
            )
        writer.commit()

    def search(self, question: Question, limit: int) -> Found:
        collector = self._searcher.collector(
            limit=limit,
            filter=_filter(question),
            sortedby="date" if question.newest_first else None,
            reverse=question.newest_first,
        )
        innermost = collector
        while hasattr(innermost, "child"):
            innermost = innermost.child
        # Its optimisation of the best hits loses some of them where words are looked up in several fields.
        innermost.replace = 0
        self._searcher.search_with_collector(self._query(question), collector)
        results = collector.results()
        return Found(len(results), [hit["title"] for hit in results])

    def _query(self, question: Question) -> Query:
        if question.form == "fuzzy":
            return query.Or(
                [query.FuzzyTerm(field, word, prefixlength=1) for field in BOOSTS for word in question.words]
            )
        if question.form == "phrase":
            return self._parsers["all"].parse(f'"{" ".join(question.words)}"')
        text = " ".join([*question.words, *([f"{question.beginning}*"] if question.beginning else [])])
        return self._parsers[question.form].parse(text)

    def close(self) -> None:
        self._searcher.close()
        self._index.close()


def _filter(question: Question) -> Query | None:
    conditions: list[Query] = []
    if question.subject is not None:
        conditions.append(query.Term("subject", subject_key(question.subject)))
    if question.dates is not None:
        conditions.append(query.NumericRange("date", question.dates[0].toordinal(), question.dates[1].toordinal()))
    return query.And(conditions) if conditions else None
