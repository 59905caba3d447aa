"""The page as a screen reader reads it: through QAccessible, part by part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QTextCursor

from tests.gui.pane.conftest import Reader, make_page

NAME = QAccessible.Text.Name
ROLE = QAccessible.Role

PAGE = """
<h1 class="question">Why?</h1>
<p>Let <span class="math">x^2</span>, be <a href="qtbrowser:document/a.md">A link</a> and 😀
<a href="qtbrowser:search/b">another</a>.</p>
<h2 id="more">More of it</h2>
<ul><li>One</li><li>Two <a href="qtbrowser:document/c.md">three</a></li></ul>
<ol><li>First</li><li>Second</li></ol>
<table class="cells"><tr><th>Name</th><th>Value</th></tr>
<tr><td>mass</td><td><span class="math">m_1</span></td></tr></table>
<table class="code" width="100%"><tr><td><pre>print(1)\nprint(2)</pre></td></tr></table>
<div class="math-block"><span class="math">\\frac{x^2+1}{2}</span></div>
<p><img src="qtbrowser:image/a.png" alt="A tree"></p>
<p>The end.</p>
"""


def interface(reader: Reader) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(reader.view)


def words(one: QAccessibleInterface) -> str:
    text = one.textInterface()
    return text.text(0, text.characterCount())


def tree(one: QAccessibleInterface) -> list[tuple[str, str, list[object]]]:
    """Role and words of all that is below an interface."""
    children = [one.child(number) for number in range(one.childCount())]
    return [(child.role().name, child.text(NAME) or words(child).rstrip(), list(tree(child))) for child in children]


def all_of(one: QAccessibleInterface, role: QAccessible.Role) -> list[QAccessibleInterface]:
    found = []
    for number in range(one.childCount()):
        child = one.child(number)
        found += ([child] if child.role() is role else []) + all_of(child, role)
    return found


@pytest.fixture
def page(show: Callable[[str], Reader]) -> Reader:
    return show(PAGE)


def test_parts_have_roles_names_and_words(page: Reader) -> None:
    one = interface(page)
    assert (one.role(), one.text(NAME)) == (ROLE.Document, "Answer: Why?")
    assert tree(one) == [
        ("Heading", "Why?", []),
        (
            "Paragraph",
            "Let x squared, be A link and 😀 another.",
            [("Equation", "x squared,", []), ("Link", "A link", []), ("Link", "another", [])],
        ),
        ("Heading", "More of it", []),
        (
            "List",
            "• One\n• Two three",
            [("ListItem", "• One", []), ("ListItem", "• Two three", [("Link", "three", [])])],
        ),
        ("List", "1. First\n2. Second", [("ListItem", "1. First", []), ("ListItem", "2. Second", [])]),
        (
            "Table",
            "Name\tValue\nmass\tm sub one",
            [
                ("Row", "Name\tValue", [("ColumnHeader", "Name", []), ("ColumnHeader", "Value", [])]),
                (
                    "Row",
                    "mass\tm sub one",
                    [("Cell", "mass", []), ("Cell", "m sub one", [("Equation", "m sub one", [])])],
                ),
            ],
        ),
        ("Paragraph", "print(1)\nprint(2)", []),
        ("Equation", "the fraction x squared plus one over two, end fraction", []),
        ("Paragraph", "A tree", [("Graphic", "A tree", [])]),
        ("Paragraph", "The end.", []),
    ]
    levels = [
        heading.attributesInterface().attributeValue(QAccessible.Attribute.Level)
        for heading in all_of(one, ROLE.Heading)
    ]
    assert levels == [1, 2]


def test_the_whole_text_has_no_signs_of_qts(page: Reader) -> None:
    text = words(interface(page))
    assert not {"\ufffc", "\ufdd0", "\ufdd1", "\u2029"} & set(text)
    assert "mass\tm sub one" in text
    assert "Two three" in text


def test_parents_and_places_agree(page: Reader) -> None:
    one = interface(page)
    for link in all_of(one, ROLE.Link):
        above = link.parent()
        assert above.child(above.indexOfChild(link)) is link
        assert one.rect().contains(link.rect())
        centre = link.rect().center()
        block = one.childAt(centre.x(), centre.y())
        assert block is link


def test_a_link_is_followed_and_told_when_it_gets_the_focus(page: Reader) -> None:
    links = all_of(interface(page), ROLE.Link)
    with page.qtbot.waitSignal(page.pane.document_requested) as followed:
        links[0].actionInterface().doAction("Press")
    assert followed.args[0] == "a.md"
    page.view.setFocus(Qt.FocusReason.OtherFocusReason)
    with page.qtbot.waitSignal(page.view.link_focused):
        page.press(Qt.Key.Key_Tab)
    assert interface(page).focusChild() is links[0]
    page.press(Qt.Key.Key_Tab)
    assert interface(page).focusChild() is links[1]


def test_the_cursor_is_where_the_words_are(page: Reader) -> None:
    text = interface(page).textInterface()
    whole = text.text(0, text.characterCount())
    utf16 = whole.encode("utf-16-le")
    offset = utf16.index("another".encode("utf-16-le")) // 2
    text.setCursorPosition(offset)
    cursor = page.view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "another"
    assert text.cursorPosition() == offset
    place = text.characterRect(offset)
    assert text.offsetAtPoint(place.center()) in (offset, offset + 1)
    text.setSelection(0, offset, offset + 7)
    assert page.view.textCursor().selectedText() == "another"
    text.scrollToSubstring(0, 1)


def test_another_page_has_other_parts(page: Reader, show: Callable[[str], Reader]) -> None:
    first = interface(page)
    assert tree(first)
    show("<h1>Another</h1><p>x</p>")
    assert tree(interface(page)) == [("Heading", "Another", []), ("Paragraph", "x", [])]
    page.pane.set_zoom(1.5)
    assert [part[0] for part in tree(interface(page))] == ["Heading", "Paragraph"]


def test_a_reader_started_later_has_the_words_at_once(page: Reader) -> None:
    assert not QAccessible.isActive()
    before = page.view.toPlainText()
    QAccessible.setActive(True)
    try:
        assert "x squared" in words(interface(page))
        assert page.view.toPlainText() == before
        page.press(Qt.Key.Key_Tab)
        assert interface(page).focusChild() is all_of(interface(page), ROLE.Link)[0]
        # Another page while somebody listens: the parts of the one before are gone.
        before_that = interface(page).child(0)
        page.pane.show_page(make_page("<h1>Another</h1>"))
        assert words(interface(page)).strip() == "Another"
        assert interface(page).child(0) is not before_that
    finally:
        QAccessible.setActive(False)


def test_the_focus_is_on_the_page_where_no_link_has_it(page: Reader) -> None:
    one = interface(page)
    page.view.setFocus(Qt.FocusReason.OtherFocusReason)
    assert one.focusChild() is one
    page.view.select_range(0, 3)
    assert one.focusChild() is one
    page.view.clearFocus()
    assert one.focusChild() is None


def test_parts_out_of_view_code_and_what_is_not_there_say_so(show: Callable[[str], Reader]) -> None:
    page = show(PAGE + "<p>x</p>" * 200 + '<p>See <a href="qtbrowser:search/b">the last</a>.</p>')
    one = interface(page)
    children = [one.child(number) for number in range(one.childCount())]
    assert (children[0].state().offscreen, children[-1].state().offscreen) == (0, 1)
    (link,) = all_of(children[-1], ROLE.Link)
    assert (link.state().linked, link.state().focusable, link.state().offscreen) == (1, 1, 1)
    code = next(child for child in children if words(child).startswith("print(1)"))
    assert code.text(QAccessible.Text.Description) == "Code"
    assert children[1].text(QAccessible.Text.Description) == ""
    assert one.child(-1) is None
    assert one.child(len(children)) is None
    assert one.indexOfChild(children[3]) == 3
    assert one.indexOfChild(link) == -1
    assert children[-1].childAt(link.rect().center().x(), link.rect().center().y()) is link
    assert one.childAt(-5_000, -5_000) is None
    assert children[0].actionInterface() is None
    assert children[0].attributesInterface() is not None
    assert children[1].attributesInterface() is None
    assert children[0].isValid()
    assert children[0].object() is None
    assert children[0].window() is page.view.window().windowHandle()
