"""Decides which rules hold for a document, by what its folder is written for and by whether the document is a question.

Most rules are about collections of questions: their fields, their addresses, answers that stop. On the pages of a site
or the notes of a vault they would find what their authors meant. Templates, includes and the like are no pages at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qtbrowser.curation.checks.facts import Facts
from qtbrowser.documents.folder_kind import SITES_AND_VAULTS, FolderKind

LONG_ENOUGH = 300
"""Equal and similar texts of pages and notes with fewer characters are no duplicates: notices, and lines that include
another file.
"""

_OF_FILES = frozenset(
    ("unreadable-file", "other-encoding", "program-error", "library-file", "linked-folder", "unportable-name")
)
"""Rules that hold for every file, whatever it is for."""

_OF_QUESTIONS = frozenset(
    (
        *("missing-field", "unequal-titles", "duplicate-title", "cross-posted", "similar-answer", "misplaced-file"),
        *("bad-date", "cut-off-answer", "similar-question"),
    )
)
"""Rules that hold neither for pages of a site nor for notes of a vault."""

_PART_FOLDERS = frozenset(
    (
        *("archetypes", "_includes", "_layouts", "_partials", "_sass", "_data", "_plugins", "_templates", "_snippets"),
        *("_hooks", "templates", "vorlagen", "plantillas", "modèles"),
    )
)
_PART_FOLDERS_OF = {
    FolderKind.HUGO: frozenset(("layouts", "themes", "assets", "data", "static", "i18n")),
    FolderKind.MKDOCS: frozenset(("overrides", "includes", "hooks", "snippets", "partials", "theme", "macros")),
    FolderKind.DOCUSAURUS: frozenset(("src", "static", "partials")),
}
# Ids are addresses of single folders in these.
_IDS_BY_FOLDER = FolderKind.DOCUSAURUS | FolderKind.HUGO | FolderKind.JEKYLL
# A folder of posts, whose titles Jekyll makes of their names.
_COLLECTION = re.compile(r"(?:^|/)_[^/]+/")
_INDEX = re.compile(r"(?:_?index|readme)\.", re.IGNORECASE)
_PROJECT_FILE = re.compile(
    r"(?:readme|contributing|changelog|license|code_of_conduct|security|agents|claude)\b", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(r"^[\W\d]+")


class Profiles:
    """The profiles of a library's documents.

    Args:
        documents: how many there are.
        asking: how many of them are questions by themselves.
        chosen: the profile that the owner has set for the whole library; None if it follows from the folders.

    Attributes:
        has_questions: whether rules of questions hold for any document by itself, or for the whole library.
    """

    def __init__(self, documents: int, asking: int, chosen: FolderKind | None = None) -> None:
        self._chosen = chosen
        self.has_questions = asking > 0 or chosen is FolderKind.QUESTIONS
        self._is_collection = chosen is FolderKind.QUESTIONS or 2 * asking >= max(1, documents)

    @property
    def as_text(self) -> str:
        """What the profiles depend on beside the facts of a document."""
        return f"{self._chosen} {self._is_collection}"

    def holds(self, rule: str, fact: Facts) -> bool:
        """Whether a rule holds for a document.

        Args:
            rule: its name.
            fact: the facts of the document.
        """
        # For what is a question by itself every rule holds; that is asked a dozen times of each document.
        if fact.asks or rule in _OF_FILES:
            return True
        if rule not in _PARTLY:
            return not self._is_part(fact)
        if self.is_question(fact):
            return True
        if self._is_part(fact):
            return False
        kinds = self._kinds(fact)
        if rule == "duplicate-id":
            return not kinds & _IDS_BY_FOLDER
        if rule == "short-answer":
            # A page without text is made by its template, of what its front matter says.
            return not fact.length and not fact.fields and not _INDEX.match(fact.path.rpartition("/")[2])
        if rule in ("duplicate-answer", "similar-answer") and fact.length < LONG_ENOUGH:
            return False
        if rule in ("duplicate-title", "cut-off-answer", "similar-question"):
            return False
        if rule == "missing-field" and _COLLECTION.search(fact.path):
            return False
        return rule not in _OF_QUESTIONS or not kinds & SITES_AND_VAULTS

    def is_question(self, fact: Facts) -> bool:
        """Whether a document is a question with its answer: by itself, or because the library is a collection."""
        kinds = self._kinds(fact)
        if fact.asks or FolderKind.QUESTIONS in kinds:
            return True
        if self._chosen is not None or not self._is_collection or kinds & SITES_AND_VAULTS:
            return False
        return _PROJECT_FILE.match(fact.path.rpartition("/")[2]) is None

    def _kinds(self, fact: Facts) -> FolderKind:
        return _kind_of(fact.kinds) if self._chosen is None else self._chosen

    def _is_part(self, fact: Facts) -> bool:
        return not fact.asks and is_part_of_site(fact.path, self._kinds(fact))


@lru_cache(maxsize=64)
def _kind_of(value: int) -> FolderKind:
    """The kind of a number. Each rule asks for that of each document, and a flag takes long to be made."""
    return FolderKind(value)


_PARTLY = _OF_QUESTIONS | {"duplicate-id", "short-answer", "duplicate-answer"}


def is_part_of_site(path: str, kinds: FolderKind) -> bool:
    """Whether a file is a template, an include, a hook or the like, from which a program makes pages.

    Args:
        path: relative to the library.
        kinds: what its folder is written for.
    """
    folder, _, name = path.rpartition("/")
    if kinds & (FolderKind.DOCUSAURUS | FolderKind.MDX) and name.startswith("_"):
        return True
    return bool(folder) and _is_part_folder(folder, kinds)


@lru_cache(maxsize=4096)
def _is_part_folder(folder: str, kinds: FolderKind) -> bool:
    parts = folder.casefold().split("/")
    names = _PART_FOLDERS.union(*(own for kind, own in _PART_FOLDERS_OF.items() if kind & kinds))
    if any(part in names or _NUMBER_BEFORE.sub("", part) in _PART_FOLDERS for part in parts):
        return True
    # Hugo and Docusaurus make no page of what is in a folder with a low line; Jekyll's collections have one.
    return bool(kinds & (FolderKind.HUGO | FolderKind.DOCUSAURUS)) and any(part.startswith("_") for part in parts)
