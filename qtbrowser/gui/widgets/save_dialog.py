"""Asks for a file to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file(parent: QWidget, title: str, forms: Sequence[str], then: Callable[[Path], object]) -> QFileDialog:
    """Open a dialog that asks for the name of a file. A name without a suffix gets that of the chosen form.

    Args:
        parent: the window or dialog that it belongs to.
        title: its title.
        forms: the forms of file to choose from, each with its suffix in brackets, such as ``Tables (*.csv)``; the
            first one is chosen at first.
        then: called with the file.

    Returns:
        The dialog, which is open and goes when it is closed.
    """
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(forms))
    dialog.setDefaultSuffix(_suffix(forms[0]))
    dialog.filterSelected.connect(lambda form: dialog.setDefaultSuffix(_suffix(form)))
    dialog.fileSelected.connect(lambda file: then(Path(file)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _suffix(form: str) -> str:
    return form.rpartition("*.")[2].rstrip(")")
