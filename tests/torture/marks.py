"""What a reader keeps about documents that move: each mark is with its document afterwards, or listed as missing.

Every document of a library has a mark: a bookmark, a note, a highlight, a card, a state or a place, one after the
other. Then files are renamed and moved by other programs and by this one, retitled, put into other subjects, edited and
deleted; the folder of the library moves, and its index is deleted. Each answer has a word that no other has, by which
the document is known, whatever else of it has changed.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from qtbrowser import settings
from qtbrowser.curation.edits import Edit, MoveDocument, RenameDocument
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.places import ReadingPlaces
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.study import Grade
from qtbrowser.rendering.quotable_text import quotable_text
from tests.torture.row import MOST_EXAMPLES, Row, Torture

_KINDS = ("bookmark", "note", "highlight", "card", "state", "place")
_SUBJECTS = ("Seas", "Hills", "Woods/Oaks", "Towns")
_OWN_WORD = re.compile(r"own(\d+)word")


def torture_marks(count: int, seed: int) -> Row:
    """Move documents with marks.

    Args:
        count: of documents, each with a mark.
        seed: of chance.
    """
    random = Random(seed)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        library = Path(name, "library")
        for number in range(count):
            _write(library / f"s{number % 7}" / f"{number:04}.md", number, random.choice(_SUBJECTS), random)
        _mark(library)
        deleted: set[int] = set()
        steps: list[Callable[[], None]] = [
            lambda: _rename_outside(library, random),
            lambda: _change_by_program(library, random, "rename"),
            lambda: _retag(library, random),
            lambda: _edit(library, random),
            lambda: _change_by_program(library, random, "move"),
            lambda: deleted.update(_delete(library, random)),
            lambda: shutil.rmtree(settings.cache_dir()),
        ]
        for number, step in enumerate(steps * 2):
            step()
            if number % 5 == 4:
                library = library.rename(library.with_name(f"library{number}"))
            wrong += [f"step {number}: {fault}" for fault in _lost(library, count, deleted)]
    return Row("marks of documents that move", count, min(count, len(wrong)), tuple(wrong[:MOST_EXAMPLES]))


def _write(file: Path, number: int, subject: str, random: Random) -> None:
    others = " ".join(f"w{random.randrange(5000)}" for _ in range(60))
    text = f"---\nid: {number}\ntitle: Question {number}?\nsubject: {subject}\n---\nown{number}word begins. {others}\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _number(file: Path) -> int:
    found = _OWN_WORD.search(file.read_text(encoding="utf-8"))
    assert found is not None
    return int(found[1])


def _mark(folder: Path) -> None:
    with Library.open(folder) as library:
        places: dict[str, int] = {}
        for entry in library.entries():
            number, path = _number(folder / entry.path), entry.path
            kind = _KINDS[number % len(_KINDS)]
            if kind == "bookmark":
                library.kept.add_bookmark(path, "Mine", f"own{number}word")
            elif kind == "note":
                library.kept.write_note(path, f"own{number}word")
            elif kind == "highlight":
                text = quotable_text(library.render(path).html)
                start = text.index(f"own{number}word")
                library.kept.add_highlight(path, HighlightColour.RED, text, start, start + 20)
            elif kind == "card":
                library.study.grade(path, Grade.GOOD)
            elif kind == "state":
                library.kept.set_reading_state([path], ReadingState.KNOWN)
            else:
                places[path] = number
        ReadingPlaces(personal_store()).put(library.folder, places)
        library.note_identities()


def _files(folder: Path, random: Random, share: float) -> list[Path]:
    files = sorted(folder.rglob("*.md"))
    return random.sample(files, int(len(files) * share))


def _rename_outside(folder: Path, random: Random) -> None:
    for number, file in enumerate(_files(folder, random, 0.4)):
        target = folder / f"moved{random.randrange(5)}" / f"{file.stem}-{number}-{random.randrange(99)}.md"
        target.parent.mkdir(exist_ok=True)
        file.rename(target)


def _retag(folder: Path, random: Random) -> None:
    for file in _files(folder, random, 0.5):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"subject: .*", f"subject: {random.choice(_SUBJECTS)}\nkeywords: k{random.randrange(9)}", text)
        file.write_text(re.sub(r"title: .*", f"title: Retitled {random.randrange(9999)}", text), encoding="utf-8")


def _edit(folder: Path, random: Random) -> None:
    for file in _files(folder, random, 0.3):
        text = file.read_text(encoding="utf-8")
        file.write_text(f"{text}\nA line that is new, {random.randrange(9999)}.\n", encoding="utf-8")


def _delete(folder: Path, random: Random) -> set[int]:
    gone = set()
    for file in _files(folder, random, 0.03):
        gone.add(_number(file))
        file.unlink()
    return gone


def _change_by_program(folder: Path, random: Random, kind: str) -> None:
    with Library.open(folder) as library:
        edits: list[Edit] = []
        for file in _files(folder, random, 0.02):
            path = file.relative_to(folder).as_posix()
            if kind == "rename":
                edits.append(RenameDocument(path, f"renamed-{_number(file)}-{random.randrange(99)}"))
            else:
                edits.append(MoveDocument(path, random.choice(_SUBJECTS)))
        for edit in edits:
            *_, planned = library.plan(edit)
            if planned.change_set is not None:
                for _ in library.apply(planned.change_set, refresh=False):
                    pass


def _lost(folder: Path, count: int, deleted: set[int]) -> list[str]:
    """A line for each mark that is not with its document; that of a document that is gone must be listed as missing."""
    with Library.open(folder) as library:
        library.note_identities()
        at = {entry.path: _number(folder / entry.path) for entry in library.entries()}
        paths = {number: path for path, number in at.items()}
        kept = library.kept
        bookmarks, notes, marks = kept.bookmarks(), kept.notes(), kept.highlights()
        found: dict[str, set[str]] = {
            "bookmark": {f"{one.note} {'' if one.is_missing else one.path}" for one in bookmarks},
            "note": {f"{one.text} {'' if one.is_missing else one.path}" for one in notes},
            "highlight": {f"{one.quote.split()[0]} {'' if one.is_missing else one.path}" for one in marks},
        }
        states = {path for path, state in kept.reading_states().items() if state is ReadingState.KNOWN}
        places = ReadingPlaces(personal_store()).of_library(folder)
        cards = {path for path in paths.values() if library.study.study_card(path) is not None}
    wrong = []
    for number in range(count):
        kind, path = _KINDS[number % len(_KINDS)], paths.get(number, "")
        if kind in found:
            if f"own{number}word {path}" not in found[kind]:
                wrong.append(f"the {kind} of {number} is not at {path or 'the missing ones'}")
        elif number not in deleted:
            is_there = {"card": path in cards, "state": path in states, "place": places.get(path) == number}[kind]
            if not is_there:
                wrong.append(f"the {kind} of {number} is not at {path}")
    return wrong


TORTURES = (Torture("marks", torture_marks, 1_000, 1_000),)
