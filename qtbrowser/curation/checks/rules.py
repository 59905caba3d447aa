"""The table of all rules: name, severity, and what each finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qtbrowser.documents.problem import Severity
from qtbrowser.errors import UsageError

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, its default severity, and a sentence about what it finds."""

    name: str
    severity: Severity
    about: str


RULES = {
    rule.name: rule
    for rule in (
        Rule("unreadable-file", ERROR, "Files that can't be read as documents."),
        Rule("unreadable-front-matter", ERROR, "Documents that are read without their front matter: it has an error."),
        Rule("other-encoding", WARNING, "Documents that are not UTF-8; they are converted before they are edited."),
        Rule("program-error", ERROR, "Files at which QtBrowser itself fails: please report this fault of the program."),
        Rule("library-file", WARNING, "What in .qtbrowser.toml is not understood; it is kept, and the rest holds."),
        Rule("linked-folder", WARNING, "Folders that are symbolic links; documents are not read through them."),
        Rule("missing-field", WARNING, "Documents without a title, or without a field that their form requires."),
        Rule("duplicate-field", WARNING, "Fields that a front matter has twice; only the last one counts."),
        Rule("wrong-type", WARNING, "Fields with a value of the wrong type."),
        Rule("unequal-titles", WARNING, "Documents whose title and question differ."),
        Rule("duplicate-id", ERROR, "Documents that share an id."),
        Rule("duplicate-address", ERROR, "Documents that share an address (url)."),
        Rule("duplicate-alias", ERROR, "Other names (aliases) that several documents have."),
        Rule("cross-posted", WARNING, "Documents that are in several subjects, with the same id, title and answer."),
        Rule("duplicate-title", WARNING, "Documents that ask the same question."),
        Rule("duplicate-answer", WARNING, "Documents that give the same answer."),
        Rule("similar-answer", NOTE, "Documents whose answers are nearly the same."),
        Rule("similar-question", NOTE, "Documents that seem to ask the same in other words, by search by meaning."),
        Rule("subject-variants", WARNING, "Subjects with several spellings."),
        Rule("deep-subject", WARNING, "Subjects with too many levels or letters."),
        Rule("dangling-related", WARNING, "Related questions that lead nowhere."),
        Rule("duplicate-related", WARNING, "Documents that name the same related question twice."),
        Rule("self-related", WARNING, "Documents that name themselves as related."),
        Rule("one-way-related", NOTE, "Related questions that do not lead back."),
        Rule("misplaced-file", WARNING, "Documents whose file_name or url disagrees with the file's place."),
        Rule("unportable-name", WARNING, "Names of files that are not valid on Windows, macOS and Linux alike."),
        Rule("bad-date", WARNING, "Dates that are in the future or invalid."),
        Rule("short-answer", NOTE, "Answers that are empty or very short."),
        Rule("text-beside-answer", NOTE, "Documents that have an answer in a field and another text as their body."),
        Rule("cut-off-answer", WARNING, "Answers that stop in the middle of a sentence."),
        Rule("unclosed-fence", WARNING, "Code blocks that are opened and never closed."),
        Rule("unclosed-math", WARNING, "Formulas that are opened and never closed."),
        Rule("bad-math", WARNING, "Formulas that can't be typeset: braces or environments don't match."),
        Rule("heading-jump", NOTE, "Headings that skip a level."),
        Rule("missing-file", WARNING, "Pictures, and links to files and notes, that are missing."),
        Rule("missing-heading", NOTE, "Links to a heading or a place that its document does not have."),
        Rule("bad-text", WARNING, "Mixed line ends, byte order marks, garbled and invisible characters."),
        Rule("keyword-form", NOTE, "Keywords that are repeated or in the wrong form."),
    )
}
"""Name -> rule, in the order in which they are shown."""


def known_rules(names: Iterable[str], own: Iterable[str] = ()) -> frozenset[str]:
    """Check names of rules, and return them as a set.

    Args:
        names: the names.
        own: the names of the library's own rules, which are known, too.

    Raises:
        UsageError: a rule of this name does not exist.
    """
    wanted = frozenset(names)
    known = (*RULES, *own)
    if unknown := sorted(wanted.difference(known)):
        raise UsageError(f"There is no rule {', '.join(unknown)}. The rules are: {', '.join(known)}.")
    return wanted
