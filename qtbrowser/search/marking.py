"""Finds the words of a query in a plain text, to be marked there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qtbrowser.search.analysis import analyse, common_beginning, reading

# (word, stem, is_prefix): one word of a clause
Wanted = tuple[str, str, bool]
# (start, end, clause): a place in code points, and which clause is found there
Mark = tuple[int, int, int]


class Marker:
    """Finds clauses, words that stand side by side, in texts.

    Args:
        clauses: the words of each clause; see `Wanted`.
    """

    def __init__(self, clauses: Iterable[tuple[Wanted, ...]]) -> None:
        self._clauses = tuple(clauses)
        self._first_letters = _ascii_pattern([clause[0] for clause in self._clauses])

    def find(self, text: str) -> list[Mark]:
        """Return the places of the clauses in `text`, in order, none overlapping another."""
        if not self._clauses:
            return []
        pattern, text = reading(text)
        starts_pattern = self._first_letters if text.isascii() else pattern
        starts = [found.start() for found in starts_pattern.finditer(text)]
        marks: list[Mark] = []
        last_end = 0
        for start in starts:
            if start < last_end:
                continue
            mark = self._clause_at(pattern, text, start)
            if mark is not None:
                marks.append(mark)
                last_end = mark[1]
        return marks

    def _clause_at(self, pattern: re.Pattern[str], text: str, start: int) -> Mark | None:
        best: Mark | None = None
        for number, clause in enumerate(self._clauses):
            end = _match_clause(pattern, text, start, clause)
            if end is not None and (best is None or end > best[1]):
                best = (start + (text[start] == "." and not clause[0][0].startswith(".")), end, number)
        return best


def _match_clause(pattern: re.Pattern[str], text: str, start: int, clause: tuple[Wanted, ...]) -> int | None:
    """Return where `clause` ends if it begins with the form at `start`, else None."""
    end = start
    for number, wanted in enumerate(clause):
        found = pattern.search(text, end) if number else pattern.match(text, start)
        if found is None or not _is_wanted(found.group(), wanted):
            return None
        end = found.end()
    return end


def _is_wanted(form: str, wanted: Wanted) -> bool:
    word, stem, is_prefix = wanted
    terms = analyse(form)
    if terms.stem == stem or terms.symbol == word:
        return True
    return is_prefix and (terms.word.startswith(word) or terms.symbol.startswith(word))


def _ascii_pattern(firsts: list[Wanted]) -> re.Pattern[str]:
    """Return a pattern for where, in ASCII text, forms may begin that are wanted."""
    beginnings = {word.lstrip(".") for word, _, is_prefix in firsts if is_prefix}
    beginnings |= {common_beginning(stem.lstrip(".")) for _, stem, _ in firsts}
    written = sorted(re.escape(beginning) for beginning in beginnings if beginning.isascii())
    if not written:
        return re.compile(r"(?!)")
    return re.compile(rf"(?:\.|(?<![A-Za-z0-9.]))(?:{'|'.join(written)})", re.IGNORECASE)
