"""Signs of Docsify as the Markdown that is read in their place."""

from __future__ import annotations

import pytest

from qtbrowser.markup.commonmark.tree import INCLUDE
from qtbrowser.markup.signs.boxes import opening
from qtbrowser.markup.signs.docsify import docsify


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            "?> A *hint*\n\n!> Mind it",
            f"{opening('tip', content='A *hint*')}\n\n{opening('important', content='Mind it')}",
        ),
        ("[a](b/c.md ':include')", f"![](<{INCLUDE}b/c.md>)"),
        ("[a](/b ':ignore title') ![c](d.png \":size=50x100\")", "[a](/b) ![c](d.png)"),
        ("[a](b?id=c-d) [e](?id=f) [g](h 'title')", "[a](b#c-d) [e](#f) [g](h 'title')"),
        ("[a](https://x.org/watch?id=c) [b](//x.org?id=c)", "[a](https://x.org/watch?id=c) [b](//x.org?id=c)"),
        ("## Words :id=own\n\n# Top {docsify-ignore}", "## Words {#own}\n\n# Top"),
        ("`?id=` and `[a](b ':include')`\n\n```\n?> a\n```", "`?id=` and `[a](b ':include')`\n\n```\n?> a\n```"),
    ],
)
def test_signs_of_docsify(text: str, markdown: str) -> None:
    assert docsify(text).text == markdown
