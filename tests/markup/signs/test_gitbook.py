"""Blocks of GitBook as the Markdown that is read in their place."""

from __future__ import annotations

import pytest

from qtbrowser.markup.commonmark.tree import INCLUDE
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.gitbook import gitbook

BLOCKS = [
    ('{% hint style="danger" %}\na\n{% endhint %}', f"{opening('danger')}\na\n{CLOSING}", 0),
    (
        '{% tabs %}\n{% tab title="One" %}\na\n{% endtab %}\n{% endtabs %}',
        f"\n{opening('tab', 'One')}\na\n{CLOSING}\n",
        0,
    ),
    ('{% code title="a.js" lineNumbers="true" %}\n```js\nb\n```\n{% endcode %}', "**a.js**\n```js\nb\n```\n", 0),
    # The words of a link that GitBook shows as a card are the name of its file: the page's title is meant.
    (
        '{% content-ref url="../first-steps.md" %}\n[first-steps.md](../first-steps.md)\n{% endcontent-ref %}',
        "[First steps](<../first-steps.md>)\n\n",
        0,
    ),
    ('{% content-ref url="a/" %}\n[Our a](a/)\n{% endcontent-ref %}', "[Our a](<a/>)\n\n", 0),
    ('{% page-ref page="../the_end/README.md" %}', "[The end](<../the_end/README.md>)", 0),
    ('{% embed url="https://x.org/v" %}', "[https://x.org/v](<https://x.org/v>)", 0),
    ('{% embed url="https://x.org/v" %}\nA film\n{% endembed %}', "[A film](<https://x.org/v>)\n\n", 0),
    # The first one isn't closed by the end of the second.
    (
        '{% embed url="https://a" %}\n\n{% embed url="https://b" %}\nB\n{% endembed %}',
        "[https://a](<https://a>)\n\n[B](<https://b>)\n\n",
        0,
    ),
    ('{% file src="a%20b.pdf" %}', "[a b.pdf](<a%20b.pdf>)", 0),
    ('{% file src="a.pdf" %}\nb\n\nc\n{% endfile %}', "[a.pdf](<a.pdf>) \nb\n\nc\n", 0),
    ('{% file src="a.pdf" caption="The plan" %}', "[The plan](<a.pdf>)", 0),
    ("{% file %}", "", 1),
    ('{% include "../parts/a.md" %}', f"![](<{INCLUDE}../parts/a.md>)", 0),
    ('{% openapi method="get" path="/a" %}x{% endopenapi %}', "**GET /a**x", 0),
    ('{% if output.name == "ebook" %}a{% endif %}', "a", 0),
    ("{% raw %}{{ book.a }}{% endraw %} {{ a }}", "{{ book.a }} {{ a }}", 0),
    ("a {{ book.version }} b", "a  b", 1),
    ("{% of-some-plugin %}", "", 1),
    ("a \\(b\\) \\[c\\] `\\(d\\)`", "a &#40;b&#41; &#91;c&#93; `\\(d\\)`", 0),
    # Neither in formulas between dollar signs, nor behind an escaped backslash.
    ("$$\na \\\\[4pt] \\left\\[b\n$$ $x^2\\[c$ \\\\(d)", "$$\na \\\\[4pt] \\left\\[b\n$$ $x^2\\[c$ \\\\(d)", 0),
    ("`{% hint %}`", "`{% hint %}`", 0),
]


@pytest.mark.parametrize(("text", "markdown", "left_out"), BLOCKS)
def test_blocks_of_gitbook(text: str, markdown: str, left_out: int) -> None:
    assert gitbook(text) == (markdown, left_out)


@pytest.mark.parametrize(("text", "_markdown", "_left_out"), BLOCKS)
def test_lines_stay_where_they_are(text: str, _markdown: str, _left_out: int) -> None:
    assert gitbook(text).text.count("\n") == text.count("\n")
