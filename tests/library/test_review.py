"""Merges that would lose something wait to be decided, also over restarts; each decision is a step that is undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.curation.edits import Bulk, Several
from qtbrowser.library import ChangeSet, Decision, Library
from qtbrowser.personal.review_queue import ReviewPair

LEFT, RIGHT = "a/left.md", "b/right.md"
TEXT = "---\ntitle: What is lime?\n{}---\n\nBurnt stone that binds.\n"


@pytest.fixture
def library(folder: Path, open_library: Callable[..., Library]) -> Library:
    """Two documents of one question and one answer; only the right one has an author."""
    for path, extra in ((LEFT, ""), (RIGHT, "author: Vitruvius\nsubject: a\n")):
        (folder / path).parent.mkdir()
        (folder / path).write_text(TEXT.format(extra))
    return open_library()


def fix(library: Library) -> ChangeSet:
    *_, check = library.check(["duplicate-answer"])
    repairs = tuple(finding.repair for finding in check.findings or () if finding.repair is not None)
    *_, progress = library.plan(Bulk(Several(repairs, "Repair")))
    assert progress.change_set is not None
    library.review.add(progress.change_set.held)
    return progress.change_set


def decide(library: Library, decision: Decision) -> ChangeSet | None:
    (pair,) = library.review.pairs()
    change_set = library.review.decided(pair, decision)
    if change_set is not None:
        list(library.apply(change_set))
        library.review.remove(pair)
    return change_set


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
    before = {file: file.read_bytes() for file in library.folder.rglob("*.md")}
    change_set = decide(library, decision)
    assert [path for path in (LEFT, RIGHT) if (library.folder / path).exists()] == [left]
    assert library.document(left).author == author
    assert change_set is not None
    assert bool(change_set.losses) == (decision is Decision.LEFT)
    assert library.review.pairs() == ()
    list(library.undo())
    assert {file: file.read_bytes() for file in library.folder.rglob("*.md")} == before


def test_both_are_kept_and_that_is_remembered(library: Library) -> None:
    fix(library)
    decide(library, Decision.BOTH)
    assert library.review.pairs() == ()
    *_, check = library.check(["duplicate-answer", "duplicate-title"])
    assert check.findings == ()


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
    assert pair.survivor == LEFT


def test_copies_are_declared_and_kept_in_step(library: Library) -> None:
    list(library.apply(library.review.declaring_copies((LEFT, RIGHT), in_step=True)))
    assert library.review.copies_in_step([LEFT]) == (RIGHT,)
    assert library.review.copies_in_step([LEFT, RIGHT]) == ()
    assert library.review.copies_in_step(["else.md"]) == ()
    list(library.undo())
    assert library.review.copies_in_step([LEFT]) == ()
