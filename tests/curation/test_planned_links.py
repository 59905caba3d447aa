"""The links of a text are the same whether they are kept or found anew."""

from __future__ import annotations

import pytest

from qtbrowser.curation.planned_links import forget_links, planned_links
from qtbrowser.markup.markdown_links import link_places

TEXT = "[a](b.md) and [[note|words]]\n\n"


@pytest.mark.parametrize("kinds", [[], ["obsidian"]])
@pytest.mark.parametrize("text", [TEXT, "word " * 25_000 + TEXT], ids=["short", "long"])
def test_links_are_those_of_the_text(text: str, kinds: list[str]) -> None:
    for _ in range(2):
        assert planned_links(text, kinds) == tuple(link_places(text, kinds))
    forget_links()
    assert planned_links(text, kinds) == tuple(link_places(text, kinds))
