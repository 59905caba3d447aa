"""Addresses of databases, on this computer and on a share."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path, PureWindowsPath

import pytest

from qtbrowser.database_address import database_address


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("C:\\Users\\a b\\personal.sqlite3", "file:///C:/Users/a%20b/personal.sqlite3"),
        ("\\\\server\\share\\portable\\a.sqlite3", "file:////server/share/portable/a.sqlite3"),
        ("\\\\server\\share\\100%.sqlite3", "file:////server/share/100%25.sqlite3"),
    ],
)
def test_the_address_of_a_file_of_windows(file: str, address: str) -> None:
    assert database_address(PureWindowsPath(file)) == address
    assert database_address(PureWindowsPath(file), "mode=ro") == f"{address}?mode=ro"


def test_sqlite_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "a folder #" / "a%20.sqlite3"
    file.parent.mkdir()
    sqlite3.connect(file).close()
    with closing(sqlite3.connect(database_address(file, "mode=ro"), uri=True)) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
