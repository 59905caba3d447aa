"""Decides what of a library's folder is not read: hidden, built or downloaded, excluded by the owner or for Git."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.documents.bounded_patterns import bounded
from qtbrowser.documents.confined_open import place_of, read_file
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.library_file import read_library_file
from qtbrowser.errors import PathRefused

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class LeftOut(StrEnum):
    """Why files and folders are left out."""

    HIDDEN = "hidden"
    TRASH = "trash"
    PROGRAMS = "programs"
    GITIGNORE = "gitignore"
    OWNER = "owner"
    TOO_LARGE = "too-large"
    TEXT = "text"
    OTHER_KIND = "other-kind"


IGNORE_FILE = ".gitignore"
TEXT_SUFFIX = ".txt"
_LARGEST = 1 << 20
_MOST_IGNORE_FILES = 2_000
"""Most .gitignore files that are read in one scan."""

_DOWNLOADED = frozenset(
    ("node_modules", "bower_components", "__pycache__", "site-packages", "_site", "jekyll-cache", "__macosx")
)
_TRASH = frozenset(("$recycle.bin", "recycler", "system volume information", "lost+found"))
# What a program builds, or reads as templates, by the file or folder beside it that tells of the program.
_BUILT = {
    "package.json": ("build", "dist", "out", "coverage"),
    "cargo.toml": ("target",),
    "pom.xml": ("target",),
    "build.gradle": ("build",),
    **dict.fromkeys(
        ("hugo.toml", "hugo.yaml", "config.toml", "config.yaml"), ("public", "resources", "layouts", "archetypes")
    ),
    "config": ("layouts", "archetypes"),
    "mkdocs.yml": ("site",),
    "book.toml": ("book",),
    "gemfile": ("vendor",),
    "_config.yml": ("vendor",),
    "pyproject.toml": ("build", "dist", "venv", "env"),
}
_KEPT_WITH = {
    "site": "docs",
    "book": "src",
    **dict.fromkeys(("public", "resources", "layouts", "archetypes"), "content"),
}
"""Folders that count as a program's only beside a folder of sources."""


class Exclusion:
    """What is left out of one library.

    Args:
        root: its folder, resolved.

    Attributes:
        library_file: what the library's owner has set.
        suffixes: of documents.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.library_file = read_library_file(root)
        self.suffixes = (*SUFFIXES, TEXT_SUFFIX) if self.library_file.text_files else SUFFIXES
        patterns = self.library_file.exclude
        self._owner = _spec(patterns) if patterns else None
        self._ignore: dict[str, GitIgnoreSpec | None] = {}
        self._ignores = False

    def reason(self, path: str, *, is_folder: bool, beside: Collection[str] = ()) -> LeftOut | None:
        """Why a file or folder is left out; None if it is not. What is above it is not looked at.

        Args:
            path: relative to the library.
            is_folder: whether it is a folder.
            beside: the names of what else is in its folder, in lower case, if it is a folder.
        """
        name = path.rpartition("/")[2]
        if name.startswith("."):
            return LeftOut.TRASH if is_folder and is_hidden_trash(name) else LeftOut.HIDDEN
        if is_folder and (found := _of_programs(name.lower(), beside)) is not None:
            return found
        written = path + "/" if is_folder else path
        if self._owner is not None and self._owner.match_file(written):
            return LeftOut.OWNER
        return LeftOut.GITIGNORE if self._is_ignored(written) else None

    def look_into(self, folder: str) -> None:
        """Read the .gitignore of a folder.

        Args:
            folder: relative to the library; ``""`` for the library itself.
        """
        if len(self._ignore) < _MOST_IGNORE_FILES:
            self._keep(folder)

    def leaves_out(self, path: str) -> bool:
        """Whether a document is left out, or a folder that it is in.

        Args:
            path: relative to the library.
        """
        folder = ""
        parts = path.split("/")
        for place, part in enumerate(parts):
            if folder not in self._ignore:
                self._keep(folder)
            is_folder = place < len(parts) - 1
            folder = f"{folder}/{part}" if folder else part
            beside = self._names_beside(folder) if is_folder and part.lower() in _BUILT_NAMES else ()
            if self.reason(folder, is_folder=is_folder, beside=beside) is not None:
                return True
        return False

    def _keep(self, folder: str) -> None:
        found = self._ignore[folder] = self._read(folder)
        self._ignores = self._ignores or found is not None

    def _names_beside(self, path: str) -> frozenset[str]:
        try:
            return frozenset(entry.name.lower() for entry in place_of(self._root, path).parent.iterdir())
        except OSError:
            return frozenset()

    def _is_ignored(self, written: str) -> bool:
        """Whether the deepest .gitignore that says something about a path excludes it."""
        if not self._ignores:
            return False
        folder = written.rstrip("/").rpartition("/")[0]
        while True:
            spec = self._ignore.get(folder)
            if spec is not None:
                inner = written[len(folder) + 1 :] if folder else written
                if (told := spec.check_file(inner).include) is not None:
                    return told
            if not folder:
                return False
            folder = folder.rpartition("/")[0]

    def _read(self, folder: str) -> GitIgnoreSpec | None:
        try:
            text = read_file(self._root, f"{folder}/{IGNORE_FILE}" if folder else IGNORE_FILE, _LARGEST)
        except (OSError, PathRefused):
            return None
        return _spec(text.decode("utf-8", "replace").splitlines())


def _spec(lines: Collection[str]) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec

    kept = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue  # Git passes over a pattern that is none
        kept.append(line)
    if not kept:
        return None
    spec = GitIgnoreSpec.from_lines(kept)
    for pattern in spec.patterns:
        if pattern.regex is not None:
            pattern.regex = re.compile(bounded(pattern.regex.pattern))
    return spec


_BUILT_NAMES = frozenset(name for names in _BUILT.values() for name in names)


def is_hidden_trash(name: str) -> bool:
    """Whether a hidden folder holds what was thrown away: ``.trash`` of Obsidian, ``.Trash-1000`` of Linux."""
    return name.lower().startswith(".trash")


def _of_programs(name: str, beside: Collection[str]) -> LeftOut | None:
    if name in _TRASH:
        return LeftOut.TRASH
    if name in _DOWNLOADED:
        return LeftOut.PROGRAMS
    if name in _BUILT_NAMES:
        sources = _KEPT_WITH.get(name)
        for sign, built in _BUILT.items():
            if name in built and sign in beside and (sources is None or sources in beside):
                return LeftOut.PROGRAMS
    return None
