"""What a card says of a link, of words and of a subject."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.reader.card_jobs import (
    MOST_HTML,
    best_hit,
    document_card,
    first_paragraph,
    subject_card,
    words_card,
)
from qtbrowser.library import Library

ANSWER = '<h1 class="question">Q</h1><p class="meta">S</p><div class="answer">\n{}\n</div>'


@pytest.mark.parametrize(
    ("answer", "paragraph"),
    [
        ("<p>First.</p><p>Second.</p>", "<p>First.</p>"),
        ("<h2>A</h2><p>Below a heading.</p>", "<p>Below a heading.</p>"),
        ('<p dir="rtl">Other way.</p>', "<p>Other way.</p>"),
        ('<p><img src="qtbrowser:image/a.png" alt="x"></p><p>Words.</p>', "<p>Words.</p>"),
        ('<p>See <a href="qtbrowser:document/x" title="t">this</a>.</p>', "<p>See this.</p>"),
        ("<p>It is <em>so</em>.</p>", "<p>It is <em>so</em>.</p>"),
        ('<p>With <span class="math">x^2</span>.</p>', '<p>With <span class="math">x^2</span>.</p>'),
        ("<ul><li>One<ul><li>Inner</li></ul></li></ul>", "<p>One</p>"),
        ("<pre>p</pre><p>After code.</p>", "<p>After code.</p>"),
        (
            '<div class="math-block"><span class="math">x</span></div>',
            '<div class="math-block"><span class="math">x</span></div>',
        ),
        ("", ""),
        ("<p>never closed", ""),
        ("<p", ""),
    ],
)
def test_the_first_paragraph_is_the_first_that_has_words(answer: str, paragraph: str) -> None:
    assert first_paragraph(ANSWER.format(answer)) == paragraph


def test_a_heading_brings_the_paragraph_below_it() -> None:
    html = ANSWER.format('<p>First.</p><h2 id="late"><a name="late"></a>Late</h2><p>Below it.</p>')
    assert first_paragraph(html, "late") == "<p>Below it.</p>"
    assert first_paragraph(html, "nowhere") == "<p>First.</p>"


def test_keywords_and_related_questions_are_no_paragraph() -> None:
    html = ANSWER.format("<hr>") + '<p class="keywords"><a>x</a></p><div class="related"><p>y</p></div>'
    assert first_paragraph(html) == ""


def test_a_long_paragraph_is_shown_by_its_first_words() -> None:
    long = "".join(f"<em>word{number}</em> " for number in range(MOST_HTML))
    found = first_paragraph(ANSWER.format(f"<p>{long}</p>"))
    assert len(found) < 1_000
    assert found.startswith("<p>word0 word1 ")
    assert found.endswith(" …</p>")


@given(st.text('<>p/ali a&;=" \n', max_size=200))
def test_no_html_makes_it_fail_or_leaves_a_link(answer: str) -> None:
    found = first_paragraph(ANSWER.format(answer))
    assert "<a " not in found
    assert "<img" not in found


@pytest.fixture
def opened(library: Path) -> Iterator[Library]:
    """The small library."""
    with Library.open(library) as found:
        yield found


def test_a_card_of_a_document_has_question_subject_and_paragraph(opened: Library) -> None:
    card = document_card(opened, "sky.md")
    assert (card.address, card.document, card.title) == ("qtbrowser:document/sky.md", "sky.md", "Why is the sky blue?")
    assert card.html.startswith('<h3>Why is the sky blue?</h3><p class="meta">Physics</p><p>Short waves scatter most.')
    assert "<a " not in card.html


def test_words_lead_to_their_best_hit(opened: Library) -> None:
    card = words_card(opened, "snow")
    assert (card.document, card.count, card.words) == ("snow.md", 1, "snow")
    assert card.address == "qtbrowser:document/snow.md"
    assert words_card(opened, "water", "qtbrowser:search/water").address == "qtbrowser:search/water"
    assert words_card(opened, "zzyzx").count == 0
    assert best_hit(opened, "snow") == "snow.md"
    assert best_hit(opened, "snow", but="snow.md") == "snow.md"
    assert best_hit(opened, "water", but="snow.md") not in ("snow.md", "")
    assert best_hit(opened, "zzyzx") == ""


def test_a_subject_has_its_count_and_first_titles(opened: Library) -> None:
    card = subject_card(opened, "Weather", "qtbrowser:subject/Weather")
    assert (card.count, card.document) == (3, "")
    assert card.html == "<p>How do clouds form?</p><p>What is snow?</p><p>Why does it rain?</p>"
