"""The form of a document's metadata: everything besides its question and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.date_field import DateField
from qtbrowser.gui.editor.exact_text import exact_text
from qtbrowser.gui.editor.field_frame import CheckBox, FieldFrame
from qtbrowser.gui.editor.form_values import FormValues
from qtbrowser.gui.editor.keyword_edit import KeywordEdit
from qtbrowser.gui.editor.related_edit import RelatedEdit
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.row_painting import small_font
from qtbrowser.gui.widgets.subject_field import SubjectField

MARGIN = 18
WIDEST = 620
DESCRIPTION_LINES = 4


class MetadataForm(QScrollArea):
    """Subject, date, id, keywords, description, address, related questions, and whether it is hidden.

    Signals:
        edited: its content has changed.
        candidates_wanted: words for finding related questions; answer with `offer_candidates`.
    """

    edited = Signal()
    candidates_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("metadata_form")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown = FormValues()
        self.subject = SubjectField(self)
        self.date = DateField(self)
        self.id = QLineEdit(self)
        self.keywords = KeywordEdit(self)
        self.description = _Paragraph(self)
        self.url = QLineEdit(self)
        self.url.setFont(QFont(page_fonts().mono, max(8, self.font().pointSize())))
        self.related = RelatedEdit(self)
        self.hidden = CheckBox(self.tr("Hidden from &lists"), self)
        self.hidden.setToolTip(self.tr("It can still be reached by links and by its address."))
        self._move = CheckBox(self.tr("&Move its file and change address and links, too"), self)
        self._move.setObjectName("form_move")
        self._move.setContentsMargins(0, 0, 0, 8)
        self._date_note = _small_label(self, self.tr("Not a date: write it as 2025-01-28."))
        self._date_note.setForegroundRole(QPalette.ColorRole.BrightText)
        self._date_note.setContentsMargins(0, 0, 0, 8)
        self._date_note.hide()
        self._page = self._lay_out()
        self.call_documents(Noun.QUESTION)
        self.setWidget(self._page)
        self._connect()

    def show_values(self, values: FormValues, *, anew: bool = True) -> None:
        """Show values; if not `anew`, as an edit by the user."""
        if anew:
            self._shown = values
        self.subject.setText(values.subject)
        self.date.setText(values.date)
        self.id.setText(values.id)
        self.keywords.show_keywords(values.keywords)
        self.description.setPlainText(values.description)
        self.url.setText(values.url)
        self.url.setCursorPosition(0)
        self.related.show_related(values.related)
        self.hidden.setChecked(values.hidden)
        self._check()

    def take_as_saved(self, values: FormValues) -> None:
        """The content has been saved as `values`."""
        self._shown = values
        self._check()

    @property
    def moves_along(self) -> bool:
        """Whether a new subject moves the document."""
        return self._move.isVisibleTo(self) and self._move.isChecked()

    def values(self, beside: FormValues) -> FormValues:
        """The form's values, with the title and the answer of `beside`."""
        return replace(
            beside,
            subject=self.subject.text().strip(),
            date=self.date.text().strip(),
            id=self.id.text().strip(),
            keywords=self.keywords.keywords(),
            description=exact_text(self.description.document()).strip(),
            url=self.url.text().strip(),
            related=self.related.related(),
            hidden=self.hidden.isChecked(),
        )

    def offer(self, subjects: Sequence[str], keywords: Sequence[str]) -> None:
        """Set the subjects and keywords for completion."""
        self.subject.offer(subjects)
        self.keywords.offer(keywords)

    def offer_candidates(self, words: str, found: Sequence[Related]) -> None:
        """Show the questions that were found for the list of related ones."""
        self.related.offer_candidates(words, found)

    def set_read_only(self, locked: bool) -> None:
        """Make the form read-only, or editable again."""
        self._page.setEnabled(not locked)

    @property
    def fault(self) -> str:
        """Why the content can't be saved, a sentence; empty if it can."""
        # A date that has another format in the file may stay as it is.
        if not self.date.is_valid and self.date.text().strip() != self._shown.date.strip():
            return self.tr("The date is not valid: write it as 2025-01-28.")
        return ""

    def _check(self) -> None:
        self._date_note.setVisible(bool(self.fault))
        subject = self.subject.text().strip()
        is_another = bool(subject) and subject.casefold() != self._shown.subject.strip().casefold()
        if is_another and self._move.isHidden():
            self._move.setChecked(True)
        self._move.setVisible(is_another)

    def _on_edit(self) -> None:
        self._check()
        self.edited.emit()

    def _connect(self) -> None:
        for field in (self.subject, self.date, self.id, self.url):
            field.textChanged.connect(self._on_edit)
        self.description.textChanged.connect(self._on_edit)
        self.keywords.edited.connect(self._on_edit)
        self.related.edited.connect(self._on_edit)
        self.related.candidates_wanted.connect(self.candidates_wanted)
        self.hidden.toggled.connect(self._on_edit)
        for one in self.findChildren(QWidget):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that gets the focus by the keyboard is scrolled into view."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget) and self.isAncestorOf(watched):
            self.ensureWidgetVisible(watched, 0, MARGIN)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> QWidget:
        page = QWidget(self)
        page.setAutoFillBackground(True)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        column = QWidget(page)
        column.setMaximumWidth(WIDEST)
        grid = QGridLayout(column)
        grid.setContentsMargins(MARGIN, 14, MARGIN, MARGIN)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        rows: tuple[tuple[str, _Field, str], ...] = (
            (self.tr("&Subject"), self.subject, "form_subject"),
            (self.tr("&Keywords"), self.keywords, "form_keywords"),
            (self.tr("D&escription"), self.description, "form_description"),
            (self.tr("&Address"), self.url, "form_url"),
            ("", self.related, "form_related"),
        )
        self._add(grid, 0, 0, 2, *rows[0])
        grid.addWidget(self._move, 2, 0, 1, 2, Qt.AlignmentFlag.AlignVCenter)
        self._add(grid, 3, 0, 1, self.tr("&Date"), self.date, "form_date")
        self._add(grid, 3, 1, 1, self.tr("&Id"), self.id, "form_id")
        grid.addWidget(self._date_note, 5, 0, 1, 2)
        for number, row in enumerate(rows[1:]):
            self._add(grid, 6 + 3 * number, 0, 2, *row)
        grid.setRowMinimumHeight(18, 10)
        grid.addWidget(self.hidden, 19, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        stations = (self.subject, self._move, self.date, self.id, self.keywords.entry, self.description, self.url)
        for one, following in pairwise((*stations, self.related.list, self.related.entry, self.hidden)):
            QWidget.setTabOrder(one, following)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(column)
        outer.addStretch(1)
        return page

    def call_documents(self, noun: Noun) -> None:
        """Set the words for other documents in a library where they are called `noun`."""
        self.related.call_documents(noun)
        self._related_label.setText(f"&{noun.related}")

    def _add(self, grid: QGridLayout, row: int, column: int, span: int, words: str, field: _Field, name: str) -> None:
        label = _small_label(self, words)
        # With a focus proxy, Tab would skip the list.
        label.setBuddy(self.related.entry if field is self.related else field)
        field.setObjectName(name)
        if field is self.related:
            self._related_label = label
        else:
            field.setAccessibleName(words.replace("&", ""))
        grid.addWidget(label, row, column, 1, span)
        framed = FieldFrame(field, self) if isinstance(field, QLineEdit | QPlainTextEdit) else field
        grid.addWidget(framed, row + 1, column, 1, span)
        grid.setRowMinimumHeight(row + 2, 10)


_Field = QLineEdit | QPlainTextEdit | KeywordEdit | RelatedEdit


class _Paragraph(QPlainTextEdit):
    """A few lines of text; Tab goes to the next field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(6)
        self.setFixedHeight(DESCRIPTION_LINES * self.fontMetrics().lineSpacing() + 14)


def _small_label(parent: QWidget, words: str) -> QLabel:
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(small_font(label.font()))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
