"""Merges that would lose something are decided pair by pair, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from qtbrowser.gui.curator.merge_dialog import MergeDialog
from qtbrowser.gui.curator.review_dialog import ReviewDialog
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.review_queue import ReviewPair, ReviewQueue
from tests.gui.curator.conftest import Curator, bytes_of

ONE, TWO = "ropes/strength.md", "ropes/strength-2.md"


def reviewed(curator: Curator) -> ReviewDialog:
    queue = ReviewQueue(personal_store(), curator.folder)
    queue.add([ReviewPair(ONE, TWO, ("The field date is lost: 2024-05-08",)), ReviewPair("knots/reef.md", ONE)])
    curator.window.actions_.review_merges.trigger()
    dialog = curator.dialog(ReviewDialog)
    curator.wait(dialog.both.isEnabled)
    return dialog


def test_keys_decide_and_the_rest_waits(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    dialog = reviewed(curator)
    assert dialog.place.text().startswith("2 to be decided. Left: knots/reef.md")
    curator.press(Qt.Key.Key_S, widget=dialog)
    curator.wait(lambda: dialog.pair is not None and dialog.pair.survivor == ONE and dialog.both.isEnabled())
    assert dialog.losses.text() == "The field date is lost: 2024-05-08"
    curator.wait(dialog.documents.isVisible)
    curator.press(Qt.Key.Key_L, widget=dialog)
    # What was skipped comes again at the end.
    curator.wait(
        lambda: dialog.pair is not None and dialog.pair.survivor == "knots/reef.md" and dialog.both.isEnabled()
    )
    assert TWO not in bytes_of(curator.folder)
    dialog.reject()
    curator.wait_closed(dialog)
    curator.undo()
    assert bytes_of(curator.folder) == before


def test_both_are_kept(curator: Curator) -> None:
    dialog = reviewed(curator)
    curator.press(Qt.Key.Key_B, widget=dialog)
    curator.wait(lambda: dialog.pair is not None and dialog.pair.survivor == ONE and dialog.both.isEnabled())
    assert b"not_duplicates" in bytes_of(curator.folder)[".qtbrowser.toml"]
    assert dialog.both.accessibleName() or dialog.both.text()
    dialog.reject()
    curator.wait_closed(dialog)


def test_joining_opens_the_merge_dialog(curator: Curator) -> None:
    dialog = reviewed(curator)
    curator.press(Qt.Key.Key_J, widget=dialog)
    curator.dialog(MergeDialog).reject()
    curator.settle()


def test_where_nothing_is_to_be_decided_there_is_one_button(curator: Curator) -> None:
    curator.window.actions_.review_merges.trigger()
    dialog = curator.dialog(ReviewDialog)
    curator.wait(dialog.close_button.isVisible)
    assert not dialog.both.isVisible()
    assert not dialog.documents.isVisible()
    curator.click(dialog.close_button)
    curator.wait_closed(dialog)
