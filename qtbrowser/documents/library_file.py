"""Reads a library's own file ``.qtbrowser.toml``, in which its owner says how the folder is to be read.

    [library]
    kind = "obsidian"              # or a list; "plain" for none; if not given, the folder is recognised
    exclude = ["drafts/", "*.tmp.md"]   # patterns as in a .gitignore: files and folders that are not read
    text_files = true              # read files with the suffix .txt as documents

    [redirects]                    # old names of documents: a path, an address or "id:..." -> the present path
    "law/what-is-equity.md" = "finance/what-is-equity.md"

The rules of the check have a section of their own, see `qtbrowser.curation.checks.ignored`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qtbrowser.documents.confined_open import read_file
from qtbrowser.documents.folder_kind import OTHER_VAULTS, FolderKind, FolderKinds, kind_of_names
from qtbrowser.documents.nesting import refuse_deep_toml
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.errors import DocumentError, PathRefused
from qtbrowser.library_place import LIBRARY_FILE

FILE = LIBRARY_FILE

LARGEST_FILE = 8 * 1024 * 1024
"""Most bytes of the file that are read."""

LIBRARY_FILE_RULE = "library-file"
"""The rule of a problem in this file."""

_SECTIONS = frozenset({"library", "check", "redirects", "copies"})


@dataclass(frozen=True)
class LibraryFile:
    """How a library's owner wants the folder to be read.

    Attributes:
        kinds: the kinds that are set for the whole library; None if they are to be recognised.
        exclude: patterns, as in a .gitignore, of files and folders that are not read.
        text_files: whether files with the suffix ``.txt`` are documents.
        redirects: path, address or ``id:...`` -> path of the document that it leads to.
        problem: what in the file is not understood; the rest holds.
    """

    kinds: FolderKinds | None = None
    exclude: tuple[str, ...] = ()
    text_files: bool = False
    redirects: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None


def read_library_file(root: Path) -> LibraryFile:
    """Read the file of a library; without one, everything is as by default. What can't be read is a problem, no error.

    Args:
        root: the library's folder, resolved.
    """
    try:
        text = read_file(root, FILE, LARGEST_FILE).decode("utf-8-sig")
    except FileNotFoundError:
        return LibraryFile()
    except (OSError, PathRefused) as error:
        reason = error.reason if isinstance(error, PathRefused) else f"The file can't be read: {error.strerror}."
        return LibraryFile(problem=_problem(reason, Severity.ERROR))
    except UnicodeDecodeError:
        return LibraryFile(problem=_problem("The file is not UTF-8 text.", Severity.ERROR))
    return parse_library_file(text)


def parse_library_file(text: str) -> LibraryFile:
    """The content of a library's file.

    Args:
        text: the file's text.
    """
    try:
        refuse_deep_toml(text)
        tables = tomllib.loads(text)
    except DocumentError:
        return LibraryFile(problem=_problem("The file is nested too deeply.", Severity.ERROR))
    except ValueError as error:  # one of a number of thousands of digits is no TOMLDecodeError
        return LibraryFile(problem=_problem(f"The file is not valid TOML: {error}.", Severity.ERROR))
    told = [f"The section {name} is not known." for name in sorted(set(tables) - _SECTIONS)]
    section = tables.get("library", {})
    if not isinstance(section, dict):
        return LibraryFile(problem=_problem("library has to be a section.", Severity.WARNING))
    kinds = _kinds(section.pop("kind", None), told)
    exclude = tuple(_texts(section.pop("exclude", []), "library.exclude", told))
    text_files = section.pop("text_files", False)
    if not isinstance(text_files, bool):
        told.append("library.text_files has to be true or false.")
    told += [f"library.{name} is not known." for name in sorted(section)]
    redirects = tables.get("redirects", {})
    if not isinstance(redirects, dict) or not all(isinstance(path, str) for path in redirects.values()):
        told.append("redirects has to be a section of texts.")
        redirects = {}
    problem = _problem(" ".join(told), Severity.WARNING) if told else None
    return LibraryFile(kinds, exclude, text_files is True, redirects, problem)


def _kinds(value: Any, told: list[str]) -> FolderKinds | None:
    if value is None:
        return None
    names = list(_texts([value] if isinstance(value, str) else value, "library.kind", told))
    of_folders = FolderKind.__members__.keys() - {FolderKind.FIELD_LINES.name}
    known = [name for name in names if name.upper() in of_folders]
    told += [f"library.kind: {name} is no kind of folder." for name in names if name not in known]
    kind = kind_of_names(known)
    if kind & OTHER_VAULTS:
        kind |= FolderKind.OBSIDIAN
    return FolderKinds({"": kind}, is_set=True) if known else None


def _texts(value: Any, name: str, told: list[str]) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        told.append(f"{name} has to be a list of texts.")
        return
    yield from value


def _problem(message: str, severity: Severity) -> Problem:
    return Problem(LIBRARY_FILE_RULE, severity, FILE, None, message)
