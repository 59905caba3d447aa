"""Long pages are shown part by part, and what is asked for is found in every part."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from threading import Event

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication

from qtbrowser.documents.document import Document
from qtbrowser.gui.pane.incremental_layout import LONG as LONG_LAYOUT
from qtbrowser.gui.pane.outline import OutlineList
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.rendering.page import LaterPart, LaterParts, Page
from qtbrowser.rendering.render import render_document
from tests.gui.pane.conftest import LONG_HTML, WAIT_MS, Reader, make_page, marker
from tests.gui.pane.test_safety import picture_bytes

SECTION = "## Why {0}?\n\nBecause of {0}.\n\n- item\n\n```py\nx = {0}\n```\n\n" + "words and " * 60 + "\n\n"
LONG = "".join(SECTION.format(number) for number in range(50))
FOLDED = "<details><summary>Answer</summary>\n\nFolded words.\n\n</details>\n\n"


def long_page(answer: str = LONG) -> Page:
    document = Document(path="long.md", title="Long?", raw_answer=f"{answer}\nThe zanzibarium.\n", keywords=("a",))
    page = render_document(document, lambda _target, _base: None, in_parts=True)
    assert page.later is not None
    return page


def give_all(reader: Reader, page: Page) -> None:
    """Give the pane all later parts, and wait until they are shown."""
    assert page.later is not None
    while parts := page.later.parts(reader.pane.taken_parts, reader.pane.taken_parts + 2):
        reader.pane.add_parts(parts)
    reader.pane.add_parts([])
    reader.wait(lambda: reader.pane.is_complete)


def test_it_is_shown_from_its_first_part_on(reader: Reader) -> None:
    page = long_page()
    reader.pane.show_page(page)
    assert "Because of 0." in reader.view.toPlainText()
    assert not reader.pane.is_complete
    give_all(reader, page)
    text = reader.view.toPlainText()
    assert [text.count(f"Because of {number}.") for number in range(50)] == [1] * 50
    assert reader.scrolled() == 0
    start, end = reader.view.answer_range()
    assert text[start:end].startswith("Why 0?")
    assert text[start:end].rstrip().endswith("The zanzibarium.")


def test_the_end_of_a_page_is_not_seen_before_all_of_it_is_there(reader: Reader) -> None:
    similar = LaterPart('<div class="similar"><p>Similar questions</p></div>')
    page = make_page("<p>A short answer.</p>")
    reader.pane.show_page(replace(page, later=LaterParts(iter([similar]), ())))
    assert not reader.pane.shows_end
    reader.pane.add_parts([similar])
    reader.pane.add_parts([])
    reader.wait(lambda: reader.pane.is_complete)
    assert reader.pane.shows_end


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_text_stays_where_it_is_when_similar_questions_bring_a_scroll_bar(
    reader: Reader, direction: Qt.LayoutDirection
) -> None:
    def left_edge() -> int:
        cursor = QTextCursor(view.document())
        return view.viewport().mapTo(reader.pane, view.cursorRect(cursor).topLeft()).x()

    view = reader.view
    view.setLayoutDirection(direction)
    similar = LaterPart("<p>Similar question</p>" * 60)
    page = make_page("<p>A short answer.</p>")
    reader.pane.show_page(replace(page, later=LaterParts(iter([similar]), ())))
    reader.wait(lambda: not view.verticalScrollBar().isVisible())
    before = left_edge()
    reader.pane.add_parts([similar])
    reader.pane.add_parts([])
    reader.wait(lambda: reader.pane.is_complete and view.verticalScrollBar().isVisible())
    assert left_edge() == before


def test_a_place_in_a_later_part_is_shown_when_it_is_there(reader: Reader) -> None:
    page = long_page()
    reader.pane.show_page(page, fragment="why-40")
    assert reader.scrolled() == 0
    give_all(reader, page)
    assert reader.top_words() == "Why 40?"
    place = reader.pane.scroll_position()
    reader.pane.clear_page()
    reader.pane.show_page(long_page(), scroll=place)
    assert reader.pane.scroll_position() == place
    give_all(reader, page)
    assert reader.top_words() == "Why 40?"


def test_a_part_is_unfolded_at_the_top(reader: Reader) -> None:
    page = long_page(f"{FOLDED}{LONG}")
    reader.pane.show_page(page)
    give_all(reader, page)
    reader.click_link("qtbrowser:fold/1")
    reader.wait(lambda: reader.pane.is_complete)
    assert "Folded words." in reader.view.toPlainText()
    reader.view.scroll_to("why-40")
    outline = reader.pane.findChild(OutlineList)
    assert outline is not None
    assert outline.currentRow() == 40


def test_a_reader_who_scrolls_is_not_taken_away(reader: Reader) -> None:
    page = long_page()
    reader.pane.show_page(page, fragment="why-40")
    reader.press(Qt.Key.Key_PageDown)
    scrolled = reader.scrolled()
    assert scrolled > 0
    give_all(reader, page)
    assert reader.scrolled() == scrolled


def test_words_that_are_found_in_the_last_line_are_shown(reader: Reader) -> None:
    def find(plain: str) -> list[tuple[int, int]]:
        place = plain.find("zanzibarium")
        return [] if place < 0 else [(place, place + 11)]

    page = long_page()
    reader.pane.set_marks(marker(find))
    reader.pane.show_page(page)
    give_all(reader, page)
    first, last = reader.view.seen_positions()
    assert first < reader.view.toPlainText().index("zanzibarium") <= last


def test_all_of_it_stays_selected_in_another_theme(reader: Reader) -> None:
    page = long_page()
    reader.pane.show_page(page)
    give_all(reader, page)
    reader.view.selectAll()
    words = reader.view.textCursor().selectedText()
    reader.pane.set_theme("dark")
    assert not reader.view.textCursor().hasSelection()
    reader.wait(lambda: reader.pane.is_complete)
    assert reader.view.textCursor().selectedText() == words
    assert reader.scrolled() == 0
    reader.pane.set_theme("light")
    reader.view.select_range(1, 4)
    reader.wait(lambda: reader.pane.is_complete)
    assert reader.view.textCursor().selectedText() == words[1:4]


def test_what_goes_through_the_whole_text_is_not_done_for_each_part(reader: Reader) -> None:
    page = long_page(LONG * 4)
    heard: list[int] = []
    reader.pane.text_changed.connect(lambda: heard.append(reader.pane.letters))
    reader.pane.show_page(page)
    first = reader.pane.letters
    give_all(reader, page)
    assert reader.pane.taken_parts > 8
    assert heard[-1] == reader.pane.letters
    assert all(later >= 2 * earlier for earlier, later in pairwise((first, *heard[:-1])))


def test_the_outline_has_all_headings_and_leads_to_them(reader: Reader) -> None:
    page = long_page()
    reader.pane.show_page(page)
    give_all(reader, page)
    outline = reader.pane.findChild(OutlineList)
    assert outline is not None
    assert outline.count() == 50
    outline.chosen.emit(45)
    assert reader.top_words() == "Why 45?"
    assert outline.currentRow() == 45


@pytest.mark.parametrize("number", [1, 2])
def test_another_size_keeps_the_place(reader: Reader, number: int) -> None:
    page = long_page()
    reader.pane.show_page(page, fragment="why-40")
    give_all(reader, page)
    for _ in range(number):
        reader.pane.step_zoom(1)
    reader.wait(lambda: reader.pane.is_complete)
    assert reader.top_words() == "Why 40?"


def test_what_is_folded_in_a_later_part_can_be_unfolded(reader: Reader) -> None:
    page = long_page(f"{LONG}{FOLDED}{LONG}{FOLDED}")
    reader.pane.show_page(page)
    give_all(reader, page)
    assert "Folded words." not in reader.view.toPlainText()
    reader.click_link("qtbrowser:fold/2")
    reader.wait(lambda: "Folded words." in reader.view.toPlainText() and reader.pane.is_complete)
    text = reader.view.toPlainText()
    assert text.count("Folded words.") == 1
    assert text.index("Folded words.") > len(text) / 2
    first, last = reader.view.seen_positions()
    assert first < text.index("Folded words.") < text.index("Folded words.") + len("Folded words.") <= last


def test_what_is_unfolded_below_the_view_in_a_later_part_is_scrolled_into_it(reader: Reader) -> None:
    body = "\n\n".join(f"Line {number}." for number in range(8))
    page = long_page(f"{LONG}{FOLDED.replace('Folded words.', body)}{LONG}")
    reader.pane.show_page(page)
    give_all(reader, page)
    view = reader.view
    text = view.toPlainText()
    cursor = view.textCursor()
    cursor.setPosition(text.index("Answer"))
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + view.cursorRect(cursor).bottom() - view.viewport().height() + 5)
    view.link_followed.emit("qtbrowser:fold/1")
    reader.wait(lambda: "Line 7." in view.toPlainText() and reader.pane.is_complete)
    text = view.toPlainText()
    cursor = view.textCursor()
    for words in ("Answer", "Line 0.", "Line 7."):
        cursor.setPosition(text.index(words))
        assert view.viewport().rect().contains(view.cursorRect(cursor))


def test_a_reader_who_scrolls_before_a_folded_place_is_there_is_not_taken_to_it(reader: Reader) -> None:
    page = long_page(f"{LONG}{FOLDED.replace('Folded', '### Inside')}")
    reader.pane.show_page(page, fragment="why-49")
    give_all(reader, page)
    reader.view.scroll_to("inside-words")
    assert not reader.pane.is_complete
    reader.press(Qt.Key.Key_Home)
    reader.wait(lambda: reader.pane.is_complete)
    assert "Inside words." in reader.view.toPlainText()
    assert reader.scrolled() == 0


def test_formulas_and_boxes_of_all_parts_are_found(reader: Reader) -> None:
    section = SECTION + "It is $x_{0}$ here, and:\n\n$$y_{0}$$\n\n> Quoted {0}.\n\n"
    page = long_page("".join(section.format(number) for number in range(40)))
    reader.pane.show_page(page)
    give_all(reader, page)
    assert reader.pane.formulas_set == 80
    document = reader.view.document()
    assert isinstance(document, PageDocument)
    assert len(document.decorations.boxes) == 80
    reader.view.scroll_to("why-39")
    picture = reader.view.grab()
    assert not picture.isNull()


def shown_whole(reader: Reader, fragment: str = "") -> Page:
    """Shows a page that is laid out in steps when its width changes."""
    page = long_page(LONG * 3)
    reader.pane.show_page(page, fragment=fragment)
    give_all(reader, page)
    assert reader.pane.letters > LONG_LAYOUT
    return page


def view_colours(reader: Reader) -> set[int]:
    picture = reader.view.viewport().grab().toImage()
    return {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}


def test_another_width_is_laid_out_in_steps_behind_a_picture_of_the_place(reader: Reader) -> None:
    shown_whole(reader, fragment="why-40")
    seen: list[int] = []
    reader.pane.seen_changed.connect(lambda: seen.append(1))
    reader.pane.resize(500, 500)
    assert not reader.pane.is_complete
    assert not seen
    assert len(view_colours(reader)) > 2
    reader.pane.resize(600, 500)
    reader.wait(lambda: reader.pane.is_complete)
    assert seen
    assert reader.top_words() == "Why 40?"
    assert reader.view.document().textWidth() == reader.view.viewport().width()


def test_the_top_of_another_width_is_there_at_once(reader: Reader) -> None:
    shown_whole(reader)
    reader.pane.resize(500, 500)
    assert reader.top_words() == "Long?"
    assert not reader.pane.is_complete
    reader.wait(lambda: reader.pane.is_complete)
    hidden = reader.view.document().size().height() - reader.view.viewport().height()
    assert reader.view.verticalScrollBar().maximum() == round(hidden)
    assert reader.scrolled() == 0


def behind_picture(reader: Reader, fragment: str) -> str:
    """Shows a long page as a picture while its layout for another width has only begun; returns its text."""
    link = '<p><a href="https://there.example">There</a></p>'
    reader.pane.show_page(make_page(f"{LONG_HTML}{link}{LONG_HTML}"), fragment=fragment)
    reader.wait(lambda: reader.pane.is_complete)
    reader.pane.resize(500, 500)
    assert not reader.pane.is_complete
    return reader.view.toPlainText()


def test_a_short_page_after_a_long_one_that_was_not_laid_out_has_no_scroll_bar(reader: Reader) -> None:
    behind_picture(reader, "part-20")
    reader.pane.show_page(make_page("<h1>Short?</h1><p>Yes.</p>"))
    reader.wait(lambda: not reader.view.verticalScrollBar().isVisible())


def test_what_is_asked_for_while_a_page_is_laid_out_is_shown(reader: Reader) -> None:
    text = behind_picture(reader, "part-20")
    for find in (text.index, text.rindex):
        place = find("word10")
        reader.view.show_range(place, place + 6)
        first, last = reader.view.seen_positions()
        assert first < place < last
        reader.pane.resize(reader.pane.width() + 50, 500)
        assert not reader.pane.is_complete
    bar = reader.view.verticalScrollBar()
    before = reader.pane.scroll_position()
    reader.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, 20))
    reader.wait(lambda: reader.pane.is_complete)
    assert reader.pane.scroll_position() < before


def test_tab_goes_to_a_link_while_a_page_is_laid_out(reader: Reader) -> None:
    behind_picture(reader, "part-1")
    reader.press(Qt.Key.Key_Tab)
    reader.wait(lambda: reader.pane.is_complete)
    first, last = reader.view.seen_positions()
    assert first <= reader.view.textCursor().position() <= last


@pytest.mark.parametrize("act", ["key", "wheel", "zoom"])
def test_an_act_does_not_wait_for_the_steps(reader: Reader, act: str) -> None:
    shown_whole(reader, fragment="why-40")
    reader.pane.resize(500, 500)
    if act == "zoom":
        reader.pane.step_zoom(1)
        reader.wait(lambda: reader.pane.is_complete)
        assert reader.top_words() == "Why 40?"
        return
    if act == "key":
        reader.press(Qt.Key.Key_Space)
    else:
        wheel = QWheelEvent(
            QPointF(50, 50),
            QPointF(50, 50),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(reader.view.viewport(), wheel)
    assert reader.pane.is_complete
    anchors = reader.view.toPlainText().index("Why 40?")
    first, last = reader.view.seen_positions()
    assert anchors < first < last < anchors + 3000


def test_a_picture_that_comes_while_a_page_is_laid_out_has_its_height(reader: Reader) -> None:
    may_come = Event()
    reader.pane.set_image_loader(lambda _path: picture_bytes(20, 300) if may_come.wait(WAIT_MS / 1000) else None)
    reader.pane.show_page(make_page(f'<p><img src="qtbrowser:image/a.png"></p>{LONG_HTML * 2}'), fragment="part-20")
    document = reader.view.document()
    reader.pane.resize(500, 500)
    may_come.set()
    layout = document.documentLayout()
    reader.wait(lambda: layout.blockBoundingRect(document.begin()).height() >= 300)
    reader.wait(lambda: reader.pane.is_complete)
    assert reader.top_words() == "Part 20"
