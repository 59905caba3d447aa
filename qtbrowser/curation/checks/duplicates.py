"""Rules about values that must be unique: ids, addresses, titles and answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.ignored import Ignored
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.curation.edits import Bulk, MergeDocuments, RenumberIds
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.problem import Severity

Faults = Iterator[tuple[str, Fault]]
"""Pairs of a document's path and its fault."""

_NAMED = 3

# Names and numbers of a question, apart from its first word: two stanzas, scenes or prizes are not the same one.
_WORD = re.compile(r"\w+")
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last".split())

Key = TypeVar("Key", str, int)


def duplicate_ids(library: WholeLibrary, _: Ignored) -> Faults:
    """Find documents that share an id; all but the first can be given new ones."""
    for number, all_carriers in library.by_id.items():
        carriers = [fact for fact in all_carriers if library.profiles.holds("duplicate-id", fact)]
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
    for url, group in _groups(library.under("duplicate-address"), lambda fact: fact.url.rstrip("/")):
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
                # In a vault an alias is a word that finds a note; on a site it is an address.
                severity = Severity.NOTE if FolderKind(fact.kinds) is FolderKind.OBSIDIAN else None
                fix = "Keep it in one of them."
                yield fact.path, Fault("duplicate-alias", None, message, fix, None, severity, others)


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
    """Find documents with the same question; those with the same answer as well are found by that."""
    for _, whole in _groups(library.under("duplicate-title"), lambda fact: fact.title_key):
        group = _without_copies(library, whole)
        answer_of = {fact.path: fact.answer for fact in group}
        for fact, all_others in ignored.without_pairs(group):
            others = tuple(other for other in all_others if not fact.answer or answer_of[other] != fact.answer)
            if not others:
                continue
            survivor = group[0].path
            # A careful plan merges what loses nothing, and leaves the rest to the review.
            repair = Bulk(MergeDocuments(survivor, (fact.path,))) if survivor in others else None
            message = f"The same question is in {_names(others)}."
            fix = "Merge the documents, or tell the questions apart."
            yield fact.path, Fault("duplicate-title", fact.title_line, message, fix, repair, others=others)


def duplicate_answers(library: WholeLibrary, ignored: Ignored) -> Faults:
    """Find documents with the same answer; those with the same question as well can be merged."""
    for _, all_of_them in _groups(library.under("duplicate-answer"), lambda fact: fact.answer):
        whole = _without_copies(library, all_of_them)
        first_of: dict[str, str] = {}
        for fact in _copies_first(library, whole):
            first_of.setdefault(fact.title_key, fact.path)
        for fact, others in ignored.without_pairs(whole):
            survivor = first_of[fact.title_key]
            is_question = library.profiles.is_question(fact)
            can_go = survivor in others and fact.path not in library.in_copies and is_question
            repair = MergeDocuments(survivor, (fact.path,)) if can_go else None
            fix = f"Merge it into {survivor}, which asks the same." if repair else "Merge the documents."
            message = f"The same answer is in {_names(others)}."
            # Two pages of a site may well say the same; which of them goes is for nobody else to decide.
            severity = None if is_question else Severity.NOTE
            yield fact.path, Fault("duplicate-answer", fact.answer_line, message, fix, repair, severity, others)


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
        left, right = library.by_path[one], library.by_path[other]
        # Of two that ask the same, that is told already.
        told = left.title_key == right.title_key and library.profiles.holds("duplicate-title", left)
        holds = library.profiles.holds("similar-answer", left) and library.profiles.holds("similar-answer", right)
        if holds and not told and not ignored.is_pair(one, other):
            found[one].append((share, other))
            found[other].append((share, one))
    for path, alike in found.items():
        alike.sort(key=lambda pair: (-pair[0], pair[1]))
        others = tuple(other for _, other in alike)
        message = f"The answer is nearly that of {_names(others)}: {alike[0][0]:.0%} in common."
        fix = "Merge the documents, or say that they are no duplicates."
        yield path, Fault("similar-answer", library.by_path[path].answer_line, message, fix, others=others)


def similar_questions(library: WholeLibrary, ignored: Ignored, pairs: Iterable[tuple[str, str, float]]) -> Faults:
    """Find documents that ask the same in other words.

    Args:
        library: all documents.
        ignored: pairs that are no duplicates.
        pairs: two paths of documents, and how near in meaning they are, 0 to 1.
    """
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for one, other, nearness in pairs:
        left, right = library.by_path.get(one), library.by_path.get(other)
        if left is None or right is None or ignored.is_pair(one, other):
            # A file that is gone since the vectors were made is among the pairs still.
            continue
        holds = library.profiles.holds("similar-question", left) and library.profiles.holds("similar-question", right)
        # Of two with equal titles or answers, that is told already.
        is_told = left.title_key == right.title_key or (left.answer and left.answer == right.answer)
        if holds and not is_told and _names_in(left.title) == _names_in(right.title):
            found[one].append((nearness, other))
            found[other].append((nearness, one))
    for path, alike in found.items():
        alike.sort(key=lambda pair: (-pair[0], pair[1]))
        others = tuple(other for _, other in alike)
        message = (
            f"The same seems to be asked in {_names(others)}: \u201c{library.by_path[others[0]].title[:120]}\u201d"
        )
        fix = "Merge the documents, or say that they are no duplicates."
        yield path, Fault("similar-question", library.by_path[path].title_line, message, fix, others=others)


def _names_in(title: str) -> frozenset[str]:
    words = _WORD.findall(title)
    return frozenset(
        word.casefold()
        for place, word in enumerate(words)
        if not word.isalpha() or word.casefold() in _ORDINALS or (place and not word.islower())
    )


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
