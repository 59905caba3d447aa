"""Footnotes and lists of definitions."""

from __future__ import annotations

import pytest

from qtbrowser.markup.commonmark.block_starts import MOST_NOTES
from qtbrowser.markup.commonmark.tree import markdown_tree
from tests.rendering.pages import answer_html, checked, page


def mention(number: int, nth: int = 1) -> str:
    """What a mention is written as."""
    anchor = f"fnref:{number}" + (f":{nth}" if nth > 1 else "")
    return f'<sup><a name="{anchor}"></a><a class="footnote" href="#fn:{number}">{number}</a></sup>'


def test_notes_are_numbered_as_they_are_mentioned() -> None:
    html = answer_html("One[^b], two[^a], one again[^B].\n\n[^a]: Note *a*\n[^b]: Note b")
    again = '<a class="footnote-back" href="#fnref:1">↩</a> <a class="footnote-back" href="#fnref:1:2">↩2</a>'
    assert html == "\n".join(
        (
            f"<p>One{mention(1)}, two{mention(2)}, one again{mention(1, 2)}.</p>",
            "<hr>",
            '<ol class="footnotes">',
            "<li>",
            f'<p><a name="fn:1"></a>Note b {again}</p>',
            "</li>",
            "<li>",
            '<p><a name="fn:2"></a>Note <em>a</em> <a class="footnote-back" href="#fnref:2">↩</a></p>',
            "</li>",
            "</ol>",
        )
    )
    checked(html)


BLOCKS = [
    ("[^1]: one\nlazy\n\nafter", ["one\nlazy"], ["after"]),
    ("[^1]: one\n\n    two\n\nafter", ["one", "two"], ["after"]),
    ("[^1]: one\n- item", ["one"], ["item"]),
    ("[^1]:\n    one", ["one"], []),
    ("[^1]: one\n[^1]: again", ["one"], []),
    ("   [^1]: one", ["one"], []),
]


@pytest.mark.parametrize(("markdown", "note", "rest"), BLOCKS)
def test_where_a_note_ends(markdown: str, note: list[str], rest: list[str]) -> None:
    root, notes = markdown_tree(markdown)
    assert {label: ["".join(block.itertext()) for block in content] for label, content in notes.items()} == {"1": note}
    assert ["".join(block.itertext()) for block in root] == rest


def test_a_note_of_several_blocks() -> None:
    html = answer_html("a[^1]\n\n[^1]:\n    - item `c`\n\n    ```\n    code\n    ```\n")
    checked(html)
    assert html.index('name="fn:1"') < html.index("item <code>c</code>") < html.index("<pre>code</pre>")
    assert html.index("<pre>code</pre>") < html.index("footnote-back")


def test_notes_may_mention_notes() -> None:
    html = answer_html("a[^1]\n\n[^1]: b[^2] and itself[^1]\n[^2]: c\n[^3]: never mentioned")
    checked(html)
    assert html.count('name="fn:') == 2
    assert "never" not in html


NO_NOTE = ["a[^1]", "a\\[^1]\n\n[^1]: x", "`[^1]`\n\n[^1]: x", "    [^1]: x", "[^]: x [^]"]


@pytest.mark.parametrize("markdown", NO_NOTE)
def test_what_mentions_nothing(markdown: str) -> None:
    html = answer_html(markdown)
    assert "<sup>" not in html
    assert "[^" in checked(html)


def test_a_mention_within_a_link_or_a_heading() -> None:
    shown = page("## Head[^1]\n\n[a[^1]](b.md)\n\n[^1]: x")
    checked(shown.html)
    assert shown.headings[0].text == "Head"
    assert "a<sup>1</sup></a>" in shown.html


def test_notes_do_not_leak_into_the_next_document() -> None:
    assert "<sup>" in answer_html("a[^1]\n\n[^1]: x")
    assert "<sup>" not in answer_html("a[^1]")


def test_only_so_many_notes() -> None:
    root, notes = markdown_tree("\n".join(f"[^{number}]: x" for number in range(MOST_NOTES + 2)))
    assert len(notes) == MOST_NOTES
    assert f"[^{MOST_NOTES + 1}]: x" in "".join([*notes.values()][-1].itertext())
    assert not len(root)


DEFINITIONS = [
    ("Term\n: one", "Term", ["<p>one</p>"]),
    ("*Term*\n: one\n: two", "<em>Term</em>", ["<p>one</p>", "<p>two</p>"]),
    ("Term\n\n:   one\n\n    - two", "Term", ["<p>one</p>\n<ul>\n<li>\ntwo\n</li>\n</ul>"]),
]


@pytest.mark.parametrize(("markdown", "term", "definitions"), DEFINITIONS)
def test_definitions(markdown: str, term: str, definitions: list[str]) -> None:
    defined = "\n".join(f"<dd>\n{definition}\n</dd>" for definition in definitions)
    head = f'<dt><p class="term"><strong>{term}</strong></p></dt>'
    assert answer_html(f"{markdown}\n\nafter") == f"<dl>\n{head}\n{defined}\n</dl>\n<p>after</p>"


@pytest.mark.parametrize("markdown", [": no term", "a: b\nc : d", "10:30\n:30", "# Head\n: x", "```\nx\n```\n: y"])
def test_colons_that_define_nothing(markdown: str) -> None:
    html = answer_html(markdown)
    assert "<dl>" not in html
    assert ":" in checked(html)
