"""The index on disk: making, opening, updating; and the searchers over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from whoosh import fields, index
from whoosh.analysis import Token

from qtbrowser.errors import IndexBusy, IndexDamaged
from qtbrowser.search.analysis import fold, tokens
from qtbrowser.search.model import IndexEntry
from qtbrowser.search.searcher import Searcher


def _analyzer(value, positions=False, chars=False, keeporiginal=False, removestops=True, start_pos=0, start_char=0, mode="", **kw):
    for n, t in enumerate(tokens(value)):
        yield Token(text=t.stem, pos=n, boost=1.0, stopped=False)
        if t.symbol:
            yield Token(text=t.symbol, pos=n, boost=1.0, stopped=False)


class _Analyzer:
    def __call__(self, value, **kw):
        return _analyzer(value, **kw)


def _schema():
    from whoosh.analysis import Composable

    class _A(Composable):
        pass

    text = lambda boost, stored=False: fields.TEXT(analyzer=_Analyzer(), field_boost=boost, stored=stored)
    return fields.Schema(
        path=fields.ID(stored=True, unique=True), title=text(3.0, True), keywords=text(1.0), answer=text(1.0, True),
        subject=fields.ID(), folder=fields.ID(), topics=fields.KEYWORD(commas=True), date=fields.DATETIME(stored=True), hidden=fields.BOOLEAN(stored=True),
    )


class SearchIndex:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._index = index.open_dir(str(folder))
        except Exception as error:
            raise IndexDamaged("the search index can't be read", path=str(folder)) from error

    @classmethod
    def create(cls, folder: Path) -> SearchIndex:
        folder.mkdir(parents=True, exist_ok=True)
        index.create_in(str(folder), _schema())
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> SearchIndex:
        return cls(folder)

    def update(self, entries: Iterable[IndexEntry], removed: Iterable[str] = ()) -> None:
        writer = self._index.writer()
        for path in removed:
            writer.delete_by_term("path", path)
        for e in entries:
            writer.update_document(path=e.path, title=e.title, answer=e.answer, keywords=" . ".join(e.keywords), subject=e.subject, folder=e.folder,
                topics=",".join(e.topics), date=datetime.combine(e.date, datetime.min.time()) if e.date else None, hidden=e.hidden)
        writer.commit(merge=False)

    def merge(self) -> None:
        self._index.writer().commit(optimize=True)

    def searcher(self) -> Searcher:
        return Searcher(self._index.searcher())

    def generation(self) -> int:
        return self._index.latest_generation()

    @property
    def size_bytes(self) -> int:
        return sum(path.stat().st_size for path in self._folder.iterdir() if path.is_file())

    @property
    def document_count(self) -> int:
        return self._index.doc_count()

    def close(self) -> None:
        self._index.close()
