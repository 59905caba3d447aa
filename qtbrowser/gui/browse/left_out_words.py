"""Words for what a scan of a library has left out, and why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from qtbrowser.gui.widgets.labels import counted

OTHER_KIND = "other-kind"
"""The reason of files that are no documents, as `Library.left_out` has it."""


def left_out_words(counts: Mapping[str, int]) -> list[str]:
    """A few words for each reason for which anything was left out.

    Args:
        counts: as `Library.left_out` has them.
    """

    def tr(words: str) -> str:
        return QCoreApplication.translate("left_out_words", words)

    forms = {
        "hidden": (tr("1 hidden file or folder left out"), tr("{0} hidden files and folders left out")),
        "trash": (tr("1 folder of trash left out"), tr("{0} folders of trash left out")),
        "programs": (tr("1 folder of programs left out"), tr("{0} folders of programs left out")),
        "gitignore": (tr("1 excluded by .gitignore"), tr("{0} excluded by .gitignore")),
        "owner": (tr("1 excluded by .qtbrowser.toml"), tr("{0} excluded by .qtbrowser.toml")),
        "too-large": (tr("1 file is too large"), tr("{0} files are too large")),
        "text": (tr("1 text file (.txt) left out"), tr("{0} text files (.txt) left out")),
        OTHER_KIND: (tr("1 file of another kind"), tr("{0} files of other kinds")),
    }
    return [counted(counts[reason], *words) for reason, words in forms.items() if counts.get(reason)]
