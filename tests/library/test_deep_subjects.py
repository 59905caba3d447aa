"""How deep a subject or a folder is, is for the document to say: what the index and the tree take of it is bounded."""

from __future__ import annotations

from pathlib import Path

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.documents.confined_open import place_of
from qtbrowser.documents.field_reading import LONGEST_SUBJECT, SUBJECT_LEVELS, as_subject
from qtbrowser.library import Library


def test_a_subject_counts_as_far_as_it_may() -> None:
    assert as_subject("Crafts/Wood") == "Crafts/Wood"
    assert as_subject("/".join(map(str, range(6_000)))).count("/") == SUBJECT_LEVELS - 1
    assert len(as_subject("a" * 10_000_000)) == LONGEST_SUBJECT
    assert as_subject("/" * 10_000_000) == "/" * (SUBJECT_LEVELS - 1)


def test_thousands_of_levels_leave_the_tree_and_the_index_as_they_are(folder: Path) -> None:
    deep = "/".join(f"a{number}" for number in range(6_000))
    (folder / "deep.md").write_text(f"---\ntitle: deep\nsubject: {deep}\n---\n\nglue\n", encoding="utf-8")
    (folder / "other.md").write_text("---\ntitle: other\nsubject: Paste\n---\n\nglue\n", encoding="utf-8")
    with Library.open(folder) as library:
        top = {subject.name: subject for subject in library.subjects()}
        assert set(top) == {"a0", "Paste"}
        assert len(list(top["a0"].walk())) == SUBJECT_LEVELS
        assert library.index_bytes < 1_000_000
        assert library.search("glue", subject="a0/a1").total == library.count(Selection("a0")) == 1
        assert library.render("deep.md").title == "deep"


def test_so_do_folders_that_name_subjects(folder: Path) -> None:
    place = place_of(folder, "/".join(f"f{number}" for number in range(60)))
    place.mkdir(parents=True)
    (place / "deep.md").write_text("# Deep\n\nglue\n", encoding="utf-8")
    (folder / "other.md").write_text("# Other\n\nglue\n", encoding="utf-8")
    with Library.open(folder) as library:
        subjects = [node for subject in library.subjects() for node in subject.walk()]
        assert len(subjects) == SUBJECT_LEVELS + 1
        assert library.count(Selection("f0")) == 1
        assert library.search("glue", subject="f0/f1").total == 1
