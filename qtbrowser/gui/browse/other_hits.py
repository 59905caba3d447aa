"""Below the list: the hits of other open libraries, each with the name of its library."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from qtbrowser.gui.browse.list_view import ListView
from qtbrowser.gui.browse.rows import Row
from qtbrowser.gui.widgets.font_rules import FontRule, heading_font
from qtbrowser.gui.widgets.labels import ElidedLabel
from qtbrowser.gui.widgets.theme_palettes import colours_of

LEAST_ROWS = 1
SHOWN_ROWS = 5


class OtherHitsView(ListView):
    """Rows of documents that this window does not show; what can be done with them is to go to their window."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open no menu: its commands are about documents of the open library."""
        event.accept()


class OtherHits(QWidget):
    """A line that tells how many hits each library has, the libraries that can't be searched, and the hits.

    Signals:
        chosen: Row: the reader wants to see this document in the window of its library.
        upwards: Up on the first row.
    """

    chosen = Signal(object)
    upwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unbounded = self.maximumHeight()
        self.heading = ElidedLabel(self)
        self.heading.setObjectName("other_hits_heading")
        FontRule(self.heading, heading_font)
        self.failures = QLabel(self)
        self.failures.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.failures.setTextFormat(Qt.TextFormat.PlainText)
        self.failures.setWordWrap(True)
        self.view = OtherHitsView(self)
        self.view.setObjectName("other_hits")
        self.view.setAccessibleName(self.tr("Hits in other open libraries"))
        self.view.delegate.with_snippets = True
        self.view.delegate.with_subjects = True
        self.view.clicked.connect(self._choose)
        self.view.opened.connect(self._choose)
        self.view.upwards.connect(self.upwards)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._words = words = QVBoxLayout()
        words.setContentsMargins(14, 8, 12, 4)
        words.setSpacing(1)
        words.addWidget(self.heading)
        words.addWidget(self.failures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(words)
        layout.addWidget(self.view, 1)
        # What is left over is below the rows, not around the heading.
        layout.addStretch()
        self.hide()

    def show_hits(self, heading: str, failures: str, rows: Sequence[Row]) -> None:
        """Show what is known of the hits by now; a selected row that is still there stays selected.

        Args:
            heading: how many hits each library has.
            failures: why libraries could not be searched; empty if all could.
            rows: the hits.
        """
        index = self.view.currentIndex()
        before = self.view.rows.row(index.row()) if index.isValid() else None
        self.heading.show_text(heading)
        self.failures.setText(failures)
        self.failures.setVisible(bool(failures))
        self.view.rows.show(len(rows), 0, tuple(rows))
        self.view.fit_rows()
        height = self.view.verticalHeader().defaultSectionSize()
        self.view.setMinimumHeight(LEAST_ROWS * height)
        self.view.setMaximumHeight(min(len(rows), SHOWN_ROWS) * height)
        self.view.setVisible(bool(rows))
        # The own hits have the room that few others don't need; the height of wrapped words depends on the width.
        needed = self._words.sizeHint().height() + self.view.maximumHeight()
        self.setMaximumHeight(self._unbounded if failures else needed)
        if before in rows:
            self.view.setCurrentIndex(self.view.rows.index(rows.index(before)))
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a hairline between the own hits and these."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours_of(self.palette()).border), 1))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def _choose(self) -> None:
        row = self.view.rows.row(self.view.currentIndex().row())
        if row is not None:
            self.chosen.emit(row)
