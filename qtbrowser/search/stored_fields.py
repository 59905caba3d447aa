"""Packs and unpacks a document's stored fields, by which it is shown, as in Whoosh's `_stored` column.

This module does not import NumPy, so that the process that reads files starts fast and can pack them.
"""

from __future__ import annotations

import pickle

from isal import isal_zlib

from qtbrowser.search.plain_pickle import load_plain

# It takes a sixth of the time of zlib's level 3 for a fifth more bytes, and zlib can read it.
_LEVEL = 0


def pack_stored(path: str, title: str, answer: str, description: str = "") -> bytes:
    """Return the stored fields of an entry as a zlib-compressed pickle, as Whoosh stores them."""
    stored = {"path": path, "title": title, "answer": answer}
    if description:
        stored["description"] = description
    return isal_zlib.compress(pickle.dumps(stored, 2), _LEVEL)


def unpack_stored(packed: bytes) -> dict[str, str]:
    """Return the stored fields that `pack_stored` packed."""
    fields: dict[str, str] = load_plain(isal_zlib.decompress(packed))
    return fields
