"""Answers queries from one commit of the index."""

from __future__ import annotations

from whoosh import query as wq

from qtbrowser.search.model import IndexHit, IndexResults, Scope, Snippet, Sort
from qtbrowser.search.query import Query
from qtbrowser.search.snippets import make_snippet


class Searcher:
    def __init__(self, searcher) -> None:
        self._searcher = searcher

    @property
    def document_count(self) -> int:
        return self._searcher.doc_count()

    def search(self, query: Query, *, limit: int = 20, offset: int = 0, scope: Scope | None = None, include_hidden: bool = False, sort: Sort = "relevance") -> IndexResults:
        if query.is_empty:
            return IndexResults()

        def leaf(f, c):
            if len(c.words) > 1:
                return wq.Phrase(f, [w.stem for w in c.words])
            w = c.words[0]
            return wq.Or([wq.Term(f, w.stem), wq.Prefix(f, w.word)]) if w.is_prefix else wq.Term(f, w.stem)

        tree = wq.And([wq.Or([leaf(f, c) for f in ("title", "keywords", "answer")]) for c in query.clauses])
        filters = []
        scope = scope or Scope()
        if scope.subjects or scope.folders:
            filters.append(wq.Or([wq.Term("subject", s) for s in scope.subjects] + [wq.Term("folder", s) for s in scope.folders]))
        if scope.topics:
            filters.append(wq.Or([wq.Term("topics", s) for s in scope.topics]))
        if filters:
            tree = wq.And([tree] + [wq.ConstantScoreQuery(f, 0.0) for f in filters])
        found = [(s, d, self._searcher.stored_fields(d)) for d, s in self._searcher.search(tree, limit=None).items()]
        found = [f for f in found if include_hidden or not f[2].get("hidden")]
        if sort == "title":
            found.sort(key=lambda f: (f[2]["title"].casefold(), f[2]["path"]))
        elif sort == "date":
            found.sort(key=lambda f: (-(f[2]["date"].toordinal() if f[2].get("date") else 0), f[2]["path"]))
        else:
            found.sort(key=lambda f: (-f[0], f[2]["path"]))
        return IndexResults(len(found), [IndexHit(f[2]["path"], f[0], f[1]) for f in found[offset : offset + limit]])

    def snippet(self, document: str | int, query: Query) -> Snippet:
        number = document if isinstance(document, int) else self._searcher.document_number(path=document)
        return make_snippet(self._searcher.stored_fields(number).get("answer", ""), query)

    def close(self) -> None:
        self._searcher.close()
