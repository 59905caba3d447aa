"""Documents that move are followed in what is kept of views: the open tabs and the steps of the trail."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

_PATH_KEYS = frozenset({"document", "beside", "similar_to", "list_path"})
"""The keys of a view's JSON whose values are paths of documents."""

_PLACES = (("open_tabs", "library", "content"), ("trail_step", "id", "state"))


def carry_in_views(database: sqlite3.Connection, library: int, moves: Mapping[str, str]) -> None:
    """Put new paths in place of old ones, all at once.

    Args:
        database: in a transaction.
        library: the number of the library.
        moves: old path -> new path.
    """
    if not moves:
        return
    for table, key, column in _PLACES:
        rows = database.execute(f"SELECT {key}, {column} FROM {table} WHERE library = ?", (library,)).fetchall()
        for identity, text in rows:
            try:
                found = json.loads(text)
            except (ValueError, RecursionError):
                # Who reads it passes over it.
                continue
            carried = json.dumps(_carried(found, moves))
            if json.loads(carried) != found:
                database.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (carried, identity))


def _carried(value: Any, moves: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_carried(one, moves) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: moves.get(one, one) if key in _PATH_KEYS and isinstance(one, str) else _carried(one, moves)
        for key, one in value.items()
    }
