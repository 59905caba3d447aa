"""The rule about names of files and folders that are not valid on Windows, macOS and Linux alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qtbrowser.curation.checks.fact_keys import FILE_NAME
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.ignored import Ignored
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.curation.edits import RenameDocument
from qtbrowser.documents.portable_names import name_key, portable_name, unportable, unportable_name

_RULE = "unportable-name"


def unportable_name_of(path: str) -> Iterator[Fault]:
    """Find a name that another system does not allow."""
    if (reason := unportable(path)) is not None:
        yield _unportable(path, reason)


def colliding_names(library: WholeLibrary, ignored: Ignored) -> Iterator[tuple[str, Fault]]:
    """Find names that another system does not distinguish from those of other files or folders."""
    del ignored
    folders = library.folders
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for folder in folders:
        alike[name_key(folder)].add(folder)
    for key, paths in alike.items():
        paths.update(one.path for one in library.having(FILE_NAME, key))
    for _, group in library.lookup.groups(FILE_NAME):
        alike[name_key(group[0].path)].update(fact.path for fact in group)
    for paths in alike.values():
        if len(paths) > 1:
            yield from _collisions(sorted(paths), folders)


def _unportable(path: str, reason: str) -> Fault:
    name = path.rpartition("/")[2]
    if unportable_name(name) is None:
        return Fault(_RULE, None, reason, "Rename the folder.")
    better = portable_name(name)
    repair = RenameDocument(path, better) if unportable_name(better) is None else None
    return Fault(_RULE, None, reason, f"Rename it to {better}." if repair else "Rename it.", repair)


def _collisions(paths: list[str], folders: dict[str, str]) -> Iterator[tuple[str, Fault]]:
    for path in paths:
        others = [other for other in paths if other != path]
        # A folder's fault is reported at one of its documents.
        shown = tuple(folders.get(other, other) for other in others)
        message = f"Windows and macOS take {path} and {', '.join(others)} for the same."
        yield folders.get(path, path), Fault(_RULE, None, message, "Rename one of them.", others=shown)
