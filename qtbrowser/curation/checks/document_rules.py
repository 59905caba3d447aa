"""Applies the rules over single documents; what they find is kept, and found again only where it may be different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qtbrowser.curation.checks import relations
from qtbrowser.curation.checks.check_settings import CheckSettings
from qtbrowser.curation.checks.fact_store import FactStore
from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.fault_store import FaultStore, Found, Related, related_asked
from qtbrowser.curation.checks.file_names import unportable_name_of
from qtbrowser.curation.checks.short_answers import short_answers
from qtbrowser.curation.checks.site_addresses import SiteAddresses
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.documents.problem import Severity
from qtbrowser.garbage import not_collected

_AT_ONCE = 500
_MANY = 1_000
"""From so many documents on, a filter of all keys in memory saves more time than it takes to be made."""


class DocumentRules:
    """The rules over single documents.

    Args:
        library: all documents.
        store: their facts.
        faults: keeps what is found.
        settings: the thresholds that the owner has set.
    """

    def __init__(self, library: WholeLibrary, store: FactStore, faults: FaultStore, settings: CheckSettings) -> None:
        self._library = library
        self._store = store
        self._faults = faults
        self._addresses = SiteAddresses(library)
        self._shortest = settings.threshold("short-answer")
        self._fewest = settings.threshold("one-way-related")

    @property
    def applied_with(self) -> str:
        """What the rules depend on beside the facts, and what they look up."""
        library = self._library
        is_site = library.kinds.all.is_site
        return repr(
            (
                (
                    library.profiles.as_text,
                    self._shortest,
                    self._fewest,
                    library.common_folder,
                    library.kinds.as_text(),
                ),
                (sorted(library.redirects.items()), sorted(library.names.items()), library.other_files),
                sorted(library.folders) if is_site else (),
            )
        )

    def resolve_related(self) -> Iterator[None]:
        """Find where related questions lead, for the documents of which that is not known. Yields now and then."""
        for part in self._parts(self._faults.without_related()):
            with not_collected():
                self._faults.write_related(map(self._related, part))
            yield
        self._faults.end_related()

    def apply(self) -> Iterator[None]:
        """Apply the rules to the documents whose faults are not known. Yields now and then."""
        for part in self._parts(self._faults.without_found()):
            with not_collected():
                self._faults.write_found(map(self._found, part))
            yield

    def _parts(self, numbers: list[int]) -> Iterator[list[int]]:
        self._library.lookup.many = len(numbers) > _MANY
        return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))

    def _related(self, number: int) -> Related:
        fact = self._store.facts(number)
        self._library.asked.clear()
        targets = self._library.related_to(fact) if fact.readable else ()
        return number, targets, relations.has_room(fact), tuple(self._library.asked)

    def _found(self, number: int) -> Found:
        fact = self._store.facts(number)
        asked = self._library.asked
        asked.clear()
        faults = [*self._own(fact), *(self._of(fact, number) if fact.readable else ())]
        return number, faults, tuple(asked)

    def _own(self, fact: Facts) -> Iterator[Fault]:
        profiles = self._library.profiles
        for fault in fact.faults:
            if profiles.holds(fault.rule, fact):
                is_stub = fault.rule == "short-answer" and not profiles.is_question(fact)
                yield fault._replace(severity=Severity.NOTE) if is_stub else fault

    def _of(self, fact: Facts, number: int) -> Iterator[Fault]:
        library = self._library
        yield from short_answers(fact, library.profiles, self._shortest)
        targets = self._faults.related(number)[0]
        yield from relations.related_faults(library, fact, number, targets)
        if fact.targets and self._holds("missing-file", fact):
            yield from relations.missing_targets(library, fact, self._addresses)
        if fact.targets and self._holds("missing-heading", fact):
            yield from relations.missing_headings(library, fact)
        if self._holds("bad-date", fact):
            yield from relations.future_dates(fact, library.today)
        if self._holds("misplaced-file", fact):
            yield from relations.misplaced_files(library, fact)
        yield from unportable_name_of(fact.path)
        yield from relations.one_way_faults(library, fact, number, targets, self._fewest, self._related_of)

    def _holds(self, rule: str, fact: Facts) -> bool:
        return fact.asks or self._library.profiles.holds(rule, fact)

    def _related_of(self, number: int) -> tuple[Sequence[int], bool]:
        self._library.asked.add(related_asked(number))
        return self._faults.related(number)
