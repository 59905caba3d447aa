"""The names by which links lead to a document: its file, its addresses on a site, its aliases, its name in a vault.

A name is a short text with a sign before it that says what it is: ``=a/B.md`` is exactly this file, ``/a/b`` a page
(no suffix, no ``index``, case folded), ``note:b`` a note of a vault, ``id:7`` an id. Names are kept as 64-bit hashes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from itertools import islice
from posixpath import dirname, join, normpath

from qtbrowser.catalog.subject_folders import CONTENT_FOLDERS
from qtbrowser.documents.date_reading import date_of_name, is_index
from qtbrowser.documents.document import Document
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.folder_kind import PROGRAM_FOLDERS, FolderKind, Site
from qtbrowser.documents.languages import is_language_folder

PAGE_SUFFIXES = (*SUFFIXES, ".txt", ".html", ".htm")
"""Suffixes that name the same page."""

_INDEXES = frozenset({"index", "_index", "readme"})
_NOTE_LEVELS = 4
_MOST_NAMES = 200
_MOST_PLACES = 2_000
_MOST_CATEGORIES = 3
_MOST_TITLES = 3
_DATED = FolderKind.HUGO | FolderKind.JEKYLL
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_NOT_IN_SLUG = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d{1,4}[-_. ]+(?=\S)")
_VERSION = re.compile(r"version-[\w.]+\Z")
_SITE = FolderKind.MDX
_ASTRO_CONTENT = ("src/content/docs/", "src/content/", "src/pages/")
"""Folders whose files have addresses without it on a site of Astro, the innermost first
(https://starlight.astro.build/guides/pages/)."""

_NAMED_PLACES = FolderKind.LOGSEQ | FolderKind.MYST | FolderKind.QUARTO
_NOTES = FolderKind.OBSIDIAN | FolderKind.HUGO | FolderKind.JEKYLL


class NameRank(IntEnum):
    """How directly a name means a document; where several have a name, the lowest rank wins."""

    ADDRESS = 0
    FILE = 1
    INDEX = 2
    SITE = 3
    ALIAS = 4


def name_hash(name: str) -> int:
    """A signed 64-bit number for a name: 100,000 of them take 3 MB instead of 20."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def folded(text: str) -> str:
    """A text for comparison: case folded, composed Unicode."""
    return (
        text.lower() if text.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    )


def file_name(path: str) -> str:
    """The name of exactly one file."""
    return "=" + (path if path.isascii() else unicodedata.normalize("NFC", path))


def page_name(address: str) -> str:
    """The name of a page, from its path or address; ``Guide/README.md`` and ``guide/index.html`` have one name."""
    if "://" in address:
        return folded(address.rstrip("/"))
    plain = folded(address).strip("/")
    dot = plain.rfind(".")
    if dot > plain.rfind("/") and plain[dot:] in _PAGE_SUFFIXES:
        plain = plain[:dot]
    above, _, last = plain.rpartition("/")
    return "/" + (above if last in _INDEXES else plain)


_PAGE_SUFFIXES = frozenset(PAGE_SUFFIXES)


def note_name(name: str) -> str:
    """The name of a note, which links name by the end of its path or by an alias."""
    plain = folded(" ".join(name.split())).strip("/")
    dot = plain.rfind(".")
    if dot > plain.rfind("/") and plain[dot:] in SUFFIXES:
        plain = plain[:dot]
    return "note:" + plain


def plain_names(path: str, url: str, identity: int | str | None) -> dict[str, NameRank]:
    """The names that every document has.

    Args:
        path: its path in the library.
        url: its address; empty for none.
        identity: its id; None or empty for none.
    """
    names = {page_name(path): NameRank.INDEX if is_index(path) else NameRank.FILE, file_name(path): NameRank.FILE}
    if url:
        names[page_name(url)] = NameRank.ADDRESS
    if identity not in (None, ""):
        names[f"id:{identity}"] = NameRank.ADDRESS
    return names


def names_of_link(path: str, kinds: FolderKind) -> dict[str, NameRank]:
    """The names by which a document is found that has another path, too: that of a link or of a hard link.

    Args:
        path: the other path.
        kinds: what its folder is written for.
    """
    names = plain_names(path, "", None)
    return names | dict.fromkeys(_note_names(path), NameRank.FILE) if kinds & _NOTES else names


def further_names(document: Document, site: Site) -> dict[str, NameRank]:
    """The names of a document on the site or in the vault that it is written for, and its aliases.

    Args:
        document: the document.
        site: the site that it is part of.
    """
    kinds = document.kinds
    names: dict[str, NameRank] = {}
    if kinds & _NOTES:
        names |= dict.fromkeys(_note_names(document.path), NameRank.FILE)
    dated = date_of_name(document.path) if FolderKind.JEKYLL in kinds else None
    if dated is not None and dated[1]:
        # Hexo names a post without its day.
        names[note_name(document.path.rpartition("/")[2][dated[1] :].lstrip("-_. "))] = NameRank.ALIAS
    if FolderKind.GOLLUM in kinds:
        names |= {note_name(name.replace("-", " ")): NameRank.FILE for name in _ends(document.path)}
    if FolderKind.LOGSEQ in kinds:
        names[note_name(document.title)] = NameRank.FILE
    if kinds & _NAMED_PLACES:
        names |= _places(document)
    if kinds.is_site or kinds & _SITE or document.slug or document.permalink or document.aliases:
        addresses = list(dict.fromkeys(site_addresses(document, site)))[:_MOST_NAMES]
        names |= dict.fromkeys(map(page_name, addresses), NameRank.SITE)
        for alias in document.aliases:
            if "/" not in alias:
                names.setdefault(note_name(alias), NameRank.ALIAS)
            if "/" in alias or kinds.is_site:
                for address in addresses if not alias.startswith("/") else addresses[:1]:
                    names.setdefault(page_name(_joined(dirname(address), alias)), NameRank.ALIAS)
        if document.permalink and ":" not in document.permalink.replace("://", ""):
            names[page_name(document.permalink)] = NameRank.ADDRESS
    return names


def names_of_other_file(path: str) -> list[int]:
    """The hashes of the names of a vault's file that is no document: the ends of its path.

    Args:
        path: its path in the library.
    """
    parts = folded(path).split("/")
    return [name_hash("file:" + "/".join(parts[-count:])) for count in range(1, min(len(parts), _NOTE_LEVELS) + 1)]


def _places(document: Document) -> dict[str, NameRank]:
    """The names of the places in a document that links from others lead to by these names alone."""
    # Imported here, because few libraries need it.
    if FolderKind.LOGSEQ in document.kinds:
        from qtbrowser.markup.signs.logseq import block_ids

        return dict.fromkeys(map(note_name, islice(block_ids(document.text), _MOST_PLACES)), NameRank.FILE)
    if FolderKind.MYST in document.kinds:
        from qtbrowser.markup.signs.myst import labels
    else:
        from qtbrowser.markup.signs.quarto import labels
    found = [*filter(None, (document.label,)), *labels(document.text)]
    return dict.fromkeys(map(note_name, found[:_MOST_PLACES]), NameRank.ALIAS)


def _ends(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[-count:]) for count in range(1, min(len(parts), _NOTE_LEVELS) + 1))


def _note_names(path: str) -> Iterator[str]:
    parts = path.split("/")
    yield from map(note_name, _ends(path))
    if is_index(path) and len(parts) > 1:
        yield note_name(parts[-2])


def site_addresses(document: Document, site: Site) -> Iterator[str]:
    """The addresses that a document may have on its site, without suffix, relative to its root.

    Args:
        document: the document.
        site: the site that it is part of.

    Yields:
        Each address; some more than once. The same ways of forming one come in the same order for each document.
    """
    inner = document.path.removeprefix(site.folder + "/") if site.folder else document.path
    dated = date_of_name(document.path)
    day = document.date if document.kinds & _DATED else dated[0] if dated is not None else None
    if site.settings.patterns or ":" in document.permalink:
        yield from _by_settings(document, site, inner)
    ways = (*_routed(document.path, site), *_below_content(inner), *_of_program(inner, document.kinds))
    for path in dict.fromkeys(ways):
        *folders, name = path.split("/")
        stem = name[: name.rfind(".")] if "." in name else name
        if folders and is_index(path) and (of_folder := date_of_name(folders[-1] + ".md")) and of_folder[1]:
            # A post of Docusaurus that is a folder, for its pictures.
            words = folders[-1][of_folder[1] :].lstrip("-_. ")
            yield _joined("/".join(folders[:-1]), f"{of_folder[0]:%Y/%m/%d}/{words}")
        for last in _last_parts(document, stem):
            if last.startswith("/"):
                yield from (last, "/".join((*folders[:1], last.strip("/"))))
                continue
            above = "/".join(folders)
            plain = "/".join(_NUMBER.sub("", folder).removeprefix("_") for folder in folders)
            for folder in dict.fromkeys((above, plain)):
                yield _joined(folder, last)
                if day is not None:
                    yield _joined(folder, f"{day:%Y/%m/%d}/{last}")
    if document.kinds & _DATED and day is not None:
        yield from _by_patterns(document, day)


def _routed(path: str, site: Site) -> Iterator[str]:
    """A document's path at the addresses that the configuration of its site gives to its folder."""
    for folder, address in site.settings.routes:
        if path.startswith(folder + "/"):
            rest = path.removeprefix(folder + "/")
            yield f"{address}/{rest}" if address else rest


def _by_settings(document: Document, site: Site, inner: str) -> Iterator[str]:
    """The addresses of a document by the patterns in the configuration of its site, and by its own.

    Args:
        document: the document.
        site: its site.
        inner: its path below the folder of the site.
    """
    dated = date_of_name(document.path)
    day = document.date or (None if dated is None else dated[0])
    *_, below = (inner, *_routed(document.path, site), *_below_content(inner))
    *folders, name = below.split("/")
    collection = next((place for place, folder in enumerate(folders) if folder.startswith("_")), -1)
    stem = name.rpartition(".")[0]
    last = [part for part in _last_parts(document, stem) if not part.startswith("/")]
    values = {
        "path": "/".join((*folders[collection + 1 :], last[-1])),
        "sections": "/".join(folders),
        "section": folders[0] if folders else "",
        "collection": folders[collection][1:] if collection >= 0 else "",
        "name": last[-1],
        "filename": stem,
        "contentbasename": stem,
        "basename": stem,
        "slug": document.slug or _as_slug(document.title),
        "slugorfilename": document.slug or stem,
        "slugorcontentbasename": document.slug or stem,
        "categories": "/".join(map(_as_slug, document.keywords)),
        "output_ext": "",
    }
    if day is not None:
        values |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}", "short_year": f"{day:%y}"}
        values |= {"i_month": str(day.month), "i_day": str(day.day), "monthname": f"{day:%B}", "y_day": f"{day:%j}"}
    own = (("", document.permalink),) if ":" in document.permalink else ()
    for folder, pattern in (*own, *site.settings.patterns):
        if f"/{folder}/" in f"/{inner}" if folder else day is not None:
            # Jekyll's title is the name of the file, Hugo's that of the page.
            for title in dict.fromkeys((document.slug or last[-1], _as_slug(document.title))):
                written = _PLACEHOLDER.sub(lambda found: {**values, "title": title}.get(found[1], found[0]), pattern)  # noqa: B023
                if ":" not in written:
                    yield _joined("", written.strip("/"))


def _by_patterns(document: Document, day: date) -> Iterator[str]:
    """The addresses of a post by the usual patterns of permalinks, such as ``/:year/:month/:title/``, ``/:title/`` and
    ``/:categories/:title/`` (https://jekyllrb.com/docs/permalinks/, https://gohugo.io/configuration/permalinks/).
    """
    section = document.path.rpartition("/")[0].rpartition("/")[2]
    is_section = FolderKind.HUGO in document.kinds and section not in CONTENT_FOLDERS
    groups = ["", *([section] if is_section else []), *map(_as_slug, document.keywords[:_MOST_CATEGORIES])]
    days = ("", f"{day:%Y/%m/%d}", f"{day:%Y/%m}", f"{day:%Y}")
    stem = document.path.rpartition("/")[2].rpartition(".")[0]
    titles = [*_last_parts(document, stem)][:_MOST_TITLES]
    if FolderKind.HUGO in document.kinds:
        titles.append(_as_slug(document.title))
    for title in dict.fromkeys(titles):
        for group in dict.fromkeys(groups):
            for written in days:
                yield _joined(group, f"{written}/{title.strip('/')}".lstrip("/"))


def _as_slug(text: str) -> str:
    """A title or category as generators write it in addresses: lower case, with hyphens for what is no letter."""
    return _NOT_IN_SLUG.sub("-", text.lower()).strip("-")


def _last_parts(document: Document, stem: str) -> Iterator[str]:
    """What may be the last part of a document's address: its slug, its id, or the name of its file."""
    if document.slug:
        yield document.slug
    if FolderKind.DOCUSAURUS in document.kinds and isinstance(document.id, str):
        yield document.id
    yield stem
    bare, dot, language = stem.rpartition(".")
    if dot and is_language_folder(language):
        yield bare
        stem = bare
    dated = date_of_name(stem + ".md")
    if dated is not None and dated[1]:
        yield stem[dated[1] :].lstrip("-_. ") or stem
    elif _NUMBER.match(stem):
        yield _NUMBER.sub("", stem, count=1)


def _below_content(path: str) -> Iterator[str]:
    """A path, and what is left of it below a folder of content and below that of a language."""
    yield path
    parts = path.split("/")
    for place, part in enumerate(parts[:-1]):
        is_content = part.lower() in CONTENT_FOLDERS or _VERSION.match(part)
        if is_content or is_language_folder(part):
            rest = parts[place + 1 :]
            yield "/".join(rest)
            # The folders before it, as the category of a post.
            if place:
                yield "/".join((*parts[:place], *rest))
            if len(rest) > 1 and is_language_folder(rest[0]):
                yield "/".join(rest[1:])
            if is_content:
                return


def _of_program(path: str, kinds: FolderKind) -> Iterator[str]:
    """A path on the site of a program that is in a folder beside the documents: without this folder, as part of the
    version to come (https://docusaurus.io/docs/versioning), and without the folder of content.
    """
    outer, _, rest = path.partition("/")
    if kinds & (FolderKind.DOCUSAURUS | FolderKind.VITEPRESS) and outer in PROGRAM_FOLDERS and rest:
        yield from _below_content(rest)
    if FolderKind.DOCUSAURUS in kinds and outer == "docs":
        yield f"docs/next/{rest}"
    if FolderKind.ASTRO in kinds:
        content = next((folder for folder in _ASTRO_CONTENT if path.startswith(folder)), "")
        yield path.removeprefix(content)


def _joined(folder: str, name: str) -> str:
    return normpath(join("/", folder, name)).lstrip("/")
