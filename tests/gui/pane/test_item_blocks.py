from __future__ import annotations

import pytest

from qtbrowser.gui.pane.item_blocks import with_item_blocks

TABLE = '<table class="code"><tr><td><pre>x</pre></td></tr></table>'


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>a</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<ul><li>a</li><li>b</li></ul><p>c</p>", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", '<ul><li><p>a</p><p class="in1">b</p></li></ul>'),
        (f"<ul><li>a{TABLE}b <em>c</em></li></ul>", f'<ul><li>a{TABLE}<p class="in1">b <em>c</em></p></li></ul>'),
        (f"<ul><li>{TABLE}</li></ul>", f"<ul><li>{TABLE}</li></ul>"),
        ("<ol><li>a<ul><li>b</li></ul>c</li></ol>", '<ol><li>a<ul><li>b</li></ul><p class="in1">c</p></li></ol>'),
        (
            f"<ol><li>a<ul><li>b{TABLE}<p dir='rtl'>c</p></li></ul></li></ol>",
            f"<ol><li>a<ul><li>b{TABLE}<p dir='rtl' class=\"in2\">c</p></li></ul></li></ol>",
        ),
        (
            '<ul><li>a<div class="math-block"><span>x</span></div>b</li></ul>',
            '<ul><li>a<div class="math-block in1"><span>x</span></div><p class="in1">b</p></li></ul>',
        ),
        (
            '<ul><li>a<table class="quote"><tr><td><ul><li>q<p>r</p></li></ul></td></tr></table></li></ul>',
            '<ul><li>a<table class="quote"><tr><td><ul><li>q<p>r</p></li></ul></td></tr></table></li></ul>',
        ),
        ("<ul>" + "<li><ul>" * 8 + "<li>a<p>b</p>", "<ul>" + "<li><ul>" * 8 + '<li>a<p class="in6">b</p>'),
        ("</li></ul><li>", "</li></ul><li>"),
    ],
)
def test_what_follows_in_an_item_is_marked(html: str, marked: str) -> None:
    assert with_item_blocks(html) == marked


def test_definitions_within_an_item_keep_their_place() -> None:
    definitions = "<dl>\n<dt><p{0}>a</p></dt>\n<dd>\n<p{0}>b</p>\n</dd>\n</dl>"
    html = f"<ol><li><p>x</p>\n{definitions}\n</li><li>next</li></ol>"
    assert with_item_blocks(html.format("")) == html.format(' class="in1"')
