"""Settings of all tests: no screen, no files of the user, and reproducible runs."""

from __future__ import annotations

import gc
import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from qtbrowser.garbage import OwnCollection

# Before anything imports Qt, and for the processes that tests start.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
if os.name == "nt":
    # Offscreen Qt does not ask Windows for its fonts.
    os.environ.setdefault("QT_QPA_FONTDIR", os.path.join(os.environ["WINDIR"], "Fonts"))  # noqa: PTH118

# The many processes that tests start share compiled modules, as those of a user do. Each would compile them again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# No deadline: how fast a machine is passes or fails no test. No database: what is found is written into a test.
settings.register_profile("qtbrowser", deadline=None, database=None)
settings.load_profile("qtbrowser")


_collection = OwnCollection()


def pytest_collection_finish() -> None:
    """Has the collector of garbage leave out the thousands of collected tests, which it would look through again and
    again.
    """
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    """Collects garbage between tests, in the thread of widgets, as the window does."""
    _collection.collect_due()


def pytest_sessionfinish() -> None:
    """Empties the clipboard: without a screen Qt lets go of it after Python has ended, and what Python put there
    then brings the process down.
    """
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def _own_directories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("own")
    return (root / str(number) for number in itertools.count())


@pytest.fixture(autouse=True, scope="session")
def trash(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where deleted documents go on Linux, instead of the trash of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("data-home")
    os.environ["XDG_DATA_HOME"] = str(folder)
    return folder / "Trash" / "files"


@pytest.fixture(autouse=True)
def own_directories(_own_directories: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's program keeps its cache, configuration and data; nothing is there at first."""
    own = next(_own_directories)
    for name in ("cache", "config", "data", "state"):
        monkeypatch.setenv(f"QTBROWSER_{name.upper()}_DIR", str(own / name))
    return own
