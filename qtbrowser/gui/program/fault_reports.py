"""Logs unexpected errors and reports each one once in the window, which stays open."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.widgets.message_bar import MessageAction, MessageBar, Weight
from qtbrowser.program_log import ProgramLog, note_unexpected, told_without_words, versions

_QT_LOG = logging.getLogger("qtbrowser.qt")
_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class FaultReports(QObject):
    """Handles unexpected errors of every thread, and reports each place of an error once.

    Args:
        log: the log of this process; None if there is none, as in tests.
        messages: the message bar.
        parent: the owner.
    """

    _failed = Signal(object)

    def __init__(self, log: ProgramLog | None, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._log = log
        self._messages = messages
        self._told: set[str] = set()
        self._last = ""
        # Errors may come from any thread; the message bar belongs to the window's thread.
        self._failed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Install this object as the handler of errors of Python and messages of Qt."""
        sys.excepthook = self.on_exception
        qInstallMessageHandler(_on_qt_message)

    def on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error and report it; may be called in any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        note_unexpected(error)
        self._failed.emit(error)

    def report(self) -> str:
        """The report for the developers, as plain text without text of documents."""
        lines = [versions()]
        if self._last:
            lines += ["", "The last unexpected error:", self._last]
        if self._log is not None:
            lines += ["", "The last lines of the log:", *self._log.last_lines()]
        return "\n".join(lines) + "\n"

    def copy_report(self) -> None:
        """Put the report onto the clipboard."""
        QApplication.clipboard().setText(self.report())

    def open_log(self) -> None:
        """Open the log in the system's text viewer, or its folder if no file could be written."""
        if self._log is not None:
            file = self._log.file
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file if file.exists() else file.parent)))

    def offer(self) -> None:
        """Offer report and log, for the action of the menu."""
        self._messages.show_message(
            self.tr(
                "A report holds versions and errors, and no words of your documents. Send it to whoever you have "
                "QtBrowser from."
            ),
            Weight.WARNING,
            self.tr("Copy Report"),
            self.copy_report,
            MessageAction(self.tr("Open Log"), self.open_log),
        )

    def _tell(self, error: BaseException) -> None:
        told = told_without_words(error)
        self._last = told
        if told in self._told:
            return
        self._told.add(told)
        sentence = self.tr("QtBrowser made a mistake ({0}) and goes on. Nothing of yours was changed by it.")
        self._messages.show_message(
            sentence.format(type(error).__name__),
            Weight.ERROR,
            self.tr("Copy Report"),
            self.copy_report,
            MessageAction(self.tr("Open Log"), self.open_log),
        )


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = _LEVELS.get(kind)
    if level is not None:
        place = f"{context.file}:{context.line}" if context.file else context.category
        _QT_LOG.log(level, "%s (%s)", message, place)
        if sys.stderr is not None:
            sys.stderr.write(f"{message}\n")
