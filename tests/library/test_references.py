"""Which document a path, an id, an address or a link means."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from qtbrowser.curation.edits import SetField
from qtbrowser.errors import AmbiguousReference, DocumentError, DocumentNotFound
from qtbrowser.library import Library
from qtbrowser.library.references import listed_path

Write = Callable[..., Path]
Open = Callable[..., Library]


@pytest.fixture
def library(write: Write, open_library: Open, folder: Path) -> Library:
    write("learn/a.md", title="A", id=1, url="/learn/x/questions/a")
    write("learn/b c.md", title="B", id=2, url="/learn/x/questions/b")
    write("twin1.md", title="Twin", id=5)
    write("twin2.md", title="Twin", id=5)
    write("9.md", title="Nine", id="word")
    (folder / "learn" / "picture.png").write_bytes(b"png")
    (folder.parent / "outside.md").write_text("secret", encoding="utf-8")
    return open_library()


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("learn/a.md", "learn/a.md"),
        (1, "learn/a.md"),
        ("1", "learn/a.md"),
        ("/learn/x/questions/b", "learn/b c.md"),
        ("word", "9.md"),
        ("./learn/../learn/a.md", "learn/a.md"),
    ],
)
def test_references(library: Library, reference: int | str, path: str) -> None:
    assert library.document(reference).path == path


def test_an_absolute_path(library: Library) -> None:
    assert library.document(str(library.folder / "learn" / "a.md")).path == "learn/a.md"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a permission to make links")
def test_an_absolute_path_by_a_link_to_the_library(library: Library, tmp_path_factory: pytest.TempPathFactory) -> None:
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(library.folder)
    assert library.document(str(link / "learn" / "a.md")).path == "learn/a.md"
    with pytest.raises(DocumentNotFound):
        library.document(str(link.parent / "a.md"))
    with pytest.raises(DocumentNotFound):
        library.document("/elsewhere\0/a.md")


def test_a_path_is_spelled_as_the_folder_lists_it(library: Library) -> None:
    # As a system gives it that ignores case.
    assert listed_path(library.folder, "learn/A.MD") == "learn/a.md"
    assert listed_path(library.folder, "learn/a.md") == "learn/a.md"
    assert listed_path(library.folder, "learn/none.md") == "learn/none.md"
    assert listed_path(library.folder, "none/a.md") == "none/a.md"


def test_an_id_of_several_documents_names_them(library: Library) -> None:
    for reference in (5, "5"):
        with pytest.raises(AmbiguousReference) as caught:
            library.document(reference)
        assert caught.value.paths == ("twin1.md", "twin2.md")
        assert "twin1.md" in str(caught.value)
        assert "twin2.md" in str(caught.value)
    assert library.document("twin2.md").title == "Twin"


@pytest.mark.parametrize("reference", [99, "none.md", "../outside.md", "", "learn"])
def test_what_is_not_there(library: Library, reference: int | str) -> None:
    with pytest.raises(DocumentNotFound):
        library.document(reference)


def test_a_document_whose_file_has_gone_says_so(library: Library) -> None:
    (library.folder / "9.md").unlink()
    with pytest.raises(DocumentError, match=r"can.t be read"):
        library.document("9.md")


def test_a_file_newer_than_the_index_opens_by_its_path(library: Library, write: Write) -> None:
    write("new.md", title="New")
    assert library.document("new.md").title == "New"


@pytest.mark.parametrize(
    ("target", "base", "path"),
    [
        ("/learn/x/questions/a", "", "learn/a.md"),
        ("/learn/x/questions/a/#part", "", "learn/a.md"),
        ("id:2", "", "learn/b c.md"),
        ("id:5", "", None),
        ("b%20c.md", "learn/a.md", "learn/b c.md"),
        ("b c", "learn/a.md", "learn/b c.md"),
        ("../twin1.md#x", "learn/a.md", "twin1.md"),
        ("../../outside.md", "learn/a.md", None),
        ("..%2F..%2Foutside.md", "learn/a.md", None),
        ("/learn/a.md", "twin1.md", "learn/a.md"),
        ("picture.png", "learn/a.md", "learn/picture.png"),
        ("/etc/passwd", "learn/a.md", None),
        ("..\\outside.md", "", None),
        ("#part", "learn/a.md", None),
        ("", "learn/a.md", None),
        ("gone.md", "learn/a.md", None),
    ],
)
def test_links(library: Library, target: str, base: str, path: str | None) -> None:
    assert library.resolve(target, base) == path


def test_files_outside_are_not_given(library: Library, folder: Path) -> None:
    (folder / "link.png").symlink_to(folder.parent / "outside.md")
    assert library.file("learn/picture.png").name == "picture.png"
    for path in ("link.png", "../outside.md", "learn", "gone.png", "a\0b"):
        with pytest.raises(DocumentNotFound):
            library.file(path)


@pytest.fixture
def linked(library: Library, folder: Path) -> Library:
    """The library with a folder beside it that links lead to, and a link to a folder of its own."""
    outside = folder.parent / "beside"
    outside.mkdir()
    for name in ("secret.md", "secret.png"):
        (outside / name).write_text("A secret.", encoding="utf-8")
    (folder / "away").symlink_to(outside)
    (folder / "away.md").symlink_to(outside / "secret.md")
    (folder / "same").symlink_to("learn")
    list(library.refresh())
    return library


OUTSIDE = ("away/secret.md", "away.md", "same/../away/secret.md", "../beside/secret.md", "learn/../away/secret.md")


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_shows_what_a_link_leads_to_outside(linked: Library, path: str) -> None:
    absolute = str(linked.folder / path)
    for reference in (path, absolute):
        for show in (linked.document, linked.render, linked.render_text):
            with pytest.raises((DocumentNotFound, DocumentError)):
                show(reference)
    with pytest.raises(DocumentNotFound):
        linked.named_paths([path])
    with pytest.raises(DocumentError):
        linked.edited_document(path)
    with pytest.raises(DocumentError):
        linked.preview({}, "x", path)
    with pytest.raises(DocumentNotFound):
        linked.content(path, 1000)
    assert linked.resolve(path, "b.md") is None
    assert linked.resolve(quote(path, safe=""), "b.md") is None
    refused = list(linked.plan(SetField((path,), "author", "Me")))[-1].change_set
    assert refused is not None
    assert [refusal.path for refusal in refused.refused] == [path]


def test_an_outside_picture_is_not_given(linked: Library) -> None:
    assert linked.resolve("away/secret.png", "b.md") is None
    with pytest.raises(DocumentNotFound, match="outside the library"):
        linked.content("away/secret.png", 1000)


def test_a_link_to_a_folder_of_the_library_leads_to_what_it_knows(linked: Library, folder: Path) -> None:
    path = next(entry.path for entry in linked.entries() if entry.path.startswith("learn/"))
    by_link = path.replace("learn/", "same/", 1)
    assert linked.document(by_link).path == path
    assert linked.resolve(by_link) == path
    assert linked.named_paths(["same"]) == linked.named_paths(["learn"])
    assert linked.location(by_link) == folder / "learn"
    assert linked.location("away/secret.md") == folder
    assert linked.location("gone/deeper/x.md") == folder


def test_linked_folders_are_told_once(linked: Library, open_library: Open) -> None:
    told = {problem.path: problem.rule for problem in linked.problems()}
    assert (told["away"], told["same"], told["away.md"]) == ("linked-folder", "linked-folder", "unreadable-file")
    again = open_library(refresh=False)
    list(linked.refresh())
    assert again.reload() is False, "a refresh that finds the same problems writes nothing"


def test_content_has_a_limit(library: Library) -> None:
    size = len(library.content("learn/picture.png", 1000))
    with pytest.raises(DocumentNotFound, match="too large"):
        library.content("learn/picture.png", size - 1)


def test_backlinks_by_address_id_and_path(write: Write, open_library: Open) -> None:
    write("learn/a.md", title="A", id=1, url="/learn/x/questions/a")
    write("b.md", "See [A](learn/a.md#part).", title="By path")
    write("learn/c.md", "See [A](a.md) and [A](/learn/x/questions/a/).", title="By both")
    write("d.md", title="By address", related_article1="{title: A, url: /learn/x/questions/a}")
    write("e.md", title="By id", related="[1]")
    write("f.md", title="Hidden", related="[1]", no_index="true")
    write("g.md", "See [B](b.md).", title="Elsewhere")
    library = open_library()
    assert [entry.title for entry in library.backlinks("learn/a.md")] == ["By address", "By both", "By id", "By path"]
    assert library.backlinks("gone.md") == []
    (library.folder / "e.md").unlink()
    list(library.refresh())
    assert len(library.backlinks("learn/a.md")) == 3


def test_a_document_that_names_no_related_one_is_shown_with_questions_like_it(write: Write, open_library: Open) -> None:
    write("a.md", "Bees gather nectar and make honey in a hive.", title="How do bees make honey?")
    write("b.md", "Honey is nectar that bees thicken in the hive.", title="What is honey?", related="[a.md]")
    write("c.md", "Nectar is what bees gather for honey.", title="Why do bees gather nectar?")
    for number in range(5):
        write(f"other{number}.md", f"Something else entirely, number {number}.", title=f"Other {number}")
    library = open_library()
    for path in ("a.md", "c.md"):
        html = library.render(path).html
        assert "Similar documents" in html
        assert "What is honey?" in html
    assert "Similar documents" not in library.render("b.md").html


def test_a_document_whose_related_ones_are_all_missing_is_shown_with_questions_like_it(
    write: Write, open_library: Open
) -> None:
    write("a.md", "Bees gather nectar and make honey in a hive.", title="How do bees make honey?", related="[/gone]")
    write("c.md", "Nectar is what bees gather for honey.", title="Why do bees gather nectar?")
    html = open_library().render("a.md").html
    assert "not in this library" in html
    assert "Why do bees gather nectar?" in html
