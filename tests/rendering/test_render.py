"""A document as a page."""

from __future__ import annotations

import datetime as dt

import pytest
from pygments.lexers.python import PythonLexer

from qtbrowser.documents.document import Document, Related
from qtbrowser.markup.commonmark.block_parser import BlockParser
from qtbrowser.rendering import limits
from qtbrowser.rendering.page import Heading
from qtbrowser.rendering.render import render_document, warm_up
from qtbrowser.rendering.text import render_text
from tests.rendering.pages import answer_html, checked, page, resolve

INLINE = [
    (
        "*thin* **bold** ***both*** ~~gone~~",
        "<em>thin</em> <strong>bold</strong> <em><strong>both</strong></em> <s>gone</s>",
    ),
    ("snake_case_name and _thin_", "snake_case_name and <em>thin</em>"),
    ("`a < b` and `` ` ``", "<code>a &lt; b</code> and <code>`</code>"),
    ("$a < b_1$", '<span class="math">a &lt; b_1</span>'),
    (r"\(x\)", '<span class="math">x</span>'),
    (r"$q \neq 0$", r'<span class="math">q \neq 0</span>'),
    ("**$x$ is *big***", '<strong><span class="math">x</span> is <em>big</em></strong>'),
    ("**$$x$$**", '<strong><span class="math display">x</span></strong>'),
    ("from $5 to $6", "from $5 to $6"),
    (r"\*no\* \# \_", "*no* # _"),
    ("a &amp; b &copy; &lt;i&gt; & c", "a &amp; b © &lt;i&gt; &amp; c"),
    ("<https://example.org/a_b>", '<a class="external" href="https://example.org/a_b">https://example.org/a_b</a>'),
    (
        "see https://example.org/a_b_c.",
        'see <a class="external" href="https://example.org/a_b_c">https://example.org/a_b_c</a>.',
    ),
    (
        "(https://example.org/a_(b))",
        '(<a class="external" href="https://example.org/a_(b)">https://example.org/a_(b)</a>)',
    ),
    ("[https://a.org](https://b.org)", '<a class="external" href="https://b.org">https://a.org</a>'),
    ("[$x$](b.md)", '<a href="qtbrowser:document/x/b.md"><span class="math">x</span></a>'),
    ("[a [b](/learn/b) c](b.md)", '[a <a href="qtbrowser:document/x/b.md">b</a> c](b.md)'),
    ("[a [1] c](b.md)\n\n[1]: /learn/b", '[a <a href="qtbrowser:document/x/b.md">1</a> c](b.md)'),
    ("[a][1]\n\n[1]: b.md", '<a href="qtbrowser:document/x/b.md">a</a>'),
    ("[not](a link", "[not](a link"),
    ("line one\nline two", "line one\nline two"),
]


@pytest.mark.parametrize(("markdown", "html"), INLINE)
def test_inline(markdown: str, html: str) -> None:
    assert answer_html(markdown) == f"<p>{html}</p>"


def test_display_math_stands_between_paragraphs() -> None:
    block = '<div class="math-block"><span class="math">x &lt; y</span></div>'
    assert answer_html("so\n$$\nx < y\n$$\nand") == f"<p>so</p>\n{block}\n<p>and</p>"
    assert answer_html("\\[x < y\\]") == block


def test_formulas_lose_the_indentation_of_their_list() -> None:
    assert ">a \\\\\n  b\n\nc</span>" in answer_html("1. x\n   $$\n   a \\\\\n     b\n\n   c\n   $$\n")
    assert ">a\nb</span>" in answer_html("> $$\n> a\n> b\n> $$")


def test_math_in_headings_and_tables() -> None:
    shown = page("## The case $x \\neq 0$\n\n| $a|b$ |\n|---|\n| \\(c\\) |")
    assert '<span class="math">x \\neq 0</span></h2>' in shown.html
    assert '<th><span class="math">a|b</span></th>' in shown.html
    assert shown.headings == (Heading(2, "The case x ≠ 0", "the-case-x--0"),)


def test_headings_have_unique_anchors() -> None:
    shown = page("# Why?\n## Why?\n### why-1\n### Why?\n#### `f(x)`\n## ?")
    assert [heading.anchor for heading in shown.headings] == ["why", "why-1", "why-1-1", "why-2", "fx", "section"]
    assert [heading.level for heading in shown.headings] == [2, 2, 3, 3, 4, 2]
    for heading in shown.headings:
        assert f'id="{heading.anchor}"><a name="{heading.anchor}"></a>' in shown.html


def test_code_is_marked_by_kind() -> None:
    html = answer_html('```python\nif x:  # why\n    print("<a>", 1)\n```')
    assert html.startswith(
        '<table class="code language-python" width="100%"><tr><td><pre><span class="hl-k">if</span> x:'
    )
    assert '<span class="hl-c"># why</span>' in html
    assert '<span class="hl-s">&quot;&lt;a&gt;&quot;</span>'.replace("&quot;", '"') in html
    assert '<span class="hl-n">1</span>' in html
    assert checked(html) == 'if x:  # why\n    print("<a>", 1)'


def test_the_whole_page() -> None:
    document = Document(
        path="x/a.md",
        title="What is **it**?",
        raw_answer="An *answer*.",
        subject="law/Tax",
        date=dt.date(2025, 1, 28),
        date_format="MMM DD, YYYY",
        post_on_text="Posted on",
        keywords=("a & b", "c", " "),
        related=(
            Related(title="B", url="/learn/b", id=1, subject="Law"),
            Related(title="B again", url="/learn/b"),
            Related(title="Seven", url="/moved", id=7),
            Related(title="Gone", url="/gone", id=8),
            Related(title="No address", id="x 9"),
        ),
    )
    shown = render_document(document, resolve)
    subject = '<a class="subject" href="qtbrowser:subject/law%2FTax">law/Tax</a>'
    absent = '<span class="detail">not in this library</span>'
    keyword = '<a class="keyword" href="qtbrowser:search/a%20%26%20b">a &amp; b</a>'
    assert (shown.path, shown.title, shown.headings) == ("x/a.md", "What is it?", ())
    assert shown.html == "\n".join(
        (
            '<h1 class="question">What is it?</h1>',
            f'<p class="meta">{subject} · Posted on Jan 28, 2025</p>',
            '<div class="answer">\n<p>An <em>answer</em>.</p>\n</div>',
            f'<p class="keywords">{keyword}, <a class="keyword" href="qtbrowser:search/c">c</a></p>',
            '<div class="related">\n<h2>Related questions</h2>\n<ul class="cards">',
            '<li><a href="qtbrowser:document/x/b.md">B</a> <span class="subject">Law</span></li>',
            '<li><a href="qtbrowser:document/y/seven%237.md">Seven</a></li>',
            f'<li><a class="missing" href="qtbrowser:missing/%2Fgone">Gone</a> {absent}</li>',
            f'<li><a class="missing" href="qtbrowser:missing/id%3Ax%209">No address</a> {absent}</li>',
            "</ul>\n</div>",
        )
    )
    checked(shown.html)
    assert 'subject/Taxes">Taxes</a>' in render_document(document, resolve, subject="Taxes").html


def test_a_bare_document() -> None:
    assert page("").html == '<h1 class="question">A question?</h1>\n<div class="answer">\n\n</div>'


def test_a_document_does_not_list_itself() -> None:
    document = Document(path="x/b.md", title="B", related=(Related(title="B", url="/learn/b"),))
    assert "related" not in render_document(document, lambda target, base: "x/b.md").html


def test_a_heading_that_repeats_the_question_is_left_out() -> None:
    shown = page("# A *question*?\n\ntext\n\n# Other")
    assert [heading.text for heading in shown.headings] == ["Other"]
    assert shown.html.count("question?") == 1


def test_right_to_left() -> None:
    shown = page("שלום world\n\nworld שלום\n\n- مرحبا\n\n## مرحبا\n\n| א |\n|---|\n| b |", title="שאלה?")
    assert '<h1 class="question" dir="rtl">' in shown.html
    assert '<p dir="rtl">שלום world</p>\n<p>world שלום</p>\n<ul dir="rtl">\n<li dir="rtl">' in shown.html
    assert '<h2 id="مرحبا" dir="rtl">' in shown.html
    assert '<th dir="rtl">א</th>' in shown.html
    checked(shown.html)


def test_warm_up_leaves_no_trace() -> None:
    before = answer_html("[a][b] # x")
    warm_up()
    assert answer_html("[a][b] # x") == before


def test_link_definitions_do_not_leak_into_the_next_document() -> None:
    assert "<a" in answer_html("[a][1]\n\n[1]: b.md")
    assert "<a" not in answer_html("[a][1]")


HOSTILE = {
    "brackets": ("[" * 10_000, "too many signs"),
    "links": ("[a](" * 10_000, "too many signs"),
    "emphasis": ("*" * 10_000 + "a", "too many signs"),
    "a wide table": ("|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|b|\n" * 500, "too many cells"),
    "a wide table of rows without bars": ("|a" * 99 + "|\n" + "|-" * 99 + "|\n" + "b\n" * 500, "too many cells"),
    "a wide table in a quotation": (
        "> " + "|a" * 500 + "|\n> " + "|-" * 500 + "|\n" + "> |b|\n" * 500,
        "too many cells",
    ),
    "definitions in definitions": (
        "".join(f"{'    ' * level}a\n{'    ' * level}: b\n" for level in range(60)),
        "too deeply",
    ),
    "strong": ("**a " * 10_000, "too many signs"),
    "struck": ("~~a " * 10_000, "too many signs"),
    "quotations": ("> " * 10_000 + "a", "too deep"),
    "lists": ("- " * 10_000 + "a", "too deep"),
    "indented lists": ("\n".join("  " * depth + "- a" for depth in range(200)), "too deep"),
    "quoted lists": ("> - " * 100 + "a", "too deep"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_too_hard_is_shown_as_its_source(name: str) -> None:
    markdown, reason = HOSTILE[name]
    html = answer_html(markdown)
    assert html.startswith('<p class="notice">This answer')
    assert reason in html.split("</p>")[0]
    shown = limits.beginning(markdown)
    assert shown.strip() in checked(html)
    assert ("Its beginning" in html) == (len(shown) < len(markdown))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("x" * limits.MOST_SHOWN, limits.MOST_SHOWN),
        ("x" * (limits.MOST_SHOWN + 1), limits.MOST_SHOWN),
        ("\n" * (limits.MOST_LINES_SHOWN - 1), limits.MOST_LINES_SHOWN - 1),
        ("\n" * 50_000, limits.MOST_LINES_SHOWN - 1),
    ],
)
def test_of_an_endless_source_its_beginning_is_shown(text: str, length: int) -> None:
    assert len(limits.beginning(text)) == length
    assert text.startswith(limits.beginning(text))


@pytest.mark.parametrize("unit", ["<", "<http://", "http://a ", "`", "$", "\\", "&amp;", "|", "#", "![", "]("])
def test_long_runs_of_signs_render(unit: str) -> None:
    checked(page(unit * (20_000 // len(unit))).html)


def test_many_items_and_tables_within_the_limits_are_set_out() -> None:
    html = answer_html("- [a](b.md) *b* `c`\n" * 1000 + "\n| a | b |\n|---|---|\n" + "| [x](b.md) | **y** |\n" * 500)
    assert html.count("<li>") == 1000
    assert html.count("<tr>") == 501


def test_ten_levels_are_set_out() -> None:
    html = answer_html("\n".join("  " * depth + f"- level {depth}" for depth in range(10)))
    assert html.count("<ul>") == 10


@pytest.mark.parametrize("times", [2, 400, 1_000])
def test_definitions_right_below_each_other_are_one_list(times: int) -> None:
    html = answer_html("a\n: b\n" * times)
    assert html.count("<dt>") == html.count("<dd>") == times
    assert html.count("<dl>") == 1
    assert checked(html)


def test_several_definitions_of_a_term_and_lines_that_go_on() -> None:
    html = answer_html("one\n: a\n: b\n    c\ntwo\nthree\n: d\ne\n")
    words = " ".join(html.replace("\n", " ").split())
    assert words.count("<dt>") == 2
    assert "<dd> <p>d e</p> </dd>" in words


def test_a_listing_that_a_lexer_fails_at_is_shown_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> object:
        yield 0, "Token.Text", "a"
        raise RecursionError

    monkeypatch.setattr(PythonLexer, "get_tokens_unprocessed", failing)
    assert "abc" in answer_html("```python\nabc\n```")


def test_an_answer_that_the_program_fails_at_is_shown_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(BlockParser, "parse", failing)
    html = answer_html("*words*")
    assert "MemoryError in " in html
    assert "Report a Problem" in html
    assert "<pre>*words*</pre>" in html
    assert "*words*" in render_text(Document(path="a.md", title="A", raw_answer="*words*"))
    monkeypatch.undo()
    assert "<em>words</em>" in answer_html("*words*")
