from __future__ import annotations

import pytest

from qtbrowser.gui.pane.qt_html import blocks_around_answer, qt_html


def test_keywords_are_set_apart_by_space() -> None:
    html = '<p class="keywords"><a class="keyword" href="x">a b</a>, <a class="keyword" href="y">c, d</a></p>'
    space = "&nbsp;" * 5 + " "
    first, second = '<a class="keyword" href="x">a&nbsp;b</a>', '<a class="keyword" href="y">c,&nbsp;d</a>'
    assert qt_html(html).replace(' dir="ltr"', "") == f'<p class="keywords">{first}{space}{second}</p>'


def test_listings_do_not_end_in_an_empty_line() -> None:
    assert qt_html("<pre>a\n\nb\n\n</pre>") == "<pre>a\n\nb</pre>"


def test_tables_written_from_the_right_begin_at_the_right() -> None:
    first, second = '<th dir="rtl">\u0627</th>', '<th align="right">b</th>'
    rest = "<tr><td>1</td><td>2 <em>x</em></td></tr></table>"
    turned = "<tr><td>2 <em>x</em></td><td>1</td></tr></table>"
    start = '<table class="cells"><tr>'
    assert (
        qt_html(f"{start}{first}{second}</tr>{rest}").replace(' dir="ltr"', "")
        == f"{start}{second}{first}</tr>{turned}"
    )
    assert (
        qt_html(f"{start}{second}{first}</tr>{rest}").replace(' dir="ltr"', "") == f"{start}{second}{first}</tr>{rest}"
    )


@pytest.mark.parametrize(
    ("html", "around"),
    [
        ("<p>a</p>", (0, 0)),
        ('<h1 class="question">q</h1><div class="answer"><p>a</p></div>', (1, 0)),
        ('<h1 class="question" dir="rtl">q</h1><p class="meta">m</p><p>a</p><p class="keywords">k</p>', (2, 1)),
        (
            '<ul><li>a</li></ul><p class="keywords">k</p><div class="related"><h2>R</h2><li>1</li><li>2</li></div>',
            (0, 4),
        ),
    ],
)
def test_blocks_around_the_answer(html: str, around: tuple[int, int]) -> None:
    assert blocks_around_answer(html) == around


def test_cards_are_paragraphs_of_two_lines() -> None:
    items = (
        '<li dir="rtl"><a href="x">A?</a> <span class="subject">Law</span> <span class="detail">7</span></li>\n'
        '<li><a href="y">B?</a></li>'
    )
    assert qt_html(f'<ul class="cards">\n{items}\n</ul>') == (
        '\n<p class="card" dir="rtl"><a href="x">A?</a><br><span class="subject">Law</span><span> \u00b7 </span>'
        '<span class="detail">7</span></p>\n<p dir="ltr" class="card"><a href="y">B?</a></p>\n'
    )


def test_every_block_of_a_page_with_text_from_right_to_left_says_its_direction() -> None:
    html = qt_html(
        '<p dir="rtl">\u05d0 <code>ls -l /</code></p><table><tr><td><pre>$ x</pre></td></tr></table><h2>b</h2>'
    )
    assert "<code>\u2066ls -l /\u2069</code>" in html
    assert '<td dir="ltr"><pre dir="ltr">$ x</pre>' in html
    assert '<h2 dir="ltr">' in html
    assert '<p dir="rtl">' in html
    assert qt_html("<p>a <code>b</code></p>") == "<p>a <code>b</code></p>"
