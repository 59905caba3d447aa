"""Finds the words of a query in a plain text, to be marked there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qtbrowser.search.analysis import (
    Terms,
    analyse,
    beyond_ascii,
    common_beginning,
    is_contracted,
    is_spaced,
    reading,
)
from qtbrowser.search.edit_distance import is_within


class Wanted(NamedTuple):
    """One word of a clause: as typed, its stem, whether it is only begun, how many typing errors it may have, whether
    it may be anywhere within a word, and its other spellings.
    """

    word: str
    stem: str
    is_prefix: bool = False
    edits: int = 0
    is_inside: bool = False
    also: tuple[Wanted, ...] = ()


# (start, end, clause): a place in code points, and which clause is found there
Mark = tuple[int, int, int]


# So many forms are remembered of each query.
_MOST_KNOWN = 4000
_OTHER = r"[^\x00-\x7f]"
# A character beyond ASCII that begins a word, or follows a letter of ASCII in one.
_OTHERS = re.compile(rf"{_OTHER}(?:(?<!\w.)|(?<=[a-z0-9].))", re.DOTALL)
# Before most words; nothing, too.
_SPACES = " \n"
# From so many letters on, text is looked through for a word's beginning by Python's search for strings.
_LONG = 3
# Of mistyped words with so many letters it is told by the first ones of a form whether it may be near.
_TELLING = 6


class Marker:
    """Finds clauses, which are words side by side, in texts.

    Args:
        clauses: of each clause the words, and how many others may stand between them.
    """

    def __init__(self, clauses: Iterable[tuple[tuple[Wanted, ...], int]]) -> None:
        self._clauses = tuple(clauses)
        self._known: dict[str, tuple[int, ...]] = {}
        self._unwanted: set[str] = set()
        # Whether each clause is one word, so that the first one that fits a form is its mark.
        self._is_plain = all(len(words) == 1 for words, _ in self._clauses)
        # A word with a typing error, or that another one is part of, may begin with any letter.
        self._begins_anyhow = any(words[0].edits or words[0].is_inside for words, _ in self._clauses)
        self._beginnings = _beginnings([words[0] for words, _ in self._clauses])
        self._prefilter = _Prefilter([words[0] for words, _ in self._clauses])
        # Most forms are told by their stem or symbol alone.
        self._by_stem: dict[str, list[int]] = {}
        self._by_symbol: dict[str, list[int]] = {}
        self._loose: list[tuple[int, Wanted]] = []
        for number, (words, _) in enumerate(self._clauses):
            for first in (words[0], *words[0].also):
                self._by_stem.setdefault(first.stem, []).append(number)
                self._by_symbol.setdefault(first.word, []).append(number)
                if first.is_prefix or first.edits or first.is_inside:
                    self._loose.append((number, first))

    @property
    def beginnings(self) -> frozenset[str] | None:
        """What, folded, the first word of each clause begins with where a text has it; None where it may begin with
        anything.
        """
        return None if self._begins_anyhow else frozenset(self._beginnings)

    def find(self, text: str) -> list[Mark]:
        """Return the places of the clauses in `text`, in order, none overlapping another."""
        pattern, text = reading(text)
        marks: list[Mark] = []
        last_end = 0
        # Written out here, because to mark a common word costs little more than a call: what is known of its form.
        known, is_plain, match = self._known, self._is_plain, pattern.match
        for place in self._places(pattern, text):
            form = match(text, place) if place >= last_end else None
            if form is None:
                continue
            written = form.group()
            numbers = known.get(written)
            if numbers is None:
                numbers = self._clauses_from(written)
            if not numbers:
                continue
            if is_plain and written[0] != ".":
                last_end = form.end()
                marks.append((place, last_end, numbers[0]))
            elif (mark := self._clause_at(pattern, text, form, numbers)) is not None:
                last_end = mark[1]
                marks.append(mark)
        return marks

    def _places(self, pattern: re.Pattern[str], text: str) -> Sequence[int]:
        """Return where forms of `text` begin, in order, without those that are quickly seen not to be wanted.

        Some places may be -1.
        """
        if not self._clauses:
            return ()
        lowered = text.lower()
        if len(lowered) != len(text) or not is_spaced(pattern):
            wanted = self._wanted_forms(pattern, text)
            return [form.start() for form in pattern.finditer(text) if form.group() in wanted] if wanted else ()
        beginnings = self._beginnings
        if self._begins_anyhow:
            beginnings = {form.lstrip(".").lower() for form in self._wanted_forms(pattern, text)}
        starts = [start for beginning in beginnings for start in _starts(beginning, lowered)]
        has_others = not self._begins_anyhow and any(map(str.isalnum, set(beyond_ascii(text))))
        if has_others:
            starts += _starts_of_others(lowered)
        if has_others or len(beginnings) > 1:
            starts = sorted(set(starts))
        return [start if lowered[start - 1 : start] in _SPACES else _form_start(lowered, start) for start in starts]

    def _wanted_forms(self, pattern: re.Pattern[str], text: str) -> set[str]:
        """Return those of the forms of `text` that clauses begin with."""
        # Texts repeat their forms and each other's; both are left out in C.
        forms = set(pattern.findall(text)) - self._unwanted
        wanted = {form for form in forms if self._prefilter.may_fit(form) and self._clauses_from(form)}
        if len(self._unwanted) > _MOST_KNOWN:
            self._unwanted.clear()
        self._unwanted |= forms - wanted
        return wanted

    def _clause_at(
        self, pattern: re.Pattern[str], text: str, form: re.Match[str], numbers: Iterable[int]
    ) -> Mark | None:
        """Return the longest clause that begins with `form`.

        Args:
            numbers: of the clauses whose first word `form` is.
        """
        best: Mark | None = None
        written = form.group()
        for number in numbers:
            words, slop = self._clauses[number]
            end = form.end() if len(words) == 1 else _end_of_clause(pattern, text, form.end(), words, slop)
            if end > (best[1] if best else 0):
                dot = written[0] == "." and not words[0].word.startswith(".")
                best = (form.start() + dot, end, number)
        return best

    def _clauses_from(self, form: str) -> tuple[int, ...]:
        """Return the numbers of the clauses whose first word `form` is; remembered, since most forms come often."""
        found = self._known.get(form)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            terms = analyse(form)
            numbers = [*self._by_stem.get(terms.stem, ()), *self._by_symbol.get(terms.symbol, ())]
            for number, wanted in self._loose:
                if _is_wanted(terms, wanted):
                    numbers.append(number)
            found = self._known[form] = tuple(sorted(set(numbers)) if len(numbers) > 1 else numbers)
        return found


class _Prefilter:
    """Rules out most forms quickly that none of some words may match.

    Args:
        firsts: the words.
    """

    def __init__(self, firsts: list[Wanted]) -> None:
        words = [one for first in firsts for one in (first, *first.also)]
        mistyped = [one.word for one in words if one.edits]
        telling = [word for word in mistyped if len(word) >= _TELLING and word.isascii() and word.isalpha()]
        self._inside = [one.word for one in words if one.is_inside]
        # With an error in its first letter, a word goes on as it was meant: another letter, one too many, one too few,
        # two exchanged.
        self._beginnings = (
            *_beginnings(firsts),
            *("" for word in mistyped if word not in telling),
            *(start for word in telling for start in (word[0], word[1:4], word[1] + word[0])),
        )
        self._behind_first = {part for word in telling for part in (word[1:4], word[:3])}

    def may_fit(self, form: str) -> bool:
        """Return whether one of the words may match a form; True in doubt."""
        if not (form.isascii() and form.isalpha()):
            return True
        lowered = form.lower()
        return (
            lowered.startswith(self._beginnings)
            or lowered[1:4] in self._behind_first
            or any(part in lowered for part in self._inside)
        )


def _end_of_clause(pattern: re.Pattern[str], text: str, end: int, words: tuple[Wanted, ...], slop: int) -> int:
    """Return where a clause ends whose second word, and the following, are among the forms from `end` on; else 0.

    Args:
        slop: how many other forms may stand between the words, in total.
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
    if wanted.also and any(_is_wanted(terms, other) for other in wanted.also):
        return True
    if wanted.is_inside:
        return wanted.word in terms.word
    if wanted.edits:
        # What is near finds by its stem, and so all forms of it, of which some are further off.
        return is_within(terms.word, wanted.word, wanted.edits) or (
            terms.stem != terms.word and is_within(terms.stem, wanted.word, wanted.edits)
        )
    return wanted.is_prefix and (terms.word.startswith(wanted.word) or terms.symbol.startswith(wanted.word))


def _beginnings(firsts: list[Wanted]) -> set[str]:
    """Return what, folded, the forms begin with that may be wanted."""
    firsts = [one for first in firsts for one in (first, *first.also)]
    beginnings = {first.word.lstrip(".") for first in firsts if first.is_prefix}
    return beginnings | {common_beginning(first.stem.lstrip(".")) for first in firsts}


def _form_start(lowered: str, start: int) -> int:
    """Return where the form begins whose letters begin at `start`; -1 if those are the end of a contracted form."""
    return -1 if is_contracted(lowered, start) else start - (lowered[start - 1] == ".")


def _starts(beginning: str, lowered: str) -> list[int]:
    """Return where words of `lowered` begin with `beginning`."""
    if len(beginning) < _LONG:
        return [found.start() for found in _pattern_of(beginning).finditer(lowered)]
    starts = []
    start = lowered.find(beginning)
    while start >= 0:
        if not start or not lowered[start - 1].isalnum():
            starts.append(start)
        start = lowered.find(beginning, start + 1)
    return starts


@lru_cache(maxsize=1000)
def _pattern_of(beginning: str) -> re.Pattern[str]:
    """Return a pattern for a short beginning: its letters are searched for, then what stands before them is asked."""
    letters = re.escape(beginning)
    return re.compile(rf"{letters}(?<!\w{letters})")


def _starts_of_others(lowered: str) -> Iterator[int]:
    """Yield the starts of words with letters outside ASCII, which may be folded to others: `é` to `e`, `ß` to `ss`."""
    end = 0
    for found in _OTHERS.finditer(lowered):
        start = found.start()
        # Only back to the character found before: a word of many such characters is gone back over once.
        while start > end and lowered[start - 1].isalnum():
            start -= 1
        if not start or not lowered[start - 1].isalnum():
            yield start
        end = found.end()
