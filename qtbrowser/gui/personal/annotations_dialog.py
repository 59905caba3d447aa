"""The dialog that lists all highlights and notes by document, colour or day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from qtbrowser.gui.pane.page_colours import highlight_hue
from qtbrowser.gui.personal.kept_tree import KeptTree
from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, LineDelegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.labels import counted, date_words, shortened
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.widgets.words_in_place import WordsInPlace
from qtbrowser.personal.highlight_colour import HighlightColour

if TYPE_CHECKING:
    from qtbrowser.personal.annotations import Annotation

WIDTH, HEIGHT = 680, 560
MOST_SHOWN = 1_000
"""Of more rows the first ones are shown, and how many there are besides."""

LONGEST_ROW = 300
_SWATCH = 14
_ANNOTATION = Qt.ItemDataRole.UserRole


class _RowDelegate(LineDelegate):
    """Paints a highlight's colour before its words."""

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """Paint a square of the colour; nothing for a heading or a note on a document."""
        annotation = index.data(_ANNOTATION)
        if annotation is None or annotation.colour is None:
            return 0
        painter.fillRect(
            QRect(room.left(), room.center().y() - _SWATCH // 2, _SWATCH, _SWATCH),
            QColor(highlight_hue(annotation.colour)),
        )
        return _SWATCH + 8


class AnnotationsDialog(QDialog):
    """Highlights and notes with a filter above and buttons below.

    Signals:
        opened: the Annotation whose document is to be shown; the dialog closes.
        note_requested: the Annotation whose note is to be written on.
        removed: the Annotation to remove.
        export_requested: the tuple of those that are listed.
    """

    opened = Signal(object)
    note_requested = Signal(object)
    removed = Signal(object)
    export_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Highlights and Notes"))
        open_at(self, WIDTH, HEIGHT)
        self._annotations: tuple[Annotation, ...] = ()
        self._orphans = frozenset[str]()
        self._is_loaded = False
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Search highlights and notes"))
        self.filter.setAccessibleName(self.tr("Search highlights and notes"))
        self.filter.setClearButtonEnabled(True)
        self.grouping = QComboBox(self)
        self.grouping.setAccessibleName(self.tr("Group by"))
        self.grouping.addItems([self.tr("By document"), self.tr("By colour"), self.tr("By day")])
        self.tree = KeptTree(self)
        self.tree.setItemDelegate(_RowDelegate(self.tree))
        self.tree.setAccessibleName(self.tr("Highlights and notes"))
        self.in_place = WordsInPlace(self.tree)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.open_button = row_button(self, self.tr("&Open"), self._open)
        self.note_button = row_button(self, self.tr("&Note…"), self._write_note)
        self.remove_button = row_button(self, self.tr("Re&move"), self._remove)
        self.export_button = row_button(self, self.tr("&Export…"), self._export)
        close = row_button(self, self.tr("&Close"), self.reject)
        head = QHBoxLayout()
        head.addWidget(self.filter, 1)
        head.addWidget(self.grouping)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.words)
        own = (self.open_button, self.note_button, self.remove_button, self.export_button)
        layout.addLayout(button_row(own, close))
        self.filter.textChanged.connect(self._show)
        self.grouping.currentIndexChanged.connect(self._show)
        self.tree.itemActivated.connect(self._open)
        self.tree.removal_requested.connect(self._remove)
        self.tree.currentItemChanged.connect(self._allow)
        self._tell(0)
        self._allow()
        apply_style_sheets(self)

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show highlights and notes, which come by document."""
        self._annotations = tuple(annotations)
        self._is_loaded = True
        self._show()

    def show_orphans(self, ids: frozenset[str]) -> None:
        """Tell which highlights are not found in their documents any more, by their ids."""
        if ids != self._orphans:
            self._orphans = ids
            self._show()

    def listed(self) -> tuple[Annotation, ...]:
        """Those that hold the words of the filter, by document."""
        words = self.filter.text().casefold().split()
        return tuple(one for one in self._annotations if one.holds(words))

    def chosen(self) -> Annotation | None:
        """That of the current row; None for a heading."""
        item = self.tree.currentItem()
        return None if item is None else item.data(0, _ANNOTATION)

    def _show(self) -> None:
        before, listed = self.chosen(), self.listed()
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for one in self._in_order(listed)[:MOST_SHOWN]:
            heading = self._heading(one)
            if heading not in groups:
                groups[heading] = QTreeWidgetItem(self.tree, [heading])
            item = QTreeWidgetItem(groups[heading], [self._row(one)])
            item.setData(0, _ANNOTATION, one)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{self._colour_words(one.colour)}: {item.text(0)}")
            if before is not None and (one.path, one.id) == (before.path, before.id):
                self.tree.setCurrentItem(item)
        self.tree.expandAll()
        first = self.tree.topLevelItem(0)
        row = None if first is None else first.child(0)
        if self.tree.currentItem() is None and row is not None:
            self.tree.setCurrentItem(row)
        self._tell(len(listed))
        self._allow()

    def _tell(self, count: int) -> None:
        words = counted(count, self.tr("1 entry"), self.tr("{0} entries"))
        if count > MOST_SHOWN:
            more = counted(count - MOST_SHOWN, self.tr("1 is not shown"), self.tr("{0} are not shown"))
            words = self.tr("{0}, {1}: type to narrow them").format(words, more)
        in_place = ""
        if not self._is_loaded:
            in_place = self.tr("Loading…")
        elif not self._annotations:
            in_place = self.tr("Nothing is highlighted and no note is written yet.")
        elif not count:
            in_place = self.tr("None of them has these words.")
        self.in_place.show_words(in_place)
        self.words.setText("" if in_place else words)
        self.words.setVisible(not in_place)

    def _in_order(self, annotations: Sequence[Annotation]) -> list[Annotation]:
        if self.grouping.currentIndex() == 1:
            colours = [None, *HighlightColour]
            return sorted(annotations, key=lambda one: colours.index(one.colour))
        if self.grouping.currentIndex() == 2:
            return sorted(annotations, key=lambda one: one.created, reverse=True)
        return list(annotations)

    def _heading(self, one: Annotation) -> str:
        if self.grouping.currentIndex() == 1:
            return self._colour_words(one.colour)
        if self.grouping.currentIndex() == 2:
            return date_words(datetime.fromisoformat(one.created).astimezone().date())
        title = one.title or one.path
        return self.tr("{0} (missing)").format(title) if one.is_missing else title

    def _row(self, one: Annotation) -> str:
        parts = [" ".join(text.split()) for text in (one.quote, one.note)]
        words = shortened(" – ".join(part for part in parts if part), LONGEST_ROW)
        return self.tr("{0} (not in the document any more)").format(words) if one.id in self._orphans else words

    def _colour_words(self, colour: HighlightColour | None) -> str:
        words = {
            None: self.tr("Notes on documents"),
            HighlightColour.YELLOW: self.tr("Yellow"),
            HighlightColour.GREEN: self.tr("Green"),
            HighlightColour.BLUE: self.tr("Blue"),
            HighlightColour.RED: self.tr("Red"),
            HighlightColour.PURPLE: self.tr("Purple"),
        }
        return words[colour]

    def _allow(self) -> None:
        chosen = self.chosen()
        self.open_button.setEnabled(chosen is not None and not chosen.is_missing)
        # A note on a document that is missing stays until the document is back.
        may_change = chosen is not None and (chosen.is_highlight or not chosen.is_missing)
        self.note_button.setEnabled(may_change)
        self.remove_button.setEnabled(may_change)
        self.export_button.setEnabled(bool(self._annotations))

    def _open(self) -> None:
        chosen = self.chosen()
        if chosen is not None and not chosen.is_missing:
            self.accept()
            self.opened.emit(chosen)

    def _write_note(self) -> None:
        if (chosen := self.chosen()) is not None:
            self.note_requested.emit(chosen)

    def _remove(self) -> None:
        if (chosen := self.chosen()) is not None and self.remove_button.isEnabled():
            self.removed.emit(chosen)

    def _export(self) -> None:
        self.export_requested.emit(self.listed())
