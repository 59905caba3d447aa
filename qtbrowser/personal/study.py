"""Stores what the reader is asked back: one card a document, scheduled by FSRS, and every grade that was given.

The scheduler is that of the package `fsrs` (FSRS-6), see https://github.com/open-spaced-repetition/py-fsrs. Intervals
are not spread at random, so that what a button promises is what happens.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING
from uuid import uuid4

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import find_library, register_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.moment import moment
from qtbrowser.personal.tables import Value, forget_unused_documents, put, table_named

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

LEECH_LAPSES = 8
"""A card that was forgotten so often is a leech: it should be read anew, or left."""

DAY_BEGINS = timedelta(hours=4)
"""A day of study begins at four in the morning, local time, so that a late evening is one day."""

FORECAST_DAYS = 30
MONTHS = 12

_CARDS = table_named("study_card")
_REVIEWS = table_named("study_review")


class Grade(IntEnum):
    """How well an answer was remembered; the values are those of FSRS and of the keys."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A document that is asked back.

    Attributes:
        path: the document's library path.
        due: when it is to be asked next.
        is_new: whether it was never graded.
        lapses: how often it was forgotten after it had been learned.
        is_suspended: whether it is never asked until it is resumed.
        buried_until: the day before which it is not asked; None for none.
    """

    path: str
    due: datetime
    is_new: bool = False
    lapses: int = 0
    is_suspended: bool = False
    buried_until: date | None = None

    @property
    def is_leech(self) -> bool:
        """Whether it was forgotten so often that asking again is not worth it."""
        return self.lapses >= LEECH_LAPSES


@dataclass(frozen=True, slots=True)
class StudyStatistics:
    """Figures of a library's cards.

    Attributes:
        cards: documents that were graded at least once.
        reviews: grades given.
        retention: the part of the grades of cards already learned that was not "again"; None before the first.
        streak: days of study one after another up to today or yesterday.
        forecast: cards that come due today and on each of the days after it; overdue ones count for today.
        by_grade: how often each grade was given.
        by_month: of the last months with grades, the first day, and retention in per cent; None before the first.
    """

    cards: int
    reviews: int
    retention: float | None
    streak: int
    forecast: tuple[int, ...]
    by_grade: dict[Grade, int]
    by_month: tuple[tuple[date, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class CardState:
    """What the scheduler knows about a card.

    Attributes:
        stage: 0 for a new card; 1 while it is learned, 2 once it is learned, 3 while it is learned again.
        stability: in days, of FSRS; 0 for a new card, as difficulty.
        difficulty: 1 to 10, of FSRS.
        due: when it is to be asked next.
        interval: from the grade before to then.
    """

    stage: int
    stability: float
    difficulty: float
    due: datetime
    interval: timedelta


@dataclass(frozen=True, slots=True)
class GivenGrade:
    """A grade that was given: when, which, and the card before and after it."""

    at: datetime
    grade: Grade
    before: CardState
    after: CardState


class Study(LibraryRows):
    """Reads and writes the cards of one library."""

    def cards(self) -> dict[str, StudyCard]:
        """The cards that were graded, suspended or buried at least once: path -> card."""
        query = (
            "SELECT path, card, due, is_suspended, buried_until, lapses FROM study_card"
            " JOIN document ON document.number = document WHERE library = ? AND missing IS NULL"
        )
        return {row[0]: _study_card(*row) for row in self._rows(query)}

    def card(self, path: str) -> StudyCard | None:
        """The card of one document, given by its library path; None if there is none."""
        query = (
            "SELECT path, card, due, is_suspended, buried_until, lapses FROM document"
            " CROSS JOIN study_card ON document.number = document"
            " WHERE library = ? AND path = ? AND missing IS NULL"
        )
        return next((_study_card(*row) for row in self._rows(query, storable(path))), None)

    def due_paths(self, now: datetime) -> tuple[str, ...]:
        """The library paths of the documents that are due, without new ones."""
        query = (
            "SELECT path FROM study_card JOIN document ON document.number = document WHERE library = ?"
            " AND missing IS NULL AND card != '' AND due <= ? AND NOT is_suspended AND buried_until <= ?"
        )
        rows = self._rows(query, moment(now), study_day(now).isoformat())
        return tuple(path for (path,) in rows)

    def answered(self) -> frozenset[str]:
        """The library paths of the documents whose answer was remembered when it was asked last."""
        query = (
            "SELECT path, grade FROM study_review JOIN document ON document.number = document"
            " WHERE library = ? AND missing IS NULL ORDER BY study_review.changed, study_review.rowid"
        )
        rows = self._rows(query)
        return frozenset(path for path, grade in dict(rows).items() if grade != Grade.AGAIN)

    def due(self, deck: Sequence[str], new_limit: int, now: datetime) -> list[StudyCard]:
        """The cards to be asked now: those that are due, the longest due first, then new ones in the deck's order.

        Args:
            deck: the library paths of the documents to be asked back, each once.
            new_limit: how many new ones are begun a day; those already begun today count.
            now: the time.
        """
        cards, today = self.cards(), study_day(now)
        known = [cards[path] for path in deck if path in cards]
        asked = [card for card in known if not card.is_suspended and not (card.buried_until or today) > today]
        due = sorted((card for card in asked if not card.is_new and card.due <= now), key=lambda card: card.due)
        left = max(0, new_limit - self._begun_on(today))
        waiting = (cards.get(path) or StudyCard(path, now, is_new=True) for path in deck)
        skipped = {card.path for card in known} - {card.path for card in asked}
        new = (card for card in waiting if card.is_new and card.path not in skipped)
        return [*due, *islice(new, left)]

    def grade(self, path: str, grade: Grade, now: datetime) -> StudyCard:
        """Store how well a document's answer was remembered, and when it is to be asked next.

        The data is on the disk when this returns.
        """

        def change(database: sqlite3.Connection) -> StudyCard:
            document = document_number(database, register_library(database, self._folder), storable(path))
            row = _card_row(database, document)
            before = str(row["card"])
            card, lapsed = _graded(before, grade, now)
            lapses = int(row["lapses"]) + lapsed
            stored: dict[str, Value] = {
                "card": card.to_json(),
                "due": moment(card.due),
                "lapses": lapses,
                "changed": moment(now),
            }
            put(database, _CARDS, {**row, **stored, "buried_until": ""})
            review: dict[str, Value] = {"id": uuid4().hex, "document": document, "grade": int(grade), "before": before}
            put(database, _REVIEWS, {**review, "lapsed": lapsed, "changed": moment(now)})
            return StudyCard(path, card.due, lapses=lapses, is_suspended=bool(row["is_suspended"]))

        return self._store.write(change)

    def undo(self) -> str | None:
        """Take back the last grade; returns the path of its document, or None if there is none to take back."""

        def change(database: sqlite3.Connection) -> str | None:
            query = (
                "SELECT study_review.id, document, before, lapsed, path FROM study_review"
                " JOIN document ON document.number = document WHERE library = ?"
                " ORDER BY study_review.changed DESC, study_review.rowid DESC LIMIT 1"
            )
            found = database.execute(query, (find_library(database, self._folder),)).fetchone()
            if found is None:
                return None
            identity, document, before, lapsed, path = found
            database.execute("DELETE FROM study_review WHERE id = ?", (identity,))
            row = _card_row(database, document)
            due = _read_card(before).due if before else datetime.now(UTC)
            row |= {"card": before, "due": moment(due), "lapses": max(0, int(row["lapses"]) - lapsed)}
            if before or row["is_suspended"]:
                put(database, _CARDS, row | {"changed": moment(datetime.now(UTC))})
            else:
                database.execute("DELETE FROM study_card WHERE document = ?", (document,))
                forget_unused_documents(database)
            return str(path)

        return self._store.write(change)

    def history(self) -> dict[str, tuple[GivenGrade, ...]]:
        """The grades of all cards, the first one first: path -> grades."""
        query = (
            "SELECT path, grade, before, study_review.changed, card FROM study_review"
            " JOIN document ON document.number = study_review.document"
            " JOIN study_card ON study_card.document = study_review.document"
            " WHERE library = ? AND missing IS NULL ORDER BY study_review.changed, study_review.rowid"
        )
        rows: dict[str, list[tuple[int, str, str, str]]] = {}
        for path, *values in self._rows(query):
            rows.setdefault(path, []).append((values[0], values[1], values[2], values[3]))
        found = {}
        for path, own in rows.items():
            # A card after a grade is the one before the next.
            states = [_state(before) for _, before, _, _ in own] + [_state(own[-1][3])]
            grades = [
                GivenGrade(_time(changed), Grade(grade), states[number], states[number + 1])
                for number, (grade, _, changed, _) in enumerate(own)
                if grade in set(Grade)
            ]
            found[path] = tuple(grades)
        return found

    def suspend(self, path: str, is_suspended: bool = True) -> None:
        """Never ask a document, or ask it again."""
        self._set(path, {"is_suspended": int(is_suspended)})

    def bury(self, path: str, now: datetime) -> None:
        """Don't ask a document before tomorrow."""
        self._set(path, {"buried_until": (study_day(now) + timedelta(days=1)).isoformat()})

    def promises(self, path: str, now: datetime) -> dict[Grade, timedelta]:
        """After how long a document would be asked again with each grade."""
        query = (
            "SELECT card FROM document CROSS JOIN study_card ON document.number = document"
            " WHERE library = ? AND path = ? AND missing IS NULL"
        )
        card = next((str(card) for (card,) in self._rows(query, storable(path))), "")
        return {grade: _graded(card, grade, now)[0].due - now for grade in Grade}

    def statistics(self, now: datetime) -> StudyStatistics:
        """Figures of all cards."""
        query = (
            "SELECT grade, before, study_review.changed FROM study_review JOIN document ON document.number = document"
            " WHERE library = ?"
        )
        reviews = self._rows(query)
        dated = [(grade, changed) for grade, before, changed in reviews if before and not _is_learning(before)]
        learned = [grade for grade, _ in dated]
        kept = sum(grade != Grade.AGAIN for grade in learned)
        cards = [card for card in self.cards().values() if not card.is_new]
        today = study_day(now)
        waiting = Counter(max(0, (study_day(card.due) - today).days) for card in cards if not card.is_suspended)
        return StudyStatistics(
            len(cards),
            len(reviews),
            kept / len(learned) if learned else None,
            _streak({study_day(_time(changed)) for _, _, changed in reviews}, today),
            tuple(waiting[day] for day in range(FORECAST_DAYS)),
            {grade: sum(given == grade for given, _, _ in reviews) for grade in Grade},
            _by_month(reviews, dated),
        )

    def _begun_on(self, day: date) -> int:
        query = (
            "SELECT study_review.changed FROM study_review JOIN document ON document.number = document"
            " WHERE library = ? AND before = '' AND study_review.changed >= ?"
        )
        since = moment(datetime.combine(day - timedelta(days=1), datetime.min.time(), UTC))
        rows = self._rows(query, since)
        return sum(study_day(_time(changed)) == day for (changed,) in rows)

    def _set(self, path: str, values: dict[str, Value]) -> None:
        def change(database: sqlite3.Connection) -> None:
            document = document_number(database, register_library(database, self._folder), storable(path))
            put(database, _CARDS, _card_row(database, document) | values | {"changed": moment(datetime.now(UTC))})

        self._store.write(change)


def study_day(when: datetime) -> date:
    """The day of study that a time belongs to, in the local time zone."""
    return (when.astimezone() - DAY_BEGINS).date()


@cache
def _scheduler() -> Scheduler:
    # Imported by the first grade: reading needs no scheduler.
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)


def _read_card(text: str) -> Card:
    """A card as stored; a new one if the text is none, because a disk or another program has changed it."""
    from fsrs import Card

    try:
        return Card.from_json(text) if text else Card(card_id=0)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return Card(card_id=0)


def _graded(before: str, grade: Grade, now: datetime) -> tuple[Card, int]:
    """The card after a grade, and 1 if it was forgotten after it had been learned."""
    from fsrs import Rating, State

    card = _read_card(before)
    lapsed = int(card.state is State.Review and grade is Grade.AGAIN)
    return _scheduler().review_card(card, Rating(int(grade)), now.astimezone(UTC))[0], lapsed


def _state(text: str) -> CardState:
    """What a stored card says; an empty one is new."""
    card = _read_card(text)
    if not text or card.last_review is None:
        return CardState(0, 0.0, 0.0, card.due, timedelta())
    return CardState(
        int(card.state), card.stability or 0.0, card.difficulty or 0.0, card.due, card.due - card.last_review
    )


def _is_learning(before: str) -> bool:
    from fsrs import State

    return _read_card(before).state is State.Learning


def _card_row(database: sqlite3.Connection, document: int) -> dict[str, Value]:
    columns = "card, due, is_suspended, buried_until, lapses, changed"
    found = database.execute(f"SELECT {columns} FROM study_card WHERE document = ?", (document,)).fetchone()
    now = moment(datetime.now(UTC))
    values = found or ("", now, 0, "", 0, now)
    return {"document": document, **dict(zip(columns.split(", "), values, strict=True))}


def _time(text: str) -> datetime:
    """A stored time; the beginning of time if it is none."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError, OSError):  # Windows has no local time before 1970
        return datetime(1970, 1, 2, tzinfo=UTC)


def _study_card(path: str, card: str, due: str, is_suspended: int, buried: str, lapses: int) -> StudyCard:
    return StudyCard(path, _time(due), not card, int(lapses), bool(is_suspended), _day_or_none(buried))


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _streak(days: set[date], today: date) -> int:
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count, day = count + 1, day - timedelta(days=1)
    return count


def _by_month(
    reviews: Sequence[tuple[int, str, str]], learned: Sequence[tuple[int, str]]
) -> tuple[tuple[date, int | None], ...]:
    """Retention in per cent for each of the last months with grades."""
    months = sorted({study_day(_time(changed)).replace(day=1) for _, _, changed in reviews})[-MONTHS:]
    given: dict[date, list[bool]] = {month: [] for month in months}
    for grade, changed in learned:
        given.get(study_day(_time(changed)).replace(day=1), []).append(grade != Grade.AGAIN)
    return tuple((month, round(100 * sum(own) / len(own)) if own else None) for month, own in given.items())


def dumped(statistics: StudyStatistics) -> dict[str, object]:
    """Figures as a JSON value."""
    by_grade = {grade.name.lower(): count for grade, count in statistics.by_grade.items()}
    figures = {name: getattr(statistics, name) for name in ("cards", "reviews", "retention", "streak")}
    by_month = {month.strftime("%Y-%m"): share for month, share in statistics.by_month}
    return {**figures, "forecast": list(statistics.forecast), "by_grade": by_grade, "by_month": by_month}
