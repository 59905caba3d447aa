"""Folders of the program that may not be looked into stop nothing that does without them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

SEARCH = """
import os, sys
from pathlib import Path
from qtbrowser import settings
from qtbrowser.curation.edits import SetField
from qtbrowser.errors import QtBrowserError
from qtbrowser.library import Library

folder = Path(sys.argv[1])
(folder / "shut").mkdir(parents=True)
(folder / "a.md").write_text("# One\\n\\napples")
(folder / "shut" / "b.md").write_text("# Two\\n\\napples")
with Library.open(folder) as library:
    *_, progress = library.plan(SetField(("a.md",), "author", "Me"))
    for _ in library.apply(progress.change_set):
        pass
    print(library.search("apples").total)
folder.chmod(0o777)
for closed in (settings.data_dir(), folder / "shut"):
    closed.chmod(0)
for path in settings.cache_dir().rglob("*"):
    path.chmod(0o777)
if os.geteuid() == 0:
    os.setuid(65534)  # permissions don't bind root
with Library.open(folder) as library:
    print(library.search("apples").total)
    print(library.editing_refused().partition(":")[0])
    for path in ("shut/b.md", "shut", "nothing.md"):
        try:
            library.named_paths([path])
        except QtBrowserError as error:
            print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="folders are closed otherwise there")
def test_a_search_needs_no_personal_data() -> None:
    # In a folder that another user may get into as well.
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        base.chmod(0o777)
        own = {f"QTBROWSER_{kind}_DIR": str(base / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
        environment = {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": "1"}
        words = [sys.executable, "-c", SEARCH, str(base / "library")]
        done = subprocess.run(words, env=environment, capture_output=True, encoding="utf-8", check=False)
        for closed in ("data", "library/shut"):
            (base / closed).chmod(0o700)
    assert done.stdout.splitlines() == [
        "2",
        "2",
        "The journal can't be kept, without which nothing could be undone",
        "shut/b.md: The file can't be read: Permission denied.",
        "shut: The folder can't be opened: Permission denied.",
        "nothing.md: The library has no such document.",
    ], done.stderr
