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
    "part.md": "part.md",
    "wiki:Loop": "Loop.md",
    "wiki:Self": "x/a.md",
}
OTHERS = {
    "Notes/Bread.md": "# Bread\n\nFlour. ^basics\n\n## Keeping it\n\nIn a cloth.\n\n## Other\n\nNot this.",
    "part.md": "An *included* part.",
    "Loop.md": "Again ![[Self]] ![[Loop]]",
}


def read(path: str) -> Document | None:
    """Another document of the library."""
    text = OTHERS.get(path)
    return None if text is None else Document(path, "Bread", raw_answer=text, kinds=FolderKind.OBSIDIAN)


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


def test_every_callout() -> None:
    html = shown("> [!my-own]- Title\n> words", FolderKind.OBSIDIAN)
    assert "alert-note" in html
    assert "Title" in html
    assert "[!" not in html
    assert "[!my-own]" in shown("> [!my-own] Title", FolderKind.PLAIN)


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
    (FolderKind.JEKYLL, "{: .note }\nTake care.", "<p>Take care.</p>", "Take care."),
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
    assert words(f"before\n\n{markdown}\n\nbehind", kinds) == f"before\n{title}\nIn it\nbehind"


LISTINGS = [
    (FolderKind.HUGO, "{{< highlight go >}}\nx := 1 // *no*\n{{< /highlight >}}"),
    (FolderKind.JEKYLL, "{% highlight go %}\nx := 1 // *no*\n{% endhighlight %}"),
]


@pytest.mark.parametrize(("kinds", "markdown"), LISTINGS)
def test_listings_of_sites(kinds: FolderKind, markdown: str) -> None:
    assert 'class="code language-go"' in shown(markdown, kinds)
    assert words(markdown, kinds) == "x := 1 // *no*"


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
    "highlight go", "/highlight", "endhighlight", "tabs", "tab", "/tab", '"', "[TOC]", "\ufdd3", "<b>", "- ",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(list(FolderKind)))
def test_any_mixture_of_signs_is_safe(markdown: str, kinds: FolderKind) -> None:
    everything = FolderKind.HUGO | FolderKind.JEKYLL | FolderKind.MKDOCS | FolderKind.DOCUSAURUS | FolderKind.OBSIDIAN
    for kind in (kinds, everything):
        assert "\ufdd3" not in shown(markdown, kind)
        words(markdown, kind)
