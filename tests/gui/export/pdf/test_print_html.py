from __future__ import annotations

import pytest

from qtbrowser.gui.export.pdf.contents import ContentsLine, contents_html
from qtbrowser.gui.export.pdf.print_html import print_html
from qtbrowser.gui.export.print_commands import file_name

NUMBERS = {"a.md": 1, "b c.md": 2}


@pytest.mark.parametrize(
    ("link", "printed"),
    [
        ('<a href="qtbrowser:document/b%20c.md">B</a>', '<a href="#d2">B</a>'),
        ('<a href="qtbrowser:document/b%20c.md#part">B</a>', '<a href="#d2-part">B</a>'),
        ('<a href="#part">here</a>', '<a href="#d1-part">here</a>'),
        ('<a href="qtbrowser:document/other.md">no</a>', "<span>no</span>"),
        ('<a class="missing" href="qtbrowser:missing/x">no</a>', '<span class="missing">no</span>'),
        ('<a class="subject" href="qtbrowser:subject/law">Law</a>', '<span class="subject">Law</span>'),
        ('<a href="qtbrowser:search/x">no</a>', "<span>no</span>"),
        ('<a href="javascript:x()">no</a>', "<span>no</span>"),
        (
            '<a class="external" href="https://e.org/?a&amp;b">out</a>',
            '<a class="external" href="https://e.org/?a&amp;b">out</a>',
        ),
    ],
)
def test_links_lead_within_the_book_or_outside(link: str, printed: str) -> None:
    assert print_html(f"<p>{link}</p>", "a.md", NUMBERS) == f"<p>{printed}</p>"


def test_names_are_the_documents_own() -> None:
    html = '<h1 class="question">Q</h1><h2 id="x"><a name="x"></a>X</h2>'
    assert print_html(html, "b c.md", NUMBERS) == (
        '<h1 class="question"><a name="d2">\u200b</a>Q</h1><h2 id="x"><a name="d2-x">\u200b</a>X</h2>'
    )


def test_keywords_and_related_questions_of_other_documents_are_left_out() -> None:
    html = (
        '<p class="keywords"><a class="keyword" href="qtbrowser:search/x">x</a></p>\n'
        '<div class="related">\n<h2>Related</h2>\n<ul>\n<li><a href="qtbrowser:document/b%20c.md">B</a></li>\n'
        '<li><a href="qtbrowser:document/z.md">Z</a></li>\n</ul>\n</div>'
    )
    printed = print_html(html, "a.md", NUMBERS)
    assert '<a href="#d2">B</a>' in printed
    assert "Z" not in printed
    assert "keyword" not in printed
    assert "Related" not in print_html(html, "a.md", {"a.md": 1})


def test_a_line_of_the_contents_links_to_its_document() -> None:
    html = contents_html("A & B", "2 questions", [ContentsLine(7, "<b>", 12)])
    assert '<a href="#d7">&lt;b&gt;</a>' in html
    assert ">12</td>" in html
    assert "A &amp; B" in html


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Why?", "Why.pdf"),
        ("a/b\\c: d\n e", "a b c d e.pdf"),
        ("...", "answers.pdf"),
        ("", "answers.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_names_of_files_are_allowed_everywhere(title: str, name: str) -> None:
    assert file_name(title) == name
