"""The kinds of query whose speed is measured, made of a library's own words so that they fit any library."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date as Date
from pathlib import Path

from qtbrowser.library import Library
from qtbrowser.search.analysis import STOP_WORDS
from tests.benchmarks.search.question import Question
from tests.benchmarks.search.records import Record, sample_records
from tests.benchmarks.search.variations import mistype

COUNTS = {
    "rare": 16,
    "common": 12,
    "and": 24,
    "or5": 10,
    "phrase": 16,
    "prefix": 10,
    "as you type": 12,
    "fuzzy": 8,
    "subject": 10,
    "date range": 6,
    "by date": 6,
}
"""How many questions of each kind there are: the shares are those of a reader's day, more or less."""

SAMPLE = 4_000
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
# Shares of the documents a word is in.
_RARE = (0.0004, 0.005)
_COMMON = (0.12, 0.5)
_MIDDLING = (0.03, 0.3)
_WEIGHTY = (0.0004, 0.12)
_PHRASE_DOCUMENTS = 400


class Questions:
    """Draws questions from a sample of documents.

    Args:
        records: the sample.
        subjects: display names of subjects to search in.
        seed: the same seed gives the same questions.
    """

    def __init__(self, records: Sequence[Record], subjects: Sequence[str], seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._records = records
        self._subjects = subjects
        counts = Counter(word for record in records for word in set(_words(f"{record.title} {record.answer}")))
        self._shares = {word: count / len(records) for word, count in counts.items()}
        self._dates = sorted(record.date for record in records if record.date)

    def all_kinds(self) -> list[Question]:
        """Return a whole list, `COUNTS` of each kind, in random order; kinds the library has no words for are out."""
        questions = [
            *(Question("rare", (word,)) for word in self._between(_RARE, COUNTS["rare"])),
            *(Question("common", (word,)) for word in self._between(_COMMON, COUNTS["common"])),
            *(Question("and", self._from_a_title()) for _ in range(COUNTS["and"])),
            *(Question("or5", tuple(self._between(_MIDDLING, 5)), form="any") for _ in range(COUNTS["or5"])),
            *(Question("phrase", words, form="phrase") for words in self._phrases(COUNTS["phrase"])),
            *(
                Question("prefix", (), beginning=word[: self._chance.randint(4, 6)])
                for word in self._between(_WEIGHTY, COUNTS["prefix"])
            ),
            *(self._half_typed() for _ in range(COUNTS["as you type"])),
            *(
                Question("fuzzy", (mistype(word, self._chance),), form="fuzzy")
                for word in self._between(_RARE, COUNTS["fuzzy"])
            ),
            *self._within_subjects(COUNTS["subject"]),
            *self._within_a_month(COUNTS["date range"]),
            *(Question("by date", self._either(), newest_first=True) for _ in range(COUNTS["by date"])),
        ]
        questions = [question for question in questions if question.words or question.beginning]
        self._chance.shuffle(questions)
        return questions

    def _between(self, shares: tuple[float, float], count: int) -> list[str]:
        """Return words whose share of the documents lies between the two, long ones and no stop words."""
        fitting = sorted(
            word
            for word, share in self._shares.items()
            if shares[0] <= share <= shares[1] and len(word) >= _SHORTEST and word not in STOP_WORDS
        )
        return self._chance.sample(fitting, min(count, len(fitting)))

    def _from_a_title(self) -> tuple[str, ...]:
        """Return two or three words that stand one after another in a title, stop words left out."""
        words: list[str] = []
        for _ in range(50):
            words = [word for word in _words(self._chance.choice(self._records).title) if word not in STOP_WORDS]
            if len(words) > 1:
                break
        wanted = self._chance.choice((2, 3))
        first = self._chance.randrange(max(1, len(words) - wanted + 1))
        return tuple(words[first : first + wanted])

    def _either(self) -> tuple[str, ...]:
        """Return one common word or some of a title."""
        return tuple(self._between(_COMMON, 1)) if self._chance.random() < 0.5 else self._from_a_title()

    def _phrases(self, count: int) -> list[tuple[str, ...]]:
        """Return two to four words that stand side by side, the ones found most often among them."""
        found: Counter[tuple[str, ...]] = Counter()
        for record in self._chance.sample(self._records, min(_PHRASE_DOCUMENTS, len(self._records))):
            for sentence in re.split(r"[^\w\s]|\n", record.answer.lower()):
                # A word with a digit or an underscore in it would not be left whole.
                words = sentence.split() if re.fullmatch(r"[^\W\d_]+(?:\s+[^\W\d_]+)*", sentence.strip()) else []
                found.update(
                    tuple(words[first : first + length])
                    for length in (2, 3, 4)
                    for first in range(len(words) - length + 1)
                )
        phrases = sorted(phrase for phrase in found if any(word not in STOP_WORDS for word in phrase))
        phrases.sort(key=lambda phrase: -found[phrase])
        often = phrases[:count]
        return [*often[: count // 4], *self._chance.sample(phrases, min(count - count // 4, len(phrases)))]

    def _half_typed(self) -> Question:
        """Return the beginning of a title, with one to four letters of its last word."""
        words = _words(self._chance.choice(self._records).title)
        place = self._chance.randrange(min(2, len(words) - 1), len(words)) if len(words) > 1 else 0
        beginning = words[place][: self._chance.randint(1, 4)] if words else "a"
        return Question("as you type", tuple(words[:place]), beginning=beginning)

    def _within_subjects(self, count: int) -> Iterable[Question]:
        subjects = self._chance.sample(self._subjects, min(count, len(self._subjects)))
        return [Question("subject", self._either(), subject=subject) for subject in subjects]

    def _within_a_month(self, count: int) -> Iterable[Question]:
        if not self._dates:
            return []
        middle = Date.fromordinal(self._dates[len(self._dates) // 2])
        month = (middle.replace(day=1), middle.replace(day=28))
        return [Question("date range", self._either(), dates=month) for _ in range(count)]


def make_questions(library: Path, cache: Path, seed: int = 1, least: int = 1) -> list[Question]:
    """Return questions for a library: the whole list, again and again with other words until there are `least`.

    Args:
        library: the documents.
        cache: QtBrowser's cache folder, with the library's index.
        seed: chooses the words.
        least: at least so many, rounded up to whole lists.
    """
    records = sample_records(library, SAMPLE, seed)
    with Library.open(library, cache_dir=cache, refresh=False) as opened:
        subjects = [subject.path for subject in opened.subjects()]
    source = Questions(records, subjects, seed)
    questions: list[Question] = []
    while len(questions) < least:
        questions += source.all_kinds()
    return questions


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
