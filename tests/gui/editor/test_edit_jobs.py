"""What the editor reads of a library and plans for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import pytest

from qtbrowser.curation.edits import MoveDocument, SaveDocument, SetRelated, Several
from qtbrowser.documents.document import Related
from qtbrowser.gui.editor import edit_jobs
from qtbrowser.library import Library
from tests.gui.conftest import write

GROUPED = """---
id: 7
title: Why are there tides?
subject: Seas
date: 2024-03-01
keywords: moon, tide
related_article1:
  id: 8
  title: What is a neap tide?
  url: /seas/neap
related_article2:
  id: 9
  title: What is granite?
---

The **moon** pulls.
"""
NEAP = Related("What is a neap tide?", "/seas/neap", 8, "")
BASALT = Related("What is basalt?", "/rocks/basalt", 10, "Rocks")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "seas"
    write(folder, "tides.md", GROUPED)
    write(
        folder,
        "neap.md",
        "---\nid: 8\ntitle: What is a neap tide?\nsubject: Seas\nurl: /seas/neap\n---\nSmall.\n",
    )
    write(folder, "granite.md", "---\ntitle: What is granite?\nsubject: Rocks\nkeywords: stone\n---\nA tide of rock.\n")
    for number in range(2):
        # Words become topics where several documents have them.
        for subject, words in (("Seas", "moon, tide"), ("Rocks", "stone")):
            text = f"---\ntitle: {subject} {number}\nsubject: {subject}\nkeywords: {words}\n---\nWords.\n"
            write(folder, f"{subject}{number}.md", text)
    write(folder, "plain.md", "# What is a wave?\n\nWater.\n")
    with Library.open(folder) as library:
        yield library


def test_a_form_has_the_values_of_a_document_and_what_completes_them(library: Library) -> None:
    form = edit_jobs.load_form(library, "tides.md")
    values = form.values
    assert (values.title, values.subject, values.date, values.id) == ("Why are there tides?", "Seas", "2024-03-01", "7")
    assert values.keywords == ("moon", "tide")
    assert [one.title for one in values.related] == ["What is a neap tide?", "What is granite?"]
    assert (form.read, form.refused) == (GROUPED.encode(), "")
    assert {"Seas", "Rocks"} <= set(form.subjects)
    assert set(form.keywords) == {"moon", "tide"}
    assert "stone" in edit_jobs.load_form(library, "plain.md").keywords, "without a subject, the words of all"
    assert edit_jobs.with_read(form, b"other").read == b"other"


def test_a_preview_shows_other_values_without_writing_them(library: Library) -> None:
    form = edit_jobs.load_form(library, "tides.md")
    shown = edit_jobs.load_preview(library, form, replace(form.values, related=(BASALT,), answer="The *sun* too."))
    assert "<em>sun</em>" in shown.page.html
    assert "What is basalt?" in shown.page.html
    assert "What is a neap tide?" not in shown.page.html
    assert "What is granite?" not in shown.page.html
    assert "What is a neap tide?" in edit_jobs.load_preview(library, form, form.values).page.html
    assert (library.folder / "tides.md").read_text(encoding="utf-8") == GROUPED


def test_saving_writes_what_was_changed_alone(library: Library) -> None:
    form = edit_jobs.load_form(library, "tides.md")
    assert edit_jobs.saving(form, form.values) == SaveDocument("tides.md", {}, None, form.read)
    values = replace(form.values, date="2024-04-01", id="011", keywords=("moon",), hidden=True, description="")
    edit = edit_jobs.saving(form, values)
    assert isinstance(edit, SaveDocument)
    written = {Date(2024, 4, 1), "011", ("moon",), True}
    assert set(edit.fields.values()) == written, "an id that is no plain number stays a text"
    assert edit.answer is None


def test_related_questions_of_numbered_groups_are_saved(library: Library) -> None:
    form = edit_jobs.load_form(library, "tides.md")
    values = replace(form.values, related=(BASALT, NEAP), answer="Other words.")
    edit = edit_jobs.saving(form, values)
    assert edit == Several(
        (SaveDocument("tides.md", {}, "Other words.", form.read), SetRelated("tides.md", (BASALT, NEAP))),
        "Edit Why are there tides?",
    )
    *_, progress = library.plan(edit)
    assert progress.change_set is not None
    for _ in library.apply(progress.change_set):
        pass
    text = (library.folder / "tides.md").read_text(encoding="utf-8")
    assert text.index("related_article1:") < text.index("What is basalt?") < text.index("related_article2:")
    assert text.index("related_article2:") < text.index("What is a neap tide?")
    assert "granite" not in text
    assert text.endswith("Other words.\n")


def test_a_new_subject_moves_the_document_if_that_is_wanted(library: Library) -> None:
    form = edit_jobs.load_form(library, "tides.md")
    values = replace(form.values, subject="Rocks")
    stays = edit_jobs.saving(form, values)
    assert isinstance(stays, SaveDocument)
    assert list(stays.fields.values()) == ["Rocks"]
    moves = edit_jobs.saving(form, values, move=True)
    assert isinstance(moves, Several)
    assert moves.edits == (SaveDocument("tides.md", {}, None, form.read), MoveDocument("tides.md", "Rocks"))


def test_candidates_are_other_questions_that_are_still_there(library: Library) -> None:
    words, found = edit_jobs.find_candidates(library, "tide", "tides.md")
    assert words == "tide"
    assert Related("What is a neap tide?", "/seas/neap", 8, "Seas") in found
    assert Related("What is granite?", "/granite.md", None, "Rocks") in found, "without an address, its path"
    assert all(one.title != "Why are there tides?" for one in found)
    (library.folder / "neap.md").unlink()
    left = [one.title for one in edit_jobs.find_candidates(library, "tide", "tides.md")[1]]
    assert "What is granite?" in left
    assert "What is a neap tide?" not in left


def test_the_subject_of_a_document_and_the_names_of_all(library: Library) -> None:
    subject, names = edit_jobs.subject_names(library, "granite.md")
    assert subject == "Rocks"
    assert {"Seas", "Rocks"} <= set(names)
    assert edit_jobs.subject_names(library, "")[0] == ""
    assert edit_jobs.editing_refused(library) == ""
