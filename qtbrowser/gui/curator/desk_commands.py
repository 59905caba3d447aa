"""Connects the actions that change many documents, merge documents, and show history and statistics.

Dialogs are imported when they are opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QWidget

from qtbrowser.curation.edits import Edit
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.curator import desk_jobs
from qtbrowser.gui.curator.desk_jobs import PastChange
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.outcome_words import OutcomeWords
from qtbrowser.gui.worker.session import OpenedLibrary, Session
from qtbrowser.gui.worker.task import Lane

if TYPE_CHECKING:
    from qtbrowser.gui.curator.bulk_dialog import BulkDialog, BulkScope
    from qtbrowser.gui.curator.merge_dialog import MergeDialog
    from qtbrowser.gui.curator.review_dialog import ReviewDialog
    from qtbrowser.personal.review_queue import ReviewPair

UNFINISHED, MERGED = "desk.unfinished", "desk.merged"
MOST_MERGED = 8


class DeskCommands(QObject):
    """Performs the actions.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        changing: applies changes.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        list_panel: the list of questions.
        list_state: the state of the list.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        session: Session,
        changing: Changing,
        actions: Actions,
        reading: Reading,
        messages: MessageBar,
        list_panel: ListPanel,
        list_state: ListState,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._changing = changing
        self._actions = actions
        self._reading = reading
        self._messages = messages
        self._list_panel = list_panel
        self._list_state = list_state
        actions.change_many.triggered.connect(self._after_leaving(self._change_many))
        actions.replace_many.triggered.connect(self._after_leaving(self._replace_many))
        actions.merge.triggered.connect(self._after_leaving(self._merge_selected))
        actions.review_merges.triggered.connect(self._after_leaving(self._review_merges))
        actions.change_history.triggered.connect(self._after_leaving(self._show_history))
        actions.statistics.triggered.connect(self._show_statistics)
        session.on_library(self._begin_library)

    def merge(self, paths: tuple[str, ...], parent: QWidget | None = None) -> MergeDialog:
        """Open the dialog that merges documents.

        Args:
            paths: the documents, beginning with the survivor.
            parent: the dialog that asks for it; the window if None.
        """
        from qtbrowser.gui.curator.merge_dialog import MergeDialog

        dialog = MergeDialog(self._session, self._changing, paths, parent or self._window)
        dialog.applied.connect(self.report)
        # Not modal, as are the others that work long: reading goes on beside them.
        dialog.show()
        return dialog

    def open_bulk(
        self, scopes: Sequence[BulkScope] = (), repairs: Mapping[str, tuple[str, Sequence[Edit]]] | None = None
    ) -> BulkDialog:
        """Open the dialog that changes many documents at once.

        Args:
            scopes: choices of documents besides those of the list.
            repairs: rule -> (its title, its repairs).
        """
        from qtbrowser.gui.curator.bulk_dialog import BulkDialog

        offered = [*scopes, *self._scopes()]
        dialog = BulkDialog(self._session, self._changing, offered, repairs or {}, self._window)
        dialog.applied.connect(self.report)
        dialog.show()
        return dialog

    def _after_leaving(self, act: Callable[[], None]) -> Callable[[], None]:
        """Wrap `act` so that it is called as soon as nothing is unsaved in the editor."""

        def start() -> None:
            if self._reading.may_leave(act):
                act()

        return start

    def _change_many(self) -> None:
        self.open_bulk()

    def _replace_many(self) -> None:
        from qtbrowser.gui.curator.bulk_forms import ReplaceForm

        self.open_bulk().choose(ReplaceForm)

    def _scopes(self) -> list[BulkScope]:
        from qtbrowser.gui.curator.bulk_dialog import BulkScope

        panel, locale = self._list_panel, QLocale()
        scopes: list[BulkScope] = []
        ranges = panel.view.selected_ranges()
        selected, total = sum(number for _, number in ranges), panel.view.rows.rowCount()
        if selected > 1:
            words = self.tr("{0}, selected").format(self._list_state.noun.counted(selected))
            scopes.append(BulkScope(words, request=self._list_state.request, ranges=ranges))
        if total:
            words = self.tr("All {0} of the list: {1}").format(locale.toString(total), panel.heading.whole())
            scopes.append(BulkScope(words, request=self._list_state.request))
        if path := self._reading.path:
            words = self.tr("The shown document: {0}").format(self._reading.title)
            scopes.append(BulkScope(words, (path,)))
        return scopes

    def _merge_selected(self) -> None:
        ranges = self._list_panel.view.selected_ranges()
        selected = sum(number for _, number in ranges)
        if not 1 < selected <= MOST_MERGED:
            sentence = self.tr("To merge, select two or more in the list, with Ctrl or Shift; at most {0}.")
            self._messages.show_message(sentence.format(self._list_state.noun.counted(MOST_MERGED)), Weight.NOTICE)
            return
        job = partial(desk_jobs.paths_in, request=self._list_state.request, ranges=ranges)
        self._session.ask(job, self.merge, replaces=MERGED, lane=Lane.CHANGING)

    def _review_merges(self) -> None:
        from qtbrowser.gui.curator.review_dialog import ReviewDialog

        dialog = ReviewDialog(self._session, self._changing, self._window)
        dialog.merge_requested.connect(partial(self._join, dialog))
        dialog.show()

    def _join(self, review: ReviewDialog, pair: ReviewPair) -> None:
        dialog = self.merge((pair.survivor, pair.other), review)
        dialog.applied.connect(partial(review.take_decision, pair))

    def _show_history(self) -> None:
        from qtbrowser.gui.curator.history_dialog import HistoryDialog

        may_change = self._actions.undo_change.isEnabled()
        HistoryDialog(self._session, self._changing, may_change, self._window).show()

    def _show_statistics(self) -> None:
        from qtbrowser.gui.curator.statistics_dialog import StatisticsDialog

        StatisticsDialog(self._session, self._window).open()

    # Interrupted changes

    def _begin_library(self, _opened: OpenedLibrary) -> None:
        self._ask_unfinished()

    def _ask_unfinished(self) -> None:
        self._session.ask(desk_jobs.unfinished, self._on_unfinished, replaces=UNFINISHED, lane=Lane.CHANGING)

    def _on_unfinished(self, changes: tuple[PastChange, ...]) -> None:
        if not changes:
            return
        from qtbrowser.gui.curator.unfinished_dialog import UnfinishedDialog

        dialog = UnfinishedDialog(changes[0], self._window)
        changing = self._changing
        dialog.finish_requested.connect(lambda number: changing.finish(number, self._report_unfinished))
        dialog.roll_back_requested.connect(lambda number: changing.roll_back(number, self._report_unfinished))
        dialog.open()

    def _report_unfinished(self, outcome: Outcome) -> None:
        if outcome.number is None:
            self._messages.show_error(outcome.error)
        else:
            self._messages.show_message(OutcomeWords(self).done(outcome), Weight.NOTICE)
        # There may be another interrupted change.
        self._ask_unfinished()

    def report(self, outcome: Outcome) -> None:
        """Report a change, and offer to undo it."""
        words = OutcomeWords(self).done(outcome)
        if outcome.left_out:
            left = counted(len(outcome.left_out), self.tr("1 file was"), self.tr("{0} files were"))
            named = outcome.left_out_names
            words += " " + self.tr("{0} changed by others meanwhile and left alone: {1}.").format(left, named)
        if outcome.number is None:
            self._messages.show_message(words, Weight.NOTICE)
        else:
            self._messages.show_message(words, Weight.NOTICE, self.tr("&Undo"), self._actions.undo_change.trigger)
