"""Updates links after documents have moved: related questions, and the Markdown links of answers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from qtbrowser.catalog.folding import subject_key
from qtbrowser.catalog.link_names import name_hash, note_name
from qtbrowser.catalog.link_targets import (
    PLACES,
    Base,
    Named,
    Resolver,
    is_by_address,
    names_of_target,
    normal_target,
)
from qtbrowser.curation.document_names import Names, related_entries
from qtbrowser.curation.link_writing import as_written, renamed_target
from qtbrowser.curation.planned_links import keep_changed_links, planned_links
from qtbrowser.curation.work import Work
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.field_editing.field_values import FieldValue, value_like
from qtbrowser.documents.field_reading import as_id, as_line
from qtbrowser.documents.folder_kind import NO_KINDS, FolderKind, names_of_kinds
from qtbrowser.errors import DocumentError, EditRefused
from qtbrowser.markup.link_schemes import WIKI, scheme_of
from qtbrowser.markup.markdown_links import LinkPlace

_ADDRESS_KEYS = ("url", "path", "file_name")
_INDEX_FILES = tuple(name + suffix for name in ("README", "index", "_index") for suffix in SUFFIXES)


def retarget(
    work: Work, paths: list[str], old: Names, new: Names, *, ids: bool, former: Mapping[int, int] | None = None
) -> None:
    """Change links to a document whose names have changed.

    Args:
        work: where the changes are collected; documents that can't be changed are added to its refusals.
        paths: the documents whose links are examined.
        old: the names that the links may contain.
        new: the names that they will contain. Titles are changed only if `new` has one.
        ids: whether links by id alone are changed as well.
        former: all names that the document had, as from `Work.names_of`.
    """
    work.note_names(old, new)
    for path in dict.fromkeys(map(work.real_path, paths)):
        if not work.exists(path):
            continue
        try:
            with file_boundary(path):
                links = _Links(work, path, old, new, ids, former or {})
                changes = dict(_related_changes(work.fields(path), links))
                document = work.document(path)
                moved = with_targets(document.answer, document.kinds, links.renamed)
                if moved != document.answer:
                    changes["answer"] = moved
                if changes:
                    work.edit(path, changes)
                    work.need(path, new.path)
        except (EditRefused, DocumentError) as error:
            work.refuse(path, error)


class _Links:
    """The links of one document to another one that has new names.

    Args:
        work: the planned library.
        path: the present path of the document with the links.
        old, new, ids, former: as for `retarget`.
    """

    def __init__(self, work: Work, path: str, old: Names, new: Names, ids: bool, former: Mapping[int, int]) -> None:
        self.path, self.old, self.new, self.ids = path, old, new, ids
        self._work = work
        self._former = former
        self._base = Base(path, work.kinds_of(path))
        self._kinds = NO_KINDS if work.catalog is None else work.catalog.kinds()
        self._site_base = Base.of(path, self._kinds)
        self._own = {old.path} if work.is_merged(old.path) else {old.path, new.path}
        self._targets = old.targets(ids)

    def lead(self, address: str) -> bool:
        """Whether a target leads to the document."""
        is_by_path = _seen_from(address, self.path) in self._targets
        if is_by_path and not is_by_address(address, self._base):
            return True
        if address.startswith("id:") or self._work.catalog is None:
            return False
        # What vaults and sites know further: nearly all links have none of the document's names.
        if self._former.keys().isdisjoint(_name_hashes(address, self._site_base)):
            return False
        resolver = Resolver(self._documents_then, lambda _path: False, self._kinds)
        return resolver.document(address, self.path) in self._own

    def _documents_then(self, hashes: Sequence[int]) -> Mapping[int, Sequence[Named]]:
        """The documents with these names while the document had its former ones."""
        found = self._work.known().documents_named(hashes)
        for name in self._former.keys() & set(hashes):
            found.setdefault(name, []).append(Named(self._former[name], self.old.path))
        return found

    def renamed(self, link: LinkPlace) -> str:
        """The target of an answer's link, renamed if it leads to the document, but not by its id."""
        if link.address.startswith("id:") or not self.lead(link.address):
            return link.target
        return self.target(link.target, link.address)

    def target(self, written: str, address: str) -> str:
        """A target that leads to the document, with its new name."""
        return renamed_target(written, address, self.path, self.old, self.new, self._is_taken)

    def _is_taken(self, note: str) -> bool:
        number = name_hash(note_name(note))
        named = self._work.known().documents_named([number]).get(number, [])
        return any(one.path not in (self.old.path, self.new.path) for one in named)


# A page with many links is asked for each document that it leads to.
_seen_from = lru_cache(maxsize=1 << 15)(normal_target)


@lru_cache(maxsize=1 << 15)
def _name_hashes(address: str, base: Base) -> tuple[int, ...]:
    """The hashes of the names that a link may mean."""
    return tuple(map(name_hash, names_of_target(address, base)[:PLACES]))


def _related_changes(fields: Mapping[str, Any], links: _Links) -> Iterator[tuple[str, FieldValue]]:
    old, new = links.old, links.new
    for name, value in related_entries(fields):
        if not isinstance(value, Mapping):
            written = as_line(value)
            if isinstance(value, int) and not isinstance(value, bool):
                if links.ids and str(value) == str(old.id) and new.id is not None:
                    yield name, _id_like(value, new)
            elif written and links.lead(written):
                yield name, links.target(written, written)
            continue
        key = address_key(value)
        written = "" if key is None else as_line(value[key])
        if written:
            is_meant = not written.startswith("id:") and links.lead(written)
        else:
            is_meant = links.ids and old.id is not None and str(as_id(value.get("id"))) == str(old.id)
        if is_meant:
            yield from _entry_changes(name, key, value, written, links)


def _entry_changes(
    name: str, key: str | None, value: Mapping[str, Any], written: str, links: _Links
) -> Iterator[tuple[str, FieldValue]]:
    """The changes of one entry that leads to the document."""
    old, new = links.old, links.new
    if key is not None:
        yield f"{name}.{key}", links.target(written, written)
    if "id" in value and str(as_id(value["id"])) == str(old.id) and new.id is not None:
        yield f"{name}.id", _id_like(value["id"], new)
    if "subject" in value and new.subject and subject_key(as_line(value["subject"])) == subject_key(old.subject):
        yield f"{name}.subject", new.subject
    if "title" in value and new.title:
        yield f"{name}.title", new.title


def _id_like(written: object, new: Names) -> FieldValue:
    """The new id as a number or a text, whichever the present one is."""
    return value_like(str(new.id), "id", written)


def rebased_links(
    markdown: str, base: str, new_base: str, exists: Callable[[str], bool], kinds: FolderKind = FolderKind.PLAIN
) -> str:
    """The answer of a document that moves, with relative links and pictures changed to lead where they led before.

    Args:
        markdown: the answer.
        base: the document's path.
        new_base: its new path.
        exists: `exists(path)` says whether the library has a file at a path; links to missing files are not changed.
        kinds: what it is written for.
    """
    return with_targets(markdown, kinds, lambda link: _rebased(link.target, link.address, base, new_base, exists))


def rebased_related(
    fields: Mapping[str, Any], base: str, new_base: str, exists: Callable[[str], bool]
) -> dict[str, FieldValue]:
    """The field changes that let the related questions of a document that moves lead where they led before.

    Args:
        fields: its front matter.
        base, new_base, exists: as for `rebased_links`.
    """
    changes: dict[str, FieldValue] = {}
    for name, value in related_entries(fields):
        key = address_key(value) if isinstance(value, Mapping) else None
        written = as_line(value[key]) if key is not None else value if isinstance(value, str) else ""
        target = _rebased(written, written, base, new_base, exists) if written else written
        if target != written:
            changes[name if key is None else f"{name}.{key}"] = target
    return changes


def address_key(entry: Mapping[str, Any]) -> str | None:
    """The key of the address in an entry of related questions; None if it has none."""
    return next((key for key in _ADDRESS_KEYS if as_line(entry.get(key))), None)


def _rebased(target: str, address: str, base: str, new_base: str, exists: Callable[[str], bool]) -> str:
    """A target that leads from a document's new place where it led before; the present one if that is so already."""
    plain = unquote(re.split("[#?]", target)[0])
    scheme, bare = scheme_of(address)
    if scheme == WIKI and not plain.startswith(("./", "../")):
        return target
    if not plain or bare.startswith(("/", "#")) or ":" in bare.partition("/")[0]:
        return target
    led = posixpath.normpath(posixpath.join(posixpath.dirname(base), plain))
    ends = ("", *SUFFIXES) if not plain.endswith("/") else tuple(f"/{name}" for name in _INDEX_FILES)
    found = next((led + end for end in ends if exists(led + end)), None)
    if found is None:
        return target
    there = new_base if found == base else found
    relative = posixpath.relpath(there, posixpath.dirname(new_base) or ".")
    return as_written(target, relative) if found != led or found == base else _in_form(target, relative)


def _in_form(written: str, target: str) -> str:
    """A path that is written with its suffix, in the form of another."""
    head = re.split("[#?]", written)[0]
    if head.startswith("./") and not target.startswith("."):
        target = f"./{target}"
    return (quote(target, safe="/!$&'*+,;=:@~") if "%" in head else target) + written[len(head) :]


def with_targets(markdown: str, kinds: FolderKind, new_target: Callable[[LinkPlace], str]) -> str:
    """A text with other targets in its links.

    Args:
        markdown: the text.
        kinds: what it is written for.
        new_target: gives the new target of a link; for one that stays as it is, the present one.
    """
    names = names_of_kinds(kinds)
    links = planned_links(markdown, names)
    written = [link.spelled(new_target(link)) for link in links]
    parts: list[str] = []
    position = 0
    for link, new in zip(links, written, strict=True):
        parts += (markdown[position : link.start], new)
        position = link.end
    changed = "".join([*parts, markdown[position:]])
    if changed != markdown:
        keep_changed_links(changed, names, links, written)
    return changed
