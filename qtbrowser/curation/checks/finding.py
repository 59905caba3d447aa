"""A finding: a problem, the other documents it concerns, and how it can be put right."""

from __future__ import annotations

from dataclasses import dataclass

from qtbrowser.curation.edits import Edit
from qtbrowser.documents.problem import Problem


@dataclass(frozen=True, slots=True)
class Finding(Problem):
    """One broken rule in one document, as `Problem` has it, for a curator to act on.

    Attributes:
        others: the other documents it concerns: those that share an id, have the same answer, are linked to.
        repair: an edit that puts it right as `fix` says; None where only a person can.
    """

    others: tuple[str, ...] = ()
    repair: Edit | None = None

    def as_problem(self) -> Problem:
        """The problem alone, as the command line prints it."""
        return Problem(self.rule, self.severity, self.path, self.line, self.message, self.fix)


@dataclass(frozen=True, slots=True)
class CheckProgress:
    """A step of a check.

    Attributes:
        done: documents looked at.
        total: of how many; 0 while it is not known.
        findings: only on the last step: what was found, by rule and path.
    """

    done: int
    total: int
    findings: tuple[Finding, ...] | None = None
