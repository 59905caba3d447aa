"""The rule about names of files and folders that are not valid on Windows, macOS and Linux alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.ignored import Ignored
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.curation.edits import RenameDocument
from qtbrowser.documents.portable_names import name_key, portable_name, unportable, unportable_name

_RULE = "unportable-name"


def unportable_names(library: WholeLibrary, _: Ignored) -> Iterator[tuple[str, Fault]]:
    """Find names that another system does not allow, or does not distinguish from those of other files or folders."""
    alike: defaultdict[str, set[str]] = defaultdict(set)
    folders: dict[str, str] = {}
    for fact in library.documents:
        path = fact.path
        if (reason := unportable(path)) is not None:
            yield path, _unportable(path, reason)
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders[above] = path
            alike[name_key(above)].add(above)
            above = above.rpartition("/")[0]
        alike[name_key(path)].add(path)
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
