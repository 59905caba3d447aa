"""Figures of a library: documents by subject and month, their lengths, and their links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.catalog.folding import common_folder, folder_subject, subject_key

# What looks at documents takes long to import, and the window and every command import this for its types.
if TYPE_CHECKING:
    from qtbrowser.curation.checks.facts import Facts
    from qtbrowser.curation.checks.whole_library import WholeLibrary

LENGTHS = (300, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 10_000)
"""Upper ends, in characters, of the groups that answers are counted in by their length; the last has none."""

MOST_LINKED = 50
"""Documents that are listed as the most linked."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A document with how many others lead to it."""

    path: str
    title: str
    links: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of a library.

    Attributes:
        documents: how many can be read, hidden ones too.
        unreadable: how many files can't.
        hidden: how many are kept out of lists.
        subjects: each subject, in its commonest spelling, with its documents, the largest first.
        months: (``2025-01``, documents of it, documents up to and with it), in order; those without a date are in none.
        undated: documents without a date.
        lengths: (from, up to, answers) in characters; `up to` is excluded, and None for the longest.
        median_length: in characters.
        most_linked: the documents that most others lead to, by their related questions or their answers.
        orphans: paths of those that none leads to.
        links: related questions in all.
        dangling: those of them that lead nowhere.
    """

    documents: int
    unreadable: int
    hidden: int
    subjects: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int, int], ...]
    undated: int
    lengths: tuple[tuple[int, int | None, int], ...]
    median_length: int
    most_linked: tuple[Linked, ...]
    orphans: tuple[str, ...]
    links: int
    dangling: int


@dataclass(frozen=True, slots=True)
class StatisticsProgress:
    """A step on the way to statistics: files looked at, of how many; only the last step carries the statistics."""

    done: int
    total: int
    statistics: Statistics | None = None


def statistics_of(library: WholeLibrary, files: int, name: str) -> Statistics:
    """The figures of a library.

    Args:
        library: its documents.
        files: how many files it has, those that can't be read too.
        name: what its folder is called, which is the subject of documents without one in it.
    """
    documents = library.documents
    dated = [fact for fact in documents if fact.date]
    lengths = sorted(fact.length for fact in documents)
    linked = library.linked_from
    ranked = sorted(documents, key=lambda fact: (-len(linked.get(fact.path, ())), fact.path))
    targets = [target for found in library.related_paths.values() for target in found]
    return Statistics(
        documents=len(documents),
        unreadable=files - len(documents),
        hidden=sum(fact.hidden for fact in documents),
        subjects=_subjects(documents, name),
        months=tuple(_months(dated)),
        undated=len(documents) - len(dated),
        lengths=tuple(_groups(lengths)),
        median_length=lengths[len(lengths) // 2] if lengths else 0,
        most_linked=tuple(
            Linked(fact.path, fact.title, len(linked[fact.path]))
            for fact in ranked[:MOST_LINKED]
            if fact.path in linked
        ),
        orphans=tuple(fact.path for fact in documents if fact.path not in linked),
        links=len(targets),
        dangling=targets.count(None),
    )


def _subjects(documents: Sequence[Facts], name: str) -> tuple[tuple[str, int], ...]:
    common = common_folder(fact.path for fact in documents)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fact in documents:
        subject = fact.subject or folder_subject(fact.path.rpartition("/")[0], common, name)
        spellings[subject_key(subject)][subject] += 1
    counted = [(found.most_common(1)[0][0], found.total()) for found in spellings.values()]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0])))


def _months(dated: Iterable[Facts]) -> Iterator[tuple[str, int, int]]:
    total = 0
    for month, count in sorted(Counter(fact.date[:7] for fact in dated).items()):
        total += count
        yield month, count, total


def _groups(lengths: Sequence[int]) -> Iterator[tuple[int, int | None, int]]:
    below = 0
    for end in (*LENGTHS, None):
        yield below, end, sum(length >= below and (end is None or length < end) for length in lengths)
        below = end or below
