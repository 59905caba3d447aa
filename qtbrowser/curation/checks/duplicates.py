"""Rules about values that must be unique: ids, addresses, titles and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.ignored import Ignored
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.curation.edits import MergeDocuments, RenumberIds

Faults = Iterator[tuple[str, Fault]]
"""Pairs of a document's path and its fault."""

_NAMED = 3

Key = TypeVar("Key", str, int)


def duplicate_ids(library: WholeLibrary, _: Ignored) -> Faults:
    """Find documents that share an id; all but the first can be given new ones."""
    for number, carriers in library.by_id.items():
        group = _copies_first(library, _without_copies(library, carriers)) if len(carriers) > 1 else carriers
        if len(group) > 1:
            for place, fact in enumerate(group):
                others = _others(group, fact)
                fix = "Give it a new id." if place else "Give the others new ids."
                # A copy with an id of its own would be no copy any more.
                repair = RenumberIds((fact.path,)) if place and fact.path not in library.in_copies else None
                message = f"The id {number} is also that of {_names(others)}."
                yield fact.path, Fault("duplicate-id", fact.id_line, message, fix, repair, None, others)


def duplicate_addresses(library: WholeLibrary, _: Ignored) -> Faults:
    """Find documents that share an address."""
    for url, group in _groups(library.documents, lambda fact: fact.url.rstrip("/")):
        for fact in group:
            others = _others(group, fact)
            message = f"The address {url[:120]} is also that of {_names(others)}."
            yield fact.path, Fault("duplicate-address", fact.url_line, message, "Give each its own.", others=others)


def duplicate_aliases(library: WholeLibrary, _: Ignored) -> Faults:
    """Find other names that lead to several documents; the name of a document itself comes before them."""
    for alias, group in library.by_alias.items():
        if len(group) > 1:
            for fact in group:
                others = _others(group, fact)
                message = f"The alias {alias[:120]} is also that of {_names(others)}."
                yield fact.path, Fault("duplicate-alias", None, message, "Keep it in one of them.", others=others)


def cross_posted(library: WholeLibrary, ignored: Ignored) -> Faults:
    """Find documents that are copies of each other in several subjects, one finding a group."""
    for group in library.copies:
        paths = tuple(fact.path for fact in group)
        if not ignored.are_copies(paths):
            subjects = ", ".join(fact.subject or fact.path.rpartition("/")[0] for fact in group)
            message = f"The document is cross-posted in {subjects}."
            fix = "Say that they are copies, or make them one document."
            yield paths[0], Fault("cross-posted", group[0].id_line, message, fix, others=paths[1:])


def duplicate_titles(library: WholeLibrary, ignored: Ignored) -> Faults:
    """Find documents with the same question."""
    for _, whole in _groups(library.documents, lambda fact: fact.title_key):
        for fact, others in ignored.without_pairs(_without_copies(library, whole)):
            message = f"The same question is in {_names(others)}."
            fix = "Merge the documents, or tell the questions apart."
            yield fact.path, Fault("duplicate-title", fact.title_line, message, fix, others=others)


def duplicate_answers(library: WholeLibrary, ignored: Ignored) -> Faults:
    """Find documents with the same answer; those with the same question as well can be merged."""
    for _, all_of_them in _groups(library.documents, lambda fact: fact.answer):
        whole = _without_copies(library, all_of_them)
        first_of: dict[str, str] = {}
        for fact in _copies_first(library, whole):
            first_of.setdefault(fact.title_key, fact.path)
        for fact, others in ignored.without_pairs(whole):
            survivor = first_of[fact.title_key]
            can_go = survivor in others and fact.path not in library.in_copies
            repair = MergeDocuments(survivor, (fact.path,)) if can_go else None
            fix = f"Merge it into {survivor}, which asks the same." if repair else "Merge the documents."
            message = f"The same answer is in {_names(others)}."
            yield fact.path, Fault("duplicate-answer", fact.answer_line, message, fix, repair, None, others)


def similar_answers(library: WholeLibrary, ignored: Ignored, pairs: Iterable[tuple[str, str, float]]) -> Faults:
    """Find documents whose answers are nearly the same.

    Args:
        library: all documents.
        ignored: pairs that are no duplicates.
        pairs: two paths of documents, and the share that their answers have in common, 0 to 1; equal answers are not
            included.
    """
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for one, other, share in pairs:
        if not ignored.is_pair(one, other):
            found[one].append((share, other))
            found[other].append((share, one))
    for path, alike in found.items():
        alike.sort(key=lambda pair: (-pair[0], pair[1]))
        others = tuple(other for _, other in alike)
        message = f"The answer is nearly that of {_names(others)}: {alike[0][0]:.0%} in common."
        fix = "Merge the documents, or say that they are no duplicates."
        yield path, Fault("similar-answer", library.by_path[path].answer_line, message, fix, others=others)


def _groups(documents: Sequence[Facts], key: Callable[[Facts], Key]) -> Iterator[tuple[Key, list[Facts]]]:
    """Groups of two or more documents with the same key; empty keys are ignored."""
    found: dict[Key, list[Facts]] = {}
    for fact in documents:
        if value := key(fact):
            found.setdefault(value, []).append(fact)
    return ((value, group) for value, group in found.items() if len(group) > 1)


def _without_copies(library: WholeLibrary, group: Sequence[Facts]) -> list[Facts]:
    """Documents without those that are copies of another one; these are one finding of a rule of their own."""
    return [fact for fact in group if fact.path not in library.original_of]


def _copies_first(library: WholeLibrary, group: Sequence[Facts]) -> list[Facts]:
    return sorted(group, key=lambda fact: fact.path not in library.in_copies)


def _others(group: Sequence[Facts], fact: Facts) -> tuple[str, ...]:
    return tuple(other.path for other in group if other is not fact)


def _names(paths: Sequence[str]) -> str:
    more = len(paths) - _NAMED
    return ", ".join(paths[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
