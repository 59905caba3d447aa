"""Where the links of documents lead, over the facts of a whole library."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.curation.checks.facts import Facts, LinkFact
from qtbrowser.curation.checks.whole_library import NOWHERE, UNKNOWN, WholeLibrary, is_file_below
from tests.curation.checks.files import library_of

TEA = Facts("drinks/green tea.md", True, (), id=1, title="Tea", url="/drinks/tea", title_key="tea")
COFFEE = Facts("drinks/coffee.md", True, (), id=2, title="Coffee", url="/drinks/coffee/", title_key="coffee")
CAKE = Facts("food/cake.markdown", True, (), id=2, title="Cake", title_key="cake")
LOST = Facts("food/lost.md", False, ())


def leads_to(library: WholeLibrary, url: str, number: int | str | None) -> str | int:
    """The path that a related question leads to, or the number that says why it leads to none."""
    (found,) = library.related_to(Facts("x.md", True, (), links=(("", url, number, "", 3),)))
    return found if found <= NOWHERE else library.lookup.path(found)


@pytest.fixture
def library(tmp_path: Path) -> WholeLibrary:
    root = tmp_path / "library"
    (root / "pictures").mkdir(parents=True)
    (root / "pictures" / "a cup.png").write_bytes(b"png")
    (root / "notes.md").write_bytes(b"Notes.")
    (tmp_path / "outside.png").write_bytes(b"png")
    return library_of((TEA, COFFEE, CAKE, LOST), tmp_path / "check.sqlite3", is_file_below(root))


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
    at = library.document_at(target, base)
    assert (at and at.path) == (found and found.path)


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


@pytest.mark.parametrize(
    ("url", "number", "path"),
    [
        ("/drinks/tea", None, TEA.path),
        ("/nowhere", 1, NOWHERE),
        ("", 1, TEA.path),
        ("", "1", TEA.path),
        ("", 2, UNKNOWN),
        ("", 7, NOWHERE),
        ("", None, UNKNOWN),
        ("id:1", None, TEA.path),
        ("id:2", None, UNKNOWN),
        ("id:7", 1, NOWHERE),
    ],
)
def test_a_related_question_leads_to_a_path(
    library: WholeLibrary, url: str, number: int | str | None, path: str | int
) -> None:
    assert leads_to(library, url, number) == path


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


def test_copies_in_several_subjects_are_one_document(tmp_path: Path) -> None:
    first = COFFEE._replace(path="drinks/cup.md", id=9, subject="Drinks", url="/drinks/cup", answer=5, asks=True)
    copy = first._replace(path="kitchen/cup.md", subject="Kitchen", url="/kitchen/cup")
    library = library_of((first, copy, TEA), tmp_path / "one.sqlite3")
    assert leads_to(library, "", 9) == "drinks/cup.md"
    assert library.moved_to(LinkFact("Coffee", "/gone/cup", None, "", None)) == first
    other = copy._replace(answer=6)
    library = library_of((first, other, TEA), tmp_path / "other.sqlite3")
    assert leads_to(library, "", 9) == UNKNOWN
    assert library.moved_to(LinkFact("Coffee", "/gone/cup", None, "", None)) is None
