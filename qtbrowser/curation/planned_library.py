"""The library as it would be after the changes that are planned so far: the catalog, corrected by the changed files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.folding import subject_key, topic_key
from qtbrowser.catalog.link_targets import Named, names_of, outgoing, stored_names
from qtbrowser.catalog.subject_folders import SubjectFolders, kept_subject_folders
from qtbrowser.curation.planned_links import planned_links
from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import names_of_kinds

ReadDocument = Callable[[str], Document | None]
"""A function that reads a document in its planned state; None if there is none, or it can't be read."""


_SOME = 12
"""Documents of a folder that are looked at to find out a form that all have."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What is looked up of a document.

    Attributes:
        path, id, url: its names; the id as text, None if it has none.
        folder: the folder that it is in.
        own_subject, key: its subject as it names it, empty if it names none, and the key of its subject.
        date: ISO 8601, or empty.
        links: the hashes of its link targets.
        topics: the keys of its keywords.
        names: the hashes of all its names with their ranks; only of a document that has changed.
    """

    path: str
    id: str | None
    url: str
    folder: str
    own_subject: str
    key: str
    date: str
    links: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()
    names: tuple[tuple[int, int], ...] = ()


class PlannedLibrary:
    """Looks up documents by links, names, ids and subjects, each in its planned state.

    Args:
        catalog: the library before the plan.
        library_name: the name of its folder.
        read: reads a document in its planned state.
    """

    def __init__(self, catalog: Catalog, library_name: str, read: ReadDocument) -> None:
        self._catalog = catalog
        self._library_name = library_name
        self._read = read
        self._unsettled: set[str] = set()
        self._replaced: dict[str, _Row | None] = {}
        """Path -> its row in the catalog, which does not count any more."""
        self._rows: dict[str, _Row] = {}
        self._by_link: defaultdict[int, set[str]] = defaultdict(set)
        self._by_name: defaultdict[int, dict[str, int]] = defaultdict(dict)
        self._by_id: defaultdict[str, set[str]] = defaultdict(set)
        self._by_url: defaultdict[str, set[str]] = defaultdict(set)
        # The differences to the catalog's counts.
        self._folders: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._subjects: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def touch(self, path: str) -> None:
        """Tell that the file at a path has changed, has come or has gone."""
        self._unsettled.add(path)

    def paths(self) -> list[str]:
        """The paths of all documents."""
        self._settle()
        return sorted([*self._kept(self._catalog.paths()), *self._rows])

    def linking_paths(self, path: str) -> list[str]:
        """The documents that link to the one at a path, itself left out."""
        row = self._row(path)
        if row is None:
            return []
        names = [*names_of(row.path, row.id, row.url), *self.names_of(path)]
        found = set(self._kept(self._catalog.paths_linking_to(names)))
        for name in names:
            found |= self._by_link.get(name, set())
        return sorted(found - {path})

    def names_of(self, path: str) -> list[int]:
        """The hashes of all names of the document at a path; none if there is no such document."""
        row = self._row(path)
        return [name for name, _ in row.names] if row is not None and row.names else self._catalog.names_of(path)

    def links_of(self, path: str) -> frozenset[int]:
        """The hashes of the link targets of a document that has changed; none of any other."""
        self._settle()
        row = self._rows.get(path)
        return frozenset() if row is None else row.links

    def documents_named(self, hashes: Sequence[int]) -> dict[int, list[Named]]:
        """The documents that have names with these hashes, as `Catalog.documents_named`."""
        self._settle()
        found = {
            name: [one for one in documents if one.path not in self._replaced]
            for name, documents in self._catalog.documents_named(hashes).items()
        }
        for name in hashes:
            if own := self._by_name.get(name):
                found.setdefault(name, []).extend(Named(rank, path) for path, rank in own.items())
        return found

    def paths_with_id(self, identity: int | str) -> list[str]:
        """The documents that have an id."""
        self._settle()
        text = str(identity)
        return sorted([*self._kept(self._catalog.paths_with_id(text)), *self._by_id.get(text, ())])

    def paths_with_address(self, url: str) -> list[str]:
        """The documents that give this as their address."""
        self._settle()
        return sorted([*self._kept(self._catalog.paths_with_address(url)), *self._by_url.get(url, ())])

    def ids_in_use(self) -> set[int]:
        """All ids that are numbers, before the plan and now."""
        self._settle()
        own = {int(text) for text, paths in self._by_id.items() if paths and _is_number(text)}
        return self._catalog.ids_in_use() | own

    def ids_of(self, paths: Iterable[str]) -> set[int]:
        """The ids of documents that are numbers."""
        rows = (self._row(path) for path in paths)
        return {int(row.id) for row in rows if row is not None and row.id is not None and _is_number(row.id)}

    def names_own_subject(self, path: str) -> bool:
        """Whether the document at a path names its subject itself."""
        row = self._row(path)
        return row is not None and bool(row.own_subject)

    def subject_of(self, path: str) -> str:
        """The subject of the document at a path, in the usual spelling; empty if there is no such document."""
        row = self._row(path)
        if row is None:
            return ""
        if row.own_subject:
            return row.own_subject
        return self._catalog.subjects.subject_of(path) or self._subject_of_folder(row.folder)

    def paths_of_subject(self, key: str) -> list[str]:
        """The documents of a subject and those below it."""
        self._settle()
        below = f"{key}/"
        own = (row.path for row in self._rows.values() if row.key == key or row.key.startswith(below))
        return sorted([*self._kept(self._catalog.paths_of_subject(key)), *own])

    def paths_of_topic(self, topic: str) -> list[str]:
        """The documents that have a keyword, in any case."""
        self._settle()
        key = topic_key(topic)
        own = (row.path for row in self._rows.values() if key in row.topics)
        return sorted([*self._kept(self._catalog.paths_of_topic(topic)), *own])

    def spellings_of_subject(self, key: str) -> list[str]:
        """The spellings of a subject in its documents and those below it, the commonest first."""
        self._settle()
        counts = Counter(self._catalog.spellings_of_subject(key))
        below = f"{key}/"
        for other, difference in self._spellings.items():
            if other == key or other.startswith(below):
                counts.update(difference)
        return _commonest(counts)

    def folder_of_subject(self, key: str) -> str | None:
        """The folder with most documents of a subject; None if it has no documents."""
        self._settle()
        counts = Counter(self._catalog.folders_of_subject(key))
        counts.update(self._folders.get(key, {}))
        return next(iter(_commonest(counts)), None)

    def subjects_in_folder(self, folder: str) -> int:
        """How many different subjects the documents of a folder belong to."""
        self._settle()
        counts = Counter(self._catalog.subjects_in_folder(folder))
        counts.update(self._subjects.get(folder, {}))
        return len(_commonest(counts))

    def latest_of(self, keys: Iterable[str]) -> str | None:
        """The newest document of the first of these subjects that has any; of all if none has."""
        self._settle()
        for key in (*keys, None):
            own = [row for row in self._rows.values() if key is None or row.key == key]
            found = next(((day, path) for path, day in self._catalog.newest(key) if path not in self._replaced), None)
            rows = [(row.date, row.path) for row in own] + ([found] if found is not None else [])
            if rows:
                newest = max(day for day, _ in rows)
                return min(path for day, path in rows if day == newest)
        return None

    def some_in_folder(self, folder: str) -> list[str]:
        """A few of the documents in a folder."""
        self._settle()
        own = sorted(row.path for row in self._rows.values() if row.folder == folder)
        return [*self._kept(self._catalog.some_in_folder(folder, _SOME)), *own][:_SOME]

    def subject_folders(self) -> SubjectFolders:
        """The folders that give subjects."""
        return kept_subject_folders(self._catalog.fact)

    def _row(self, path: str) -> _Row | None:
        self._settle()
        if path in self._replaced:
            return self._rows.get(path)
        return self._catalog_row(path) or self._read_row(path)

    def _kept(self, paths: Iterable[str]) -> Iterator[str]:
        return (path for path in paths if path not in self._replaced)

    def _settle(self) -> None:
        """Look at the files that have changed since the last look-up."""
        for path in self._unsettled:
            if path not in self._replaced:
                row = self._replaced[path] = self._catalog_row(path)
                if row is not None:
                    self._count(row, -1)
            old = self._rows.pop(path, None)
            if old is not None:
                self._count(old, -1)
                self._enter(old, is_there=False)
            new = self._read_row(path)
            if new is not None:
                self._rows[path] = new
                self._count(new, 1)
                self._enter(new, is_there=True)
        self._unsettled.clear()

    def _count(self, row: _Row, by: int) -> None:
        self._folders[row.key][row.folder] += by
        self._subjects[row.folder][row.key] += by
        if row.own_subject:
            self._spellings[row.key][row.own_subject] += by

    def _enter(self, row: _Row, *, is_there: bool) -> None:
        places = [self._by_link[link] for link in row.links]
        places += [self._by_url[row.url]] if row.url else []
        places += [self._by_id[row.id]] if row.id is not None else []
        for place in places:
            if is_there:
                place.add(row.path)
            else:
                place.discard(row.path)
        for name, rank in row.names:
            if is_there:
                self._by_name[name][row.path] = rank
            else:
                self._by_name[name].pop(row.path, None)

    def _catalog_row(self, path: str) -> _Row | None:
        found = self._catalog.curated(path)
        return None if found is None else _Row(path, *found)

    def _read_row(self, path: str) -> _Row | None:
        document = self._read(path)
        if document is None:
            return None
        folder = path.rpartition("/")[0]
        own = document.subject if subject_key(document.subject) else ""
        site = self._catalog.kinds().site_of(path)
        places = planned_links(document.answer, names_of_kinds(document.kinds))
        links = [link.address for link in places if not link.is_picture]
        return _Row(
            path,
            None if document.id is None else str(document.id),
            document.url,
            folder,
            own,
            subject_key(own or self._subject_of_folder(folder)),
            "" if document.date is None else document.date.isoformat(),
            frozenset(name for name, _ in outgoing(document, document.answer, site, links)),
            frozenset(map(topic_key, document.keywords)),
            stored_names(document, site),
        )

    def _subject_of_folder(self, folder: str) -> str:
        return self.subject_folders().subject_of(folder, self._library_name)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 19


def _commonest(counts: Counter[str]) -> list[str]:
    """The names that are counted at least once, the commonest first."""
    return sorted((name for name, count in counts.items() if count > 0), key=lambda name: (-counts[name], name))
