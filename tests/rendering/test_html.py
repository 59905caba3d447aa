"""Raw HTML within Markdown is shown as HTML means it, as far as it is safe."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.pages import answer_html, checked, page

LINES = [
    (":tada::tada: x", "\N{PARTY POPPER}\N{PARTY POPPER} x"),
    ("<b>:tada::no_such::TADA:</b>", "<strong>\N{PARTY POPPER}:no_such:\N{PARTY POPPER}</strong>"),
    ("a:tada: :tada:x ::tada:: std::tada::x", "a:tada: :tada:x ::tada:: std::tada::x"),
    ("<b>:tada:</b> <code>:tada:</code> 1:2:3", "<strong>\N{PARTY POPPER}</strong> <code>:tada:</code> 1:2:3"),
    ("<math><mi>x</mi><mo>=</mo><mn>1</mn></math>, b", "x = 1, b"),
    ("<math><msup><mi>x</mi><mn>2</mn></msup><annotation>y</annotation></math>", "x<sup>2</sup>"),
    ("<math><mfrac><mrow><mi>a</mi><mi>b</mi></mrow><msqrt><mi>c</mi></msqrt></mfrac></math>", "(ab)/√(c)"),
    (
        "<math><msub><mi>x</mi><mn>1</mn></msub> <mroot><mi>y</mi><mn>3</mn></mroot></math>",
        "x<sub>1</sub><sup>3</sup>√(y)",
    ),
    (
        "<math><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover></math>",
        "∑<sub>i</sub><sup>n</sup>",
    ),
    (
        "<math><msup><mi>x</mi><mn>2</mn></msup><mi>y</mi><msup></msup><mroot><mi>z</mi></mroot></math>",
        "x<sup>2</sup>y√(z)",
    ),
    (
        "<math><mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr> <mtr><mtd>3</mtd><mtd>4</mtd></mtr></mtable></math>",
        "1 2; 3 4",
    ),
    ("a<wbr>b", "a\u200bb"),
    ("a <svg><title>B</title><text>c</text><path d=''/></svg> d", "a <em>B</em> d"),
    ("a <svg> b <path/> *c*", "a &lt;svg&gt; b  <em>c</em>"),
    ("<kbd>Ctrl</kbd>+<kbd>S</kbd>", '<span class="kbd">Ctrl</span>+<span class="kbd">S</span>'),
    ("H<sub>2</sub>O x<sup>2</sup>", "H<sub>2</sub>O x<sup>2</sup>"),
    ("a<br>b<br/>c<BR >d", "a<br>b<br>c<br>d"),
    ("<b>a</b> <i>b</i> <u>c</u> <s>d</s>", "<strong>a</strong> <em>b</em> <u>c</u> <s>d</s>"),
    ("<mark>a</mark> <small>b</small> <del>c</del>", '<span class="mark">a</span> <small>b</small> <s>c</s>'),
    ("a <!-- *b* --> c", "a  c"),
    ('<span class="x" style="color:red">*a*</span>', "<em>a</em>"),
    ("<q>a</q>", "\u201ca\u201d"),
    ("<code>*a* &lt;b&gt;</code>", "<code><em>a</em> &lt;b&gt;</code>"),
    ('<a href="b.md" onclick="x">*b*</a>', '<a href="qtbrowser:document/x/b.md"><em>b</em></a>'),
    ('<a href="javascript:x">b</a>', '<span class="blocked">b</span>'),
    (
        '<img src="pic.png" alt="a" width="10" onerror="x">',
        '<img src="qtbrowser:image/x/pic%20%C3%A4.png" alt="a" width="10">',
    ),
    (
        "![a <b>c</b><!-- d --> <e>](pic.png)",
        '<img src="qtbrowser:image/x/pic%20%C3%A4.png" alt="a c &lt;e&gt;">',
    ),
    ('<img src="file:///etc/passwd" alt="a">', '<span class="blocked">a</span>'),
    ("a <script>b</script> c", "a  c"),
    ("a <style>b</style> <button>c</button>", "a"),
    ("a <iostream> <gateway-ip> </foo>", "a &lt;iostream&gt; &lt;gateway-ip&gt; &lt;/foo&gt;"),
    ("a <b>bold *and* `<b>`", "a <strong>bold <em>and</em> <code>&lt;b&gt;</code></strong>"),
    ("`<b>` and $<b>$ are no HTML", '<code>&lt;b&gt;</code> and <span class="math">&lt;b&gt;</span> are no HTML'),
    ("the <title> and the <button> tag", "the &lt;title&gt; and the &lt;button&gt; tag"),
    ("2 < 3 and a<b", "2 &lt; 3 and a&lt;b"),
    ("<b>$x$</b>", '<strong><span class="math">x</span></strong>'),
    ("<a id='place'></a>x", '<a name="place"></a>x'),
    ("[a](www.example.org/b)", '<a class="external" href="http://www.example.org/b">a</a>'),
    ("[a](www.md)", '<a class="missing" href="qtbrowser:missing/www.md">a</a>'),
    ("<code>$x$</code> $y$", '<code>$x$</code> <span class="math">y</span>'),
    ("a $`b`$ `$c`$", 'a <span class="math">b</span> <code>$c</code>$'),
]


@pytest.mark.parametrize(("markdown", "html"), LINES)
def test_within_a_line(markdown: str, html: str) -> None:
    assert answer_html(markdown) == f"<p>{html}</p>"
    checked(answer_html(markdown))


BLOCKS = [
    ("<li>a</li>\n<li>b</li>", "<ul>\n<li>\na\n</li>\n<li>\nb\n</li>\n</ul>"),
    ("a <!-- b\n\n# c\n\nd --> e `<!--`", "<p>a</p>\n<p>e <code>&lt;!--</code></p>"),
    ("- a <!-- b\n\n  c -->\n- d", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>d</p>\n</li>\n</ul>"),
    ("```math\na\n\nb\n```", '<div class="math-block"><span class="math">a\n\nb</span></div>'),
    (
        '<h2 id="x" align="center">a</h2>',
        '<h2 id="x" align="center"><a name="x"></a><a name="a"></a>a</h2>',
    ),
    (
        "<ol><li>a</li><ul><li>b</li></ul></ol>",
        "<ol>\n<li>\na\n</li>\n<ul>\n<li>\nb\n</li>\n</ul>\n</ol>",
    ),
    ('<a id="q"></a>\n\n# C', '<h2 id="c"><a name="c"></a><a name="q"></a>C</h2>'),
    ("<svg>\n<path/>\n\n<text>a</text>\n</svg>\n\nb", "<p>b</p>"),
    ("<math>\n<mi>x</mi>\n\n<mi>y</mi>\n</math>\n\nb", "<p>xy</p>\n<p>b</p>"),
    (
        "<details open><summary>a</summary>b <em>c</em></details>",
        (
            '<p class="summary"><a class="fold" href="qtbrowser:fold/1"><strong>a</strong></a></p>\n'
            '<div class="fold open">\n<p>b <em>c</em></p>\n</div>'
        ),
    ),
    ("<!--\n## Hidden\n- item\n-->\n\nseen", "<p>seen</p>"),
    ('<div align="center">\n\n# Head\n\n</div>', '<h2 id="head" align="center"><a name="head"></a>Head</h2>'),
    ('<p align="right">a <b>b</b></p>', '<p align="right">a <strong>b</strong></p>'),
    ("<div>\n*raw*\n\n*read*\n</div>", "<p>*raw*</p>\n<p><em>read</em></p>"),
    ("<ul><li>a<li>b</ul>", "<ul>\n<li>\na\n</li>\n<li>\nb\n</li>\n</ul>"),
    ("<ol start=3>\n<li>a</li>\n</ol>", '<ol start="3">\n<li>\na\n</li>\n</ol>'),
    (
        "<table><tr><th colspan=2>a</th></tr><tr><td>b</td><td>c</td></tr></table>",
        '<table class="cells">\n<tr>\n<th colspan="2">a</th>\n</tr>\n<tr>\n<td>b</td>\n<td>c</td>\n</tr>\n</table>',
    ),
    ("<blockquote>a</blockquote>", '<table class="quote"><tr><td>\n<p>a</p>\n</td></tr></table>'),
    ("<pre>a\n  <b>b</b></pre>", '<table class="code" width="100%"><tr><td><pre>a\n  b</pre></td></tr></table>'),
    ("<h3>Head</h3>", '<h3 id="head"><a name="head"></a>Head</h3>'),
    ("<hr>", "<hr>"),
    ("<div>\n<?x y?>a<!-- b -->c<b>d<script>e</script></b>\n</div>", "<p>ac<strong>d</strong></p>"),
    (
        "<pre class='lang-text'>a</pre><pre><code class='language-text'>b</code></pre>",
        "".join(
            f'<table class="code language-text" width="100%"><tr><td><pre>{words}</pre></td></tr></table>\n'
            for words in "ab"
        ).strip(),
    ),
    (
        "<table><caption>A</caption><tr><td align=right>b</td>\n<td>c</td></tr></table>",
        '<p>A</p>\n<table class="cells">\n<tr>\n<td align="right">b</td>\n<td>c</td>\n</tr>\n</table>',
    ),
    (
        "<dl><div><dt>a</dt><dd>b</dd></div><p>c</p></dl>",
        '<dl>\n<dt><p class="term"><strong>a</strong></p></dt>\n<dd>\n<p>b</p>\n</dd>\n</dl>',
    ),
    ("<form><p>a</p></form>\n\nb", "<p>b</p>"),
    ("<script>\n\n*a*\n</script>\nb", "<p>b</p>"),
    ("<section>a</section>", "<p>a</p>"),
    (
        "| a |\n|---|\n| one<br>two |",
        '<table class="cells">\n<tr>\n<th>a</th>\n</tr>\n<tr>\n<td>one<br>two</td>\n</tr>\n</table>',
    ),
    ("- a\n  <!-- b -->\n  c *d* e", "<ul>\n<li>\na\nc <em>d</em> e\n</li>\n</ul>"),
    ("- <!-- b -->\n  c", "<ul>\n<li>\nc\n</li>\n</ul>"),
    ("- *a*\n  <!-- b -->\n  c\n  <!-- d -->\n  e", "<ul>\n<li>\n<em>a</em>\nc\ne\n</li>\n</ul>"),
    ("- <b>a</b>\n  - b", "<ul>\n<li>\n<strong>a</strong>\n<ul>\n<li>\nb\n</li>\n</ul>\n</li>\n</ul>"),
    ("<dl><dt>a<dd>b</dl>", '<dl>\n<dt><p class="term"><strong>a</strong></p></dt>\n<dd>\n<p>b</p>\n</dd>\n</dl>'),
]


@pytest.mark.parametrize(("markdown", "html"), BLOCKS)
def test_blocks(markdown: str, html: str) -> None:
    assert answer_html(markdown) == html
    checked(answer_html(markdown))


def test_what_is_hidden_is_not_in_the_outline() -> None:
    shown = page("<!-- x\n# Hidden\n-->\n\n# Seen\n\n<h2 align=center>Also <i>seen</i></h2>")
    assert [heading.text for heading in shown.headings] == ["Seen", "Also seen"]


def test_of_a_long_address_the_middle_is_left_out() -> None:
    address = f"https://example.org/{'a' * 40}/{'b' * 40}.png"
    html = answer_html(f"![x]({address})")
    assert f'href="{address}"' in html
    shown = f"example.org/{'a' * 18}\N{HORIZONTAL ELLIPSIS}{'b' * 26}.png"
    assert html.endswith(f'<span class="address">{shown}</span></span></a></p>')


def test_a_video_is_a_link() -> None:
    html = answer_html('<video poster="p.png" src="https://example.org/v.mp4"></video>')
    assert html == '<p><a class="external" href="https://example.org/v.mp4">Video: example.org/v.mp4</a></p>'
    assert html == answer_html('<video><track><source src="https://example.org/v.mp4"></video>')
    assert answer_html("<video></video>a") == "<p>a</p>"
    html = answer_html('<iframe src="https://example.org/e" title="Talk"></iframe>')
    assert ">Page: Talk</a>" in html


@pytest.mark.parametrize(
    "markdown",
    [
        "<div>" * 2000 + "x" + "</div>" * 2000,
        "<b>" * 3000 + "x",
        "<table>" * 500 + "<tr><td>x",
        "<ul><li>" * 500 + "x",
        "<" * 30_000,
        "<!--" * 20_000,
        "<p><b>" * 5000 + "x",
        "<br>" * 30_000,
        "<td colspan=999999 rowspan=999999>x",
        "<table><tr><td colspan=99999999999999>x</table>",
    ],
)
def test_depth_and_size_are_bounded(markdown: str) -> None:
    checked(answer_html(markdown))


PIECES = [
    "<b>", "</b>", "<div>", "</div>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>",
    "<script>", "</script>", "<style>", "<!--", "-->", "<details>", "<summary>", "</details>", "<a href='b.md'>",
    "</a>",
    "<a href=javascript:x>", "<img src=x onerror=y>", "<svg>", "<title>", "<textarea>", "<?x", "?>", "<![CDATA[", "]]>",
    "<x-y>", "<pre>", "<code>", "</code>", "\n\n", "\n", "*", "`", "$x$", "&#xfdd0;0&#xfdd1;", "&#xfdd2;0&#xfdd1;",
    "&#27;",
    "&#xd800;", "&lt;b&gt;", "- ", "> ", "# ", "a", " ", '"', "'", "=", "<iframe src=//e.org>", "<math>", "</p",
    "<video><source src=http://e.org/v>", "[x](b.md)", "<h1 id='\">'>", "<span\n", ">", "<select><option>", "</select>",
    "\n|a|\n|-|\n|", "\n```\n", "[^1]", "\n[^1]: ", "\n!!! note\n    ",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_of_html_and_markdown_stays_within_the_allowed(markdown: str) -> None:
    text = checked(page(markdown).html)
    assert "\x1b" not in text
    assert "\ufdd0" not in text
    assert "\ufdd2" not in text
