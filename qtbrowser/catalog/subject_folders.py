"""Derives subjects from folders: which folders count, and which of them are languages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qtbrowser.documents.field_reading import as_subject
from qtbrowser.documents.folder_kind import FolderKind, FolderKinds
from qtbrowser.documents.languages import is_clear_language, is_language_folder, language_name

COMMON_FOLDER, LANGUAGE_FOLDERS = "common_folder", "language_folders"
"""The names under which a catalog keeps `SubjectFolders`."""

CONTENT_FOLDERS = frozenset(
    "content contents docs doc documentation pages src source _posts _docs posts current".split()
)
"""Names of folders whose files have addresses without that folder, on the sites of one generator or another."""

_CONTENT_SHARE = 0.5
"""The share of a site's documents that its folder of content has at least."""

_OF_TRANSLATIONS = frozenset("i18n l10n locale locales _locales translation translations".split())
"""Names of folders whose subfolders are languages, though there be only one."""

_OF_LANGUAGES = _OF_TRANSLATIONS | frozenset("lang langs language languages".split())
"""Those, and names of folders that may be of programming languages too."""

_DOCUSAURUS = "docusaurus-plugin-content-"
"""How the folders begin in which Docusaurus keeps what is translated."""

_FEWEST_LANGUAGES = 3
"""Fewest folders beside each other that are languages outside sites: two may be ``it`` and ``hr``."""


@dataclass(frozen=True, slots=True)
class SubjectFolders:
    """The folders that give subjects to documents that name none.

    Attributes:
        common: folder names below this one are subjects; ``""`` for the library's own folder.
        languages: the folders that hold the documents of a language.
    """

    common: str = ""
    languages: frozenset[str] = frozenset()

    def subject_of(self, folder: str, library_name: str) -> str:
        """The subject that a folder gives.

        Args:
            folder: the document's folder, relative to the library (``""`` for the top).
            library_name: the name of the library's own folder.

        Returns:
            The path below the common folder, cut to the limits of a subject; for the common folder itself its name. For
            a folder that is not below it the whole path. A folder of a language has the name of the language in that
            language, without the folders around it that only say that it is one.
        """
        is_below = not self.common or f"{folder}/".startswith(f"{self.common}/")
        language = self._language_of(folder)
        if language:
            outer, _, tag = language.rpartition("/")
            above = _below(outer, self.common).split("/") if is_below else []
            if above and above[-1].lower() in _OF_LANGUAGES:
                above.pop()
            names = [*above, language_name(tag) or tag, *_page_folders(_below(folder, language))]
            return as_subject("/".join(name for name in names if name))
        if not is_below:
            return as_subject(folder) or library_name
        inner = _below(folder, self.common)
        if inner:
            return as_subject(inner)
        own = self.common.rpartition("/")[2]
        return (language_name(own) if self.common in self.languages else own) or library_name

    def folder_of(self, parts: Sequence[str]) -> list[str]:
        """The folder for a subject with these parts that has no documents yet, in parts: what is there, what is new."""
        for language in sorted(self.languages):
            above, _, tag = language.rpartition("/")
            if above == self.common and language_name(tag) == parts[0]:
                return [language, *parts[1:]]
        return [self.common, *parts]

    def _language_of(self, folder: str) -> str:
        """The outermost folder of a language that a folder is in, and the common folder is not; empty for none."""
        end = folder.find("/") if self.languages else -2
        while end != -2:
            outer = folder if end == -1 else folder[:end]
            if outer in self.languages and not f"{self.common}/".startswith(f"{outer}/"):
                return outer
            end = -2 if end == -1 else folder.find("/", end + 1)
        return ""


def kept_subject_folders(fact: Callable[[str], str | None]) -> SubjectFolders:
    """The folders that a catalog keeps.

    Args:
        fact: what the catalog keeps under a name.
    """
    return SubjectFolders(
        fact(COMMON_FOLDER) or "", frozenset(filter(None, (fact(LANGUAGE_FOLDERS) or "").split("\n")))
    )


def subject_folders(counts: Mapping[str, int], kinds: FolderKinds) -> SubjectFolders:
    """The folders that give subjects.

    Args:
        counts: how many documents are in each folder, see `folder_counts`.
        kinds: what the library's folders are written for.
    """
    common = content_folder(counts, kinds)
    languages = language_folders(counts, kinds)
    outer, _, own = common.rpartition("/")
    if kinds.all.is_site and outer.rpartition("/")[2].lower() in CONTENT_FOLDERS and is_clear_language(own):
        languages |= {common}
    return SubjectFolders(common, languages)


def language_folders(folders: Iterable[str], kinds: FolderKinds) -> frozenset[str]:
    """The folders that hold the documents of a language.

    They have the tag of a language as their name (``de``, ``pt-BR``), in small letters, and are in a folder whose name
    says so, or beside others of that kind that are at least as many as the folders beside them. One of these is the tag
    of nothing else: ``it`` and ``hr`` alone are departments.

    Args:
        folders: those with documents in them.
        kinds: what the library's folders are written for.
    """
    below: defaultdict[str, set[str]] = defaultdict(set)
    known: set[str] = set()
    for folder in folders:
        while folder and folder not in known:
            known.add(folder)
            folder, _, name = folder.rpartition("/")
            below[folder].add(name)
    found: set[str] = set()
    fewest = 2 if kinds.all.is_site else _FEWEST_LANGUAGES
    for outer, names in below.items():
        tags = [name for name in names if name[:2].islower() and is_language_folder(name)]
        own = outer.rpartition("/")[2].lower()
        is_many = len(tags) >= (1 if own in _OF_LANGUAGES else fewest) and 2 * len(tags) >= len(names)
        if own in _OF_TRANSLATIONS or (is_many and any(map(is_clear_language, tags))):
            found.update(f"{outer}/{tag}" if outer else tag for tag in tags)
    return frozenset(found)


def _below(folder: str, outer: str) -> str:
    return folder[len(outer) :].strip("/") if outer else folder


def _page_folders(inner: str) -> list[str]:
    """What is left of a way below the folder of a language, without folders that addresses don't have either."""
    parts = inner.split("/")
    while parts and (parts[0].lower() in CONTENT_FOLDERS or parts[0].startswith(_DOCUSAURUS)):
        del parts[0]
    return parts


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
