"""Connects the action that puts records of many learners together."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.study import report_jobs
from qtbrowser.gui.study.report_jobs import Report
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

if TYPE_CHECKING:
    from qtbrowser.gui.study.report_dialog import ReportDialog

READ = "study.report"


class ReportCommands(QObject):
    """The report of records of one window.

    Args:
        window: the parent of the dialog.
        session: runs the jobs.
        actions: the window's actions.
        messages: the message bar.
    """

    def __init__(self, *, window: QWidget, session: Session, actions: Actions, messages: MessageBar) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._messages = messages
        self._dialog: ReportDialog | None = None
        self._files: tuple[Path, ...] = ()
        actions.report_records.triggered.connect(self._show)

    def _show(self) -> None:
        from qtbrowser.gui.study.report_dialog import ReportDialog

        dialog = ReportDialog(self._window)
        dialog.files_chosen.connect(self._read)
        dialog.export_requested.connect(self._write)
        dialog.finished.connect(self._forget)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None

    def _read(self, files: tuple[Path, ...]) -> None:
        self._files = files
        job = partial(report_jobs.read_records, files=files)
        self._session.ask(job, self._on_read, replaces=READ, lane=Lane.CHANGING)

    def _on_read(self, report: Report) -> None:
        if self._dialog is not None:
            self._dialog.show_report(report.rows, report.faults)

    def _write(self, file: Path) -> None:
        job = partial(report_jobs.write_report, files=self._files, file=file)
        self._session.ask(job, self._on_written, lane=Lane.CHANGING)

    def _on_written(self, file: Path) -> None:
        self._messages.show_message(self.tr("Written: {0}").format(file), Weight.NOTICE)
