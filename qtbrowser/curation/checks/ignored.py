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

``not_duplicates`` holds for titles and answers alike. For ``subject-variants`` it is a pair of subjects. Copies are
documents that are meant to be in several subjects; with ``in_step``, a change of one is offered for the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from qtbrowser.curation.change_set import ChangeSet, FileChange
from qtbrowser.curation.checks.check_settings import SETTING_KEYS, CheckSettings, settings_of
from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.checks.own_rules import OwnRule
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.documents.confined_open import read_file
from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.documents.library_file import FILE, LARGEST_FILE
from qtbrowser.documents.nesting import refuse_deep_toml
from qtbrowser.documents.problem import Severity
from qtbrowser.errors import DocumentError, LibraryError, PathRefused, UsageError

DUPLICATE_RULES = frozenset({"duplicate-title", "duplicate-answer", "similar-answer"})
"""Rules whose findings are about pairs of documents, and are ignored by pair."""


@dataclass(frozen=True)
class Ignored:
    """What a check ignores.

    Attributes:
        off: the rules that are switched off.
        places: (rule, path) of ignored findings.
        pairs: pairs of documents (paths) or of subjects that are not duplicates.
        copies: groups of documents that are declared as copies of each other, each with whether it is kept in step.
        told: what in the file this version does not know, each a sentence; it is kept.
        settings: what else is set for the check.
    """

    off: frozenset[str] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()
    pairs: frozenset[frozenset[str]] = frozenset()
    copies: tuple[tuple[tuple[str, ...], bool], ...] = ()
    told: tuple[str, ...] = ()
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

    def without_pairs(self, group: Sequence[Facts]) -> Iterator[tuple[Facts, tuple[str, ...]]]:
        """Each document of a group with its remaining duplicates; documents without any are left out."""
        for fact in group:
            others = tuple(
                other.path for other in group if other is not fact and not self.is_pair(fact.path, other.path)
            )
            if others:
                yield fact, others


def read_ignored(root: Path) -> Ignored:
    """Read the library's file; if there is none, nothing is ignored.

    Args:
        root: the library's folder, resolved.

    Raises:
        LibraryError: the file can't be read, or its content is not as described above.
    """
    try:
        text = _content(root).decode("utf-8")
        refuse_deep_toml(text)
        tables = tomllib.loads(text)
    except DocumentError as error:
        raise LibraryError("The file is nested too deeply.", path=FILE) from error
    except FileNotFoundError:
        return Ignored()
    except (OSError, PathRefused) as error:
        reason = error.reason if isinstance(error, PathRefused) else f"The file can't be read: {error.strerror}."
        raise LibraryError(reason, path=FILE) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LibraryError(f"The file is not valid TOML: {error}.", path=FILE) from error
    return replace(_ignored_of(tables.get("check", {})), copies=tuple(_copies_of(tables.get("copies", []))))


def _copies_of(entries: Any) -> Iterator[tuple[tuple[str, ...], bool]]:
    for entry in entries if isinstance(entries, list) else [{}]:
        paths = entry.get("paths") if isinstance(entry, dict) else None
        if (
            not isinstance(entry, dict)
            or not isinstance(paths, list)
            or not all(isinstance(path, str) for path in paths)
        ):
            raise LibraryError("Each of copies needs a list of paths.", path=FILE)
        yield tuple(paths), entry.get("in_step") is True


def _content(root: Path) -> bytes:
    return read_file(root, FILE, LARGEST_FILE)


def _ignored_of(table: Any) -> Ignored:
    if not isinstance(table, dict):
        raise LibraryError("check has to be a table.", path=FILE)
    off, entries = table.get("off", []), table.get("ignored", [])
    if not isinstance(off, list) or not all(isinstance(rule, str) for rule in off):
        raise LibraryError("check.off has to be a list of rules.", path=FILE)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise LibraryError("check.ignored has to be a list of tables.", path=FILE)
    told = [f"check.{name} is not known." for name in sorted(table.keys() - {"off", "ignored"} - SETTING_KEYS)]
    settings = settings_of(table, told)
    known = RULES.keys() | {rule.name for rule in settings.own.rules}
    told += [f"check.off names {rule}, which is no rule of this version." for rule in off if rule not in known]
    places, pairs = set(), set()
    for entry in entries:
        pair = entry.get("not_duplicates")
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(name, str) for name in pair):
            pairs.add(frozenset(pair))
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
    before, document = _opened(root)
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
                listed.append(_table(entry))
            else:
                listed.append(entry)
    _declare_copies(document, copies, in_step=False)
    return _change(label, before, document)


def setting_rules(root: Path, off: Iterable[str], own: Sequence[OwnRule]) -> ChangeSet:
    """The change of the library's file that switches rules off and has the library's own rules; comments and everything
    else stay as they are.

    Args:
        root: the library's folder, resolved.
        off: the rules to switch off, all others being on.
        own: the own rules, all of them. What is no rule for this version stays in the file.

    Raises:
        LibraryError: the file exists and can't be read.
        UsageError: one of the rules is none.
    """
    if fault := next(filter(None, (rule.fault() for rule in own)), ""):
        raise UsageError(fault)
    present = read_ignored(root)
    before, document = _opened(root)
    check = document.setdefault("check", tomlkit.table())
    known = RULES.keys() | {rule.name for rule in (*present.settings.own.rules, *own)}
    wanted = set(off)
    if wanted != present.off & known:
        check["off"] = [*(rule for rule in (*RULES, *sorted(known - RULES.keys())) if rule in wanted)]
        check["off"].extend(sorted(present.off - known))
    was = {rule.name: rule for rule in present.settings.own.rules}
    new = {rule.name: rule for rule in own}
    listed = check.setdefault("rules", tomlkit.aot())
    for place in reversed(range(len(listed))):
        name = str(listed[place].get("name", ""))
        if name in was and name not in new:
            del listed[place]
        elif name in was and was[name] != new[name]:
            _replace_entries(listed[place], new[name].as_table())
    for rule in own:
        if rule.name not in was:
            listed.append(_table(rule.as_table()) if isinstance(listed, AoT) else rule.as_table())
    if not listed:
        del check["rules"]
    return _change("Set the rules of the check", before, document)


def _replace_entries(table: Any, entries: Mapping[str, Any]) -> None:
    for key in [key for key in table if key not in entries]:
        del table[key]
    for key, value in entries.items():
        if key not in table or table[key] != value:
            table[key] = value


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
    before, document = _opened(root)
    _declare_copies(document, groups, in_step=in_step)
    return _change(f"Declare {sum(map(len, groups)):,} copies", before, document)


def _opened(root: Path) -> tuple[bytes | None, tomlkit.TOMLDocument]:
    """The library's file, None if there is none, and what it says, to be changed."""
    before = FilePlaces(root).read(FILE)
    return before, tomlkit.parse((before or b"").decode("utf-8"))


def _change(label: str, before: bytes | None, document: tomlkit.TOMLDocument) -> ChangeSet:
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
        listed.append(_table(entry) if isinstance(listed, AoT) else entry)


def _entries(finding: Finding, present: Ignored) -> Iterator[dict[str, Any]]:
    if finding.rule in DUPLICATE_RULES:
        for other in finding.others:
            if not present.is_pair(finding.path, other):
                yield {"rule": finding.rule, "not_duplicates": [finding.path, other]}
    elif (finding.rule, finding.path) not in present.places:
        yield {"rule": finding.rule, "path": finding.path}


def _table(entry: dict[str, Any]) -> Any:
    table = tomlkit.table()
    table.update(entry)
    return table
