"""Lays out long documents incrementally, in steps of some milliseconds, so that the window answers meanwhile.

Qt lays out a document of another width in steps too, but doubles them up to 200,000 characters, and lays out everything
above a place at once when it is asked for that place.
"""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QTextDocument
from PySide6.QtWidgets import QTextEdit

from qtbrowser.gui.pane.page_document import PageDocument

LONG = 50_000
"""Documents of more characters are laid out in steps. Shorter ones take some 20 ms at most."""

_STEP = 2_000
"""Characters that are laid out between two looks at the clock."""

_LONGEST_STEP = 0.006
"""Seconds after which a step ends."""

_POINTING = frozenset(
    {QEvent.Type.MouseMove, QEvent.Type.HoverMove, QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.ToolTip}
)
_ACTS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.ContextMenu,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IncrementalLayout(QObject):
    """The layout of one document of a view at a time, from its beginning to its end.

    Where a later place than the top is read, the view shows a picture of itself meanwhile, since Qt can't lay out the
    middle of a document first. Pointing does nothing then; a click, the wheel or the scroll bar has the rest laid out
    at once.

    Args:
        view: shows the documents; the layout's owner.

    Attributes:
        picture: what the view looked like before, which it shows meanwhile; None if it shows the document because its
            top is read, which is laid out at once.

    Signals:
        finished: the document is laid out.
    """

    finished = Signal()

    def __init__(self, view: QTextEdit) -> None:
        super().__init__(view)
        self.picture: QPixmap | None = None
        self._view = view
        self._document: PageDocument | None = None
        self._is_prepared = False
        self._done = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)
        view.verticalScrollBar().installEventFilter(self)

    @property
    def is_running(self) -> bool:
        """Whether a document is being laid out, or about to be."""
        return self._document is not None or self._is_prepared

    def prepare(self, document: QTextDocument, *, is_top_read: bool) -> None:
        """Takes the view's picture, if it is to show one; called before Qt begins to lay out a document anew.

        A document that is not long is laid out by Qt. Of one that was being laid out nothing more is done.

        Args:
            document: it will be laid out.
            is_top_read: whether its top will be in view.
        """
        picture = self.picture
        self._stop()
        if document.characterCount() <= LONG:
            # Even where it is so already, Qt would lay out the view and its bars again.
            if self._view.verticalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAsNeeded:
                self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            return
        self.picture = None if is_top_read else picture or self._view.viewport().grab()
        self._is_prepared = True
        # The bar would go while little is laid out, and so widen the view.
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def start(self, document: PageDocument) -> None:
        """Lays out a long document, of which Qt has laid out the beginning. Its pictures wait until the end.

        Args:
            document: it must live until it is laid out, or until `prepare` is called.
        """
        document.hold_pictures()
        self._is_prepared = False
        self._document = document
        document.documentLayout().installEventFilter(self)
        self._timer.start()

    def finish(self) -> None:
        """Lays out the view's whole document at once, and sets the range of the scroll bar, which Qt does later."""
        document = self._document
        if document is not None:
            self._stop()
            document.size()
            document.release_pictures()
        bar = self._view.verticalScrollBar()
        bar.setRange(0, max(0, round(self._view.document().size().height()) - self._view.viewport().height()))
        if document is not None:
            self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self.finished.emit()

    def end_picture(self) -> None:
        """Lays out the rest at once if the view shows a picture: the reader does something with the page."""
        if self.picture is not None:
            self.finish()

    def takes(self, event: QEvent) -> bool:
        """Whether an event of the view's viewport is not for the view, which shows a picture.

        An act of the reader has the rest laid out and is for the view.
        """
        if self.picture is None:
            return False
        if event.type() in _ACTS:
            self.finish()
        return event.type() in _POINTING

    def _stop(self) -> None:
        self._timer.stop()
        if self._document is not None:
            self._document.documentLayout().removeEventFilter(self)
        self._document = self.picture = None
        self._is_prepared = False
        self._done = 0

    def _step(self) -> None:
        if self._document is None:
            return
        layout = self._document.documentLayout()
        end = self._document.characterCount()
        until = perf_counter() + _LONGEST_STEP
        while self._done < end and perf_counter() < until:
            self._done += _STEP
            # Asking for the place of a paragraph lays out everything above it.
            layout.blockBoundingRect(self._document.findBlock(min(self._done, end - 1)))
        if self._done < end:
            self._timer.start()
        elif self._document.lay_out_held_pictures():
            self._done = 0
            self._timer.start()
        else:
            self.finish()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Keeps Qt's own timers from laying out more at once; an act on the scroll bar has the rest laid out."""
        if watched is self._view.verticalScrollBar():
            if event.type() in _ACTS:
                self.end_picture()
            return super().eventFilter(watched, event)
        return event.type() == QEvent.Type.Timer or super().eventFilter(watched, event)
