"""The Whoosh schema of a document's entry in the index, and how its fields are stored.

Three kinds of field:

- text fields (question, keywords, answer) are found by stem and scored; they share one dictionary of stems;
- exact fields are found by their whole value, in any order of documents;
- columns hold one number a document.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer

from qtbrowser.search.analysis import tokens

TEXT_FIELDS = ("answer", "keywords", "title")
EXACT_FIELDS = ("also", "folder", "id", "path", "question", "subject", "topics")
# The weight of a word in each text field, as Whoosh's field boost.
BOOSTS = {"title": 3.0, "keywords": 1.0, "answer": 1.0}


class PackedPositions(formats.Positions):
    """Whoosh's positions format, with four bytes for each position instead of a pickle."""

    def encode(self, poslist: Iterable[int]) -> bytes:
        """Return positions (ascending) as bytes."""
        return array("I", poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return the positions that `encode` has encoded as `valuestring`."""
        return array("I", valuestring).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return the number of positions in `valuestring`."""
        return len(valuestring) // array("I").itemsize

    def combine(self, vs: Iterable[bytes]) -> bytes:
        """Return the union of several encoded lists of positions."""
        return self.encode(sorted({position for value in vs for position in self.decode_positions(value)}))


class TermAnalyzer(Analyzer):
    """The analysis of text by `analysis`, with Whoosh's interface: it yields one token for each term."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Yield the terms of `value`: stems, and symbols at the position of their word (in a query, instead of it)."""
        is_query = options.get("mode") == "query"
        for position, found in enumerate(tokens(value)):
            terms = [found.symbol] if is_query and found.symbol else [found.stem]
            if found.symbol and not is_query:
                terms.append(found.symbol)
            for term in terms:
                yield Token(text=term, pos=position, startchar=found.start, endchar=found.end, boost=1.0, stopped=False)


def _text(name: str, stored: bool) -> fields.TEXT:
    field = fields.TEXT(analyzer=TermAnalyzer(), stored=stored)
    field.format = PackedPositions(field_boost=BOOSTS[name])
    return field


def _exact(stored: bool = False) -> fields.ID:
    return fields.ID(stored=stored)


def make_schema() -> fields.Schema:
    """Return the schema of the index.

    `question` is the whole title, as `analysis.question_key` makes it; `folder`, `subject`, `also` (further subjects)
    and `topics` are exact keys; `date` is the proleptic Gregorian ordinal of the day (1 January of year 1 is day 1),
    0 for none; `hidden` is 0 or 1; `features` has bit n set for each `model.FEATURES[n]`.
    """
    return fields.Schema(
        path=_exact(stored=True),
        title=_text("title", stored=True),
        keywords=_text("keywords", stored=False),
        answer=_text("answer", stored=True),
        id=_exact(),
        question=_exact(),
        subject=_exact(),
        folder=_exact(),
        also=_exact(),
        topics=_exact(),
        date=fields.COLUMN(columns.NumericColumn("i", default=0)),
        hidden=fields.COLUMN(columns.NumericColumn("B", default=0)),
        features=fields.COLUMN(columns.NumericColumn("B", default=0)),
        description=fields.STORED(),
    )
