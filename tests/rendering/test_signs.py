"""Signs of vaults and site generators: read in documents of their kind, text in all others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import FolderKind, names_of_kinds
from qtbrowser.markup.plain import plain_text
from qtbrowser.markup.signs.vault import tags_of
from qtbrowser.rendering.render import render_document
from tests.rendering.pages import checked

LIBRARY = {
    "wiki:Bread": "Notes/Bread.md",
    "wiki:dot.png": "files/dot.png",
    **dict.fromkeys(("part.md", "./_part.mdx"), "part.md"),
    "lines.md": "lines.md",
    "wiki:Table": "Table.md",
    "wiki:Loop": "Loop.md",
    "wiki:Self": "x/a.md",
}
OTHERS = {
    "Notes/Bread.md": "# Bread\n\nFlour. ^basics\n\n## Keeping it\n\nIn a cloth.\n\n## Other\n\nNot this.",
    "Table.md": "Before\n\n| a |\n|---|\n| b |\n\n^t1\n\nafter",
    "part.md": "An *included* part.",
    "lines.md": "one\n\n--8<-- [start:mid]\ntwo\n\n<!-- --8<-- [end:mid] -->\n\nthree",
    "Loop.md": "Again ![[Self]] ![[Loop]]",
}


def read(path: str) -> Document | None:
    """Another document of the library."""
    text = OTHERS.get(path)
    kinds = FolderKind.MKDOCS if path == "lines.md" else FolderKind.OBSIDIAN
    return None if text is None else Document(path, "Bread", raw_answer=text, kinds=kinds)


def shown(markdown: str, kinds: FolderKind) -> str:
    """The HTML of an answer of some kind."""
    document = Document(path="x/a.md", title="A question?", raw_answer=markdown, kinds=kinds)
    html = render_document(document, lambda target, _base: LIBRARY.get(target), read=read).html
    checked(html.replace("^", ""))
    opening = '<div class="answer">\n'
    return html[html.index(opening) + len(opening) : html.rindex("\n</div>")]


def words(markdown: str, kinds: FolderKind) -> str:
    """The words of it for the index."""
    return plain_text(markdown, frozenset(names_of_kinds(kinds)))


BREAD = "qtbrowser:document/Notes/Bread.md"

VAULT = [
    ("[[Bread]]", f'<a href="{BREAD}">Bread</a>', "Bread"),
    ("[[Bread|a slice]]", f'<a href="{BREAD}">a slice</a>', "a slice"),
    ("[[Bread#Keeping it]]", f'<a href="{BREAD}#keeping-it">Bread &gt; Keeping it</a>', "Bread > Keeping it"),
    ("[[Bread#^basics]]", f'<a href="{BREAD}#%5Ebasics">Bread</a>', "Bread"),
    ("[[#Keeping it]]", '<a href="#keeping-it">Keeping it</a>', "Keeping it"),
    ("[[Nothing here]]", '<a class="missing" href="qtbrowser:missing/Nothing%20here">Nothing here</a>', "Nothing here"),
    ("![[dot.png|30]]", '<img src="qtbrowser:image/files/dot.png" alt="dot.png" width="30">', "dot.png"),
    ("![[dot.png|a dot]]", '<img src="qtbrowser:image/files/dot.png" alt="a dot">', "a dot"),
    ("a %%remark%% b", "a  b", "a b"),
    ("a\nb", "a<br>b", "a b"),
    ("![a dot|30x20](dot.png)", '<span class="picture">a dot</span>', "a dot"),
    ("==a *b*== = c", '<span class="mark">a <em>b</em></span> = c', "a b = c"),
    ("words ^id-1", 'words <a name="^id-1"></a>', "words"),
    (
        "about #like/this, #1",
        'about <a class="topic" href="qtbrowser:search/like%2Fthis">#like/this</a>, #1',
        "about like/this, #1",
    ),
    ("`[[Bread]] ==a== %%b%%`", "<code>[[Bread]] ==a== %%b%%</code>", "[[Bread]] ==a== %%b%%"),
    ("$a%%b%%c$", '<span class="math">a%%b%%c</span>', "a%%b%%c"),
]


@pytest.mark.parametrize(("markdown", "html", "plain"), VAULT)
def test_notes_of_a_vault(markdown: str, html: str, plain: str) -> None:
    assert shown(markdown, FolderKind.OBSIDIAN) == f"<p>{html}</p>"
    assert words(markdown, FolderKind.OBSIDIAN) == plain


@pytest.mark.parametrize("kinds", [FolderKind.PLAIN, FolderKind.QUESTIONS, FolderKind.QUESTIONS | FolderKind.OBSIDIAN])
@pytest.mark.parametrize(
    "markdown",
    [
        "a == b == c",
        "50%% and 20%%",
        "about #this",
        "[[Bread]]",
        "{{ x }} {% y %}",
        ":::note",
        "a {#b}",
        "x ^y",
        "??? note",
        '=== "a"',
    ],
)
def test_elsewhere_signs_are_text(markdown: str, kinds: FolderKind) -> None:
    assert checked(shown(markdown, kinds)) == markdown
    assert words(markdown, kinds) == markdown


def test_comments_of_several_lines() -> None:
    text = "a\n\n%%\n# Hidden\n\n- item\n%%\n\nb"
    assert shown(text, FolderKind.OBSIDIAN) == "<p>a</p>\n<p>b</p>"
    assert words(text, FolderKind.OBSIDIAN) == "a\nb"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a %%b\n\nc%% d", "a\nd"),
        ("%%\n\n# b\n\nc%% d", "d"),
        ("> a %%b\n> c%%", "a"),
        ("```\n%% a\n\n%%\n```", "%% a\n\n%%"),
    ],
)
def test_comments_within_and_across_blocks(text: str, plain: str) -> None:
    assert words(text, FolderKind.OBSIDIAN) == plain


@pytest.mark.parametrize("kinds", [FolderKind.OBSIDIAN, FolderKind.QUARTO])
def test_footnotes_where_they_are_mentioned(kinds: FolderKind) -> None:
    text = "a^[b *c* [d](https://example.org)] e^[f^[g]] ^[h"
    html = shown(text, kinds)
    assert html.count('<a class="footnote" href="#fn:') == 3
    assert "<em>c</em>" in html
    assert html.count("<li>") == 3
    assert "^[h" in html
    assert words(text, kinds) == "a e ^[h\nb c d\nf\ng"
    assert "^[b" in shown(text, FolderKind.PLAIN)


def test_every_callout() -> None:
    html = shown("> [!my-own]- Title\n> words", FolderKind.OBSIDIAN)
    assert "alert-note" in html
    assert "Title" in html
    assert "[!" not in html
    assert "[!my-own]" in shown("> [!my-own] Title", FolderKind.PLAIN)


def test_a_name_below_a_table_is_that_of_the_table() -> None:
    html = shown("![[Table#^t1]]", FolderKind.OBSIDIAN)
    assert "<td>b</td>" in html
    assert "Before" not in html
    assert "after" not in html


def test_a_note_in_a_frame() -> None:
    html = shown("Before\n![[Bread#Keeping it]]\nbehind", FolderKind.OBSIDIAN)
    assert '<table class="quote embed">' in html
    assert "In a cloth." in html
    assert "Not this." not in html
    assert 'name="keeping-it"' not in html
    assert "Flour." in shown("![[Bread]]", FolderKind.OBSIDIAN)
    block = shown("![[Bread#^basics]]", FolderKind.OBSIDIAN)
    assert "Flour." in block
    assert "cloth" not in block
    assert 'class="missing"' in shown("![[Nothing]]", FolderKind.OBSIDIAN)


def test_notes_that_show_each_other_end() -> None:
    html = shown("![[Loop]]", FolderKind.OBSIDIAN)
    assert html.count("Again") == 1


def test_tags_of_a_text() -> None:
    assert tags_of("#one and #two/three, #2024 a#b `#code`\n# Heading\n#one") == ["one", "two/three"]


SITES = [
    (
        FolderKind.HUGO,
        "{{< youtube abc >}}",
        '<p><a class="external" href="https://www.youtube.com/watch?v=abc">Youtube</a></p>',
        "Youtube",
    ),
    (
        FolderKind.HUGO,
        "a {{< unknown x=1 >}} b",
        '<p>a  b</p>\n<p class="left-out">1 part of this page is left out: only the program of the site ',
        "a b",
    ),
    (FolderKind.HUGO, "{{</* note */>}}", "<p>{{&lt; note &gt;}}</p>", "{{< note >}}"),
    (FolderKind.HUGO, "`{{< x >}}`", "<code>{{&lt; x &gt;}}</code>", "{{< x >}}"),
    (
        FolderKind.HUGO,
        "## Own {#chosen}\n\n[j](#chosen)",
        '<h2 id="own"><a name="own"></a>Own <a name="chosen"></a></h2>\n<p><a href="#chosen">j</a></p>',
        "Own\nj",
    ),
    (FolderKind.HUGO, '{{< button href="/x" >}}Go{{< /button >}}', 'qtbrowser:missing/%2Fx">Go</a></p>', "Go"),
    (FolderKind.HUGO, 'a {{< glossary_tooltip text="pod" term_id="p" >}} b', "<p>a pod b</p>", "a pod b"),
    (FolderKind.HUGO, "{{< columns >}}\na\n<--->\nb\n{{< /columns >}}", "<p>a</p>\n<p>b</p>", "a\nb"),
    (
        FolderKind.HUGO,
        "1. x\n   {{< highlight sh >}}\n   c\n   {{< /highlight >}}\n2. y",
        "<pre>c</pre></td></tr></table>\n</li>\n<li>\ny\n</li>\n</ol>",
        "x\nc\ny",
    ),
    (FolderKind.JEKYLL, "{% for p in site.posts %}\n- {{ p.title }}\n{% endfor %}\n\na", "<p>a</p>", "a"),
    (FolderKind.JEKYLL, "a {{ '{{ x }}' }} b", "<p>a {{ x }} b</p>", "a {{ x }} b"),
    (FolderKind.JEKYLL, "a {::comment}b{:/} c\n\n{::comment}\nd\n\ne\n{:/comment}\n\nf", "<p>f</p>", "a c\nf"),
    (FolderKind.JEKYLL, "* a\n{: .x}\n* b", "<ul>\n<li>\na\n</li>\n<li>\nb\n</li>\n</ul>", "a\nb"),
    (FolderKind.JEKYLL, "| a |\n|---|\n| b |\n{: .x}\n\nc", "<td>b</td>\n</tr>\n</table>\n<p>c</p>", "a\nb\nc"),
    (FolderKind.JEKYLL, "a\n{: #b }\n\n{: #d }\nc", '<p>c <a name="d"></a></p>', "a\nc"),
    (FolderKind.JEKYLL, '<div markdown="1">\n*a*\n</div>\n```\n*b*\n```', "<pre>*b*</pre>", "a\n*b*"),
    (
        FolderKind.MKDOCS,
        "H~2~O, x^2^, ^^in^^, ~~out~~",
        "H<sub>2</sub>O, x<sup>2</sup>, <u>in</u>, <s>",
        "H2O, x2, in, out",
    ),
    (FolderKind.QUARTO, "H~2~O and x^2^", "<p>H<sub>2</sub>O and x<sup>2</sup></p>", "H2O and x2"),
    (FolderKind.HUGO, "H~2~O and x^2^", "<p>H<s>2</s>O and x^2^</p>", "H~2~O and x^2^"),
    (
        FolderKind.MKDOCS,
        "{++a++} {--b--} {~~c~>d~~} {==e==}{>>f<<} `{++g++}`",
        '<p><u>a</u> <s>b</s> <s>c</s><u>d</u> <span class="mark">e</span><small>f</small> <code>{++g++}</code></p>',
        "a b cd ef {++g++}",
    ),
    (FolderKind.MKDOCS, "/// caption\na\n///\n\n///\nb", "<p>a</p>\n<p>///\nb</p>", "a\n/// b"),
    (
        FolderKind.DOCUSAURUS,
        "export const a = {\n  b: 1,\n\n  c: 'd'\n};\n\ne {props.f} {'g'} {h}",
        "<p>e  g {h}</p>",
        "e g {h}",
    ),
    (FolderKind.MDX, "a {b} {'{'}c{'}'} {1 + 1}", "<p>a  {c}</p>", "a {c}"),
    (FolderKind.DOCUSAURUS, "```mdx-code-block\nimport A from 'b';\n```\n\na", "<p>a</p>", "a"),
    (FolderKind.DOCUSAURUS, '<Link to="/x">a</Link>', 'qtbrowser:missing/%2Fx">a</a></p>', "a"),
    (FolderKind.DOCUSAURUS, "a\n\n    b\n\n- c\n\n      - d", "<p>b</p>", "a\nb\nc\nd"),
    (FolderKind.VITEPRESS, "a {{ $b }} `{{ c }}`", "<p>a  <code>{{ c }}</code></p>", "a {{ c }}"),
    (FolderKind.JEKYLL, "* TOC\n{:toc}\n\na", "<p>a</p>", "a"),
    (FolderKind.JEKYLL, "a {% comment %}b{% endcomment %} c {% if x %}d{% endif %}", "<p>a  c d</p>", "a c d"),
    (FolderKind.JEKYLL, "{% raw %}{{ x }}{% endraw %}", "<p>{{ x }}</p>", "{{ x }}"),
    (FolderKind.JEKYLL, "a {{ page.title }} b", "<p>a  b</p>", "a b"),
    (
        FolderKind.MKDOCS,
        "++ctrl+s++ :material-check: ==m==",
        '<p><span class="kbd">Ctrl</span>+<span class="kbd">S</span>  <span class="mark">m</span></p>',
        "Ctrl+S m",
    ),
    (FolderKind.JEKYLL, '<div markdown="1">\n*a*\n</div>', "<p><em>a</em></p>", "a"),
    (FolderKind.PLAIN, '<div markdown="1">\n*a*\n</div>', "<p>*a*</p>", "*a*"),
    (FolderKind.MKDOCS, "[TOC]\n\na", "<p>a</p>", "a"),
    (FolderKind.JEKYLL, '<span class="x">\n*a*{: .b }\n</span>', "<em>a</em>", "a"),
    (FolderKind.HUGO, '<span class="x">\n*a*\n</span>', "*a*", "*a*"),
    (
        FolderKind.JEKYLL,
        '<details markdown="1">\n<summary>\na\n</summary>\n{: .b }\n- TOC\n{:toc}\n</details>\n\nc',
        "<p>c</p>",
        "a\nc",
    ),
    (FolderKind.HUGO, "```\n{{</* x */>}}\n```", "<pre>{{&lt; x &gt;}}</pre>", "{{< x >}}"),
    (FolderKind.HUGO, "{{< note >}}*a*{{< /note >}}\n\nb", "<p><em>a</em></p>\n</td></tr></table>\n<p>b</p>", "a\nb"),
    (FolderKind.HUGO, '{{< tab "A" >}}a{{< /tab >}}\n{{< tab "B" >}}b{{< /tab >}}', "<strong>B</strong>", "A\na\nB\nb"),
    (
        FolderKind.JEKYLL,
        "{% highlight js %}{% raw %}\n{{a}}\n{% endraw %}{% endhighlight %}",
        "<pre>{{a}}</pre>",
        "{{a}}",
    ),
    (FolderKind.QUARTO, "::: {.callout-note}\n## A\nb\n:::", "<strong>A</strong></p>\n<p>b</p>", "A\nb"),
    (FolderKind.QUARTO, "[*a*]{.b} c\n\n```{python}\nd\n```", "<p><em>a</em> c</p>", "a c\nd"),
    (FolderKind.QUARTO, "{{< video https://x.org/a.mp4 >}}", 'href="https://x.org/a.mp4"', ""),
    (FolderKind.VITEPRESS, "a\n\n<<< @/b.js{1}\n\nc", "<p>a</p>\n<p>c</p>", "a\nc"),
    (FolderKind.MKDOCS, '<details markdown="1"><summary>a</summary>\n*b*\n</details>', "<p><em>b</em></p>", "a\nb"),
    (FolderKind.OBSIDIAN, "| a | b |\n|---|---|\n| [[Bread|x]] | c |", '">x</a></td>\n<td>c</td>', "a b\nx c"),
    (FolderKind.MKDOCS, "!!! note\n    a\n\n- > b", "<p>a</p>", "a\nb"),
    (FolderKind.MKDOCS, "a {{ macro('x', {y: 1}) }} b{# c #}", "<p>a  b</p>", "a b"),
    (FolderKind.MKDOCS, "a:\n\n{* ../../src/b_c.py hl[3] *}", "<p><code>src/b_c.py</code></p>", "a:\nsrc/b_c.py"),
    (
        FolderKind.MKDOCS,
        "# A\n\n{* b.py ln[1:4] hl[2,3] *}\n\n`{* a.py *}` c",
        "<code>{* a.py *}</code> c",
        "A\nb.py\n{* a.py *} c",
    ),
    (FolderKind.MKDOCS, "{% raw %}\n{{ a }} {% b %}\n{% endraw %}", "<p>{{ a }} {% b %}</p>", "{{ a }} {% b %}"),
    (FolderKind.MKDOCS, "{% set x = 1 %}\n# {{ page.title }} A {#id}", '</a>A <a name="id">', "A"),
    (FolderKind.MKDOCS, "{% for a in b %}\n- {{ a }}\n{% endfor %}\nc {% if d %}e{% endif %}", "<p>c e</p>", "c e"),
    (FolderKind.MKDOCS, "{% macro a(b) %}\n{{ b }}\n{% endmacro %}\nc {{ 'd {{' }}", "<p>c d {{</p>", "c d {{"),
    (FolderKind.MKDOCS, "`{{ a }}` $x_{{b}}$ ${{ c }}", "${{ c }}</p>", "{{ a }} xb ${{ c }}"),
    (FolderKind.MKDOCS, '{% include "part.md" %}', "An <em>included</em> part.", ""),
    (FolderKind.MKDOCS, "--8<-- 'part.md'", "An <em>included</em> part.", ""),
    (FolderKind.MKDOCS, '++"a b"+c++', '<span class="kbd">a b</span>+<span class="kbd">C</span>', "a b+C"),
    (FolderKind.MKDOCS, ';--8<-- "part.md"', '<p>--8&lt;-- "part.md"</p>', '--8<-- "part.md"'),
    (
        FolderKind.MKDOCS,
        "[*a*][b.c], [`d.e`][], [f][g]",
        "<p><em>a</em>, <code>d.e</code>, [f][g]</p>",
        "a, d.e, [f][g]",
    ),
    (FolderKind.MKDOCS, "[a][b.c]\n\n[b.c]: https://x.org", 'href="https://x.org">a</a></p>', "a"),
    (FolderKind.MKDOCS, "> #### ::: a.b\n\nc", '<a name="ab"></a>a.b</h4>', "a.b\nc"),
    (FolderKind.DOCUSAURUS, "import A from 'a'\n\n<!-- b -->\nimport B from 'b'\n\nc", "<p>c</p>", "c"),
    (
        FolderKind.DOCUSAURUS,
        "import Tabs from '@theme/Tabs';\n\n<Foo bar={{a: '>'}} />\n\nb {/* c */}",
        "<p>b</p>",
        "b",
    ),
    (
        FolderKind.DOCUSAURUS,
        "`<Foo />` and <gateway-ip>",
        "<p><code>&lt;Foo /&gt;</code> and &lt;gateway-ip&gt;</p>",
        "<Foo /> and <gateway-ip>",
    ),
    (
        FolderKind.HUGO,
        '{{< tabs >}}{{< tab "One" >}}Tab one.{{< /tab >}}{{< tab "Two" >}}Tab two.{{< /tab >}}{{< /tabs >}}',
        "<p><strong>One</strong> Tab one. <strong>Two</strong> Tab two.</p>",
        "One Tab one. Two Tab two.",
    ),
    (
        FolderKind.MDX,
        '<TabItem value="a" label="Apple">An apple.</TabItem>',
        '<p class="alert-title"><strong>Apple</strong></p>\n<p>An apple.</p>',
        "Apple\nAn apple.",
    ),
    (
        FolderKind.MDX,
        '<LinkCard title="Part" href="part.md" />',
        '<p><a href="qtbrowser:document/part.md">Part</a></p>',
        "Part",
    ),
    (
        FolderKind.HUGO,
        "> [!nota-bene] Take *care*\n> of it",
        '<p class="alert-title"><strong>Take <em>care</em></strong></p>\n<p>of it</p>',
        "Take care\nof it",
    ),
    (FolderKind.JEKYLL, "so $$a<b$$ holds", '<p>so <span class="math">a&lt;b</span> holds</p>', "so a<b holds"),
    (FolderKind.JEKYLL, "so\n\n$$a<b$$", '<div class="math-block">', "so\na<b"),
    (FolderKind.VITEPRESS, '[[toc]]\n\na <Badge type="tip" />', "<p>a</p>", "a"),
]


@pytest.mark.parametrize(("kinds", "markdown", "html", "plain"), SITES)
def test_signs_of_sites(kinds: FolderKind, markdown: str, html: str, plain: str) -> None:
    found = shown(markdown, kinds)
    if "left-out" not in html:
        found = found.partition('\n<p class="left-out">')[0]
    assert html in found
    assert words(markdown, kinds) == plain


CALLOUTS = [
    (FolderKind.JEKYLL, "{: .tip-title }\n> Head\n>\n> In *it*", "tip", "Head"),
    (FolderKind.JEKYLL, "> In *it*\n{: .warning }", "warning", "Warning"),
    (FolderKind.JEKYLL, "In *it*\n{: .notice--danger}", "caution", "Danger"),
    (FolderKind.JEKYLL, '{% include note.html title="Head" content="In *it*" %}', "note", "Head"),
    (FolderKind.MKDOCS, "/// tip | Head\nIn *it*\n///", "tip", "Head"),
    (FolderKind.MKDOCS, "/// admonition | Head\n    type: warning\n\nIn *it*\n///", "warning", "Head"),
    (FolderKind.MKDOCS, '!!! note inline end "Head"\n    In *it*', "note", "Head"),
    (FolderKind.DOCUSAURUS, '<Admonition type="tip" title="Head">\n\nIn *it*\n\n</Admonition>', "tip", "Head"),
    (FolderKind.OBSIDIAN, "> [!tip] Head\n> In *it*", "tip", "Head"),
    (FolderKind.PLAIN, "> [!TIP] Head\n> In *it*", "tip", "Head"),
    (FolderKind.HUGO, '{{< notice tip "Head" >}}\nIn *it*\n{{< /notice >}}', "tip", "Head"),
    (FolderKind.HUGO, '{{% alert title="Head" color="warning" %}}\nIn *it*\n{{% /alert %}}', "warning", "Head"),
    (FolderKind.HUGO, '{{< tabs >}}\n{{< tab "Head" >}}\nIn *it*\n{{< /tab >}}\n{{< /tabs >}}', "note", "Head"),
    (FolderKind.MKDOCS, '!!! tip "Head"\n    In *it*', "tip", "Head"),
    (FolderKind.MKDOCS, '??? warning "Head"\n    In *it*', "warning", "Head"),
    (FolderKind.MKDOCS, '=== "Head"\n\n    In *it*', "note", "Head"),
    (FolderKind.DOCUSAURUS, ":::tip Head\n\nIn *it*\n\n:::", "tip", "Head"),
    (FolderKind.DOCUSAURUS, ":::danger[Head]\nIn *it*\n:::", "caution", "Head"),
    (
        FolderKind.DOCUSAURUS,
        '<Tabs>\n<TabItem value="a" label="Head">\n\nIn *it*\n\n</TabItem>\n</Tabs>',
        "note",
        "Head",
    ),
    (FolderKind.VITEPRESS, "::: warning Head\nIn *it*\n:::", "warning", "Head"),
    (FolderKind.QUARTO, '::: {.callout-tip title="Head"}\nIn *it*\n:::', "tip", "Head"),
]


@pytest.mark.parametrize(("kinds", "markdown", "kind", "title"), CALLOUTS)
def test_callouts_and_tabs_of_sites(kinds: FolderKind, markdown: str, kind: str, title: str) -> None:
    html = shown(f"before\n\n{markdown}\n\nbehind", kinds)
    assert f"alert-{kind}" in html
    assert f"<strong>{title}</strong>" in html
    assert "<p>In <em>it</em></p>" in html
    assert html.startswith("<p>before</p>")
    assert html.endswith("<p>behind</p>")
    named = f"{title}\n" if "Head" in markdown else ""
    assert words(f"before\n\n{markdown}\n\nbehind", kinds) == f"before\n{named}In it\nbehind"


TITLES = [
    (FolderKind.OBSIDIAN, "> [!note] A *b* `c`\n> d"),
    (FolderKind.OBSIDIAN, "> [!note]- A *b* `c`\n> d"),
    (FolderKind.MKDOCS, '!!! note "A *b* `c`"\n    d'),
    (FolderKind.DOCUSAURUS, ":::note[A *b* `c`]\n\nd\n\n:::"),
]


@pytest.mark.parametrize(("kinds", "markdown"), TITLES)
def test_a_title_holds_emphasis_and_code(kinds: FolderKind, markdown: str) -> None:
    html = shown(markdown, kinds)
    assert "<strong>A <em>b</em> <code>c</code></strong>" in html
    assert "<p>d</p>" in html
    assert words(markdown, kinds) == "A b c\nd"


NESTED = [
    (":::note\n\n- a\n  :::tip\n  b\n  :::\n\n:::\n\nc", 2),
    ("::::note\na\n:::tip\nb\n:::\n::::\n\nc", 2),
    (":::note\n:::tip\nb\n:::\n:::\n\nc", 2),
    (":::note\n```\n:::\n```\n:::\n\nc", 1),
]


@pytest.mark.parametrize(("markdown", "count"), NESTED)
def test_directives_within_others_end_where_they_are_meant_to(markdown: str, count: int) -> None:
    html = shown(markdown, FolderKind.DOCUSAURUS)
    assert html.count('<table class="quote alert') == count
    assert html.endswith("</table>\n<p>c</p>")
    assert "<p>:::" not in html


def test_callouts_nest_to_a_depth_that_is_bounded() -> None:
    deep = 60
    html = shown("{{< note >}}\n" * deep + "in it\n" + "{{< /note >}}\n" * deep + "\nbehind", FolderKind.HUGO)
    assert 10 < html.count('<table class="quote alert') < deep
    assert "in it" in html
    assert html.endswith("</table>\n<p>behind</p>")


LISTINGS = [
    (FolderKind.HUGO, '{{< codeFromInline lang="go" >}}\nx := 1 // *no*\n{{< /codeFromInline >}}'),
    (FolderKind.HUGO, "{{< highlight go >}}\nx := 1 // *no*\n{{< /highlight >}}"),
    (FolderKind.JEKYLL, "{% highlight go %}\nx := 1 // *no*\n{% endhighlight %}"),
]


@pytest.mark.parametrize(("kinds", "markdown"), LISTINGS)
def test_listings_of_sites(kinds: FolderKind, markdown: str) -> None:
    assert 'class="code language-go"' in shown(markdown, kinds)
    assert words(markdown, kinds) == "x := 1 // *no*"


WITHIN_WORDS = [
    ("a {{< highlight go >}}f(`x`){{< /highlight >}} b", "<p>a <code>f(`x`)</code> b</p>", "a f(`x`) b"),
    ("> a {{< mermaid >}}graph{{< /mermaid >}}", "<p>a <code>graph</code></p>", "a graph"),
    ("a {{< code >}}{{< /code >}} b", "<p>a  b</p>", "a b"),
    ("- {{< highlight go >}}f(){{< /highlight >}}\n- b", "<pre>f()</pre></td></tr></table>\n</li>\n<li>", "f()\nb"),
    ("a {{< highlight go >}}\nf()\ng()\n{{< /highlight >}}\nb", "<p>a</p>\n<table", "a\nf()\ng()\nb"),
    ("a {% highlight go %}f(){% endhighlight %} b", "<p>a <code>f()</code> b</p>", "a f() b"),
]


@pytest.mark.parametrize(("markdown", "html", "plain"), WITHIN_WORDS)
def test_listings_within_words(markdown: str, html: str, plain: str) -> None:
    kinds = FolderKind.JEKYLL if "{%" in markdown else FolderKind.HUGO
    assert html in shown(markdown, kinds)
    assert words(markdown, kinds) == plain


@pytest.mark.parametrize("sizes", ['{ width="30" }', "{: width=30 }", "{ width=30px .x }"])
def test_a_picture_has_the_size_that_its_attributes_say(sizes: str) -> None:
    picture = f"![a](wiki:dot.png){sizes}b"
    assert 'alt="a" width="30">b</p>' in shown(picture, FolderKind.MKDOCS)
    assert shown(f"[a](https://x.org){sizes}b", FolderKind.MKDOCS).endswith("</a>b</p>")


def test_figures_and_includes() -> None:
    figure = '{{< figure src="https://example.org/a.png" alt="A" caption="Cap" >}}'
    html = shown(figure, FolderKind.HUGO)
    assert "example.org/a.png" in html
    assert "<p>Cap</p>" in html
    assert "An <em>included</em> part." in shown('--8<-- "part.md"', FolderKind.MKDOCS)
    assert "An <em>included</em> part." in shown('{{% include "part.md" %}}', FolderKind.HUGO)
    gone = shown('a\n\n--8<-- "gone.md"', FolderKind.MKDOCS)
    assert gone.startswith('<p>a</p>\n<p class="left-out">1 part')
    assert "gone" not in gone


@pytest.mark.parametrize(
    ("place", "shown_words"),
    [
        ("", ["one", "two", "three"]),
        (":mid", ["two"]),
        (":1:4", ["one", "two"]),
        (":8", ["three"]),
        ("::1", ["one"]),
        (":6:", ["three"]),
    ],
)
def test_lines_and_sections_are_included(place: str, shown_words: list[str]) -> None:
    html = shown(f'a\n\n--8<-- "lines.md{place}"', FolderKind.MKDOCS)
    assert html == "\n".join(f"<p>{word}</p>" for word in ("a", *shown_words))


def test_a_document_that_is_imported_is_shown_where_it_is_used() -> None:
    text = "import Part from './_part.mdx';\n\nBefore.\n\n<Part name={1} />\n\nAfter."
    assert shown(text, FolderKind.MDX) == "<p>Before.</p>\n<p>An <em>included</em> part.</p>\n<p>After.</p>"


def test_tasks_of_other_states_are_ticked() -> None:
    html = shown("- [-] cancelled\n- [/] half\n- [x] done\n- [ ] open\n- [[Bread]] here", FolderKind.OBSIDIAN)
    assert html.count("☑ ") == 3
    assert html.count("☐ ") == 1
    assert ">Bread</a> here" in html


def test_markdown_goes_on_below_a_figure() -> None:
    html = shown(
        '{{< figure src="https://example.org/a.png" >}}\nBelow *it* [b]({{< ref "part.md" >}})', FolderKind.HUGO
    )
    assert "Below <em>it</em> <a" in html


def test_tags_that_group_others_may_be_on_their_lines() -> None:
    text = '{{< tabs >}}{{< tab "One" >}}\nIn it\n{{< /tab >}}{{< /tabs >}}\n\nbehind'
    assert shown(text, FolderKind.HUGO).endswith("</td></tr></table>\n<p>behind</p>")


def test_expressions_of_templates_are_no_attributes() -> None:
    assert shown("a {{ .Title }} b", FolderKind.HUGO) == "<p>a {{ .Title }} b</p>"


def test_a_list_of_snippets() -> None:
    html = shown("a\n\n--8<--\npart.md\n\n;not.md\n--8<--\n\nb", FolderKind.MKDOCS)
    assert "An <em>included</em> part." in html
    assert "8" not in html.replace("part.md", "")
    assert "not.md" not in html
    listing = "```\n--8<--\npart.md\n--8<--\n```"
    assert "--8&lt;--\npart.md" in shown(listing, FolderKind.MKDOCS)


@pytest.mark.parametrize(
    "description",
    [
        "::: package.module",
        "::: package.module.Class\n    options:\n      show: true",
        "::: package\n    handler: python",
    ],
)
def test_descriptions_of_programs_are_left_out(description: str) -> None:
    html = shown(f"a\n\n{description}\n\nb", FolderKind.MKDOCS)
    assert html.startswith('<p>a</p>\n<p>b</p>\n<p class="left-out">1 part')
    assert "package" in shown(f"```\n{description}\n```", FolderKind.MKDOCS)
    assert "tip" in shown("::: tip\na\n:::", FolderKind.MKDOCS)


def test_lines_stay_where_they_are() -> None:
    from qtbrowser.markup.signs.dialects import dialect_of

    text = "a\n{{< x\ny >}}\nb\n{% comment %}\n\n{% endcomment %}\nc\n{{< highlight go >}}\nd\n{{< /highlight >}}\nlast"
    for kinds in ({"hugo"}, {"jekyll"}, {"hugo", "jekyll", "mkdocs", "docusaurus"}):
        prepare = dialect_of(frozenset(kinds)).prepare
        assert prepare is not None
        assert prepare(text).text.count("\n") == text.count("\n")
        assert prepare(text).text.endswith("\nlast")


PIECES = [
    "[[", "]]", "![[", "Bread", "Loop", "|", "#", "^a", "%%", "==", "{{<", ">}}", "{{%", "%}}", "/", "note", "{%", "%}",
    "raw", "endraw", "{{", "}}", "{:", "}", "{#a}", ":::", ":::tip\n", "\n:::\n", "!!! note\n    ", "??? a\n    ",
    '=== "a"\n    ', "<Tabs>", "</Tabs>", "<TabItem label='x'>", "</TabItem>", "import a from 'b'\n",
    "export const a = {\n", "\n\n", "\n", " ", "`", "```\n", "$", "x", "++a+b++", '--8<-- "part.md"\n',
    "^[", "]", "^^", "~", "^2^", "{++", "++}", "{~~", "~>", "~~}", "\n/// note | x\n", "\n///\n", "{: .note}",
    "\n{: .tip #q }\n", "{::comment}", "{:/}", "{'x'}", "{a.b}", "for", "endfor", "> ", "1. ", "    ", "<svg>",
    "</svg>", "<math>", "<mi>", "highlight go", "/highlight", "endhighlight", "tabs", "tab", "/tab", '"', "[TOC]",
    "\ufdd3", "<b>", "- ",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(list(FolderKind)))
def test_any_mixture_of_signs_is_safe(markdown: str, kinds: FolderKind) -> None:
    everything = FolderKind.HUGO | FolderKind.JEKYLL | FolderKind.MKDOCS | FolderKind.DOCUSAURUS | FolderKind.OBSIDIAN
    for kind in (kinds, everything):
        assert "\ufdd3" not in shown(markdown, kind)
        words(markdown, kind)


TITLED = '<p><small><code>a.py</code></small></p>\n<table class="code language-py"'

OF_SITES = [
    (FolderKind.MKDOCS, '``` py title="a.py" linenums="1"\nx\n```', TITLED, "a.py\nx"),
    (FolderKind.DOCUSAURUS, '```py title="a.py" {1}\nx\n```', TITLED, "a.py\nx"),
    (FolderKind.VITEPRESS, "::: code-group\n```py [a.py]\nx\n```\n:::", TITLED, "a.py\nx"),
    (FolderKind.HUGO, '```py {filename="a.py"}\nx\n```', TITLED, "a.py\nx"),
    (FolderKind.PLAIN, '```py title="a.py"\nx\n```', '<table class="code language-py"', "x"),
    (FolderKind.PLAIN, "```py,ignore\nx\n```", '<table class="code language-py"', "x"),
    (FolderKind.PLAIN, "```py{1,3}\nx\n```", '<table class="code language-py"', "x"),
    (
        FolderKind.HUGO,
        '{{< tabpane lang="py" >}}\n{{< tab header="a.py" >}}\n*x*\n{{< /tab >}}\n{{< /tabpane >}}',
        TITLED,
        "a.py\n*x*",
    ),
    (
        FolderKind.HUGO,
        '{{< card code=true header="a.py" lang="py" >}}\nx\n{{< /card >}} <br>',
        TITLED,
        "a.py\nx",
    ),
    (
        FolderKind.HUGO,
        '{{< tabpane text=true >}}\n{{< tab "no" />}}\n{{% tab header="One" %}}\n**b**\n{{% /tab %}}\n{{< /tabpane >}}',
        '<p class="alert-title"><strong>One</strong></p>\n<p><strong>b</strong></p>',
        "One\nb",
    ),
    (
        FolderKind.MDX,
        '<CodeBlock language="py">{`x\n\ny`}</CodeBlock>',
        '<table class="code language-py" width="100%"><tr><td><pre>x\n\ny</pre>',
        "x\n\ny",
    ),
    (
        FolderKind.MDX,
        '<Admonition type="danger" title="Sure?">Not *yet*.</Admonition>',
        '<p class="alert-title"><strong>Sure?</strong></p>\n<p>Not <em>yet</em>.</p>',
        "Sure?\nNot yet.",
    ),
    (FolderKind.MDX, "a <>b *c*</> d", "<p>a b <em>c</em> d</p>", "a b c d"),
    (FolderKind.MDX, '<Image src="x.png" alt="A cup" />', '<span class="picture">A cup</span>', "A cup"),
    (FolderKind.JEKYLL, "| a | b |\n|---+---|\n| c | d |", "<th>b</th>\n</tr>\n<tr>\n<td>c</td>", "a b\nc d"),
    (FolderKind.JEKYLL, "-+- a\n\n- + b", "<p>-+- a</p>", "-+- a\nb"),
    (FolderKind.HUGO, "a {{< katex >}}x^2{{< /katex >}}", '<p>a <span class="math">x^2</span></p>', "a x^2"),
    (FolderKind.HUGO, "see {{< ref other.md >}}", "<p>see other.md</p>", "see other.md"),
    (FolderKind.MKDOCS, "## <!-- md:setting config.x -->", "<code>config.x</code></h2>", "config.x"),
]


@pytest.mark.parametrize(("kinds", "markdown", "html", "plain"), OF_SITES)
def test_listings_and_callouts_of_sites(kinds: FolderKind, markdown: str, html: str, plain: str) -> None:
    assert html in shown(markdown, kinds)
    assert words(markdown, kinds) == plain


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("==**a** and [[Bread]]== ==b==c==", "a and Bread bc=="),
        ("\\==a\\== \\[[Bread]]", "==a== [[Bread]]"),
        ("- [/] half\n- [>] moved\n\nx [/] y", "half\nmoved\nx [/] y"),
        ("![[dot.png|A dot|200]]", "A dot"),
        ("> [!note]\n> ```\n> code\n> ```\n> after", "code\nafter"),
    ],
)
def test_words_of_notes(markdown: str, plain: str) -> None:
    assert words(markdown, FolderKind.OBSIDIAN) == plain
