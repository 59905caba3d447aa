"""The page of the settings dialog with what is set for the open library alone, in its file ``.qtbrowser.toml``."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.program.library_settings_jobs import LibrarySettings, library_settings, set_text_files
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

ASKED = "settings.library"


class LibraryPage(QWidget):
    """A check box whether text files are documents, how many are left out, and what the index takes on the disk.

    Args:
        session: the session with the library.
        refreshing: reads the library anew after a change.
        parent: the dialog.

    Signals:
        changed: something is set otherwise.
    """

    changed = Signal()

    def __init__(self, session: Session, refreshing: Refreshing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._refreshing = refreshing
        self.text_files = QCheckBox(self.tr("Read &text files (.txt) as documents"), self)
        self.text_files.setObjectName("library_text_files")
        self.text_files.setEnabled(False)
        self.note = _label(self)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        where = _label(self)
        where.setText(self.tr("Kept in the library's own file .qtbrowser.toml, for everybody who reads it."))
        where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.disk = _label(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 16, 14, 12)
        layout.addWidget(self.text_files)
        layout.addWidget(self.note)
        layout.addWidget(where)
        layout.addSpacing(12)
        layout.addWidget(self.disk)
        layout.addStretch(1)
        self.text_files.clicked.connect(self._set)
        self._ask()

    @property
    def is_default(self) -> bool:
        """Whether text files are left out."""
        return not self.text_files.isChecked()

    def filter(self, words: list[str]) -> int:
        """Show the row if it has all of these words; return whether it has, as a number."""
        text = f"{self.text_files.text()} {self.note.text()}".replace("&", "").casefold()
        return int(all(word.casefold() in text for word in words))

    def reset(self) -> None:
        """Leave text files out."""
        if not self.is_default:
            self.text_files.click()

    def _ask(self, fault: str = "") -> None:
        if self._session.folder is None:
            self.note.setText(self.tr("No library is open."))
        else:
            self.note.setText(fault or self.tr("Reading what is set…"))
            # Not where changes are made: a check or a change may take long.
            show = partial(self._show, fault=fault)
            self._session.ask(library_settings, show, replaces=ASKED, failed=self.note.setText)

    def _show(self, settings: LibrarySettings, fault: str = "") -> None:
        self.text_files.setChecked(settings.reads_text_files)
        self.text_files.setEnabled(not settings.refused)
        left = counted(settings.left_out, self.tr("1 text file is left out."), self.tr("{0} text files are left out."))
        if not settings.left_out:
            left = self.tr("The library has no text files.")
        sizes = [
            QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
            for size in (settings.index_bytes, settings.all_bytes)
        ]
        words = self.tr(
            "The index takes {0} in your cache folder, those of all libraries {1}. It can be deleted at any time and is"
            " made again."
        )
        self.disk.setText(words.format(*sizes))
        self.note.setText(fault or settings.refused or ("" if settings.reads_text_files else left))
        self.changed.emit()

    def _set(self, read: bool) -> None:
        self.text_files.setEnabled(False)
        self.note.setText(self.tr("Waiting for what is being changed or checked…"))
        job = partial(set_text_files, read=read)
        self._session.ask(job, self._on_set, failed=self._on_failed, replaces=ASKED, lane=Lane.CHANGING)

    def _on_set(self, settings: LibrarySettings) -> None:
        self._show(settings)
        self._refreshing.start_again()

    def _on_failed(self, sentence: str) -> None:
        # The box shows again what is set, and the note why it is so.
        self._ask(sentence)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
