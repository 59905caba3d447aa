"""Corrects links that lead to another document than before, though nobody has renamed what they name.

A document that moves may take a name that a link has meant another one by: the file ``note.md``, for ``[[note]]`` or
for an alias ``note``. Of two documents that share a name, a link means the nearer one, and that may be the other one
after a move. Such a link gets the path of the document that it led to before.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.link_names import name_hash
from qtbrowser.catalog.link_targets import PLACES, Resolver
from qtbrowser.curation.document_names import related_entries
from qtbrowser.curation.link_writing import as_written
from qtbrowser.curation.planned_links import planned_links
from qtbrowser.curation.retargeting import address_key, with_targets
from qtbrowser.curation.work import Work
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.field_editing.field_values import FieldValue
from qtbrowser.documents.field_editing.source import Source
from qtbrowser.documents.field_reading import as_line
from qtbrowser.documents.folder_kind import names_of_kinds
from qtbrowser.documents.reader import build_document
from qtbrowser.errors import DocumentError, EditRefused
from qtbrowser.markup.link_schemes import WIKI, scheme_of
from qtbrowser.markup.markdown_links import LinkPlace

_AT_ONCE = 500
"""Names that are looked up in one query."""


def keep_links(work: Work) -> Iterator[None]:
    """Correct links that lead to another document after all steps of a plan than before them.

    Args:
        work: where the changes are collected; documents that can't be changed are added to its refusals.

    Yields:
        After each document, so that the plan can be cancelled.
    """
    places = work.displaced()
    if work.catalog is None or not places:
        return
    links = _Links(work, work.catalog)
    for origin in links.affected(places):
        present = work.now_at(origin)
        if not work.exists(present) or work.is_merged(present):
            continue
        try:
            with work.attempt(), file_boundary(present):
                links.keep(origin, present)
        except (EditRefused, DocumentError) as error:
            work.refuse(present, error)
        work.forget_unchanged(present)
        yield


class _Links:
    """Where links led before a plan and lead now.

    Args:
        work: the planned library.
        catalog: the library before the plan.
    """

    def __init__(self, work: Work, catalog: Catalog) -> None:
        self._work = work
        self._catalog = catalog
        self._before = Resolver(catalog.documents_named, lambda _path: False, catalog.kinds())
        self._now = Resolver(work.known().documents_named, lambda _path: False, catalog.kinds())

    def affected(self, places: Iterable[tuple[str, str]]) -> list[str]:
        """The documents, by their paths before the plan, with a link whose meaning the plan may have changed.

        Args:
            places: of each document that has moved or was merged its path before the plan, and where it is now.
        """
        names: set[int] = set()
        found: set[str] = set()
        for origin, present in places:
            old = self._names_before(origin)
            here = self._work.was_at(present)
            identity = set(self._catalog.names_of(here)) - self._names_before(here)
            # A name that it had for one step only may have changed links, too.
            now = self._work.passed_names(origin).union(self._work.known().names_of(present)) - identity
            new = now.difference(old, self._catalog.names_of(here))
            shared = {name for part in _parts([*{*old, *now}], PLACES) for name in self._shared(part)}
            # A link that was changed may have a new name that another document has, too.
            names |= new | shared | (old if shared else set())
            # What a name means that several have depends on where the link is.
            links = list(self._work.known().links_of(present))
            if any(name for part in _parts(links, PLACES) for name in self._shared(part)):
                found.add(origin)
        for part in _parts(list(names), _AT_ONCE):
            found.update(self._catalog.paths_linking_to(part))
        return sorted(found)

    def _names_before(self, origin: str) -> set[int]:
        """The names of a document before the plan without its id, which does not depend on places."""
        found = self._catalog.curated(origin)
        return set(self._catalog.names_of(origin)) - ({name_hash(f"id:{found[0]}")} if found is not None else set())

    def _shared(self, names: Sequence[int]) -> Iterator[int]:
        """Those of some names that several documents have, before the plan or now."""
        had = self._catalog.documents_named(names)
        have = self._work.known().documents_named(names)
        for name in names:
            before = {self._work.survivor_of(one.path) for one in had.get(name, ())}
            if len(before) > 1 or len({one.path for one in have.get(name, ())} | before) > 1:
                yield name

    def keep(self, origin: str, present: str) -> None:
        """Correct the links of one document.

        Args:
            origin: its path before the plan.
            present: its path now.
        """
        kinds = self._catalog.kinds().of(origin)
        raw = self._work.before(origin) or self._work.read(present)
        before = build_document(*Source(raw).front_matter, origin, kinds)
        after = self._work.document(present)
        changes: dict[str, FieldValue] = {}
        written = planned_links(before.answer, names_of_kinds(before.kinds))
        led = [link.address for link in written]
        wanted = self._wanted(led, _addresses(after, after.answer), origin, present)
        corrected = self._corrected(after, wanted, [link.target for link in written])
        if corrected != after.answer:
            changes["answer"] = corrected
        changes |= self._related(before, after, origin, present)
        if changes:
            self._work.edit(present, changes)
            for path in wanted.values():
                self._work.need(present, path)

    def _wanted(self, led: Sequence[str], lead: Sequence[str], origin: str, present: str) -> dict[int, str]:
        """Number of a link -> the document that it is to lead to and does not; none if the text is another one."""
        found: dict[int, str] = {}
        for number, (old, new) in enumerate(zip(led, lead, strict=True) if len(led) == len(lead) else ()):
            if old.startswith("id:") or (before := self._before.document(old, origin)) is None:
                continue
            wanted = self._work.survivor_of(before)
            if self._work.exists(wanted) and self._now.document(new, present) != wanted:
                found[number] = wanted
        return found

    def _corrected(self, document: Document, wanted: dict[int, str], written: Sequence[str]) -> str:
        """The answer of a document with other targets in some of its links; where no target leads there, as it is.

        Args:
            document: the document as it is now.
            wanted: number of a link -> the document that it is to lead to.
            written: the targets of all links before the plan.
        """
        answer = document.answer
        for number, path in wanted.items():
            links = planned_links(answer, names_of_kinds(document.kinds))
            if number >= len(links):
                continue
            for target in (written[number], *_targets(links[number], document.path, path)):
                changed = _with_target(answer, document, number, target)
                addresses = _addresses(document, changed)
                if number < len(addresses) and self._now.document(addresses[number], document.path) == path:
                    answer = changed
                    break
        return answer

    def _related(self, before: Document, after: Document, origin: str, present: str) -> dict[str, FieldValue]:
        """The field changes that let related questions lead where they led."""
        led, lead = [link.url for link in before.related], [link.url for link in after.related]
        wanted = self._wanted(led, lead, origin, present)
        entries = list(related_entries(self._work.fields(present))) if wanted else []
        changes: dict[str, FieldValue] = {}
        for number, path in wanted.items() if len(entries) == len(lead) else ():
            name, value = entries[number]
            key = address_key(value) if isinstance(value, dict) else None
            if isinstance(value, str) or (key is not None and as_line(value[key])):
                changes[name if key is None else f"{name}.{key}"] = f"/{path}"
        return changes


def _targets(link: LinkPlace, base: str, path: str) -> Iterator[str]:
    """The targets by which a link may lead to a document, in its form, the best one first.

    Args:
        link: the link as it is now.
        base: the path of the document that has it.
        path: that of the document that it is to lead to.
    """
    scheme, meant = scheme_of(link.address)
    if scheme == WIKI:
        name = link.target.partition("#")[0].partition("^")[0]
        stem = path.rpartition(".")[0] if not name.lower().endswith(SUFFIXES) else path
        yield from (f"{root}{stem}{link.target[len(name) :]}" for root in ("", "/"))
    elif meant.startswith("/") and not link.target.startswith("/"):
        yield as_written(link.target, path)
    else:
        relative = posixpath.relpath(path, posixpath.dirname(base) or ".")
        ways = (relative, f"/{path}", f"/{path.partition('/')[2]}")
        # Where an address began with the site's root, so does the new one.
        yield from (as_written(link.target, way) for way in (ways[::-1] if meant.startswith("/") else ways))


def _with_target(answer: str, document: Document, number: int, target: str) -> str:
    """An answer in which the link of a number, from 0, has another target."""
    numbers = count()
    return with_targets(answer, document.kinds, lambda link: target if next(numbers) == number else link.target)


def _addresses(document: Document, answer: str) -> list[str]:
    return [link.address for link in planned_links(answer, names_of_kinds(document.kinds))]


def _parts(names: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (names[start : start + size] for start in range(0, len(names), size))
