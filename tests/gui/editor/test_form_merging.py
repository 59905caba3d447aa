"""What was changed in a form and in the file goes together, or is chosen."""

from __future__ import annotations

from dataclasses import replace

from qtbrowser.curation.line_merging import merge_lines
from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.form_merging import CollisionChoice, FormCollision, FormMerge, merge_forms
from qtbrowser.gui.editor.form_values import FormValues

BASE = FormValues(
    title="Why?",
    subject="Seas",
    keywords=("moon", "tide"),
    related=(Related("One", "/one"),),
    answer="one\n\ntwo\n\nthree",
)


def merge_with(mine: FormValues, theirs: FormValues) -> FormMerge:
    return merge_forms(BASE, mine, theirs, merge_lines(BASE.answer, mine.answer, theirs.answer))


def test_different_fields_and_lines_go_together() -> None:
    mine = replace(BASE, title="Why so?", answer="ONE\n\ntwo\n\nthree")
    theirs = replace(BASE, subject="Oceans", answer="one\n\ntwo\n\nTHREE")
    merge = merge_with(mine, theirs)
    assert merge.collisions == ()
    expected = replace(BASE, title="Why so?", subject="Oceans", answer="ONE\n\ntwo\n\nTHREE")
    assert merge.values(()) == expected


def test_the_same_change_twice_is_one() -> None:
    both = replace(BASE, subject="Oceans", answer="new")
    merge = merge_with(both, both)
    assert (merge.collisions, merge.values(())) == ((), both)


def test_lists_are_joined() -> None:
    mine = replace(BASE, keywords=("tide", "sun"), related=(*BASE.related, Related("Two", "/two")))
    theirs = replace(BASE, keywords=("moon", "tide", "Ebb"), related=(Related("Three", "/three"),))
    merge = merge_with(mine, theirs)
    assert merge.collisions == ()
    assert merge.values(()).keywords == ("tide", "Ebb", "sun")
    assert merge.values(()).related == (Related("Three", "/three"), Related("Two", "/two"))


def test_what_collides_is_chosen() -> None:
    mine = replace(BASE, title="Mine?", answer="one\n\nTWO\n\nthree")
    theirs = replace(BASE, title="Theirs?", answer="one\n\nZWEI\n\nTHREE")
    merge = merge_with(mine, theirs)
    assert merge.collisions == (
        FormCollision("title", "Mine?", "Theirs?"),
        FormCollision("answer", "TWO", "ZWEI", has_both=True),
    )
    chosen = merge.values((CollisionChoice.MINE, CollisionChoice.THEIRS))
    assert (chosen.title, chosen.answer) == ("Mine?", "one\n\nZWEI\n\nTHREE")
    chosen = merge.values((CollisionChoice.THEIRS, CollisionChoice.BOTH))
    assert (chosen.title, chosen.answer) == ("Theirs?", "one\n\nZWEI\nTWO\n\nTHREE")
