"""Resolves links: what a document's links name, in the form of `qtbrowser.catalog.link_names`, and which file that is.

The page, the check, the backlinks and the plans of a curator all resolve by `Resolver`. A target is what an author
wrote: an address (``/guide/install/``), a path relative to the document, or ``id:123``. Links that only one kind of
folder knows have a scheme of their own, see `qtbrowser.markup.link_schemes`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from qtbrowser.catalog.link_names import (
    PAGE_SUFFIXES,
    file_name,
    further_names,
    name_hash,
    names_of_link,
    note_name,
    page_name,
    plain_names,
)
from qtbrowser.documents.date_reading import is_index
from qtbrowser.documents.document import Document
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.folder_kind import NO_SITE, FolderKind, FolderKinds, Site, names_of_kinds
from qtbrowser.documents.languages import is_language_folder
from qtbrowser.markup.link_schemes import POST, REF, WIKI, scheme_of

_MOST_LINKS = 1 << 20
PLACES = 8
"""Most names that one link may have, in the order in which they are tried."""

_STATIC_FOLDERS = (
    "static",
    "public",
    "assets",
    "docs",
    "content",
    "website/static",
    "site/static",
    "docs/public",
    "src",
)
_PAGES_ARE_FILES = FolderKind.MDBOOK | FolderKind.QUARTO | FolderKind.VITEPRESS
"""Makers of sites whose pages have addresses with the name of a file, as ``use.html``."""

_ROOT_SIGNS = ("@site/", "@/", "~/")


class Named(NamedTuple):
    """A document that has a name.

    Attributes:
        rank: how directly the name means it.
        path: where it is.
    """

    rank: int
    path: str


class Base(NamedTuple):
    """The document that holds a link.

    Attributes:
        path: where it is.
        kinds: what it is written for.
        site: the site that it is part of.
    """

    path: str
    kinds: FolderKind = FolderKind.PLAIN
    site: Site = NO_SITE

    @classmethod
    def of(cls, path: str, kinds: FolderKinds) -> Base:
        """The document at a path.

        Args:
            path: where it is.
            kinds: those of the library's folders.
        """
        return cls(path, kinds.of(path), kinds.site_of(path))


def outgoing(document: Document, text: str, site: Site, links: Iterable[str] | None = None) -> set[tuple[int, int]]:
    """The names that a document's links have: its related questions and the links of its text.

    Args:
        document: the document.
        text: what it says (`Document.text`).
        site: the site that it is part of.
        links: the addresses of the links of its text, if they are known, see `link_targets`.

    Returns:
        The hash of each name, and its place: `PLACES` times the number of the link, plus the number of the name among
        those of the link.
    """
    # What finds links takes long to import, and most users of this module look up targets only.
    from qtbrowser.markup.markdown_links import link_targets

    base = Base(document.path, document.kinds, site)
    targets = {link.url or (f"id:{link.id}" if link.id is not None else ""): None for link in document.related}
    targets |= dict.fromkeys(link_targets(text, names_of_kinds(document.kinds)) if links is None else links)
    return {
        (name_hash(name), number * PLACES + place)
        for number, target in zip(range(_MOST_LINKS), targets, strict=False)
        for place, name in enumerate(names_of_target(target, base)[:PLACES])
    }


def names_of_target(target: str, base: Base) -> list[str]:
    """The names that a link may mean, in the order in which they are tried.

    Args:
        target: as written.
        base: the document that holds it.
    """
    scheme, written = scheme_of(target)
    if scheme == WIKI:
        return list(dict.fromkeys(_of_wiki_link(written, base)))
    plain = plain_target(written)
    if scheme == POST:
        return [note_name(plain.rpartition("/")[2]), note_name(plain)]
    if not plain:
        # A query alone asks the page itself.
        return [file_name(base.path)] if written.startswith("?") else []
    if plain.startswith("id:"):
        return [plain]
    if "://" in plain:
        return list(dict.fromkeys([page_name(plain), *_of_own_address(plain, base)]))
    names = _of_path(plain, base)
    if scheme == REF:
        names = [*names, page_name("/" + plain), note_name(plain)]
    elif base.kinds & (FolderKind.OBSIDIAN | FolderKind.MYST) and not plain.startswith("/"):
        # Obsidian finds notes by their names in links of Markdown, too, and MyST finds places by theirs.
        names.append(note_name(plain.lstrip("./")))
    return list(dict.fromkeys(names))


def plain_target(target: str) -> str:
    """A target without query and fragment, percent-encoding decoded."""
    return unquote(target.partition("#")[0].partition("?")[0]).strip()


def _of_wiki_link(written: str, base: Base) -> Iterator[str]:
    name = written.partition("#")[0].partition("^")[0].strip()
    if not name:
        yield file_name(base.path)
        return
    if name.startswith(("./", "../")):
        yield from _of_file(posixpath.normpath(posixpath.join(posixpath.dirname(base.path), name)))
        return
    if "/" in name:
        yield from _of_file(name.strip("/"))
    elif name.lower().endswith(PAGE_SUFFIXES):
        yield from _of_file(posixpath.join(posixpath.dirname(base.path), name))
    yield note_name(name)


def _of_file(path: str) -> list[str]:
    """The names of a page at a path, exactly this file first."""
    if path == ".." or path.startswith("../"):
        return []
    if path.lower().endswith(PAGE_SUFFIXES):
        return [file_name(path), page_name(path)]
    return [page_name("" if path == "." else path)]


def _of_own_address(plain: str, base: Base) -> list[str]:
    """The names of a page whose full address begins with that of the site."""
    host, _, path = plain.partition("://")[2].partition("/")
    return _of_path(f"/{path}", base) if host and host.lower() == base.site.settings.host else []


def _of_path(plain: str, base: Base) -> list[str]:
    for sign in _ROOT_SIGNS:
        if plain.startswith(sign):
            plain = "/" + plain[len(sign) :]
    is_site = base.kinds.is_site or FolderKind.MDX in base.kinds
    if plain.startswith("/"):
        if is_site:
            plain = _filled(plain, base.path)
        inner = plain.lstrip("/")
        names = _of_file(posixpath.normpath(inner) if inner else "")
        if base.site.folder:
            names = [*_of_file(posixpath.normpath(posixpath.join(base.site.folder, inner))), *names]
        place = base.site.settings.base + "/"
        if inner.startswith(place):
            names.append(page_name(inner.removeprefix(place)))
        if is_site and (further := inner.partition("/")[2]):
            # The first part may be the site's place on its server.
            names.append(page_name(further))
        return names
    folder = posixpath.dirname(base.path)
    ways = [posixpath.normpath(posixpath.join(folder, plain))]
    if is_site and not is_index(base.path):
        # On the site the page is a folder.
        ways.append(posixpath.normpath(posixpath.join(base.path.rpartition(".")[0], plain)))
    if is_by_address(plain, base):
        ways.reverse()
    names = [name for way in ways for name in _of_file(way)]
    if is_site:
        # A way up that leaves a folder of content or of a language; Hugo looks from the root, too.
        names.append(page_name(plain.lstrip("./")))
    return names


def _filled(plain: str, path: str) -> str:
    """An address with the folder of its page where a part of it is missing.

    ``/docs//api`` in ``content/docs/v2/start.md`` is ``/docs/v2/api``: a shortcode that gives the version was left out.
    """
    above, hole, below = plain.partition("//")
    folders = path.split("/")[:-1]
    name = above.rpartition("/")[2]
    if not hole or not below or name not in folders[:-1]:
        return plain
    return f"{above}/{folders[folders.index(name) + 1]}/{below}"


def is_by_address(target: str, base: Base) -> bool:
    """Whether a relative link is seen from its page's address before it is seen from its file.

    On a site whose pages are folders, ``../legal/`` in ``guide/ar/use.md`` leads to ``guide/ar/legal.md``. A closing
    slash tells such a site, and so does a way that leaves the folder of the page's language only as seen from the file.

    Args:
        target: as written, or as `plain_target` returns it.
        base: the document that holds the link.
    """
    plain = target if "#" not in target and "?" not in target and "%" not in target else plain_target(target)
    if not base.kinds.is_site or base.kinds & _PAGES_ARE_FILES or is_index(base.path):
        return False
    if not plain or plain.startswith("/") or ":" in plain or plain.lower().endswith(PAGE_SUFFIXES):
        return False
    if plain.endswith("/"):
        return True
    language = _language_folder(base.path)
    from_file = posixpath.normpath(posixpath.join(posixpath.dirname(base.path), plain))
    from_page = posixpath.normpath(posixpath.join(base.path.rpartition(".")[0], plain))
    return from_page.startswith(language) and not from_file.startswith(language)


def _language_folder(path: str) -> str:
    """The innermost folder of a language that a file is in, with a slash at its end; empty if there is none."""
    parts = path.split("/")[:-1]
    place = next((place for place in reversed(range(len(parts))) if is_language_folder(parts[place])), None)
    return "" if place is None else "/".join(parts[: place + 1]) + "/"


def chosen(found: Iterable[Named], base: str) -> str | None:
    """The document that a name means: the most direct one, of those the nearest to the document with the link.

    Args:
        found: the documents that have the name.
        base: the path of the document with the link.
    """
    folder = posixpath.dirname(base)
    best = min(found, key=lambda one: (one.rank, *_distance(one.path, folder)), default=None)
    return None if best is None else best.path


def _distance(path: str, folder: str) -> tuple[bool, int, int, int, str]:
    """Same folder first, then the same language, then a short path, as Obsidian chooses."""
    here = posixpath.dirname(path)
    parts, other = here.split("/"), folder.split("/")
    shared = next((n for n, (one, two) in enumerate(zip(parts, other, strict=False)) if one != two), len(other))
    languages = {part for part in other if is_language_folder(part)}
    return here != folder, -len(languages.intersection(parts)), -min(shared, 1), len(parts), path


class Resolver:
    """Finds the files that links lead to.

    Args:
        documents: gives the documents that have these hashes of names.
        is_file: whether a file that is no document is at a library path.
        kinds: what the library's folders are written for.
        links: the documents by the hashes of the names of links to them, from `documents_of_links`. A document of this
            name comes before them.
    """

    def __init__(
        self,
        documents: Callable[[Sequence[int]], Mapping[int, Sequence[Named]]],
        is_file: Callable[[str], bool],
        kinds: FolderKinds,
        links: Mapping[int, Sequence[Named]] | None = None,
    ) -> None:
        self._documents = documents
        self._is_file = is_file
        self._kinds = kinds
        self._links = links or {}

    def document(self, target: str, base: str) -> str | None:
        """The path of the document that a link leads to; None if it leads to none, or to several by their id.

        Args:
            target: as written, a fragment included or not.
            base: the path of the document that holds the link.
        """
        names = names_of_target(target, Base.of(base, self._kinds))
        hashes = [name_hash(name) for name in names[:PLACES]]
        for found in (self._documents(hashes), self._links):
            for name, number in zip(names, hashes, strict=False):
                if documents := found.get(number):
                    if name.startswith("id:") and len(documents) > 1:
                        return None
                    return chosen(documents, base)
        return None

    def file(self, target: str, base: str) -> str | None:
        """The path of a file of another kind (a picture, a PDF) that a link leads to.

        Args:
            target, base: as for `document`.
        """
        for path in file_candidates(target, Base.of(base, self._kinds)):
            if self._is_file(path):
                return path
        return None


def documents_of_links(links: Mapping[str, str], kinds: FolderKinds) -> dict[int, list[Named]]:
    """The documents to which links and further hard links lead, by the hashes of the names of these.

    Args:
        links: path of a link -> path of the document.
        kinds: what the library's folders are written for.
    """
    found: dict[int, list[Named]] = {}
    for path, real in links.items():
        for name, rank in names_of_link(path, kinds.of(path)).items():
            found.setdefault(name_hash(name), []).append(Named(rank, real))
    return found


def file_candidates(target: str, base: Base) -> list[str]:
    """The paths at which a file may be that a link leads to.

    Args:
        target: as written.
        base: the document that holds the link.
    """
    scheme, written = scheme_of(target)
    plain = plain_target(written)
    if not plain or "\0" in plain or "\\" in plain or "://" in plain:
        return []
    for sign in _ROOT_SIGNS:
        if plain.startswith(sign):
            plain = "/" + plain[len(sign) :]
    folder = posixpath.dirname(base.path)
    is_site = base.kinds.is_site or FolderKind.MDX in base.kinds
    inner = plain.lstrip("/")
    paths = []
    if not plain.startswith("/"):
        paths.append(posixpath.join(folder, plain))
        if is_site:
            paths.append(posixpath.join(base.path.rpartition(".")[0], plain))
    if plain.startswith("/") or scheme == WIKI or is_site:
        # Git's wikis and Obsidian name files from the root, sites from their folder or one of static files.
        paths += [posixpath.join(base.site.folder, inner), inner]
    if is_site:
        below = [posixpath.join(base.site.folder, name) for name in _STATIC_FOLDERS]
        below += [folder for folder, _ in base.site.settings.routes]
        rest = inner.lstrip("./").removeprefix(base.site.settings.base + "/")
        paths += [posixpath.join(name, part) for part in dict.fromkeys((rest, inner)) for name in below]
        if further := rest.partition("/")[2]:
            paths += [posixpath.join(name, further) for name in (base.site.folder, *below)]
    normal = (posixpath.normpath(path) for path in paths)
    return [path for path in dict.fromkeys(normal) if path not in ("..", ".") and not path.startswith(("../", "/"))]


def names_of(path: str, identity: str | None, url: str) -> list[int]:
    """The hashes of the names that every document has."""
    return [name_hash(name) for name in plain_names(path, url, identity)]


def target_names(path: str, identity: int | str | None, url: str) -> set[str]:
    """A document's path, address and id, in the form of `normal_target`."""
    stem = path[: path.rfind(".")] if path.lower().endswith(SUFFIXES) else path
    names = {path, f"/{path}", stem, f"/{stem}", url.rstrip("/"), "" if identity in (None, "") else f"id:{identity}"}
    return names - {""}


def normal_target(target: str, base: str) -> str:
    """An address without fragment and closing slash; a relative path as seen from the library's folder."""
    plain = unquote(target.partition("#")[0].partition("?")[0])
    if plain.startswith(("/", "id:")) or ":" in plain.partition("/")[0]:
        return plain.rstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), plain))


def stored_names(document: Document, site: Site) -> tuple[tuple[int, int], ...]:
    """The hashes of a document's names with their ranks, as the catalog stores them.

    Args:
        document: the document.
        site: the site that it is part of.
    """
    names = further_names(document, site) | plain_names(document.path, document.url, document.id)
    return tuple(sorted((name_hash(name), int(rank)) for name, rank in names.items()))
