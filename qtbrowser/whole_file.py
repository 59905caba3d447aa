"""Writes a file of the user's own as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from qtbrowser.held_files import remove_file, replace_file


@contextmanager
def whole_file(file: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A new file beside a file, which it replaces at the end; if anything fails, the present one stays.

    Args:
        file: the file to write; a symbolic link is followed.
        private: whether only the user may read it.

    Yields:
        The stream to write to.

    Raises:
        OSError: the file can't be written.
    """
    target = file.resolve()
    # A name of its own, so that two writers at the same time don't write to the same file.
    new = target.with_name(f".{uuid4().hex}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(new, flags, 0o600 if private else 0o666), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        replace_file(new, target)
    except OSError as error:
        if error.filename != str(new):
            raise
        raise OSError(error.errno, error.strerror, str(file)) from error
    finally:
        remove_file(new)
