"""All facts of a library, with the look-ups that the rules share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from qtbrowser.curation.checks.facts import Facts, LinkFact, folded, unpacked_names
from qtbrowser.curation.checks.profiles import Profiles
from qtbrowser.documents.confined_open import resolved_path
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.folder_kind import NO_KINDS, FolderKind, FolderKinds
from qtbrowser.errors import PathRefused
from qtbrowser.markup.link_schemes import scheme_of

_SUFFIXES = ("", *SUFFIXES)
_PATH_SIGNS = re.compile(r"[/.#:]")
_UNUSUAL = re.compile(r"[#?%\s]")


class WholeLibrary:
    """The facts of every readable document.

    Args:
        facts: the facts of all files.
        is_file: tells whether a file of any kind is at a library path.
        today: the present day, ISO 8601; later dates are in the future.
        redirects: old name of a document -> its path, from the library's own file.
        kinds: what the library's folders are written for.
        other_files: the paths of the files of vaults that are no documents.
        profile: the profile that is set for the whole library; None if it follows from the folders.
        names: the further names of documents, links and hard links: name -> path.

    Attributes:
        documents: the facts of readable documents.
        profiles: which rules hold for which document.
    """

    def __init__(
        self,
        facts: Iterable[Facts],
        is_file: Callable[[str], bool],
        today: str,
        redirects: Mapping[str, str] | None = None,
        kinds: FolderKinds = NO_KINDS,
        other_files: Iterable[str] = (),
        profile: FolderKind | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.documents: Sequence[Facts] = [fact for fact in facts if fact.readable]
        self.profiles = Profiles(self.documents, profile)
        self.is_file = is_file
        self.today = today
        self.redirects = redirects or {}
        self.kinds = kinds
        self.names = names or {}
        self._other_files = frozenset(name for path in other_files for name in names_of_other_file(path))

    def under(self, rule: str) -> list[Facts]:
        """The documents for which a rule holds."""
        holds = self.profiles.holds
        return [fact for fact in self.documents if fact.asks or holds(rule, fact)]

    @cached_property
    def by_path(self) -> dict[str, Facts]:
        """Path -> document."""
        return {fact.path: fact for fact in self.documents}

    @cached_property
    def by_id(self) -> dict[str, list[Facts]]:
        """Id -> the documents that have it."""
        found: defaultdict[str, list[Facts]] = defaultdict(list)
        for fact in self.documents:
            if fact.id is not None:
                found[str(fact.id)].append(fact)
        return found

    @cached_property
    def by_last_part(self) -> dict[str, list[Facts]]:
        """Last part of an address, or of a path without its suffix -> the documents that have it."""
        found: defaultdict[str, list[Facts]] = defaultdict(list)
        for fact in self.documents:
            last = fact.path.rpartition("/")[2].rpartition(".")[0]
            found[last].append(fact)
            in_url = fact.url.rstrip("/").rpartition("/")[2]
            if in_url and in_url != last:
                found[in_url].append(fact)
        return found

    @cached_property
    def by_address(self) -> dict[str, Facts]:
        """Address (``url``) -> document; the first by path if several have the same."""
        return {fact.url.rstrip("/"): fact for fact in reversed(self.documents) if fact.url}

    @cached_property
    def by_alias(self) -> dict[str, list[Facts]]:
        """Other name of a document -> the documents that have it."""
        found: defaultdict[str, list[Facts]] = defaultdict(list)
        for fact in self.documents:
            for alias in dict.fromkeys(fact.aliases.split("\n")) if fact.aliases else ():
                found[alias.rstrip("/") or alias].append(fact)
        return found

    @cached_property
    def copies(self) -> list[list[Facts]]:
        """The groups of documents of different subjects that have the same id, the same title and the same answer."""
        groups: defaultdict[tuple[int | str, str, int], list[Facts]] = defaultdict(list)
        for fact in self.under("cross-posted"):
            if fact.id is not None and fact.answer:
                groups[fact.id, fact.title_key, fact.answer].append(fact)
        found = []
        for group in groups.values():
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

    @cached_property
    def related_paths(self) -> dict[str, list[str | None]]:
        """Path of a document -> the targets of its related questions, in their order, as from `resolved`."""
        address, resolved = self.by_address, self.resolved
        found: dict[str, list[str | None]] = {}
        for fact in self.documents:
            if fact.links:
                path = fact.path
                found[path] = [
                    known.path if (known := address.get(url)) is not None else resolved(url, number, path)
                    for _, url, number, _, _ in fact.links
                ]
        return found

    @cached_property
    def linked_from(self) -> dict[str, list[str]]:
        """Path of a document -> the documents that name it as related or link to it in their answers, each once."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for path, targets in self.related_paths.items():
            for target in targets:
                if target and target != path:
                    found[target][path] = None
        for fact in self.documents:
            for target, _ in fact.targets:
                leads_to = self.document_at(target, fact.path)
                if leads_to is not None and leads_to.path != fact.path:
                    found[leads_to.path][fact.path] = None
        return {path: list(sources) for path, sources in found.items()}

    def resolved(self, url: str, number: int | str | None, base: str) -> str | None:
        """The path that a related question leads to; None if there is no such document; "" if that is unknown, because
        several documents have its id, only a title is given, or a site's theme knows what a single word means.

        Args:
            url: its address, as written.
            number: its id.
            base: the path of the document that names it.
        """
        if url.startswith("id:"):
            return self._by_id(url[3:])
        if url:
            found = self.document_at(url, base)
            if found is None and not _PATH_SIGNS.search(url) and self.kinds.of(base).is_site:
                return ""
            return None if found is None else found.path
        return self._by_id(str(number)) if number is not None else ""

    def _by_id(self, number: str) -> str | None:
        carriers = self.by_id.get(number, [])
        if not carriers and (found := self._redirected(f"id:{number}")) is not None:
            return found.path
        if not carriers:
            return None
        one = self._one_of(carriers)
        return "" if one is None else one.path

    def document_at(self, target: str, base: str) -> Facts | None:
        """The document that a link in a document leads to; an address takes precedence over a path."""
        if target.startswith("/") and not _UNUSUAL.search(target):
            candidates: tuple[str, ...] = (target.rstrip("/"),)
        else:
            plain = target.partition("#")[0].partition("?")[0].strip()
            candidates = (plain.rstrip("/"), normal_target(target, base))
        # What is seen from its page's address first is left to the resolver.
        is_plain = target.startswith("/") or not is_by_address(target, Base.of(base, self.kinds))
        for candidate in candidates if is_plain else ():
            if (found := self.by_address.get(candidate)) is not None:
                return found
        for candidate in candidates if is_plain else ():
            for suffix in _SUFFIXES:
                if (found := self.by_path.get(candidate.lstrip("/") + suffix)) is not None:
                    return found
        if (path := self._resolver.document(target, base)) is not None:
            return self.by_path.get(path)
        # A file that is there comes before one that has had its name.
        for candidate in candidates if self.by_alias or self.redirects else ():
            if carriers := self.by_alias.get(candidate):
                return carriers[0]
            if (found := self._redirected(candidate)) is not None:
                return found
        return None

    def _redirected(self, name: str) -> Facts | None:
        bare = name.lstrip("/")
        spellings = (name, f"{name}/", *(bare + suffix for suffix in _SUFFIXES))
        path = next((self.redirects[spelled] for spelled in spellings if spelled in self.redirects), None)
        return None if path is None else self.by_path.get(path)

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
        return name_hash("file:" + folded_name(scheme_of(plain)[1].strip("./"))) in self._other_files

    def _documents_named(self, hashes: Sequence[int]) -> dict[int, list[Named]]:
        named = self._named
        found: dict[int, list[Named]] = {}
        for number in hashes:
            carriers = named.get(number, ())
            if carriers:
                facts = carriers if isinstance(carriers, list) else [carriers]
                found[number] = [Named(dict(unpacked_names(fact.names))[number], fact.path) for fact in facts]
        return found

    @cached_property
    def _resolver(self) -> Resolver:
        links = documents_of_links(self.names, self.kinds)
        return Resolver(self._documents_named, self.is_file, self.kinds, links)

    @cached_property
    def _named(self) -> dict[int, Facts | list[Facts]]:
        """Hash of a name -> the document that has it; a list if several have."""
        found: dict[int, Facts | list[Facts]] = {}
        for fact in self.documents:
            for number, _ in unpacked_names(fact.names):
                other = found.setdefault(number, fact)
                if isinstance(other, list):
                    other.append(fact)
                elif other is not fact:
                    found[number] = [other, fact]
        return found

    def moved_to(self, link: LinkFact) -> Facts | None:
        """The new place of the target of a broken link: the one document with the same last part of the address, or the
        one with its id, if the title is the same.
        """
        last = link.url.partition("#")[0].rstrip("/").rpartition("/")[2]
        if "%" in last:
            last = unquote(last)
        for suffix in SUFFIXES:
            last = last.removesuffix(suffix)
        found = self._one_of(self.by_last_part.get(last, ()) if last else ())
        if found is not None:
            return found
        carriers = self.by_id.get(str(link.id), ()) if link.id is not None else ()
        wanted = folded(link.title) if carriers else ""
        return self._one_of([fact for fact in carriers if wanted and fact.title_key == wanted])

    def _one_of(self, documents: Sequence[Facts]) -> Facts | None:
        """The only one of some documents; None if they are several. Copies in several subjects are one document."""
        if len(documents) < 2:
            return documents[0] if documents else None
        originals = {self.original_of.get(fact.path, fact.path) for fact in documents}
        return self.by_path[originals.pop()] if len(originals) == 1 else None


def is_file_below(root: Path) -> Callable[[str], bool]:
    """A function that tells whether there is a file or folder at a library path; results are cached.

    Args:
        root: the library's folder, resolved.
    """
    known: dict[str, bool] = {}

    def is_file(path: str) -> bool:
        if path not in known:
            try:
                resolved_path(root, path)
                known[path] = True
            except PermissionError:
                known[path] = True  # it can't be said to be missing
            except (OSError, PathRefused):
                known[path] = False
        return known[path]

    return is_file
