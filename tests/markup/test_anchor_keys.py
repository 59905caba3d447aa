"""Which fragments lead to a place of a text."""

from __future__ import annotations

import pytest

from qtbrowser.markup.anchor_keys import anchor_keys, has_anchor

TEXT = """# All about bread

Flour and water. ^basics

What it *takes*
---------------

<h2 align="center"><img src="a.png"> Own words</h2> <a name="here"></a>

## Über `has_one` & <kbd>Ctrl</kbd> {#own-place}

> ### Within a quotation

- ## Within a list

## Twice
## Twice
## What's new?
## F# and C#
## :tada: Party
{: #after }
"""


@pytest.mark.parametrize(
    "fragment",
    [
        *("all-about-bread", "All%20about%20bread", "what-it-takes", "^basics", "^Basics", "own-words", "here"),
        *("über-has_one--ctrl", "uber-has-one-ctrl", "%C3%BCber-has_one--ctrl", "own-place", "within-a-quotation"),
        *(
            "within-a-list",
            "twice",
            "twice-1",
            "twice_1",
            "what-s-new-questionmark",
            "party",
            "tada-party",
            "after",
            "the-title",
            "Nothing#The title",
            "F# and C#",
        ),
        *("", "top", ":~:text=word", "!/route", "/route", "L10-L12", "fn:1", "page=3"),
    ],
)
def test_places(fragment: str) -> None:
    assert has_anchor(anchor_keys(TEXT, ("The title",)), fragment)


@pytest.mark.parametrize("fragment", ["2024", "nothing", "^nothing", "basics", "bread", "twice-and-more", "^here"])
def test_no_places(fragment: str) -> None:
    assert not has_anchor(anchor_keys(TEXT, ("The title",)), fragment)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "plain"),
        ('{{< include "more.md" >}}', "hugo"),
        ("{% include more.md %}", "jekyll"),
        ('--8<-- "more.md"', "mkdocs"),
        ("::: package.module", "mkdocs"),
        ("<Parts />", "docusaurus"),
    ],
)
def test_a_program_may_add_places(text: str, kind: str) -> None:
    assert has_anchor(anchor_keys(text, (), frozenset((kind,))), "anything")
    assert not text or not has_anchor(anchor_keys(text, ()), "anything")
