"""The library's page, while no document is chosen: going on, what is new, a question at random, a map of subjects."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.browse.home_jobs import Home, HomeRow
from qtbrowser.gui.browse.left_out_words import OTHER_KIND, left_out_words
from qtbrowser.gui.browse.page_button import PageButton
from qtbrowser.gui.browse.subject_map import SubjectMap
from qtbrowser.gui.widgets.clicks import asks_for_tab
from qtbrowser.gui.widgets.font_rules import FontRule, heading_font, large_heading_font
from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.labels import counted, date_words
from qtbrowser.gui.widgets.nouns import Noun

WIDEST = 680
MARGIN = 28
KEYS_WIDTH = 420
"""The table of keys is shown in pages at least so wide, in pixels."""


class HomePage(QScrollArea):
    """Shows what a library has to offer, in one column.

    Signals:
        document_requested: path of a document to be shown.
        tab_requested: path and title of a document to be shown in a tab of its own.
        subject_requested: the key of a subject whose list is to be shown.
        study_requested: the key of a subject of which what is due is to be asked back; empty for all.
        another_requested: path of the question at random that is to be replaced by another one.
    """

    document_requested = Signal(str)
    tab_requested = Signal(str, str)
    subject_requested = Signal(str)
    another_requested = Signal(str)
    study_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.home = Home()
        self._random: PageButton | None = None
        page = QWidget(self)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        self._column = QWidget(page)
        self._column.setMaximumWidth(WIDEST)
        self._rows = QVBoxLayout(self._column)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        around = QHBoxLayout(page)
        around.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        around.addStretch(1)
        around.addWidget(self._column, 1000)
        around.addStretch(1)
        self._heading = _label(self._column, "home_heading")
        FontRule(self._heading, large_heading_font)
        self._about = _label(self._column, "home_about")
        self._about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        # The words of headings are above those of the rows, whose grounds begin further out.
        for label in (self._heading, self._about):
            label.setContentsMargins(PageButton.PADDING, 0, 0, 0)
        self._rows.addWidget(self._heading)
        self._rows.addSpacing(2)
        self._rows.addWidget(self._about)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(0)
        self._rows.addLayout(self._sections)
        self._keys = QWidget(self._column)
        self._key_rows = QGridLayout(self._keys)
        self._key_rows.setContentsMargins(PageButton.PADDING, 24, 0, 0)
        self._key_rows.setHorizontalSpacing(14)
        self._key_rows.setVerticalSpacing(6)
        self._key_rows.setColumnStretch(1, 1)
        self._rows.addWidget(self._keys)
        self._rows.addStretch(1)
        self._shown_keys: tuple[tuple[str, str], ...] = ()
        self.setWidget(page)

    def show_library(self, name: str, keys: tuple[tuple[str, str], ...]) -> None:
        """Show another library's name, and nothing of it yet.

        Args:
            name: of the library.
            keys: keys and what they do.
        """
        self._heading.setText(name)
        self._empty()
        self._about.hide()
        self._describe()
        self.show_keys(keys)

    def show_keys(self, keys: tuple[tuple[str, str], ...]) -> None:
        """Show keys and what they do."""
        if keys == self._shown_keys:
            return
        self._shown_keys = keys
        while (item := self._key_rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (key, meaning) in enumerate(keys):
            left, right = _label(self._keys, "home_key"), _label(self._keys, "home_key_meaning")
            left.setText(key)
            right.setText(meaning)
            right.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self._key_rows.addWidget(left, row, 0)
            self._key_rows.addWidget(right, row, 1)

    def show_home(self, home: Home, noun: Noun, since: str) -> None:
        """Show the sections; those without anything in them are left out.

        Args:
            home: what they are about.
            noun: what documents are called.
            since: the day since which documents are new.
        """
        had_focus = self.isAncestorOf(self.window().focusWidget())
        place = self.verticalScrollBar().value()
        self._empty()
        self.home = home
        words = noun.counted(home.documents) if home.documents else ""
        if home.documents and home.all_subjects > 1:
            words = self.tr("{0} in {1} subjects").format(words, QLocale().toString(home.all_subjects))
        self._about.setText(words)
        self._about.setVisible(bool(words))
        if home.going_on:
            self._add_heading(self.tr("Go on reading"))
            for row in home.going_on:
                self._add_row("book-open", row, self._read_words(row))
        self._add_due_rows(home)
        if home.news:
            self._add_heading(self.tr("New or changed since {0}").format(since))
            for row in home.news:
                self._add_row("file-text", row, _about(row))
            if (more := home.news_count - len(home.news)) > 0:
                words = counted(more, self.tr("and 1 more"), self.tr("and {0} more"))
                self._add_words(words)
        if home.random is not None:
            questions = noun is Noun.QUESTION
            self._add_heading(
                self.tr("A question at random") if questions else self.tr("A document at random"),
                self._another_button(noun),
            )
            self._random = self._add_row("shuffle", home.random, _about(home.random))
        if len(home.subjects) > 1:
            self._add_heading(self.tr("Subjects"))
            frame = QWidget(self._column)
            subjects = SubjectMap(frame)
            subjects.show_subjects(home.subjects, noun)
            subjects.subject_requested.connect(self.subject_requested)
            self._sections.addSpacing(4)
            # Its edges are seen, so they are below the words of the heading.
            around = QHBoxLayout(frame)
            around.setContentsMargins(PageButton.PADDING, 0, PageButton.PADDING, 0)
            around.addWidget(subjects)
            self._sections.addWidget(frame)
            if (more := home.all_subjects - len(home.subjects)) > 0:
                self._add_words(counted(more, self.tr("and 1 more"), self.tr("and {0} more")))
        self._add_left_out(home)
        self._describe()
        self.verticalScrollBar().setValue(place)
        if had_focus and (first := self.first_button()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_random(self, row: HomeRow | None) -> None:
        """Show another question at random."""
        if row is not None and self._random is not None:
            self._random.show_row(row.path, row.title, _about(row))

    def first_button(self) -> QWidget | None:
        """The first row that takes the focus; None where there is none."""
        buttons = [one for one in self._column.findChildren(QAbstractButton) if one.isVisibleTo(self)]
        takes = [one for one in buttons if one.focusPolicy() == Qt.FocusPolicy.StrongFocus]
        return min(takes, key=lambda one: one.mapTo(self._column, one.rect().topLeft()).y(), default=None)

    def focusInEvent(self, event: QEvent) -> None:
        """To the first row."""
        if (first := self.first_button()) is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """No table of keys where it would be cut."""
        super().resizeEvent(event)
        self._keys.setVisible(self.width() >= KEYS_WIDTH)

    def _describe(self) -> None:
        self.setAccessibleName(
            ". ".join(
                part for part in (self._heading.text(), "" if self._about.isHidden() else self._about.text()) if part
            )
        )

    def _empty(self) -> None:
        self._random = None
        while (item := self._sections.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_heading(self, words: str, button: QWidget | None = None) -> None:
        bar = QWidget(self._column)
        row = QHBoxLayout(bar)
        row.setContentsMargins(PageButton.PADDING, 22, 0, 4)
        label = _label(bar, "home_section")
        label.setText(words)
        FontRule(label, heading_font)
        row.addWidget(label, 1)
        if button is not None:
            button.setParent(bar)
            row.addWidget(button)
        self._sections.addWidget(bar)

    def _add_words(self, words: str, name: str = "home_more") -> None:
        label = _label(self._column, name)
        label.setText(words)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setContentsMargins(PageButton.PADDING, 4, 0, 0)
        self._sections.addWidget(label)

    def _add_left_out(self, home: Home) -> None:
        """What was not read, if anything was not."""
        words = "  ·  ".join(left_out_words(home.left_out))
        # Pictures and the like are in most libraries: nobody misses them among the documents.
        if any(count for reason, count in home.left_out.items() if reason != OTHER_KIND):
            self._add_heading(self.tr("Not read"))
        elif words:
            words = self.tr("Not read: {0}").format(words)
        if words:
            self._add_words(words, "home_left_out")

    def _add_row(self, icon_name: str, row: HomeRow, about: str) -> PageButton:
        button = PageButton(icon_name, self._column)
        button.show_row(row.path, row.title, about)
        button.clicked.connect(lambda: self.document_requested.emit(button.path))
        button.installEventFilter(self)
        self._sections.addWidget(button)
        return button

    def _add_due_rows(self, home: Home) -> None:
        if not home.due:
            return
        self._add_heading(self.tr("Asked back today"))
        self._add_due("", self.tr("All subjects"), home.due)
        for subject in home.due_subjects if len(home.due_subjects) > 1 else ():
            self._add_due(subject.key, subject.name, subject.count)

    def _add_due(self, key: str, name: str, count: int) -> None:
        button = PageButton("history", self._column)
        button.show_row(key, name, counted(count, self.tr("1 question is due"), self.tr("{0} questions are due")))
        button.clicked.connect(lambda: self.study_requested.emit(button.path))
        self._sections.addWidget(button)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """A row is asked for in a tab of its own by Ctrl or the middle button."""
        if not isinstance(watched, PageButton) or not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress and asks_for_tab(event):
            self.tab_requested.emit(watched.path, watched.title)
            return True
        return False

    def _another_button(self, noun: Noun) -> QToolButton:
        button = QToolButton(self._column)
        button.setObjectName("home_another")
        button.setIcon(icon("refresh-cw"))
        grow_icon(button, 16)
        button.setAutoRaise(True)
        words = self.tr("Another question") if noun is Noun.QUESTION else self.tr("Another document")
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._ask_another)
        return button

    def _ask_another(self) -> None:
        if self._random is not None:
            self.another_requested.emit(self._random.path)

    def _read_words(self, row: HomeRow) -> str:
        if row.share is None:
            return row.subject
        read = self.tr("{0}% read").format(max(1, round(100 * row.share)))
        return "  ·  ".join(part for part in (row.subject, read) if part)


def _about(row: HomeRow) -> str:
    day = row.own_date or (date_words(row.date) if row.date else "")
    return "  ·  ".join(part for part in (row.subject, day) if part)


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
