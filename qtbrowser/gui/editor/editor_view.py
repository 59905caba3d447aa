"""The editor of one document: question and answer or its details at the left, the preview at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.editor_bar import EditorBar
from qtbrowser.gui.editor.form_values import FormValues, changes
from qtbrowser.gui.editor.live_preview import LivePreview
from qtbrowser.gui.editor.markdown_edit import MARGIN, MarkdownEdit
from qtbrowser.gui.editor.metadata_form import MetadataForm
from qtbrowser.gui.editor.text_finding import TextFinding
from qtbrowser.gui.editor.wrapping_line import WrappingLine
from qtbrowser.gui.pane.find_bar import FindBar
from qtbrowser.gui.reader.page_jobs import ShownPage
from qtbrowser.gui.widgets.font_rules import FontRule, large_heading_font
from qtbrowser.gui.widgets.icons import scaled_to_text
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme_colours import ThemeName

SIDE_BY_SIDE = 700
"""The least width in pixels, beside text of the usual size, at which text and preview are side by side."""

ABOVE_EACH_OTHER = 420
"""The same for the height at which they are one above the other; where there is less of both, the text is alone."""

FOLLOWED_LINES = 8
TITLE_MARGIN = 10


class EditorView(QWidget):
    """Edits the values of one document. It emits requests and does not save by itself.

    Signals:
        edited: its content has changed.
        preview_wanted: a page of the content is needed; answer with `show_preview`.
        candidates_wanted: words for finding related questions; answer with `offer_candidates`.
        save_requested, close_requested: a button or a key was pressed.
    """

    edited = Signal()
    preview_wanted = Signal()
    candidates_wanted = Signal(str)
    save_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor_view")
        self.setAccessibleName(self.tr("Editor"))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.bar = EditorBar(self)
        self.title = self._make_title()
        self.text = MarkdownEdit(self)
        self.form = MetadataForm(self)
        self.preview = LivePreview(self)
        self.find_bar = FindBar(self)
        self.find_bar.hide()
        self._finding = TextFinding(self.text, self.find_bar)
        self._is_filling = False
        self._asks = True
        self._pages = QStackedWidget(self)
        self._columns = Splitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._connect()

    def call_documents(self, noun: Noun) -> None:
        """Set the words for a document in a library where it is called `noun`."""
        self._asks = noun is Noun.QUESTION
        self.title.setAccessibleName(noun.title)
        self.title.setPlaceholderText(noun.title_hint)
        self.form.call_documents(noun)

    # Content

    def show_values(self, values: FormValues) -> None:
        """Show the values of a document."""
        self._is_filling = True
        self.title.show_text(values.title)
        self.form.show_values(values)
        self.text.show_text(values.answer)
        self._is_filling = False
        self.preview.refresh_now()

    def take_as_saved(self, saved: FormValues, values: FormValues) -> None:
        """The document has been saved with the values `saved`; show `values`, if they differ from the shown ones."""
        self.form.take_as_saved(saved)
        if changes(self.values(), values):
            self.restore(values)

    def restore(self, values: FormValues) -> None:
        """Replace the values as an edit by the user; the change of the text can be undone."""
        self.title.show_text(values.title)
        self.form.show_values(values, anew=False)
        self.text.take_text(values.answer)
        self._on_edit()

    def values(self) -> FormValues:
        """The present values."""
        return self.form.values(FormValues(title=self.title.text().strip(), answer=self.text.text()))

    @property
    def fault(self) -> str:
        """Why the content can't be saved, a sentence; empty if it can."""
        if not self.title.text().strip():
            return self.tr("A document needs a question.") if self._asks else self.tr("A document needs a title.")
        return self.form.fault

    def show_details(self, shown: bool) -> None:
        """Show the details instead of the answer, or the answer."""
        self._pages.setCurrentWidget(self.form if shown else self._writing)
        self.bar.show_details(shown)

    def enter(self) -> None:
        """Put the focus into the answer."""
        self.show_details(False)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, reason: str) -> None:
        """Make everything read-only, and show the reason; an empty `reason` allows changes again."""
        locked = bool(reason)
        self.title.setReadOnly(locked)
        self.text.setReadOnly(locked)
        self.form.set_read_only(locked)
        self.bar.show_reason(reason)

    # The preview

    def show_preview(self, shown: ShownPage) -> None:
        """Show the page of the content."""
        self.preview.show_page(shown)

    @property
    def is_settled(self) -> bool:
        """Whether the preview shows the present content."""
        return self.preview.is_settled

    def offer(self, subjects: Sequence[str], keywords: Sequence[str]) -> None:
        """Set the subjects and keywords for completion."""
        self.form.offer(subjects, keywords)

    def offer_candidates(self, words: str, found: Sequence[Related]) -> None:
        """Show the questions that were found for the list of related ones."""
        self.form.offer_candidates(words, found)

    def set_zoom(self, zoom: float) -> None:
        """Set the size of text and preview, 1.0 for 100%."""
        self.text.set_zoom(zoom)
        self.preview.pane.set_zoom(zoom)

    # Finding, as in the pane

    def open_find_bar(self) -> None:
        """Open the find bar, with the selected words if there are any."""
        self.show_details(False)
        self._finding.open_bar()

    def find_next(self) -> None:
        """Go to the next match of the find bar's words."""
        self._finding.find_next()

    def find_previous(self) -> None:
        """Go to the previous match of the find bar's words."""
        self._finding.find_previous()

    def set_theme(self, theme: ThemeName) -> None:
        """Show text and preview in the colours of a theme."""
        self.text.set_theme(theme)
        self.preview.pane.set_theme(theme)
        apply_style_sheets(self)

    def _on_edit(self) -> None:
        if not self._is_filling:
            self.preview.refresh_soon()
            self.edited.emit()

    def _look(self) -> None:
        """Scroll the preview to the line at the top."""
        bar = self.text.verticalScrollBar()
        block = self.text.firstVisibleBlock()
        lines: list[str] = []
        while block.isValid() and len(lines) < FOLLOWED_LINES:
            lines.append(block.text())
            block = block.next()
        self.preview.look_at(lines, bar.value() / bar.maximum() if bar.maximum() else 0)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the find bar, then the editor."""
        if event.key() == Qt.Key.Key_Escape:
            if self.find_bar.isVisible():
                self.find_bar.close_bar()
            else:
                self.close_requested.emit()
            return
        super().keyPressEvent(event)

    # Appearance

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange text and preview by the room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._arrange()

    def _arrange(self) -> None:
        """Text and preview side by side, one above the other, or the text alone."""
        metrics = self.fontMetrics()
        wide = self.width() >= scaled_to_text(metrics, SIDE_BY_SIDE)
        self.preview.setVisible(wide or self.height() >= scaled_to_text(metrics, ABOVE_EACH_OTHER))
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._columns.orientation() != wanted:
            self._columns.setOrientation(wanted)
            self._halve()

    def _make_title(self) -> WrappingLine:
        title = WrappingLine(TITLE_MARGIN, self)
        title.setObjectName("editor_title")
        FontRule(title, large_heading_font)
        return title

    def _lay_out(self) -> None:
        self._writing = QWidget(self)
        inner = QVBoxLayout(self._writing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.text, 1)
        inner.addWidget(self.find_bar)
        self._pages.addWidget(self._writing)
        self._pages.addWidget(self.form)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        indented = QVBoxLayout()
        indented.setContentsMargins(MARGIN - TITLE_MARGIN, 2, MARGIN - TITLE_MARGIN, 0)
        indented.addWidget(self.title)
        column.addLayout(indented)
        line = QFrame(self)
        line.setFixedHeight(1)
        line.setAutoFillBackground(True)
        line.setBackgroundRole(QPalette.ColorRole.Mid)
        column.addWidget(line)
        column.addWidget(self._pages, 1)
        self._columns.addWidget(left)
        self._columns.addWidget(self.preview)
        for half in (left, self.preview):
            half.setMinimumSize(200, 80)
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._halve()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._columns, 1)
        self.setFocusProxy(self.text)
        apply_style_sheets(self)

    def _halve(self) -> None:
        """Divide the room equally; one above the other, the text gets more, as it is edited."""
        wide = self._columns.orientation() == Qt.Orientation.Horizontal
        self._columns.setSizes([1_000, 1_000] if wide else [1_400, 1_000])

    def _connect(self) -> None:
        self.title.textChanged.connect(self._on_edit)
        self.text.edited.connect(self._on_edit)
        self.form.edited.connect(self._on_edit)
        self.title.ended.connect(self.enter)
        self.form.candidates_wanted.connect(self.candidates_wanted)
        self.text.scrolled.connect(self._look)
        self.text.find_requested.connect(self._finding.open_bar)
        self.preview.page_wanted.connect(self.preview_wanted)
        self.bar.details_requested.connect(self.show_details)
        self.bar.save_requested.connect(self.save_requested)
        self.bar.close_requested.connect(self.close_requested)
