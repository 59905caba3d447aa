"""One problem in full: what is wrong, all that its repair would change and lose, and the documents concerned."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.edits import Edit, RenumberIds
from qtbrowser.documents.problem import Problem
from qtbrowser.gui.curator.change_view import ChangeView
from qtbrowser.gui.curator.curating_off import explain_curating_off
from qtbrowser.gui.curator.desk_jobs import Compared, compare
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.diff.diff_view import Arrangement, DiffView
from qtbrowser.gui.widgets.flow_layout import FlowLayout
from qtbrowser.gui.widgets.icons import scaled_to_text
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.words_in_place import WordsInPlace
from qtbrowser.gui.worker.edit_plan import EditPlan
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane, Task

COPIES = "cross-posted"
ALIKE = frozenset(
    (
        *("duplicate-id", "duplicate-title", "duplicate-answer", "similar-answer", "similar-question"),
        *("duplicate-address", "cross-posted"),
    )
)
"""The rules whose documents are shown side by side."""

_LOSSES_SHOWN = 3
"""The most losses that are named above the documents; the list of files has all."""

_ROOM_FOR_WORDS = 150
"""The width below which the words get a line above the buttons, in pixels beside usual text."""


class FindingView(QWidget):
    """The text, the buttons, and the preview.

    Args:
        session: the library.
        parent: the owner.

    Signals:
        repair_requested: the ChangeSet that is shown.
        ignore_requested: the Finding.
        merge_requested: paths.
        step_requested, one_requested: the paths of copies in several subjects, which are to be kept in step, or to be
            made one document.
    """

    repair_requested = Signal(object)
    ignore_requested = Signal(object)
    merge_requested = Signal(object)
    step_requested = Signal(object)
    one_requested = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._session = session
        self._comparing: Task | None = None
        self._plan = EditPlan(session, self)
        self._plan.planned.connect(self._on_plan)
        self._plan.failed.connect(self._on_failed)
        self._may_change = False
        self._planned: ChangeSet | None = None
        self._compared: Compared | None = None
        self.finding: Problem | None = None
        self._why_none = ""
        self.message = plain_label("", self)
        self.fix = plain_label("", self)
        self.losses = plain_label("", self)
        self.view = ChangeView(session, self)
        self.documents = DiffView(self)
        self.nothing = QWidget(self)
        self.words = WordsInPlace(self.nothing)
        self.top = QScrollArea(self)
        self.below = QStackedWidget(self)
        self.repair_button = QPushButton(self.tr("&Repair"), self)
        self.merge_button = QPushButton(self.tr("&Merge…"), self)
        self.step_button = QPushButton(self.tr("Keep in &Step"), self)
        self.one_button = QPushButton(self.tr("Make &One Document"), self)
        self.ignore_button = QPushButton(self.tr("&Ignore"), self)
        self._lay_out()
        self.repair_button.clicked.connect(self.repair)
        self.merge_button.clicked.connect(self.merge)
        self.step_button.clicked.connect(lambda: self._resolve(self.step_requested.emit))
        self.one_button.clicked.connect(lambda: self._resolve(self.one_requested.emit))
        self.ignore_button.clicked.connect(self.ignore)
        self.show_finding(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the words would be cut beside the buttons, the buttons go below them."""
        super().resizeEvent(event)
        self._arrange_head()

    def allow(self, may_change: bool) -> None:
        """Set whether changes are allowed."""
        self._may_change = may_change
        self._show_buttons()

    def explain(self, why: str) -> None:
        """Set why there is no problem to choose; empty where there may be some."""
        self._why_none = why
        self._show_words()

    def show_finding(self, finding: Problem | None) -> None:
        """Show another problem, or none."""
        self.finding = finding
        self._planned = None
        self._compared = None
        self.losses.hide()
        self._plan.forget()
        if self._comparing is not None:
            self._comparing.cancel()
        self.message.setText("" if finding is None else finding.message)
        self.message.setVisible(finding is not None)
        self.fix.setText("" if finding is None else finding.fix or "")
        self.fix.setVisible(bool(self.fix.text()))
        self.below.setCurrentWidget(self.nothing)
        self._show_words()
        self._show_buttons()
        if isinstance(finding, Finding):
            if _is_compared(finding):
                job = partial(compare, path=finding.path, other=finding.others[0])
                self._comparing = self._session.ask(job, self._on_compared, failed=self._on_failed, lane=Lane.CHANGING)
            if finding.repair is not None:
                self._plan.plan(finding.repair)

    def repair(self) -> None:
        """Request the repair that is shown."""
        if self.repair_button.isEnabled() and self._planned is not None:
            self.repair_requested.emit(self._planned)

    def merge(self) -> None:
        """Request merging the documents."""
        if self.merge_button.isEnabled() and isinstance(self.finding, Finding):
            self.merge_requested.emit((self.finding.path, *self.finding.others))

    def _resolve(self, request: Callable[[tuple[str, ...]], None]) -> None:
        if isinstance(self.finding, Finding):
            request((self.finding.path, *self.finding.others))

    def ignore(self) -> None:
        """Request ignoring the problem."""
        if self.ignore_button.isEnabled():
            self.ignore_requested.emit(self.finding)

    def _show_words(self) -> None:
        words = self._why_none or self.tr("Choose a problem to see its place and its repair.")
        self.words.show_words(words if self.finding is None else "")

    def _lay_out(self) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.message.setFont(font)
        self.fix.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        # The colour of what is wrong, in each theme.
        self.losses.setForegroundRole(QPalette.ColorRole.BrightText)
        self.losses.setAccessibleName(self.tr("What would be lost"))
        for label in (self.message, self.fix, self.losses):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # Where the height is small, the preview gives way to the words, which scroll where even so they are too long.
        self.below.setMinimumHeight(1)
        self.documents.setAccessibleName(self.tr("The documents side by side"))
        self.documents.arrange(Arrangement.SIDE_BY_SIDE)
        for page in (self.nothing, self.view, self.documents):
            self.below.addWidget(page)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.message)
        words.addWidget(self.fix)
        words.addWidget(self.losses)
        self._button_row = buttons = FlowLayout(6)
        for button in self._buttons():
            button.setAutoDefault(False)
            buttons.addWidget(button)
        top = QWidget(self)
        top.setBackgroundRole(QPalette.ColorRole.Base)
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight, top)
        head.setContentsMargins(14, 9, 12, 9)
        head.setSpacing(12)
        head.addLayout(words, 1)
        head.addLayout(buttons)
        head.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.top.setWidgetResizable(True)
        self.top.setFrameShape(QFrame.Shape.NoFrame)
        self.top.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.top.setAccessibleName(self.tr("Problem"))
        self.top.setWidget(top)
        layout.addWidget(self.top)
        layout.addWidget(self.below, 1)

    def _arrange_head(self) -> None:
        margins = self._head.contentsMargins()
        taken = self._button_row.sizeHint().width() + margins.left() + self._head.spacing() + margins.right()
        fits = self.width() - taken >= scaled_to_text(self.fontMetrics(), _ROOM_FOR_WORDS)
        direction = QBoxLayout.Direction
        self._head.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
        needed, room = self._height_of_head(self.width()), max(self.height(), 1)
        if needed > room:
            needed = self._height_of_head(self.width() - self.top.verticalScrollBar().sizeHint().width())
        # Left to itself, Qt keeps a bar that has become needless: beside it the words need more lines.
        policy = Qt.ScrollBarPolicy
        self.top.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if needed > room else policy.ScrollBarAlwaysOff)
        self.top.setFixedHeight(min(needed, room))
        self.top.setFocusPolicy(Qt.FocusPolicy.StrongFocus if needed > room else Qt.FocusPolicy.NoFocus)

    def _height_of_head(self, width: int) -> int:
        head = self._head
        return head.totalHeightForWidth(width) if head.hasHeightForWidth() else head.totalSizeHint().height()

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.repair_button, self.merge_button, self.one_button, self.step_button, self.ignore_button

    def _show_buttons(self) -> None:
        finding = self.finding if isinstance(self.finding, Finding) else None
        alike = finding is not None and finding.rule in ALIKE and bool(finding.others)
        self.repair_button.setVisible(finding is not None and finding.repair is not None)
        self.merge_button.setVisible(alike)
        are_copies = finding is not None and finding.rule == COPIES
        for button in (self.step_button, self.one_button):
            button.setVisible(are_copies)
            button.setEnabled(self._may_change and are_copies)
        self.ignore_button.setText(self.tr("They &Are Copies") if are_copies else self.tr("&Ignore"))
        self.ignore_button.setVisible(finding is not None)
        self.repair_button.setEnabled(self._may_change and bool(self._planned))
        self.merge_button.setEnabled(self._may_change and alike)
        self.ignore_button.setEnabled(self._may_change and finding is not None)
        explain_curating_off(self._buttons(), may_change=self._may_change)
        self._arrange_head()

    def _on_plan(self, _edit: Edit, change_set: ChangeSet) -> None:
        if not isinstance(self.finding, Finding):
            return
        self._planned = change_set
        lost = [loss.sentence for loss in change_set.losses[:_LOSSES_SHOWN]]
        if (more := len(change_set.losses) - _LOSSES_SHOWN) > 0:
            lost.append(counted(more, self.tr("1 more loss."), self.tr("{0} more losses.")))
        self.losses.setText("\n".join(lost))
        self.losses.setVisible(bool(lost))
        self._show_below()
        self._show_buttons()

    def _on_failed(self, sentence: str) -> None:
        self.fix.setText(sentence)
        self.fix.show()
        self._arrange_head()

    def _on_compared(self, compared: Compared) -> None:
        self._compared = compared
        self._show_below()

    def _show_below(self) -> None:
        """Show what is known by now of the two documents and of the plan."""
        compared, planned = self._compared, self._planned
        if planned is not None:
            self.view.show_change(planned, compared)
            self.below.setCurrentWidget(self.view)
        elif compared is not None:
            self.documents.show_rows(compared.rows, (compared.first.path, compared.second.path))
            self.below.setCurrentWidget(self.documents)


def _is_compared(finding: Finding) -> bool:
    """Whether the documents are shown side by side, not what the repair changes: new ids are written to other files."""
    writes_ids = isinstance(finding.repair, RenumberIds)
    return finding.rule in ALIKE and bool(finding.others) and not writes_ids
