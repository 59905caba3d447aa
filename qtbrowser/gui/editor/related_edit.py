"""The list of related questions: find and add one, move it, remove it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.field_frame import FieldFrame
from qtbrowser.gui.pane.plain_tooltips import plain_tooltip
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.icons import icon
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.row_painting import paint_cell_ground
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.widgets.theme_palettes import colours_of

RELATED_ROLE = Qt.ItemDataRole.UserRole
TYPING_MS = 150
ROWS_SHOWN = 5
_ALT = Qt.KeyboardModifier.AltModifier


class _RelatedDelegate(CellDelegate):
    """Paints the title, and after it the subject."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The size of one line with padding."""
        return QSize(100, QFontMetrics(option.font).height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the subject at the right if there is room for it."""
        related: Related = index.data(RELATED_ROLE)
        metrics = QFontMetrics(option.font)
        subject = metrics.elidedText(related.subject, Qt.TextElideMode.ElideRight, option.rect.width() // 3)
        width = metrics.horizontalAdvance(subject) + self.PADDING if subject else 0
        whole = QRect(option.rect)
        colours = colours_of(option.palette)
        paint_cell_ground(painter, option, colours)
        option.rect = whole.adjusted(0, 0, -width, 0)
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(colours.muted))
        room = whole.adjusted(0, 0, -self.PADDING, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), subject)
        painter.restore()

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """Paint no decoration."""
        return 0


class _RelatedList(QListWidget):
    """The list of questions. Delete removes one, Alt+Up and Alt+Down move it.

    Signals:
        removal_requested, move_requested: the user wants to remove the current one, or move it by -1 or 1.
    """

    removal_requested = Signal()
    move_requested = Signal(int)

    def event(self, event: QEvent) -> bool:
        """Accept Alt+Up and Alt+Down, which are actions of the window too, while the list has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_move(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Delete, Alt+Up and Alt+Down."""
        if _is_move(event):
            self.move_requested.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)


class RelatedEdit(QWidget):
    """The list, and below it a field for finding questions by their words.

    Signals:
        edited: the questions or their order have changed.
        candidates_wanted: the typed words; answer with `offer_candidates`.
    """

    edited = Signal()
    candidates_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _RelatedList(self)
        self.list.setObjectName("related_list")
        self.list.setAccessibleDescription(self.tr("Delete removes one, Alt+Up and Alt+Down move it."))
        self.list.setItemDelegate(_RelatedDelegate(self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.removal_requested.connect(self._remove)
        self.list.move_requested.connect(self._move)
        self.list.model().rowsMoved.connect(self.edited)
        self.entry = QLineEdit(self)
        self.entry.setObjectName("related_entry")
        self.entry.addAction(icon("plus"), QLineEdit.ActionPosition.LeadingPosition)
        self._found = QStandardItemModel(self)
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated[QModelIndex].connect(self._on_found_activated)  # type: ignore[index]
        self.entry.setCompleter(self._completer)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.entry.textEdited.connect(self._type)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(FieldFrame(self.list, self))
        layout.addWidget(FieldFrame(self.entry, self))
        self._fit()
        self.call_documents(Noun.QUESTION)

    def call_documents(self, noun: Noun) -> None:
        """Set the words for documents in a library where they are called `noun`."""
        self.setAccessibleName(noun.related)
        self.list.setAccessibleName(noun.related)
        is_question = noun is Noun.QUESTION
        hint = self.tr("Find a question to add") if is_question else self.tr("Find a document to add")
        self.entry.setPlaceholderText(hint)
        self.entry.setAccessibleName(hint)

    def show_related(self, related: Sequence[Related]) -> None:
        """Show other questions."""
        self.entry.clear()
        self.list.clear()
        for one in related:
            self._add(one)
        self._fit()

    def related(self) -> tuple[Related, ...]:
        """The questions in their order."""
        return tuple(self.list.item(row).data(RELATED_ROLE) for row in range(self.list.count()))

    def offer_candidates(self, words: str, found: Sequence[Related]) -> None:
        """Show the questions found by `words`, unless the text has changed since."""
        if words != self.entry.text().strip() or not self.entry.hasFocus():
            return
        self._found.clear()
        here = {(one.url, one.id) for one in self.related()}
        for one in found:
            if (one.url, one.id) not in here:
                item = QStandardItem(one.title)
                item.setData(one, RELATED_ROLE)
                item.setToolTip(plain_tooltip(self.tr("Subject:"), one.subject))
                self._found.appendRow(item)
        if self._found.rowCount():
            self._completer.complete()

    def _add(self, related: Related) -> None:
        item = QListWidgetItem(related.title or related.url)
        item.setData(RELATED_ROLE, related)
        item.setToolTip(plain_tooltip(self.tr("Related:"), f"{related.title} {related.url}"))
        self.list.addItem(item)

    def _fit(self) -> None:
        """Set the list's height to that of its rows, up to a few."""
        rows = max(1, min(self.list.count(), ROWS_SHOWN))
        self.list.setFixedHeight(rows * (self.fontMetrics().height() + 10) + 4)
        self.list.setHidden(not self.list.count())

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.list.takeItem(row)
            if not self.list.count():
                self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
            self._fit()
            self.edited.emit()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)
            self.edited.emit()

    def _type(self) -> None:
        self._typing.start()

    def _ask(self) -> None:
        words = self.entry.text().strip()
        if words:
            self.candidates_wanted.emit(words)

    def _on_found_activated(self, index: QModelIndex) -> None:
        found = index.data(RELATED_ROLE)
        if found is not None:
            self._add(found)
            self._fit()
            # Called after the completer has written the title into the field.
            QTimer.singleShot(0, self.entry, self.entry.clear)
            self.edited.emit()


def _is_move(event: QKeyEvent) -> bool:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _ALT and event.key() in (
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    )
