"""A fault that a rule finds in one document, and the finding that combines several faults of one rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.curation.edits import Edit, Several
from qtbrowser.documents.problem import Severity

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Fault(NamedTuple):
    """One place where a rule is broken.

    Attributes:
        rule: the rule's name.
        line: 1-based line of the file; None for the whole file.
        message: a sentence.
        fix: how to correct it, a sentence, or None.
        repair: the edit that corrects it, or None.
        severity: None for the rule's default.
        others: the paths of other documents concerned.
    """

    rule: str
    line: int | None
    message: str
    fix: str | None = None
    repair: Edit | None = None
    severity: Severity | None = None
    others: tuple[str, ...] = ()


def finding_of(path: str, faults: Sequence[Fault]) -> Finding:
    """Combine the faults of one rule in one document into a finding: the first fault's line and message, and all
    repairs.

    Args:
        path: the document.
        faults: at least one, all of the same rule.
    """
    if len(faults) == 1:
        fault = faults[0]
        severity = _severity_of(fault)
        return Finding(fault.rule, severity, path, fault.line, fault.message, fault.fix, fault.others, fault.repair)
    first = min(faults, key=lambda fault: fault.line or 0)
    severities = map(_severity_of, faults)
    messages = list(dict.fromkeys(fault.message for fault in faults))
    more = len(faults) - len(messages[:3])
    fixes = dict.fromkeys(fault.fix for fault in faults if fault.fix)
    repairs = list(dict.fromkeys(fault.repair for fault in faults if fault.repair is not None))
    return Finding(
        rule=first.rule,
        severity=min(severities, key=_ORDER.__getitem__),
        path=path,
        line=first.line,
        message=_joined(messages[:3], more),
        fix=" ".join(fixes) or None,
        others=tuple(dict.fromkeys(other for fault in faults for other in fault.others)),
        repair=repairs[0] if len(repairs) == 1 else Several(tuple(repairs), first.message) if repairs else None,
    )


def _joined(messages: Sequence[str], more: int) -> str:
    # Messages that end with a name have no full stop, which would seem to be part of the name.
    joined = messages[0]
    for message in messages[1:]:
        joined += f" {message}" if joined.endswith(".") else f"; {message}"
    if more <= 0:
        return joined
    join = " And" if joined.endswith(".") else "; and"
    return f"{joined}{join} {more} more {'place' if more == 1 else 'places'}."


def _severity_of(fault: Fault) -> Severity:
    # The faults of a library's own rules have theirs.
    return fault.severity or RULES[fault.rule].severity
