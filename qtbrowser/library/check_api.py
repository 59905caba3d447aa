"""The checking part of a `Library`: findings, statistics, their reports, and what the check ignores."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Literal, TypeVar

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.errors import IndexDamaged, LibraryError, QtBrowserError
from qtbrowser.library.cache import LibraryCache
from qtbrowser.library.edit_api import EditApi
from qtbrowser.library.event_process import events_of
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.second_process import WORTH_A_PROCESS, SecondProcess, serve

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ChangeSet
    from qtbrowser.curation.checks.check import Checked
    from qtbrowser.curation.checks.check_settings import CheckSettings
    from qtbrowser.curation.checks.fact_store import FactStore
    from qtbrowser.curation.checks.facts import Facts
    from qtbrowser.curation.checks.finding import CheckProgress, Finding
    from qtbrowser.curation.checks.own_rules import OwnRules
    from qtbrowser.curation.statistics import Statistics, StatisticsProgress
    from qtbrowser.documents.folder_kind import FolderKinds
    from qtbrowser.documents.scan import Stamp

Step = TypeVar("Step")
_FINDINGS_AT_ONCE = 100

StepsOf = Callable[[Iterable[dict[str, Any] | None]], Generator[Step, None, bool]]


class CheckApi:
    """Checks a library's files and counts what it holds.

    Args:
        folder: the library's folder, resolved.
        cache: where the facts of each file are kept between two checks.
        edits: applies the changes of ``.qtbrowser.toml``.
        index: tells which documents ask the same in other words.
    """

    def __init__(self, folder: Path, cache: LibraryCache, edits: EditApi, index: LibraryIndex) -> None:
        self._folder = folder
        self._cache = cache
        self._store = cache.root / "check.sqlite3"
        self._edits = edits
        self._index = index

    def check(
        self, rules: Collection[str] | None = None, today: date | None = None, verify: bool = False
    ) -> Iterator[CheckProgress]:
        """Check the library's files for faults; no index is needed.

        The rule `similar-question` alone needs one, and what `MeaningApi.make` has made.

        Only files that have changed since the last check are read.

        Args:
            rules: only these; None for all that ``.qtbrowser.toml`` has not switched off.
            today: documents with a later date are in the future; the present day if None.
            verify: also find files whose content changed while their size and time did not: those are read whose
                status has changed, on Windows all.

        Yields:
            Progress; the last one has the findings. Closing the iterator cancels; files checked until then are not read
            again by the next check.

        Raises:
            UsageError: a rule of this name does not exist.
            IndexBusy: another check of the library has been running for a minute.
            LibraryError: the folder can't be listed, ``.qtbrowser.toml`` can't be read, or the cache can't be written.
        """
        from qtbrowser.curation.checks.finding import CheckProgress

        found: list[Finding] = []
        last = CheckProgress(0, 0)
        with closing(self.check_in_parts(rules, today, verify)) as steps:
            for last in steps:
                if last.findings is None:
                    yield last
                else:
                    found += last.findings
        yield replace(last, findings=tuple(found))

    def check_in_parts(
        self,
        rules: Collection[str] | None = None,
        today: date | None = None,
        verify: bool = False,
        with_repairs: bool = True,
    ) -> Generator[CheckProgress]:
        """Check as `check` does, for a library whose findings are not to be in memory all at once.

        Args:
            rules, today, verify: as for `check`.
            with_repairs: whether the findings need their repairs, which take as long to be read as the rest.

        Yields:
            Progress. Once everything is checked, each step has some of the findings, ordered by rule and path; the last
            one has none any more. Errors as for `check`.
        """
        from qtbrowser.curation.checks.check import check
        from qtbrowser.curation.checks.finding import CheckProgress

        day = today or _today()

        def steps(store: FactStore) -> Generator[CheckProgress]:
            # What reads vectors takes long to be loaded.
            similar = self._similar_questions if self._index.meaning.is_made else None

            def checking() -> Generator[CheckProgress, None, Checked]:
                return check(self._folder, store, self._look_at, day, similar, rules, verify, with_repairs)

            try:
                checked = yield from checking()
            except IndexDamaged:
                # The sum of the store was right, or its rows were: what is damaged is found where it is read.
                store.start_again()
                checked = yield from checking()
            files = store.count()
            while part := tuple(islice(checked.findings, _FINDINGS_AT_ONCE)):
                yield CheckProgress(files, files, part)
            yield CheckProgress(files, files, (), left_out=checked.left_out)

        return self._in_turn(CheckProgress(0, 0, is_waiting=True), steps)

    def check_beside(self, verify: bool = False) -> Iterator[CheckProgress]:
        """Check as `check` does, in a process of its own if the library has many documents.

        What this process holds of it are the findings. Closing the iterator kills the process: of the files whose facts
        it has found, the last 2,000 at most are read again by the next check.

        Args:
            verify: as for `check`.

        Yields:
            Progress, at least every 20 ms; the last one has the findings.

        Raises:
            LibraryError: the check can't run, or its process ended before its end.
        """
        from qtbrowser.curation.checks.check_events import check_steps

        return self._beside("check", verify, check_steps, lambda: self.check(verify=verify))

    def statistics_beside(self) -> Iterator[StatisticsProgress]:
        """Compute the statistics as `statistics` does, in a process of its own if the library has many documents;
        errors as for `check_beside`.
        """
        from qtbrowser.curation.checks.check_events import statistics_steps

        return self._beside("statistics", False, statistics_steps, self.statistics)

    def tell_beside(self, work: Literal["check", "statistics"], verify: bool, lines: IO[str]) -> None:
        """Run as the process that another one has started by `check_beside` or `statistics_beside`.

        Args:
            work: which of them.
            verify: as for `check`.
            lines: receives a line of JSON for each event; the last one tells why the work can't be done, if it can't.
        """
        from qtbrowser.curation.checks.check_events import check_events, statistics_events

        try:
            steps = (
                check_events(self.check_in_parts(verify=verify))
                if work == "check"
                else statistics_events(self.statistics())
            )
            for event in steps:
                lines.write(json.dumps(event, separators=(",", ":")) + "\n")
                lines.flush()
        except QtBrowserError as error:
            lines.write(json.dumps({"error": error.reason, "path": error.path, "place": error.place}) + "\n")

    def statistics(self) -> Iterator[StatisticsProgress]:
        """Count documents, subjects, months and links; like `check` it reads only changed files and needs no index.

        Yields:
            Progress; the last one has the statistics. Closing the iterator cancels.

        Raises:
            IndexBusy, LibraryError: as for `check`.
        """
        from qtbrowser.curation.checks.check import count
        from qtbrowser.curation.statistics import StatisticsProgress

        return self._in_turn(
            StatisticsProgress(0, 0), lambda store: count(self._folder, store, self._look_at, _today())
        )

    def _in_turn(self, waiting: Step, work: Callable[[FactStore], Iterator[Step]]) -> Generator[Step]:
        """The steps of work on the store, once no other check uses it; `waiting` until then.

        Raises:
            IndexBusy: another check uses it for too long.
        """
        from qtbrowser.curation.checks.check_turn import CheckTurn
        from qtbrowser.curation.checks.fact_store import open_store

        with closing(CheckTurn(self._store)) as turn:
            for _ in turn.wait():
                yield waiting
            with open_store(self._store) as store:
                yield from work(store)

    @staticmethod
    def report(findings: Sequence[Finding], form: Literal["html", "csv"], name: str, day: date | None = None) -> str:
        """Findings as an HTML page or a CSV table.

        Args:
            findings: the result of a check.
            form: the file format.
            name: the library's name in the report.
            day: the day of the check; the present day if None.
        """
        from qtbrowser.curation.reports import findings_as_csv, findings_as_html

        return findings_as_csv(findings) if form == "csv" else findings_as_html(findings, name, day or _today())

    @staticmethod
    def statistics_report(statistics: Statistics) -> str:
        """Statistics as CSV: table, name, value."""
        from qtbrowser.curation.reports import statistics_as_csv

        return statistics_as_csv(statistics)

    def ignoring(self, findings: Sequence[Finding]) -> ChangeSet:
        """The change of ``.qtbrowser.toml`` that makes the check ignore findings: duplicates as pairs of paths, others
        by rule and path. It is applied by `EditApi.apply`, and undone like any other change.

        Raises:
            LibraryError: the file exists and can't be read.
        """
        from qtbrowser.curation.checks.ignored import ignoring

        return ignoring(self._folder, findings)

    def ignore(self, finding: Finding) -> int | None:
        """Make the check ignore one finding; the change is recorded and can be undone.

        Returns:
            The change's number in the history; None if the finding was ignored already.

        Raises:
            LibraryError: ``.qtbrowser.toml`` can't be read.
            FileChanged, WriteRefused, JournalError, ChangeCutShort: as `EditApi.apply`.
        """
        return self._done(self.ignoring([finding]))

    def rules_off(self) -> frozenset[str]:
        """The names of the rules that the library has switched off.

        Raises:
            LibraryError: ``.qtbrowser.toml`` can't be read.
        """
        from qtbrowser.curation.checks.ignored import read_ignored

        return read_ignored(self._folder).off

    def check_settings(self) -> CheckSettings:
        """Profile, severities and thresholds of the check, and the library's own rules.

        Raises:
            LibraryError: ``.qtbrowser.toml`` can't be read.
        """
        from qtbrowser.curation.checks.ignored import read_ignored

        return read_ignored(self._folder).settings

    def setting_rules(self, off: Iterable[str], settings: CheckSettings) -> ChangeSet:
        """The change of ``.qtbrowser.toml`` that switches off these rules and no others, and has these settings.

        Raises:
            UsageError: one of the own rules is none.
            LibraryError: the file exists and can't be read.
        """
        from qtbrowser.curation.checks.rule_setting import setting_rules

        return setting_rules(self._folder, off, settings)

    def switch_off(self, rules: Iterable[str]) -> int | None:
        """Switch off these rules and no others; the change is recorded and can be undone.

        Returns:
            The change's number in the history; None if nothing had to be changed.

        Raises:
            UsageError: a rule of this name does not exist.
            LibraryError, FileChanged, WriteRefused, JournalError, ChangeCutShort: as `ignore`.
        """
        return self._done(self.switching_off(rules))

    def switching_off(self, rules: Iterable[str]) -> ChangeSet:
        """The change of ``.qtbrowser.toml`` that switches off these rules and no others.

        Raises:
            UsageError: a rule of this name does not exist.
            LibraryError: the file exists and can't be read.
        """
        from qtbrowser.curation.checks.ignored import ignoring
        from qtbrowser.curation.checks.rules import known_rules

        return ignoring(self._folder, (), known_rules(rules))

    @staticmethod
    def serve_checking(folder: str, order: BinaryIO, results: BinaryIO) -> None:
        """Run as the second process of a check; see `qtbrowser.library.second_process`."""
        from qtbrowser.curation.checks.facts import facts_of
        from qtbrowser.curation.checks.ignored import read_what_holds

        root = Path(folder)
        own = read_what_holds(root).settings.own
        serve(lambda stamp, kinds: facts_of(root, stamp.path, kinds, own), order, results)

    def _beside(
        self, work: str, verify: bool, steps_of: StepsOf[Step], here: Callable[[], Iterator[Step]]
    ) -> Generator[Step]:
        catalog = self._index.catalog
        if catalog is not None and catalog.entries.count(Selection(include_hidden=True)) < WORTH_A_PROCESS:
            yield from here()
            return
        command = ["check", "--library", str(self._folder), "--beside", work, *(["--verify"] if verify else [])]
        events = events_of(command, self._cache.folder)
        with closing(events), closing(steps_of(_without_errors(events))) as steps:
            try:
                if not (yield from steps):
                    raise LibraryError(
                        "The process that checks the library ended before its end.", path=str(self._folder)
                    )
            except OSError as error:
                reason = f"The process that checks the library can't be started: {error.strerror}."
                raise LibraryError(reason, path=str(self._folder)) from error

    def _done(self, change_set: ChangeSet) -> int | None:
        number = None
        for progress in self._edits.apply(change_set, refresh=False) if change_set else ():
            number = progress.number
        return number

    def _similar_questions(self) -> list[tuple[str, str, float]]:
        return self._index.with_sources(
            lambda sources: [] if sources is None else sources.meaning.similar_questions(sources.catalog)
        )

    def _look_at(self, stamps: Sequence[Stamp], kinds: FolderKinds, own: OwnRules) -> Generator[Facts]:
        """The facts of files, in the order of the stamps; many files are shared with a second process."""
        from qtbrowser.curation.checks.facts import facts_of

        def look_here(stamp: Stamp) -> Facts:
            return facts_of(self._folder, stamp.path, kinds, own)

        if len(stamps) < WORTH_A_PROCESS:
            yield from map(look_here, stamps)
            return
        second = SecondProcess(("check", "--library", str(self._folder), "--look-ahead"))
        with closing(second.share(stamps, kinds, look_here)) as groups:
            yield from chain.from_iterable(groups)


def _without_errors(events: Iterable[dict[str, Any] | None]) -> Iterator[dict[str, Any] | None]:
    """Events up to one that tells why the work can't be done, which is raised."""
    for event in events:
        if event is not None and "error" in event:
            raise LibraryError(event["error"], path=event["path"], place=event["place"])
        yield event


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the curator's own day
