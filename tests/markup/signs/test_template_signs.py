"""Tags of templates as the Markdown that is read in their place: Jekyll's, Hugo's and mdBook's."""

from __future__ import annotations

import pytest

from qtbrowser.markup.commonmark.tree import INCLUDE, LINES, SECTION
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.hugo import shortcodes
from qtbrowser.markup.signs.liquid import liquid
from qtbrowser.markup.signs.mdbook import directives
from qtbrowser.markup.signs.template_tags import UNKNOWN_ADDRESS
from qtbrowser.markup.signs.zola import zola

FIGURE = '<span></span><figure><img src="a.png" alt="Cap" width="300"><figcaption>Cap</figcaption></figure>'
FOLDED = opening("note", "Details", "closed")

LIQUID = [
    ("{% include figure.html src='a.png' caption='Cap' width=300 %}", FIGURE, 0),
    ("a {% include image.html %} b", "a  b", 1),
    ("{% include youtube.html id='abc' %}", "[Youtube](https://www.youtube.com/watch?v=abc)", 0),
    ("{% youtube abc %}", "[Youtube](https://www.youtube.com/watch?v=abc)", 0),
    ("{% gist someone 12 %}", "[Gist](https://gist.github.com/someone/12)", 0),
    ("{% gist %}", "", 1),
    ("{% include_relative part.md %}", f"![](<{INCLUDE}part.md>)", 0),
    ("{% include nav.html %}", "", 1),
    # What is not between quotes is a variable, whose value the site's program alone has.
    ("{% include figure src=page.picture caption='a=b' %}", "", 1),
    ("{% include youtube.html id=page.film title='id=abc' %}", "", 1),
    ("{% include note.html content=page.note %}", "", 1),
    ("{% tab group The first %}\na\n{% endtab %}", f"{opening('tab', 'The first')}\na\n{CLOSING}", 0),
    (
        "{% details More of it %}\na\n{% enddetails %}",
        f"{opening('note', 'More of it', 'closed')}\na\n{CLOSING}",
        0,
    ),
    ("{% details %}\na\n{% enddetails %}", f"{FOLDED}\na\n{CLOSING}", 0),
    # Of Hexo.
    ("{% blockquote Ann, A book %}\na\n{% endblockquote %}", f"{opening('quote', 'Ann A book')}\na\n{CLOSING}", 0),
    ("{% codeblock lang:js %}\na\n{% endcodeblock %}", "~~~ js\na\n~~~", 0),
    ("{% post_link 2024-a 'Of a' %} {% post_link b %}", "[Of a](<post:2024-a>) [b](<post:b>)", 0),
    ("{% asset_link a.pdf The paper %} {% asset_path b.png %}", "[The paper](<a.pdf>) b.png", 0),
    ("{% asset_img a.png 300 Cap %}", FIGURE, 0),
    ("{% img left /a.png %}{% img left %}", '<span></span><figure><img src="/a.png" alt=""></figure>', 1),
    ("{% link Our site https://x.org %}", "[Our site](<https://x.org>)", 0),
    # The beginning of an address that the configuration gives.
    ("[a]({{ site.repository }}/b) {{ site.name }}", f"[a]({UNKNOWN_ADDRESS}/b) ", 0),
    ('<a href="{{ page.link }}">a</a>', f'<a href="{UNKNOWN_ADDRESS}">a</a>', 0),
    # Tags that nothing ends leave what is behind them.
    ("{% for a in b %}x{% for a in b %}y", "xy", 0),
    ("{% raw %}a {% raw %}b", "a b", 0),
]


@pytest.mark.parametrize(("text", "markdown", "left_out"), LIQUID)
def test_tags_of_jekyll(text: str, markdown: str, left_out: int) -> None:
    assert liquid(text) == (markdown, left_out)


LONG_LINE = "a" * 2001
HUGO = [
    ("{{< highlight go >}}\na", "\na", 1),
    ("{{< note >}}{{< note >}}\na\n{{< /note >}}", f"{opening('note')}\na\n{CLOSING}", 0),
    ('{{< details "More" >}}a{{< /details >}}', opening("note", "More", "closed", content="a"), 0),
    ("{{< note >}} \na\n{{< /note >}}", f"{opening('note')} \na\n{CLOSING}", 0),
    ("{{< note >}}a{{< /note >}} b", "a b", 0),
    (f"{{{{< note >}}}}{LONG_LINE}{{{{< /note >}}}}", LONG_LINE, 0),
    ("{{< button >}}Go{{< /button >}}", "Go", 1),
    ('{{< card link="/x" >}}b\n\nc{{< /card >}}', "b\n\nc", 0),
    ("{{< figure >}}", "", 1),
]


@pytest.mark.parametrize(("text", "markdown", "left_out"), HUGO)
def test_shortcodes_of_hugo(text: str, markdown: str, left_out: int) -> None:
    assert shortcodes(text) == (markdown, left_out)


MDBOOK = [
    ("{{#title The book}}\na", "\na", 0),
    ("{{#include part.md}}", f"![](<{INCLUDE}part.md>)", 0),
    ("{{#include part.md:2:5}}", f"![](<{INCLUDE}part.md#{LINES}2-5>)", 0),
    ("{{#include part.md:2}}", f"![](<{INCLUDE}part.md#{LINES}2-2>)", 0),
    ("{{#include part.md::5}}", f"![](<{INCLUDE}part.md#{LINES}-5>)", 0),
    ("{{#include part.md:name}}", f"![](<{INCLUDE}part.md#{SECTION}name>)", 0),
    ("a {{#include listing.rs:main}} b", "a  b", 1),
    ("`{{#include part.md}}`", "`{{#include part.md}}`", 0),
    (r"\{{#include part.md}}", r"\{{#include part.md}}", 0),
    ("a {{ b }}", "a {{ b }}", 0),
]


@pytest.mark.parametrize(("text", "markdown", "left_out"), MDBOOK)
def test_directives_of_mdbook(text: str, markdown: str, left_out: int) -> None:
    assert directives(text) == (markdown, left_out)


ZOLA = [
    ('{{ youtube(id="abc") }}', "[Youtube](https://www.youtube.com/watch?v=abc)", 0),
    ("{{ gallery() }} {{ x }}", " {{ x }}", 1),
    ('{{ image(src="a.png", caption="Cap", width=300) }}', FIGURE, 0),
    ('{% note(title="T") %}\na\n{% end %}', f"{opening('note', 'T')}\na\n{CLOSING}", 0),
    ("{% wide() %}\na {% end %}{% end %}", "\na ", 0),
    ("{{/* gallery() */}} {%/* note() */%}", "{{ gallery() }} {% note() %}", 0),
    ("`{{ gallery() }}`", "`{{ gallery() }}`", 0),
]


@pytest.mark.parametrize(("text", "markdown", "left_out"), ZOLA)
def test_shortcodes_of_zola(text: str, markdown: str, left_out: int) -> None:
    assert zola(text) == (markdown, left_out)


def test_a_shortcode_of_zola_in_one_line_is_read() -> None:
    assert zola("{% note() %}[a](b){% end %}").text == "[a](b)"
