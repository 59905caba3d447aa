"""Says in words what a change has done."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.worker.change_jobs import Outcome


class OutcomeWords:
    """Describes outcomes of changes, in the past tense.

    Args:
        owner: translates.
    """

    def __init__(self, owner: QObject) -> None:
        self._tr = owner.tr

    def done(self, outcome: Outcome) -> str:
        """A sentence with the change's name in the history, which undoing names as well, and one with its files."""
        if outcome.number is None:
            return " ".join(part for part in (self._tr("Nothing was changed."), self._held(outcome)) if part)
        label = self._tr("Done: {0}.").format(outcome.label)
        return " ".join(part for part in (label, self.files(outcome), self._held(outcome)) if part)

    def files(self, outcome: Outcome) -> str:
        """A sentence with the numbers of files that were moved, changed, made and removed."""
        moved, changed, made, removed = outcome.counts
        parts = (
            counted(moved, self._tr("1 file was moved"), self._tr("{0} files were moved")) if moved else "",
            counted(changed, self._tr("1 file was changed"), self._tr("{0} files were changed")) if changed else "",
            counted(made, self._tr("1 file was made"), self._tr("{0} files were made")) if made else "",
            counted(removed, self._tr("1 file was removed"), self._tr("{0} files were removed")) if removed else "",
        )
        words = ", ".join(part for part in parts if part)
        return f"{words}." if words else ""

    def _held(self, outcome: Outcome) -> str:
        if not outcome.held:
            return ""
        one = self._tr("1 merge is to be decided: Curate, Review Merges.")
        return counted(outcome.held, one, self._tr("{0} merges are to be decided: Curate, Review Merges."))
