"""Reads a library's own file ``.qtbrowser.toml``: rules that are switched off, and findings that are ignored.

    [check]
    off = ["one-way-related"]

    [[check.ignored]]
    rule = "short-answer"
    path = "learn/physics/why-is-the-sky-blue.md"

    [[check.ignored]]
    rule = "duplicate-title"
    not_duplicates = ["learn/a/what-is-a-cell.md", "learn/b/what-is-a-cell.md"]

    [[copies]]
    paths = ["learn/biology/what-is-a-cell.md", "learn/medicine/what-is-a-cell.md"]
    in_step = true

``not_duplicates`` holds for titles and answers alike, for each two of a longer list. For ``subject-variants`` it is a
pair of subjects. Copies are
documents that are meant to be in several subjects; with ``in_step``, a change of one is offered for the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.checks.check_settings import SETTING_KEYS, CheckSettings, settings_of
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.documents.confined_open import read_file
from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.documents.library_file import FILE, LARGEST_FILE
from qtbrowser.documents.nesting import refuse_deep_toml
from qtbrowser.documents.problem import Severity
from qtbrowser.errors import DocumentError, LibraryError, PathRefused

DUPLICATE_RULES = frozenset({"duplicate-title", "duplicate-answer", "similar-answer", "similar-question"})
"""Rules whose findings are about pairs of documents, and are ignored by pair."""

MOST_ALIKE = 100
"""The most documents of one list of ``not_duplicates``: each two of them are a pair."""


@dataclass(frozen=True)
class Ignored:
    """What a check ignores.

    Attributes:
        off: the rules that are switched off.
        places: (rule, path) of ignored findings.
        pairs: pairs of documents (paths) or of subjects that are not duplicates.
        copies: groups of documents that are declared as copies of each other, each with whether it is kept in step.
        told: what in the file this version does not know, each a sentence; it is kept.
        broken: why what is to be let be can't be read, each a sentence; then nothing may be repaired.
        settings: what else is set for the check.
    """

    off: frozenset[str] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()
    pairs: frozenset[frozenset[str]] = frozenset()
    copies: tuple[tuple[tuple[str, ...], bool], ...] = ()
    told: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    settings: CheckSettings = field(default_factory=CheckSettings)

    def is_pair(self, one: str, other: str) -> bool:
        """Whether these two are marked as not being duplicates."""
        return bool(self.pairs) and frozenset((one, other)) in self.pairs

    def are_copies(self, paths: Iterable[str]) -> bool:
        """Whether all of these documents are declared as copies of each other."""
        wanted = set(paths)
        return any(wanted <= set(group) for group, _ in self.copies)

    def copies_in_step(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The copies that are kept in step with some documents, without these."""
        wanted = set(paths)
        groups = (group for group, in_step in self.copies if in_step and not wanted.isdisjoint(group))
        return tuple(dict.fromkeys(other for group in groups for other in group if other not in wanted))


def read_ignored(root: Path) -> Ignored:
    """Read the library's file; if there is none, nothing is ignored.

    Args:
        root: the library's folder, resolved.

    Raises:
        LibraryError: the file can't be read, or its content is not as described above.
    """
    found = read_what_holds(root)
    if found.broken:
        raise LibraryError(found.broken[0], path=FILE)
    return found


def read_what_holds(root: Path) -> Ignored:
    """Read what of the library's file can be read; the rest is told.

    Args:
        root: the library's folder, resolved.
    """
    try:
        text = read_file(root, FILE, LARGEST_FILE).decode("utf-8-sig")
        refuse_deep_toml(text)
        tables = tomllib.loads(text)
    except DocumentError:
        return Ignored(broken=("The file is nested too deeply.",))
    except FileNotFoundError:
        return Ignored()
    except (OSError, PathRefused) as error:
        reason = error.reason if isinstance(error, PathRefused) else f"The file can't be read: {error.strerror}."
        return Ignored(broken=(reason,))
    except UnicodeDecodeError:
        return Ignored(broken=("The file is not UTF-8 text.",))
    except ValueError as error:  # one of a number of thousands of digits is no TOMLDecodeError
        return Ignored(broken=(f"The file is not valid TOML: {error}.",))
    broken: list[str] = []
    copies = tuple(_copies_of(tables.get("copies", []), broken))
    return replace(_ignored_of(tables.get("check", {}), broken), copies=copies, broken=tuple(broken))


def _copies_of(entries: Any, broken: list[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    for entry in entries if isinstance(entries, list) else [{}]:
        table = entry if isinstance(entry, dict) else {}
        paths = table.get("paths")
        if isinstance(paths, list) and all(isinstance(path, str) for path in paths):
            yield tuple(paths), table.get("in_step") is True
        elif (sentence := "Each of copies needs a list of paths.") not in broken:
            broken.append(sentence)


def _ignored_of(table: Any, broken: list[str]) -> Ignored:
    if not isinstance(table, dict):
        broken.append("check has to be a table.")
        return Ignored()
    off, entries = table.get("off", []), table.get("ignored", [])
    if not isinstance(off, list) or not all(isinstance(rule, str) for rule in off):
        broken.append("check.off has to be a list of rules.")
        off = []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        broken.append("check.ignored has to be a list of tables.")
        entries = []
    told = [f"check.{name} is not known." for name in sorted(table.keys() - {"off", "ignored"} - SETTING_KEYS)]
    settings = settings_of(table, told)
    known = RULES.keys() | {rule.name for rule in settings.own.rules}
    told += [f"check.off names {rule}, which is no rule of this version." for rule in off if rule not in known]
    places: set[tuple[str, str]] = set()
    pairs: set[frozenset[str]] = set()
    for entry in entries:
        pair = entry.get("not_duplicates")
        if isinstance(pair, list) and 2 <= len(pair) <= MOST_ALIKE and all(isinstance(name, str) for name in pair):
            pairs.update(map(frozenset, combinations(pair, 2)))
        elif isinstance(entry.get("rule"), str) and isinstance(entry.get("path"), str):
            places.add((entry["rule"], entry["path"]))
        else:
            told.append("One of check.ignored has neither a rule and a path nor not_duplicates.")
    return Ignored(frozenset(off), frozenset(places), frozenset(pairs), told=tuple(told), settings=settings)


def ignoring(root: Path, findings: Iterable[Finding], off: Iterable[str] | None = None) -> ChangeSet:
    """The change of the library's file that makes the check ignore findings; comments and everything else stay as they
    are.

    Args:
        root: the library's folder, resolved.
        findings: the findings; duplicates are stored as pairs, all others by rule and path.
        off: the rules to switch off, all others being on; None changes no rule.

    Raises:
        LibraryError: the file exists and can't be read.
    """
    present = read_ignored(root)
    before, document = opened_file(root)
    check = document.setdefault("check", tomlkit.table())
    if off is not None:
        # Rules of other versions stay as they are.
        check["off"] = [*(rule for rule in RULES if rule in set(off)), *sorted(present.off - RULES.keys())]
    label = "Set the rules of the check"
    copies: list[Sequence[str]] = []
    for finding in findings:
        label = f"Ignore {finding.rule} in {finding.path.rpartition('/')[2]}"
        if finding.rule == "cross-posted":
            # Copies that are meant are told as such.
            copies.append((finding.path, *finding.others))
            continue
        for entry in _entries(finding, present):
            listed = check.setdefault("ignored", tomlkit.aot())
            if isinstance(listed, AoT):
                listed.append(toml_table(entry))
            else:
                listed.append(entry)
    _declare_copies(document, copies, in_step=False)
    return file_change(label, before, document)


def keeping_both(root: Path, one: str, other: str) -> ChangeSet:
    """The change of the library's file that says that two documents are no duplicates.

    Args:
        root: the library's folder, resolved.
        one, other: the documents.

    Raises:
        LibraryError: the file exists and can't be read.
    """
    finding = Finding("duplicate-answer", Severity.WARNING, one, None, "", others=(other,))
    change_set = ignoring(root, [finding])
    return replace(change_set, label=f"Keep {one.rpartition('/')[2]} and {other.rpartition('/')[2]}")


def declaring_copies(root: Path, groups: Sequence[Sequence[str]], *, in_step: bool) -> ChangeSet:
    """The change of the library's file that declares documents as copies of each other.

    Args:
        root: the library's folder, resolved.
        groups: of each group of copies the documents. A group that is declared already is declared anew. Without
            groups nothing changes.
        in_step: whether a change of one is to be offered for the others.

    Raises:
        LibraryError: the file exists and can't be read.
    """
    read_ignored(root)
    before, document = opened_file(root)
    _declare_copies(document, groups, in_step=in_step)
    return file_change(f"Declare {sum(map(len, groups)):,} copies", before, document)


def opened_file(root: Path) -> tuple[bytes | None, tomlkit.TOMLDocument]:
    """The library's file, None if there is none, and what it says, to be changed."""
    before = FilePlaces(root).read(FILE)
    return before, tomlkit.parse((before or b"").decode("utf-8-sig"))


def file_change(label: str, before: bytes | None, document: tomlkit.TOMLDocument) -> ChangeSet:
    """The change of the library's file to what its document says now; an empty one if it says the same."""
    after = tomlkit.dumps(document).encode("utf-8")
    return ChangeSet(label, (FileChange(FILE, before, after),) if after != (before or b"") else ())


def _declare_copies(document: tomlkit.TOMLDocument, groups: Iterable[Sequence[str]], *, in_step: bool) -> None:
    new = {frozenset(paths): paths for paths in groups}
    if not new:
        return
    listed = document.setdefault("copies", tomlkit.aot())
    for place in reversed([place for place, one in enumerate(listed) if frozenset(one.get("paths", ())) in new]):
        del listed[place]
    for paths in new.values():
        entry = {"paths": list(paths), **({"in_step": True} if in_step else {})}
        listed.append(toml_table(entry) if isinstance(listed, AoT) else entry)


def _entries(finding: Finding, present: Ignored) -> Iterator[dict[str, Any]]:
    if finding.rule == "similar-answer":
        for other in finding.others:
            if not present.is_pair(finding.path, other):
                yield {"rule": finding.rule, "not_duplicates": [finding.path, other]}
    elif finding.rule in DUPLICATE_RULES:
        for part in _of_the_most([finding.path, *finding.others]):
            if not all(present.is_pair(*pair) for pair in combinations(part, 2)):
                yield {"rule": finding.rule, "not_duplicates": part}
    elif (finding.rule, finding.path) not in present.places:
        yield {"rule": finding.rule, "path": finding.path}


def _of_the_most(paths: list[str]) -> Iterator[list[str]]:
    """Lists of at most `MOST_ALIKE` documents in which each two of these documents are together once at least."""
    half = MOST_ALIKE // 2
    parts = [paths[start : start + half] for start in range(0, len(paths), half)]
    if len(parts) == 1:
        yield paths
    for one, other in combinations(parts, 2):
        yield [*one, *other]


def toml_table(entry: Mapping[str, Any]) -> Any:
    """A table of TOML with these entries."""
    table = tomlkit.table()
    table.update(entry)
    return table
