"""Parts of a page that can be folded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.pane.folds import FoldedParts, Folds
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.rendering.page import ANSWER_START, Page
from tests.rendering.pages import page

TEXT = """Before.

<details><summary>More <b>of it</b></summary>

Hidden words.

<details open>
<summary>Within</summary>

## Deep heading

</details>
</details>

Behind.
"""


def test_an_answer_in_several_parts_is_divided_and_one_with_similar_questions_behind_it_is_not() -> None:
    parts = FoldedParts(f"{ANSWER_START}one</div>")
    parts.add("<div>similar</div>")
    assert not parts.is_answer_divided()
    parts.add(f"{ANSWER_START}other</div>")
    assert parts.is_answer_divided()


def test_what_is_folded_is_left_out() -> None:
    folds = Folds(page(TEXT).html)
    assert "Hidden" not in folds.shown()
    assert "Within" not in folds.shown()
    assert "\u25b8 <strong>More" in folds.shown()
    assert "Behind." in folds.shown()
    folds.toggle(1)
    assert "Hidden" in folds.shown()
    assert "Deep heading" in folds.shown()
    folds.toggle(2)
    assert "Hidden" in folds.shown()
    assert "Deep heading" not in folds.shown()
    assert folds.unfold_to("deep-heading")
    assert "Deep heading" in folds.shown()
    assert not folds.unfold_to("deep-heading")
    assert folds.shown().count("<div") == folds.shown().count("</div>")


def test_the_anchor_of_a_fragment() -> None:
    parts = FoldedParts('<a name="the-title"></a><a name="Own"></a><a name="a&amp;b"></a>')
    named = {name: parts.anchor_of(name) for name in ("The-Title", "The title", "Own", "own", "a&b", "Else")}
    assert list(named.values()) == ["the-title", "the-title", "Own", "own", "a&amp;b", "Else"]


def test_what_is_folded_leaves_no_empty_block() -> None:
    html = page("> [!TIP]\n> <details><summary>More</summary>\n>\n> Words.\n>\n> </details>\n\nBehind.").html
    assert 'class="fold"><' not in Folds(html).shown().replace("\n", "")
    assert Folds(html.partition("Behind")[0]).shown().count("</div>") == 0


def test_everything_unfolded() -> None:
    folds = Folds(page(TEXT).html)
    assert folds.unfold_all()
    assert not folds.unfold_all()
    assert "Hidden" in folds.shown()
    folds.toggle(1)
    assert "Hidden" not in folds.shown()


def test_a_page_without_folds_is_as_it_was() -> None:
    html = page("words").html
    assert Folds(html).shown() is html
    assert not Folds(html).unfold_to("x")


def shown_pane(qtbot: QtBot, shown: Page) -> AnswerPane:
    """A pane that shows a page."""
    pane = AnswerPane()
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    pane.show()
    pane.show_page(shown)
    return pane


def words(pane: AnswerPane) -> str:
    """What a pane shows."""
    view = pane.focusProxy()
    assert isinstance(view, PageView)
    return view.toPlainText()


def test_a_part_is_unfolded_by_its_link_and_stays_so_when_the_style_changes(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, page(TEXT))
    view = pane.focusProxy()
    assert isinstance(view, PageView)
    assert "Hidden words." not in words(pane)
    pane.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    while "More" not in view.textCursor().selectedText():
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "Hidden words." in words(pane)
    pane.set_zoom(1.5)
    assert "Hidden words." in words(pane)
    pane.follow("qtbrowser:fold/1")
    assert "Hidden words." not in words(pane)


def test_the_focus_stays_on_the_link_of_a_part(qtbot: QtBot) -> None:
    parts = "".join(f"<details><summary>More {n}</summary>\n\nHidden {n}.\n\n</details>\n\n" for n in range(3))
    pane = shown_pane(qtbot, page(f"See [this](https://example.org/).\n\n{parts}"))
    view = pane.focusProxy()
    assert isinstance(view, PageView)
    pane.activateWindow()
    pane.setFocus()
    qtbot.waitUntil(view.hasFocus)
    while "More 1" not in view.textCursor().selectedText():
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "Hidden 1." in words(pane)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "Hidden 1." not in words(pane)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert "More 2" in view.textCursor().selectedText()


QUIZ = "".join(
    f"<details><summary>Answer {n}</summary>\n\nHidden {n}.\n\nEnd of {n}.\n\n</details>\n\n" for n in range(40)
)


def shown_at(view: PageView, text: str) -> int:
    """Where the end of a text is, in pixels below the top of the view."""
    cursor = view.textCursor()
    cursor.setPosition(view.toPlainText().index(text) + len(text))
    return view.cursorRect(cursor).bottom()


def reach_fold(qtbot: QtBot, pane: AnswerPane, words: str) -> PageView:
    """Go to a link by Tab; it is the last one in view."""
    view = pane.focusProxy()
    assert isinstance(view, PageView)
    pane.activateWindow()
    pane.setFocus()
    qtbot.waitUntil(view.hasFocus)
    while words not in view.textCursor().selectedText():
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        assert view.hasFocus()
    return view


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_what_is_unfolded_by_key_below_the_view_is_scrolled_into_it(qtbot: QtBot, key: Qt.Key) -> None:
    pane = shown_pane(qtbot, page(QUIZ))
    view = reach_fold(qtbot, pane, "Answer 39")
    qtbot.keyClick(view, key)
    assert 0 < shown_at(view, "Answer 39") < shown_at(view, "End of 39.") <= view.viewport().height()
    qtbot.keyClick(view, key)
    assert "Hidden 39." not in words(pane)
    pane.show_page(page(QUIZ))
    view = reach_fold(qtbot, pane, "Answer 20")
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + view.viewport().height() // 2)
    before = bar.value()
    qtbot.keyClick(view, key)
    assert "Hidden 20." in words(pane)
    assert bar.value() == before


def test_of_what_is_longer_than_the_view_the_beginning_is_shown(qtbot: QtBot) -> None:
    long = "\n\n".join(f"Hidden {number}." for number in range(60))
    pane = shown_pane(qtbot, page(f"{QUIZ}<details><summary>Long</summary>\n\n{long}\n\n</details>"))
    view = reach_fold(qtbot, pane, "Long")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert 0 < shown_at(view, "Long") < view.viewport().height() / 4


def test_space_scrolls_where_no_fold_is_focused(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, page(f"[Here](#there)\n\n{QUIZ}"))
    view = reach_fold(qtbot, pane, "Here")
    qtbot.keyClick(view, Qt.Key.Key_Space)
    scrolled = view.verticalScrollBar().value()
    assert scrolled > 0
    view = reach_fold(qtbot, pane, "Answer 39")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.verticalScrollBar().value() == scrolled
    assert "Hidden" not in words(pane)


def test_an_anchor_within_is_unfolded(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, page(TEXT))
    pane.show_page(page(TEXT), "deep-heading")
    assert "Deep heading" in words(pane)


def test_find_in_page_unfolds_everything(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, page(TEXT))
    pane.open_find_bar()
    assert "Hidden words." in words(pane)


def test_callouts_are_folded(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, page("> [!tip]- Title\n> inside\n\n> [!tip]+ Open\n> seen"))
    text = words(pane)
    assert "inside" not in text
    assert "seen" in text
