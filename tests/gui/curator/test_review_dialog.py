"""Merges that would lose something are decided pair by pair, by keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from qtbrowser.gui.curator.merge_dialog import MergeDialog
from qtbrowser.gui.curator.review_dialog import ReviewDialog
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.review_queue import ReviewPair, ReviewQueue
from tests.gui.curator.conftest import CONTROL, Curator, bytes_of

ONE, TWO = "ropes/strength.md", "ropes/strength-2.md"


def reviewed(curator: Curator) -> ReviewDialog:
    queue = ReviewQueue(personal_store(), curator.folder)
    queue.add([ReviewPair(ONE, TWO, ("The field date is lost: 2024-05-08",)), ReviewPair("knots/reef.md", ONE)])
    curator.window.actions_.review_merges.trigger()
    dialog = curator.dialog(ReviewDialog)
    curator.wait(dialog.both.isEnabled)
    return dialog


def is_asked(dialog: ReviewDialog, survivor: str) -> bool:
    pair = dialog.pair
    return pair is not None and (pair.survivor, pair.is_skipped) == (survivor, False) and dialog.both.isEnabled()


def test_keys_decide_and_the_rest_waits(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    dialog = reviewed(curator)
    assert dialog.place.text().startswith("2 to be decided. Left: knots/reef.md")
    # With Alt the underlined letter decides as well.
    curator.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier, dialog)
    curator.wait(lambda: dialog.pair is not None and dialog.pair.survivor == ONE and dialog.both.isEnabled())
    # Both ways are known before one is taken.
    left, right = dialog.losses.text().split("\n")
    assert left == "If the left one is kept: The field date is lost: 2024-05-08"
    assert right.startswith("If the right one is kept: The field date is lost: 2024-05-07")
    assert "If the left one is kept: 2 other files change: .qtbrowser.toml, ropes/hemp.md" in dialog.elsewhere.text()
    assert dialog.documents.isVisible()
    curator.press(Qt.Key.Key_L, widget=dialog)
    # What was skipped comes again at the end.
    curator.wait(
        lambda: dialog.pair is not None and dialog.pair.survivor == "knots/reef.md" and dialog.both.isEnabled()
    )
    assert TWO not in bytes_of(curator.folder)
    # The last decision is taken back, and before that the one to skip; each is asked about at once.
    for survivor in (ONE, "knots/reef.md"):
        curator.press(Qt.Key.Key_Z, CONTROL, dialog)
        curator.wait(partial(is_asked, dialog, survivor))
        assert bytes_of(curator.folder) == before
    assert not dialog.undo.isEnabled()
    dialog.reject()
    curator.wait_closed(dialog)


def test_both_are_kept(curator: Curator) -> None:
    dialog = reviewed(curator)
    curator.press(Qt.Key.Key_B, widget=dialog)
    curator.wait(lambda: dialog.pair is not None and dialog.pair.survivor == ONE and dialog.both.isEnabled())
    assert b"not_duplicates" in bytes_of(curator.folder)[".qtbrowser.toml"]
    assert dialog.both.accessibleName() or dialog.both.text()
    dialog.reject()
    curator.wait_closed(dialog)


def test_after_fields_are_joined_the_review_goes_on(curator: Curator) -> None:
    before = bytes_of(curator.folder)
    dialog = reviewed(curator)
    curator.press(Qt.Key.Key_J, widget=dialog)
    merge = curator.dialog(MergeDialog)
    curator.wait(merge.model.rowCount)
    curator.click(merge.foot.preview_button)
    curator.wait(merge.foot.apply_button.isEnabled)
    curator.click(merge.foot.apply_button)
    # The other pair had the document that is gone.
    curator.wait(dialog.close_button.isVisible)
    dialog.reject()
    curator.wait_closed(dialog)
    # Also a later review takes the last decision back.
    curator.window.actions_.review_merges.trigger()
    again = curator.dialog(ReviewDialog)
    curator.wait(again.undo.isEnabled)
    curator.click(again.undo)
    curator.wait(again.both.isEnabled)
    assert bytes_of(curator.folder) == before
    assert again.place.text().startswith("2 to be decided. Left: knots/reef.md")
    again.reject()
    curator.wait_closed(again)


def test_where_nothing_is_to_be_decided_there_is_one_button(curator: Curator) -> None:
    curator.window.actions_.review_merges.trigger()
    dialog = curator.dialog(ReviewDialog)
    curator.wait(dialog.close_button.isVisible)
    assert not dialog.both.isVisible()
    assert not dialog.documents.isVisible()
    curator.click(dialog.close_button)
    curator.wait_closed(dialog)
