"""Proves that an upgrade keeps what a user has, and that going back to the release before loses nothing either.

In a fresh system: the release before is installed, a library indexed, a bookmark and a note made; then the upgrade, the
way back, the upgrade again, each by apt. After each the program is asked for all of it.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

from shipping.fresh_systems import apt
from shipping.project import NAME
from shipping.running import ShippingError

BEFORE = "QTBROWSER_RELEASE_BEFORE"
"""The variable of the environment that names the .deb of the release before."""

WORDS = "matrix multiplication"
NOTE = "kept through every upgrade"

NEWER = "newer version of QtBrowser"
"""Part of the sentence by which a release refuses what a newer one has written."""

Run = Callable[..., str]
"""Runs a command as the user inside, and returns what it printed."""


def release_before() -> Path | None:
    """The .deb that is to be upgraded from; None where none is named.

    Raises:
        ShippingError: the one that is named is not there.
    """
    named = os.environ.get(BEFORE)
    if not named:
        return None
    if not Path(named).is_file():
        raise ShippingError(f"{named}, which {BEFORE} names, is not there.")
    return Path(named)


def steps(root: Path, before: str, package: str, library: str, run: Run) -> Iterator[str]:
    """Install, upgrade, go back and upgrade again; the new release stays installed.

    Args:
        root: of the system, entered.
        before, package: both releases, as places inside.
        library: a copy of the sample library, likewise.
        run: runs a command as the user.

    Yields:
        What was seen, a sentence each.

    Raises:
        ShippingError: something was lost or does not work.
    """
    apt(root, "install", before)
    first = run(NAME, "--version").strip()
    run(NAME, "index", library)
    document = _found(library, run)[0]
    run(NAME, "bookmarks", "add", "--library", library, "--note", NOTE, document)
    run(NAME, "notes", "write", "--library", library, document, NOTE)
    before_it, hits = kept(library, run), _found(library, run)
    yield f"{first} installed: the library indexed, a bookmark and a note made"
    for words, file in (("upgraded to", package), ("back to", before), ("upgraded again to", package)):
        apt(root, "install", "--allow-downgrades", file)
        version = run(NAME, "--version").strip()
        try:
            now = kept(library, run)
        except ShippingError as error:
            # A release may refuse what a newer one has written, in a sentence; it must not change it.
            if file != before or NEWER not in str(error):
                raise
            yield f"{words} {version}: it says that a newer version has written the index, and leaves it alone"
            continue
        if now != before_it and file == before and NEWER in _said(library, run):
            yield f"{words} {version}: it says that a newer version has written what the user keeps, and leaves it"
            continue
        if now != before_it:
            raise ShippingError(f"{words} {version}: what the user keeps is not what it was:\n{before_it}\n{now}")
        missing = set(hits) - set(_found(library, run))
        if missing:
            raise ShippingError(f"{words} {version}: a search no longer finds {', '.join(sorted(missing))}")
        run(NAME, "index", library)
        yield f"{words} {version}: bookmark and note are there, the same documents are found, the index is kept up"


def _said(library: str, run: Run) -> str:
    """What the program says besides its results when it is asked for what the user keeps."""
    return run("sh", "-c", f"{NAME} notes list --library {shlex.quote(library)} 2>&1 >/dev/null")


def _found(library: str, run: Run) -> list[str]:
    """The paths of the documents that have `WORDS`, the best hit first."""
    told = json.loads(run(NAME, "search", WORDS, "--library", library, "--words-only", "--json"))
    hits = told["hits"] if isinstance(told, dict) else told
    if not hits:
        raise ShippingError(f"nothing is found for {WORDS}")
    return [hit["path"] for hit in hits]


def kept(library: str, run: Run) -> list[object]:
    """What the user keeps, as the program tells it, without what newer versions tell besides."""
    marks = json.loads(run(NAME, "bookmarks", "list", "--library", library, "--json"))
    rows = marks["bookmarks"] if isinstance(marks, dict) else marks
    note = run(NAME, "notes", "list", "--library", library)
    return [[(row.get("path"), row.get("note")) for row in rows], NOTE in note]
