"""The dialog that lists documents with unsaved drafts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.editor.draft_jobs import FormDraft
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.row_painting import paint_cell_ground, small_font
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme_palettes import colours_of

DRAFT_ROLE = Qt.ItemDataRole.UserRole
ROW_PADDING = 8


class _DraftDelegate(CellDelegate):
    """Paints the question, and below it the file and the time."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The size of two lines with padding."""
        small = QFontMetrics(small_font(option.font)).height()
        return QSize(100, QFontMetrics(option.font).height() + small + 2 * ROW_PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the background and both lines."""
        draft: FormDraft = index.data(DRAFT_ROLE)
        colours = colours_of(option.palette)
        painter.save()
        paint_cell_ground(painter, option, colours)
        room = QRect(option.rect).adjusted(self.PADDING, ROW_PADDING, -self.PADDING, -ROW_PADDING)
        metrics = QFontMetrics(option.font)
        painter.setPen(QColor(colours.text))
        title = draft.values.title.strip() or self.tr("Without a title")
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), words)
        painter.setFont(small_font(option.font))
        painter.setPen(QColor(colours.muted))
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(draft.when.timestamp())), QLocale.FormatType.ShortFormat
        )
        below = QFontMetrics(painter.font()).elidedText(
            f"{when}  ·  {draft.path}", Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), below)
        painter.restore()


class DraftsDialog(QDialog):
    """The list with buttons below it. Return continues editing, Delete discards a draft.

    Args:
        drafts: the drafts.
        parent: the owner.

    Signals:
        chosen: the FormDraft to continue with; the dialog closes.
        discarded: the FormDraft to delete.
    """

    chosen = Signal(object)
    discarded = Signal(object)

    def __init__(self, drafts: Sequence[FormDraft], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drafts_dialog")
        self.setWindowTitle(self.tr("Unsaved Changes"))
        open_at(self, 560, 360)
        heading = QLabel(
            self.tr("These documents were being edited when the program ended. The changes are not saved."), self
        )
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Documents with unsaved changes"))
        self.list.setItemDelegate(_DraftDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for draft in drafts:
            item = QListWidgetItem(draft.values.title)
            item.setData(DRAFT_ROLE, draft)
            self.list.addItem(item)
        self.go_on_button = row_button(self, self.tr("&Go On Editing"), self._go_on)
        self.go_on_button.setDefault(True)
        self.copy_button = row_button(self, self.tr("&Copy Answer"), self._copy)
        self.discard_button = row_button(self, self.tr("&Discard"), self._discard)
        close = row_button(self, self.tr("&Later"), self.reject)
        buttons = button_row((self.go_on_button, self.copy_button, self.discard_button), close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.list.itemActivated.connect(self._go_on)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.finished.connect(self.deleteLater)
        apply_style_sheets(self)

    def _current(self) -> FormDraft:
        draft: FormDraft = self.list.currentItem().data(DRAFT_ROLE)
        return draft

    def _go_on(self) -> None:
        draft = self._current()
        self.accept()
        self.chosen.emit(draft)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._current().values.answer)

    def _discard(self) -> None:
        draft = self._current()
        self.list.takeItem(self.list.currentRow())
        self.discarded.emit(draft)
        if not self.list.count():
            self.accept()
