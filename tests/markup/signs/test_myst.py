"""Directives, roles and targets of MyST as the Markdown that is read in their place."""

from __future__ import annotations

import pytest

from qtbrowser.markup.commonmark.tree import INCLUDE
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.myst import labels, myst

SIGNS = [
    (":::{tip}\na\n:::", f"{opening('tip')}\na\n{CLOSING}", 0),
    ("```{admonition} A *title*\n:class: x\na\n```", f"{opening('note', 'A *title*')}\n\na\n{CLOSING}", 0),
    ("```{note} a b\n```", f"{opening('note', content='a b')}\n", 0),
    (
        "````{warning}\n```python\n:a: b\n```\n````",
        f"{opening('warning')}\n```python\n:a: b\n```\n{CLOSING}",
        0,
    ),
    (
        "::::{seealso}\n:::{dropdown} More\na\n:::\n::::",
        f"{opening('info')}\n{opening('note', 'More', 'closed')}\na\n{CLOSING}\n{CLOSING}",
        0,
    ),
    ("::::{tab-set}\n:::{tab-item} One\na\n:::\n::::", f"\n{opening('tab', 'One')}\na\n{CLOSING}\n", 0),
    ("```{versionadded} 1.2 It is new.\n```", f"{opening('note', 'Added in version 1.2')}\n{CLOSING}", 0),
    ("```{code-block} python\n:caption: a\n:linenos:\nb\n```", "~~~ python\n\n\nb\n~~~", 0),
    ("```{code-cell} ipython3\n---\ntags: [a]\n---\nb\n```", "~~~ ipython3\n\n\n\nb\n~~~", 0),
    ("```{math}\n:label: e\na\n```", "$$\n\na\n$$", 0),
    ("```{figure} a.png\n:alt: b\nCap\n```", "![](<a.png>)\n\nCap\n", 0),
    (
        "```{toctree}\n:maxdepth: 2\n\nguide/first-steps\nThe end <end>\n*\n```",
        "\n\n\n- [first steps](<guide/first-steps>)\n- [The end](<end>)\n\n",
        0,
    ),
    ("```{include} part.md\n```", f"![](<{INCLUDE}part.md>)\n", 0),
    ("```{automodule} a\n:members:\n```\nb", "\n\n\nb", 1),
    ("```{index} a\n```", "\n", 0),
    ("(my-place)=\n# Words", "\n# Words {#my-place}", 0),
    ("(my-place)=\n\nwords", "\n\nwords", 0),
    ("% a remark\n+++ {}\nwords", "\n\nwords", 0),
    ("{ref}`my-place` {ref}`so <my-place>`", "[my-place](<ref:my-place#my-place>) [so](<ref:my-place#my-place>)", 0),
    ("{doc}`/a/first-steps` {doc}`so <b>`", "[first steps](</a/first-steps>) [so](<b>)", 0),
    ("{py:func}`~a.b.c` {math}`x` {kbd}`F1` {cite}`k`", "`c` $x$ <kbd>F1</kbd> [k]", 0),
    ("{abbr}`FAQ (asked questions)` {term}`word <words>`", "FAQ (asked questions) word", 0),
    ("a {{ version }} b", "a  b", 1),
    ("`{ref}` ```x``` {a}", "`{ref}` ```x``` {a}", 0),
    ("[](a/b.md) [](#far/away)", "[b.md](<a/b.md>) [away](<ref:far/away#far/away>)", 0),
    ("# A b\n\n[x](#a-b) [y](#c) ![](d.png)", "# A b\n\n[x](<#a-b>) [y](<ref:c#c>) ![](d.png)", 0),
]


@pytest.mark.parametrize(("text", "markdown", "left_out"), SIGNS)
def test_signs_of_myst(text: str, markdown: str, left_out: int) -> None:
    assert myst(text) == (markdown, left_out)


@pytest.mark.parametrize(("text", "_markdown", "_left_out"), SIGNS)
def test_lines_stay_where_they_are(text: str, _markdown: str, _left_out: int) -> None:
    assert myst(text).text.count("\n") == text.count("\n")


def test_labels() -> None:
    assert labels("(a)=\n# A\n\n  (b c)=\n\nx (d)= y\n```{note}\n:name: e\n```") == ["a", "b c", "e"]
