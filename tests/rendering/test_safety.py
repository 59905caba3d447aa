"""Nothing a document says becomes markup, and no link leads where it may not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qtbrowser.documents.document import Related
from qtbrowser.rendering.link_addresses import Links
from tests.rendering.pages import answer_html, checked, page, resolve

RAW = [
    "<script>alert(1)</script>",
    "<b onclick=x>bold</b>",
    "<img src=x onerror=alert(1)>",
    "<!-- comment -->",
    "<!DOCTYPE x>",
    "<?php x ?>",
    "<![CDATA[x]]>",
    "a <style>p{}</style> b",
    "<div markdown=1>\n\n*x*\n\n</div>",
    "`<script>`",
    "```html\n<script>alert(1)</script>\n```",
    "```<script>\nx\n```",
    '```"onclick=x\nx\n```',
    "    <script>indented</script>",
    "$<script>alert(1)</script>$",
    "$$\n</span><script>x</script>\n$$",
    "# <script>x</script>",
    "| <b> | <i> |\n|---|---|\n| <script> | `<u>` |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;b&amp;gt;",
    "#include <iostream>",
    '[x](<"onclick=x>)',
    '[x](http://a.b/"onclick="x)',
    '![a"onerror="x](pic.png)',
    "[x](b.md 'title\" onclick=\"x')",
    "{: onclick=x }\n\n# h {: #id onclick=x }",
    "text\n{: .cls style='x' }",
    "*[HTML]: <script>",
    "[^1]\n\n[^1]: <script>",
    "[^<b>]\n\n[^<b>]: <script>",
    '[^"onclick=x]\n\n[^"onclick=x]: x',
    "> [!NOTE] <script>\n> <script>",
    '!!! note "<script>"\n    <script>',
    "<script>\n: <script>",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0001\x03 \x0242\x03",
    "\ufdd00\ufdd1 \ufdd20\ufdd1 \ufdd3 $x$",
    "\ue0000\ue001",
]


@pytest.mark.parametrize("markdown", RAW)
def test_markup_of_a_document_is_text(markdown: str) -> None:
    html = page(markdown).html
    checked(html)
    assert "<script" not in html
    assert "alert(1)" not in html or "&lt;" in html or "alert(1)" in markdown


def test_angle_brackets_are_shown() -> None:
    assert "#include &lt;iostream&gt;" in answer_html("#include <iostream>")
    assert "<p>use &lt;gateway-ip&gt;</p>" in answer_html("use <gateway-ip>")
    assert answer_html("<b onclick=x>bold</b>") == "<p><strong>bold</strong></p>"


def test_places_can_not_be_forged() -> None:
    html = answer_html("\ufdd00\ufdd1 and \ufdd20\ufdd1 and $x$")
    assert html.count('<span class="math">x</span>') == 1
    assert "\N{REPLACEMENT CHARACTER}0\N{REPLACEMENT CHARACTER}" in html


BLOCKED = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "//evil.example/x",
    "%2F%2Fevil.example/x",
    "\\\\server\\share",
    "%5C%5Cserver%5Cshare",
    "C:\\Windows",
    "C:/Windows",
    "qtbrowser:document/secret",
    "qtbrowser:state/",
    'qtbrowser:state/a"onclick=x',
    "qtbrowser:state/a\nb",
    "QtBrowser:state/a.md?library=0f",
    "qtbrowser:state/" + "a" * 4001,
    "qrc:/x",
    "about:blank",
    "x-custom+1.0:y",
    "http:",
    "http://",
    "http://[bad",
    "mailto:",
    "mailto:a@example.org?attach=/etc/passwd",
    "mailto:a@example.org?subject=x&%41ttachment=~/.ssh/id_rsa",
    "javascript&Tab;:alert(1)",
    "java&NewLine;script&colon;alert(1)",
    "javascript&#0000058;alert(1)",
    "&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058alert(1)",
    "java%0Ascript:alert(1)",
    "java%09script%3aalert(1)",
    "%00javascript:alert(1)",
    "java\0script:alert(1)",
    "java\rscript:alert(1)",
    "java\x0bscript:alert(1)",
    "\u2028javascript:alert(1)",
    "\u2029javascript:alert(1)",
    "\x85javascript:alert(1)",
    "\x7fjavascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\u3000javascript:alert(1)",
    "javascript :alert(1)",
    "javascript\u00a0:alert(1)",
    "feed:javascript:alert(1)",
    "view-source:x",
    "jar:x",
    "blob:https://example.org/x",
    "filesystem:x",
    "intent://x",
    "ms-officecmd:{}",
    "search-ms:query=x",
    "smb://server/share",
    "ftp://example.org/x",
    "ssh://example.org",
    "tel:123",
    "http:javascript:alert(1)",
    "http:///etc/passwd",
    "https:\\\\example.org",
    "https:/\\example.org",
    "http:%5C%5Cexample.org",
    "/\\example.org",
    "///example.org",
    "\\\\?\\UNC\\server\\share",
    "\\\\.\\pipe\\x",
    "data:image/svg+xml;base64,x",
    "pic.png\0.exe",
    "pic.png%00.exe",
    "",
    "   ",
]


@pytest.mark.parametrize("target", BLOCKED)
def test_other_targets_are_blocked(target: str) -> None:
    assert Links(resolve, "x/a.md").target(target).href is None
    assert Links(resolve, "x/a.md").image(target) is None


NO_SCHEME = [
    "javascript\uff1aalert(1)",
    "\uff4aavascript\u200b",
    "java\u00adscript\u200balert",
    "%256Aavascript%253Aalert(1)",
    "&amp;#106;avascript",
    "javas&#99cript",
    "1javascript",
    "\u202egnp.tpircs",
    "..%2F..%2Fetc%2Fpasswd",
    "..%252F..%252Fetc%252Fpasswd",
    "/etc/passwd",
    "~/.ssh/id_rsa",
    "CON",
    "c|/windows:x",
    "a\ud800b",
]


@pytest.mark.parametrize("target", NO_SCHEME)
def test_targets_without_a_scheme_are_names_of_documents_only(target: str) -> None:
    href = Links(resolve, "x/a.md").target(target).href
    assert href is not None
    assert href.startswith("qtbrowser:missing/")
    assert href.isascii()
    assert "/" not in href.removeprefix("qtbrowser:missing/")
    assert Links(resolve, "x/a.md").image(target) is None


@pytest.mark.parametrize(
    "target", ["#javascript:alert(1)", '#"onclick=x', "#\ud800", "#%00", "#../../x", "#\u202e", "#"]
)
def test_a_place_in_the_page_stays_one(target: str) -> None:
    href = Links(resolve, "x/a.md").target(target).href
    assert href is not None
    assert href.startswith("#")
    assert href.isascii()
    assert not set(href) & set('"<> ')


@pytest.mark.parametrize(
    "form", ["[x]({})", "[x](<{}>)", "[x][r]\n\n[r]: {}", "[x][r]\n\n[r]: <{}>", "<{}>", "![x]({})"]
)
@pytest.mark.parametrize("target", BLOCKED)
def test_no_form_of_link_lets_a_blocked_target_through(form: str, target: str) -> None:
    html = page(form.format(target)).html
    checked(html)
    for address in re.findall(r'(?:href|src)="([^"]*)"', html):
        assert address.startswith(("qtbrowser:missing/", "http://", "https://", "#")), address


OVERRIDES = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize("sign", OVERRIDES)
def test_what_reorders_text_is_taken_out_of_names(sign: str) -> None:
    name = f"safe{sign}exe.md"
    related = (Related(title=name, url=name, subject=name),)
    shown = page("x", title=name, subject=name, keywords=(name,), post_on_text=name, related=related)
    assert sign not in shown.title + shown.html


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "C:/x"])
def test_a_blocked_link_is_the_words_of_the_link(target: str) -> None:
    assert answer_html(f"[click *here*]({target})") == '<p><span class="blocked">click <em>here</em></span></p>'


ALLOWED = [
    ("b.md", "qtbrowser:document/x/b.md", ""),
    ("b.md#part%20two", "qtbrowser:document/x/b.md#part%20two", ""),
    ("/learn/b", "qtbrowser:document/x/b.md", ""),
    ("../y/c%20d.md", "qtbrowser:document/y/c%20d.md", ""),
    ("id:7", "qtbrowser:document/y/seven%237.md", ""),
    ("gone.md#x", "qtbrowser:missing/gone.md%23x", "missing"),
    ("../../etc/passwd", "qtbrowser:missing/..%2F..%2Fetc%2Fpasswd", "missing"),
    ("#Part", "#Part", ""),
    ("https://example.org/a b?c=d&e#f", "https://example.org/a%20b?c=d&e#f", "external"),
    ("HTTP://Example.org", "HTTP://Example.org", "external"),
    ("https://example.org/ä", "https://example.org/%C3%A4", "external"),
    ("mailto:a@example.org", "mailto:a@example.org", "external"),
    ("https://example.org/%C3%A4", "https://example.org/%C3%A4", "external"),
]


@pytest.mark.parametrize(("target", "href", "css_class"), ALLOWED)
def test_where_links_lead(target: str, href: str, css_class: str) -> None:
    assert Links(resolve, "x/a.md").target(target) == (href, css_class)


def test_pictures() -> None:
    assert answer_html("![a \"b\"](pic.png 'title')") == (
        '<p><img src="qtbrowser:image/x/pic%20%C3%A4.png" alt="a &quot;b&quot;"></p>'
    )
    assert answer_html("![words](https://example.org/p.png)") == (
        '<p><a class="external" href="https://example.org/p.png"><span class="picture">words '
        '<span class="address">example.org/p.png</span></span></a></p>'
    )
    for target in (
        "gone.png",
        "b.md",
        "notes.pdf",
        "/etc/passwd",
    ):
        assert answer_html(f"![words]({target})") == '<p><span class="picture">words</span></p>'
    assert answer_html("![words](data:image/png;base64,x)") == '<p><span class="blocked">words</span></p>'


def test_surrogates_and_controls_are_replaced() -> None:
    shown = page("a\ud800b\0c\x1bd", title="t\udfff\u202ex", keywords=("k\ud800",), subject="s\x07\u2066")
    shown.html.encode()
    assert "\u202e" not in shown.html + shown.title
    assert shown.title == "t\N{REPLACEMENT CHARACTER}x"
    assert "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}d" in shown.html


def test_fields_of_a_document_are_text_too() -> None:
    evil = "<b>\"'&"
    related = (Related(title=evil, url="javascript:x", id='"><b>', subject=evil),)
    html = page("x", title=evil, subject=evil, keywords=(evil,), post_on_text=evil, related=related).html
    checked(html)
    assert "<b>" not in html


PIECES = [
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "<",
    ">",
    "<a href=x>",
    "&lt;",
    "&#58;",
    "javascript:",
    "http://a.b",
    "`",
    "```",
    "$",
    "$$",
    "*",
    "**",
    "_",
    "~~",
    "|",
    "\n|--|--|\n",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "# ",
    "---",
    "===",
    "\\",
    "\\(",
    "\\]",
    '"',
    "'",
    "a",
    "word ",
    "\x02",
    "\x03",
    "\ufdd0",
    "0",
    "\ufdd1",
    "\ufdd2",
    "\ufdd3",
    "\ud800",
    "א",
    "x.png",
    "[a]: ",
    ":",
    "{: #x}",
    "- [ ] ",
    "[^1]",
    "\n[^1]: ",
    "\n: ",
    "> [!NOTE] ",
    "\n!!! tip\n",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_of_signs_stays_within_the_allowed(markdown: str) -> None:
    checked(page(markdown).html)


@given(st.text(st.characters()))
def test_any_text_renders(markdown: str) -> None:
    checked(page(markdown, title=markdown[:50]).html)


@given(st.text(st.characters()))
def test_any_target_is_safe(target: str) -> None:
    links = Links(lambda _target, _base: None, "x/a.md")
    href = links.target(target).href
    assert (
        href is None
        or href.startswith(("qtbrowser:missing/", "http", "mailto:", "#", "HTTP", "Http"))
        or (href.lower().startswith(("http:", "https:", "mailto:")))
    )
    assert links.image(target) is None
