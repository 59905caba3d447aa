"""The `Problem` value: something wrong with a file, listed by the window and printed by the command line."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from qtbrowser.errors import DocumentError

ENCODING_RULE = "other-encoding"
"""The rule of a problem about a document that is not UTF-8."""


class Severity(StrEnum):
    """How much a problem matters to a reader."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule in one document.

    Attributes:
        rule: the rule's name, for example ``unreadable-file``.
        severity: how much it matters.
        path: the file, relative to the library, with ``/``.
        line: 1-based line of the first place, or None where the whole file is meant.
        message: a sentence for a person.
        fix: what can be done about it, or None.
    """

    rule: str
    severity: Severity
    path: str
    line: int | None
    message: str
    fix: str | None = None

    @classmethod
    def from_error(cls, error: DocumentError, path: str) -> Problem:
        """Make the problem that reports an unreadable file."""
        return cls(error.rule, Severity.ERROR, path, error.line, error.reason, error.fix)

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values, in the order of the command line's JSON."""
        return asdict(self) | {"severity": str(self.severity)}
