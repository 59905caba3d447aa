"""Hashes of what others ask for a document by: its path, address, id and names, and what it shares with others."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from qtbrowser.catalog.link_names import name_hash
from qtbrowser.curation.checks.facts import Facts, unpacked_names
from qtbrowser.documents.portable_names import name_key

NAME, PATH, ADDRESS, ID, LAST_PART, ALIAS, COPY, STEM = range(8)
"""Kinds of keys by which the links of other documents are resolved; `NAME` is one of `catalog.link_names`."""

TITLE, ANSWER, FILE_NAME, BAND = range(8, 12)
"""Kinds of keys that documents have in common; no link asks for them."""

OTHER_FILE, RELATED = 12, 13
"""Kinds of what a rule asks for that is no key of a document: a file at a path, the related questions of a document."""

_LOW = 0xFFFFFFFF

Key = tuple[int, int, int]
"""A kind, a hash of 64 bits with a sign, and for a name its rank."""


def key_hash(kind: int, text: str) -> int:
    """The hash of a key.

    Args:
        kind: any of the kinds but `NAME`, `ANSWER` and `BAND`, whose hashes the facts have.
        text: what is asked for.
    """
    return name_hash(f"{kind}\0{text}")


def asked_of(number: int) -> int:
    """The part of a hash by which it is noted what a rule has asked for: its lower 32 bits.

    Two hashes with the same part only make a document be looked at once more.
    """
    return number & _LOW


def keys_of(fact: Facts) -> Iterator[Key]:
    """The keys of a document; none of a file that can't be read."""
    if not fact.readable:
        return
    path = fact.path
    name = path.rpartition("/")[2].rpartition(".")[0]
    for number, rank in unpacked_names(fact.names):
        yield NAME, number, rank
    yield PATH, key_hash(PATH, path), 0
    yield LAST_PART, key_hash(LAST_PART, name), 0
    yield STEM, key_hash(STEM, name.casefold()), 0
    yield FILE_NAME, key_hash(FILE_NAME, name_key(path)), 0
    if fact.url:
        address = fact.url.rstrip("/")
        yield ADDRESS, key_hash(ADDRESS, address), 0
        last = address.rpartition("/")[2]
        if last and last != name:
            yield LAST_PART, key_hash(LAST_PART, last), 0
    if fact.id is not None:
        yield ID, key_hash(ID, str(fact.id)), 0
        if fact.answer:
            yield COPY, copy_hash(fact), 0
    for alias in dict.fromkeys(fact.aliases.split("\n")) if fact.aliases else ():
        yield ALIAS, key_hash(ALIAS, alias.rstrip("/") or alias), 0
    if fact.title_key:
        yield TITLE, key_hash(TITLE, fact.title_key), 0
    if fact.answer:
        yield ANSWER, fact.answer, 0
    for band in struct.unpack(f"<{len(fact.bands) >> 3}q", fact.bands):
        yield BAND, band, 0


def copy_hash(fact: Facts) -> int:
    """The hash of what copies of one document have in common: id, title and answer."""
    kind = "text" if isinstance(fact.id, str) else "number"
    return key_hash(COPY, f"{kind}\0{fact.id}\0{fact.title_key}\0{fact.answer}")
