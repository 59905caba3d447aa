"""Brings the facts of a library up to date; only files that have changed are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from qtbrowser.curation.checks.fact_store import FactStore
from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.likeness import LIKE, likeness, unpacked_bands
from qtbrowser.curation.checks.own_rules import NO_OWN_RULES, OwnRules
from qtbrowser.curation.checks.writing_faults import cleaned_text
from qtbrowser.documents.folder_kind import FolderKinds
from qtbrowser.documents.folder_recognition import folder_kinds
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.reader import content_digest, read_bytes, read_document
from qtbrowser.documents.scan import OtherEntries, Stamp, below_unread, scan
from qtbrowser.errors import DocumentError

LookAt = Callable[[Sequence[Stamp], FolderKinds, OwnRules], Generator[Facts]]
"""Finds the facts of files, in the order of the stamps.

It is told what their folders were written for, and which rules the library has of its own.
"""

_STEP = 50
_KEPT_AT_ONCE = 2_000
_LARGEST_BAND = 200
"""The most documents of one band that are all compared with each other. Larger groups have text from a template; there,
each document is compared with its neighbours only.
"""


@dataclass(frozen=True)
class Gathered:
    """The present facts of a library.

    Attributes:
        facts: the facts of every file, ordered by path.
        unlisted: the problems of files and folders whose stamps could not be read.
        pairs: documents whose answers are nearly the same, with the share they have in common, 0 to 1; without equal
            answers.
        kinds: what the library's folders were written for.
        other_files: the files of vaults that are no documents.
        names: the further names of documents, links and hard links: name -> path.
    """

    facts: tuple[Facts, ...]
    unlisted: tuple[Problem, ...]
    pairs: tuple[tuple[str, str, float], ...]
    kinds: FolderKinds
    other_files: tuple[str, ...]
    names: Mapping[str, str]


def gather(
    root: Path, store: FactStore, look_at: LookAt, own: OwnRules = NO_OWN_RULES, verify: bool = False
) -> Generator[tuple[int, int], None, Gathered]:
    """Bring the facts of a library up to date.

    Args:
        root: the library's folder, resolved.
        store: the facts that earlier checks have found.
        look_at: finds the facts of files.
        own: the library's own rules.
        verify: also read files whose stamps are unchanged, and find the facts of those whose content has changed.

    Yields:
        The number of files done and of all files. If the generator is closed, the facts found until then are stored.

    Returns:
        The facts.

    Raises:
        LibraryError: the folder can't be listed.
    """
    yield 0, 0
    unlisted: list[Problem] = []
    others = OtherEntries()
    stamps = {stamp.path: stamp for stamp in scan(root, unlisted, others=others)}
    kinds = folder_kinds(root, others, list(stamps))
    known = store.known()
    # Files in a folder that can't be listed at present keep their facts.
    is_unread = below_unread(unlisted)
    gone = [path for path in known.facts if path not in stamps and not is_unread(path)]
    changed = [
        stamp
        for path, stamp in stamps.items()
        if known.stamps.get(path) != (stamp.size, stamp.mtime_ns)
        or known.facts[path].kinds != kinds.of(path).value
        or known.facts[path].own != own.digest
        or known.facts[path].site != kinds.site_digest(path)
    ]
    if verify:
        seen = {stamp.path for stamp in changed}
        unchanged = [stamp for stamp in stamps.values() if stamp.path not in seen]
        for done, stamp in enumerate(unchanged, start=1):
            if not _holds_the_same(root, known.facts[stamp.path]):
                changed.append(stamp)
            if done % _STEP == 0:
                yield done, len(unchanged)
    facts, total = known.facts, len(stamps)
    unpaired = known.unpaired & stamps.keys()
    # They are not needed any more, and there may be very many.
    del known, stamps
    for path in gone:
        del facts[path]
    yield from _look_at(changed, facts, store, lambda stamps: look_at(stamps, kinds, own))
    ordered = tuple(facts[path] for path in sorted(facts))
    touched = {stamp.path for stamp in changed} | unpaired
    if touched or gone:
        store.write((), gone)
        yield total, total
        store.replace_pairs([*touched, *gone], _new_pairs(root, ordered, touched))
    yield total, total
    return Gathered(ordered, tuple(unlisted), tuple(store.pairs()), kinds, others.files_of(kinds), others.names)


def _holds_the_same(root: Path, fact: Facts) -> bool:
    """Whether a file's content is as when its facts were found."""
    try:
        return content_digest(read_bytes(root, fact.path)) == fact.content
    except DocumentError:
        return False


def _look_at(
    changed: Sequence[Stamp],
    facts: dict[str, Facts],
    store: FactStore,
    look_at: Callable[[Sequence[Stamp]], Generator[Facts]],
) -> Iterator[tuple[int, int]]:
    new: list[tuple[Stamp, Facts]] = []
    found = look_at(changed)
    try:
        for number, (stamp, fact) in enumerate(zip(changed, found, strict=True), start=1):
            facts[stamp.path] = fact
            if not fact.passing:
                new.append((stamp, fact))
            if number % _STEP == 0:
                yield number, len(changed)
            if len(new) >= _KEPT_AT_ONCE:
                store.write(new)
                new = []
    finally:
        found.close()
        # Also done if the check is cancelled: these facts need not be found again.
        store.write(new)


def _new_pairs(root: Path, facts: Sequence[Facts], touched: set[str]) -> list[tuple[str, str, float]]:
    """The pairs of nearly equal answers that include one of these documents."""
    wanted = {band for fact in facts if fact.path in touched for band in unpacked_bands(fact.bands)}
    sharing: defaultdict[int, list[Facts]] = defaultdict(list)
    for fact in facts:
        for band in wanted.intersection(unpacked_bands(fact.bands)):
            sharing[band].append(fact)
    candidates: set[tuple[str, str]] = set()
    for group in sharing.values():
        for one, other in _pairs_of(group):
            if one.answer != other.answer and (one.path in touched or other.path in touched):
                candidates.add((one.path, other.path))
    texts = _Answers(root)
    found = []
    for one_path, other_path in sorted(candidates):
        share = likeness(texts[one_path], texts[other_path])
        if share >= LIKE:
            found.append((one_path, other_path, share))
    return found


def _pairs_of(group: Sequence[Facts]) -> Iterable[tuple[Facts, Facts]]:
    return combinations(group, 2) if len(group) <= _LARGEST_BAND else pairwise(group)


class _Answers:
    """Reads the answers of documents, with a cache of the last few."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kept: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._kept:
            if len(self._kept) > _KEPT_AT_ONCE:
                self._kept.clear()
            try:
                self._kept[path] = cleaned_text(read_document(self._root, path).answer)
            except DocumentError:
                # The file has changed since its facts were found; the next check reads it again.
                self._kept[path] = ""
        return self._kept[path]
