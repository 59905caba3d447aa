"""Controls the desk: checks the library, steps through findings, repairs and ignores them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.checks.finding import CheckProgress, Finding
from qtbrowser.curation.edits import Edit
from qtbrowser.documents.problem import Problem
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.curator import desk_jobs
from qtbrowser.gui.curator.desk_commands import DeskCommands
from qtbrowser.gui.curator.desk_view import DeskView
from qtbrowser.gui.curator.rules_model import rule_words
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.save_dialog import ask_file
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import OpenedLibrary, Session
from qtbrowser.gui.worker.task import Lane, Task

if TYPE_CHECKING:
    from qtbrowser.curation.checks.check_settings import CheckSettings

CHECK, REPORT, RULES_OFF, SWITCHING = "desk.check", "desk.report", "desk.rules_off", "desk.switching"
QUIET_MS = 200
"""The delay in milliseconds between the last change of the library and the next check."""

_OF_NO_DOCUMENT = frozenset({"unreadable-file", "linked-folder", "library-file", "unportable-name"})
"""Rules of problems at whose path there may be no document."""


class Desk(QObject):
    """Connects the view of problems with the library.

    Args:
        window: the parent of dialogs.
        session: the session with the library.
        changing: applies changes.
        actions: the window's actions.
        reading: the shown document.
        messages: the message bar.
        list_panel: the list of questions.
        panels: the window's panels, to which the panel of problems is added.
        commands: opens the dialogs.
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
        panels: Panels,
        commands: DeskCommands,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._changing = changing
        self._actions = actions
        self._reading = reading
        self._messages = messages
        self._list_panel = list_panel
        self._commands = commands
        self._findings: tuple[Finding, ...] | None = None
        self._awaits_first = False
        self._unreadable: list[Problem] = []
        self._view = DeskView(session, panels)
        panels.add_below(self._view)
        self._checking: Task | None = None
        self._again = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._again.timeout.connect(self._check)
        self._connect_view()
        self._connect_actions()
        session.on_library(self._begin_library)
        session.changed.connect(self._check_soon)
        changing.changed.connect(self._check_soon)

    @property
    def view(self) -> DeskView:
        """The panel of problems."""
        return self._view

    @property
    def is_settled(self) -> bool:
        """Whether no check is running or waiting."""
        return not self._is_checking and not self._again.isActive()

    @property
    def _is_checking(self) -> bool:
        return self._checking is not None and self._checking.is_pending

    @property
    def findings(self) -> tuple[Finding, ...] | None:
        """The findings of the last check; None before the first one."""
        return self._findings

    def take_unreadable(self, problems: list[Problem]) -> None:
        """Set the problems of the index, which are shown until a check has ended."""
        self._unreadable = problems
        if self._findings is None:
            self._view.show_problems(problems)

    def close(self) -> None:
        """Cancel the check."""
        self._again.stop()
        self._cancel()

    def _connect_view(self) -> None:
        view = self._view
        view.check_requested.connect(partial(self._check, verify=True))
        view.stop_requested.connect(self.stop_check)
        view.problem_chosen.connect(self._show_document)
        view.finding.repair_requested.connect(self._repair)
        view.finding.ignore_requested.connect(self._ignore)
        view.finding.merge_requested.connect(self._commands.merge)
        view.finding.step_requested.connect(partial(self._resolve_copies, "in-step"))
        view.finding.one_requested.connect(partial(self._resolve_copies, "one"))

    def _connect_actions(self) -> None:
        actions, view = self._actions, self._view
        actions.show_problems.toggled.connect(self._open)
        actions.next_problem.triggered.connect(partial(self._step, 1))
        actions.previous_problem.triggered.connect(partial(self._step, -1))
        actions.repair.triggered.connect(self._repair_shown)
        actions.ignore.triggered.connect(view.finding.ignore)
        actions.export_report.triggered.connect(self._ask_report)
        actions.repair_rule.triggered.connect(self._repair_rule)
        actions.check_rules.triggered.connect(self._ask_rules)
        actions.curating.toggled.connect(view.finding.allow)

    def _begin_library(self, _opened: OpenedLibrary) -> None:
        self.stop_check()
        self._findings = None
        self._view.show_problems([])
        self._check_soon()

    # Checking

    def _open(self, shown: bool) -> None:
        self._view.setVisible(shown)
        if shown:
            self._view.enter()
        else:
            self._list_panel.enter()
        if shown and self._findings is None and not self._is_checking:
            self._check()

    def _check_soon(self) -> None:
        if self._actions.show_problems.isChecked():
            self._again.start()

    def _check(self, verify: bool = False) -> None:
        if self._session.folder is None:
            return
        self._view.show_progress(0, 0)
        self._checking = self._session.ask(
            partial(desk_jobs.check, verify=verify),
            self._on_findings,
            failed=self._on_check_failed,
            stopped=self._end_check,
            progress=self._view.show_progress,
            replaces=CHECK,
            lane=Lane.CHANGING,
            background=True,
            words=self.tr("Checking"),
        )

    def stop_check(self) -> None:
        """Cancel the running check."""
        self._cancel()
        self._end_check()

    def _end_check(self) -> None:
        self._awaits_first = False
        self._view.end_check()

    def _cancel(self) -> None:
        if self._checking is not None:
            self._checking.cancel()

    def _on_findings(self, checked: CheckProgress) -> None:
        findings = self._findings = checked.findings or ()
        awaits_first = self._awaits_first
        self._end_check()
        self._view.show_problems(list(findings), checked.left_out)
        if awaits_first:
            self._view.step(1)

    def _on_check_failed(self, sentence: str) -> None:
        self._end_check()
        self._messages.show_error(sentence)

    # Stepping through the problems

    def _step(self, step: int) -> None:
        if not self._actions.show_problems.isChecked():
            self._actions.show_problems.trigger()
        self._awaits_first = self._findings is None
        self._view.step(step)

    def _show_document(self, problem: Problem) -> None:
        if problem.rule not in _OF_NO_DOCUMENT:
            self._reading.show(problem.path)

    # Repairing and ignoring

    def _repair_shown(self) -> None:
        """Do the repair that is shown; one that a small window hides is not done unseen."""
        if self._view.finding.isVisible():
            self._view.finding.repair()
        elif self._view.isVisible():
            sentence = self.tr("The repair is not shown in so small a window. Make it larger, then repair.")
            self._messages.show_message(sentence, Weight.NOTICE)

    def _repair(self, change_set: ChangeSet) -> None:
        self._begin(change_set)

    def _ignore(self, finding: Finding) -> None:
        job = partial(desk_jobs.ignoring, finding=finding)
        self._session.ask(job, self._begin, lane=Lane.CHANGING)

    def _resolve_copies(self, choice: Literal["in-step", "one"], paths: tuple[str, ...]) -> None:
        job = partial(desk_jobs.resolving_copies, paths=paths, choice=choice)
        self._session.ask(job, self._begin, lane=Lane.CHANGING)

    def _ask_rules(self) -> None:
        self._session.ask(desk_jobs.rules, self._show_rules, replaces=RULES_OFF, lane=Lane.CHANGING)

    def _show_rules(self, rules: tuple[frozenset[str], CheckSettings]) -> None:
        from qtbrowser.gui.curator.rules_dialog import RulesDialog

        dialog = RulesDialog(*rules, parent=self._window)
        dialog.chosen.connect(self._set_rules)
        dialog.open()

    def _set_rules(self, off: frozenset[str], settings: CheckSettings) -> None:
        job = partial(desk_jobs.setting_rules, off=off, settings=settings)
        self._session.ask(job, self._begin, replaces=SWITCHING, lane=Lane.CHANGING)

    def _begin(self, change_set: ChangeSet) -> None:
        if self._reading.may_leave(partial(self._begin, change_set)) and not self._changing.apply(
            change_set, then=self._on_outcome
        ):
            self._messages.show_message(self.tr("Another change is still running."), Weight.NOTICE)

    def _on_outcome(self, outcome: Outcome) -> None:
        if outcome.number is None:
            self._messages.show_error(outcome.error or self.tr("Nothing was changed."))
            return
        self._commands.report(outcome)

    def _repair_rule(self) -> None:
        from qtbrowser.gui.curator.bulk_forms import RepairForm

        repairs: dict[str, tuple[str, list[Edit]]] = {}
        for finding in self._findings or ():
            if finding.repair is not None:
                repairs.setdefault(finding.rule, (rule_words(finding.rule), []))[1].append(finding.repair)
        if not repairs:
            self._messages.show_message(self.tr("No rule has found anything that can be repaired."), Weight.NOTICE)
            return
        current = self._view.current()
        wanted = self._view.rule or (current.rule if current is not None else None)
        first = {wanted: repairs[wanted]} if wanted in repairs else {}
        self._commands.open_bulk(repairs={**first, **repairs}).choose(RepairForm)

    # Reports

    def write_report(self, file: Path) -> None:
        """Write the findings of the last check, as HTML or, according to the file's suffix, as CSV."""
        folder = self._session.folder
        if folder is not None:
            form: Literal["html", "csv"] = "csv" if file.suffix.lower() == ".csv" else "html"
            findings = self._findings or ()
            job = partial(desk_jobs.write_report, findings=findings, form=form, name=folder.name, file=file)
            self._session.ask(job, self._on_report_written, replaces=REPORT, lane=Lane.CHANGING)

    def _on_report_written(self, file: Path) -> None:
        self._messages.show_message(self.tr("Written: {0}").format(file), Weight.NOTICE)

    def _ask_report(self) -> None:
        if self._findings is None:
            if not self._actions.show_problems.isChecked():
                self._actions.show_problems.trigger()
            sentence = self.tr("The library is being checked; the report can be written when that is done.")
            self._messages.show_message(sentence, Weight.NOTICE)
            return
        forms = [self.tr("Web pages (*.html)"), self.tr("Tables (*.csv)")]
        ask_file(self._window, self.tr("Export Problem Report"), forms, self.write_report)
