"""Reads pickles that hold plain values alone, and so can't run code.

Whoosh's formats have pickles in them: a segment's directory of parts, and the stored fields of a document. Both are
dictionaries of strings and numbers. A pickle that names a class or a function, as one that runs code must, is refused.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

UNREADABLE = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
)
"""What unpickling damaged bytes raises."""


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> Any:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no plain value")


def load_plain(stream: io.BufferedIOBase | Any) -> Any:
    """Return the value of the pickle at the position of a binary stream, which is then behind it.

    Raises:
        pickle.UnpicklingError and others of `UNREADABLE`: it is damaged, or no plain value.
    """
    return _PlainUnpickler(stream).load()


def loads_plain(content: bytes) -> Any:
    """Return the value of a pickle; raises as `load_plain`."""
    return load_plain(io.BytesIO(content))
