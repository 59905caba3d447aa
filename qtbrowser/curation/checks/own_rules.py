"""A library's own rules: a field that documents of a folder need, and the values that it may have.

They are in the library's ``.qtbrowser.toml``:

    [[check.rules]]
    name = "level"                  # small letters, digits and hyphens
    field = "level"                 # with dots for a field within a group: "seo.page_keywords"
    required = true                 # the field has to have a value
    values = ["easy", "hard"]       # each of its values is one of these
    pattern = "[a-z]+"              # each of its values is matched as a whole by this regular expression
    severity = "error"              # "warning" if not given; or "note"
    folder = "learn/physics"        # only documents below it
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

from qtbrowser.curation.bounded_expression import BoundedExpression
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.documents.field_editing.field_values import MISSING, value_at
from qtbrowser.documents.field_reading import as_line
from qtbrowser.documents.problem import Severity
from qtbrowser.errors import EditRefused, UsageError

LONGEST_NAME = 40
MOST_RULES = 100
_NAME = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST_NAME - 1}}}\Z")
_KEYS = frozenset({"name", "field", "required", "values", "pattern", "severity", "folder"})
_MOST_VALUES = 1_000
"""Most values of one field that are looked at."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule about one field.

    Attributes:
        name: the rule's name.
        field: the field's name in the front matter; the name of a field within a group has a dot.
        required: the field has to have a value.
        values: each value has to be one of these; empty for any.
        pattern: each value as a whole has to match this regular expression; empty for any.
        severity: of its findings.
        folder: only documents below this folder; empty for all.
    """

    name: str
    field: str
    required: bool = False
    values: tuple[str, ...] = ()
    pattern: str = ""
    severity: Severity = Severity.WARNING
    folder: str = ""

    @property
    def about(self) -> str:
        """A sentence about what the rule finds."""
        where = f" in {self.folder}" if self.folder else ""
        return f"Documents{where} whose field {self.field} is not as this library's own rule says."

    def fault(self) -> str:
        """Why this is no rule, a sentence; empty if it is one."""
        if not _NAME.match(self.name):
            return f"A rule's name has small letters, digits and hyphens, at most {LONGEST_NAME}: {self.name[:60]!r}."
        if self.name in RULES:
            return f"The rule {self.name} has the name of one that there is already."
        if not self.field.strip():
            return f"The rule {self.name} names no field."
        if not (self.required or self.values or self.pattern):
            return f"The rule {self.name} asks for nothing: required, values or pattern."
        try:
            if self.pattern:
                _compiled(self.pattern)
        except UsageError as error:
            return f"The pattern of the rule {self.name}: {error.reason}"
        return ""

    def as_table(self) -> dict[str, Any]:
        """The rule as a table of the library's file, without what is as by default."""
        table: dict[str, Any] = {"name": self.name, "field": self.field}
        if self.required:
            table["required"] = True
        if self.values:
            table["values"] = list(self.values)
        if self.pattern:
            table["pattern"] = self.pattern
        if self.severity is not Severity.WARNING:
            table["severity"] = str(self.severity)
        return table | ({"folder": self.folder} if self.folder else {})


@dataclass(frozen=True)
class OwnRules:
    """The own rules of a library, in their order.

    Attributes:
        rules: the rules.
    """

    rules: tuple[OwnRule, ...] = ()

    @cached_property
    def digest(self) -> int:
        """A number that is another one for other rules; 0 for none."""
        return crc32(json.dumps([asdict(rule) for rule in self.rules]).encode()) or 1 if self.rules else 0

    def faults(self, path: str, fields: Mapping[str, Any], line_of: Callable[[str], int | None]) -> Iterator[Fault]:
        """Find where a document breaks these rules.

        Args:
            path: of the document.
            fields: its front matter.
            line_of: gives the line of a field.
        """
        for rule in self.rules:
            if rule.folder and not path.startswith(rule.folder + "/"):
                continue
            if message := self._broken(rule, path, fields):
                yield Fault(rule.name, line_of(rule.field) or 1, message, severity=rule.severity)

    def _broken(self, rule: OwnRule, path: str, fields: Mapping[str, Any]) -> str:
        values = _plain_values(value_at(fields, rule.field))
        if not values:
            return f"The field {rule.field} is missing." if rule.required else ""
        if rule.values and (other := next((value for value in values if value not in rule.values), None)) is not None:
            allowed = ", ".join(rule.values[:5]) + ("…" if len(rule.values) > 5 else "")
            return f"The field {rule.field} says “{other[:80]}”; it may say {allowed}."
        if rule.pattern:
            try:
                expression = self._expressions.get(rule.pattern)
                other = next((value for value in values if expression and not expression.is_whole(value, path)), None)
            except EditRefused:
                return f"The pattern takes too long for the field {rule.field}."
            except UsageError:
                self._expressions.pop(rule.pattern, None)
                return f"The pattern takes too long for the field {rule.field}, and is not tried in further documents."
            if other is not None:
                return f"The field {rule.field} says “{other[:80]}”, which is not as {rule.pattern[:80]} asks."
        return ""

    @cached_property
    def _expressions(self) -> dict[str, BoundedExpression]:
        return {rule.pattern: _compiled(rule.pattern) for rule in self.rules if rule.pattern}


NO_OWN_RULES = OwnRules()
"""Of a library without any."""


def own_rules(entries: Any, told: list[str]) -> OwnRules:
    """The own rules that a library's file lists.

    Args:
        entries: the value of ``check.rules`` there.
        told: what can't be understood is added, each a sentence.
    """
    if not isinstance(entries, list):
        told.append("check.rules has to be a list of tables.")
        return NO_OWN_RULES
    found: dict[str, OwnRule] = {}
    for entry in entries[:MOST_RULES]:
        rule = _rule_of(entry, told)
        if rule is None:
            continue
        fault = rule.fault() or (f"There are two rules {rule.name}." if rule.name in found else "")
        if fault:
            told.append(fault)
        else:
            found[rule.name] = rule
    if len(entries) > MOST_RULES:
        told.append(f"check.rules has {len(entries):,} entries; the first {MOST_RULES} hold.")
    return OwnRules(tuple(found.values()))


def _rule_of(entry: Any, told: list[str]) -> OwnRule | None:
    if not isinstance(entry, Mapping):
        told.append("check.rules has to be a list of tables.")
        return None
    name = str(entry.get("name", ""))[: LONGEST_NAME + 1]
    told += [f"check.rules: {key} of the rule {name} is not known." for key in sorted(entry.keys() - _KEYS)]
    texts = [entry.get(key, "") for key in ("name", "field", "pattern", "folder", "severity")]
    values = entry.get("values", [])
    if (
        not all(isinstance(text, str) for text in texts)
        or not isinstance(values, list)
        or not all(isinstance(value, str | int | float) for value in values)
        or not isinstance(entry.get("required", False), bool)
        or (texts[4] and texts[4] not in {str(severity) for severity in Severity})
    ):
        told.append(f"check.rules: the rule {name} has a value of the wrong kind.")
        return None
    return OwnRule(
        name=texts[0],
        field=texts[1],
        required=entry.get("required", False),
        values=tuple(as_line(value) for value in values),
        pattern=texts[2],
        severity=Severity(texts[4]) if texts[4] else Severity.WARNING,
        folder=texts[3].strip("/"),
    )


def _compiled(pattern: str) -> BoundedExpression:
    return BoundedExpression(pattern, "", is_regex=True, match_case=True)


def _plain_values(value: Any) -> list[str]:
    """The values of a field as text: the items of a list, or the one value; empty ones are none."""
    listed = value if isinstance(value, list) else [] if value is MISSING or isinstance(value, Mapping) else [value]
    texts = (as_line(item) for item in listed[:_MOST_VALUES] if not isinstance(item, list | Mapping))
    found = [text for text in texts if text]
    return ["…"] if not found and isinstance(value, Mapping) and value else found
