"""One document with several subjects: the tree, lists, facets, searches; changes of its subjects; copies made one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.catalog.catalog_values import Selection, Subject
from qtbrowser.cli.main import main
from qtbrowser.curation.edits import Edit, MoveDocument, RenameSubject
from qtbrowser.documents.reader import parse_document
from qtbrowser.library import Library
from qtbrowser.library.search_results import Facets

CELL, GENE, LAW = "learn/cell.md", "learn/gene.md", "learn/law.md"


@pytest.fixture
def library(folder: Path, open_library: Callable[..., Library]) -> Library:
    """Three documents in one folder, of which the first is in three subjects, two of them below one."""
    (folder / "learn").mkdir()
    cell = "subject: Biology/Cells\nsubjects: [Biology/Cells, Biology/Genes, Medicine]\ndate: 2024-01-02\n"
    for path, fields in ((CELL, cell), (GENE, "subject: Biology/Genes\n"), (LAW, "subject: Law\n")):
        (folder / path).write_text(f"---\ntitle: What is {Path(path).stem}?\n{fields}---\n\nA thing that is.\n")
    return open_library()


def counts(library: Library) -> dict[str, int]:
    def of(nodes: tuple[Subject, ...]) -> dict[str, int]:
        return {node.path: node.count for node in nodes} | {
            path: count for node in nodes for path, count in of(node.children).items()
        }

    return of(library.subjects())


def carry_out(library: Library, edit: Edit) -> None:
    *_, planned = library.plan(edit)
    assert planned.change_set is not None
    assert not planned.change_set.refused
    list(library.apply(planned.change_set))


@pytest.mark.parametrize(
    ("fields", "subject", "further"),
    [
        ("subject: A\nsubjects: [A, B]", "A", ("B",)),
        ("subjects: [A, B]", "A", ("B",)),
        ("subject: A\nsubjects: B, C", "A", ("B", "C")),
        ("subject: A\nsubjects: [a, ' A ', {}]", "A", ()),
        ("subject: A", "A", ()),
        ("title: T", "", ()),
    ],
)
def test_the_first_subject_and_the_others(fields: str, subject: str, further: tuple[str, ...]) -> None:
    document = parse_document(f"---\n{fields}\n---\nText", "a.md")
    assert (document.subject, document.further_subjects) == (subject, further)
    assert document.subjects == ((subject, *further) if subject else ())


def test_tree_facets_searches_and_statistics_agree(library: Library) -> None:
    *_, last = library.statistics()
    statistics = last.statistics
    assert statistics is not None
    assert statistics.documents == 3
    own = {facet.name: facet.count for facet in (library.search("thing", facets=True).facets or Facets()).subjects}
    assert dict(statistics.subjects) == own == {"Biology/Genes": 2, "Biology/Cells": 1, "Law": 1, "Medicine": 1}
    tree = counts(library)
    assert {name: tree[name] for name in own} == own
    assert {name: library.search(f'subject:"{name}"').total for name in tree} == tree


def test_it_is_in_each_of_them_and_counts_once(library: Library) -> None:
    assert counts(library) == {
        "Biology": 2,
        "Biology/Cells": 1,
        "Biology/Genes": 2,
        "Law": 1,
        "Medicine": 1,
    }
    assert library.document_count == 3
    assert [entry.path for entry in library.entries(Selection("Medicine"))] == [CELL]
    assert library.count(Selection("Biology")) == 2
    assert dict(library.spread(Selection()).subjects)["Medicine"] == 1


def test_searches_find_it_in_each_of_them(library: Library) -> None:
    for query, subject in (("what", "Medicine"), ("what subject:medicine", None), ("what", "Biology/Genes")):
        assert CELL in {hit.path for hit in library.search(query, subject=subject).hits}
    # Its other subjects do not bring theirs with them.
    assert {hit.path for hit in library.search("what", subject="Medicine").hits} == {CELL}
    facets = library.search("what", facets=True).facets
    assert facets is not None
    assert {facet.name: facet.count for facet in facets.subjects} == {
        "Biology/Genes": 2,
        "Biology/Cells": 1,
        "Law": 1,
        "Medicine": 1,
    }


def test_the_tree_follows_when_one_goes(library: Library) -> None:
    file = library.folder / CELL
    file.write_text(file.read_text().replace(", Medicine", ""))
    list(library.refresh())
    assert "Medicine" not in counts(library)
    file.unlink()
    list(library.refresh())
    assert counts(library) == {"Biology": 1, "Biology/Genes": 1, "Law": 1}


def test_renaming_a_subject_and_moving_keep_the_others(library: Library) -> None:
    carry_out(library, RenameSubject("Medicine", "Health"))
    assert library.document(CELL).subjects == ("Biology/Cells", "Biology/Genes", "Health")
    carry_out(library, MoveDocument(CELL, "Law"))
    assert library.document(CELL).subjects == ("Law", "Biology/Genes", "Health")
    for _ in range(2):
        list(library.undo())
    assert library.document(CELL).subjects == ("Biology/Cells", "Biology/Genes", "Medicine")


COPY = "---\nid: 7\ntitle: What is a cell?\nsubject: {0}\nurl: /{0}/cell\n---\n\nThe unit of life.\n"


@pytest.mark.parametrize("choice", ["copies", "in-step", "one"])
def test_copies_in_several_subjects_are_resolved_by_choice(
    folder: Path, open_library: Callable[..., Library], capsys: pytest.CaptureFixture[str], choice: str
) -> None:
    places = [f"{name}/cell.md" for name in ("biology", "medicine", "zoology")]
    for path in places:
        (folder / path).parent.mkdir()
        (folder / path).write_text(COPY.format(path.partition("/")[0].title()))
    before = {path: (folder / path).read_bytes() for path in places}
    library = open_library()
    assert main(["fix", "cross-posted", places[1], "--as", choice, "--library", str(folder), "--json"]) == 0
    assert not json.loads(capsys.readouterr().out)["losses"]
    *_, done = library.check(["cross-posted", "duplicate-id", "duplicate-answer", "duplicate-title"])
    assert done.findings == ()
    list(library.refresh())
    if choice == "one":
        assert library.document(places[0]).subjects == ("Biology", "Medicine", "Zoology")
        assert library.resolve("/Zoology/cell", places[0]) == places[0]
        assert counts(library) == {"Biology": 1, "Medicine": 1, "Zoology": 1}
    else:
        assert library.review.copies_in_step([places[0]]) == (tuple(places[1:]) if choice == "in-step" else ())
    list(library.undo())
    assert {path: (folder / path).read_bytes() for path in places} == before
    assert not (folder / ".qtbrowser.toml").exists()
