"""What a row says below its question."""

from __future__ import annotations

from datetime import date

from qtbrowser.gui.browse.row_meta import also_in, row_meta
from qtbrowser.gui.browse.rows import Row
from qtbrowser.rendering.dates import format_date


def test_a_date_has_the_form_that_pages_give_it() -> None:
    for day in (date(2025, 1, 8), date(1999, 12, 31)):
        assert row_meta(Row("a.md", "A?", date=day), with_subject=True) == [format_date(day)]


def test_the_places_of_equal_documents_are_named_once_and_not_all() -> None:
    equals = tuple((f"{name}.md", name) for name in ("Law", "Law", "Tax", "Art", "Sea", "Sky", "Sun"))
    assert also_in(Row("a.md", "A?", equals=equals)) == "also in Law, Tax, Art, Sea +2"
    assert also_in(Row("a.md", "A?", equals=(("x/b.md", ""),))) == "also in x/b.md"
    assert also_in(Row("a.md", "A?")) == ""


def test_parts_that_are_missing_leave_no_gap() -> None:
    row = Row("x/a.md", "A?", "Law", date(2025, 1, 8), file="a.md")
    assert row_meta(row, with_subject=True) == ["Law", "a.md", "Jan 8, 2025"]
    assert row_meta(row, with_subject=False) == ["a.md", "Jan 8, 2025"]
