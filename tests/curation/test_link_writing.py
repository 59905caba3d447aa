"""A link's target is written anew in the form in which it was."""

from __future__ import annotations

import pytest

from qtbrowser.curation.document_names import Names
from qtbrowser.curation.link_writing import as_written, renamed_target


@pytest.mark.parametrize(
    ("written", "target", "expected"),
    [
        ("tea.md", "food/tea.md", "food/tea.md"),
        ("tea", "food/tea.md", "food/tea"),
        ("./tea.md#top", "food/tea.md", "./food/tea.md#top"),
        ("old%20tea.md", "new tea.md", "new%20tea.md"),
        # These signs in a file's name would end the path, or mean another sign.
        ("tea.md#top", "C# or F#?.md", "C%23 or F%23%3F.md#top"),
        ("tea", "100%25 50% 5%.md", "100%2525 50% 5%"),
        ("tea/", "food/tea.md", "food/tea/"),
        ("tea.html", "food/tea.md", "food/tea.html"),
        # Without a name of its own, the index of a folder is the folder.
        ("tea", "food/index.md", "food"),
        ("/tea/", "/index.md", "/"),
        ("tea", "_index.md", "."),
        ("old/index", "food/index.md", "food/index"),
        ("old/README#x", "food/README.md", "food/README#x"),
    ],
)
def test_a_path_takes_the_form_of_another(written: str, target: str, expected: str) -> None:
    assert as_written(written, target) == expected


@pytest.mark.parametrize(
    ("written", "address", "new", "expected"),
    [
        ("tea", "wiki:tea", "food/chai.md", "chai"),
        ("drinks/tea#Top", "wiki:drinks/tea#Top", "food/chai.md", "food/chai#Top"),
        ("taken", "wiki:taken", "food/chai.md", "taken"),
        ("The hot one^b", "wiki:The hot one^b", "food/chai.md", "The hot one^b"),
        ("tea.md", "ref:tea.md", "drinks/chai.md", "chai.md"),
        ("tea", "ref:tea", "food/index.md", "../food"),
        ("tea", "post:tea", "food/chai.md", "chai"),
        ("id:1", "id:1", "food/chai.md", "id:7"),
    ],
)
def test_a_name_is_replaced_in_each_form_of_a_link(written: str, address: str, new: str, expected: str) -> None:
    old_names, new_names = Names("drinks/tea.md", "", 1, ""), Names(new, "", 7, "")
    assert renamed_target(written, address, "cold/ice.md", old_names, new_names, lambda _name: False) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Hot tea", "Cold tea"), ("hot tea#Top", "Cold tea#Top"), ("Hot-tea", "Cold-tea"), ("Brew", "Brew")],
)
def test_a_link_by_the_name_of_a_page_gets_the_new_one(written: str, expected: str) -> None:
    old, new = Names("Hot-tea.md", "", 1, "", page="Hot tea"), Names("Cold-tea.md", "", 1, "", page="Cold tea")
    assert renamed_target(written, f"wiki:{written}", "Home.md", old, new, lambda _name: False) == expected


def test_a_note_of_a_name_that_is_taken_is_called_by_its_path() -> None:
    old, new = Names("drinks/tea.md", "", 1, ""), Names("food/chai.md", "", 1, "")
    assert renamed_target("tea", "wiki:tea", "ice.md", old, new, lambda name: name == "chai") == "food/chai"
