"""Writes the grades that were given here, and when each card is due, into a package for Anki.

The tables and the meaning of their columns are those of Anki's collection (schema 11), see
https://github.com/ankidroid/Anki-Android/wiki/Database-Structure. FSRS's stability and difficulty are in the column
``data`` of cards, as ``s`` and ``d``, where Anki 23.10 and later read them; earlier ones go by interval and due day.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qtbrowser.personal.study import CardState, GivenGrade

if TYPE_CHECKING:
    from genanki import Deck, Package

_DAY = 86_400
_USUAL_EASE = 2_500
"""The ease of SM-2 in thousandths with which a learned card begins; FSRS does not use it."""

_ONE_STEP_LEFT = 1_001
_SUSPENDED = -1
_LEARNING, _LEARNED = 1, 2


def package_with_history(
    deck: Deck,
    media: Sequence[str],
    asked: Mapping[str, str],
    clozes: Mapping[str, str],
    history: Mapping[str, Sequence[GivenGrade]],
    suspended: Collection[str],
) -> Package:
    """A package whose cards have their history.

    Args:
        deck: the cards.
        media: their files.
        asked: id of a note in Anki -> path of its document.
        clozes: the same for the notes that ask for passages; they are new.
        history: path -> grades, the first one first.
        suspended: the paths of those that are never asked.
    """
    from genanki import Package

    package = Package(deck, list(media))
    write_cards = package.write_to_db

    def write_all(cursor: Any, timestamp: float, id_gen: Any) -> None:
        write_cards(cursor, timestamp, id_gen)
        _write_history(cursor, asked, clozes, history, suspended)

    package.write_to_db = write_all
    return package


def _write_history(
    cursor: Any,
    asked: Mapping[str, str],
    clozes: Mapping[str, str],
    history: Mapping[str, Sequence[GivenGrade]],
    suspended: Collection[str],
) -> None:
    (begun,) = cursor.execute("SELECT crt FROM col").fetchone()
    query = "SELECT guid, cards.id FROM notes JOIN cards ON cards.nid = notes.id"
    used: set[int] = set()
    for guid, card in cursor.execute(query).fetchall():
        path = clozes[guid] if guid in clozes else asked[guid]
        if guid in asked and (grades := history.get(path, ())):
            _write_card(cursor, card, grades, begun)
            _write_grades(cursor, card, grades, used)
        if path in suspended:
            cursor.execute("UPDATE cards SET queue = ? WHERE id = ?", (_SUSPENDED, card))


def _write_card(cursor: Any, card: int, grades: Sequence[GivenGrade], begun: int) -> None:
    """Write when a card is due, and what FSRS knows about it.

    Args:
        begun: when the collection began, in seconds since 1970: days are counted from there.
    """
    state = grades[-1].after
    is_learned = state.stage == _LEARNED
    due = int(state.due.timestamp())
    memory = {"s": round(state.stability, 4), "d": round(state.difficulty, 3)}
    lapses = sum(one.before.stage == _LEARNED and one.grade == 1 for one in grades)
    cursor.execute(
        "UPDATE cards SET type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ?, left = ?, data = ?"
        " WHERE id = ?",
        (
            state.stage,
            _LEARNED if is_learned else _LEARNING,
            max(0, (due - begun) // _DAY) if is_learned else due,
            _interval(state) if is_learned else int(state.stage == _LEARNED + 1),
            0 if state.stage == _LEARNING else _USUAL_EASE,
            len(grades),
            lapses,
            0 if is_learned else _ONE_STEP_LEFT,
            json.dumps(memory),
            card,
        ),
    )


def _write_grades(cursor: Any, card: int, grades: Sequence[GivenGrade], used: set[int]) -> None:
    """Write the grades of a card; each has the moment, in milliseconds, as its id, which no other may have."""
    for one in grades:
        moment = int(one.at.timestamp() * 1000)
        while moment in used:
            moment += 1
        used.add(moment)
        kind = {_LEARNED: 1, _LEARNED + 1: 2}.get(one.before.stage, 0)
        ease = _USUAL_EASE if kind else 0
        row = (moment, card, -1, int(one.grade), _interval(one.after), _interval(one.before), ease, 0, kind)
        cursor.execute("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _interval(state: CardState) -> int:
    """An interval as Anki has it: days, or seconds below zero while a card is learned."""
    seconds = round(state.interval.total_seconds())
    return max(1, round(seconds / _DAY)) if state.stage == _LEARNED else -seconds
