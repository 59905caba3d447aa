"""Jobs that change a library, called as the lane of changes calls them, and the files on the disk looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import DeleteDocuments, Edit, MoveDocument, RenameDocument, RenameSubject
from qtbrowser.errors import Suspended
from qtbrowser.gui.worker import change_jobs
from qtbrowser.gui.worker.task import Steps
from qtbrowser.library import Library
from tests.gui.conftest import question, write

T = TypeVar("T")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "library"
    write(folder, "seas/tide.md", question("What is a tide?", "Seas", "Water that comes and goes."))
    write(folder, "seas/wave.md", question("What is a wave?", "Seas", "Water that goes up and down."))
    write(folder, "rocks/granite.md", question("What is granite?", "Rocks", "A rock."))
    with Library.open(folder) as opened:
        yield opened


def result(steps: Steps[T]) -> T:
    """Run a job to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value


def subjects(library: Library) -> list[str]:
    """The subject of each file of the folder, by path."""
    files = sorted(library.folder.rglob("*.md"))
    return [next(line for line in file.read_text().splitlines() if line.startswith("subject")) for file in files]


def test_a_subject_that_is_new_is_asked_about_and_nothing_is_written(library: Library) -> None:
    edit = MoveDocument("seas/tide.md", "Moon")
    asked = result(change_jobs.carry_out(library, edit, "seas/tide.md", True, asks=True))
    assert [one.name for one in asked.new_subjects] == ["Moon"]
    assert (asked.path, asked.number, asked.paths) == ("seas/tide.md", None, ())
    assert "subject: Moon" not in subjects(library)
    made = result(change_jobs.carry_out(library, edit, "seas/tide.md", True))
    assert (made.path, made.gone, made.is_indexed) == ("moon/tide.md", ("seas/tide.md",), True)
    assert "subject: Moon" in subjects(library)
    # The same again changes nothing, and is no error.
    again = result(change_jobs.carry_out(library, MoveDocument("moon/tide.md", "Moon"), "moon/tide.md", True))
    assert (again.number, again.error, again.path) == (None, "", "moon/tide.md")


def test_a_refused_edit_writes_nothing_and_says_why(library: Library) -> None:
    outcome = result(change_jobs.carry_out(library, RenameDocument("seas/tide.md", "wave.md"), "seas/tide.md", True))
    assert outcome.error.startswith("seas/tide.md: ")
    assert (outcome.conflict, outcome.number) == (None, None)
    assert (library.folder / "seas/tide.md").exists()


def plan(library: Library, edit: Edit) -> ChangeSet:
    return result(change_jobs.planned(library, edit))


def test_what_others_changed_since_the_plan_is_a_conflict(library: Library) -> None:
    change_set = plan(library, DeleteDocuments(("seas/tide.md",)))
    file = write(library.folder, "seas/tide.md", "Mine now.")
    outcome = result(change_jobs.apply(library, change_set, "seas/tide.md", True))
    assert outcome.conflict is not None
    assert outcome.conflict.found == b"Mine now."
    assert outcome.number is None
    assert file.read_text() == "Mine now."


def test_what_somebody_else_did_already_is_done(library: Library) -> None:
    change_set = plan(library, RenameSubject("Rocks", "Stones"))
    for change in change_set.files:
        (library.folder / change.path).write_bytes(change.after or b"")
    outcome = result(change_jobs.apply(library, change_set, "", True))
    assert (outcome.number, outcome.error, outcome.conflict) == (None, "", None)
    assert library.history() == []


def test_a_change_that_was_suspended_is_finished_or_rolled_back(library: Library) -> None:
    before = subjects(library)

    def begin() -> int:
        """Rename a subject of two files, and be suspended after the first one."""
        steps = change_jobs.apply(library, plan(library, RenameSubject("Seas", "Oceans")), "", True)
        assert next(steps) == (0, 2)
        assert next(steps) == (1, 2)
        with pytest.raises(Suspended):
            steps.throw(Suspended())
        (entry,) = library.unfinished()
        assert len({*subjects(library)}) == 3
        return entry.number

    back = result(change_jobs.roll_back(library, begin(), True))
    assert back.is_indexed
    assert subjects(library) == before
    finished = result(change_jobs.finish(library, begin(), True))
    assert set(finished.paths) == {"seas/tide.md", "seas/wave.md"}
    assert subjects(library).count("subject: Oceans") == 2
    undone = result(change_jobs.undo(library, finished.number, True))
    assert subjects(library) == before
    redone = result(change_jobs.redo(library, undone.number, True))
    assert redone.paths == finished.paths
    assert library.search("tide").hits[0].subject == "Oceans"


def test_a_change_is_in_force_also_where_the_index_is_busy_or_missing(
    library: Library, tmp_path: Path, own_directories: Path
) -> None:
    # The lock's own file is not there on Windows while nobody holds it.
    (note,) = (own_directories / "cache").rglob("library.txt")
    with FileLock(note.with_name("lock")):
        outcome = result(change_jobs.carry_out(library, RenameSubject("Seas", "Oceans"), "", True))
    assert not outcome.is_indexed
    assert outcome.number == 1
    assert subjects(library).count("subject: Oceans") == 2
    assert result(change_jobs.indexed(library, outcome.paths))
    bare = tmp_path / "bare"
    write(bare, "a.md", question("A?", "A", "Words."))
    with Library.open(bare, refresh=False) as unbuilt:
        # There is none, so that whoever asked has it built.
        assert not result(change_jobs.indexed(unbuilt, ["a.md"]))
        assert not unbuilt.is_built
        # One that was begun is completed by who has begun it.
        next(step for step in unbuilt.refresh() if step.committed)
        assert unbuilt.has_index()
        assert result(change_jobs.indexed(unbuilt, ["a.md"])) == (not unbuilt.is_built)
