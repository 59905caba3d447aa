"""Merges that would lose something wait to be decided, also over restarts; each decision is a step that is undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qtbrowser.curation.edits import Bulk, Several
from qtbrowser.library import ChangeSet, Decision, Library
from qtbrowser.personal.review_queue import ReviewPair

LEFT, RIGHT = "a/left.md", "b/right.md"
TEXT = "---\ntitle: What is lime?\n{}---\n\nBurnt stone that binds.\n"


@pytest.fixture
def library(folder: Path, open_library: Callable[..., Library]) -> Library:
    """Two documents of one question and one answer; each has fields that the other lacks, the left one more."""
    for path, extra in ((LEFT, "level: 2\nplace: Rome\n"), (RIGHT, "author: Vitruvius\nsubject: a\n")):
        (folder / path).parent.mkdir()
        (folder / path).write_text(TEXT.format(extra))
    return open_library()


def planned(library: Library) -> ChangeSet:
    *_, check = library.check(["duplicate-answer"])
    repairs = tuple(finding.repair for finding in check.findings or () if finding.repair is not None)
    *_, progress = library.plan(Bulk(Several(repairs, "Repair")))
    assert progress.change_set is not None
    return progress.change_set


def fix(library: Library) -> ChangeSet:
    change_set = planned(library)
    library.review.add(change_set.held)
    list(library.apply(change_set))
    return change_set


def decide(library: Library, decision: Decision) -> ChangeSet | None:
    (pair,) = library.review.pairs()
    change_set = library.review.decided(pair, decision)
    if change_set is not None:
        list(library.apply(change_set))
        library.review.record(pair, number_of_last(library))
    return change_set


def number_of_last(library: Library) -> int:
    entry = library.undoable()
    assert entry is not None
    return entry.number


def test_what_a_plan_holds_back_waits(library: Library, open_library: Callable[..., Library]) -> None:
    assert library.review.pairs() == ()
    assert not fix(library)
    waiting = ReviewPair(LEFT, RIGHT, ("The field author is lost: Vitruvius",))
    assert library.review.pairs() == (waiting,)
    fix(library)
    assert open_library().review.pairs() == (waiting,)


@pytest.mark.parametrize(
    ("decision", "left", "author"),
    [
        (Decision.LEFT, LEFT, ""),
        (Decision.RIGHT, RIGHT, "Vitruvius"),
        (Decision.JOIN, LEFT, "Vitruvius"),
    ],
)
def test_a_decision_merges(library: Library, decision: Decision, left: str, author: str) -> None:
    fix(library)
    (waiting,) = library.review.pairs()
    before = {file: file.read_bytes() for file in library.folder.rglob("*.md")}
    change_set = decide(library, decision)
    assert [path for path in (LEFT, RIGHT) if (library.folder / path).exists()] == [left]
    assert library.document(left).author == author
    assert change_set is not None
    assert bool(change_set.losses) == (decision is not Decision.JOIN)
    assert library.review.pairs() == ()
    assert library.review.last() == replace(waiting, decided=number_of_last(library))
    list(library.undo())
    assert {file: file.read_bytes() for file in library.folder.rglob("*.md")} == before
    assert [(one.survivor, one.other) for one in library.review.pairs()] == [(LEFT, RIGHT)]
    assert library.review.last() is None
    list(library.redo())
    assert library.review.pairs() == ()


def test_both_are_kept_and_that_is_remembered(library: Library) -> None:
    fix(library)
    decide(library, Decision.BOTH)
    assert library.review.pairs() == ()
    *_, check = library.check(["duplicate-answer", "duplicate-title"])
    assert check.findings == ()
    list(library.undo())
    assert [(one.survivor, one.other) for one in library.review.pairs()] == [(LEFT, RIGHT)]


def test_what_is_held_back_again_is_decided_again(library: Library) -> None:
    fix(library)
    decide(library, Decision.BOTH)
    library.review._queue().add([ReviewPair(LEFT, RIGHT, ("The field author is lost: Vitruvius",))])
    assert [one.decided for one in library.review.pairs()] == [None]


def test_a_skipped_pair_comes_last(library: Library) -> None:
    fix(library)
    (pair,) = library.review.pairs()
    (library.folder / "c.md").write_text("x")
    (library.folder / "d.md").write_text("x")
    assert decide(library, Decision.SKIP) is None
    library.review._queue().add([ReviewPair("c.md", "d.md")])
    assert [(one.survivor, one.is_skipped) for one in library.review.pairs()] == [("c.md", False), (LEFT, True)]
    (library.folder / "c.md").unlink()
    assert [one.survivor for one in library.review.pairs()] == [LEFT]
    (library.folder / "c.md").write_text("x")
    last = library.review.last()
    assert last is not None
    library.review.unskip(last)
    assert [(one.survivor, one.is_skipped) for one in library.review.pairs()] == [(LEFT, False), ("c.md", False)]
    assert pair.survivor == LEFT


def test_copies_are_declared_and_kept_in_step(library: Library) -> None:
    list(library.apply(library.review.declaring_copies((LEFT, RIGHT), in_step=True)))
    assert library.review.copies_in_step([LEFT]) == (RIGHT,)
    assert library.review.copies_in_step([LEFT, RIGHT]) == ()
    assert library.review.copies_in_step(["else.md"]) == ()
    list(library.undo())
    assert library.review.copies_in_step([LEFT]) == ()


@pytest.mark.parametrize("fullest", [LEFT, RIGHT, "c/third.md"])
def test_in_bulk_the_document_stays_that_holds_most(
    folder: Path, open_library: Callable[..., Library], fullest: str
) -> None:
    for path in (LEFT, RIGHT, "c/third.md"):
        (folder / path).parent.mkdir()
        fields = "subject: a\nlevel: 2\nplace: Rome\n" if path == fullest else "subject: a\nlevel: 2\n"
        (folder / path).write_text(TEXT.format(fields))
    library = open_library()
    fix(library)
    assert library.review.pairs() == ()
    assert library.document(fullest).path == fullest
    assert [path for path in (LEFT, RIGHT, "c/third.md") if (folder / path).exists()] == [fullest]


def test_of_documents_that_hold_the_same_the_one_stays_to_which_most_link(
    folder: Path, open_library: Callable[..., Library]
) -> None:
    for path in (LEFT, RIGHT):
        (folder / path).parent.mkdir()
        (folder / path).write_text(TEXT.format("subject: a\n"))
    (folder / "mortar.md").write_text(f"# Mortar\n\nIt has [lime]({RIGHT}).\n")
    library = open_library()
    fix(library)
    assert not (folder / LEFT).exists()
    assert (folder / "mortar.md").read_text().endswith(f"[lime]({RIGHT}).\n")
