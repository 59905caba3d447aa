"""The dialog that decides, pair by pair and by keys, about merges that would lose something."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.gui.curator import desk_jobs
from qtbrowser.gui.curator.desk_jobs import Compared
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.diff.diff_view import Arrangement, DiffView
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme_palettes import colours_of
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane
from qtbrowser.library import Decision
from qtbrowser.personal.review_queue import ReviewPair

SIZE = (1020, 680)


class ReviewDialog(QDialog):
    """Two documents side by side, what a merge of them would lose, and a button with a key for each decision.

    Args:
        session: the library.
        changing: applies decisions.
        parent: the window.

    Signals:
        merge_requested: the paths of a pair that is to be joined field by field; the dialog closes.
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
        self.place = plain_label("", self)
        self.losses = plain_label("", self)
        self.status = plain_label("", self)
        self.documents = DiffView(self)
        self.both = self._button(self.tr("Keep &Both"), "B", Decision.BOTH)
        self.left = self._button(self.tr("Keep &Left"), "L", Decision.LEFT)
        self.right = self._button(self.tr("Keep &Right"), "R", Decision.RIGHT)
        self.skip = self._button(self.tr("&Skip"), "S", Decision.SKIP)
        self.close_button = QPushButton(self.tr("&Close"), self)
        self.close_button.hide()
        self.join = QPushButton(self.tr("&Join Field by Field…"), self)
        self.join.setShortcut("J")
        self.join.clicked.connect(self._join)
        self._lay_out()
        apply_style_sheets(self)
        self.finished.connect(self.deleteLater)
        session.ask(desk_jobs.review_pairs, self._on_pairs, failed=self.status.setText, lane=Lane.CHANGING)

    @property
    def pair(self) -> ReviewPair | None:
        """The pair that is shown; None if there is none."""
        return self._pairs[0] if self._pairs else None

    def _button(self, words: str, key: str, decision: Decision) -> QPushButton:
        button = QPushButton(words, self)
        button.setShortcut(key)
        button.setToolTip(self.tr("Key {0}").format(key))
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._decide, decision))
        return button

    def _lay_out(self) -> None:
        self.losses.setObjectName("review_losses")
        self.losses.setWordWrap(True)
        palette = QPalette(self.losses.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colours_of(self.palette()).on_danger))
        self.losses.setPalette(palette)
        self.status.setObjectName("review_status")
        self.status.setWordWrap(True)
        self.documents.setAccessibleName(self.tr("The documents side by side"))
        self.documents.arrange(Arrangement.SIDE_BY_SIDE)
        self.join.setAutoDefault(False)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.both, self.left, self.right, self.join, self.skip, self.close_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.place)
        layout.addWidget(self.losses)
        layout.addWidget(self.documents, 1)
        # Above the buttons, which need the whole width where the text is large.
        layout.addWidget(self.status)
        layout.addLayout(buttons)
        self._allow(False)

    def _allow(self, allowed: bool) -> None:
        for button in (self.both, self.left, self.right, self.join, self.skip):
            button.setEnabled(allowed)

    def _on_pairs(self, pairs: tuple[ReviewPair, ...]) -> None:
        self._pairs = pairs
        pair = self.pair
        self._allow(pair is not None)
        for widget in (self.documents, self.losses, self.both, self.left, self.right, self.join, self.skip):
            widget.setVisible(pair is not None)
        self.close_button.setVisible(pair is None)
        words = Qt.AlignmentFlag.AlignCenter if pair is None else Qt.AlignmentFlag.AlignLeft
        self.place.setAlignment(words | Qt.AlignmentFlag.AlignVCenter)
        if pair is None:
            self.place.setText(self.tr("Nothing is to be decided."))
            self.losses.setText("")
            self.documents.show_rows(())
            return
        count = QLocale().toString(len(pairs))
        self.place.setText(self.tr("{0} to be decided. Left: {1}  Right: {2}").format(count, pair.survivor, pair.other))
        self.losses.setText("\n".join(pair.losses))
        self.losses.setAccessibleName(self.tr("What would be lost if the left one is kept"))
        self._session.ask(
            partial(desk_jobs.compare, path=pair.survivor, other=pair.other),
            self._on_compared,
            failed=self.status.setText,
            replaces=(self, "compare"),
            lane=Lane.CHANGING,
        )

    def _on_compared(self, compared: Compared) -> None:
        if self.pair is not None and self.pair.survivor == compared.first.path:
            self.documents.show_rows(compared.rows, (compared.first.path, compared.second.path))

    def _decide(self, decision: Decision) -> None:
        pair = self.pair
        if pair is None:
            return
        self._allow(False)
        self.status.setText("")
        self._session.ask(
            partial(desk_jobs.decided, pair=pair, decision=decision),
            partial(self._on_decided, pair),
            failed=self._on_failed,
            lane=Lane.CHANGING,
        )

    def _on_decided(self, pair: ReviewPair, change_set: ChangeSet | None) -> None:
        if change_set is None:
            self._ask_pairs()
        elif change_set.refused and not change_set:
            self._on_failed(f"{change_set.refused[0].path}: {change_set.refused[0].reason}")
        elif not self._changing.apply(change_set, then=partial(self._on_outcome, pair)):
            self._on_failed(self.tr("Another change is still running."))

    def _on_outcome(self, pair: ReviewPair, outcome: Outcome) -> None:
        if outcome.error:
            self._on_failed(outcome.error)
            return
        self.status.setText(outcome.label)
        self._session.ask(
            partial(desk_jobs.forget_pair, pair=pair), self._on_pairs, failed=self._on_failed, lane=Lane.CHANGING
        )

    def _on_failed(self, sentence: str) -> None:
        self.status.setText(sentence)
        self._allow(self.pair is not None)

    def _ask_pairs(self) -> None:
        self._session.ask(desk_jobs.review_pairs, self._on_pairs, failed=self._on_failed, lane=Lane.CHANGING)

    def _join(self) -> None:
        pair = self.pair
        if pair is not None:
            self.accept()
            self.merge_requested.emit((pair.survivor, pair.other))
