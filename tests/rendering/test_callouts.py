"""Alerts of GitHub, callouts of Obsidian and admonitions of Python-Markdown."""

from __future__ import annotations

import pytest

from qtbrowser.documents.folder_kind import FolderKind
from tests.rendering.pages import answer_html, checked


def callout(kind: str, title: str, body: str) -> str:
    """What a callout is written as."""
    inside = f'<p class="alert-title"><strong>{title}</strong></p>' + (f"\n{body}" if body else "")
    return f'<table class="quote alert alert-{kind}"><tr><td>\n{inside}\n</td></tr></table>'


QUOTED = [
    ("> [!NOTE]\n> Text *x*\n> more", "note", "Note", "<p>Text <em>x</em>\nmore</p>"),
    ("> [!TIP]\n>\n> one\n>\n> two", "tip", "Tip", "<p>one</p>\n<p>two</p>"),
    ("> [!IMPORTANT]  \n> text", "important", "Important", "<p>text</p>"),
    ("> [!Warning]", "warning", "Warning", ""),
    ("> [!caution]\n> - a", "caution", "Caution", "<ul>\n<li>\na\n</li>\n</ul>"),
    ("> [!danger]- Mind the *gap", "caution", "Mind the *gap", ""),
    ("> [!note] a\\\n> b", "note", "a", "<p>b</p>"),
    ("> [!faq] Why <x>?\n> So.", "note", "Why &lt;x&gt;?", "<p>So.</p>"),
    ("> [!note] a *b*\n> c", "note", "a <em>b</em>", "<p>c</p>"),
    ("> [!note] $x$\n> c", "note", '<span class="math">x</span>', "<p>c</p>"),
]


@pytest.mark.parametrize(("markdown", "kind", "title", "body"), QUOTED)
def test_a_quotation_with_a_kind(markdown: str, kind: str, title: str, body: str) -> None:
    assert answer_html(markdown) == callout(kind, title, body)


def test_a_title_from_right_to_left() -> None:
    assert '<p class="alert-title" dir="rtl"><strong>שלום</strong></p>' in answer_html("> [!note] שלום\n> c")


def mkdocs_html(markdown: str) -> str:
    """The HTML of an answer of MkDocs, whose admonitions have their content indented."""
    return answer_html(markdown, kinds=FolderKind.MKDOCS)


INDENTED = [
    ("!!! note\n    text\n    more", "note", "Note", "<p>text\nmore</p>"),
    ('!!! warning "Mind this"\n    text', "warning", "Mind this", "<p>text</p>"),
    ("!!! recipe\n    text", "note", "Recipe", "<p>text</p>"),
    ("!!! danger highlight blink\n\n    text", "caution", "Danger", "<p>text</p>"),
    (
        "!!! tip\n    # Head\n    - a",
        "tip",
        "Tip",
        '<h2 id="head"><a name="head"></a>Head</h2>\n<ul>\n<li>\na\n</li>\n</ul>',
    ),
    ("!!! tip\n    `a`\n\n    $x$", "tip", "Tip", '<p><code>a</code></p>\n<p><span class="math">x</span></p>'),
    ("!!! note\n    !!! tip\n        in", "note", "Note", callout("tip", "Tip", "<p>in</p>")),
]


@pytest.mark.parametrize(("markdown", "kind", "title", "body"), INDENTED)
def test_an_indented_admonition(markdown: str, kind: str, title: str, body: str) -> None:
    assert mkdocs_html(f"before\n{markdown}\n\nafter") == f"<p>before</p>\n{callout(kind, title, body)}\n<p>after</p>"


def test_an_admonition_without_a_title() -> None:
    expected = '<table class="quote alert alert-note"><tr><td>\n<p>text</p>\n</td></tr></table>'
    assert mkdocs_html('!!! note ""\n    text') == expected


def test_an_admonition_within_an_item() -> None:
    html = mkdocs_html("- a\n\n  !!! note\n      b\n- c")
    assert callout("note", "Note", "<p>b</p>") in html
    assert html.count("<ul>") == 1
    assert html.count("<li>") == 2


def test_a_listing_within_an_admonition() -> None:
    assert "<pre>x\n  y</pre>" in mkdocs_html("!!! note\n    ```\n    x\n      y\n    ```")


PLAIN = [
    "> [!unknown]\n> x",
    "> text [!NOTE]",
    "[!NOTE]\ntext",
    "> # [!NOTE]",
    "!!!",
    "!!! \n    x",
    "a !!! note",
    "`!!! note`",
]


@pytest.mark.parametrize("markdown", PLAIN)
def test_what_only_looks_like_one(markdown: str) -> None:
    html = mkdocs_html(markdown)
    assert "alert" not in html
    assert "!" in checked(html)


def test_endless_nesting_ends() -> None:
    html = mkdocs_html("\n".join("    " * depth + "!!! note" for depth in range(30)))
    assert 8 <= html.count("alert-note") < 30
    assert "!!! note" in checked(html)


@pytest.mark.parametrize(("sign", "css_class"), [("-", "fold"), ("+", "fold open")])
def test_a_callout_that_can_be_folded(sign: str, css_class: str) -> None:
    html = answer_html(f"> [!faq]{sign} Why?\n> So.")
    link = '<a class="fold" href="qtbrowser:fold/1"><strong>Why?</strong></a>'
    assert f'<p class="alert-title">{link}</p>\n<div class="{css_class}">\n<p>So.</p>\n</div>' in html
    checked(html)
