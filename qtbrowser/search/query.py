"""What a reader types -> a Query.

The language:

- `words`: every one must be found, in the question, the keywords or the answer, in any of its inflected forms.
  The last word is also looked up as the beginning of words, unless white space follows it.
- `"several words"`: a phrase, the words in this order and side by side. A quotation mark that is never closed
  opens a phrase that ends with the text; its last word is then taken as a beginning too.
- What is written together is found together: `TCP/IP`, `state-of-the-art` and a run of Chinese are phrases.
- Very common words (`what is the ...`) count only inside phrases, or where the text has no others.

Nothing a reader types is an error; a text without words gives an empty query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qtbrowser.search.analysis import STOP_WORDS, Token, tokens
from qtbrowser.search.marking import Marker

_QUOTES = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb]')
_PARTS = re.compile(r"\S+")
# A pasted page is no query: past this many characters and words the rest is not looked at.
LONGEST_TEXT = 1000
MOST_WORDS = 64


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query: `stem` is what the index knows it by, `word` what was typed, folded."""

    word: str
    stem: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that must stand side by side, in this order; most often a single one."""

    words: tuple[QueryWord, ...]


@dataclass(frozen=True)
class Query:
    """A question to the index: every clause must be met.

    Attributes:
        text: what was typed.
        clauses: what is looked for; empty where the text held no word.
    """

    text: str
    clauses: tuple[Clause, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.clauses

    @cached_property
    def marker(self) -> Marker:
        """What finds the words of this query in a text."""
        return Marker(tuple((word.word, word.stem, word.is_prefix) for word in clause.words) for clause in self.clauses)

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Return where `text`, any plain text, holds the words looked for, as [start, end) in code points.

        Words are found by stem, the last one also by its beginning, phrases only as a whole. Marks are in order
        and do not overlap.
        """
        return [(start, end) for start, end, _ in self.marker.find(text)]


@lru_cache(maxsize=32)
def parse_query(text: str) -> Query:
    """Read what a reader typed, as the module's docstring says. Never raises.

    Args:
        text: as typed; white space at its end says that the last word is finished.
    """
    clauses: list[Clause] = []
    quoted_parts = _QUOTES.split(text[:LONGEST_TEXT])
    for number, part in enumerate(quoted_parts):
        is_last = number == len(quoted_parts) - 1
        open_end = is_last and bool(part) and not part[-1].isspace()
        if number % 2:
            clauses.append(_clause(list(tokens(part)), open_end))
        else:
            clauses.extend(_clauses_of_words(part, open_end))
    return Query(text, _without_stop_words(_capped([clause for clause in clauses if clause.words])))


def _clauses_of_words(part: str, open_end: bool) -> list[Clause]:
    pieces = [found.group() for found in _PARTS.finditer(part)]
    return [_clause(list(tokens(piece)), open_end and number == len(pieces) - 1) for number, piece in enumerate(pieces)]


def _clause(found: list[Token], open_end: bool) -> Clause:
    """Return the clause of tokens written together; where `open_end`, the last one is a beginning."""
    words = []
    for number, token in enumerate(found):
        is_prefix = open_end and number == len(found) - 1
        # A dot makes a symbol only at the very beginning: in `example.com` it joins two words.
        if token.symbol and (token.start == 1 or not token.symbol.startswith(".")):
            words.append(QueryWord(token.symbol, token.symbol, is_prefix))
        else:
            words.append(QueryWord(token.word, token.stem, is_prefix))
    return Clause(tuple(words))


def _capped(clauses: list[Clause]) -> list[Clause]:
    """Return the clauses that hold the first `MOST_WORDS` words, each clause once."""
    kept: dict[Clause, None] = {}
    words = 0
    for clause in clauses:
        if words + len(clause.words) > MOST_WORDS:
            clause = Clause(clause.words[: MOST_WORDS - words])
        words += len(clause.words)
        if clause.words:
            kept[clause] = None
    return list(kept)


def _without_stop_words(clauses: list[Clause]) -> tuple[Clause, ...]:
    weighty = [clause for clause in clauses if len(clause.words) > 1 or clause.words[0].word not in STOP_WORDS]
    return tuple(weighty or clauses)
