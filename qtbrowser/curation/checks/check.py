"""The check of a whole library: brings the facts of all files up to date, then what the rules find in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from qtbrowser.curation.checks import duplicates
from qtbrowser.curation.checks.document_rules import DocumentRules
from qtbrowser.curation.checks.fact_lookup import FactLookup
from qtbrowser.curation.checks.fact_store import FactStore
from qtbrowser.curation.checks.fault import Fault, finding_of
from qtbrowser.curation.checks.fault_store import FaultStore
from qtbrowser.curation.checks.file_names import colliding_names
from qtbrowser.curation.checks.finding import CheckProgress, Finding
from qtbrowser.curation.checks.gathering import Gathered, LookAt, gather
from qtbrowser.curation.checks.ignored import Ignored, read_ignored
from qtbrowser.curation.checks.rules import RULES, known_rules
from qtbrowser.curation.checks.subjects import subject_variants
from qtbrowser.curation.checks.whole_library import WholeLibrary, is_file_below
from qtbrowser.curation.statistics import StatisticsProgress, statistics_of
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.library_file import FILE, LIBRARY_FILE_RULE, LibraryFile, read_library_file
from qtbrowser.documents.problem import Problem
from qtbrowser.garbage import not_collected

Step = TypeVar("Step", CheckProgress, StatisticsProgress)
Faults = Iterable[tuple[str, Fault]]
SimilarQuestions = Callable[[], Iterable[tuple[str, str, float]]]
BY_MEANING = "similar-question"
"""The rule that goes by vectors."""

_RULES: tuple[tuple[str, Callable[[WholeLibrary, Ignored], Faults]], ...] = (
    ("duplicate-id", duplicates.duplicate_ids),
    ("duplicate-address", duplicates.duplicate_addresses),
    ("duplicate-alias", duplicates.duplicate_aliases),
    ("cross-posted", duplicates.cross_posted),
    ("duplicate-title", duplicates.duplicate_titles),
    ("duplicate-answer", duplicates.duplicate_answers),
    ("subject-variants", subject_variants),
    ("unportable-name", colliding_names),
)
"""Rules about what several documents have in common; they are applied to all of it each time."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found.

    Attributes:
        findings: ordered by rule and path; they are read from the store.
        left_out: the rules that were to be checked and could not be.
    """

    findings: Iterator[Finding]
    left_out: tuple[str, ...]


def check(
    root: Path,
    store: FactStore,
    look_at: LookAt,
    today: date,
    similar_questions: SimilarQuestions | None = None,
    rules: Collection[str] | None = None,
    verify: bool = False,
    with_repairs: bool = True,
) -> Generator[CheckProgress, None, Checked]:
    """Check a library.

    Args:
        root: its folder, resolved.
        store: the facts that earlier checks have found, and what the rules have found in them; it is updated.
        look_at: finds the facts of files.
        today: documents with a later date are in the future.
        similar_questions: returns pairs of paths of documents that ask the same in other words, and how near they are;
            None where nothing has been read for search by meaning.
        rules: only these, even if the library has switched them off; None for all that are not switched off.
        verify: also find files whose content changed while their size and time did not.
        with_repairs: whether all findings have their repairs, which take as long to be read as the rest.

    Yields:
        Progress. Closing the generator cancels.

    Returns:
        What was found.

    Raises:
        UsageError: a rule of this name does not exist.
        LibraryError: the folder can't be listed.
    """
    ignored = read_ignored(root)
    settings = ignored.settings
    own = {rule.name for rule in settings.own.rules}
    wanted = (RULES.keys() | own) - ignored.off if rules is None else known_rules(rules, own)
    gathered = yield from _with_progress(gather(root, store, look_at, settings.own, verify), CheckProgress)
    library_file = read_library_file(root)
    faults = FaultStore(store, is_file_below(root))
    library = _library_of(gathered, store, faults.is_file, today, library_file, settings.profile)
    rules_of_documents = DocumentRules(library, store, faults, settings)
    faults.prepare(rules_of_documents.applied_with, library.today)
    for _ in chain(rules_of_documents.resolve_related(), rules_of_documents.apply()):
        yield CheckProgress(gathered.total, gathered.total)
    if (problem := _file_problem(ignored, library_file)) is not None:
        gathered = replace(gathered, unlisted=(*gathered.unlisted, problem))
    stored = partial(faults.faults, with_repairs=with_repairs)
    found = _findings(gathered, library, stored, store, ignored, wanted, similar_questions)
    is_asked = BY_MEANING in wanted and (rules is not None or library.profiles.has_questions)
    return Checked(found, (BY_MEANING,) if similar_questions is None and is_asked else ())


def _library_of(
    gathered: Gathered,
    store: FactStore,
    is_file: Callable[[str], bool],
    today: date,
    library_file: LibraryFile,
    profile: FolderKind | None = None,
) -> WholeLibrary:
    return WholeLibrary(
        FactLookup(store),
        is_file,
        today.isoformat(),
        library_file.redirects,
        gathered.kinds,
        gathered.other_files,
        profile,
        gathered.names,
    )


def _file_problem(ignored: Ignored, library_file: LibraryFile) -> Problem | None:
    """What of the library's own file does not hold."""
    read = [] if library_file.problem is None else [library_file.problem.message]
    told = " ".join(dict.fromkeys((*ignored.told, *read)))
    return Problem(LIBRARY_FILE_RULE, RULES[LIBRARY_FILE_RULE].severity, FILE, None, told) if told else None


def count(root: Path, store: FactStore, look_at: LookAt, today: date) -> Iterator[StatisticsProgress]:
    """Compute the statistics of a library.

    Args:
        root, store, look_at, today: as for `check`.

    Yields:
        Progress; the last one has the statistics.

    Raises:
        LibraryError: the folder can't be listed.
    """
    settings = read_ignored(root).settings
    gathered = yield from _with_progress(gather(root, store, look_at, settings.own), StatisticsProgress)
    faults = FaultStore(store, is_file_below(root))
    library = _library_of(gathered, store, faults.is_file, today, read_library_file(root), settings.profile)
    rules_of_documents = DocumentRules(library, store, faults, settings)
    faults.prepare(rules_of_documents.applied_with, library.today)
    for _ in rules_of_documents.resolve_related():
        yield StatisticsProgress(gathered.total, gathered.total)
    with not_collected():
        statistics = statistics_of(library, store, faults.related, gathered.total, root.name)
    yield StatisticsProgress(gathered.total, gathered.total, statistics)


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
    stored: Callable[[str], Iterator[tuple[str, list[Fault]]]],
    store: FactStore,
    ignored: Ignored,
    wanted: Collection[str],
    similar_questions: SimilarQuestions | None,
) -> Iterator[Finding]:
    shared: defaultdict[str, defaultdict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    with not_collected():
        for path, fault in _shared_faults(library, store, ignored, wanted, similar_questions):
            shared[fault.rule][path].append(fault)
    unlisted: defaultdict[str, defaultdict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for problem in gathered.unlisted:
        fault = Fault(problem.rule, problem.line, problem.message, problem.fix, severity=problem.severity)
        unlisted[fault.rule][problem.path].append(fault)
    for rule in (*RULES, *(rule.name for rule in ignored.settings.own.rules)):
        if rule not in wanted:
            continue
        severity = ignored.settings.severities.get(rule)
        parts = (sorted(unlisted[rule].items()), stored(rule), sorted(shared[rule].items()))
        for path, several in groupby(merge(*parts, key=itemgetter(0)), key=itemgetter(0)):
            if (rule, path) not in ignored.places:
                finding = finding_of(path, [fault for _, some in several for fault in some])
                yield finding if severity is None else replace(finding, severity=severity)


def _shared_faults(
    library: WholeLibrary,
    store: FactStore,
    ignored: Ignored,
    wanted: Collection[str],
    similar_questions: SimilarQuestions | None,
) -> Iterator[tuple[str, Fault]]:
    for name, rule in _RULES:
        if name in wanted:
            yield from rule(library, ignored)
    if "similar-answer" in wanted:
        yield from duplicates.similar_answers(library, ignored, store.pairs())
    if BY_MEANING in wanted and similar_questions is not None:
        yield from duplicates.similar_questions(library, ignored, similar_questions())
