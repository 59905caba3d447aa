"""Tells when a document that is shown was removed by another program; one that was moved is followed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight


class GoneDocuments(QObject):
    """While the index is updated nothing is told: a document that was moved may not be found yet.

    Args:
        readings: what shows documents.
        refreshing: updates the index; becomes the parent.
        messages: shows sentences to the reader.
    """

    def __init__(self, readings: Sequence[Reading], refreshing: Refreshing, messages: MessageBar) -> None:
        super().__init__(refreshing)
        self._readings = readings
        self._refreshing = refreshing
        self._messages = messages
        self._told = ""
        for reading in readings:
            reading.gone.connect(partial(self._on_gone, reading))
            reading.document_shown.connect(self._withdraw)
        refreshing.ended.connect(self._on_end)

    def _on_gone(self, reading: Reading) -> None:
        if self._refreshing.is_running:
            return
        sentence = self.tr("“{0}” is no longer in this library. It is shown as it was.").format(reading.title)
        if sentence != self._told:
            self._told = sentence
            self._messages.show_message(sentence, Weight.NOTICE)

    def _on_end(self, _is_current: bool) -> None:
        for reading in self._readings:
            if reading.is_gone:
                reading.refresh()

    def _withdraw(self, _path: str, _title: str) -> None:
        self._messages.withdraw(self._told)
        self._told = ""
