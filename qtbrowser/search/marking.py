"""Finds the words of a query in a plain text, to be marked there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from qtbrowser.search.analysis import Terms, analyse, common_beginning, has_word_breaks, is_contracted, reading
from qtbrowser.search.edits import is_within


class Wanted(NamedTuple):
    """One word of a clause: as typed, its stem, whether it is only begun, how many typing errors it may have."""

    word: str
    stem: str
    is_prefix: bool = False
    edits: int = 0


# (start, end, clause): a place in code points, and which clause is found there
Mark = tuple[int, int, int]


# So many forms are remembered of each query.
_MOST_KNOWN = 4000


class Marker:
    """Finds clauses, words that stand side by side, in texts.

    Args:
        clauses: of each clause the words, and how many others may stand between them.
    """

    def __init__(self, clauses: Iterable[tuple[tuple[Wanted, ...], int]]) -> None:
        self._clauses = tuple(clauses)
        self._known: dict[str, tuple[int, ...]] = {}
        # A word with a typing error may begin with any letter.
        self._begins_anyhow = any(words[0].edits for words, _ in self._clauses)

    # Made when they are first needed, if at all: while somebody types, each letter is a query of its own.

    @cached_property
    def _ascii_starts(self) -> re.Pattern[str]:
        beginnings = [_begin(part) for part in self._beginnings if part.isascii()]
        return re.compile("|".join(beginnings) or r"(?!)")

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        beginnings = [_begin(part, accented=True) for part in self._beginnings]
        return re.compile("|".join([rf"{_OTHER}(?<!\w{_OTHER})", *beginnings]))

    @cached_property
    def _beginnings(self) -> list[str]:
        return _beginnings([words[0] for words, _ in self._clauses])

    def find(self, text: str) -> list[Mark]:
        """Return the places of the clauses in `text`, in order, none overlapping another."""
        marks: list[Mark] = []
        pattern, text = reading(text)
        last_end = 0
        for form in self._candidates(pattern, text):
            mark = self._clause_at(pattern, text, form) if form.start() >= last_end else None
            if mark is not None:
                marks.append(mark)
                last_end = mark[1]
        return marks

    def _candidates(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """Yield the forms of `text`; those that can't be wanted are left out where that is quickly told."""
        if not self._clauses:
            return
        lowered = text.lower()
        if self._begins_anyhow or len(lowered) != len(text) or not has_word_breaks(text):
            # Most texts repeat their forms, and the forms themselves are found in C.
            wanted = {form for form in set(pattern.findall(text)) if self._clauses_from(form)}
            yield from (form for form in pattern.finditer(text) if form.group() in wanted) if wanted else ()
            return
        starts = self._ascii_starts if text.isascii() else self._starts
        for start in (found.start() for found in starts.finditer(lowered)):
            if not is_contracted(lowered, start):
                form = pattern.match(text, start - (lowered[start - 1 : start] == "."))
                if form is not None:
                    yield form

    def _clause_at(self, pattern: re.Pattern[str], text: str, form: re.Match[str]) -> Mark | None:
        """Return the longest clause that begins with `form`."""
        best: Mark | None = None
        for number in self._clauses_from(form.group()):
            words, slop = self._clauses[number]
            end = form.end() if len(words) == 1 else _end_of_clause(pattern, text, form.end(), words, slop)
            if end > (best[1] if best else 0):
                dot = text[form.start()] == "." and not words[0].word.startswith(".")
                best = (form.start() + dot, end, number)
        return best

    def _clauses_from(self, form: str) -> tuple[int, ...]:
        """Return the numbers of the clauses whose first word `form` is; remembered, since most forms come often."""
        found = self._known.get(form)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            terms = analyse(form)
            wanted = (number for number, (words, _) in enumerate(self._clauses) if _is_wanted(terms, words[0]))
            found = self._known[form] = tuple(wanted)
        return found


def _end_of_clause(pattern: re.Pattern[str], text: str, end: int, words: tuple[Wanted, ...], slop: int) -> int:
    """Return where a clause ends whose second word, and the following, are among the forms from `end` on; else 0.

    Args:
        slop: how many other forms may stand between the words, all in all.
    """
    for wanted in words[1:]:
        while True:
            form = pattern.search(text, end)
            if form is None:
                return 0
            end = form.end()
            terms = analyse(form.group())
            if _is_wanted(terms, wanted):
                break
            slop -= 1
            if slop < 0:
                return 0
    return end


def _is_wanted(terms: Terms, wanted: Wanted) -> bool:
    if terms.stem == wanted.stem or terms.symbol == wanted.word:
        return True
    if wanted.edits:
        # What is near finds by its stem, and so all forms of it, of which some are further off.
        return any(is_within(form, wanted.word, wanted.edits) for form in (terms.word, terms.stem))
    return wanted.is_prefix and (terms.word.startswith(wanted.word) or terms.symbol.startswith(wanted.word))


_OTHER = r"[^\x00-\x7f]"


def _beginnings(firsts: list[Wanted]) -> list[str]:
    """Return what, folded, the forms begin with that may be wanted."""
    beginnings = {first.word.lstrip(".") for first in firsts if first.is_prefix}
    beginnings |= {common_beginning(first.stem.lstrip(".")) for first in firsts}
    return sorted(beginnings)


def _begin(beginning: str, *, accented: bool = False) -> str:
    """Return a pattern for `beginning` where no letter stands before it.

    That is asked after the first letter, so that the search itself stops at first letters only.

    Args:
        beginning: one letter or more, folded.
        accented: whether any letter may be one that is not ASCII, whatever follows that.
    """
    rest = ""
    for letter in map(re.escape, reversed(beginning[1:])):
        rest = f"(?:{_OTHER}|{letter}{rest})" if accented else letter + rest
    first = re.escape(beginning[0])
    return rf"{first}(?<!\w{first}){rest}"
