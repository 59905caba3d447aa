"""What a change has done is said in the past tense, with its name and how many files."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.outcome_words import OutcomeWords

MADE, CHANGED, GONE = FileChange("new.md", None, b"1"), FileChange("c.md", b"1", b"2"), FileChange("old.md", b"1", None)


@pytest.mark.parametrize(
    ("change_set", "left_out", "words"),
    [
        (ChangeSet("x", (CHANGED,)), (), "1 file was changed."),
        (ChangeSet("x", (MADE, GONE)), (), "1 file was made, 1 file was removed."),
        (
            ChangeSet("x", (MADE, GONE, CHANGED), moves=(("old.md", "new.md"),)),
            (),
            "1 file was moved, 1 file was changed.",
        ),
        (ChangeSet("x", (MADE, GONE), moves=(("old.md", "new.md"),)), ("new.md", "old.md"), ""),
    ],
)
def test_files_are_counted_by_what_became_of_them(change_set: ChangeSet, left_out: tuple[str, ...], words: str) -> None:
    assert OutcomeWords(QObject()).files(Outcome("", counts=change_set.counts(left_out))) == words


def test_what_was_done_has_the_name_that_undoing_has() -> None:
    words = OutcomeWords(QObject())
    done = Outcome("Move 3 documents", number=4, counts=(3, 2, 0, 0))
    assert words.done(done) == "Done: Move 3 documents. 3 files were moved, 2 files were changed."
    assert words.done(Outcome("Repair", held=1)) == (
        "Nothing was changed. 1 merge is to be decided: Curate, Review Merges."
    )
