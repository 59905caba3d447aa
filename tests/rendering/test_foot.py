"""The lists of other questions below an answer."""

from __future__ import annotations

import datetime as dt
import re

from qtbrowser.catalog.catalog_values import Entry
from qtbrowser.documents.document import Document, Related
from qtbrowser.rendering.foot import MOST_BACKLINKS
from qtbrowser.rendering.page import PART_BREAK
from qtbrowser.rendering.render import render_document
from tests.rendering.pages import checked, resolve


def entry(
    path: str, title: str, *, subject: str = "Law", date: dt.date | None = None, number: int | str | None = None
) -> Entry:
    """An entry that is not hidden."""
    return Entry(path=path, id=number, title=title, subject=subject, date=date, hidden=False)


def sections(html: str) -> dict[str, list[str]]:
    """The words of each question, by the section's heading."""
    checked(html)
    found = re.findall(
        r'<div class="related">\n<h2>(.*?)</h2>\n<ul(?: class="cards")?>\n(.*?)\n</ul>\n</div>', html, re.DOTALL
    )
    assert html.count("<h2>") == len(found)
    return {heading: [re.sub("<[^<>]*>", "", line) for line in lines.split("\n")] for heading, lines in found}


def foot(related: tuple[Related, ...] = (), found: tuple[Entry, ...] = (), back: tuple[Entry, ...] = ()) -> str:
    """The page of a document with these neighbours."""
    document = Document(path="x/a.md", title="A?", related=related)
    return render_document(document, resolve, find_similar=lambda: found, backlinks=back).html


def test_each_backlink_has_its_subject_and_leads_to_its_document() -> None:
    html = foot(back=(entry("y/c d.md", "C *and* D?"), entry("x/a.md", "Itself"), entry("z.md", "Z?", subject="")))
    assert sections(html) == {"Questions that link here": ["C and D? Law", "Z?"]}
    assert '<a href="qtbrowser:document/y/c%20d.md">C and D?</a> <span class="subject">Law</span>' in html


def test_related_questions_come_before_backlinks() -> None:
    named = (Related(title="B", url="/learn/b", subject="Tax"),)
    html = foot(named, back=(entry("z.md", "Z?"),))
    assert list(sections(html)) == ["Related questions", "Questions that link here"]


def test_a_document_that_links_here_is_not_called_similar_instead() -> None:
    html = foot(found=(entry("z.md", "Z?"), entry("y.md", "Y?")), back=(entry("z.md", "Z?"),))
    assert sections(html) == {"Similar questions": ["Y? Law"], "Questions that link here": ["Z? Law"]}


def test_similar_questions_are_found_after_the_page() -> None:
    asked: list[str] = []

    def find(*found: Entry) -> tuple[Entry, ...]:
        asked.append("once")
        return found

    document = Document(path="x/a.md", title="A?", keywords=("word",))
    shown = render_document(document, resolve, find_similar=lambda: find(entry("y.md", "Y?")), in_parts=True)
    assert asked == []
    assert 'class="keywords"' in shown.html
    assert shown.later is not None
    whole = shown.completed(shown.later)
    assert asked == ["once"]
    assert whole.html.replace(PART_BREAK, "\n") == foot_of(document, entry("y.md", "Y?"))
    nothing = render_document(document, resolve, find_similar=find, in_parts=True)
    assert nothing.later is not None
    assert nothing.later.all_parts() == []
    assert render_document(document, resolve, in_parts=True).later is None
    named = Document(path="x/a.md", title="A?", related=(Related(title="B", url="/learn/b"),))
    assert render_document(named, resolve, find_similar=find, in_parts=True).later is None


def foot_of(document: Document, *found: Entry) -> str:
    return render_document(document, resolve, find_similar=lambda: found).html


def test_found_questions_stand_in_for_named_ones() -> None:
    found = (entry("z.md", "Z?"), entry("x/a.md", "Itself"))
    assert sections(foot(found=found)) == {"Similar questions": ["Z? Law"]}
    assert list(sections(foot((Related(title="B", url="/learn/b"),), found))) == ["Related questions"]
    gone = (Related(title="Gone", url="/gone"),)
    assert sections(foot(gone, found)) == {
        "Related questions": ["Gone not in this library"],
        "Similar questions": ["Z? Law"],
    }


def test_all_neighbours_are_cards_and_none_is_there_twice() -> None:
    named = (Related(title="B", url="/learn/b", subject="Tax"),)
    back = (entry("z.md", "Z?"),)
    assert re.findall("<ul.*?>", foot(named, back=back)) == ['<ul class="cards">', '<ul class="cards">']
    assert re.findall("<ul.*?>", foot(found=back)) == ['<ul class="cards">']
    assert list(sections(foot(found=back, back=back))) == ["Questions that link here"]


def test_many_backlinks_are_counted() -> None:
    many = tuple(entry(f"{number}.md", f"Q{number}") for number in range(MOST_BACKLINKS + 3))
    shown = sections(foot(back=many))["Questions that link here"]
    assert shown[-2:] == [f"Q{MOST_BACKLINKS - 1} Law", "and 3 more"]
    assert sections(foot(back=many[:MOST_BACKLINKS]))["Questions that link here"][-1] == f"Q{MOST_BACKLINKS - 1} Law"


def test_a_title_met_twice_is_told_apart() -> None:
    day, later = dt.date(2025, 1, 28), dt.date(2025, 2, 1)
    back = (
        entry("1.md", "By subject"),
        entry("2.md", "By subject", subject="Tax"),
        entry("3.md", "By date", date=day),
        entry("4.md", "By date", date=later),
        entry("5.md", "By id", date=day, number=5),
        entry("6.md", "By id", date=day, number="six"),
        entry("7.md", "By path", date=day, number=7),
        entry("8.md", "By path", date=day, number=7),
    )
    assert sections(foot(back=back))["Questions that link here"] == [
        "By subject Law",
        "By subject Tax",
        "By date Law Jan 28, 2025",
        "By date Law Feb 1, 2025",
        "By id Law 5",
        "By id Law six",
        "By path Law 7.md",
        "By path Law 8.md",
    ]
    named = (Related(title="Same", url="/one", id=1), Related(title="Same", url="/two", id=1))
    assert sections(foot(named))["Related questions"] == [
        "Same /one not in this library",
        "Same /two not in this library",
    ]


def test_hostile_names_are_text() -> None:
    evil = "<b>\"'&\u202e</b>"
    html = foot(back=(entry(evil, evil, subject=evil), entry(evil + "2", evil, subject=evil)))
    checked(html)
    assert "<b>" not in html
    assert "\u202e" not in html
