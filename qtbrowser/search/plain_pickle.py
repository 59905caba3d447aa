"""Reads pickles of plain values: what names a class or a function is refused, so that nothing of a file is run.

Whoosh's format has pickles in two places that this program reads: a segment's directory of parts, and the stored fields
of each document. Both hold dictionaries, texts and numbers only.
"""

from __future__ import annotations

import io
import pickle
from typing import Any, NoReturn


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")

    def persistent_load(self, pid: Any) -> NoReturn:
        raise pickle.UnpicklingError(f"{pid} is no plain value")


def load_plain(pickled: bytes) -> Any:
    """Return the value of a pickle of dictionaries, lists, texts and numbers.

    Raises:
        pickle.UnpicklingError: it names a class, a function or another object, or is damaged.
        EOFError, ValueError, IndexError, KeyError, AttributeError: it is damaged.
    """
    return _PlainUnpickler(io.BytesIO(pickled)).load()
