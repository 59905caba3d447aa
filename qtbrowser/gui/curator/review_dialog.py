"""The dialog that decides, pair by pair and by keys, about merges that would lose something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.gui.curator import desk_jobs
from qtbrowser.gui.curator.desk_jobs import Compared, Outlook, Review
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.diff.diff_view import Arrangement, DiffView
from qtbrowser.gui.widgets.button_row import button_row
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.outcome_words import OutcomeWords
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane
from qtbrowser.library import Decision
from qtbrowser.personal.review_queue import ReviewPair

SIZE = (1020, 680)
_SHOWN = 4
"""The most losses, and the most other files, that are named for one decision."""


class ReviewDialog(QDialog):
    """Two documents side by side, what each decision would lose and change elsewhere, and a button with a key for each.

    Args:
        session: the library.
        changing: applies decisions.
        parent: the window.

    Signals:
        merge_requested: the ReviewPair that is to be joined field by field; `take_decision` is called if it was.
    """

    merge_requested = Signal(object)

    def __init__(self, session: Session, changing: Changing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_dialog")
        self.setWindowTitle(self.tr("Review Merges"))
        open_at(self, *SIZE)
        self._session = session
        self._changing = changing
        self._pairs: tuple[ReviewPair, ...] = ()
        self._last: ReviewPair | None = None
        self._returned: ReviewPair | None = None
        self._outlook: Outlook | None = None
        self.place = plain_label("", self)
        self.losses = plain_label("", self)
        self.elsewhere = plain_label("", self)
        self.status = plain_label("", self)
        self.documents = DiffView(self)
        self.both = self._button(self.tr("Keep &Both"), "B", Decision.BOTH)
        self.left = self._button(self.tr("Keep &Left"), "L", Decision.LEFT)
        self.right = self._button(self.tr("Keep &Right"), "R", Decision.RIGHT)
        self.skip = self._button(self.tr("&Skip"), "S", Decision.SKIP)
        self.close_button = QPushButton(self.tr("&Close"), self)
        self.close_button.hide()
        self.join = QPushButton(self.tr("&Join Field by Field…"), self)
        self.join.clicked.connect(self._join)
        self._add_key(self.join, QKeySequence("J"))
        self.undo = QPushButton(self.tr("&Undo"), self)
        undoing = QKeySequence(QKeySequence.StandardKey.Undo)
        self.undo.clicked.connect(self._undo)
        self._add_key(self.undo, undoing)
        self.undo.setToolTip(self.tr("Take back the last decision ({0})").format(undoing.toString()))
        self._lay_out()
        apply_style_sheets(self)
        self.finished.connect(self.deleteLater)
        self._ask_review()

    @property
    def pair(self) -> ReviewPair | None:
        """The pair that is shown; None if there is none."""
        return self._pairs[0] if self._pairs else None

    def take_decision(self, pair: ReviewPair, outcome: Outcome) -> None:
        """Go on after a decision was carried out.

        Args:
            pair: the pair.
            outcome: of the change that the decision means.
        """
        if outcome.error:
            self._on_failed(outcome.error)
            return
        self.status.setText(OutcomeWords(self).done(outcome))
        job = partial(desk_jobs.record_decision, pair=pair, number=outcome.number)
        self._session.ask(job, self._on_review, failed=self._on_failed, lane=Lane.CHANGING)

    def _button(self, words: str, key: str, decision: Decision) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(partial(self._decide, decision))
        self._add_key(button, QKeySequence(key))
        return button

    def _add_key(self, button: QPushButton, key: QKeySequence) -> None:
        """Make a key press a button. The shortcut of the button itself stays the letter that is underlined in it."""
        QShortcut(key, self).activated.connect(button.click)
        button.setToolTip(self.tr("Key {0}").format(key.toString()))

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.both, self.left, self.right, self.join, self.skip

    def _lay_out(self) -> None:
        self.losses.setObjectName("review_losses")
        # The colour of what is wrong, in each theme.
        self.losses.setForegroundRole(QPalette.ColorRole.BrightText)
        self.losses.setAccessibleName(self.tr("What would be lost"))
        self.status.setObjectName("review_status")
        for label in (self.place, self.losses, self.elsewhere, self.status):
            label.setWordWrap(True)
        self.documents.setAccessibleName(self.tr("The documents side by side"))
        self.documents.arrange(Arrangement.SIDE_BY_SIDE)
        for button in (*self._buttons(), self.undo, self.close_button):
            button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.place)
        layout.addWidget(self.losses)
        layout.addWidget(self.elsewhere)
        layout.addWidget(self.documents, 1)
        # Above the buttons, which need the whole width where the text is large.
        layout.addWidget(self.status)
        layout.addLayout(button_row((*self._buttons(), self.undo), self.close_button))
        self._allow(False)

    def _allow(self, allowed: bool) -> None:
        for button in self._buttons():
            button.setEnabled(allowed)
        self.undo.setEnabled(self._last is not None)

    # What is shown

    def _ask_review(self) -> None:
        self._session.ask(desk_jobs.review, self._on_review, failed=self._on_failed, lane=Lane.CHANGING)

    def _on_review(self, review: Review) -> None:
        # What was taken back is decided next.
        returned = self._returned
        self._pairs = tuple(sorted(review.pairs, key=lambda pair: returned is None or not _is_same(pair, returned)))
        self._last = review.last
        self._outlook = None
        pair = self.pair
        self._allow(False)
        for widget in (self.documents, self.losses, self.elsewhere, *self._buttons()):
            widget.setVisible(pair is not None)
        self.close_button.setVisible(pair is None)
        words = Qt.AlignmentFlag.AlignCenter if pair is None else Qt.AlignmentFlag.AlignLeft
        self.place.setAlignment(words | Qt.AlignmentFlag.AlignVCenter)
        if pair is None:
            nothing = self.tr("There is nothing to decide.")
            whence = self.tr("Repair All of a rule about duplicates puts the merges here that would lose something.")
            self.place.setText(f"{nothing}\n{whence}")
            self.documents.show_rows(())
            return
        count = QLocale().toString(len(self._pairs))
        self.place.setText(self.tr("{0} to be decided. Left: {1}  Right: {2}").format(count, pair.survivor, pair.other))
        self.losses.setText("")
        self.elsewhere.setText("")
        self._session.ask(
            partial(desk_jobs.compare, path=pair.survivor, other=pair.other),
            self._on_compared,
            failed=self.status.setText,
            replaces=(self, "compare"),
            lane=Lane.CHANGING,
        )
        self._session.ask(
            partial(desk_jobs.outlook, pair=pair),
            self._on_outlook,
            failed=self._on_failed,
            replaces=(self, "outlook"),
            lane=Lane.CHANGING,
        )

    def _on_compared(self, compared: Compared) -> None:
        if self.pair is not None and self.pair.survivor == compared.first.path:
            self.documents.show_rows(compared.rows, (compared.first.path, compared.second.path))

    def _on_outlook(self, outlook: Outlook) -> None:
        """Show what is known of both merges, and only then let the person decide."""
        if self.pair != outlook.pair:
            return
        self._outlook = outlook
        sides = (
            (self.tr("If the left one is kept:"), outlook.left),
            (self.tr("If the right one is kept:"), outlook.right),
        )
        # A line for each side, which leaves the documents room in a small dialog.
        lost = ((when, "; ".join(self._lost(plan))) for when, plan in sides)
        self.losses.setText("\n".join(f"{when} {words}" for when, words in lost if words))
        self.losses.setVisible(bool(self.losses.text()))
        others = "\n".join(f"{when} {words}" for when, plan in sides if (words := self._changed_elsewhere(plan)))
        self.elsewhere.setText(others)
        self.elsewhere.setVisible(bool(others))
        self._allow(True)

    def _lost(self, plan: ChangeSet) -> Iterator[str]:
        for refusal in plan.refused[:_SHOWN]:
            yield f"{refusal.path}: {refusal.reason}"
        for loss in plan.losses[:_SHOWN]:
            yield loss.sentence
        if (more := len(plan.losses) - _SHOWN) > 0:
            yield counted(more, self.tr("1 more loss"), self.tr("{0} more losses"))

    def _changed_elsewhere(self, plan: ChangeSet) -> str:
        own = {self._pairs[0].survivor, self._pairs[0].other}
        paths = [path for path in plan.paths if path not in own]
        if not paths:
            return ""
        more = len(paths) - _SHOWN
        named = ", ".join(paths[:_SHOWN])
        if more > 0:
            named += " " + counted(more, self.tr("and 1 more"), self.tr("and {0} more"))
        return f"{counted(len(paths), self.tr('1 other file changes'), self.tr('{0} other files change'))}: {named}"

    # Deciding

    def _decide(self, decision: Decision) -> None:
        pair, outlook = self.pair, self._outlook
        if pair is None:
            return
        self._allow(False)
        self.status.setText("")
        if outlook is not None and decision in (Decision.LEFT, Decision.RIGHT):
            # What was shown is what is done.
            self._on_decided(pair, outlook.left if decision is Decision.LEFT else outlook.right)
            return
        self._session.ask(
            partial(desk_jobs.decided, pair=pair, decision=decision),
            partial(self._on_decided, pair),
            failed=self._on_failed,
            lane=Lane.CHANGING,
        )

    def _on_decided(self, pair: ReviewPair, change_set: ChangeSet | None) -> None:
        if change_set is None:
            self._returned = None
            self._ask_review()
        elif change_set.refused and not change_set:
            self._on_failed(f"{change_set.refused[0].path}: {change_set.refused[0].reason}")
        elif not self._changing.apply(change_set, then=partial(self.take_decision, pair)):
            self._on_failed(self.tr("Another change is still running."))

    def _undo(self) -> None:
        """Take back the last decision, also one of an earlier review."""
        last = self._last
        if last is None:
            return
        self._allow(False)
        self.undo.setEnabled(False)
        self.status.setText("")
        self._returned = last
        if last.is_skipped:
            job = partial(desk_jobs.unskip, pair=last)
            self._session.ask(job, self._on_review, failed=self._on_failed, lane=Lane.CHANGING)
        elif not self._changing.undo(last.decided, then=self._on_undone):
            self._on_failed(self.tr("Another change is still running."))

    def _on_undone(self, outcome: Outcome) -> None:
        if outcome.error:
            self._on_failed(outcome.error)
            return
        words = self.tr("Undone: {0}.").format(outcome.label)
        if outcome.left_out:
            words += " " + self.tr("Changed by others meanwhile and left alone: {0}.").format(outcome.left_out_names)
        self.status.setText(words)
        self._ask_review()

    def _on_failed(self, sentence: str) -> None:
        self.status.setText(sentence)
        self._allow(self.pair is not None)

    def _join(self) -> None:
        if self.pair is not None:
            self.merge_requested.emit(self.pair)


def _is_same(one: ReviewPair, other: ReviewPair) -> bool:
    return (one.survivor, one.other) == (other.survivor, other.other)
