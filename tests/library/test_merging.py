"""A merge loses nothing without a word: what it loses is told, in bulk it is held back, and old names lead on."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.curation.change_set import HeldBack, Loss, LossKind
from qtbrowser.curation.edits import Bulk, Edit, MergeDocuments, MoveDocument, RenumberIds, SetRelated, Several
from qtbrowser.documents.document import Related
from qtbrowser.library import ChangeSet, Library

LEFT, RIGHT = "learn/a/left.md", "learn/b/right.md"


def document(name: str, folder: str, body: str = "&nbsp;", **fields: str) -> str:
    """A document in the first form; fields are written as they are."""
    own = {
        "id": "1",
        "title": "What is lime?",
        "subject": "Building",
        "answer": ">-\n    Burnt stone.\\n\\nIt binds.",
        "file_name": f"{name}.md",
        "url": f"/learn/{folder}/questions/{name}",
        **fields,
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in own.items() if value) + f"---\n\n{body}\n"


@pytest.fixture
def library(folder: Path, open_library: Callable[..., Library]) -> Callable[[dict[str, str]], Library]:
    """Opens a library of these files."""

    def open_one(files: dict[str, str]) -> Library:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
        return open_library()

    return open_one


def plan(library: Library, edit: Edit) -> ChangeSet:
    *_, progress = library.plan(edit)
    assert progress.change_set is not None
    return progress.change_set


def apply(library: Library, edit: Edit) -> ChangeSet:
    change_set = plan(library, edit)
    list(library.apply(change_set))
    return change_set


def merged(library: Callable[[dict[str, str]], Library], left: str, right: str, edit: Edit | None = None) -> ChangeSet:
    return plan(library({LEFT: left, RIGHT: right}), edit or MergeDocuments(LEFT, (RIGHT,)))


def lost(change_set: ChangeSet) -> list[tuple[LossKind, str, str]]:
    return [(loss.kind, loss.name, loss.value) for loss in change_set.losses]


Open = Callable[[dict[str, str]], Library]
FIVE = "\n".join(f"related_article{n}:\n    title: T{n}\n    url: /learn/x/questions/t{n}" for n in range(1, 6))


@pytest.mark.parametrize(
    ("left", "right", "losses"),
    [
        ({}, {}, []),
        ({}, {"seo": "\n  page_keywords: lime, stone"}, []),
        ({}, {"author": "Vitruvius"}, [(LossKind.FIELD, "author", "Vitruvius")]),
        ({"date": "2025-01-01"}, {"date": "2025-01-02"}, [(LossKind.FIELD, "date", "2025-01-02")]),
        ({}, {"seo": "\n  title: House"}, [(LossKind.FIELD, "seo.title", "House")]),
        ({}, {"sources": "[one, two]"}, [(LossKind.FIELD, "sources", "one"), (LossKind.FIELD, "sources", "two")]),
        ({}, {"author": "''", "note": "null"}, []),
        ({"title": "What is lime?"}, {"title": "What is Lime?"}, [(LossKind.FIELD, "title", "What is Lime?")]),
        ({}, {"title": "", "question": "What is lime?"}, []),
        ({}, {"subject": "Crafts"}, [(LossKind.SUBJECT, "subject", "Crafts")]),
        ({}, {"subject": "BUILDING"}, []),
        (
            {},
            {"answer": ">-\n    Burnt  stone.\\n\\nIt binds."},
            [(LossKind.ANSWER, "answer", "Burnt stone. It binds.")],
        ),
        ({}, {"body": "A text beside."}, [(LossKind.TEXT, "", "A text beside.")]),
        ({}, {"id": "1 # its old number"}, [(LossKind.COMMENT, "", "# its old number")]),
        ({}, {"related": "[/learn/x/questions/t1]"}, []),
        (
            {"score": "1\n" + FIVE},
            {"related": "[/learn/x/questions/t9]"},
            [(LossKind.RELATED, "related", "/learn/x/questions/t9")],
        ),
        (
            {},
            {"related": "[{title: T, url: /learn/x/questions/t1, why: because}]"},
            [(LossKind.FIELD, "related.0.why", "because")],
        ),
    ],
)
def test_what_the_survivor_does_not_hold_is_told(
    library: Open, left: dict[str, str], right: dict[str, str], losses: list[tuple[LossKind, str, str]]
) -> None:
    change_set = merged(library, document("left", "a", **left), document("right", "b", **right))
    assert lost(change_set) == losses
    assert {loss.path for loss in change_set.losses} <= {RIGHT}
    assert change_set.refused == ()
    assert {RIGHT, ".qtbrowser.toml"} <= {file.path for file in change_set.files} <= {LEFT, RIGHT, ".qtbrowser.toml"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("if x:\n    a()\n    b()", "if x:\n    a()\nb()"),
        ("| a | b |\n| - | - |", "| a | b | | - | - |"),
        ("Rough winds do shake\nthe darling buds", "Rough winds do shake the darling buds"),
        ("a\n- b", "a - b"),
        ("    code", "code"),
        ("One.  \nTwo.", "One.\nTwo."),
    ],
)
def test_answers_that_are_read_differently_are_not_equal(library: Open, one: str, other: str) -> None:
    files = {LEFT: f"# Q?\n\n{one}\n", RIGHT: f"# Q?\n\n{other}\n"}
    opened = library(files)
    *_, progress = opened.check(["duplicate-answer"])
    assert progress.findings == ()
    assert LossKind.ANSWER in [loss.kind for loss in plan(opened, MergeDocuments(LEFT, (RIGHT,))).losses]


def test_answers_that_differ_in_line_ends_alone_are_equal(library: Open) -> None:
    opened = library({LEFT: "# Q?\n\nOne. \nTwo.\n\n", RIGHT: "# Q?\r\n\r\nOne.\r\nTwo.\r\n"})
    *_, progress = opened.check(["duplicate-answer"])
    assert [(finding.path, finding.others) for finding in progress.findings or ()] == [(LEFT, (RIGHT,))]


def test_in_bulk_only_what_loses_nothing_is_merged(library: Open) -> None:
    third = "learn/c/third.md"
    opened = library({
        LEFT: document("left", "a"),
        RIGHT: document("right", "b", author="Vitruvius"),
        third: document("third", "c"),
    })  # fmt: skip
    change_set = apply(
        opened, Bulk(Several((MergeDocuments(LEFT, (RIGHT,)), MergeDocuments(LEFT, (third,))), "Repair"))
    )
    loss = Loss(RIGHT, LEFT, LossKind.FIELD, "author", "Vitruvius")
    assert change_set.held == (HeldBack(LEFT, RIGHT, (loss,)),)
    assert (change_set.losses, change_set.refused) == ((), ())
    assert (opened.folder / RIGHT).exists()
    assert not (opened.folder / third).exists()


def test_the_old_names_lead_on(library: Open) -> None:
    opened = library({LEFT: document("left", "a"), RIGHT: document("right", "b", id="2")})
    before = (opened.folder / RIGHT).read_bytes()
    apply(opened, MergeDocuments(LEFT, (RIGHT,)))
    redirects = tomllib.loads((opened.folder / ".qtbrowser.toml").read_text())["redirects"]
    assert redirects == {RIGHT: LEFT, "/learn/b/questions/right": LEFT, "id:2": LEFT}
    for target in ("/learn/b/questions/right", "../b/right.md", "/learn/b/right", "id:2"):
        assert opened.resolve(target, LEFT) == LEFT
    assert opened.document(2).path == LEFT
    assert opened.document(RIGHT).path == LEFT
    # What is there comes before what was there.
    (opened.folder / RIGHT).write_bytes(before)
    list(opened.refresh())
    assert opened.resolve("../b/right.md", LEFT) == RIGHT
    (opened.folder / RIGHT).unlink()
    list(opened.refresh())
    list(opened.undo())
    assert not (opened.folder / ".qtbrowser.toml").exists()


def test_the_check_follows_old_names(library: Open) -> None:
    link = "See [it](../b/right.md).\n"
    opened = library({LEFT: document("left", "a"), "learn/c/linking.md": f"# Link?\n\n{link}"})
    (opened.folder / ".qtbrowser.toml").write_text(f'[redirects]\n"{RIGHT}" = "{LEFT}"\n')
    *_, progress = opened.check(["missing-file", "dangling-related"])
    assert progress.findings == ()


def test_redirects_follow_a_second_merge_and_a_move(library: Open) -> None:
    third = "learn/c/third.md"
    opened = library({
        LEFT: document("left", "a"),
        RIGHT: document("right", "b"),
        third: document("third", "c"),
        "learn/d/other.md": document("other", "d", subject="Crafts", title="Else?", id="9"),
    })  # fmt: skip
    apply(opened, MergeDocuments(RIGHT, (third,)))
    apply(opened, Several((MergeDocuments(LEFT, (RIGHT,)), MoveDocument(LEFT, "Crafts")), "Both"))
    moved = "learn/d/left.md"
    redirects = tomllib.loads((opened.folder / ".qtbrowser.toml").read_text())["redirects"]
    assert set(redirects.values()) == {moved}
    assert opened.resolve("/learn/c/questions/third") == moved


@pytest.mark.parametrize(
    ("marker", "survivor", "gone", "field", "name"),
    [
        ("hugo.toml", "content/a.md", "content/b/right.md", "aliases", "/b/right/"),
        ("hugo.toml", "content/a.md", "content/B/Right/index.md", "aliases", "/b/right/"),
        ("_config.yml", "a.md", "b/right.md", "redirect_from", "/b/right.html"),
        (".obsidian/app.json", "a.md", "b/right.md", "aliases", "right"),
    ],
)
def test_a_site_or_vault_gets_what_it_has_for_old_names(
    library: Open, marker: str, survivor: str, gone: str, field: str, name: str
) -> None:
    text = "---\ntitle: Q?\n---\n\nA.\n"
    opened = library({marker: "", survivor: text, gone: text})
    change_set = apply(opened, MergeDocuments(survivor, (gone,)))
    assert LossKind.FIELD not in [loss.kind for loss in change_set.losses]
    assert opened.document(survivor).aliases == (name,)
    assert f"\n{field}:" in (opened.folder / survivor).read_text()
    assert not (opened.folder / ".qtbrowser.toml").exists()
    link = f"wiki:{name}" if name == "right" else name
    assert opened.resolve(link, survivor) == survivor
    # What is there comes before what was there.
    (opened.folder / gone).parent.mkdir(parents=True, exist_ok=True)
    (opened.folder / gone).write_text(text)
    list(opened.refresh())
    assert opened.resolve(link, survivor) == gone


def test_other_names_are_carried_over(library: Open) -> None:
    opened = library({
        ".obsidian/app.json": "",
        "a.md": "---\naliases:\n  - Kalk # German\n---\n\nA.\n",
        "b.md": "---\naliases: [Chaux]\n---\n\nA.\n",
    })  # fmt: skip
    apply(opened, MergeDocuments("a.md", ("b.md",)))
    assert opened.document("a.md").aliases == ("Kalk", "Chaux", "b")


def test_two_owners_of_an_alias_are_a_finding(library: Open) -> None:
    text = "---\naliases: [Kalk]\n---\n\nA long enough answer.\n"
    opened = library({".obsidian/app.json": "", "a.md": text, "b.md": text})
    *_, progress = opened.check(["duplicate-alias"])
    assert [(finding.path, finding.others) for finding in progress.findings or ()] == [("a.md", ("b.md",))]


@pytest.mark.parametrize("numbered", [True, False])
def test_a_survivor_without_links_gets_the_form_of_its_siblings(library: Open, numbered: bool) -> None:
    entry = "/learn/x/questions/t1"
    form = f"\nrelated_article1:\n    title: T1\n    url: {entry}" if numbered else f"\nrelated:\n  - {entry}"
    other = f"\nrelated:\n  - {entry}" if numbered else f"\nrelated_article1:\n    title: T1\n    url: {entry}"
    opened = library({
        LEFT: document("left", "a"),
        RIGHT: document("right", "b", score=f"1{other}"),
        "learn/a/sibling.md": document("sibling", "a", id="7", title="Else?", score=f"1{form}"),
    })  # fmt: skip
    apply(opened, MergeDocuments(LEFT, (RIGHT,)))
    text = (opened.folder / LEFT).read_text()
    assert ("related_article1:" in text) == numbered
    assert ("\nrelated:" in text) != numbered


def test_an_answer_that_is_taken_leads_where_it_led(library: Open) -> None:
    opened = library({
        LEFT: "# Q?\n\nOld.\n",
        RIGHT: "# Q?\n\nSee [near](near.md) and ![p](p.png).\n",
        "learn/b/near.md": "# Near?\n\nText.\n",
        "learn/b/p.png": "png",
    })  # fmt: skip
    change_set = apply(opened, MergeDocuments(LEFT, (RIGHT,), {"answer": RIGHT}))
    assert opened.document(LEFT).answer == "See [near](../b/near.md) and ![p](../b/p.png)."
    assert lost(change_set)[-1] == (LossKind.ANSWER, "answer", "Old.")


def test_merge_after_merge_sees_the_links_of_the_first(library: Open) -> None:
    third = "learn/c/third.md"
    opened = library({
        LEFT: document("left", "a"),
        RIGHT: document("right", "b", body=""),
        third: document("third", "c", id="5", title="Else?", score="1\n" + _link(1, "right", "b")),
        "learn/d/fourth.md": document("fourth", "d", id="6", title="And?", score="1\n" + _link(1, "third", "c")),
    })  # fmt: skip
    steps = (MergeDocuments(LEFT, (RIGHT,)), MergeDocuments("learn/d/fourth.md", (third,)))
    apply(opened, Several(steps, "Both"))
    # The fourth one got the link to the first one from the third one, after that had been led anew.
    assert [link.url for link in opened.document("learn/d/fourth.md").related] == ["/learn/a/questions/left"]


def test_related_then_move_and_renumber_then_merge(library: Open) -> None:
    other = "learn/d/other.md"
    opened = library({
        LEFT: document("left", "a", id="4"),
        RIGHT: document("right", "b", id="5"),
        other: document("other", "d", id="6", subject="Crafts", title="Else?"),
    })  # fmt: skip
    link = Related("What is lime?", "/learn/a/questions/left", 4)
    apply(opened, Several((SetRelated(other, (link,)), MoveDocument(LEFT, "Crafts")), "Related, then move"))
    assert [one.url for one in opened.document(other).related] == ["/learn/d/questions/left"]
    steps = (RenumberIds(("learn/d/left.md",), 50), MergeDocuments(RIGHT, ("learn/d/left.md",)))
    apply(opened, Several(steps, "Renumber, then merge"))
    assert [(one.url, one.id) for one in opened.document(other).related] == [("/learn/b/questions/right", 5)]
    assert opened.document(50).path == RIGHT


@pytest.mark.parametrize(("shares", "id_then"), [(True, 4), (False, 50)])
def test_a_new_id_is_written_to_links_that_lead_to_its_document_alone(
    library: Open, shares: bool, id_then: int
) -> None:
    other = "learn/d/other.md"
    url = "/learn/a/questions/left"
    opened = library({
        LEFT: document("left", "a", id="4", url=url if shares else "/learn/a/questions/else"),
        RIGHT: document("right", "b", id="4", url=url),
        other: document("other", "d", id="6", title="Else?", score=f"1\nrelated_article1:\n    id: 4\n    url: {url}"),
    })  # fmt: skip
    apply(opened, RenumberIds((RIGHT,), 50))
    assert opened.document(50).path == RIGHT
    assert [(one.url, one.id) for one in opened.document(other).related] == [(url, id_then)]


def test_move_then_related_leads_to_the_new_place(library: Open) -> None:
    other = "learn/d/other.md"
    opened = library({
        LEFT: document("left", "a", id="4"),
        other: document("other", "d", id="6", subject="Crafts", title="Else?"),
    })  # fmt: skip
    link = Related("What is lime?", "/learn/a/questions/left", 4)
    apply(opened, Several((MoveDocument(LEFT, "Crafts"), SetRelated(other, (link,))), "Move, then related"))
    assert [one.url for one in opened.document(other).related] == ["/learn/d/questions/left"]


def _link(number: int, name: str, folder: str) -> str:
    return f"related_article{number}:\n    title: T\n    url: /learn/{folder}/questions/{name}"


def test_old_addresses_of_pages_are_those_of_their_sites(library: Open) -> None:
    # Path of a page of the site -> its fields, and the address that it had.
    pages = {
        "hugo.toml": {
            "content/b/one.md": ("url: https://host.example/some%20page/?q=1", "/some page/"),
            "content/b/two.md": ("slug: other", "/b/other/"),
            "content/b/_index.md": ("", "/b/"),
            "content/_index.md": ("", "/"),
        },
        "_config.yml": {
            "_posts/2024-05-06-why-lime.md": ("", "/2024/05/06/why-lime.html"),
            "walls/_posts/2024-05-07-mortar.md": ("slug: plaster", "/walls/2024/05/07/plaster.html"),
            "b/two.md": ("permalink: /:title/x", "/b/two.html"),
            "b/three.md": ("permalink: /about%20us/", "/about us/"),
        },
    }
    for marker, gone in pages.items():
        kept = "content/kept.md" if marker == "hugo.toml" else "kept.md"
        text = "---\ntitle: Q?\n{}\n---\n\nA.\n"
        opened = library(
            {marker: "", kept: text.format(""), **{path: text.format(own) for path, (own, _) in gone.items()}}
        )
        list(opened.refresh())
        apply(opened, MergeDocuments(kept, tuple(gone)))
        assert set(opened.document(kept).aliases) == {address for _, address in gone.values()}
        for path in (marker, kept):
            (opened.folder / path).unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="links are not for everybody there")
def test_a_file_is_not_merged_into_a_link_to_it(folder: Path, open_library: Callable[..., Library]) -> None:
    for path in (LEFT, RIGHT):
        (folder / path).parent.mkdir(parents=True)
    (folder / RIGHT).write_text(document("right", "b"), encoding="utf-8")
    (folder / LEFT).symlink_to("../b/right.md")
    change_set = plan(open_library(), Bulk(MergeDocuments(LEFT, (RIGHT,))))
    assert change_set.files == ()
    assert [(one.path, LEFT in one.reason) for one in change_set.refused] == [(RIGHT, True)]
