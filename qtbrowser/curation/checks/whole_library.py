"""The documents of a library as the rules see them: where links lead, and what several have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from qtbrowser.catalog.folding import subject_key
from qtbrowser.catalog.link_names import folded as folded_name
from qtbrowser.catalog.link_names import name_hash, names_of_other_file
from qtbrowser.catalog.link_targets import (
    Base,
    Named,
    Resolver,
    documents_of_links,
    is_by_address,
    normal_target,
    plain_target,
)
from qtbrowser.catalog.subject_folders import common_folder
from qtbrowser.curation.checks.fact_keys import (
    ADDRESS,
    ALIAS,
    COPY,
    ID,
    LAST_PART,
    NAME,
    OTHER_FILE,
    PATH,
    asked_of,
    copy_hash,
    key_hash,
)
from qtbrowser.curation.checks.fact_lookup import Carrier, FactLookup
from qtbrowser.curation.checks.facts import Facts, LinkFact, folded
from qtbrowser.curation.checks.profiles import Profiles
from qtbrowser.documents.confined_open import resolved_path
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.folder_kind import NO_KINDS, FolderKind, FolderKinds
from qtbrowser.errors import PathRefused
from qtbrowser.markup.link_schemes import scheme_of

_SUFFIXES = ("", *SUFFIXES)
_PATH_SIGNS = re.compile(r"[/.#:]")
_UNUSUAL = re.compile(r"[#?%\s]")

NOWHERE, UNKNOWN = 0, -1
"""What a related question leads to that leads to no single document."""


class WholeLibrary:
    """The readable documents of a library, and where their links lead.

    The facts are not in memory: they are looked up by what a link names. What was asked for is noted, so that a rule
    is applied to a document again when an answer may be another one.

    Args:
        lookup: the facts.
        is_file: tells whether a file of any kind is at a library path.
        today: the present day, ISO 8601; later dates are in the future.
        redirects: old name of a document -> its path, from the library's own file.
        kinds: what the library's folders are written for.
        other_files: the paths of the files of vaults that are no documents.
        profile: the profile that is set for the whole library; None if it follows from the folders.
        names: the further names of documents, links and hard links: name -> path.

    Attributes:
        profiles: which rules hold for which document.
        asked: what was asked for, see `asked_of`; whoever wants to know empties it before.
    """

    def __init__(
        self,
        lookup: FactLookup,
        is_file: Callable[[str], bool],
        today: str,
        redirects: Mapping[str, str] | None = None,
        kinds: FolderKinds = NO_KINDS,
        other_files: Iterable[str] = (),
        profile: FolderKind | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.lookup = lookup
        self.profiles = Profiles(*lookup.counts(), profile)
        self.today = today
        self.redirects = redirects or {}
        self.kinds = kinds
        self.names = names or {}
        self.asked: set[int] = set()
        self._is_file = is_file
        self.other_files = tuple(other_files)

    def is_file(self, path: str) -> bool:
        """Whether there is a file of any kind, or a folder, at a library path."""
        self.asked.add(asked_of(key_hash(OTHER_FILE, path)))
        return self._is_file(path)

    def having(self, kind: int, text: str) -> list[Carrier]:
        """The documents that have a key, ordered by path; see `qtbrowser.curation.checks.fact_keys`."""
        return self._having(kind, key_hash(kind, text))

    def _having(self, kind: int, number: int) -> list[Carrier]:
        self.asked.add(asked_of(number))
        return self.lookup.carriers(kind, number)

    def groups(self, kind: int, rule: str) -> Iterator[list[Facts]]:
        """The documents for which a rule holds of each key that several documents have; ordered by path."""
        for _, group in self.lookup.groups(kind):
            holding = [fact for fact in group if fact.asks or self.profiles.holds(rule, fact)]
            if len(holding) > 1:
                yield holding

    @cached_property
    def folders(self) -> dict[str, str]:
        """The folder of each document and those above it, except the library itself -> its first document."""
        found: dict[str, str] = {}
        for path in self.lookup.paths():
            above = path.rpartition("/")[0]
            while above and above not in found:
                found[above] = path
                above = above.rpartition("/")[0]
        return found

    @cached_property
    def common_folder(self) -> str:
        """The deepest folder that holds all documents."""
        return common_folder(self.lookup.paths())

    @cached_property
    def copies(self) -> list[list[Facts]]:
        """The groups of documents of different subjects that have the same id, the same title and the same answer."""
        found = []
        for group in self.groups(COPY, "cross-posted"):
            # Of two in one subject the second one is a duplicate, not a copy.
            posted: dict[str, Facts] = {}
            for fact in group:
                posted.setdefault(subject_key(fact.subject) or fact.path, fact)
            if len(posted) > 1:
                found.append(list(posted.values()))
        return found

    @cached_property
    def in_copies(self) -> frozenset[str]:
        """The paths of all documents that are copies of each other."""
        return frozenset(fact.path for group in self.copies for fact in group)

    @cached_property
    def original_of(self) -> dict[str, str]:
        """Path of a copy -> path of the first one of its group; the first ones are not included."""
        return {fact.path: group[0].path for group in self.copies for fact in group[1:]}

    def related_to(self, fact: Facts) -> list[int]:
        """The numbers of the documents that the related questions of a document lead to, in their order.

        `NOWHERE` if there is no such document, `UNKNOWN` if that can't be said: because several documents have its id,
        only a title is given, or a site's theme knows what a single word means.
        """
        return [self._resolved(url, number, fact.path) for _, url, number, _, _ in fact.links]

    def _resolved(self, url: str, number: int | str | None, base: str) -> int:
        if url.startswith("id:"):
            return self._by_id(url[3:])
        if url:
            found = self.document_at(url, base)
            if found is None and not _PATH_SIGNS.search(url) and self.kinds.of(base).is_site:
                return UNKNOWN
            return NOWHERE if found is None else found.number
        return self._by_id(str(number)) if number is not None else UNKNOWN

    def _by_id(self, number: str) -> int:
        carriers = self.having(ID, number)
        if not carriers and (found := self._redirected(f"id:{number}")) is not None:
            return found.number
        if not carriers:
            return NOWHERE
        one = self._one_of(carriers)
        return UNKNOWN if one is None else one.number

    def document_at(self, target: str, base: str) -> Carrier | None:
        """The document that a link in a document leads to; an address takes precedence over a path."""
        if target.startswith("/") and not _UNUSUAL.search(target):
            candidates: tuple[str, ...] = (target.rstrip("/"),)
        else:
            plain = target.partition("#")[0].partition("?")[0].strip()
            candidates = tuple(dict.fromkeys((plain.rstrip("/"), normal_target(target, base))))
        # What is seen from its page's address first is left to the resolver.
        is_plain = target.startswith("/") or not is_by_address(target, Base.of(base, self.kinds))
        for candidate in candidates if is_plain else ():
            if found := self.having(ADDRESS, candidate):
                return found[0]
        for candidate in candidates if is_plain else ():
            for suffix in _SUFFIXES:
                if found := self.having(PATH, candidate.lstrip("/") + suffix):
                    return found[0]
        if (path := self._resolver.document(target, base)) is not None:
            return self._at(path)
        # A file that is there comes before one that has had its name.
        for candidate in candidates:
            if found := self.having(ALIAS, candidate):
                return found[0]
            if (redirected := self._redirected(candidate)) is not None:
                return redirected
        return None

    def number_of(self, fact: Facts) -> int:
        """The number of a document."""
        found = self._at(fact.path)
        return NOWHERE if found is None else found.number

    def _at(self, path: str) -> Carrier | None:
        return next(iter(self.having(PATH, path)), None)

    def _redirected(self, name: str) -> Carrier | None:
        bare = name.lstrip("/")
        spellings = (name, f"{name}/", *(bare + suffix for suffix in _SUFFIXES)) if self.redirects else ()
        path = next((self.redirects[spelled] for spelled in spellings if spelled in self.redirects), None)
        return None if path is None else self._at(path)

    def file_at(self, target: str, base: str) -> bool:
        """Whether a link's target is a file or folder of the library, other than a document."""
        plain = plain_target(target)
        if self._resolver.file(target, base) is not None or self._attachment(plain, base):
            return True
        path = normpath(plain.lstrip("/") if plain.startswith("/") else join(dirname(base), plain))
        if path == ".." or path.startswith("../") or "\0" in path:
            return False
        return any(self.is_file(candidate) for candidate in (path + suffix for suffix in _SUFFIXES))

    def _attachment(self, plain: str, base: str) -> bool:
        if FolderKind.OBSIDIAN not in self.kinds.of(base):
            return False
        return name_hash("file:" + folded_name(scheme_of(plain)[1].strip("./"))) in self._other_names

    def _documents_named(self, hashes: Sequence[int]) -> dict[int, list[Named]]:
        found: dict[int, list[Named]] = {}
        for number in hashes:
            if carriers := self._having(NAME, number):
                found[number] = [Named(one.rank, one.path) for one in carriers]
        return found

    @cached_property
    def _other_names(self) -> frozenset[int]:
        return frozenset(name for path in self.other_files for name in names_of_other_file(path))

    @cached_property
    def _resolver(self) -> Resolver:
        links = documents_of_links(self.names, self.kinds)
        return Resolver(self._documents_named, self.is_file, self.kinds, links)

    def moved_to(self, link: LinkFact) -> Facts | None:
        """The new place of the target of a broken link: the one document with the same last part of the address, or the
        one with its id, if the title is the same.
        """
        last = link.url.partition("#")[0].rstrip("/").rpartition("/")[2]
        if "%" in last:
            last = unquote(last)
        for suffix in SUFFIXES:
            last = last.removesuffix(suffix)
        found = self._one_of(self.having(LAST_PART, last) if last else ())
        if found is None and link.id is not None and (wanted := folded(link.title)):
            carriers = self.having(ID, str(link.id))
            found = self._one_of([one for one in carriers if self.lookup.facts(one.number).title_key == wanted])
        return None if found is None else self.lookup.facts(found.number)

    def _one_of(self, documents: Sequence[Carrier]) -> Carrier | None:
        """The only one of some documents; None if they are several. Copies in several subjects are one document."""
        if len(documents) < 2:
            return documents[0] if documents else None
        # Whether they are copies may change with a further one of them.
        self.asked.update(asked_of(copy_hash(self.lookup.facts(one.number))) for one in documents)
        originals = {self.original_of.get(one.path, one.path) for one in documents}
        return self._at(originals.pop()) if len(originals) == 1 else None


def is_file_below(root: Path) -> Callable[[str], bool]:
    """A function that tells whether there is a file or folder at a library path.

    Args:
        root: the library's folder, resolved.
    """

    def is_file(path: str) -> bool:
        try:
            resolved_path(root, path)
        except PermissionError:
            return True  # it can't be said to be missing
        except (OSError, PathRefused):
            return False
        return True

    return is_file
