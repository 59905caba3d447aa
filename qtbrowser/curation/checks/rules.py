"""The names of all rules, what each looks for, and how much it matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qtbrowser.documents.problem import Severity
from qtbrowser.errors import UsageError

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, its usual severity, and a sentence about what it finds."""

    name: str
    severity: Severity
    about: str


RULES = {
    rule.name: rule
    for rule in (
        Rule("unreadable-file", ERROR, "Files that can't be read as documents."),
        Rule("program-error", ERROR, "Files that QtBrowser itself fails at: a fault of the program, to be reported."),
        Rule("linked-folder", WARNING, "Folders that are links, whose documents are not read through them."),
        Rule("missing-field", WARNING, "Documents without a title, or without a field that their form asks for."),
        Rule("wrong-type", WARNING, "Fields that hold another kind of value than they should."),
        Rule("unequal-titles", WARNING, "Documents whose title and question differ."),
        Rule("duplicate-id", ERROR, "Documents that share an id."),
        Rule("duplicate-address", ERROR, "Documents that share an address (url)."),
        Rule("duplicate-title", WARNING, "Documents that ask the same question."),
        Rule("duplicate-answer", WARNING, "Documents that give the same answer."),
        Rule("similar-answer", NOTE, "Documents whose answers are nearly the same."),
        Rule("subject-variants", WARNING, "Subjects that are one and the same in another spelling."),
        Rule("deep-subject", WARNING, "Subjects of more levels or letters than count."),
        Rule("dangling-related", WARNING, "Related questions that lead nowhere."),
        Rule("duplicate-related", WARNING, "Documents that name the same related question twice."),
        Rule("self-related", WARNING, "Documents that name themselves as related."),
        Rule("one-way-related", NOTE, "Related questions that do not lead back."),
        Rule("misplaced-file", WARNING, "Documents whose file_name or url disagrees with the file's place."),
        Rule("unportable-name", WARNING, "Names of files that do not go on Windows, macOS and Linux alike."),
        Rule("bad-date", WARNING, "Dates that lie in the future or are no dates."),
        Rule("short-answer", NOTE, "Answers that are empty or very short."),
        Rule("cut-off-answer", WARNING, "Answers that stop in the middle of a sentence."),
        Rule("unclosed-fence", WARNING, "Code that is opened and never closed."),
        Rule("unclosed-math", WARNING, "Formulas that are opened and never closed."),
        Rule("bad-math", WARNING, "Formulas that can't be set: braces or environments don't match."),
        Rule("heading-jump", NOTE, "Headings that leave out a level."),
        Rule("missing-image", WARNING, "Pictures and links to files that are not there."),
        Rule("bad-text", WARNING, "Mixed line ends, byte order marks, garbled and invisible characters."),
        Rule("keyword-form", NOTE, "Keywords that are repeated or in the wrong form."),
    )
}
"""Every rule, by its name, in the order they are shown in."""


def known_rules(names: Iterable[str]) -> frozenset[str]:
    """These names, if each is a rule's.

    Raises:
        UsageError: there is no rule of a name.
    """
    wanted = frozenset(names)
    if unknown := sorted(wanted - RULES.keys()):
        raise UsageError(f"There is no rule {', '.join(unknown)}. The rules are: {', '.join(RULES)}.")
    return wanted
