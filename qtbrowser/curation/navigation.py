"""Keeps the navigation of sites in step with pages that move, are merged or go.

Followed are ``nav`` and the ``redirect_maps`` of the plugin redirects in MkDocs' configuration, menus in Hugo's, the
data files of Jekyll, and the sidebars of Docusaurus. A file is changed only where it names a page, byte for byte. The
summary of mdBook is a document with links.

Sources: https://www.mkdocs.org/user-guide/configuration/#nav, https://github.com/mkdocs/mkdocs-redirects,
https://gohugo.io/configuration/menus/, https://jekyllrb.com/docs/datafiles/, https://docusaurus.io/docs/sidebar/items
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from posixpath import dirname, join, normpath, relpath
from typing import NamedTuple

from qtbrowser.documents.field_editing.scalar_splices import (
    Node,
    ScalarChange,
    ScalarNode,
    block_entries_of,
    composed,
    items_of,
    keyed_scalars,
    scalar,
    scalars_of,
    spliced,
    values_of,
)
from qtbrowser.errors import DocumentError

_LARGEST = 512 * 1024
_INDEX = re.compile(r"(?:_?index|README)\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\A\d+\s*[-_.]+\s*(?=[^-_.\s])")
_JS_STRING = re.compile(r"(?<=[\[,{(:\s])(['\"`])([^'\"`\\\n$]{1,300})\1(?!\s*:)")
_JS_NO_PAGE = re.compile(r"(?:label|type|href|className|description|title|dirName|slug|customProps)['\"]?\s*:\s*\Z")
_TOML_MENU = re.compile(r"(?i)(?<![\w-])(pageref|url)[ \t]*=[ \t]*(\"[^\"\\\n]{1,500}\"|'[^'\n]{1,500}')")
_PAGE_KEYS = frozenset({"url", "link", "href", "path", "permalink", "page", "file", "src", "doc"})


class MovedPages(NamedTuple):
    """What has become of pages.

    Attributes:
        paths: path before -> path now, of pages that have moved or were merged into another one.
        gone: the paths of those that were removed.
        addresses: address on the site before -> address now.
        ids: path before -> the id of Docusaurus that a page names itself.
    """

    paths: Mapping[str, str]
    gone: Collection[str] = ()
    addresses: Mapping[str, str] = {}
    ids: Mapping[str, str] = {}


class Followed(NamedTuple):
    """A file of navigation in step with the pages, and the entries of it that lead nowhere now."""

    text: str
    dead: tuple[str, ...] = ()


def navigation_files(folder: str, names_in: Callable[[str], Collection[str]]) -> Iterator[str]:
    """The files of navigation of a site.

    Args:
        folder: a folder that may be the site's, relative to the library; empty for the library's.
        names_in: the names of the files in a folder.
    """
    for below, pattern, _ in _FILES:
        place = join(folder, below) if below else folder
        for name in sorted(names_in(place)):
            if pattern.fullmatch(name):
                yield join(place, name) if place else name


def followed(path: str, text: str, pages: MovedPages) -> Followed:
    """A file of navigation after pages have moved.

    Args:
        path: its path in the library, from `navigation_files`.
        text: what it holds.
        pages: what has become of the pages.

    Returns:
        The same text if it names none of them, is too large or can't be read.
    """
    folder, _, name = path.rpartition("/")
    for below, pattern, follow in _FILES:
        if pattern.fullmatch(name) and (not below or folder == below or folder.endswith(f"/{below}")):
            base = folder[: len(folder) - len(below)].rstrip("/")
            try:
                return follow(text, base, pages) if len(text) <= _LARGEST else Followed(text)
            except (DocumentError, ValueError):
                return Followed(text)
    return Followed(text)


# MkDocs


def _mkdocs(text: str, base: str, pages: MovedPages) -> Followed:
    root = composed(text)
    docs = next((node.value for node in values_of(root, "docs_dir") if isinstance(node, ScalarNode)), "docs")
    docs = normpath(join(base, docs))
    changes: list[ScalarChange] = []
    dead: list[str] = []
    for node in (one for nav in values_of(root, "nav") for one in scalars_of(nav)):
        page = normpath(join(docs, node.value.lstrip("/")))
        new = _below(docs, pages.paths.get(page))
        if new is not None:
            changes.append(ScalarChange(node, new))
        elif page in pages.paths or page in pages.gone:
            dead.append(node.value)
    now = spliced(text, changes)
    for plugin in (item for plugins in values_of(composed(now), "plugins") for item in items_of(plugins)):
        for maps in (
            maps for settings in values_of(plugin, "redirects") for maps in values_of(settings, "redirect_maps")
        ):
            now = _with_redirects(now, maps, docs, pages)
    return Followed(now, tuple(dead))


def _with_redirects(text: str, maps: Node, docs: str, pages: MovedPages) -> str:
    """The text with redirects of the pages that have moved, and without those whose page is there again."""
    entries = block_entries_of(maps)
    if not entries:
        return text
    changes: list[ScalarChange] = []
    there = set(pages.paths.values())
    for key, value in entries:
        if normpath(join(docs, key.value)) in there:
            changes.append(ScalarChange(key, None))
            continue
        page, sign, anchor = value.value.partition("#")
        now = _below(docs, pages.paths.get(normpath(join(docs, page))))
        if now is not None:
            changes.append(ScalarChange(value, now + sign + anchor))
    known = {key.value for key, _ in entries}
    pairs = ((_below(docs, old), _below(docs, new)) for old, new in sorted(pages.paths.items()))
    new = [(old, now) for old, now in pairs if old is not None and now is not None and old not in known]
    first, last = entries[0][0], entries[-1][1]
    indent = " " * first.start_mark.column
    end = text.find("\n", last.end_mark.index)
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = "".join(f"{ending}{indent}{scalar(old)}: {scalar(now)}" for old, now in new)
    place = len(text) if end < 0 else end - (text[end - 1] == "\r")
    return spliced(text[:place] + lines + text[place:], changes)


# Hugo


def _hugo(text: str, base: str, pages: MovedPages) -> Followed:
    changes = [
        ScalarChange(value, new)
        for key, value in keyed_scalars(composed(text))
        if (new := _menu_now(key, value.value, base, pages)) is not None
    ]
    return Followed(spliced(text, changes))


def _hugo_toml(text: str, base: str, pages: MovedPages) -> Followed:
    def replaced(found: re.Match[str]) -> str:
        quoted = found[2]
        new = _menu_now(found[1], quoted[1:-1], base, pages)
        if new is None or quoted[0] in new or "\\" in new:
            return found[0]
        return found[0][: -len(quoted)] + quoted[0] + new + quoted[0]

    changed = _TOML_MENU.sub(replaced, text)
    if changed != text:
        tomllib.loads(changed)
    return Followed(changed)


def _menu_now(key: str, value: str, base: str, pages: MovedPages) -> str | None:
    """What an entry of a menu names after the move; None if it names no page that has moved."""
    if key.lower() == "url":
        return _address_now(value, pages)
    return _reference_now(value, join(base, "content"), pages) if key.lower() == "pageref" else None


def _reference_now(value: str, content: str, pages: MovedPages) -> str | None:
    """A page reference of Hugo (``/posts/one``, ``posts/one.md``) after the move; None if its page has not moved."""
    inner = value.strip("/")
    for suffix in ("", ".md", "/index.md", "/_index.md"):
        page = normpath(join(content, inner + suffix))
        now = _below(content, pages.paths.get(page))
        if now is not None:
            written = now if not suffix else _logical(now)
            return ("/" if value.startswith("/") else "") + written + ("/" if value.endswith("/") else "")
    return None


def _logical(path: str) -> str:
    stem = path[: path.rfind(".")]
    return dirname(stem) if _INDEX.match(stem.rpartition("/")[2]) else stem


# Jekyll


def _jekyll(text: str, base: str, pages: MovedPages) -> Followed:
    changes: list[ScalarChange] = []
    for key, value in keyed_scalars(composed(text)):
        if key.lower() not in _PAGE_KEYS:
            continue
        page = normpath(join(base, value.value.lstrip("/"))) if value.value else ""
        now = _below(base, pages.paths.get(page))
        if now is not None:
            now = "/" + now if value.value.startswith("/") else now
        else:
            now = _address_now(value.value, pages)
        if now is not None:
            changes.append(ScalarChange(value, now))
    return Followed(spliced(text, changes))


def _address_now(value: str, pages: MovedPages) -> str | None:
    """An address after the move, with its fragment and closing slash as before; None if it is that of no moved page."""
    plain = re.split(r"[#?]", value, maxsplit=1)[0]
    bare = plain.rstrip("/").removesuffix(".html")
    for spelled in (bare, bare.lstrip("/"), "/" + bare):
        new = pages.addresses.get(spelled)
        if new is not None and bare:
            start = "/" if plain.startswith("/") else ""
            suffix = ".html" if plain.endswith(".html") else ""
            return start + new.strip("/") + suffix + ("/" if plain.endswith("/") else "") + value[len(plain) :]
    return None


# Docusaurus


def _docusaurus(text: str, base: str, pages: MovedPages) -> Followed:
    docs = join(base, "docs")
    ids: dict[str, str] = {}
    for old, new in pages.paths.items():
        if (inner := _below(docs, old)) and (now := _below(docs, new)):
            ids[_page_id(inner, pages.ids.get(old))] = _page_id(now, pages.ids.get(old))
    gone = {_page_id(inner, None) for path in pages.gone if (inner := _below(docs, path))}
    gone |= {
        _page_id(inner, None)
        for old, new in pages.paths.items()
        if (inner := _below(docs, old)) and not _below(docs, new)
    }
    dead: list[str] = []

    def replaced(found: re.Match[str]) -> str:
        if _JS_NO_PAGE.search(text, max(0, found.start() - 40), found.start()):
            return found[0]
        if found[2] in gone:
            dead.append(found[2])
        new = ids.get(found[2], found[2])
        return found[0] if found[1] in new or "\\" in new or "$" in new else found[1] + new + found[1]

    return Followed(_JS_STRING.sub(replaced, text), tuple(dead))


def _page_id(path: str, own: str | None) -> str:
    *folders, name = path.split("/")
    stem = name[: name.rfind(".")] if "." in name else name
    return "/".join([*(_NUMBER.sub("", folder) for folder in folders), own or _NUMBER.sub("", stem)])


def _below(folder: str, path: str | None) -> str | None:
    """A path as seen from a folder that it is in; None if it is not in it."""
    if path is None:
        return None
    inner = relpath(path, folder) if folder and folder != "." else path
    return None if inner.startswith("../") or inner in ("..", ".") else inner


_FILES: tuple[tuple[str, re.Pattern[str], Callable[[str, str, MovedPages], Followed]], ...] = (
    ("", re.compile(r"mkdocs\.ya?ml"), _mkdocs),
    ("", re.compile(r"sidebars\.(?:json|[cm]?[jt]s)"), _docusaurus),
    ("", re.compile(r"(?:hugo|config)\.(?:ya?ml|json)"), _hugo),
    ("", re.compile(r"(?:hugo|config)\.toml"), _hugo_toml),
    ("config/_default", re.compile(r"(?:hugo|config|menus?)(?:\.[\w-]{2,12})?\.(?:ya?ml|json)"), _hugo),
    ("config/_default", re.compile(r"(?:hugo|config|menus?)(?:\.[\w-]{2,12})?\.toml"), _hugo_toml),
    ("_data", re.compile(r"[\w -]{1,100}\.(?:ya?ml|json)"), _jekyll),
)
"""Folder below the site's own, names of the files, and what follows the pages in them."""
