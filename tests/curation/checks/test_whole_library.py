"""Where the links of documents lead, over the facts of a whole library."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.curation.checks.facts import Facts, LinkFact
from qtbrowser.curation.checks.whole_library import WholeLibrary, is_file_below

TEA = Facts("drinks/green tea.md", True, (), id=1, title="Tea", url="/drinks/tea", title_key="tea")
COFFEE = Facts("drinks/coffee.md", True, (), id=2, title="Coffee", url="/drinks/coffee/", title_key="coffee")
CAKE = Facts("food/cake.markdown", True, (), id=2, title="Cake", title_key="cake")
LOST = Facts("food/lost.md", False, ())


@pytest.fixture
def library(tmp_path: Path) -> WholeLibrary:
    root = tmp_path / "library"
    (root / "pictures").mkdir(parents=True)
    (root / "pictures" / "a cup.png").write_bytes(b"png")
    (root / "notes.md").write_bytes(b"Notes.")
    (tmp_path / "outside.png").write_bytes(b"png")
    return WholeLibrary((TEA, COFFEE, CAKE, LOST), is_file_below(root), "2025-01-28")


@pytest.mark.parametrize(
    ("target", "base", "found"),
    [
        ("/drinks/tea", "x.md", TEA),
        ("/drinks/tea/", "x.md", TEA),
        ("/drinks/tea#brewing", "x.md", TEA),
        ("/drinks/tea?from=1#brewing", "x.md", TEA),
        ("/drinks/green%20tea.md", "x.md", TEA),
        ("green%20tea", "drinks/coffee.md", TEA),
        ("../drinks/green%20tea.md#top", "food/cake.markdown", TEA),
        ("/drinks/coffee", "x.md", COFFEE),
        ("coffee.md", "drinks/green tea.md", COFFEE),
        ("cake", "food/x.md", CAKE),
        ("/food/cake.markdown", "x.md", CAKE),
        ("/food/lost", "x.md", None),
        ("../../drinks/coffee.md", "food/cake.markdown", None),
    ],
)
def test_a_link_leads_to_a_document(library: WholeLibrary, target: str, base: str, found: Facts | None) -> None:
    assert library.document_at(target, base) == found


@pytest.mark.parametrize(
    ("target", "base", "is_there"),
    [
        ("pictures/a%20cup.png", "x.md", True),
        ("/pictures/a cup.png", "food/x.md", True),
        ("../pictures/a%20cup.png?width=3#top", "food/x.md", True),
        ("pictures", "x.md", True),
        ("notes", "x.md", True),
        ("pictures/no.png", "x.md", False),
        ("../outside.png", "x.md", False),
        ("../..", "food/x.md", False),
        ("pictures/../../outside.png", "x.md", False),
        ("a%00b.png", "x.md", False),
    ],
)
def test_a_link_leads_to_a_file_of_the_library_alone(
    library: WholeLibrary, target: str, base: str, is_there: bool
) -> None:
    assert library.file_at(target, base) is is_there
    assert library.file_at(target, base) is is_there, "the kept answer is the same"


@pytest.mark.parametrize(
    ("url", "number", "path"),
    [
        ("/drinks/tea", None, TEA.path),
        ("/nowhere", 1, None),
        ("", 1, TEA.path),
        ("", "1", TEA.path),
        ("", 2, ""),
        ("", 7, None),
        ("", None, ""),
        ("id:1", None, TEA.path),
        ("id:2", None, ""),
        ("id:7", 1, None),
    ],
)
def test_a_related_question_leads_to_a_path(
    library: WholeLibrary, url: str, number: int | str | None, path: str | None
) -> None:
    assert library.resolved(url, number, "x.md") == path


@pytest.mark.parametrize(
    ("url", "number", "title", "found"),
    [
        ("/learn/coffee", None, "", COFFEE),
        ("/learn/green%20tea", None, "", TEA),
        ("/learn/cake.md#top", None, "", CAKE),
        ("/learn/none", 1, "Tea", TEA),
        ("/learn/none", 2, "Cake", CAKE),
        ("/learn/none", 2, "Bread", None),
        ("/learn/none", 2, "", None),
        ("/learn/none", None, "Tea", None),
        ("", 1, "Tea", TEA),
    ],
)
def test_a_moved_question_is_found_again(
    library: WholeLibrary, url: str, number: int | None, title: str, found: Facts | None
) -> None:
    assert library.moved_to(LinkFact(title, url, number, "", None)) == found


def test_linking_documents_are_known_each_once() -> None:
    linking = Facts(
        "a.md",
        True,
        (),
        links=(("Tea", "/drinks/tea", 1, "", 3), ("Tea", "id:1", None, "", 4), ("Itself", "a.md", None, "", 5)),
        targets=(("drinks/green%20tea.md", 9), ("a.md#part", 10), ("nowhere.md", 11)),
    )
    library = WholeLibrary((TEA, linking), lambda _path: False, "2025-01-28")
    assert library.related_paths == {"a.md": [TEA.path, TEA.path, "a.md"]}
    assert library.linked_from == {TEA.path: ["a.md"]}


def test_copies_in_several_subjects_are_one_document(tmp_path: Path) -> None:
    first = COFFEE._replace(path="drinks/cup.md", id=9, subject="Drinks", url="/drinks/cup", answer=5, asks=True)
    copy = first._replace(path="kitchen/cup.md", subject="Kitchen", url="/kitchen/cup")
    library = WholeLibrary((first, copy, TEA), is_file_below(tmp_path), "2025-01-28")
    assert library.resolved("", 9, "x.md") == "drinks/cup.md"
    assert library.moved_to(LinkFact("Coffee", "/gone/cup", None, "", None)) == first
    other = copy._replace(answer=6)
    library = WholeLibrary((first, other, TEA), is_file_below(tmp_path), "2025-01-28")
    assert library.resolved("", 9, "x.md") == ""
    assert library.moved_to(LinkFact("Coffee", "/gone/cup", None, "", None)) is None
