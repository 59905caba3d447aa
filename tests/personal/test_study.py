"""Cards that are asked back: the schedule, new ones a day, undo, figures."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.study import LEECH_LAPSES, Grade, Study, dumped, study_day

START = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
DECK = [f"{number}.md" for number in range(6)]


@pytest.fixture
def study(store: PersonalStore, tmp_path: Path) -> Study:
    return Study(store, tmp_path)


def paths(study: Study, now: datetime, new_limit: int = 100) -> list[str]:
    return [card.path for card in study.due(DECK, new_limit, now)]


def test_the_schedule_is_the_published_one(study: Study) -> None:
    """The days of the test that the authors of FSRS-6 publish, for its usual parameters."""
    grades = [Grade.GOOD] * 6 + [Grade.AGAIN] * 2 + [Grade.GOOD] * 5
    now, days = START, []
    for grade in grades:
        card = study.grade("a.md", grade, now)
        days.append((card.due - now).days)
        now = card.due
    assert days == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_memory_is_the_published_one(study: Study, store: PersonalStore) -> None:
    """Stability and difficulty of the test that the authors of FSRS-6 publish, for its usual parameters."""
    now = START
    for grade, days in zip([Grade.AGAIN, *[Grade.GOOD] * 5], (0, 0, 1, 3, 8, 21), strict=True):
        now += timedelta(days=days)
        study.grade("a.md", grade, now)
    ((card,),) = store.read(lambda database: database.execute("SELECT card FROM study_card").fetchall())
    memory = json.loads(card)
    assert (memory["stability"], memory["difficulty"]) == pytest.approx((53.62691, 6.3574867), abs=1e-4)


def test_easy_again_and_again_is_the_least_difficulty(study: Study, store: PersonalStore) -> None:
    """Another test that they publish."""
    for number in range(10):
        study.grade("a.md", Grade.EASY, START + timedelta(microseconds=number))
    ((card,),) = store.read(lambda database: database.execute("SELECT card FROM study_card").fetchall())
    assert json.loads(card)["difficulty"] == 1.0


@pytest.mark.parametrize(
    ("grades", "minutes", "state"),
    [
        ([Grade.GOOD], 10, 1),
        ([Grade.AGAIN], 1, 1),
        ([Grade.HARD], 5.5, 1),
        ([Grade.GOOD, Grade.GOOD, Grade.GOOD, Grade.AGAIN], 10, 3),
        ([Grade.GOOD, Grade.GOOD, Grade.GOOD, Grade.AGAIN, Grade.AGAIN], 10, 3),
    ],
)
def test_steps_of_learning_are_the_published_ones(
    study: Study, store: PersonalStore, grades: list[Grade], minutes: float, state: int
) -> None:
    """The minutes, and the state (learning, relearning), of the tests that they publish for the first steps."""
    before = now = START
    for grade in grades:
        before, now = now, study.grade("a.md", grade, now).due
    assert now - before == timedelta(minutes=minutes)
    ((kept,),) = store.read(lambda database: database.execute("SELECT card FROM study_card").fetchall())
    assert json.loads(kept)["state"] == state


def test_what_a_button_promises_is_what_happens(study: Study) -> None:
    study.grade("a.md", Grade.GOOD, START)
    later = START + timedelta(days=3)
    promised = study.promises("a.md", later)
    assert promised[Grade.AGAIN] < promised[Grade.HARD] < promised[Grade.GOOD] < promised[Grade.EASY]
    assert study.grade("a.md", Grade.GOOD, later).due == later + promised[Grade.GOOD]


def test_due_ones_come_first_and_new_ones_are_limited(study: Study) -> None:
    assert paths(study, START, 2) == DECK[:2]
    study.grade(DECK[0], Grade.EASY, START)
    assert paths(study, START, 2) == DECK[1:2]
    study.grade(DECK[1], Grade.AGAIN, START)
    assert paths(study, START, 2) == []
    assert paths(study, START + timedelta(minutes=2), 2) == DECK[1:2]
    assert paths(study, START + timedelta(days=1), 2) == [DECK[1], *DECK[2:4]]
    assert paths(study, START + timedelta(days=60), 0) == [DECK[1], DECK[0]]


def test_suspended_and_buried_ones_are_not_asked(study: Study) -> None:
    study.suspend(DECK[0])
    study.bury(DECK[1], START)
    assert paths(study, START) == DECK[2:]
    assert paths(study, START + timedelta(days=1)) == DECK[1:]
    study.suspend(DECK[0], is_suspended=False)
    assert paths(study, START + timedelta(days=1)) == DECK


def test_a_grade_is_taken_back_entirely(study: Study) -> None:
    assert study.undo() is None
    first = study.grade(DECK[0], Grade.GOOD, START)
    before = study.cards()
    study.grade(DECK[0], Grade.AGAIN, first.due)
    study.grade(DECK[1], Grade.EASY, first.due)
    assert study.undo() == DECK[1]
    assert study.undo() == DECK[0]
    assert study.cards() == before
    assert study.undo() == DECK[0]
    assert study.cards() == {}
    assert paths(study, START) == DECK


def test_a_card_that_is_forgotten_again_and_again_is_a_leech(study: Study) -> None:
    now = START
    for _ in range(LEECH_LAPSES):
        for grade in (Grade.EASY, Grade.AGAIN):
            card = study.grade("a.md", grade, now)
            now = card.due
    assert study.cards()["a.md"].is_leech
    assert study.cards()["a.md"].lapses == LEECH_LAPSES


def test_figures(study: Study) -> None:
    assert study.statistics(START).retention is None
    for day in range(3):
        study.grade(DECK[day], Grade.EASY, START + timedelta(days=day))
    later = START + timedelta(days=100)
    study.grade(DECK[0], Grade.AGAIN, later)
    study.grade(DECK[1], Grade.GOOD, later)
    study.suspend(DECK[2])
    figures = study.statistics(later)
    assert (figures.cards, figures.reviews, figures.retention, figures.streak) == (3, 5, 0.5, 1)
    assert figures.forecast[0] == 1
    assert figures.by_grade == {Grade.AGAIN: 1, Grade.HARD: 0, Grade.GOOD: 1, Grade.EASY: 3}
    assert study.statistics(START + timedelta(days=3)).streak == 3
    assert dumped(figures)["by_grade"] == {"again": 1, "hard": 0, "good": 1, "easy": 3}


def test_a_late_evening_belongs_to_its_day() -> None:
    local = datetime(2025, 6, 2, 2, 30).astimezone()
    assert study_day(local).isoformat() == "2025-06-01"
    assert study_day(local + timedelta(hours=3)).isoformat() == "2025-06-02"


@pytest.mark.parametrize("card", ["no", "[]", "{}", '{"state": 9}', '{"card_id": 1, "state": 2, "due": 3}'])
def test_a_card_that_a_disk_has_changed_begins_anew(study: Study, store: PersonalStore, card: str) -> None:
    study.grade("a.md", Grade.GOOD, START)
    spoil = "UPDATE study_card SET card = ?, due = 'never', buried_until = 'later'"
    store.write(lambda database: database.execute(spoil, (card,)))
    assert not study.cards()["a.md"].is_new
    assert study.grade("a.md", Grade.GOOD, START).due > START


def test_two_windows_grade_at_the_same_time(store: PersonalStore, tmp_path: Path) -> None:
    one, other = Study(store, tmp_path), Study(PersonalStore(), tmp_path)
    one.grade("a.md", Grade.GOOD, START)
    other.grade("b.md", Grade.GOOD, START)
    assert set(one.cards()) == set(other.cards()) == {"a.md", "b.md"}
