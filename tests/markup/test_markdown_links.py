"""Where the links of a text are, in every form, and that pages have the same ones."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qtbrowser.documents.folder_kind import kind_of_names
from qtbrowser.markup.commonmark.tree import EMBED
from qtbrowser.markup.html_elements import MEDIA
from qtbrowser.markup.markdown_links import link_places, link_targets
from qtbrowser.rendering.answer_tree import read_answer

# A text; each target is between guillemets, which are removed before it is read.
FORMS = [
    "none",
    "[a](«b.md») and [c](«/learn/c» 'title')",
    "[a](<«b c.md»>)",
    "[a [b] c](«x.md»)",
    "[a\nb](«x.md»)",
    "[a](\n«x.md»\n'title')",
    "[a](«x_(y).md») [b](«y(z)(w).md»)",
    "![picture](«p.png»)",
    "[![picture](«p.png»)](«x.md»)",
    "![words [inner](in.md)](«p.png»)",
    "[a](«\\_x.md») [b](«a&amp;b.md»)",
    "[one]: «x.md»\n",
    "[one]: <«x y.md»> 'title'\n\n[one]",
    "[one]:\n  «x.md»\n  'title'\n[two]: «y.md»\nwords",
    "> - [one]: «x.md»\n\n[one]",
    "> - [a](«x.md»)\n>   [b](«y.md»)\nlazy [c](«z.md»)",
    "1. [a](«x.md»)\n\n\t[b](«y.md»)\n\n\t\t[no](code.md)",
    "## [a](«x.md») ##\n\n[b](«y.md»)\n===\n",
    "| a | b |\n|---|---|\n| [x\\|y](«z.md») | `[n](o)` [w](«v») |\n",
    "<«https://example.org/a»> <a@example.org>",
    "see https://example.org/a(b).",
    "<a href=\"«x.md»\">words</a> <img alt='>' src='«p q.png»'> <a class=c href=«y.md»>w</a>",
    "<div>\n<a title='href=no' href=\"«x.md?a=1&amp;b»\">w</a>\n<!-- <a href='no'> -->\n</div>",
    "[^1]\n\n[^1]: [a](«x.md»)\n",
    "`[a](b)` and\n```\n[a](c)\n```\n[a](«d»)",
    "    [a](b)\n\n<!-- [a](b) -->\n\n<script>\n'<a href=b>'\n</script>\n",
    "$[a](b)$ and $$\n[a](b)\n$$\n[a](«x.md»)",
    "[a]( ) [b]() [c](d e) [f]",
    "[a](«x.md»)\r\n[b](«y.md»)\r\n\r\n[c]: «z.md»\r\n",
]
OF_KINDS = [
    ("obsidian", "[[«Note»|words]] ![[«p.png»|300]] [[«Note#A Part»]] [[«#^id»]]"),
    ("obsidian", "| a |\n|---|\n| [[«Note»\\|words]] |\n\n%%[[no]]%% `[[no]]`\n\n%%\n[[no]]\n%%\n"),
    ("hugo", '[a]({{< ref "«x.md#p»" >}} "t") {{< note >}}[b](«y.md»){{< /note >}}'),
    ("hugo", '{{< figure src="«p.png»" >}} [b](«p.png») <a href="{{% relref \'«z»\' %}}">w</a>'),
    (
        "hugo",
        '{{< highlight go >}}\n\n[n](o)\n{{< /highlight >}}\n[d]: {{< relref "«y.md»" >}}\n\n[d] [q](«z.md»)',
    ),
    (
        "jekyll",
        "[a]({{ site.baseurl }}«/docs/a/») [b]({% link «_docs/a.md» %}) {% raw %}[c](«d»){% endraw %}",
    ),
    (
        "jekyll",
        "{% comment %}[n](o){% endcomment %}[p]({{ '«/q»' | relative_url }}) {% post_url «2024-01-01-x» %}",
    ),
    (
        "mdbook",
        "{{#include «part.md»}}\n\n{{#title no}} `{{#include no.md}}` [a](«x.md»)",
    ),
    (
        "gitbook",
        '{% content-ref url="«a/b.md»" %}\n[b.md](a/b.md)\n{% endcontent-ref %}\n\n\\([x](«c.md»)\\) {% hint %}',
    ),
    (
        "myst",
        "```{toctree}\n:maxdepth: 1\n«guide/start»\nThe end <«end»>\n```\n{doc}`«/a»` {doc}`so <«b»>` [c](«d.md»)",
    ),
    ("docsify", "[a](«glue.md» ':ignore') [b](«glue.md») [c](«/glue»?id=use) ![p](«p.png» \":size=5\")"),
    ("jekyll", "{% post_link «2024-01-02-a» %} and {% post_link «b» 'more words' %}"),
    ("jekyll", "{% asset_img «cup.png» A cup %} {% asset_link «a.pdf» %}"),
    ("mkdocs", '--8<-- "«parts/a.md»"\n'),
    ("mkdocs", '--8<-- \'«a.md»\'\n\n    ;--8<-- "no.md"\n\n`--8<-- "no.md"`\n'),
    ("mkdocs", '--8<--\n«a.md»\n; no.md\n«b.md»\n--8<--\n\n!!! note\n    --8<-- "«c.md»"\n'),
    ("mkdocs", '!!! note "T"\n    [a](«x.md»)\n\n=== "Tab"\n\n    [b](«y.md»)\n'),
]
CASES = [("", text) for text in FORMS] + OF_KINDS


@pytest.mark.parametrize(("kind", "marked"), CASES)
def test_the_places_of_targets(kind: str, marked: str) -> None:
    text = marked.replace("«", "").replace("»", "")
    found = [place for place in link_places(text, [kind]) if not place.written.startswith("https:") or "<" in text]
    parts: list[str] = []
    position = 0
    for place in found:
        parts += (text[position : place.start], "«", place.written, "»")
        position = place.end
    assert "".join((*parts, text[position:])) == marked


@pytest.mark.parametrize(("kind", "marked"), CASES)
def test_pages_have_the_same_links(kind: str, marked: str) -> None:
    text = marked.replace("«", "").replace("»", "")
    known = {place.address for place in link_places(text, [kind])}
    shown = _on_page(text, kind)
    assert shown <= known
    # A definition that nothing refers to, and a tag that isn't in the text of a link, are known beyond.
    assert all(f"]: {target}" in text or "post_url" in text for target in known - shown if "]:" not in text)


def _on_page(text: str, kind: str) -> set[str]:
    root, notes = read_answer(text, kind_of_names([kind]))[1], read_answer(text, kind_of_names([kind])).notes
    assert root is not None
    elements: list[Element] = [element for part in (root, *notes.values()) for element in part.iter()]
    names = {"a": "href", "img": "src", MEDIA: "src", EMBED: "target"}
    targets = {element.get(names.get(element.tag, ""), "").strip() for element in elements}
    return {target for target in targets if target and not target.startswith("mailto:")}


def test_an_include_of_some_lines_is_a_link_to_the_document() -> None:
    text = "{{#include ../y.md:2:5}}\n\n{{#include y.md:name}}"
    places = [(place.written, place.address) for place in link_places(text, ["mdbook"])]
    assert places == [("../y.md", "../y.md"), ("y.md", "y.md")]
    text = "--8<-- '../y.md:2:5'\n\n--8<-- \"y.md:name\"\n\n--8<--\nz.md:3\n--8<--\n"
    places = [(place.written, place.address) for place in link_places(text, ["mkdocs"])]
    assert places == [("../y.md", "../y.md"), ("y.md", "y.md"), ("z.md", "z.md")]


def test_pictures_are_left_out() -> None:
    assert link_targets("![p](p.png) <img src=q.png> [a](b.md)") == ["b.md"]


@settings(max_examples=200)
@given(st.text(alphabet="[]()<>!` \nab$|-:\"'\\&;=/{%}#^>"), st.sampled_from(["", "obsidian", "hugo", "jekyll"]))
def test_any_text(text: str, kind: str) -> None:
    end = 0
    for place in link_places(text, [kind]):
        assert end <= place.start < place.end
        assert place.written == text[place.start : place.end]
        assert place.spelled(place.target) == place.written
        end = place.end


@pytest.mark.parametrize(
    ("text", "target", "written"),
    [
        ("[a](b.md)", "c d.md", "c%20d.md"),
        ("[a](b.md)", "c(d).md", "c(d).md"),
        ("[a](b.md)", "c(d.md", "c%28d.md"),
        ("[a](b.md)", "c&amp;d.md", "c&amp;amp;d.md"),
        ("[a](<b.md>)", "c <d>.md", "c \\<d\\>.md"),
        ('<a href="b.md">w</a>', 'c"d&amp;.md', "c&quot;d&amp;amp;.md"),
        ("<a href='b.md'>w</a>", "c'd&e.md", "c&#39;d&e.md"),
        ("<a href=b.md>w</a>", "c d.md", "c%20d.md"),
        ("<a href='a&amp;b.md'>w</a>", "c&d.md", "c&amp;d.md"),
    ],
)
def test_another_target_is_written_so_that_it_is_read_again(text: str, target: str, written: str) -> None:
    (place,) = link_places(text)
    assert place.spelled(target) == written
    (again,) = link_places(text[: place.start] + written + text[place.end :])
    assert again.target in (target, written)
