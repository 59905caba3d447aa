"""The outline: its rows, the section that is read, where it is laid out, and its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from qtbrowser.gui.pane.heading_positions import depths, section_at
from qtbrowser.gui.pane.outline import Outline
from qtbrowser.rendering.page import Heading, Page
from tests.gui.pane.conftest import Reader

HEADINGS = tuple(Heading(3 if part % 2 else 2, f"Part {part}", f"part-{part}") for part in range(12))
HTML = '<h1 class="question">Why?</h1><div class="answer">' + "".join(
    f'<h{one.level} id="{one.anchor}"><a name="{one.anchor}"></a>{one.text}</h{one.level}><p>{"word " * 200}</p>'
    for one in HEADINGS
)


def show(reader: Reader, headings: tuple[Heading, ...] = HEADINGS, width: int = 1000) -> Outline:
    reader.pane.resize(width, 500)
    reader.pane.show_page(Page("a.md", "Why?", HTML + "</div>", headings))
    outline = reader.pane.findChild(Outline)
    assert isinstance(outline, Outline)
    return outline


def button(reader: Reader) -> QToolButton:
    found = reader.pane.findChild(QToolButton, "outline_button")
    assert isinstance(found, QToolButton)
    return found


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((2, 3, 3, 2), [0, 1, 1, 0]), ((4, 2, 4, 5, 3), [0, 0, 1, 2, 1]), ((), []), ((6, 6), [0, 0])],
)
def test_depths_leave_no_gap(levels: tuple[int, ...], expected: list[int]) -> None:
    assert depths([Heading(level, "x", "x") for level in levels]) == expected


@pytest.mark.parametrize(("position", "section"), [(0, -1), (9, -1), (10, 0), (19, 0), (20, 1), (99, 2)])
def test_a_section_reaches_to_the_next_heading(position: int, section: int) -> None:
    assert section_at([10, 20, 30], position) == section


def test_it_stands_beside_the_page_and_follows_the_reader(reader: Reader) -> None:
    outline = show(reader)
    assert outline.isVisible()
    assert reader.view.geometry().right() < outline.geometry().left()
    assert [outline.list.item(row).text() for row in range(outline.list.count())] == [one.text for one in HEADINGS]
    assert outline.list.currentRow() == -1 or outline.list.currentRow() == 0
    bar = reader.view.verticalScrollBar()
    seen = []
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + 60)
        seen.append(outline.list.currentRow())
    assert sorted(set(seen)) == list(range(seen[0], seen[-1] + 1))
    assert seen == sorted(seen)
    assert seen[-1] >= 10


def test_a_page_that_is_shown_from_its_top_is_in_no_section_far_below(reader: Reader) -> None:
    rest = HTML.partition('<div class="answer">')[2]
    for height in range(500, 660, 32):
        # So that a quarter of one of these heights is between two paragraphs, of which Qt knew nothing yet.
        reader.pane.resize(1000, height)
        html = f'<h1 class="question">{height}</h1><div class="answer">{"<p>one line</p>" * 40}{rest}</div>'
        reader.pane.show_page(Page(f"{height}.md", "Why?", html, HEADINGS))
        outline = reader.pane.findChild(Outline)
        assert isinstance(outline, Outline)
        assert outline.list.currentRow() == -1


def test_a_click_goes_to_the_heading(reader: Reader) -> None:
    outline = show(reader)
    row = outline.list.visualItemRect(outline.list.item(5))
    reader.qtbot.mouseClick(outline.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert reader.top_words() == "Part 5"
    assert outline.list.currentRow() == 5
    assert reader.view.hasFocus()
    assert outline.isVisible()


@pytest.mark.parametrize("number", [0, 1])
def test_a_page_with_few_headings_says_so_where_its_outline_is_asked_for(reader: Reader, number: int) -> None:
    outline = show(reader, HEADINGS[:number])
    assert not outline.isVisible()
    assert not button(reader).isVisible()
    reader.pane.toggle_outline()
    words = outline.findChild(QLabel, "outline_few")
    assert words is not None
    assert words.isVisible()
    assert words.text() == ("This page has no headings.", "This page has only one heading.")[number]
    assert outline.list.count() == number
    reader.qtbot.keyClick(outline.list, Qt.Key.Key_Escape)
    assert not outline.isVisible()
    show(reader)
    assert not words.isVisible()


@pytest.mark.parametrize("width", [300, 420, 520, 600, 700, 1000])
def test_it_never_covers_the_page(reader: Reader, width: int) -> None:
    outline = show(reader, width=width)
    if not outline.isVisible():
        reader.pane.toggle_outline()
    assert outline.isVisible()
    assert not outline.geometry().intersects(reader.view.geometry())
    assert reader.view.width() >= min(width, 340)
    assert reader.view.height() >= 200


def test_it_is_wider_beside_a_page_with_room_to_spare(reader: Reader) -> None:
    widths = [show(reader, width=width).width() for width in (900, 1400, 2400, 4000)]
    assert widths == sorted(widths)
    assert widths[0] < widths[1] < widths[2] == widths[3]
    assert reader.view.width() >= 2000


def test_where_there_is_no_room_it_is_shown_on_demand_and_goes_away_again(reader: Reader) -> None:
    outline = show(reader, width=600)
    assert not outline.isVisible()
    assert reader.view.width() == 600
    reader.qtbot.mouseClick(button(reader), Qt.MouseButton.LeftButton)
    assert outline.isVisible()
    assert outline.list.hasFocus()
    reader.qtbot.keyClick(outline.list, Qt.Key.Key_Down)
    reader.qtbot.keyClick(outline.list, Qt.Key.Key_Down)
    chosen = outline.list.currentItem().text()
    reader.qtbot.keyClick(outline.list, Qt.Key.Key_Return)
    assert reader.top_words() == chosen
    assert not outline.isVisible()
    assert reader.view.hasFocus()


def test_escape_leaves_it(reader: Reader) -> None:
    outline = show(reader, width=600)
    reader.pane.toggle_outline()
    reader.qtbot.keyClick(outline.list, Qt.Key.Key_Escape)
    assert not outline.isVisible()
    assert reader.view.hasFocus()
    assert reader.scrolled() == 0


def test_closing_it_is_told_and_kept_for_the_next_pages(reader: Reader) -> None:
    outline = show(reader)
    with reader.qtbot.waitSignal(reader.pane.outline_switched) as told:
        reader.qtbot.mouseClick(outline.findChild(QToolButton, "outline_close"), Qt.MouseButton.LeftButton)
    assert told.args == [False]
    assert not outline.isVisible()
    assert button(reader).isVisible()
    reader.pane.clear_page()
    show(reader)
    assert not outline.isVisible()
    reader.pane.want_outline(True)
    assert outline.isVisible()


def test_it_comes_and_goes_with_the_room(reader: Reader) -> None:
    outline = show(reader)
    reader.pane.resize(500, 500)
    QApplication.processEvents()
    assert not outline.isVisible()
    reader.pane.resize(1000, 500)
    QApplication.processEvents()
    assert outline.isVisible()


def test_the_section_is_right_after_zooming(reader: Reader) -> None:
    outline = show(reader)
    reader.pane.show_page(Page("a.md", "Why?", HTML + "</div>", HEADINGS), fragment="part-7")
    assert outline.list.currentRow() == 7
    reader.pane.set_zoom(1.5)
    assert outline.list.currentRow() == 7
