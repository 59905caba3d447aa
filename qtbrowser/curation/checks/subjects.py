"""Finds subjects with several spellings, by the clustering methods of OpenRefine.

Keys and similar spellings as in https://openrefine.org/docs/technical-reference/clustering-in-depth: the fingerprint,
the fingerprint of pairs of letters, and the edit distance.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import OSA

from qtbrowser.catalog.folding import split_subject
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.ignored import Ignored
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.curation.edits import SetField

_SIGNS = re.compile(r"[\W_]+")
_SHORTEST_NEAR = 6
_RARE = 4
"""A near spelling counts as a typing error only if the other one is at least so many times as common."""


def subject_variants(library: WholeLibrary, ignored: Ignored) -> Iterator[tuple[str, Fault]]:
    """Find documents whose subject has another spelling than in most documents."""
    counts = library.lookup.subjects()
    common = {
        name: best for cluster in clusters(counts) for best in cluster[:1] for name in cluster[1:]
        if not ignored.is_pair(name, best)
    }  # fmt: skip
    for fact in library.lookup.in_subjects(common):
        name, best = fact.subject, common[fact.subject]
        here = _documents(counts[name])
        message = f"The subject is spelled “{name}” ({here}), elsewhere “{best}” ({counts[best]:,})."
        repair = SetField((fact.path,), fact.subject_field, best)
        yield fact.path, Fault("subject-variants", fact.subject_line, message, f"Spell it “{best}”.", repair)


def _documents(count: int) -> str:
    return f"{count:,} document{'' if count == 1 else 's'}"


def clusters(counts: Mapping[str, int]) -> list[list[str]]:
    """Clusters of spellings of the same subject, each with the most common one first.

    Args:
        counts: each spelling with the number of documents that use it.
    """
    parent = {name: name for name in counts}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name] = parent[parent[name]]
        return name

    keys: tuple[Callable[[str], tuple[str, ...]], ...] = (fingerprint, letter_pairs)
    for key in keys:
        groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in counts:
            if value := key(name):
                groups[value].append(name)
        for first, *others in groups.values():
            for other in others:
                parent[root(other)] = root(first)
    totals: Counter[str] = Counter()
    for name, count in counts.items():
        totals[root(name)] += count
    for one, other in combinations(list(totals), 2):
        rare, usual = sorted((totals[one], totals[other]))
        if (rare * _RARE <= usual or rare == 1) and is_near(one, other):
            parent[root(other)] = root(one)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in counts:
        found[root(name)].append(name)
    # Of two equally common spellings, the one with a name's usual capitals comes first.
    order = (sorted(group, key=lambda name: (-counts[name], name)) for group in found.values() if len(group) > 1)
    return sorted(order)


def fingerprint(name: str) -> tuple[str, ...]:
    """A key that is equal for spellings that differ in case, accents, punctuation, order of words, or plurals.

    The parts of a subject such as ``Crafts/Woodworking`` are treated separately.
    """
    return tuple(" ".join(sorted({_singular(word) for word in _words(part)})) for part in split_subject(name))


def letter_pairs(name: str) -> tuple[str, ...]:
    """A key that is equal for spellings that differ only in spaces and punctuation: the letters in their order."""
    return tuple("".join(_words(part)) for part in split_subject(name))


def is_near(one: str, other: str) -> bool:
    """Whether two spellings differ by a typing error: one letter wrong, missing, extra or transposed; two in longer
    names.

    Names that begin with different letters, or differ in a number, are different names.
    """
    first, second = "/".join(letter_pairs(one)), "/".join(letter_pairs(other))
    shorter = min(len(first), len(second))
    if shorter < _SHORTEST_NEAR or first[0] != second[0] or _digits(first) != _digits(second):
        return False
    most = 1 if shorter < 2 * _SHORTEST_NEAR else 2
    return OSA.distance(first, second, score_cutoff=most) <= most


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _words(text: str) -> list[str]:
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    words = _SIGNS.sub(" ", unicodedata.normalize("NFC", plain.replace("&", " and ")).casefold()).split()
    # C, C++ and C# are different subjects.
    return words if words and not re.search(r"\w[+#]", text) else [text.casefold()]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
