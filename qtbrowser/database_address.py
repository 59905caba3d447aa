"""The address by which SQLite opens a database with options, such as reading alone."""

from __future__ import annotations

from pathlib import PurePath

_OF_ANOTHER_COMPUTER = "file://"
_LOCAL = "file:///"


def database_address(file: PurePath, options: str = "") -> str:
    r"""Address of a database's file.

    The path of a share on a server, ``\\server\share\a``, has the server's name where SQLite takes none: it is
    ``file:////server/share/a`` for it. Source: "Uniform Resource Identifiers" in SQLite's documentation.

    Args:
        file: absolute.
        options: such as ``mode=ro``, joined by ``&``.
    """
    address = file.as_uri()
    if not address.startswith(_LOCAL):
        address = f"{_LOCAL}/{address.removeprefix(_OF_ANOTHER_COMPUTER)}"
    return f"{address}?{options}" if options else address
