"""Folds subjects, topics and titles for comparison, digests answers, and derives subjects from folders."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from qtbrowser.documents.field_reading import as_subject
from qtbrowser.documents.folder_kind import FolderKind, FolderKinds

CONTENT_FOLDERS = frozenset(
    "content contents docs doc documentation pages src source _posts _docs posts current".split()
)
"""Names of folders whose files have addresses without that folder, on the sites of one generator or another."""

PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not decompose into a plain letter and an accent, with what searches take them for."""

_CONTENT_SHARE = 0.5
"""The share of a site's documents that its folder of content has at least."""

_MOST_AT_ONCE = 1 << 20
_LEADING_MARKS = re.compile(r"^[\W_]+")


def split_subject(text: str) -> tuple[str, ...]:
    """The parts of a subject such as ``Crafts/Woodworking``, each with single spaces, empty ones left out."""
    parts = (" ".join(part.split()) for part in text.split("/"))
    return tuple(part for part in parts if part)


@lru_cache(maxsize=1 << 10)
def subject_key(text: str) -> str:
    """A key that is equal for subjects that differ only in case or spacing.

    ``"Education  Studies"`` -> ``"educationstudies"``. Parts stay separate: ``"Crafts / Wood"`` ->
    ``"crafts/wood"``. Empty for a text without a name in it.
    """
    return "/".join(_fold("".join(part.split())) for part in split_subject(text))


# A library repeats the same keywords and subjects many times.
@lru_cache(maxsize=1 << 15)
def topic_key(text: str) -> str:
    """A key that is equal for keywords that differ only in case or in runs of space."""
    return _fold(" ".join(text.split()))


def title_key(text: str) -> str:
    """The key that titles are ordered by: case and accents folded, without leading punctuation."""
    if text.isascii():
        folded = text.lower()
        return _LEADING_MARKS.sub("", folded, count=1) or folded
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    folded = _fold(plain)
    return _LEADING_MARKS.sub("", folded, count=1) or folded


def answer_digest(answer: str) -> int:
    """A signed 64-bit number that is equal for answers that differ only in spacing; 0 for an empty one."""
    digest = hashlib.blake2b(digest_size=8)
    is_empty = True
    start = 0
    while start < len(answer):
        # The words of a very long answer take many times its memory: they are looked at part by part.
        end = answer.find("\n", start + _MOST_AT_ONCE)
        end = len(answer) if end < 0 else end
        words = " ".join(answer[start:end].split())
        if words:
            digest.update((words if is_empty else f" {words}").encode("utf-8", "replace"))
            is_empty = False
        start = end
    return 0 if is_empty else int.from_bytes(digest.digest(), "big", signed=True)


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def common_folder(paths: Iterable[str]) -> str:
    """The deepest folder that holds all of these files (``""`` for the library's own folder).

    Folder names below it count as subjects, so that opening a folder or the folder above it gives the same subjects.
    """
    return _common_of({path.rpartition("/")[0] for path in paths})


def _common_of(folders: Iterable[str]) -> str:
    """The deepest folder that holds all of these folders, or is one of them."""
    common: list[str] | None = None
    for folder in folders:
        parts = folder.split("/") if folder else []
        if common is None:
            common = parts
            continue
        length = 0
        for one, other in zip(common, parts, strict=False):
            if one != other:
                break
            length += 1
        del common[length:]
        if not common:
            break
    return "/".join(common or [])


def folder_counts(paths: Iterable[str]) -> Counter[str]:
    """How many of these files are in each folder itself (``""`` for the library's own folder)."""
    return Counter(path.rpartition("/")[0] for path in paths)


def content_folder(counts: Mapping[str, int], kinds: FolderKinds) -> str:
    """The folder below which folder names are subjects: the deepest that holds the content.

    On a site this is the folder of content that most documents are in (``content/en``), though a few are beside it.
    Elsewhere it is the folder that holds all documents.

    Args:
        counts: how many documents are in each folder, see `folder_counts`.
        kinds: what the library's folders are written for.
    """
    folder = _common_of(counts)
    if not kinds.all.is_site:
        return folder
    below = dict(counts)
    routed = {path for settings in kinds.settings.values() for path, _ in settings.routes}
    while True:
        inside = Counter[str]()
        for one, count in below.items():
            if one != folder:
                inside[one[len(folder) + 1 if folder else 0 :].partition("/")[0]] += count
        name, count = max(inside.items(), key=lambda pair: pair[1], default=("", 0))
        inner = f"{folder}/{name}" if folder else name
        is_routed = inner in routed or any(path.startswith(inner + "/") for path in routed)
        is_content = (
            is_routed or name.lower() in CONTENT_FOLDERS or kinds.by_folder.get(inner, FolderKind.PLAIN).is_site
        )
        if not name or not is_content or count < _CONTENT_SHARE * sum(below.values()):
            return folder
        below = {one: count for one, count in below.items() if f"{one}/".startswith(inner + "/")}
        folder = _common_of(below)


def folder_subject(folder: str, common: str, library_name: str) -> str:
    """The subject that a folder gives to documents that name none.

    Args:
        folder: the document's folder, relative to the library (``""`` for the top).
        common: `common_folder` of the whole library.
        library_name: the name of the library's own folder.

    Returns:
        The path below the common folder, cut to the limits of a subject; for the common folder itself its name. For a
        folder that is not below it the whole path.
    """
    is_below = f"{folder}/".startswith(f"{common}/")
    if common and not is_below:
        return as_subject(folder) or library_name
    inner = PurePosixPath(folder).relative_to(common).as_posix() if common else folder
    if inner and inner != ".":
        return as_subject(inner)
    return common.rpartition("/")[2] if common else library_name
