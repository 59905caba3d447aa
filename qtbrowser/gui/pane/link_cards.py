"""The cards of a page: what asks for one, how long it stays, and the keys that open it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane.card_view import CardView
from qtbrowser.gui.pane.page_canvas import PageCanvas
from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.pointing import Pointed, Pointing
from qtbrowser.gui.widgets.announcements import announcements

GRACE_MS = 250
"""So long a card stays when the mouse leaves its link, in which time it can be reached."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class LinkCards(QObject):
    """Asks for the card of what the mouse rests on or the focus is at, and shows it.

    Args:
        view: the page.
        around: the widget that cards float over; the page is in it.

    Signals:
        wanted: address of a link, or words: a card is to be shown, by `show_card`.
        opened: address, whether in a tab of its own, and title.
        beside_requested: path and fragment of the document to be shown beside the present one.
    """

    wanted = Signal(str, str)
    opened = Signal(str, bool, str)
    beside_requested = Signal(str, str)

    def __init__(self, view: PageCanvas, around: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._around = around
        self._card: CardView | None = None
        self._pointed: Pointed | None = None
        self._by_key = False
        self._address = ""
        self._document = ""
        self._title = ""
        self._pointing = Pointing(view)
        self._pointing.rested.connect(self._ask)
        self._pointing.moved_away.connect(self._on_moved_away)
        self._leaving = QTimer(self, singleShot=True, interval=GRACE_MS)
        self._leaving.timeout.connect(self._leave)
        view.seen_changed.connect(self.hide)
        view.rendered.connect(self.hide)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Whether a card is shown."""
        return self._card is not None and self._card.isVisible()

    def ask_at_focus(self) -> None:
        """Ask for the card of the focused link, or of the selected words."""
        if (pointed := self._pointing.at_cursor()) is not None:
            self._ask(pointed, by_key=True)

    def show_card(
        self,
        html: str,
        style: PageStyle,
        typesetter: Typesetter,
        *,
        address: str,
        document: str = "",
        title: str = "",
        lead: str = "",
    ) -> None:
        """Show the card that was asked for last, unless it is not wanted any more.

        Args:
            html: safe HTML without links.
            style: that of the page.
            typesetter: typesets its formulas.
            address: what opening it follows; empty where it can't be opened.
            document: the document that can be shown beside the present one; empty for none.
            title: its title.
            lead: a line above, plain text.
        """
        if self._pointed is None:
            return
        if self._card is None:
            self._card = CardView(self._around)
            self._card.clicked.connect(self._on_clicked)
            self._card.left.connect(self._leaving.start)
        self._address, self._document, self._title = address, document, title
        place = self._pointed.place.translated(self._view.viewport().mapTo(self._around, QPoint()))
        self._card.show_card(html, style, typesetter, place, lead, self._hint())
        if self._by_key:
            announcements.announce(self._card, self._card.accessibleName())

    def hide(self) -> None:
        """Put the card away."""
        self._leaving.stop()
        self._pointed = None
        self._pointing.forget()
        if self._card is not None:
            self._card.hide()

    def _hint(self) -> str:
        """The keys of the card, where they reach it: the focus must be in the page."""
        if not self._address or not self._view.hasFocus():
            return ""
        if not self._document:
            return self.tr("Enter opens")
        return self.tr("Enter opens, Shift+Enter opens beside")

    def _ask(self, pointed: Pointed, by_key: bool = False) -> None:
        self._leaving.stop()
        self._pointed, self._by_key = pointed, by_key
        self.wanted.emit(pointed.address, pointed.words)

    def _on_moved_away(self) -> None:
        if self.is_shown:
            self._leaving.start()
        else:
            self._pointed = None

    def _leave(self) -> None:
        if self._card is None or not self._card.underMouse():
            self.hide()

    def _on_clicked(self, in_tab: bool) -> None:
        self._open(in_tab)

    def _open(self, in_tab: bool = False) -> None:
        address, title = self._address, self._title
        self.hide()
        if address:
            self.opened.emit(address, in_tab, title)

    def _open_beside(self) -> None:
        document, link = self._document, read_link(self._address)
        self.hide()
        if document:
            self.beside_requested.emit(document, link.fragment if link.kind is LinkKind.DOCUMENT else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a card that is shown; any other key, a click, the wheel and the focus take it away."""
        if not self.is_shown:
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self._view:
            return self._take_key(event)
        ends = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.FocusOut, QEvent.Type.Hide)
        if kind in ends:
            self.hide()
        elif kind == QEvent.Type.Leave and watched is self._view.viewport() and not self._by_key:
            self._leaving.start()
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _MODIFIERS:
            return False
        if key in _ENTER and modifiers == Qt.KeyboardModifier.NoModifier:
            self._open()
        elif key in _ENTER and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._open_beside()
        else:
            self.hide()
            # Escape and the keys that brought it only take it away.
            by_control = modifiers == Qt.KeyboardModifier.ControlModifier
            return key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Space and by_control)
        return True
