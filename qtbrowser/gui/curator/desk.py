"""What happens at the desk: it is checked, gone through, repaired, and let be."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QSaveFile, QTimer
from PySide6.QtWidgets import QFileDialog

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.edits import Edit
from qtbrowser.documents.problem import Problem
from qtbrowser.gui.curator.check_runner import CheckRunner
from qtbrowser.gui.curator.desk_commands import DeskCommands
from qtbrowser.gui.curator.rules_model import rule_words
from qtbrowser.gui.widgets.message_bar import Weight
from qtbrowser.gui.window.window_context import WindowContext
from qtbrowser.gui.worker.change_jobs import Outcome

if TYPE_CHECKING:
    from qtbrowser.library import Library

IGNORING, REPORT, RULES_OFF, SWITCHING = "desk_ignoring", "desk_report", "desk_rules_off", "desk_switching"
QUIET_MS = 200
"""So long after the last news nothing more is expected: then the library is checked again."""


class Desk(QObject):
    """Connects the desk's view with the library.

    Args:
        parts: the window's parts.
        commands: opens the dialogs.
    """

    def __init__(self, parts: WindowContext, commands: DeskCommands) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._commands = commands
        self._findings: tuple[Finding, ...] | None = None
        self._unreadable: list[Problem] = []
        self._view = parts.panels.problems
        self.checking = CheckRunner(self)
        self._again = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._again.timeout.connect(self._check)
        self._connect_view()
        self._connect_actions()
        parts.session.library_opened.connect(self._begin_library)
        parts.session.answered.connect(self._take)
        parts.session.changed.connect(self._check_soon)
        parts.changing.changed.connect(self._check_soon)
        self.checking.progressed.connect(self._view.show_progress)
        self.checking.finished.connect(self._take_findings)
        self.checking.failed.connect(self._fail)

    @property
    def is_settled(self) -> bool:
        """Whether no check is on its way."""
        return not self.checking.is_busy and not self._again.isActive()

    @property
    def findings(self) -> tuple[Finding, ...] | None:
        """What the last check found; None before there was one."""
        return self._findings

    def take_unreadable(self, problems: list[Problem]) -> None:
        """The files that couldn't be indexed are known: until a check has come to its end, they are what is wrong."""
        self._unreadable = problems
        if self._findings is None:
            self._view.show_problems(problems)

    def close(self) -> None:
        """End the check."""
        self._again.stop()
        self.checking.close()

    def _connect_view(self) -> None:
        view = self._view
        view.check_requested.connect(self._check)
        view.stop_requested.connect(self._stop)
        view.problem_chosen.connect(self._show_document)
        view.finding.repair_requested.connect(self._repair)
        view.finding.ignore_requested.connect(self._ignore)
        view.finding.merge_requested.connect(self._commands.merge)

    def _connect_actions(self) -> None:
        actions, view = self._parts.actions, self._view
        actions.show_problems.toggled.connect(self._open)
        actions.next_problem.triggered.connect(partial(self._step, 1))
        actions.previous_problem.triggered.connect(partial(self._step, -1))
        actions.repair.triggered.connect(view.finding.repair)
        actions.ignore.triggered.connect(view.finding.ignore)
        actions.export_report.triggered.connect(self._ask_report)
        actions.repair_rule.triggered.connect(self._repair_rule)
        actions.check_rules.triggered.connect(self._ask_rules)
        actions.curating.toggled.connect(view.finding.allow)

    def _begin_library(self) -> None:
        self.checking.cancel()
        self._view.end_check()
        self._findings = None
        self._view.show_problems([])
        self._check_soon()

    # Checking

    def _open(self, shown: bool) -> None:
        if shown and self._findings is None and not self.checking.is_busy:
            self._check()

    def _check_soon(self) -> None:
        if self._parts.actions.show_problems.isChecked():
            self._again.start()

    def _check(self) -> None:
        folder = self._parts.session.folder
        if folder is not None:
            self._view.show_progress(0, 0)
            self.checking.check(folder)

    def _stop(self) -> None:
        self.checking.cancel()
        self._view.end_check()

    def _take_findings(self, findings: tuple[Finding, ...]) -> None:
        self._findings = findings
        self._view.end_check()
        self._view.show_problems(list(findings))

    def _fail(self, sentence: str) -> None:
        self._view.end_check()
        self._parts.show_sentence(sentence)

    # Going through

    def _step(self, step: int) -> None:
        if not self._parts.actions.show_problems.isChecked():
            self._parts.actions.show_problems.trigger()
        self._view.step(step)

    def _show_document(self, problem: Problem) -> None:
        if problem.rule != "unreadable-file" and problem.path.lower().endswith((".md", ".markdown")):
            self._parts.reading.show(problem.path)

    # Putting right

    def _repair(self, change_set: ChangeSet) -> None:
        self._begin(change_set)

    def _ignore(self, finding: Finding) -> None:
        self._parts.session.ask(IGNORING, partial(_ignoring, finding=finding))

    def _ask_rules(self) -> None:
        self._parts.session.ask(RULES_OFF, _rules_off)

    def _show_rules(self, off: frozenset[str]) -> None:
        from qtbrowser.gui.curator.rules_dialog import RulesDialog

        dialog = RulesDialog(off, self._parts.window)
        dialog.chosen.connect(lambda rules: self._parts.session.ask(SWITCHING, partial(_switching_off, rules=rules)))
        dialog.open()

    def _take(self, kind: str, answer: object) -> None:
        if kind in (IGNORING, SWITCHING) and isinstance(answer, ChangeSet):
            self._begin(answer)
        elif kind == RULES_OFF and isinstance(answer, frozenset):
            self._show_rules(answer)
        elif kind == REPORT:
            self._parts.show_sentence(self.tr("Written: {0}").format(answer), Weight.NOTICE)

    def _begin(self, change_set: ChangeSet) -> None:
        if self._parts.reading.may_leave(partial(self._begin, change_set)) and not self._parts.changing.apply(
            change_set, then=self._take_outcome
        ):
            self._parts.show_sentence(self.tr("Another change is still on its way."), Weight.NOTICE)

    def _take_outcome(self, outcome: Outcome) -> None:
        if outcome.number is None:
            self._parts.show_sentence(outcome.error or self.tr("Nothing was changed."))
            return
        self._commands.report(outcome)

    def _repair_rule(self) -> None:
        from qtbrowser.gui.curator.bulk_forms import RepairForm

        repairs: dict[str, tuple[str, list[Edit]]] = {}
        for finding in self._findings or ():
            if finding.repair is not None:
                repairs.setdefault(finding.rule, (rule_words(finding.rule), []))[1].append(finding.repair)
        if not repairs:
            self._parts.show_sentence(self.tr("No rule has found anything that can be repaired."), Weight.NOTICE)
            return
        current = self._view.current()
        wanted = self._view.rule or (current.rule if current is not None else None)
        first = {wanted: repairs[wanted]} if wanted in repairs else {}
        self._commands.open_bulk(repairs={**first, **repairs}).choose(RepairForm)

    # Reports

    def write_report(self, file: Path) -> None:
        """Write what the last check found, as HTML or, by the file's ending, as CSV."""
        folder = self._parts.session.folder
        if folder is not None:
            form: Literal["html", "csv"] = "csv" if file.suffix.lower() == ".csv" else "html"
            self._parts.session.ask(REPORT, _Report(self._findings or (), form, folder.name, file))

    def _ask_report(self) -> None:
        if self._findings is None:
            if not self._parts.actions.show_problems.isChecked():
                self._parts.actions.show_problems.trigger()
            sentence = self.tr("The library is being checked; the report can be written when that is done.")
            self._parts.show_sentence(sentence, Weight.NOTICE)
            return
        dialog = QFileDialog(self._parts.window, self.tr("Export Problem Report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Web pages (*.html)"), self.tr("Tables (*.csv)")])
        dialog.setDefaultSuffix("html")
        dialog.fileSelected.connect(lambda file: self.write_report(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _Report:
    """A job of the worker: findings are written into a file that the curator has named."""

    def __init__(self, findings: tuple[Finding, ...], form: Literal["html", "csv"], name: str, file: Path) -> None:
        self._findings, self._form, self._name, self._file = findings, form, name, file

    def __call__(self, library: Library) -> str:
        text = library.report(self._findings, self._form, self._name)
        saved = QSaveFile(str(self._file))
        if not (saved.open(QSaveFile.OpenModeFlag.WriteOnly) and saved.write(text.encode()) >= 0 and saved.commit()):
            raise OSError(0, saved.errorString(), str(self._file))
        return str(self._file)


def _rules_off(library: Library) -> frozenset[str]:
    return library.rules_off()


def _switching_off(library: Library, rules: frozenset[str]) -> ChangeSet:
    return library.switching_off(rules)


def _ignoring(library: Library, finding: Finding) -> ChangeSet:
    return library.ignoring([finding])
