"""Links of wikis as they are read: written as Obsidian has them."""

from __future__ import annotations

import pytest

from qtbrowser.markup.signs.gollum import gollum


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("[[Bone Glue]] [[our glue|Bone Glue#use]]", "[[Bone Glue]] [[Bone Glue#use|our glue]]"),
        ("[[a.png]] [[/b/a.png|alt=A cup|frame]] [[a.png|width=20px]]", "![[a.png]] ![[/b/a.png|A cup]] ![[a.png|20]]"),
        ("[[https://x.org]] [[X|https://x.org]]", "[https://x.org](<https://x.org>) [X](<https://x.org>)"),
        ("| [[our glue\\|Bone Glue]] |", "| [[Bone Glue\\|our glue]] |"),
        ("[[_TOC_]]\n\n`[[a|b]]` '[[a|b]]", "\n\n`[[a|b]]` '[[a|b]]"),
    ],
)
def test_links_of_gollum(text: str, markdown: str) -> None:
    assert gollum(text).text == markdown
