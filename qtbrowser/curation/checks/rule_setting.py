"""Sets the rules of a library's check in its file: which are off, severities, thresholds, and the own rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.checks.check_settings import CheckSettings
from qtbrowser.curation.checks.ignored import file_change, opened_file, read_ignored, toml_table
from qtbrowser.curation.checks.own_rules import OwnRule
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.documents.library_file import FILE
from qtbrowser.errors import LibraryError, UsageError


def setting_rules(root: Path, off: Iterable[str], settings: CheckSettings) -> ChangeSet:
    """The change of the library's file that sets the rules of its check; comments and everything else stay as they are.

    Args:
        root: the library's folder, resolved.
        off: the rules to switch off, all others being on.
        settings: profile, severities, thresholds, and all own rules. What this version does not know stays in the file.

    Raises:
        LibraryError: the file exists and can't be read, or these settings are of another form.
        UsageError: one of the own rules is none.
    """
    own = settings.own.rules
    if fault := next(filter(None, (rule.fault() for rule in own)), ""):
        raise UsageError(fault)
    present = read_ignored(root)
    was = present.settings
    before, document = opened_file(root)
    is_new = "check" not in document
    check = document.setdefault("check", tomlkit.table())
    _refuse_other_forms(check)
    known = RULES.keys() | {rule.name for rule in (*was.own.rules, *own)}
    wanted = set(off)
    if wanted != present.off & known:
        check["off"] = [*(rule for rule in (*RULES, *sorted(known - RULES.keys())) if rule in wanted)]
        check["off"].extend(sorted(present.off - known))
    if settings.profile is not was.profile:
        _set(check, "profile", None if settings.profile is None else str(settings.profile.name).lower())
    severities = {rule: str(severity) for rule, severity in settings.severities.items()}
    _set_section(check, "severity", {rule: str(severity) for rule, severity in was.severities.items()}, severities)
    _set_section(check, "threshold", was.thresholds, settings.thresholds)
    _set_own(check, was.own.rules, own)
    if is_new and not check:
        del document["check"]
    return file_change("Set the rules of the check", before, document)


def _refuse_other_forms(check: Any) -> None:
    """Raise if what is to be changed is of another form than what is written."""
    for name in ("severity", "threshold"):
        if not isinstance(check.get(name, {}), Mapping):
            raise LibraryError(f"check.{name} has to be a section.", path=FILE)
    rules = check.get("rules", [])
    if not isinstance(rules, list) or not all(isinstance(rule, Mapping) for rule in rules):
        raise LibraryError("check.rules has to be a list of tables.", path=FILE)


def _set(table: Any, key: str, value: str | int | None) -> None:
    """Set an entry of a table; None removes it."""
    if value is not None:
        table[key] = value
    elif key in table:
        del table[key]


def _set_section(check: Any, name: str, was: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Change the entries of a section that are others; the section is removed with its last entry."""
    changed = {rule: new.get(rule) for rule in (*was, *new) if was.get(rule) != new.get(rule)}
    if not changed:
        return
    section = check.setdefault(name, tomlkit.table())
    for rule, value in changed.items():
        _set(section, rule, value)
    if not section:
        del check[name]


def _set_own(check: Any, before: Sequence[OwnRule], own: Sequence[OwnRule]) -> None:
    was = {rule.name: rule for rule in before}
    new = {rule.name: rule for rule in own}
    if was == new:
        return
    listed = check.setdefault("rules", tomlkit.aot())
    for place in reversed(range(len(listed))):
        name = str(listed[place].get("name", ""))
        if name in was and name not in new:
            del listed[place]
        elif name in was and was[name] != new[name]:
            _replace_entries(listed[place], new[name].as_table())
    for rule in own:
        if rule.name not in was:
            listed.append(toml_table(rule.as_table()) if isinstance(listed, AoT) else rule.as_table())
    if not listed:
        del check["rules"]


def _replace_entries(table: Any, entries: Mapping[str, Any]) -> None:
    for key in [key for key in table if key not in entries]:
        del table[key]
    for key, value in entries.items():
        if key not in table or table[key] != value:
            table[key] = value
