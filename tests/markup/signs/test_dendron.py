"""Links of Dendron as they are read: written as Obsidian has them."""

from __future__ import annotations

import pytest

from qtbrowser.markup.signs.dendron import dendron


@pytest.mark.parametrize(
    ("text", "markdown", "left_out"),
    [
        ("[[the tools|craft.tools]]", "[[craft.tools|the tools]]", 0),
        ("| [[the tools\\|craft.tools]] |", "| [[craft.tools\\|the tools]] |", 0),
        ("[[craft.tools#saw]] [[A saw|craft.tools#saw]]", "[[craft.tools#saw]] [[craft.tools#saw|A saw]]", 0),
        ("![[craft.tools#saw,1:#*]] ![[craft.tools#saw:#axe]]", "![[craft.tools#saw]] ![[craft.tools#saw]]", 0),
        ("[[dendron://my.vault/craft]] [[x|dendron://my.vault/craft]]", "[[craft]] [[craft|x]]", 0),
        ("![[craft#*]] ![[craft#^id]]", "![[craft]] ![[craft#^id]]", 0),
        ("[[#below]] `[[a|b]]`", "[[#below]] `[[a|b]]`", 0),
        ("About {{fm.desc}}.", "About .", 1),
    ],
)
def test_links_of_dendron(text: str, markdown: str, left_out: int) -> None:
    assert dendron(text) == (markdown, left_out)
