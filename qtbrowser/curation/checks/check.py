"""The check of a whole library: gathers the facts of all files, then applies each rule to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from qtbrowser.curation.checks import duplicates, relations
from qtbrowser.curation.checks.fact_store import FactStore
from qtbrowser.curation.checks.fault import Fault, finding_of
from qtbrowser.curation.checks.file_names import unportable_names
from qtbrowser.curation.checks.finding import CheckProgress, Finding
from qtbrowser.curation.checks.gathering import Gathered, LookAt, gather
from qtbrowser.curation.checks.ignored import Ignored, read_ignored
from qtbrowser.curation.checks.rules import RULES, known_rules
from qtbrowser.curation.checks.short_answers import short_answers
from qtbrowser.curation.checks.site_addresses import SiteAddresses
from qtbrowser.curation.checks.subjects import subject_variants
from qtbrowser.curation.checks.whole_library import WholeLibrary, is_file_below
from qtbrowser.curation.statistics import StatisticsProgress, statistics_of
from qtbrowser.documents.library_file import FILE, LIBRARY_FILE_RULE, LibraryFile, read_library_file
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.garbage import not_collected

Step = TypeVar("Step", CheckProgress, StatisticsProgress)
Faults = Iterable[tuple[str, Fault]]
SimilarQuestions = Callable[[], Iterable[tuple[str, str, float]]]

_RULES: tuple[tuple[frozenset[str], Callable[[WholeLibrary, Ignored], Faults]], ...] = (
    (frozenset({"duplicate-id"}), duplicates.duplicate_ids),
    (frozenset({"duplicate-address"}), duplicates.duplicate_addresses),
    (frozenset({"duplicate-alias"}), duplicates.duplicate_aliases),
    (frozenset({"cross-posted"}), duplicates.cross_posted),
    (frozenset({"duplicate-title"}), duplicates.duplicate_titles),
    (frozenset({"duplicate-answer"}), duplicates.duplicate_answers),
    (frozenset({"subject-variants"}), subject_variants),
    (
        frozenset({"dangling-related", "duplicate-related", "self-related"}),
        relations.related_faults,
    ),
    (frozenset({"missing-image"}), relations.missing_targets),
    (frozenset({"missing-heading"}), relations.missing_headings),
    (frozenset({"bad-date"}), relations.future_dates),
    (frozenset({"misplaced-file"}), relations.misplaced_files),
    (frozenset({"unportable-name"}), unportable_names),
)
"""Rules about the whole library, with their names; those that share most of their work are applied together."""


def check(
    root: Path,
    store: FactStore,
    look_at: LookAt,
    today: date,
    similar_questions: SimilarQuestions = lambda: (),
    rules: Collection[str] | None = None,
    verify: bool = False,
) -> Iterator[CheckProgress]:
    """Check a library.

    Args:
        root: its folder, resolved.
        store: the facts that earlier checks have found; it is updated.
        look_at: finds the facts of files.
        today: documents with a later date are in the future.
        similar_questions: returns pairs of paths of documents that ask the same in other words, and how near they are.
        rules: only these, even if the library has switched them off; None for all that are not switched off.
        verify: read every file, even if its size and time are unchanged.

    Yields:
        Progress; the last one has the findings. Closing the generator cancels.

    Raises:
        UsageError: a rule of this name does not exist.
        LibraryError: the folder can't be listed.
    """
    ignored = read_ignored(root)
    settings = ignored.settings
    own = {rule.name for rule in settings.own.rules}
    wanted = (RULES.keys() | own) - ignored.off if rules is None else known_rules(rules, own)
    gathered = yield from _with_progress(gather(root, store, look_at, settings.own, verify), CheckProgress)
    with not_collected():
        library_file = read_library_file(root)
        library = WholeLibrary(
            gathered.facts,
            is_file_below(root),
            today.isoformat(),
            library_file.redirects,
            gathered.kinds,
            gathered.other_files,
            settings.profile,
            gathered.names,
        )
        if (problem := _file_problem(ignored, library_file)) is not None:
            gathered = replace(gathered, unlisted=(*gathered.unlisted, problem))
        findings = tuple(_findings(gathered, library, ignored, wanted, similar_questions))
    yield CheckProgress(len(gathered.facts), len(gathered.facts), findings)


def _file_problem(ignored: Ignored, library_file: LibraryFile) -> Problem | None:
    """What of the library's own file does not hold."""
    read = [] if library_file.problem is None else [library_file.problem.message]
    told = " ".join(dict.fromkeys((*ignored.told, *read)))
    return Problem(LIBRARY_FILE_RULE, RULES[LIBRARY_FILE_RULE].severity, FILE, None, told) if told else None


def count(root: Path, store: FactStore, look_at: LookAt) -> Iterator[StatisticsProgress]:
    """Compute the statistics of a library.

    Args:
        root, store, look_at: as for `check`.

    Yields:
        Progress; the last one has the statistics.

    Raises:
        LibraryError: the folder can't be listed.
    """
    gathered = yield from _with_progress(
        gather(root, store, look_at, read_ignored(root).settings.own), StatisticsProgress
    )
    files = len(gathered.facts)
    with not_collected():
        redirects = read_library_file(root).redirects
        library = WholeLibrary(
            gathered.facts,
            is_file_below(root),
            "",
            redirects,
            gathered.kinds,
            gathered.other_files,
            names=gathered.names,
        )
        addresses = SiteAddresses(library)
        unresolved = sum(
            1 for fact in library.documents for _ in relations.unresolved_targets(library, fact, addresses)
        )
        statistics = statistics_of(library, files, root.name, unresolved)
    yield StatisticsProgress(files, files, statistics)


def _with_progress(
    steps: Generator[tuple[int, int], None, Gathered], step: Callable[[int, int], Step]
) -> Generator[Step, None, Gathered]:
    """Pass the steps of gathering on, as progress of a check or of statistics."""
    with closing(steps):
        while True:
            try:
                done, total = next(steps)
            except StopIteration as end:
                gathered: Gathered = end.value
                return gathered
            yield step(done, total)


def _findings(
    gathered: Gathered,
    library: WholeLibrary,
    ignored: Ignored,
    wanted: Collection[str],
    similar_questions: SimilarQuestions,
) -> list[Finding]:
    grouped: defaultdict[str, defaultdict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for path, fault in _faults(gathered, library, ignored, wanted, similar_questions):
        if fault.rule in wanted:
            grouped[fault.rule][path].append(fault)
    found = []
    for rule in (*RULES, *(rule.name for rule in ignored.settings.own.rules)):
        severity = ignored.settings.severities.get(rule)
        for path, faults in sorted(grouped[rule].items()):
            if (rule, path) not in ignored.places:
                finding = finding_of(path, faults)
                found.append(finding if severity is None else replace(finding, severity=severity))
    return found


def _faults(
    gathered: Gathered,
    library: WholeLibrary,
    ignored: Ignored,
    wanted: Collection[str],
    similar_questions: SimilarQuestions,
) -> Iterator[tuple[str, Fault]]:
    for problem in gathered.unlisted:
        fault = Fault(problem.rule, problem.line, problem.message, problem.fix, severity=problem.severity)
        yield problem.path, fault
    for fact in gathered.facts:
        for fault in fact.faults:
            if library.profiles.holds(fault.rule, fact):
                is_stub = fault.rule == "short-answer" and not library.profiles.is_question(fact)
                yield fact.path, fault._replace(severity=Severity.NOTE) if is_stub else fault
    if "short-answer" in wanted:
        yield from short_answers(library, ignored.settings.threshold("short-answer"))
    for names, rule in _RULES:
        if not names.isdisjoint(wanted):
            yield from rule(library, ignored)
    if "one-way-related" in wanted:
        yield from relations.one_way_faults(library, ignored)
    if "similar-answer" in wanted:
        yield from duplicates.similar_answers(library, ignored, gathered.pairs)
    if "similar-question" in wanted:
        yield from duplicates.similar_questions(library, ignored, similar_questions())
