from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from qtbrowser.gui.pane.text_ranges import Range
from tests.gui.pane.conftest import LONG_HTML, Reader, make_page, marker

Show = Callable[[str], Reader]


@pytest.mark.parametrize(
    ("address", "signal", "arguments"),
    [
        ("qtbrowser:document/law/a%20b.md#part", "document_requested", ["law/a b.md", "part"]),
        ("qtbrowser:search/cell%20wall%20%26%20%23", "search_requested", ["cell wall & #"]),
        ("qtbrowser:subject/law%2Ftax", "subject_requested", ["law/tax"]),
        ("qtbrowser:file/a/b%20c.pdf", "file_requested", ["a/b c.pdf"]),
        ("qtbrowser:missing/..%2Fgone", "missing_requested", ["../gone"]),
        ("#part", "document_requested", ["a/b.md", "part"]),
    ],
)
def test_a_click_on_a_link_requests(show: Show, address: str, signal: str, arguments: list[str]) -> None:
    reader = show(f'<p>Before <a href="{address}">the link</a> after.</p>')
    with reader.qtbot.waitSignal(getattr(reader.pane, signal)) as request:
        reader.click_link(address)
    assert request.args == arguments


def test_tab_goes_through_links_and_enter_follows(show: Show) -> None:
    reader = show('<p><a href="qtbrowser:search/one">one</a> and <a href="qtbrowser:search/two">two</a></p>')
    reader.press(Qt.Key.Key_Tab)
    reader.press(Qt.Key.Key_Tab)
    with reader.qtbot.waitSignal(reader.pane.search_requested) as request:
        reader.press(Qt.Key.Key_Return)
    assert request.args == ["two"]


def test_tab_leaves_the_page_behind_its_last_link(show: Show) -> None:
    reader = show('<p><a href="qtbrowser:search/one">one</a></p>')
    beside = QLineEdit(reader.pane)
    beside.show()
    QWidget.setTabOrder(reader.view, beside)
    reader.press(Qt.Key.Key_Tab)
    assert reader.view.hasFocus()
    reader.press(Qt.Key.Key_Tab)
    assert not reader.view.hasFocus()


def test_tab_goes_to_a_link_in_view(show: Show) -> None:
    links = (f'<p><a href="qtbrowser:search/{number}">{number}</a></p><p>{"words " * 300}</p>' for number in range(9))
    reader = show("".join(links))
    followed: list[str] = []
    reader.pane.search_requested.connect(followed.append)
    bar = reader.view.verticalScrollBar()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        reader.press(key)
        reader.press(Qt.Key.Key_Return)
        bar.setValue(bar.maximum() // 2)
    assert followed == ["0", "5", "4"]


def test_the_focused_link_looks_different(show: Show) -> None:
    reader = show('<p><a href="qtbrowser:search/one">one</a></p>')
    before = reader.view.grab().toImage()
    reader.press(Qt.Key.Key_Tab)
    assert reader.view.grab().toImage() != before


def test_hovering_tells_where_a_link_leads(show: Show) -> None:
    reader = show('<p><a href="https://example.org/&lt;b&gt;">link</a></p>')
    with reader.qtbot.waitSignal(reader.pane.link_hovered) as told:
        reader.qtbot.mouseMove(reader.view.viewport(), reader.link_place("https://example.org/<b>"))
    assert "https://example.org/%3Cb%3E" in told.args[0]


def test_a_page_opens_at_its_top_and_comes_back_where_it_was(show: Show) -> None:
    reader = show(LONG_HTML)
    assert reader.pane.scroll_position() == 0
    reader.view.verticalScrollBar().setValue(3000)
    place, words = reader.pane.scroll_position(), reader.top_words()
    first = reader.pane.page()
    assert first is not None
    reader.pane.show_page(make_page("<p>Another.</p>", "c.md"))
    assert reader.pane.scroll_position() == 0
    reader.pane.show_page(first, scroll=place)
    assert (reader.scrolled(), reader.top_words()) == (3000, words)


def test_a_fragment_is_gone_to(reader: Reader) -> None:
    reader.pane.show_page(make_page(LONG_HTML), fragment="part-20")
    assert reader.top_words() == "Part 20"


def test_the_same_page_again_only_moves(show: Show) -> None:
    reader = show(LONG_HTML)
    document = reader.view.document()
    reader.pane.show_page(make_page(LONG_HTML), fragment="part-3")
    assert reader.view.document() is document
    assert reader.top_words() == "Part 3"


def test_clearing(show: Show) -> None:
    reader = show("<p>Something</p>")
    reader.pane.clear_page()
    assert reader.pane.page() is None
    assert reader.view.toPlainText() == ""


@pytest.mark.parametrize("change", ["zoom", "theme", "narrower", "wider"])
def test_the_paragraph_at_the_top_stays(show: Show, change: str) -> None:
    reader = show(LONG_HTML)
    reader.pane.show_page(make_page(LONG_HTML), fragment="part-20")
    bar = reader.view.verticalScrollBar()
    bar.setValue(bar.value() + 150)
    words, place = reader.top_words(), reader.pane.scroll_position()
    if change == "zoom":
        reader.pane.set_zoom(1.75)
    elif change == "theme":
        reader.pane.set_theme("dark")
    else:
        reader.pane.resize(420 if change == "narrower" else 1100, 500)
        QApplication.processEvents()
    assert words.startswith("word20")
    assert reader.top_words() == words
    assert reader.pane.scroll_position() == place


def test_selected_words_stay_selected_in_another_theme(show: Show) -> None:
    reader = show(LONG_HTML)
    start = reader.view.toPlainText().index("word3 and")
    reader.view.select_range(start, start + 9)
    reader.pane.set_theme("dark")
    reader.pane.set_zoom(1.5)
    assert reader.view.textCursor().selectedText() == "word3 and"
    assert reader.scrolled() == 0
    reader.pane.show_page(make_page(f"<p>Other.</p>{LONG_HTML}", "other.md"))
    assert not reader.view.textCursor().hasSelection()


def test_resizing_to_and_fro_does_not_drift(show: Show) -> None:
    reader = show(LONG_HTML)
    reader.view.verticalScrollBar().setValue(4321)
    for width in [*range(690, 400, -40), 700]:
        reader.pane.resize(width, 500)
    assert reader.scrolled() == 4321


@pytest.mark.parametrize(
    ("key", "modifiers", "zoom"),
    [
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier, 1.25),
        (Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier, 1.25),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier, 1.0),
        (Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier, 1.0),
    ],
)
def test_zoom_by_keys(show: Show, key: Qt.Key, modifiers: Qt.KeyboardModifier, zoom: float) -> None:
    reader = show(LONG_HTML)
    reader.pane.set_zoom(1.1)
    with reader.qtbot.waitSignal(reader.pane.zoom_changed) as changed:
        reader.press(key, modifiers)
    assert changed.args == [zoom]
    assert reader.pane.zoom() == zoom


def test_zoom_by_wheel(show: Show) -> None:
    reader = show(LONG_HTML)
    for turned in (120, 120, -120):
        turn(reader, turned, Qt.KeyboardModifier.ControlModifier)
    assert reader.pane.zoom() == 1.1
    assert reader.scrolled() == 0
    turn(reader, -120, Qt.KeyboardModifier.NoModifier)
    assert reader.scrolled() > 0


def turn(reader: Reader, angle: int, modifiers: Qt.KeyboardModifier) -> None:
    viewport = reader.view.viewport()
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(viewport.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_zoom_by_pinch(show: Show) -> None:
    reader = show(LONG_HTML)
    middle = QPointF(reader.view.viewport().rect().center())
    for _ in range(10):
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            QPointingDevice.primaryPointingDevice(),
            2,
            middle,
            middle,
            middle,
            0.02,
            QPointF(),
        )
        QApplication.sendEvent(reader.view.viewport(), event)
    assert 1.1 < reader.pane.zoom() < 1.3


def test_zoom_keeps_to_its_limits(show: Show) -> None:
    reader = show("<p>x</p>")
    reader.pane.set_zoom(20)
    assert reader.pane.zoom() == 3.0
    reader.pane.set_zoom(0)
    assert reader.pane.zoom() == 0.5


def test_keys_scroll(show: Show) -> None:
    reader = show(LONG_HTML)
    bar = reader.view.verticalScrollBar()
    reader.press(Qt.Key.Key_Space)
    page = reader.scrolled()
    assert reader.view.viewport().height() - 4 * bar.singleStep() < page < reader.view.viewport().height()
    reader.press(Qt.Key.Key_PageDown)
    assert reader.scrolled() == 2 * page
    reader.press(Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert reader.scrolled() == page
    reader.press(Qt.Key.Key_Down)
    assert reader.scrolled() == page + bar.singleStep()
    reader.press(Qt.Key.Key_End)
    assert reader.scrolled() == bar.maximum()
    reader.press(Qt.Key.Key_Home)
    assert reader.scrolled() == 0


def test_found_words_are_marked_and_the_first_is_in_view(reader: Reader) -> None:
    reader.pane.set_marks(marker(lambda plain: [match.span() for match in re.finditer("word3[0-9]", plain)]))
    reader.pane.show_page(make_page("<p>😀🎉</p>" + LONG_HTML))
    marked = [selection.cursor.selectedText() for selection in reader.view.extraSelections()]
    assert len(marked) > 10
    assert set(marked) <= {"word30", "word31"}
    assert first_mark_is_in_view(reader)
    reader.pane.set_theme("dark")
    assert [selection.cursor.selectedText() for selection in reader.view.extraSelections()] == marked
    reader.press(Qt.Key.Key_End)
    assert {selection.cursor.selectedText() for selection in reader.view.extraSelections()} >= {"word38", "word39"}
    reader.pane.set_marks(None)
    assert reader.view.extraSelections() == []


def first_mark_is_in_view(reader: Reader) -> bool:
    first = next(one for one in reader.view.extraSelections() if one.cursor.position() >= reader.view.answer_range()[0])
    top = reader.view.cursorRect(first.cursor).top()
    return 0 < top < reader.view.viewport().height() - 40


def test_words_outside_the_answer_are_marked_but_not_gone_to(show: Show) -> None:
    reader = show(
        f'<h1 class="question">needle</h1><p class="meta">needle</p><div class="answer">{LONG_HTML}</div>'
        '<p class="keywords"><a class="keyword" href="qtbrowser:search/x">needle</a></p>'
        '<div class="related"><h2>Related</h2><ul><li>needle</li></ul></div>'
    )
    reader.pane.set_marks(marker(lambda plain: [match.span() for match in re.finditer("needle", plain)]))
    assert reader.scrolled() == 0
    assert len(reader.view.extraSelections()) == 2
    reader.pane.set_marks(marker(lambda plain: [match.span() for match in re.finditer("needle|word39", plain)]))
    assert first_mark_is_in_view(reader)
    assert reader.scrolled() > 0


def test_marks_that_come_late_do_not_pull_the_reader_away(show: Show) -> None:
    reader = show(LONG_HTML)
    reader.press(Qt.Key.Key_Space)
    before = reader.scrolled()
    reader.pane.set_marks(marker(lambda plain: [match.span() for match in re.finditer("word35", plain)]))
    assert reader.scrolled() == before


def test_marks_that_come_before_the_reader_moves_are_shown(show: Show) -> None:
    reader = show(LONG_HTML)
    reader.pane.set_marks(marker(lambda plain: [match.span() for match in re.finditer("word35", plain)]))
    assert reader.scrolled() > 0
    reader.pane.set_marks(marker(lambda plain: [match.span() for match in re.finditer("word15", plain)]))
    assert first_mark_is_in_view(reader)


def test_the_reader_is_told_what_the_pane_is(show: Show) -> None:
    reader = show("<p>x</p>")
    assert reader.view.accessibleName() == "Answer: Why?"
    assert reader.view.accessibleDescription()
    for widget in reader.pane.findChildren(type(reader.pane)):
        assert widget.accessibleName()


def test_marks_are_shown_when_they_are_found_unless_another_page_is_shown_by_then(show: Show) -> None:
    asked: list[tuple[str, Callable[[list[Range]], None]]] = []
    reader = show(LONG_HTML)
    reader.pane.set_marks(lambda plain, then: asked.append((plain, then)))
    reader.pane.show_page(make_page(LONG_HTML.replace("word35", "needle"), "a/c.md"))
    assert reader.view.extraSelections() == []
    (_, late), (plain, then) = asked
    late([(0, 4)])
    assert reader.view.extraSelections() == []
    assert reader.scrolled() == 0
    start = plain.index("needle")
    then([(start, start + 6)])
    assert [one.cursor.selectedText() for one in reader.view.extraSelections()] == ["needle"]
    assert reader.scrolled() > 0
