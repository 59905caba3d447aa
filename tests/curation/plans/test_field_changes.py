"""Fields, keywords and related documents are changed in the form that each document has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import (
    AddKeyword,
    AddRelated,
    Edit,
    RemoveKeyword,
    RenameDocument,
    RenameTopic,
    SetField,
    SetRelated,
    Several,
)
from qtbrowser.documents.document import Related
from qtbrowser.errors import TopicNotFound, UsageError
from qtbrowser.library import Library

FULL = "".join(f"related_article{n}:\n  title: T{n}\n  url: /t{n}\n" for n in range(1, 6))
FILES = {
    "groups.md": "title: G\nkeywords:\n  - {name: Stone, why: old}\n  - stone\n  - [nested]\n",
    "words.md": "title: W\nkeywords: Lime, Stone, Clay\ntags: [stone, rock]\n",
    "group.md": "title: G\nkeywords: {name: Slate, why: old}\ntags: !!set {slate, tuff}\n",
    "flag.md": "title: F\nkeywords: true\n",
    "set.md": "title: S\ntags: !!set {slate, tuff}\n",
    "year.md": "title: Y\nkeywords: 1848\n",
    "full.md": f"title: F\nid: 1\n{FULL}",
    "numbers.md": "title: N\nid: 2\nrelated: [3, 4]\n",
    "three.md": "title: Three\nid: 3\n",
    "titles.md": "title: T\nrelated: [{title: Three, id: 3}]\n",
    "paths.md": "title: P\nurl: /p\nrelated: [/three.md, /p]\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that no test changes: plans are made in memory."""
    root = tmp_path_factory.mktemp("field_changes") / "library"
    root.mkdir()
    for path, fields in FILES.items():
        (root / path).write_text(f"---\n{fields}---\n\nAn answer.\n", encoding="utf-8", newline="\n")
    with Library.open(root, cache_dir=root.parent / "cache") as opened:
        list(opened.refresh())
        yield opened


def plan(library: Library, edit: Edit) -> ChangeSet:
    *_, progress = library.plan(edit)
    assert progress.change_set is not None
    return progress.change_set


def fields_after(change_set: ChangeSet) -> dict[str, str]:
    texts = {file.path: (file.after or b"").decode() for file in change_set.files if file.after}
    return {path: text.split("---\n")[1] for path, text in texts.items()}


# A document never gets a keyword twice.
def test_a_topic_in_groups_texts_and_lists_is_renamed(library: Library) -> None:
    change_set = plan(library, RenameTopic("stone", "Rock"))
    assert change_set.refused == ()
    assert fields_after(change_set) == {
        "groups.md": "title: G\nkeywords:\n  - name: Rock\n    why: old\n  - [nested]\n",
        "words.md": "title: W\nkeywords: Lime, Rock, Clay\ntags: []\n",
    }
    with pytest.raises(TopicNotFound, match="no topic Marble"):
        plan(library, RenameTopic("Marble", "Rock"))


def test_a_keyword_is_removed_wherever_it_is(library: Library) -> None:
    assert fields_after(plan(library, RemoveKeyword(("groups.md", "words.md"), "STONE"))) == {
        "groups.md": "title: G\nkeywords:\n  - [nested]\n",
        "words.md": "title: W\nkeywords: Lime, Clay\ntags: [rock]\n",
    }


@pytest.mark.parametrize(
    ("edit", "refused"),
    [
        (AddKeyword(("group.md", "flag.md", "set.md", "year.md"), "Chalk"), ["flag.md", "group.md", "set.md"]),
        (RemoveKeyword(("group.md", "year.md"), "slate"), ["group.md"]),
        (RenameTopic("slate", "Chalk"), ["group.md"]),
    ],
)
def test_keywords_of_another_form_are_not_written_over(library: Library, edit: Edit, refused: list[str]) -> None:
    change_set = plan(library, edit)
    assert sorted(one.path for one in change_set.refused) == refused
    assert all("neither a list nor text" in one.reason for one in change_set.refused)
    assert fields_after(change_set) == (
        {"year.md": "title: Y\nkeywords: ['1848', Chalk]\n"} if isinstance(edit, AddKeyword) else {}
    )


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (SetField(("words.md",), " ", "x"), "Which field?"),
        (AddKeyword(("words.md",), " \n"), "Which keyword?"),
        (AddKeyword(("words.md",), "half \ud800"), "half of a surrogate pair"),
    ],
)
def test_an_edit_that_says_nothing_is_refused(library: Library, edit: Edit, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        plan(library, edit)


def test_a_related_document_is_added_in_the_form_of_the_others(library: Library) -> None:
    assert not plan(library, AddRelated("full.md", "three.md"))
    assert not plan(library, AddRelated("titles.md", "three.md")), "it is named by its id"
    assert not plan(library, AddRelated("paths.md", "three.md")), "it is named by its path"
    assert not plan(library, AddRelated("three.md", "three.md"))
    assert fields_after(plan(library, AddRelated("numbers.md", "paths.md"))) == {
        "numbers.md": "title: N\nid: 2\nrelated: [3, 4, /p]\n"
    }


def test_items_that_are_numbers_stay_numbers(library: Library) -> None:
    links = (Related("", "", 4), Related("Three", "/three.md", 3), Related("Title alone", ""))
    assert fields_after(plan(library, SetRelated("numbers.md", links))) == {
        "numbers.md": "title: N\nid: 2\nrelated: [4, 3, Title alone]\n"
    }


def test_links_that_are_set_follow_a_document_that_was_renamed_before(library: Library) -> None:
    links = (Related("Old title", "/three.md", 3), Related("", "three.md"), Related("Elsewhere", "/x"))
    renamed = RenameDocument("three.md", "four.md")
    own = RenameDocument("titles.md", "own.md")
    change_set = plan(
        library, Several((renamed, own, SetRelated("titles.md", (*links, Related("Me", "/titles.md")))), "Both")
    )
    assert change_set.refused == ()
    after = fields_after(change_set)["own.md"]
    assert after.count("/four.md") == 1, "two links to one document are one"
    assert "/x" in after
    assert "own.md" not in after, "no document is related to itself"
