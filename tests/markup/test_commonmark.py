"""Markdown as CommonMark and GitHub read it: lines, cells, links, and what is bounded."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qtbrowser.markup.commonmark.autolinks import web_address
from qtbrowser.markup.commonmark.line import Line
from qtbrowser.markup.commonmark.pipe_tables import alignments, cells, row_cells
from qtbrowser.markup.commonmark.tree import markdown_tree


def shown(markdown: str) -> str:
    """The elements of a text as XML."""
    root = markdown_tree(markdown).root
    return "".join(tostring(child, encoding="unicode") for child in root)


@pytest.mark.parametrize(
    ("line", "expanded"),
    [
        ("no tab", "no tab"),
        ("\tcode", "    code"),
        ("  \tcode", "    code"),
        ("-\tone", "-   one"),
        ("10.\tone", "10. one"),
        ("  -\tone\ttwo", "  - one\ttwo"),
        ("\t-\tone", "    -   one"),
        ("words\tbehind", "words\tbehind"),
        ("-words\tbehind", "-words\tbehind"),
    ],
)
def test_tabs_before_the_words_become_spaces(line: str, expanded: str) -> None:
    assert Line(line).text == expanded


def test_a_listing_keeps_its_tabs() -> None:
    assert markdown_tree("```make\nall:\n\tcc -o x\n```").root[0].text == "all:\n\tcc -o x"
    assert markdown_tree("- a\n\n  ```\n  \tb\n  ```").root[0][0][1].text == "\tb"


@pytest.mark.parametrize(
    ("row", "count"), [("a", 1), ("| a | b |", 2), ("a | b", 2), (r"a \| b | c", 2), ("| |", 1), ("|a|b|c|", 3)]
)
def test_the_cells_of_a_row_are_counted(row: str, count: int) -> None:
    assert len(cells(row)) == count


def test_bars_within_code() -> None:
    def texts(row: str, columns: int) -> list[str]:
        return [cell.text for cell in row_cells(row, columns)]

    assert texts(r"| `a \| b` | x \| y |", 2) == ["`a | b`", "x | y"]
    assert texts("| `a|b` | c |", 2) == ["`a|b`", "c"]
    assert texts("| `a|b` |", 2) == ["`a", "b`"]
    assert texts("| a |", 3) == ["a", "", ""]


def test_the_place_of_a_cell_in_its_row() -> None:
    row = r"| a | `b \| c` d \| e |"
    cell = row_cells(row, 2)[1]
    assert cell.text == "`b | c` d | e"
    first, second = cell.places_in(row, [8, 12])
    assert row[first:].startswith(r"d \| e")
    assert row[second:].startswith("e |")


@pytest.mark.parametrize(
    ("head", "rule", "found"),
    [
        ("| a | b |", "|:--|--:|", ("left", "right")),
        ("a | b", "---|:-:", ("", "center")),
        ("| a |", "| - |", ("",)),
        ("a", "---", ()),
        ("| a | b |", "|---|", ()),
        ("a | b", "---", ()),
    ],
)
def test_what_begins_a_table(head: str, rule: str, found: tuple[str, ...]) -> None:
    assert alignments(head, rule) == found


BLOCKS = [
    ("- ```\n  a\nb", "<ul><li><pre>a</pre></li></ul><p>b</p>"),
    ("> ```\n> a\nb", "<blockquote><pre>a</pre></blockquote><p>b</p>"),
    ("[a\nb]: /x\n\n[a b]", '<p><a href="/x">a b</a></p>'),
    ("[`a` b]: /x\n\n[`a` b]", '<p><a href="/x"><code>a</code> b</a></p>'),
    ("a\n# b\nc", "<p>a</p><h1>b</h1><p>c</p>"),
    ("~~a~~ ~b~ ~~~c~~~", "<p><del>a</del> <del>b</del> ~~~c~~~</p>"),
    ("[a](/&nothing;&ouml;) &nothing;", '<p><a href="/&amp;nothing;ö">a</a> &amp;nothing;</p>'),
    ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
    ("snake_case_name and 2*3*4", "<p>snake_case_name and 2<em>3</em>4</p>"),
    ("[^1] [^2]\n\n[^1]: x", '<p><note label="1" /> [^2]</p>'),
    ("Term\n: one\n\n  two", "<dl><dt>Term</dt><dd>one</dd></dl><p>two</p>"),
]


@pytest.mark.parametrize(("markdown", "elements"), BLOCKS)
def test_elements(markdown: str, elements: str) -> None:
    assert shown(markdown) == elements


ADDRESSES = [
    ("www.example.org.", "www.example.org"),
    ("https://example.org/a_b*c?", "https://example.org/a_b*c"),
    ("https://example.org/(a))", "https://example.org/(a)"),
    ("https://example.org/x&amp;", "https://example.org/x"),
    ("www.", ""),
    ("www.a_b.c_d", ""),
    ("https://", ""),
]


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
def test_addresses_without_brackets(text: str, address: str) -> None:
    assert web_address(text, 0) == address


def test_bare_addresses_are_links() -> None:
    link = '<a href="http://www.example.org">www.example.org</a>'
    assert shown("see www.example.org.") == f"<p>see {link}.</p>"
    assert shown("awww.example.org") == "<p>awww.example.org</p>"
    assert shown("a_b@example.org") == '<p><a href="mailto:a_b@example.org">a_b@example.org</a></p>'
    assert shown("a@b_c.d-e.") == '<p><a href="mailto:a@b_c.d-e">a@b_c.d-e</a>.</p>'
    assert shown("a@b.c- a@b.c_ a@b") == "<p>a@b.c- a@b.c_ a@b</p>"
    longest = "a" * 64
    assert shown(f"{longest}@b.c") == f'<p><a href="mailto:{longest}@b.c">{longest}@b.c</a></p>'
    assert shown(f"a{longest}@b.c") == f"<p>a{longest}@b.c</p>"
    assert shown("[www.example.org](x)") == '<p><a href="x">www.example.org</a></p>'


def depth(element: Element) -> int:
    """How deep elements nest."""
    return 1 + max((depth(child) for child in element), default=0)


@pytest.mark.parametrize(
    "markdown",
    [
        "> " * 3000 + "a",
        "- " * 3000 + "a",
        "*a **b " * 3000,
        "*a " * 3000 + "*" * 3000,
        "[" * 5000 + "a" + "](b)" * 5000,
        "![" * 5000 + "a" + "](b)" * 5000,
        "`" + "a`" * 5000 + "``" * 500,
        "<!--" * 5000,
        "[a](<" * 5000,
        "[a](b 'c" * 5000,
        "\n".join("  " * number + "- a" for number in range(400)),
        "[^1]:" * 5000,
        "a\n: b" * 2000,
        "|a" * 5000 + "\n" + "|-" * 5000,
        "_" * 10_000 + "a",
        "a@" * 10_000,
        "_a" * 5000 + "@b.c",
        "www." * 5000,
        "&" * 10_000 + "&#xfdd0;",
    ],
)
def test_depth_is_bounded_and_time_is_linear(markdown: str) -> None:
    assert depth(markdown_tree(markdown).root) < 120


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*"*_~`[]()!<>&\\|:-+#=\"' \n\t1.a@", "\n\n", "    ", "](x)", "[^1]", "```"]), max_size=60)
)
def test_no_text_is_lost_or_made_up(pieces: list[str]) -> None:
    """Letters come out as often as they went in, if not as a target, a language, a label or a definition."""
    markdown = "".join(pieces)
    words = "".join(markdown_tree(markdown).root.itertext())
    assert words.count("a") <= markdown.count("a")
    assert "\0" not in words
