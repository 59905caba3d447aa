"""The card beside a link: a small panel over the page, with a question and its first paragraph."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane.blocks import blocks_of
from qtbrowser.gui.pane.images import PageImages, PictureScale
from qtbrowser.gui.pane.page_colours import page_palette
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.page_painter import PagePainter
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.widgets.clicks import asks_for_tab
from qtbrowser.gui.widgets.font_rules import FontRule
from qtbrowser.gui.widgets.row_painting import small_font
from qtbrowser.gui.widgets.theme_palettes import colours_of

WIDEST = 27
"""The largest width of a card, in body sizes."""

HIGHEST = 13
"""The largest height of a card's text, in body sizes; longer text is cut below a whole line."""

FADED = 1.6
"""The height in which a text that is cut fades out, in body sizes."""

SMALLER = 0.84
"""The size of a card's text relative to the page's."""

GAP = 6
"""The distance in pixels from the link to the card, and from the card to the edge of the page."""

ROUNDING = 8.0
SPACING = 6
MARGINS = (14, 10)
"""Beside and above the text, in pixels."""


class CardView(QFrame):
    """Shows one card. It never takes the focus, so that the page keeps it.

    Args:
        parent: the page that it is shown over.

    Signals:
        clicked: whether to open the document in a new tab.
        left: the mouse has left the card.
    """

    clicked = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("link_card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        self._lead = _small_line(self, "card_lead")
        self._text = CardText(self)
        self._hint = _small_line(self, "card_hint")
        self._around = parent
        self._place = QRect()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*MARGINS, *MARGINS)
        rows.setSpacing(SPACING)
        for row in (self._lead, self._text, self._hint):
            rows.addWidget(row)
        self._text.resized.connect(self._fit)
        self.hide()

    def show_card(
        self, html: str, style: PageStyle, typesetter: Typesetter, place: QRect, lead: str = "", hint: str = ""
    ) -> None:
        """Show a card.

        Args:
            html: the safe HTML of a page, without links.
            style: the page's style.
            typesetter: typesets the formulas.
            place: the rectangle of the link, in the parent's coordinates; the card is below or above it.
            lead: a line above it, plain text.
            hint: a line below it, plain text.
        """
        self._place = place
        for line, words in ((self._lead, lead), (self._hint, hint)):
            line.setText(words)
            line.setVisible(bool(words))
        self._text.show_html(html, style, typesetter)
        self._text.setVisible(bool(html))
        self.setAccessibleName(". ".join(part for part in (lead, self._text.words()) if part))
        self._fit()
        self.show()
        self.raise_()

    def _fit(self) -> None:
        around = self._around
        width = min(self._text.most_width() + 2 * MARGINS[0], around.width() - 2 * GAP)
        inner = width - 2 * MARGINS[0]
        below = around.height() - self._place.bottom() - 2 * GAP
        above = self._place.top() - 2 * GAP
        lines = [line for line in (self._lead, self._hint) if not line.isHidden()]
        taken = 2 * MARGINS[1] + sum(line.heightForWidth(inner) + SPACING for line in lines)
        self._text.set_room(inner, max(below, above) - taken)
        height = taken + (0 if self._text.isHidden() else self._text.height())
        top = self._place.bottom() + GAP
        if height > below and above > below:
            top = self._place.top() - GAP - height
        left = self._place.right() - width if self.isRightToLeft() else self._place.left()
        left = max(GAP, min(left, around.width() - width - GAP))
        self.setGeometry(left, top, width, height)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Emit `clicked`."""
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit(asks_for_tab(event))

    def leaveEvent(self, event: object) -> None:
        """Emit `left`."""
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a rounded background with an edge that is visible in every theme."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.field_border), 1))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), ROUNDING, ROUNDING)
        painter.end()


class CardText(QWidget):
    """Paints a text; if it is too long, it is cut below a whole line.

    Signals:
        resized: the height of the text has changed, because a formula was typeset.
    """

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: PageDocument | None = None
        self._painter: PagePainter | None = None
        self._style: PageStyle | None = None
        self._palette = QPalette()
        self._room = 0
        self._is_cut = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_html(self, html: str, style: PageStyle, typesetter: Typesetter) -> None:
        """Show HTML, smaller than on the page."""
        if self._document is not None:
            self._document.deleteLater()
        self._style = replace(style, zoom=style.zoom * SMALLER)
        width = self.most_width()
        images = PageImages(None, PictureScale(1.0, width, self.devicePixelRatioF()))
        document = PageDocument(html, self._style, images, typesetter, self)
        _tighten(document)
        document.grown.connect(self._on_grown)
        self._document = document
        self._painter = PagePainter(document.decorations, self._style)
        self._palette = page_palette(self.palette(), self._style.colours)
        self.set_room(width, self._style.pixels(HIGHEST))

    def most_width(self) -> int:
        """The width in pixels that the text takes if there is room."""
        return 0 if self._style is None else self._style.pixels(WIDEST)

    def words(self) -> str:
        """The text that is shown."""
        return "" if self._document is None else " ".join(self._document.toPlainText().split())

    def formulas_set(self) -> int:
        """The number of its formulas that are typeset."""
        return 0 if self._document is None else self._document.formulas.set_count

    def set_room(self, width: int, height: int) -> None:
        """Lay the text out in a width and a largest height, both in pixels."""
        if self._document is None or self._style is None or width <= 0:
            return
        self._room = height
        self._document.setTextWidth(width)
        most = min(self._style.pixels(HIGHEST), height)
        shown = _cut_height(self._document, most)
        self._is_cut = shown < self._document.size().height()
        self.setFixedSize(width, max(1, round(shown)))

    def _on_grown(self) -> None:
        self.set_room(self.width(), self._room)
        self.resized.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the decorations, then the text; if more follows, its last line fades out."""
        if self._document is None or self._painter is None:
            return
        painter = QPainter(self)
        self._painter.paint(painter, self._document.begin(), QRectF(self.rect()))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = self._palette
        context.clip = QRectF(self.rect())
        self._document.documentLayout().draw(painter, context)
        if self._is_cut and self._style is not None:
            ground = QColor(colours_of(self.palette()).base)
            faded = QRectF(self.rect()).adjusted(0, self.height() - self._style.pixels(FADED), 0, 0)
            fading = QLinearGradient(faded.topLeft(), faded.bottomLeft())
            fading.setColorAt(1, ground)
            ground.setAlpha(0)
            fading.setColorAt(0, ground)
            painter.fillRect(faded, fading)
        painter.end()


def _tighten(document: PageDocument) -> None:
    """Remove the space above the first block and below the last one."""
    cursor = QTextCursor(document)
    for block, above in ((document.firstBlock(), True), (document.lastBlock(), False)):
        form = block.blockFormat()
        if above:
            form.setTopMargin(0)
        else:
            form.setBottomMargin(0)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
    meta: QTextBlock = document.firstBlock().next()
    if meta.isValid():
        form = meta.blockFormat()
        form.setBottomMargin(min(form.bottomMargin(), 6))
        cursor.setPosition(meta.position())
        cursor.setBlockFormat(form)


def _cut_height(document: PageDocument, most: float) -> float:
    """The height of a document, or of as many of its lines as fit into `most` pixels."""
    whole = document.size().height()
    if whole <= most:
        return whole
    layout = document.documentLayout()
    height = 0.0
    for block in blocks_of(document):
        top = layout.blockBoundingRect(block).top()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            bottom = top + line.y() + line.height()
            if bottom > most:
                return height or most
            height = bottom
    return height or most


def _small_line(parent: QWidget, name: str) -> QLabel:
    line = QLabel(parent)
    line.setObjectName(name)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    FontRule(line, small_font)
    return line
