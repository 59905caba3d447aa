from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.gui.curator.unfinished_dialog import UnfinishedDialog
from tests.gui.conftest import Person
from tests.gui.curator.conftest import Curator, bytes_of

KILLED = """
import os, sys
from qtbrowser.curation.edits import AddKeyword
from qtbrowser.library import Library
with Library.open(sys.argv[1], refresh=False) as library:
    paths = library.named_paths(["."])
    for progress in library.plan(AddKeyword(paths, "craft")):
        change_set = progress.change_set
    written = 0
    replace = os.replace
    def cut_short(*arguments, **more):
        global written
        written += 1
        if written > 3:
            os._exit(9)
        return replace(*arguments, **more)
    os.replace = cut_short
    for _ in library.apply(change_set):
        pass
"""


def cut_short(folder: Path) -> None:
    """A process changes every document, and ends after a few files."""
    ended = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False, capture_output=True, text=True)
    assert ended.returncode == 9, ended.stderr


@pytest.mark.parametrize("finishes", [True, False])
def test_a_change_cut_short_is_finished_or_taken_back(
    start: Callable[..., Person], knots: Path, finishes: bool
) -> None:
    before = bytes_of(knots)
    cut_short(knots)
    opened = start(knots, settle=False)
    curator = Curator(opened.window, opened.qtbot)
    dialog = curator.dialog(UnfinishedDialog)
    curator.click(dialog.finish_button if finishes else dialog.roll_back_button)
    curator.wait_closed(dialog)
    after = bytes_of(knots)
    if finishes:
        assert after.keys() == before.keys()
        assert all(b"craft" in content for content in after.values())
    else:
        assert after == before
