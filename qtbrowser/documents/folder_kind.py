"""Recognises what programs a folder of Markdown was written for, by the files that those programs leave in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Flag, auto
from functools import cache, cached_property, reduce
from operator import or_
from typing import NamedTuple
from zlib import crc32

from qtbrowser.documents.site_settings import NO_SETTINGS, SiteSettings


class FolderKind(Flag):
    """What a folder or a file was written for; several may hold at once. `PLAIN` is none of them.

    `FIELD_LINES` is of single documents: they begin with fields without dashes, as pages of MkDocs may.
    """

    PLAIN = 0
    QUESTIONS = auto()
    OBSIDIAN = auto()
    HUGO = auto()
    JEKYLL = auto()
    MKDOCS = auto()
    DOCUSAURUS = auto()
    VITEPRESS = auto()
    MDBOOK = auto()
    QUARTO = auto()
    MDX = auto()
    GITBOOK = auto()
    ASTRO = auto()
    MYST = auto()
    LOGSEQ = auto()
    DENDRON = auto()
    GOLLUM = auto()
    DOCSIFY = auto()
    FIELD_LINES = auto()

    @property
    def is_site(self) -> bool:
        """Whether a site is made of the folder, so that links may name addresses of its pages."""
        # Of the numbers: asked for each link, and flags take ten times as long.
        return self.value & SITES.value != 0

    @property
    def names_callouts(self) -> bool:
        """Whether a quotation may name itself a callout of any kind, `> [!like-this]`, as in Obsidian and Hugo."""
        return bool(self & (FolderKind.OBSIDIAN | FolderKind.HUGO))


class Site(NamedTuple):
    """The site that a document is part of.

    Attributes:
        folder: from which its addresses start; empty for the library's.
        settings: what its configuration says of its addresses.
    """

    folder: str = ""
    settings: SiteSettings = NO_SETTINGS


NO_SITE = Site()

SITES = (
    FolderKind.HUGO
    | FolderKind.JEKYLL
    | FolderKind.MKDOCS
    | FolderKind.DOCUSAURUS
    | FolderKind.VITEPRESS
    | FolderKind.MDBOOK
    | FolderKind.QUARTO
    | FolderKind.GITBOOK
    | FolderKind.ASTRO
    | FolderKind.MYST
    | FolderKind.DOCSIFY
)
"""The kinds of which sites are made."""

OTHER_VAULTS = FolderKind.LOGSEQ | FolderKind.DENDRON | FolderKind.GOLLUM
"""Vaults and wikis of other programs, whose notes have signs of their own beside those of Obsidian."""

SITES_AND_VAULTS = SITES | FolderKind.MDX | FolderKind.OBSIDIAN
"""The kinds whose documents are pages or notes, not questions."""

_CONFIGURATIONS = ("toml", "yaml", "yml", "json")
_SUMMARY = "SUMMARY.md"
"""The table of contents of a book of GitBook, HonKit or mdBook."""
_MARKERS: Mapping[str, FolderKind] = {
    ".obsidian": FolderKind.OBSIDIAN,
    **{f"hugo.{suffix}": FolderKind.HUGO for suffix in _CONFIGURATIONS},
    "_config.yml": FolderKind.JEKYLL,
    "_config.yaml": FolderKind.JEKYLL,
    "_config.toml": FolderKind.JEKYLL,
    "mkdocs.yml": FolderKind.MKDOCS,
    "mkdocs.yaml": FolderKind.MKDOCS,
    "zensical.toml": FolderKind.MKDOCS,
    **{f"docusaurus.config.{suffix}": FolderKind.DOCUSAURUS for suffix in ("js", "ts", "mjs", "cjs", "mts", "cts")},
    ".vitepress": FolderKind.VITEPRESS,
    ".vuepress": FolderKind.VITEPRESS,
    "book.toml": FolderKind.MDBOOK,
    "_quarto.yml": FolderKind.QUARTO,
    "_quarto.yaml": FolderKind.QUARTO,
    "properdocs.yml": FolderKind.MKDOCS,
    _SUMMARY: FolderKind.GITBOOK,
    ".gitbook": FolderKind.GITBOOK,
    ".gitbook.yaml": FolderKind.GITBOOK,
    "book.json": FolderKind.GITBOOK,
    **{f"astro.config.{suffix}": FolderKind.ASTRO for suffix in ("mjs", "ts", "js", "mts", "cjs")},
    "myst.yml": FolderKind.MYST,
    "_toc.yml": FolderKind.MYST,
    "conf.py": FolderKind.MYST,
    "dendron.yml": FolderKind.DENDRON | FolderKind.OBSIDIAN,
    "root.schema.yml": FolderKind.DENDRON | FolderKind.OBSIDIAN,
    "_sidebar.md": FolderKind.DOCSIFY,
    "_coverpage.md": FolderKind.DOCSIFY,
    **{f"_{name}.md": FolderKind.GOLLUM | FolderKind.OBSIDIAN for name in ("Sidebar", "Footer", "Header")},
}
_LOGSEQ = "config.edn"
_LOGSEQ_FOLDER = "logseq"
# A lesson of the Carpentries' workbench, which is written as Pandoc and Quarto have it.
_LESSON = frozenset({"config.yaml", "episodes"})
# Hugo's older name for its configuration, which other programs use as well: it counts beside a folder of content.
_OLD_HUGO = frozenset(f"config.{suffix}" for suffix in _CONFIGURATIONS)
_BESIDE_OLD_HUGO = frozenset({"content", "archetypes"})
# Hugo's configuration may be in this folder of the site.
_HUGO_FOLDER = "config/_default"
_SUFFIXES = {".mdx": FolderKind.MDX, ".qmd": FolderKind.QUARTO, ".rmd": FolderKind.QUARTO}
PROGRAM_FOLDERS = frozenset({"website", "site", "www", "web", "documentation"})
"""Names of folders for a site's program; the documents are beside them, or some of them in them."""

MARKER_NAMES = frozenset(_MARKERS) | _OLD_HUGO | _BESIDE_OLD_HUGO | _LESSON | {_LOGSEQ}
"""Names of files and folders by which `recognise` works."""

_MOST_MARKED = 1_000
"""Most folders that are recognised, so that a library of countless sites does not bloat its catalog."""


@dataclass(frozen=True)
class FolderKinds:
    """The kinds of a library's folders. A kind holds for a folder and everything below it.

    Attributes:
        by_folder: folder, relative to the library, ``""`` for the library itself -> its kinds.
        is_set: whether the library's owner has set the kinds; single files are not recognised by their names then.
        settings: folder of a site -> what its configuration says of its addresses.
    """

    by_folder: Mapping[str, FolderKind] = field(default_factory=dict)
    is_set: bool = False
    settings: Mapping[str, SiteSettings] = field(default_factory=dict)

    def of(self, path: str) -> FolderKind:
        """The kinds of the document at a path: those of the folders that it is in, and that of its suffix."""
        found = self.by_folder.get("", FolderKind.PLAIN)
        if len(self.by_folder) > ("" in self.by_folder):
            end = path.find("/")
            while end != -1:
                found |= self.by_folder.get(path[:end], FolderKind.PLAIN)
                end = path.find("/", end + 1)
        if self.is_set:
            return found
        dot = path.rfind(".")
        return found | _SUFFIXES.get(path[dot:].lower(), FolderKind.PLAIN)

    def site_of(self, path: str) -> Site:
        """The site that a document is part of.

        Args:
            path: of the document.
        """
        found = ""
        end = path.find("/")
        while end != -1:
            if self.by_folder.get(path[:end], FolderKind.PLAIN).is_site:
                found = path[:end]
            end = path.find("/", end + 1)
        return Site(found, self.settings.get(found, NO_SETTINGS)) if self.settings or found else NO_SITE

    def are_as(self, other: FolderKinds, path: str) -> bool:
        """Whether a document is read as other kinds would have it read.

        Args:
            other: the other kinds.
            path: of the document.
        """
        return self.of(path) == other.of(path) and self.site_digest(path) == other.site_digest(path)

    def site_digest(self, path: str) -> int:
        """A number that changes with what the configuration of a document's site says of addresses; 0 for nothing.

        Args:
            path: of the document.
        """
        return self._digests.get(self.site_of(path).folder, 0) if self.settings else 0

    @cached_property
    def _digests(self) -> dict[str, int]:
        return {folder: crc32(repr(one).encode("utf-8", "replace")) for folder, one in self.settings.items()}

    def order_of(self, path: str) -> float | None:
        """The position of a document in the navigation of its site; None if it is not in it.

        Args:
            path: of the document.
        """
        return self._positions.get(path) if self.settings else None

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {path: place for one in self.settings.values() for place, path in enumerate(one.listed)}

    def title_of(self, path: str) -> str:
        """The title that the navigation of its site gives to a document; empty if it gives none."""
        return self._titles.get(path, "") if self.settings else ""

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {path: title for one in self.settings.values() for path, title in one.titles}

    @property
    def all(self) -> FolderKind:
        """The kinds of all folders together."""
        return reduce(or_, self.by_folder.values(), FolderKind.PLAIN)

    def as_text(self) -> str:
        """The kinds as one line of JSON, for the catalog and for a second process."""
        listed = {folder: names_of_kinds(kind) for folder, kind in sorted(self.by_folder.items())}
        return json.dumps({"set": self.is_set, "kinds": listed, "sites": dict(sorted(self.settings.items()))})

    @classmethod
    def from_text(cls, text: str | None) -> FolderKinds:
        """The kinds that `as_text` has written; none for None."""
        if not text:
            return cls()
        value = json.loads(text)
        kinds = {folder: kind_of_names(names) for folder, names in value["kinds"].items()}
        settings = {folder: SiteSettings.from_lists(lists) for folder, lists in value.get("sites", {}).items()}
        return cls(kinds, value["set"], settings)


NO_KINDS = FolderKinds()
"""Of a library in which nothing is recognised."""


@cache
def names_of_kinds(kind: FolderKind) -> tuple[str, ...]:
    """The names of single kinds, in lower case."""
    return tuple(str(one.name).lower() for one in kind)


def kind_of_names(names: Iterable[str]) -> FolderKind:
    """The kind of these names, in any case; names that are none are left out, and ``plain`` adds nothing."""
    members = FolderKind.__members__
    return reduce(or_, (members.get(name.upper(), FolderKind.PLAIN) for name in names), FolderKind.PLAIN)


def configurations(markers: Iterable[str], kinds: FolderKinds) -> dict[str, str]:
    """The configurations of sites: path -> folder of the site.

    Args:
        markers: as for `recognise`.
        kinds: those of the library's folders.
    """
    found = {}
    for path in markers:
        folder, _, name = path.rpartition("/")
        place = _book_of(folder, kinds.by_folder) if name == _SUMMARY else _place_of(folder, name)
        if kinds.by_folder.get(place, FolderKind.PLAIN).is_site:
            found[path] = place
    return found


def _place_of(folder: str, name: str) -> str:
    """The folder for which a file in a folder says that a program makes a site."""
    if folder == _HUGO_FOLDER or folder.endswith("/" + _HUGO_FOLDER):
        return folder.removesuffix(_HUGO_FOLDER).rstrip("/")
    above, _, last = folder.rpartition("/")
    is_beside = _MARKERS.get(name, FolderKind.PLAIN) & (FolderKind.DOCUSAURUS | FolderKind.VITEPRESS)
    return above if is_beside and last in PROGRAM_FOLDERS else folder


def _book_of(folder: str, kinds: Mapping[str, FolderKind]) -> str:
    """The folder of mdBook's book that a folder is in; the folder itself if it is in none."""
    parts = folder.split("/") if folder else []
    above = ("/".join(parts[:count]) for count in range(len(parts) + 1))
    return next((one for one in above if FolderKind.MDBOOK in kinds.get(one, FolderKind.PLAIN)), folder)


def recognise(markers: Iterable[str]) -> FolderKinds:
    """Recognise the folders of a library.

    Args:
        markers: the paths of its files and folders whose names are in `MARKER_NAMES`.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    for path in markers:
        folder, _, name = path.rpartition("/")
        names[folder].add(name)
    found: dict[str, FolderKind] = {}
    for folder in sorted(names, key=lambda folder: (folder.count("/"), folder))[:_MOST_MARKED]:
        here = names[folder]
        kind = reduce(or_, (_MARKERS.get(name, FolderKind.PLAIN) for name in here), FolderKind.PLAIN)
        place = folder
        if here & _OLD_HUGO and here & _BESIDE_OLD_HUGO:
            kind |= FolderKind.HUGO
        if (folder == _HUGO_FOLDER or folder.endswith("/" + _HUGO_FOLDER)) and (
            kind & FolderKind.HUGO or here & _OLD_HUGO
        ):
            kind |= FolderKind.HUGO
            place = folder.removesuffix(_HUGO_FOLDER).rstrip("/")
        if here >= _LESSON:
            kind |= FolderKind.QUARTO
        above, _, name = folder.rpartition("/")
        if kind & (FolderKind.DOCUSAURUS | FolderKind.VITEPRESS) and name in PROGRAM_FOLDERS:
            place = above
        if name == _LOGSEQ_FOLDER and _LOGSEQ in here:
            kind |= FolderKind.LOGSEQ | FolderKind.OBSIDIAN
            place = above
        if here & {"_toc.yml", "myst.yml"}:
            # The configuration of Jupyter Book has the name of Jekyll's.
            kind &= ~FolderKind.JEKYLL
        if _SUMMARY in here and FolderKind.MDBOOK in found.get(_book_of(folder, found), kind):
            kind &= ~FolderKind.GITBOOK
        if kind:
            found[place] = found.get(place, FolderKind.PLAIN) | kind
    return FolderKinds(found)
