"""Links follow documents that move, in whatever form they are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.curation.edits import Edit, MoveDocument, RenameDocument, RenumberIds
from qtbrowser.curation.retargeting import rebased_links
from qtbrowser.library import Library

OLD = "learn/tea.md"
LIBRARY = frozenset({OLD, "learn/cup (old).png", "food/cake.md", "learn/deep/well.md"})


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        ("[cake](../food/cake.md)", "[cake](cake.md)"),
        ("[cake](../food/cake)", "[cake](cake)"),
        ("[cake](../food/cake.md#part)", "[cake](cake.md#part)"),
        ("[well](./deep/well.md)", "[well](../learn/deep/well.md)"),
        ("![cup](<cup (old).png>)", "![cup](<../learn/cup (old).png>)"),
        ("![cup](cup%20%28old%29.png)", "![cup](../learn/cup%20%28old%29.png)"),
        ("[me](tea.md#top)", "[me](tea.md#top)"),
        ("[gone](gone.md)", "[gone](gone.md)"),
        ("[top](#top)", "[top](#top)"),
        ("[site](/food/cake.md)", "[site](/food/cake.md)"),
        ("[web](https://example.org/cake.md)", "[web](https://example.org/cake.md)"),
        ("`[cake](../food/cake.md)`", "`[cake](../food/cake.md)`"),
        ("one [cake](../food/cake.md), two [cake](../food/cake)", "one [cake](cake.md), two [cake](cake)"),
    ],
)
def test_links_of_a_moved_document_lead_where_they_led(written: str, moved: str) -> None:
    assert rebased_links(written, OLD, "food/tea.md", LIBRARY.__contains__) == moved


TEXTS = {
    "drinks/tea.md": "---\nid: 10\ntitle: Tea\nsubject: Drinks\nurl: /drinks/tea\n---\nHot.\n",
    "food/mapped.md": (
        "---\ntitle: Mapped\nrelated_article1:\n  id: 10\n  title: Tea\nrelated_article2:\n  id: '10'\n---\nWords.\n"
    ),
    "food/listed.md": "---\ntitle: Listed\nrelated: [10, 'id:10', true, 11]\n---\nWords.\n",
    "food/linked.md": (
        "---\ntitle: Linked\n---\n[a](id:10) [b](/drinks/tea/) [c](../drinks/tea.md?x#y) [d](<../drinks/tea.md>)\n"
    ),
    "food/path.md": (
        "---\ntitle: Path\nrelated:\n  - path: ../drinks/tea.md\n    subject: Drinks\n  - ../drinks/tea\n---\nWords.\n"
    ),
}


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Edit], dict[str, str]]:
    """Plans an edit of a library of `TEXTS`; the texts that it changes, by their new paths."""
    for path, text in TEXTS.items():
        file = tmp_path / "library" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def planned(edit: Edit) -> dict[str, str]:
        with Library.open(tmp_path / "library", cache_dir=tmp_path / "cache") as library:
            *_, progress = library.plan(edit)
        assert progress.change_set is not None
        assert progress.change_set.refused == ()
        return {file.path: file.after.decode() for file in progress.change_set.files if file.after is not None}

    return planned


def test_links_by_id_follow_a_new_id(changed: Callable[[Edit], dict[str, str]]) -> None:
    texts = changed(RenumberIds(("drinks/tea.md",), 20))
    assert texts["drinks/tea.md"] == TEXTS["drinks/tea.md"].replace("id: 10", "id: 20")
    assert texts["food/mapped.md"] == TEXTS["food/mapped.md"].replace("id: 10", "id: 20").replace("'10'", "'20'")
    assert texts["food/listed.md"] == TEXTS["food/listed.md"].replace("[10, 'id:10'", "[20, 'id:20'")
    assert sorted(texts) == ["drinks/tea.md", "food/listed.md", "food/mapped.md"]


def test_links_by_path_and_address_follow_a_new_name(changed: Callable[[Edit], dict[str, str]]) -> None:
    texts = changed(RenameDocument("drinks/tea.md", "black tea (hot).md"))
    assert "drinks/black tea (hot).md" in texts
    assert "../drinks/black%20tea%20%28hot%29.md?x#y)" in texts["food/linked.md"], "quoted, or it would be no link"
    assert "(<../drinks/black tea (hot).md>)" in texts["food/linked.md"]
    assert "path: ../drinks/black tea (hot).md" in texts["food/path.md"]
    assert "- ../drinks/black tea (hot)\n" in texts["food/path.md"], "as before, without the suffix"


def test_the_subject_beside_a_link_follows_too(changed: Callable[[Edit], dict[str, str]]) -> None:
    texts = changed(MoveDocument("drinks/tea.md", "Food"))
    assert "  - path: tea.md\n    subject: Food\n  - tea\n" in texts["food/path.md"]
    assert "[c](tea.md?x#y) [d](<tea.md>)" in texts["food/linked.md"]
