"""The formulas of one page: cached ones replace their placeholders at once, the others when they are typeset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFontDatabase,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from qtbrowser.gui.math.formula import Formula, FormulaError
from qtbrowser.gui.math.line_room import make_room
from qtbrowser.gui.math.page_html import ADDRESS, FormulaPlace
from qtbrowser.gui.math.text_object import IS_BLOCK, NUMBER, OBJECT_TYPE, TEX, FormulaObject
from qtbrowser.gui.math.typesetter import FormulaSource, Typesetter

_OBJECT = "\ufffc".encode("utf-16-le")
_GATHER_MS = 30

_SPACE_ABOVE = 0.75
_SPACE_BELOW = 0.5
"""The space above and below a display formula, in heights of the font. The line below has some space above its
letters.
"""


class PageFormulas(QObject):
    """Shows formulas in a document. Create it right after the document's HTML is set; the document owns it.

    Args:
        document: the document with the HTML from `with_formula_objects`.
        places: the formulas from `with_formula_objects`.
        typesetter: typesets the formulas.
        mono_family: the font of TeX that isn't typeset; the system's if it is "".

    Signals:
        about_to_grow, grown: before and after a change of the document's heights, when formulas are ready.
    """

    about_to_grow = Signal()
    grown = Signal()

    def __init__(
        self,
        document: QTextDocument,
        places: Sequence[FormulaPlace],
        typesetter: Typesetter,
        mono_family: str = "",
    ) -> None:
        super().__init__(document)
        self._document = document
        self._places = list(places)
        self._typesetter = typesetter
        if not mono_family:
            mono_family = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)).family()
        self._object = FormulaObject(self._places, mono_family, self)
        self._positions: dict[int, int] = {}
        self._wanted: dict[FormulaSource, list[int]] = {}
        self._ready: dict[int, Formula | FormulaError] = {}
        if places:
            was_enabled = document.isLayoutEnabled()
            document.setLayoutEnabled(False)
            document.documentLayout().registerHandler(OBJECT_TYPE, self._object)
            self._replace_placeholders(0)
            document.setLayoutEnabled(was_enabled)
            self._request(range(len(places)))

    def extend(self, places: Sequence[FormulaPlace], start: int) -> None:
        """Takes the formulas of HTML that was appended to the document.

        Args:
            places: from `with_formula_objects`, numbered on from the last ones.
            start: the position in the document at which that HTML begins, in UTF-16 units.
        """
        if not places:
            return
        first = len(self._places)
        if not first:
            self._document.documentLayout().registerHandler(OBJECT_TYPE, self._object)
        self._places.extend(places)
        self._object.contents.extend([None] * len(places))
        self._replace_placeholders(start)
        self._request(range(first, len(self._places)))

    @property
    def places(self) -> Sequence[FormulaPlace]:
        """The formulas by number."""
        return self._places

    def plain_texts(self) -> list[tuple[int, str]]:
        """The formulas, ascending: position in the document in UTF-16 units, and plain text (TeX between dollars)."""
        return sorted((position, self._places[number].text()) for number, position in self._positions.items())

    @property
    def is_complete(self) -> bool:
        """Whether every formula is typeset or has failed."""
        return all(self._object.contents[number] is not None for number in self._positions)

    @property
    def set_count(self) -> int:
        """The number of formulas that are typeset."""
        return sum(isinstance(self._object.contents[number], Formula) for number in self._positions)

    @property
    def has_selected(self) -> bool:
        """Whether selected formulas are to be painted after the text that was just drawn."""
        return self._object.has_selected

    def paint_selected(self, painter: QPainter) -> None:
        """Paints the selected formulas of the text that was just drawn.

        Args:
            painter: its units are the document's pixels.
        """
        self._object.paint_selected(painter)

    def _replace_placeholders(self, start: int) -> None:
        """Replace the placeholder images from a position on by formulas."""
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for position in reversed(objects_in(self._document, start)):
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            form = cursor.charFormat()
            name = form.toImageFormat().name() if form.isImageFormat() else ""
            number = name.removeprefix(ADDRESS)
            if name.startswith(ADDRESS) and number.isdecimal() and int(number) < len(self._places):
                self._replace_placeholder(cursor, form, int(number))
        cursor.endEditBlock()
        for position in objects_in(self._document, start):
            cursor.setPosition(position + 1)
            if cursor.charFormat().objectType() == OBJECT_TYPE:
                self._positions[cursor.charFormat().intProperty(NUMBER)] = position

    def _replace_placeholder(self, cursor: QTextCursor, form: QTextCharFormat, number: int) -> None:
        place = self._places[number]
        content = self._object.contents[number] = self._typesetter.cached(*place.source)
        is_block = place.source.display and cursor.block().length() == 2
        form.clearProperty(QTextFormat.Property.ImageName.value)
        form.clearProperty(QTextFormat.Property.ImageAltText.value)
        form.setObjectType(OBJECT_TYPE)
        form.setProperty(NUMBER, number)
        form.setProperty(TEX, place.text())
        form.setProperty(IS_BLOCK, is_block)
        if isinstance(content, FormulaError):
            form.setToolTip(content.reason)
        cursor.setCharFormat(form)
        if is_block:
            _centre(cursor)
        else:
            make_room(self._document, cursor, self._object)

    def _request(self, numbers: Iterable[int]) -> None:
        wanted: dict[FormulaSource, list[int]] = {}
        for number in numbers:
            if number in self._positions and self._object.contents[number] is None:
                wanted.setdefault(self._places[number].source, []).append(number)
        if wanted:
            if not self._wanted:
                self._typesetter.formula_ready.connect(self._on_formula_ready)
            for source, places in wanted.items():
                self._wanted.setdefault(source, []).extend(places)
            self._typesetter.request_all(wanted)

    @Slot(str, bool, object)
    def _on_formula_ready(self, tex: str, display: bool, content: Formula | FormulaError) -> None:
        """Collects formulas that are ready: showing several takes the document hardly longer than one."""
        is_first = not self._ready
        for number in self._wanted.pop(FormulaSource(tex, display), ()):
            self._ready[number] = content
        if self._ready and is_first:
            QTimer.singleShot(_GATHER_MS, self, self._show_ready)

    @Slot()
    def _show_ready(self) -> None:
        self.about_to_grow.emit()
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for number, content in self._ready.items():
            self._object.contents[number] = content
            position = self._positions[number]
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            form = cursor.charFormat()
            if isinstance(content, FormulaError):
                form.setToolTip(content.reason)
                cursor.setCharFormat(form)
            if not form.boolProperty(IS_BLOCK):
                make_room(self._document, cursor, self._object)
            self._document.markContentsDirty(position, 1)
        cursor.endEditBlock()
        self._ready.clear()
        if not self._wanted:
            self._typesetter.formula_ready.disconnect(self._on_formula_ready)
        self.grown.emit()


def objects_in(document: QTextDocument, start: int = 0) -> list[int]:
    """The positions of all object characters from a position on, in UTF-16 units."""
    if start:
        rest = QTextCursor(document)
        rest.setPosition(start)
        rest.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        text = rest.selectedText()
    else:
        text = document.toRawText()
    units = text.encode("utf-16-le", "surrogatepass")
    found = []
    place = units.find(_OBJECT)
    while place >= 0:
        # At an odd place it is half of one character and half of the next.
        if place % 2 == 0:
            found.append(start + place // 2)
        place = units.find(_OBJECT, place + 1)
    return found


def _centre(cursor: QTextCursor) -> None:
    """Centres the paragraph of a display formula, and sets its height and the space around it."""
    form = QTextBlockFormat()
    size = QFontMetricsF(cursor.charFormat().font()).height()
    form.setTopMargin(round(_SPACE_ABOVE * size))
    form.setBottomMargin(round(_SPACE_BELOW * size))
    form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    form.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(form)
