"""Looks into marker files whose names are too common to tell what a folder was written for.

A ``SUMMARY.md`` may be a table of contents of GitBook, or a page like any other; a ``conf.py`` any program. They count
where what they hold, or what is beside them, bears them out: otherwise one file would have the formulas and rules of a
whole collection of questions read as those of a site.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from qtbrowser.documents.confined_open import open_file, resolved_path
from qtbrowser.errors import PathRefused
from qtbrowser.markup.asking import asks

_MOST_LOOKED_INTO = 200
"""Most files that are looked into; those below them in the folders don't count."""

_BEGINNING = 1 << 16
_MOST_LINKS = 20
_SHARE_LISTED = 0.5
"""The share of a list's links to documents that must lead to one."""

_SHARE_ASKING = 0.5
"""The share of documents that ask from which on a folder is a collection of questions."""

_LISTED = re.compile(
    r"^[ \t]*+(?:[-*+]|\d{1,9}[.)])[ \t]++\[[^\]\n]{1,300}\]\((?:<([^<>\n]{1,300})>|([^\s()<>]{1,300}))", re.MULTILINE
)
_SPHINX = re.compile(r"myst|recommonmark")
_CONTENTS = re.compile(r"^[ \t]{0,40}(?:-[ \t]{1,9})?(?:format|root|file|chapters|parts?|sections):", re.MULTILINE)
_BOOK = re.compile(r"\"(?:gitbook|honkit|structure|plugins|pluginsConfig|root|styles)\"\s{0,9}:")
_LESSON = re.compile(r"^(?:carpentry|episodes):", re.MULTILINE)
_BLOCK = re.compile(r"\{% {0,9}(?:end)?(?:hint|tabs|tab|content-ref|embed|file|code|stepper)\b")
_QUESTION_FIELD = re.compile(r"^(?:question:|answer:|id:[ \t]{1,9}\d)", re.MULTILINE)
_TITLE = re.compile(r"^(?:title:|#{1,6}[ \t])[ \t]*([^\n]{1,500})", re.MULTILINE)
_DOCSIFY = "docsify"


class _Place(NamedTuple):
    """A marker in its library.

    Attributes:
        root: the library's folder.
        folder: of the marker.
        text: the beginning of what it holds.
        markers: all markers of the library.
        documents: the texts of some documents by their paths.
    """

    root: Path
    folder: str
    text: str
    markers: frozenset[str]
    documents: Callable[[], dict[str, str]]

    def beside(self, name: str) -> str:
        """The path of a file in the marker's folder."""
        return f"{self.folder}/{name}" if self.folder else name

    def some_documents(self) -> list[str]:
        """The texts of some documents in the marker's folder."""
        within = f"{self.folder}/" if self.folder else ""
        return [text for path, text in self.documents().items() if path.startswith(within)]


def borne_out(root: Path, markers: Sequence[str], sample: Iterable[str]) -> list[str]:
    """The markers that count: those with clear names, and those that are borne out.

    Args:
        root: the library's folder, resolved.
        markers: the paths of its files and folders whose names are in `folder_kind.MARKER_NAMES`.
        sample: the paths of some documents, which are looked into where only they can tell.
    """
    unclear = [path for path in markers if path.rpartition("/")[2] in _EVIDENCE]
    if not unclear:
        return list(markers)
    looked_into = set(sorted(unclear, key=lambda path: (path.count("/"), path))[:_MOST_LOOKED_INTO])
    known = frozenset(markers)

    @cache
    def documents() -> dict[str, str]:
        return {path: beginning(root, path) for path in sample}

    def counts(path: str) -> bool:
        folder, _, name = path.rpartition("/")
        if name not in _EVIDENCE:
            return True
        if path not in looked_into:
            return False
        return _EVIDENCE[name](_Place(root, folder, beginning(root, path), known, documents))

    return [path for path in markers if counts(path)]


def beginning(root: Path, path: str) -> str:
    """The first part of a file, with ``\\n`` line ends; empty if it can't be read: that is told where it is a document.

    Args:
        root: the library's folder, resolved.
        path: of the file.
    """
    try:
        descriptor, _ = open_file(root, path)
    except (OSError, PathRefused):
        return ""
    try:
        return os.read(descriptor, _BEGINNING).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def _is_of_gitbook(place: _Place) -> bool:
    parts = place.folder.split("/") if place.folder else []
    above = ("/".join([*parts[:count], "book.toml"]) for count in range(len(parts) + 1))
    if any(path in place.markers for path in above):
        return True
    return _lists_documents(place) and not _is_of_questions(place)


def _is_of_docsify(place: _Place) -> bool:
    if _DOCSIFY in beginning(place.root, place.beside("index.html")):
        return True
    return _lists_documents(place) and not _is_of_questions(place)


def _is_cover(place: _Place) -> bool:
    sidebar = place.beside("_sidebar.md")
    return _is_of_docsify(place._replace(text=beginning(place.root, sidebar) if sidebar in place.markers else ""))


def _is_of_wiki(place: _Place) -> bool:
    return "[[" in place.text or _is_there(place.root, place.beside("Home.md"))


def _is_of_lesson(place: _Place) -> bool:
    return _LESSON.search(beginning(place.root, place.beside("config.yaml"))) is not None


def _lists_documents(place: _Place) -> bool:
    """Whether what a list links to are documents of its folder."""
    listed = there = 0
    for found in _LISTED.finditer(place.text):
        target = unquote(found[1] or found[2]).partition("#")[0].partition("?")[0].strip("/")
        if not target or "://" in target or target.startswith("mailto:"):
            continue
        listed += 1
        there += any(
            _is_there(place.root, normpath(join(place.folder, name)))
            for name in (target, f"{target}.md", f"{target}/README.md")
            if name.lower().endswith(".md")
        )
        if listed == _MOST_LINKS:
            break
    return there > 0 and there >= _SHARE_LISTED * listed


def _is_there(root: Path, path: str) -> bool:
    try:
        return bool(resolved_path(root, path))
    except (OSError, PathRefused, ValueError):
        return False


def _is_of_questions(place: _Place) -> bool:
    """Whether the documents of a marker's folder ask, and none of them has blocks of GitBook."""
    texts = place.some_documents()
    asking = sum(_asks(text) for text in texts)
    return asking > 0 and asking >= _SHARE_ASKING * len(texts) and not any(_BLOCK.search(text) for text in texts)


def _asks(text: str) -> bool:
    if _QUESTION_FIELD.search(text):
        return True
    title = _TITLE.search(text)
    return title is not None and asks(title[1])


_EVIDENCE: dict[str, Callable[[_Place], bool]] = {
    "SUMMARY.md": _is_of_gitbook,
    "book.json": lambda place: _BOOK.search(place.text) is not None,
    "conf.py": lambda place: _SPHINX.search(place.text) is not None,
    "_toc.yml": lambda place: _CONTENTS.search(place.text) is not None,
    "_sidebar.md": _is_of_docsify,
    "_coverpage.md": _is_cover,
    **dict.fromkeys(("_Sidebar.md", "_Footer.md", "_Header.md"), _is_of_wiki),
    "episodes": _is_of_lesson,
}
"""What bears out a marker whose name is common."""
