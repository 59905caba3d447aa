"""Rules about values that must be unique: ids, addresses, titles and answers. A group of documents is one finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from qtbrowser.curation.checks.fact_keys import ADDRESS, ALIAS, ANSWER, ID, TITLE, key_hash
from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.ignored import Ignored
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.curation.edits import Bulk, MergeDocuments, RenumberIds, Several
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.languages import is_language_folder
from qtbrowser.documents.problem import Severity

Faults = Iterator[tuple[str, Fault]]
"""Pairs of a document's path and its fault."""

_NAMED = 3
_NEW_IDS = "Give the others new ids."

# Names and numbers of a question, apart from its first word: two stanzas, scenes or prizes are not the same one.
_WORD = re.compile(r"\w+")
_DENIAL = re.compile(r"\b(?:not?|never|none|without|cannot|\w{1,9}n['\u2019]t)\b", re.IGNORECASE)
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last".split())

# Folders of the versions of a documentation: `v3.6`, `version-0.77`, `1.x`, `next`.
_VERSION = re.compile(
    r"(?:(?:version-?|v)?\d{1,6}(?:\.(?:\d{1,6}|x)){0,3}|next|latest|current|stable)\Z", re.IGNORECASE
)


def duplicate_ids(library: WholeLibrary, _: Ignored) -> Faults:
    """Find documents that share an id; all but the first can be given new ones."""
    for carriers in library.groups(ID, "duplicate-id"):
        group = _copies_first(library, _without_copies(library, carriers))
        if len(group) > 1:
            first, others = group[0], _paths(group[1:])
            # A copy with an id of its own would be no copy any more.
            changed = tuple(path for path in others if path not in library.in_copies)
            repair = RenumberIds(changed) if changed else None
            message = f"The id {first.id} is also that of {_names(others)}."
            yield first.path, Fault("duplicate-id", first.id_line, message, _NEW_IDS, repair, None, others)


def duplicate_addresses(library: WholeLibrary, _: Ignored) -> Faults:
    """Find documents that share an address."""
    for first, *rest in library.groups(ADDRESS, "duplicate-address"):
        url, others = first.url.rstrip("/"), _paths(rest)
        if not url:
            continue
        message = f"The address {url[:120]} is also that of {_names(others)}."
        yield first.path, Fault("duplicate-address", first.url_line, message, "Give each its own.", others=others)


def duplicate_aliases(library: WholeLibrary, ignored: Ignored) -> Faults:
    """Find other names that lead to several documents; the name of a document itself comes before them."""
    del ignored
    found = []
    for number, group in library.lookup.groups(ALIAS):
        first, others = group[0], _paths(group[1:])
        names = enumerate(alias.rstrip("/") or alias for alias in first.aliases.split("\n"))
        place, alias = next((place, alias) for place, alias in names if key_hash(ALIAS, alias) == number)
        message = f"The alias {alias[:120]} is also that of {_names(others)}."
        # In a vault an alias is a word that finds a note; on a site it is an address.
        is_vault = all(FolderKind(fact.kinds) is FolderKind.OBSIDIAN for fact in group)
        severity = Severity.NOTE if is_vault else None
        fault = Fault("duplicate-alias", None, message, "Keep it in one of them.", None, severity, others)
        found.append((place, first.path, fault))
    # In the order in which a document has them, since its faults are told as one.
    for _, path, fault in sorted(found, key=lambda one: one[:2]):
        yield path, fault


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
    for whole in library.groups(TITLE, "duplicate-title"):

        def differ(one: Facts, other: Facts) -> bool:
            return not (one.answer and one.answer == other.answer) and not ignored.is_pair(one.path, other.path)

        for first, *rest in _joined_by(_without_copies(library, whole), differ):
            others = _paths(rest)
            merged = tuple(fact.path for fact in rest if differ(first, fact))
            # A careful plan merges what loses nothing, and leaves the rest to the review.
            free = _may_any_stay(library, ignored, [first.path, *merged])
            repair = Bulk(MergeDocuments(first.path, merged, any_survivor=free)) if merged else None
            message = f"The same question is in {_names(others)}."
            fix = "Merge the documents, or tell the questions apart."
            yield first.path, Fault("duplicate-title", first.title_line, message, fix, repair, others=others)


def duplicate_answers(library: WholeLibrary, ignored: Ignored) -> Faults:
    """Find documents with the same answer; those with the same question as well can be merged."""
    for whole in library.groups(ANSWER, "duplicate-answer"):

        def are_alike(one: Facts, other: Facts) -> bool:
            return not ignored.is_pair(one.path, other.path) and not _are_versions(one, other)

        for group in _joined_by(_copies_first(library, _without_copies(library, whole)), are_alike):
            first, others = group[0], _paths(group[1:])
            merges = []
            for survivor, *rest in _by_title(group):
                merged = tuple(
                    fact.path
                    for fact in rest
                    if fact.path not in library.in_copies
                    and library.profiles.is_question(fact)
                    and are_alike(survivor, fact)
                )
                free = _may_any_stay(library, ignored, [survivor.path, *merged])
                merges += [MergeDocuments(survivor.path, merged, any_survivor=free)] if merged else []
            repair = Several(tuple(merges), "Merge what asks the same") if len(merges) > 1 else next(iter(merges), None)
            fix = "Merge those that ask the same." if repair else "Merge the documents."
            message = f"The same answer is in {_names(others)}."
            # Two pages of a site may well say the same; which of them goes is for nobody else to decide.
            severity = None if any(map(library.profiles.is_question, group)) else Severity.NOTE
            yield first.path, Fault("duplicate-answer", first.answer_line, message, fix, repair, severity, others)


def _are_versions(one: Facts, other: Facts) -> bool:
    """Whether two pages of a site are the same page of two versions or languages, told by their folders alone."""
    if not (FolderKind(one.kinds).is_site and FolderKind(other.kinds).is_site):
        return False
    ways = [_without_version(fact.path) for fact in (one, other)]
    return ways[0] == ways[1] and one.path != other.path


def _without_version(path: str) -> list[str]:
    *folders, name = path.split("/")
    return [*("" if _VERSION.match(part) or is_language_folder(part) else part for part in folders), name]


def similar_answers(library: WholeLibrary, ignored: Ignored, pairs: Iterable[tuple[str, str, float]]) -> Faults:
    """Find documents whose answers are nearly the same.

    Args:
        library: all documents.
        ignored: pairs that are no duplicates.
        pairs: two paths of documents, and the share that their answers have in common, 0 to 1; equal answers are not
            included.
    """
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    lines: dict[str, int | None] = {}
    for one, other, share in pairs:
        left, right = library.lookup.facts_at(one), library.lookup.facts_at(other)
        if left is None or right is None:
            continue
        # Of two that ask the same, that is told already.
        told = left.title_key == right.title_key and library.profiles.holds("duplicate-title", left)
        holds = library.profiles.holds("similar-answer", left) and library.profiles.holds("similar-answer", right)
        if holds and not told and not ignored.is_pair(one, other):
            found[one].append((share, other))
            lines[one] = left.answer_line
    for path, alike in found.items():
        alike.sort(key=lambda pair: (-pair[0], pair[1]))
        others = tuple(other for _, other in alike)
        message = f"The answer is nearly that of {_names(others)}: {alike[0][0]:.0%} in common."
        fix = "Merge the documents, or say that they are no duplicates."
        yield path, Fault("similar-answer", lines[path], message, fix, others=others)


def similar_questions(library: WholeLibrary, ignored: Ignored, pairs: Iterable[tuple[str, str, float]]) -> Faults:
    """Find documents that ask the same in other words.

    Args:
        library: all documents.
        ignored: pairs that are no duplicates.
        pairs: two paths of documents, and how near in meaning they are, 0 to 1.
    """
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    titles: dict[str, tuple[str, int | None]] = {}
    for one, other, nearness in pairs:
        left, right = library.lookup.facts_at(one), library.lookup.facts_at(other)
        if left is None or right is None or ignored.is_pair(one, other):
            # A file that is gone since the vectors were made is among the pairs still.
            continue
        holds = library.profiles.holds("similar-question", left) and library.profiles.holds("similar-question", right)
        # Of two with equal titles or answers, that is told already.
        is_told = left.title_key == right.title_key or (left.answer and left.answer == right.answer)
        is_about_the_same = _names_in(left.title) == _names_in(right.title) and _denies(left.title) == _denies(
            right.title
        )
        if holds and not is_told and is_about_the_same:
            found[one].append((nearness, other))
            found[other].append((nearness, one))
            titles |= {fact.path: (fact.title, fact.title_line) for fact in (left, right)}
    for path, alike in found.items():
        alike.sort(key=lambda pair: (-pair[0], pair[1]))
        others = tuple(other for _, other in alike)
        message = f"The same seems to be asked in {_names(others)}: \u201c{titles[others[0]][0][:120]}\u201d"
        fix = "Merge the documents, or say that they are no duplicates."
        yield path, Fault("similar-question", titles[path][1], message, fix, others=others)


def _names_in(title: str) -> frozenset[str]:
    words = _WORD.findall(title)
    return frozenset(
        word.casefold()
        for place, word in enumerate(words)
        if not word.isalpha() or word.casefold() in _ORDINALS or (place and not word.islower())
    )


def _denies(title: str) -> bool:
    """Return whether a title denies something, which hardly changes its vector: `with a mould`, `without a mould`."""
    return _DENIAL.search(title) is not None


def _without_copies(library: WholeLibrary, group: Sequence[Facts]) -> list[Facts]:
    """Documents without those that are copies of another one; these are one finding of a rule of their own."""
    return [fact for fact in group if fact.path not in library.original_of]


def _copies_first(library: WholeLibrary, group: Sequence[Facts]) -> list[Facts]:
    return sorted(group, key=lambda fact: fact.path not in library.in_copies)


def _may_any_stay(library: WholeLibrary, ignored: Ignored, paths: Sequence[str]) -> bool:
    """Whether any of some documents may be the one into which the others are merged.

    A copy in another subject stays where it is, and what is no duplicate of another one is not merged into that.
    """
    if not library.in_copies.isdisjoint(paths):
        return False
    return not (ignored.pairs and any(ignored.is_pair(one, other) for one, other in combinations(paths, 2)))


def _paths(group: Sequence[Facts]) -> tuple[str, ...]:
    return tuple(fact.path for fact in group)


def _by_title(group: Sequence[Facts]) -> Iterable[list[Facts]]:
    found: dict[str, list[Facts]] = {}
    for fact in group:
        found.setdefault(fact.title_key, []).append(fact)
    return found.values()


def _joined_by(group: Sequence[Facts], are_alike: Callable[[Facts, Facts], bool]) -> Iterator[list[Facts]]:
    """The parts of two or more documents that hang together by pairs that are alike, each in the group's order."""
    left = dict(enumerate(group))
    while left:
        part = [left.pop(min(left))]
        for fact in part:
            alike = [place for place, other in left.items() if are_alike(fact, other)]
            part.extend(map(left.pop, alike))
        if len(part) > 1:
            yield sorted(part, key=group.index)


def _names(paths: Sequence[str]) -> str:
    more = len(paths) - _NAMED
    return ", ".join(paths[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
