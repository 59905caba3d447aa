"""Bounds what the indexes of all libraries take on the disk.

An index can be made again at any time, so the ones that were used longest ago are removed.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from qtbrowser.library.cache import LIBRARIES, folder_size

UNUSED_SECONDS = 3600.0
"""An index that was used later than so many seconds ago may be open in another program, and is kept."""


def indexes_size(cache_dir: Path) -> int:
    """What the indexes of all libraries take, in bytes.

    Args:
        cache_dir: the program's cache folder.
    """
    return sum(size for _, _, size in _indexes(cache_dir))


def make_room(cache_dir: Path, most_bytes: int, keep: Collection[Path], now: float) -> list[Path]:
    """Remove indexes, the ones used longest ago first, until all of them take no more than a number of bytes.

    An index that another process writes, that was used in the last hour, or that can't be removed is passed over.

    Args:
        cache_dir: the program's cache folder.
        most_bytes: what they may take.
        keep: the folders of indexes that are not removed: those that windows have open, for however long.
        now: the time in seconds since 1970.

    Returns:
        The folders that were removed.
    """
    indexes = sorted(_indexes(cache_dir))
    total = sum(size for _, _, size in indexes)
    removed = []
    for used, root, size in indexes:
        if total <= most_bytes:
            break
        if root not in keep and now - used > UNUSED_SECONDS and _remove(root):
            removed.append(root)
            total -= size
    return removed


def _indexes(cache_dir: Path) -> Iterator[tuple[float, Path, int]]:
    """When each index was used last, its folder, and its size in bytes."""
    try:
        roots = [root for root in (cache_dir / LIBRARIES).iterdir() if root.is_dir() and not root.is_symlink()]
    except OSError:
        return
    for root in roots:
        # Another process may be removing it.
        with suppress(OSError):
            times = [file.stat().st_mtime for file in (root / "library.txt", root / "current") if file.exists()]
            yield max([*times, root.stat().st_mtime]), root, folder_size(root)


def _remove(root: Path) -> bool:
    lock = FileLock(root / "lock")
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return False
    try:
        # First, so that no half of an index is taken for a whole one.
        (root / "current").unlink(missing_ok=True)
        for item in root.iterdir():
            if item.name != "lock":
                shutil.rmtree(item) if item.is_dir() else item.unlink()
    except OSError:
        return False
    finally:
        lock.release()
    # Another process may build a new index in there by now; a folder that is not empty stays.
    with suppress(OSError):
        (root / "lock").unlink(missing_ok=True)  # on Windows it goes when it is released
        root.rmdir()
    return True
