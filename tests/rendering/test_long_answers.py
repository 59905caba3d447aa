"""Long answers are rendered in parts, to their end."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.rendering import answer_parts, text
from qtbrowser.rendering.page import PART_BREAK
from qtbrowser.rendering.render import render_document
from qtbrowser.rendering.text import render_text
from tests.rendering.pages import answer_html, checked, page, resolve

SECTION = "## Same?\n\nSee [b][home].[^{0}]\n\n" + "words " * 100 + "\n\n[^{0}]: Note {0}.\n\n"
LONG = (
    "# A question?\n\n"
    + "".join(SECTION.format(number) for number in range(50))
    + "[home]: ../y/c%20d.md\n\nThe end.\n"
)
DOCUMENT = Document(path="x/a.md", title="A question?", raw_answer=LONG, keywords=("Keyword",))


def test_only_the_first_part_is_rendered_at_once() -> None:
    shown = render_document(DOCUMENT, resolve, in_parts=True)
    assert shown.later is not None
    assert len(shown.html) < len(LONG) / 2
    assert "The end." not in shown.html
    assert 'class="keyword"' not in shown.html
    parts = [*shown.later.parts(0, 2), *shown.later.parts(2, 1_000)]
    assert shown.later.parts(len(parts), len(parts) + 1) == []
    for part in parts:
        checked(part.html)
    assert "The end." in parts[-1].html
    assert 'class="keyword"' in parts[-1].html
    assert "A question?</h2>" not in shown.html


def test_a_whole_page_has_all_parts() -> None:
    whole = render_document(DOCUMENT, resolve)
    assert whole.later is None
    assert whole.html.count(PART_BREAK) > 2
    checked(whole.html)
    anchors = [heading.anchor for heading in whole.headings]
    assert anchors == ["same", *(f"same-{number}" for number in range(1, 50))]
    assert whole.html.count('href="qtbrowser:document/y/c%20d.md"') == 50
    notes = re.findall(r'<a name="fn:(\d+)"></a>Note (\d+)\.', whole.html)
    assert notes == [(str(number + 1), str(number)) for number in range(50)]
    assert whole.html.count('<ol class="footnotes">') == 1
    assert "<h2" not in whole.html.partition('<ol class="footnotes">')[2]


def test_pages_of_the_same_sources_are_equal() -> None:
    one, same = (render_document(DOCUMENT, resolve, in_parts=True) for _ in range(2))
    other = render_document(replace(DOCUMENT, raw_answer=f"{LONG}More."), resolve, in_parts=True)
    assert one == same
    assert hash(one) == hash(same)
    assert one != other


def test_what_is_too_hard_is_the_source_of_its_part_alone() -> None:
    html = page(f"{LONG}\n## Hard\n\n{'[' * 10_000}\n\n## Next\n\n{'words ' * 1_500}\n\n## Last\n\n*end*\n").html
    assert html.count('<p class="notice">') == 1
    assert "A part of this answer has a paragraph with too many signs to be set out. That part is shown" in html
    assert "<em>end</em>" in html


def test_the_text_for_a_terminal_is_whole() -> None:
    shown = render_text(DOCUMENT)
    assert "The end." in shown
    assert "[50] Note 49." in shown
    assert shown.count("Same?") == 50


def test_what_is_longer_than_the_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (answer_parts, text):
        monkeypatch.setattr(module, "LONGEST_ANSWER", 30_000)
    assert f"Its beginning (30,000 of {len(LONG):,} characters) is shown." in page(LONG).html
    assert f"The first 30,000 of {len(LONG):,} characters are shown." in render_text(DOCUMENT)


def test_fields_without_dashes_are_at_the_top_of_the_first_part_alone() -> None:
    answer = "author: Ann\n\n" + "\n\n".join(f"note: {number} {'words ' * 200}" for number in range(100))
    html = answer_html(answer, kinds=FolderKind.MKDOCS | FolderKind.FIELD_LINES)
    assert "author" not in html
    assert html.count("<p>note: ") == 100
