"""What a library's owner has set for its check in ``.qtbrowser.toml``: profile, severities, thresholds, own rules.

    [check]
    profile = "hugo"                # instead of the one that follows from the folder; "plain" for none

    [check.severity]
    heading-jump = "warning"        # instead of the rule's own

    [check.threshold]
    short-answer = 200              # answers with fewer characters are short
    one-way-related = 3             # documents with fewer links that do not lead back are not told

The own rules are described in `qtbrowser.curation.checks.own_rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qtbrowser.curation.checks.own_rules import NO_OWN_RULES, OwnRules, own_rules
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.problem import Severity

PROFILES = (
    FolderKind.QUESTIONS,
    FolderKind.HUGO,
    FolderKind.JEKYLL,
    FolderKind.MKDOCS,
    FolderKind.DOCUSAURUS,
    FolderKind.OBSIDIAN,
    FolderKind.PLAIN,
)
"""The profiles that a library's owner can choose, by the kind of folder that they are for."""

SHORT = 300
"""An answer with fewer characters is reported as short, unless the owner has set another number."""

DEFAULT_THRESHOLDS: Mapping[str, int] = {"short-answer": SHORT, "one-way-related": 1}
"""Rule -> the number from which on it finds something, or below which."""

LARGEST_THRESHOLD = 1_000_000


@dataclass(frozen=True)
class CheckSettings:
    """The settings of a library's check.

    Attributes:
        profile: the kind of folder whose rules hold for the whole library; None if it follows from the folders.
        severities: rule -> severity that its findings have.
        thresholds: rule -> number that the owner has set.
        own: the library's own rules.
    """

    profile: FolderKind | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    thresholds: Mapping[str, int] = field(default_factory=dict)
    own: OwnRules = NO_OWN_RULES

    def threshold(self, rule: str) -> int:
        """The number of a rule with a threshold."""
        return self.thresholds.get(rule, DEFAULT_THRESHOLDS[rule])


SETTING_KEYS = frozenset({"profile", "severity", "threshold", "rules"})
"""The keys of the section ``check`` that are read here."""


def settings_of(table: Mapping[str, Any], told: list[str]) -> CheckSettings:
    """The settings in the section ``check`` of a library's file.

    Args:
        table: the section.
        told: what can't be understood is added, each a sentence.
    """
    own = own_rules(table.get("rules", []), told)
    names = RULES.keys() | {rule.name for rule in own.rules}
    severities: dict[str, Severity] = {}
    for rule, value in _section(table, "severity", told).items():
        if rule not in names:
            told.append(f"check.severity names {rule}, which is no rule of this version.")
        elif not isinstance(value, str) or value not in {str(severity) for severity in Severity}:
            told.append(f"check.severity.{rule} has to be error, warning or note.")
        else:
            severities[rule] = Severity(value)
    thresholds: dict[str, int] = {}
    for rule, value in _section(table, "threshold", told).items():
        if rule not in DEFAULT_THRESHOLDS:
            told.append(f"check.threshold names {rule}, which is no rule with a threshold.")
        elif not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_THRESHOLD:
            told.append(f"check.threshold.{rule} has to be a whole number from 0 to {LARGEST_THRESHOLD:,}.")
        else:
            thresholds[rule] = value
    return CheckSettings(_profile(table.get("profile"), told), severities, thresholds, own)


def _profile(name: Any, told: list[str]) -> FolderKind | None:
    if name is None:
        return None
    found = next((kind for kind in PROFILES if str(kind.name).lower() == str(name).lower()), None)
    if found is None:
        told.append(f"check.profile: {str(name)[:60]} is no profile.")
    return found


def _section(table: Mapping[str, Any], name: str, told: list[str]) -> Mapping[str, Any]:
    section = table.get(name, {})
    if isinstance(section, Mapping):
        return section
    told.append(f"check.{name} has to be a section.")
    return {}
