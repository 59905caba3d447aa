"""A finding: a problem, the other documents concerned, and its repair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.documents.problem import Problem

if TYPE_CHECKING:
    from qtbrowser.curation.edits import Edit


@dataclass(frozen=True, slots=True)
class Finding(Problem):
    """A violation of one rule in one document: a `Problem` with what a curator needs to correct it.

    Attributes:
        others: the paths of the other documents concerned: those that share an id, have the same answer, or are linked
            to.
        repair: an edit that corrects it as `fix` says; None if only a person can.
    """

    others: tuple[str, ...] = ()
    repair: Edit | None = None

    def as_problem(self) -> Problem:
        """The problem without the rest, for printing on the command line."""
        return Problem(self.rule, self.severity, self.path, self.line, self.message, self.fix)


@dataclass(frozen=True, slots=True)
class CheckProgress:
    """A step of a check.

    Attributes:
        done: the number of documents checked.
        total: the number of all documents; 0 while it is not known.
        findings: only on the last step: the findings, ordered by rule and path; or some of them, where they come in
            parts.
        is_waiting: whether it waits for another check of the library.
        left_out: only on the last step: the rules that were to be checked and could not be, since nothing of the
            library has been read for search by meaning.
    """

    done: int
    total: int
    findings: tuple[Finding, ...] | None = None
    is_waiting: bool = False
    left_out: tuple[str, ...] = ()
