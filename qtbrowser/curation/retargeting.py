"""Updates links after documents have moved: related questions, and the Markdown links of answers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from qtbrowser.catalog.folding import subject_key
from qtbrowser.catalog.link_targets import normal_target
from qtbrowser.curation.document_names import Names, related_entries
from qtbrowser.curation.work import Work
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.field_editing.field_values import FieldValue
from qtbrowser.documents.field_reading import as_id, as_line
from qtbrowser.documents.reader import SUFFIXES
from qtbrowser.errors import DocumentError, EditRefused
from qtbrowser.markup.markdown_links import LinkPlace, link_places

_BREAKS_LINK = re.compile(r"[\s()<>]")
_ADDRESS_KEYS = ("url", "path", "file_name")


def retarget(work: Work, paths: list[str], old: Names, new: Names, *, ids: bool) -> None:
    """Change links to a document whose names have changed.

    Args:
        work: where the changes are collected; documents that can't be changed are added to its refusals.
        paths: the documents whose links are examined.
        old: the names that the links may contain.
        new: the names that they will contain. Titles are changed only if `new` has one.
        ids: whether links by id alone are changed as well.
    """
    work.note_names(old, new)
    for path in dict.fromkeys(map(work.real_path, paths)):
        if not work.exists(path):
            continue
        try:
            with file_boundary(path):
                changes = dict(_related_changes(work.fields(path), path, old, new, ids))
                answer = work.document(path).answer
                moved = _moved_links(answer, path, old, new)
                if moved != answer:
                    changes["answer"] = moved
                if changes:
                    work.edit(path, changes)
                    work.need(path, new.path)
        except (EditRefused, DocumentError) as error:
            work.refuse(path, error)


def _related_changes(
    fields: Mapping[str, Any], path: str, old: Names, new: Names, ids: bool
) -> Iterator[tuple[str, FieldValue]]:
    for name, value in related_entries(fields):
        if not isinstance(value, Mapping):
            written = as_line(value)
            if isinstance(value, int) and not isinstance(value, bool):
                if ids and value == old.id and isinstance(new.id, int):
                    yield name, new.id
            elif written and normal_target(written, path) in old.targets(ids):
                yield name, _renamed(written, path, old, new)
            continue
        key = next((key for key in _ADDRESS_KEYS if as_line(value.get(key))), None)
        written = "" if key is None else as_line(value[key])
        identity = as_id(value.get("id"))
        if not (normal_target(written, path) in old.targets(False) if written else ids and identity == old.id):
            continue
        if key is not None:
            yield f"{name}.{key}", _renamed(written, path, old, new)
        if identity == old.id and new.id is not None:
            yield f"{name}.id", new.id
        if "subject" in value and new.subject and subject_key(as_line(value["subject"])) == subject_key(old.subject):
            yield f"{name}.subject", new.subject
        if "title" in value and new.title:
            yield f"{name}.title", new.title


def _moved_links(markdown: str, base: str, old: Names, new: Names) -> str:
    targets = old.targets(False)

    def moved(link: LinkPlace) -> str:
        is_meant = normal_target(link.target, base) in targets
        return _renamed(link.target, base, old, new) if is_meant else link.target

    return _with_targets(markdown, moved)


def rebased_links(markdown: str, base: str, new_base: str, exists: Callable[[str], bool]) -> str:
    """The answer of a document that moves, with relative links and pictures changed to lead where they led before.

    Args:
        markdown: the answer.
        base: the document's path.
        new_base: its new path.
        exists: `exists(path)` says whether the library has a file at a path; links to missing files are not changed.
    """

    def rebased(link: LinkPlace) -> str:
        target = link.target
        plain = unquote(re.split("[#?]", target)[0])
        if not plain or target.startswith(("/", "#")) or ":" in target.partition("/")[0]:
            return target
        led = posixpath.normpath(posixpath.join(posixpath.dirname(base), plain))
        found = next((led + suffix for suffix in ("", *SUFFIXES) if exists(led + suffix)), None)
        if found is None:
            return target
        there = new_base if found == base else found
        return _written(target, posixpath.relpath(there, posixpath.dirname(new_base) or "."), found != led)

    return _with_targets(markdown, rebased)


def _with_targets(markdown: str, new_target: Callable[[LinkPlace], str]) -> str:
    parts: list[str] = []
    position = 0
    for link in link_places(markdown):
        target = new_target(link)
        if target != link.target and not link.in_brackets and _BREAKS_LINK.search(target):
            target = quote(target, safe="/!$&'*+,;=:@~%#?")
        parts += (markdown[position : link.start], target)
        position = link.end
    return "".join([*parts, markdown[position:]])


def _renamed(written: str, base: str, old: Names, new: Names) -> str:
    """A link target with a document's old name replaced by the new one, in the same form."""
    plain = unquote(re.split("[#?]", written)[0])
    if plain.rstrip("/") == old.url.rstrip("/") and old.url:
        tail = written[len(re.split("[#?]", written)[0]) :]
        return (new.url or f"/{new.path}") + ("/" if plain.endswith("/") and not new.url.endswith("/") else "") + tail
    if plain.startswith("id:"):
        return f"id:{new.id}"
    without_suffix = not plain.lower().endswith(SUFFIXES)
    if plain.startswith("/"):
        return _written(written, f"/{new.path}", without_suffix)
    return _written(written, posixpath.relpath(new.path, posixpath.dirname(base) or "."), without_suffix)


def _written(written: str, target: str, without_suffix: bool) -> str:
    """A path written in the form of another: with or without suffix, ``./`` and percent-encoding, and with its
    fragment.
    """
    head = re.split("[#?]", written)[0]
    if without_suffix and PurePosixPath(target).suffix in SUFFIXES:
        target = target[: -len(PurePosixPath(target).suffix)]
    if head.startswith("./") and not target.startswith("."):
        target = f"./{target}"
    return (quote(target, safe="/!$&'*+,;=:@~") if "%" in head else target) + written[len(head) :]
