"""Dialogs and panels on the smallest screen that is supported: nothing is cut off, nothing lies over something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.curation.checks.check_settings import CheckSettings
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.documents.problem import Severity
from qtbrowser.gui.curator.finding_view import FindingView
from qtbrowser.gui.curator.form_rows import add_row, align_labels, form_layout
from qtbrowser.gui.curator.rules_dialog import RulesDialog
from qtbrowser.gui.personal.annotations_dialog import AnnotationsDialog
from qtbrowser.gui.personal.bookmarks_dialog import BookmarksDialog
from qtbrowser.gui.program.about_dialog import AboutDialog
from qtbrowser.gui.study.study_statistics_dialog import StudyStatisticsDialog
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.empty_states import Emblem, EmptyState, StatePanel
from qtbrowser.gui.widgets.message_bar import MessageAction, MessageBar
from qtbrowser.gui.widgets.row_painting import paint_selection_bar
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.widgets.theme_colours import LIGHT
from qtbrowser.gui.window.status_bar import StatusBar
from qtbrowser.gui.worker.session import Session
from qtbrowser.personal.study import Grade, StudyStatistics
from tests.presence import part_of, present

ROOM = QSize(464, 312)
"""The room of a dialog within its frame, on a screen of 480x360."""


def _about(window: QWidget) -> QDialog:
    return AboutDialog(window, None, Date(2025, 1, 1), lambda _: True)


def _statistics(window: QWidget) -> QDialog:
    return StudyStatisticsDialog(StudyStatistics(0, 0, None, 0, (0,) * 30, dict.fromkeys(Grade, 0)), window)


@pytest.mark.parametrize(
    "made",
    [BookmarksDialog, AnnotationsDialog, _about, _statistics, lambda window: RulesDialog((), CheckSettings(), window)],
)
def test_a_dialog_fits_the_smallest_screen(qtbot: QtBot, theme: Theme, made: Callable[[QWidget], QDialog]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = made(window)
    least = dialog.minimumSizeHint()
    assert least.width() <= ROOM.width()
    assert least.height() <= ROOM.height()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_buttons_without_room_beside_each_other_go_below(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setLayoutDirection(direction)
    layout = QVBoxLayout(dialog)
    layout.addWidget(QLabel("list"), 1)
    buttons = [row_button(dialog, f"Button {number}", dialog.accept) for number in range(6)]
    close = row_button(dialog, "Close", dialog.reject)
    layout.addLayout(button_row(buttons, close))
    dialog.resize(800, 300)
    dialog.show()
    assert len({button.y() for button in (*buttons, close)}) == 1
    at_begin = buttons[0].x() < buttons[1].x()
    assert at_begin == (direction is Qt.LayoutDirection.LeftToRight)
    dialog.resize(300, 300)
    qtbot.waitUntil(lambda: len({button.y() for button in buttons}) > 1)
    assert all(dialog.rect().contains(button.geometry()) for button in (*buttons, close))
    assert not any(button.geometry().intersects(close.geometry()) for button in buttons)


def test_the_icon_of_an_empty_list_gives_way_to_its_words(qtbot: QtBot) -> None:
    panel = StatePanel()
    qtbot.addWidget(panel)
    panel.resize(440, 200)
    panel.show()
    panel.show_state(EmptyState("search-x", "No hits", "Nothing matches. " * 8, (("clear", "Clear Search"),)))
    emblem = part_of(panel, Emblem)
    assert emblem.isHidden()
    panel.resize(440, 500)
    qtbot.waitUntil(emblem.isVisible)
    heading = next(label for label in panel.findChildren(QLabel) if label.text() == "No hits")
    assert not emblem.geometry().intersects(heading.geometry())


def test_the_buttons_of_a_message_go_below_words_without_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = MessageBar(window)
    window.resize(1000, 400)
    window.show()
    words = "A report holds versions and errors, and no words of your documents. Send it to whoever you have it from."
    bar.show_message(words, action="Copy Report", also=MessageAction("Open Log", bar.hide))
    label = next(label for label in bar.findChildren(QLabel) if label.text() == words)
    first = next(button for button in bar.findChildren(QPushButton) if button.text() == "Copy Report")
    qtbot.waitUntil(lambda: first.x() >= label.geometry().right())
    window.resize(464, 300)
    qtbot.waitUntil(lambda: first.y() >= label.geometry().bottom())
    assert bar.rect().contains(first.geometry())


@pytest.mark.parametrize("size", [(280, 500), (280, 90), (500, 200), (900, 200)])
def test_the_words_and_buttons_of_a_problem_are_whole_and_scrolled_if_need_be(
    qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    session = Session()
    try:
        view = FindingView(session)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.show_finding(
            Finding("cross-posted", Severity.NOTE, "a.md", None, "Many words of a problem. " * 6, "Do so.")
        )
        QApplication.processEvents()
        top = present(view.top.widget())
        assert view.message.height() >= view.message.heightForWidth(view.message.width())
        shown = [button for button in top.findChildren(QPushButton) if button.isVisible()]
        assert shown
        assert all(button.width() >= button.minimumSizeHint().width() for button in shown)
        assert all(top.rect().contains(button.geometry()) for button in shown)
        bar = view.top.verticalScrollBar()
        assert (bar.maximum() > 0) == (top.height() > view.height())
    finally:
        session.close()


def test_the_bar_of_a_selected_row_leaves_the_painter_as_it_was(theme: Theme) -> None:
    picture = QPixmap(40, 20)
    painter = QPainter(picture)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    paint_selection_bar(painter, QRectF(0, 0, 40, 20), Qt.LayoutDirection.LeftToRight, LIGHT)
    brush = painter.brush().style()
    painter.end()
    assert brush is Qt.BrushStyle.NoBrush


def test_the_status_bar_fits_while_a_large_folder_is_indexed(qtbot: QtBot, theme: Theme) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_library("/home/somebody/a/long/name/of/a/folder", "12,345 questions")
    bar.show_progress("reading", 12_345, 36_000)
    bar.show_problems(1_234)
    for one in (bar.stage, bar.progress, bar.pause, bar.cancel):
        one.show()
    font = bar.font()
    font.setPointSizeF(font.pointSizeF() * 1.25)
    bar.setFont(font)
    bar.resize(480, 28)
    bar.show()
    shown = (bar.library, bar.stage, bar.progress, bar.pause, bar.cancel, bar.problems)
    assert all(bar.rect().contains(one.geometry()) for one in shown)
    assert all(one.width() >= one.minimumSizeHint().width() for one in (bar.pause, bar.cancel, bar.problems))
    assert not any(one.geometry().intersects(other.geometry()) for one, other in pairwise(shown))
    assert bar.stage.accessibleName() == bar.stage.whole()
    assert bar.stage.whole().startswith("Indexing 12")


def test_the_fields_of_two_forms_begin_at_one_place(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    outer = QVBoxLayout(window)
    forms: list[QFormLayout] = []
    fields = [QPushButton("field", window) for _ in range(2)]
    for words, field in zip(("In", "Replace with"), fields, strict=True):
        part = QWidget(window)
        forms.append(form_layout(part))
        add_row(forms[-1], words, field)
        outer.addWidget(part)
    align_labels(forms)
    window.show()
    assert len({field.x() for field in fields}) == 1
