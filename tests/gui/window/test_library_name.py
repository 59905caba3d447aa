"""How a library is called in the window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qtbrowser.gui.window.library_name import library_name, library_place


@pytest.mark.parametrize(
    ("folder", "name", "place"),
    [
        ("/home/me/notes", "notes", "/home/me/notes"),
        ("/", "/", "/"),
        ("/home/me/ספר", "ספר", "/home/me/ספר"),
        ("/home/\u2066me/no\u202etes\n", "no\\u202etes\\u000a", "/home/\\u2066me/no\\u202etes\\u000a"),
    ],
)
def test_names_reorder_nothing_after_them(folder: str, name: str, place: str) -> None:
    assert library_name(Path(folder)) == name.replace("/", os.sep)
    assert library_place(Path(folder)) == place.replace("/", os.sep)
