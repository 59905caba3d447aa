"""The state of the library during planning: documents are changed in memory and result in one change set."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.link_names import site_addresses
from qtbrowser.catalog.link_targets import normal_target, stored_names
from qtbrowser.curation.change_set import ChangeSet, HeldBack, Loss, Refusal
from qtbrowser.curation.course_edits import with_moved_steps
from qtbrowser.curation.document_names import Names
from qtbrowser.curation.library_file_edits import with_changed_paths
from qtbrowser.curation.losses import lost_comments
from qtbrowser.curation.naming import unlinkable_name
from qtbrowser.curation.planned_files import PlannedFiles
from qtbrowser.curation.planned_library import PlannedLibrary
from qtbrowser.documents.course import course_names, course_path
from qtbrowser.documents.document import Document
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.field_editing.edit import edit_source
from qtbrowser.documents.field_editing.field_values import FieldValue
from qtbrowser.documents.field_editing.source import Source
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.library_file import FILE
from qtbrowser.documents.reader import build_document, with_title_of_navigation
from qtbrowser.errors import EditRefused, FileChanged, LibraryError, LossRefused, QtBrowserError

_MOST_SOURCES = 64
"""Files whose parsed text is kept."""


class Work(PlannedFiles):
    """The documents that plans read and write, in memory; nothing on the disk is changed.

    Args:
        root: the library's folder, resolved.
        catalog: its catalog; None before the first refresh.
        today: the date of new documents.

    Attributes:
        careful: what would lose something is not done, see `qtbrowser.curation.edits.Bulk`.
    """

    def __init__(self, root: Path, catalog: Catalog | None, today: date) -> None:
        super().__init__(root, self._touch, dict if catalog is None else catalog.names_of_files)
        self.catalog = catalog
        self.today = today
        self.careful = False
        self._planned = None if catalog is None else PlannedLibrary(catalog, root.name, self._readable)
        self._ids: set[int] | None = None
        self._given_ids: set[int] = set()
        self._sources: OrderedDict[str, Source] = OrderedDict()
        # A merge asks for its two documents a dozen times.
        self._documents: dict[str, tuple[Source, Document]] = {}
        self._moved: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        self._passed: defaultdict[str, set[int]] = defaultdict(set)
        self._merged: dict[str, str] = {}
        self._renamed: dict[str, Names] = {}
        self._refusals: dict[str, Refusal] = {}
        self._losses: dict[Loss, None] = {}
        self._held: dict[HeldBack, None] = {}
        self._needs: dict[tuple[str, str], None] = {}
        self._redirects: dict[str, str] = {}

    def known(self) -> PlannedLibrary:
        """The library in its planned state.

        Raises:
            LibraryError: it is not indexed yet.
        """
        if self._planned is None:
            raise LibraryError("The library has to be indexed before this can be planned.", path=str(self.root))
        return self._planned

    def free_ids(self, start: int | None = None, own: Collection[int] = ()) -> Iterator[int]:
        """Unused ids; each one that is taken counts as used from then on.

        Args:
            start: the lowest allowed id; None for those above all used ones.
            own: used ids that count as free, because their documents get new ones.
        """
        self._ids = self.known().ids_in_use()
        if start is None:
            start = max(max(self._ids, default=0), max(self._given_ids, default=0)) + 1
        for number in count(start):
            if number not in self._given_ids and (number not in self._ids or number in own):
                self._given_ids.add(number)
                yield number

    def now_at(self, path: str) -> str:
        """The present path of a document that was at a path before the plan; where it was, if it was merged."""
        return self._moved.get(path, path)

    def was_at(self, path: str) -> str:
        """The path before the plan of a document that is now at a path."""
        return self._origins.get(path, path)

    def survivor_of(self, path: str) -> str:
        """The present path of the document that was at a path before the plan, or of the one it was merged into."""
        path = self.now_at(path)
        while (survivor := self._merged.get(path)) is not None:
            path = self.now_at(survivor)
        return path

    def names_of(self, document: Document) -> dict[int, int]:
        """The hashes of all names of a document with their ranks, by all that vaults and sites know."""
        return {} if self.catalog is None else dict(stored_names(document, self.catalog.kinds().site_of(document.path)))

    def addresses_of(self, document: Document) -> tuple[str, ...]:
        """The addresses that a site may give a document; none for what is on no site."""
        if self.catalog is None or not document.kinds.is_site:
            return ()
        return tuple(site_addresses(document, self.catalog.kinds().site_of(document.path)))

    def displaced(self) -> list[tuple[str, str]]:
        """The documents that have moved or were merged: the path of each before the plan, and where it is now."""
        origins = [*self._moved, *(self._origins.get(path, path) for path in self._merged)]
        return [(origin, self.survivor_of(origin)) for origin in dict.fromkeys(origins)]

    def passed_names(self, origin: str) -> frozenset[int]:
        """The hashes of all names that a document has had after its moves."""
        return frozenset(self._passed.get(origin, ()))

    def is_merged(self, path: str) -> bool:
        """Whether the document at a path was merged into another one by this plan."""
        return path in self._merged

    def fields(self, path: str) -> dict[str, Any]:
        """The present front matter of a document.

        Raises:
            EditRefused, DocumentError: it can't be read.
        """
        return dict(self.source(path).front_matter[0])

    def document(self, path: str) -> Document:
        """A document in its present state.

        Raises:
            EditRefused, DocumentError: it can't be read.
        """
        source = self.source(path)
        known = self._documents.get(path)
        if known is not None and known[0] is source:
            return known[1]
        document = build_document(*source.front_matter, path, self.kinds_of(path))
        if self.catalog is not None:
            document = with_title_of_navigation(document, self.catalog.kinds())
        self._documents[path] = source, document
        return document

    def kinds_of(self, path: str) -> FolderKind:
        """What the folder of a path was written for."""
        return FolderKind.PLAIN if self.catalog is None else self.catalog.kinds().of(path)

    def source(self, path: str) -> Source:
        """The present text of a file.

        Raises:
            EditRefused: it can't be read.
        """
        content = self.read(path)
        found = self._sources.get(path)
        if found is None or found.raw != content:
            found = Source(content)
            self._keep(path, found)
        return found

    def edit(self, path: str, changes: Mapping[str, FieldValue]) -> None:
        """Set fields of a document.

        Raises:
            EditRefused: a field can't be set, or the file may not be replaced.
            LossRefused: a comment would be lost, and the plan is careful.
        """
        source = self.source(path)
        edited = edit_source(source, changes)
        if edited is not source:
            self._keep_comments(path, source, edited)
            self.change(path, edited.raw)
            self._keep(path, edited)

    def create(self, path: str, content: bytes, mode: int | None = None, goes: str = "") -> None:
        """Create a file, see `PlannedFiles.create`.

        Raises:
            EditRefused: as there; or it is in a vault, and has a name to which none of the vault's links can lead.
        """
        if path.lower().endswith(SUFFIXES) and FolderKind.OBSIDIAN in self.kinds_of(path):
            place = ""
            for name in path.split("/"):
                place = f"{place}/{name}" if place else name
                kept = place == path and name == goes.rpartition("/")[2]
                if not (kept or self.exists(place)) and (reason := unlinkable_name(name)):
                    raise EditRefused(reason, path=path)
        super().create(path, content, mode, goes)

    def move(self, path: str, new_path: str) -> None:
        """Move a document.

        Raises:
            EditRefused: it may not be moved, or there is a file at the new path.
        """
        self.relocate(path, new_path)
        origin = self._origins.get(path, path)
        self.put(self._moved, origin, new_path)
        self.put(self._origins, new_path, origin)
        self._passed[origin].update(self.known().names_of(new_path))
        self.need(path, new_path)
        self.need(new_path, path)

    def merge(self, path: str, survivor: str) -> None:
        """Remove a document that was merged into another one.

        Raises:
            EditRefused: it may not be removed.
        """
        self.remove(path, to_trash=True)
        # As it was before the plan: the survivor may move later.
        self.put(self._merged, path, self._origins.get(survivor, survivor))
        self.need(path, survivor)
        self.need(survivor, path)

    def need(self, path: str, needed: str) -> None:
        """Record that the change of a file makes sense only with that of another one."""
        if path != needed:
            self._note(self._needs, (path, needed))

    def redirect(self, name: str, path: str) -> None:
        """Have a path, an address or ``id:...`` lead to the document that is now at a path."""
        self.put(self._redirects, name, self._origins.get(path, path))

    def note_names(self, old: Names, new: Names) -> None:
        """Record that a document has other names now, so that links that are written later can lead to it."""
        for target in old.targets(ids=False):
            self.put(self._renamed, target, new)

    def names_now(self, target: str, base: str) -> Names | None:
        """The names of the document that a link led to before the plan, if they have changed.

        Args:
            target: the link's target.
            base: the path of the document that holds the link.
        """
        return self._renamed.get(normal_target(target, base)) if target else None

    def lose(self, losses: Collection[Loss]) -> None:
        """Record what the result does not hold any more."""
        for loss in losses:
            self._note(self._losses, loss)

    def hold_back(self, held: HeldBack) -> None:
        """Record what a careful plan leaves for a person to decide."""
        self._held[held] = None

    def refuse(self, path: str, error: QtBrowserError) -> None:
        """Record that a document could not be changed, and why."""
        if isinstance(error, FileChanged):
            self._refusals.setdefault(path, Refusal(path, error.reason, error.read, error.found))
            return
        reason = f"{error.place[:1].upper()}{error.place[1:]}: {error.reason}" if error.place else error.reason
        self._refusals.setdefault(path, Refusal(path, reason))

    def change_set(self, label: str) -> ChangeSet:
        """All changes, as one change set."""
        moved = {old: new for old, new in self._moved.items() if self.before(old) is not None}
        origins = (self._origins.get(path, path) for path in self._merged)
        merged = {origin: self.survivor_of(origin) for origin in origins}
        self._write_library_file(moved, merged)
        self._write_courses({**merged, **moved})
        moves = sorted((old, new) for old, new in moved.items() if old != new and self.exists(new))
        refused = tuple(self._refusals[path] for path in sorted(self._refusals))
        files = self.file_changes()
        paths = {head.path for head in files.heads}
        for name, path in self.joint().items():
            self.need(name, path)
            self.need(path, name)
        needs = tuple(sorted(pair for pair in self._needs if paths.issuperset(pair)))
        return ChangeSet(label, files, refused, tuple(moves), tuple(self._losses), tuple(self._held), needs)

    def _write_library_file(self, moved: Mapping[str, str], merged: Mapping[str, str]) -> None:
        """Write the redirects, and have what the library's file says of moved documents follow them."""
        redirects = {name: self.survivor_of(origin) for name, origin in self._redirects.items()}
        if not (moved or merged or redirects):
            return
        try:
            before = self.read(FILE) if self.exists(FILE) else b""
            after = with_changed_paths(before, moved, merged, redirects, self._is_left)
            if after != before:
                self.change(FILE, after) if before else self.create(FILE, after)
        except EditRefused as error:
            self.refuse(FILE, error)
        self.forget_unchanged(FILE)

    def _write_courses(self, moved: Mapping[str, str]) -> None:
        """Have the steps of courses follow the documents that have moved and have been merged."""
        for name in course_names(self.root) if moved else ():
            path = course_path(name)
            try:
                before = self.read(path)
                self.change(path, with_moved_steps(before, moved))
            except EditRefused as error:
                self.refuse(path, error)
            self.forget_unchanged(path)

    def _is_left(self, folder: str) -> bool:
        return self._planned is not None and not any(path.startswith(f"{folder}/") for path in self._planned.paths())

    def _touch(self, path: str) -> None:
        if self._planned is not None and path.lower().endswith(SUFFIXES):
            self._planned.touch(path)

    def _readable(self, path: str) -> Document | None:
        if not self.exists(path):
            return None
        try:
            return self.document(path)
        except (QtBrowserError, OSError):
            return None

    def _keep(self, path: str, source: Source) -> None:
        self._sources[path] = source
        self._sources.move_to_end(path)
        if len(self._sources) > _MOST_SOURCES:
            gone, _ = self._sources.popitem(last=False)
            self._documents.pop(gone, None)

    def _keep_comments(self, path: str, source: Source, edited: Source) -> None:
        lost = lost_comments(source, edited, path)
        if lost and self.careful:
            raise LossRefused(f"A comment would be lost: {lost[0].value}", path=path)
        self.lose(lost)

    def _note(self, table: dict[Any, None], key: Any) -> None:
        if key not in table:
            self.put(table, key, None)
