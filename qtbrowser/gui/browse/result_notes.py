"""The notes above the hits: missing words, text that could not be parsed, and the suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from qtbrowser.gui.widgets.labels import shortened
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.row_painting import mirrored
from qtbrowser.gui.widgets.theme_palettes import colours_of

if TYPE_CHECKING:
    from qtbrowser.gui.browse.rows import RowsPage

MARGIN = 14
MOST_MISSING = 6
LONGEST_WORD = 40


class SuggestionButton(QAbstractButton):
    """A button `Did you mean: photosynthesis`: the words in the colour of links, elided if too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestion")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Otherwise its whole length would be the least width of the notes, and their height be computed for that width.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._question = self.tr("Did you mean:")
        self._words = ""

    def show_words(self, words: str) -> None:
        """Set the suggested words."""
        self._words = words
        self.setAccessibleName(f"{self._question} {words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The size of the whole text."""
        return QSize(self._start() + self._metrics().horizontalAdvance(self._words) + 4, self._metrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        """The size of the question and a few letters."""
        return QSize(self._start() + 40, self._metrics().height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the question in the muted colour, then the words."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(colours.muted))
        painter.drawText(self.rect(), middle, self._question)
        direction = self.layoutDirection()
        painter.setFont(self._bold())
        painter.setPen(QColor(colours.link))
        room = mirrored(QRectF(self.rect()).adjusted(self._start(), 0, 0, 0), self.rect(), direction)
        words = self._metrics().elidedText(self._words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, middle, words)
        if self.hasFocus() or self.underMouse():
            drawn = QRectF(self._start(), 0, self._metrics().horizontalAdvance(words), self.height() - 3)
            drawn = mirrored(drawn, self.rect(), direction)
            painter.drawLine(drawn.bottomLeft(), drawn.bottomRight())
        painter.end()

    def _start(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._question + " ")

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._bold())


class ResultNotes(QWidget):
    """Notes about the hits below. Takes no room if there are none.

    Signals:
        suggestion_taken: the user has pressed the suggestion.
    """

    suggestion_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._partial = _note(self, "note_partial")
        self._ignored = _note(self, "note_ignored")
        self.suggestion = SuggestionButton(self)
        self.suggestion.clicked.connect(self.suggestion_taken)
        self._key = _note(self, "note_key")
        self._key.setWordWrap(False)
        self._line = QWidget(self)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.suggestion)
        line.addWidget(self._key)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 8)
        layout.setSpacing(3)
        for widget in (self._line, self._partial, self._ignored):
            layout.addWidget(widget)
        self.forget()

    def set_key(self, key: str) -> None:
        """Set the key that takes the suggestion; it is shown beside it."""
        self._key.setText(key)

    def show_notes(self, page: RowsPage, noun: Noun) -> None:
        """Say what there is to say about the hits of `page`.

        If there are no hits, the suggestion is in the empty state instead.
        """
        is_partial = page.match == "some" and page.total > 0
        suggestion = page.suggestion if page.total else None
        self._partial.setText(self._partly(page, noun))
        self._partial.setVisible(is_partial)
        self._ignored.setText(self.tr("Not understood: {0}").format("   ".join(page.ignored)))
        self._ignored.setVisible(bool(page.ignored))
        self.suggestion.show_words(suggestion or "")
        self._line.setVisible(suggestion is not None)
        self.setVisible(is_partial or bool(page.ignored) or suggestion is not None)

    def _partly(self, page: RowsPage, noun: Noun) -> str:
        are_questions = noun is Noun.QUESTION
        if len(page.request.text.split()) <= 1:
            if are_questions:
                return self.tr("No question has this word; these are the closest.")
            return self.tr("No document has this word; these are the closest.")
        if are_questions:
            words = self.tr("Few or no questions have all of these words; these are the closest.")
        else:
            words = self.tr("Few or no documents have all of these words; these are the closest.")
        if page.missing:
            return f"{words} {self.tr('Missing: {0}').format(_listed(page.missing))}"
        if page.best_lacks:
            return f"{words} {self.tr('The first lacks: {0}').format(_listed(page.best_lacks))}"
        return words

    def forget(self) -> None:
        """Remove all notes."""
        self.hide()

    def words(self) -> list[str]:
        """The lines that are shown, for screen readers."""
        lines = [note.text() for note in (self._partial, self._ignored) if note.isVisible()]
        return [self.suggestion.accessibleName(), *lines] if self.suggestion.isVisible() else lines


def _note(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setWordWrap(True)
    return label


def _listed(words: Sequence[str]) -> str:
    listed = ", ".join(shortened(word, LONGEST_WORD) for word in words[:MOST_MISSING])
    return f"{listed}, …" if len(words) > MOST_MISSING else listed
