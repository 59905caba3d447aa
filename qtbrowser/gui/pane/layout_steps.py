"""Lays out a long document in steps, so that the window answers meanwhile.

Qt lays out a document of another width in steps too, but doubles them up to 200,000 characters, and lays out everything
above a place at once when it is asked for that place.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QPixmap, QTextDocument

LONG = 50_000
"""Documents of more characters are laid out in steps. Shorter ones take some 20 ms at most."""

_STEP = 2_000
"""Characters that are laid out between two looks at the clock."""

_LONGEST_STEP = 0.006
"""Seconds after which a step ends."""


class LayoutSteps(QObject):
    """The layout of one document at a time, from its beginning to its end.

    Args:
        parent: the owner.

    Attributes:
        picture: what the view looked like before, which it shows meanwhile; None if it shows the document because its
            top is read, which is laid out at once.

    Signals:
        finished: the document is laid out.
    """

    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.picture: QPixmap | None = None
        self._document: QTextDocument | None = None
        self._is_prepared = False
        self._again: Callable[[], bool] = bool
        self._done = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)

    @property
    def is_running(self) -> bool:
        """Whether a document is being laid out, or about to be."""
        return self._document is not None or self._is_prepared

    def prepare(self, picture: QPixmap | None) -> None:
        """Forgets the document, and takes the picture to be shown while the next one is laid out.

        Args:
            picture: see `LayoutSteps.picture`.
        """
        self.stop()
        self.picture = picture
        self._is_prepared = True

    def start(self, document: QTextDocument, again: Callable[[], bool] = bool) -> None:
        """Lays out a document whose layout Qt has begun anew.

        Args:
            document: it must live until it is laid out, or until `stop` or `prepare` is called.
            again: called at the end; returns whether it had Qt begin anew once more.
        """
        self._again = again
        self._is_prepared = False
        self._document = document
        document.documentLayout().installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Forgets the document: it will not be shown any more, or Qt lays it out."""
        self._timer.stop()
        if self._document is not None:
            self._document.documentLayout().removeEventFilter(self)
        self._document = self.picture = None
        self._is_prepared = False
        self._done = 0

    def finish(self) -> None:
        """Lays out what is left at once, because a place of the document is asked for."""
        if self._document is not None:
            document = self._document
            self.stop()
            document.size()
            self.finished.emit()

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
        elif self._again():
            self._done = 0
            self._timer.start()
        else:
            self.finish()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Keeps Qt's own timers from laying out more at once."""
        return event.type() == QEvent.Type.Timer or super().eventFilter(watched, event)
