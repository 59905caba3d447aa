"""Tantivy, with its English stemmer and boosts by field."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tantivy

from qtbrowser.catalog.folding import subject_key
from tests.benchmarks.search.question import Found, Peer, Question
from tests.benchmarks.search.records import Record

FIELDS = ["title", "keywords", "answer"]
# The best of those tried for known items.
BOOSTS = {"title": 2.0}
_HEAP_BYTES = 128_000_000
_THREADS = 2


class Tantivy(Peer):
    """A tantivy index; title and answer are stored, as everywhere in the comparison."""

    name = "tantivy"
    has_snippets = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._schema = _schema()
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    @classmethod
    def build(cls, records: Iterable[Record], folder: Path) -> None:
        writer = tantivy.Index(_schema(), path=str(folder)).writer(heap_size=_HEAP_BYTES, num_threads=_THREADS)
        for record in records:
            writer.add_document(
                tantivy.Document(
                    title=record.title,
                    keywords=", ".join(record.keywords),
                    answer=record.text,
                    subject=record.subject,
                    date=record.date,
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def search(self, question: Question, limit: int) -> Found:
        query = self._query(question)
        if question.newest_first:
            result = self._searcher.search(query, limit, order_by_field="date")
        else:
            result = self._searcher.search(query, limit)
        titles = [self._searcher.doc(address)["title"][0] for _, address in result.hits]
        return Found(result.count, titles)  # type: ignore[attr-defined,unused-ignore]

    def with_snippets(self, question: Question, limit: int) -> list[tuple[str, str]]:
        query = self._query(question)
        generator = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "answer")
        documents = [self._searcher.doc(address) for _, address in self._searcher.search(query, limit).hits]
        return [
            (document["title"][0], generator.snippet_from_doc(document).to_html())  # type: ignore[attr-defined,unused-ignore]
            for document in documents
        ]

    def close(self) -> None:
        del self._searcher, self._index

    def _query(self, question: Question) -> tantivy.Query:
        parts = []
        is_any = question.form == "any"
        if question.form == "fuzzy":
            near = dict.fromkeys(FIELDS, (False, 1, True))
            parts.append(self._index.parse_query(" ".join(question.words), FIELDS, BOOSTS, fuzzy_fields=near))
        elif question.words:
            text = " ".join(question.words)
            parts.append(
                self._index.parse_query(
                    f'"{text}"' if question.form == "phrase" else text,
                    FIELDS,
                    field_boosts=BOOSTS,
                    conjunction_by_default=not is_any,
                )
            )
        if question.beginning:
            parts.append(self._beginning(question.beginning))
        query = _together(parts, tantivy.Occur.Should if is_any else tantivy.Occur.Must)
        filters = []
        if question.subject is not None:
            filters.append(tantivy.Query.term_query(self._schema, "subject", subject_key(question.subject)))
        if question.dates is not None:
            first, last = (day.toordinal() for day in question.dates)
            filters.append(tantivy.Query.range_query(self._schema, "date", tantivy.FieldType.Integer, first, last))
        filters = [tantivy.Query.const_score_query(condition, 0.0) for condition in filters]
        return _together([query, *filters], tantivy.Occur.Must)

    def _beginning(self, letters: str) -> tantivy.Query:
        queries = [
            tantivy.Query.boost_query(
                tantivy.Query.fuzzy_term_query(self._schema, field, letters, distance=0, prefix=True),
                BOOSTS.get(field, 1.0),
            )
            for field in FIELDS
        ]
        # The index holds stems: a word that has been typed to its end is found by its own.
        queries.append(self._index.parse_query(letters, FIELDS, field_boosts=BOOSTS))
        return _together(queries, tantivy.Occur.Should)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("keywords", tokenizer_name="en_stem")
    builder.add_text_field("answer", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("subject", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("date", indexed=True, fast=True)
    return builder.build()


def _together(queries: list[tantivy.Query], occur: tantivy.Occur) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(occur, query) for query in queries])
