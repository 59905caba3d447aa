"""What an index keeps of a document to show it: its stored fields, as the bytes of Whoosh's `_stored` column.

Apart from the rest of the index, and without NumPy, so that the process that reads files can pack them.
"""

from __future__ import annotations

import pickle

from isal import isal_zlib

from qtbrowser.search.plain_pickle import load_plain

# A fifth more bytes than by zlib's third level, in a sixth of the time; zlib reads it.
_LEVEL = 0


def pack_stored(path: str, title: str, answer: str, description: str = "") -> bytes:
    """Return the stored fields of an entry: a zlib-compressed pickle, as Whoosh has it."""
    stored = {"path": path, "title": title, "answer": answer}
    if description:
        stored["description"] = description
    return isal_zlib.compress(pickle.dumps(stored, 2), _LEVEL)


def unpack_stored(packed: bytes) -> dict[str, str]:
    """Return the stored fields that `pack_stored` packed."""
    fields: dict[str, str] = load_plain(isal_zlib.decompress(packed))
    return fields
