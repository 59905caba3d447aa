"""Reads from the configuration of a site where its content is and which addresses its pages have.

Read are Hugo's ``contentDir``, ``baseURL`` and ``permalinks``, Jekyll's ``baseurl``, ``permalink``, ``collections``,
``collections_dir`` and the permalinks of ``defaults``, MkDocs' ``docs_dir``, ``site_url`` and ``nav``, mdBook's
``src``, the ``chapters`` and the ``sidebar`` of Quarto, Docusaurus' ``baseUrl``, ``routeBasePath`` and ``path``,
Astro's ``base`` and ``site``, and the links in the ``SUMMARY.md`` of a book or the ``_sidebar.md`` of Docsify. A
configuration is data of somebody else: it is never run, and what can't be read of it is left aside.

Sources: https://gohugo.io/configuration/, https://jekyllrb.com/docs/configuration/,
https://www.mkdocs.org/user-guide/configuration/, https://docusaurus.io/docs/api/docusaurus-config,
https://docs.astro.build/en/reference/configuration-reference/
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from qtbrowser.documents.confined_open import read_file
from qtbrowser.documents.front_matter import PlainLoader
from qtbrowser.documents.nesting import refuse_deep_json, refuse_deep_toml, refuse_deep_yaml, refuse_expanding
from qtbrowser.documents.site_settings import NO_SETTINGS, SiteSettings
from qtbrowser.errors import DocumentError, PathRefused

MOST_LISTED = 5_000
"""Most pages of a site whose order in its navigation is read."""

_LARGEST = 512 * 1024
_MOST_SITES = 50
_MOST_YAML = 1_000_000
"""Most characters of YAML that are read of a library's configurations at each start: they take some four seconds."""

_MOST_ENTRIES = 50
_LONGEST = 200
_JS_STRING = r"[\"'`]([^\"'`\n$]{0,200})[\"'`]"
_JS_BASE = re.compile(rf"\bbaseUrl:\s*{_JS_STRING}")
_JS_ADDRESS = re.compile(rf"\burl:\s*{_JS_STRING}")
_JS_ROUTE = re.compile(rf"\b(path|routeBasePath):\s*{_JS_STRING}")
_ASTRO_BASE = re.compile(rf"^\s{{0,40}}base:\s*{_JS_STRING}", re.MULTILINE)
_ASTRO_ADDRESS = re.compile(rf"^\s{{0,40}}site:\s*{_JS_STRING}", re.MULTILINE)
_LISTED_PAGE = re.compile(r"\[([^\[\]\n]{1,300})\]\((?:<([^<>\n]{1,300})>|([^\s()<>]{1,300}))(?:[ \t]+\"[^\"\n]*\")?\)")
_JS_COMMENT = re.compile(r"^[ \t]*//[^\n]*$|/\*(?:(?!\*/|/\*)[\s\S])*+\*/", re.MULTILINE)
_YAML = (".yml", ".yaml")
_PAGES = (".md", ".markdown", ".qmd", ".rmd")
_CONFIGURATION = re.compile(
    r"(?:(?P<hugo>(?:hugo|config)\.(?:toml|ya?ml|json))|(?P<jekyll>_config\.ya?ml)|(?P<mkdocs>mkdocs\.ya?ml)"
    r"|(?P<mdbook>book\.toml)|(?P<docusaurus>docusaurus\.config\.[cm]?[jt]s)|(?P<astro>astro\.config\.[cm]?[jt]s)"
    r"|(?P<quarto>_quarto\.ya?ml)|(?P<summary>SUMMARY\.md|_sidebar\.md))\Z"
)


def read_site_settings(root: Path, configurations: Mapping[str, str]) -> dict[str, SiteSettings]:
    """The settings of a library's sites, by their folders; those that say nothing are left out.

    Of YAML no more than `_MOST_YAML` is read: configurations that are too long for what is left are passed over.

    Args:
        root: the library's folder, resolved.
        configurations: path of a configuration -> the folder of its site.
    """
    found: dict[str, SiteSettings] = {}
    rest = _MOST_YAML
    for path in sorted(configurations, key=_depth)[:_MOST_SITES]:
        try:
            text = read_file(root, path, _LARGEST).decode("utf-8-sig")
        except (OSError, PathRefused, UnicodeDecodeError):
            continue
        folder, _, name = path.rpartition("/")
        if name.endswith(_YAML):
            if len(text) > rest:
                continue
            rest -= len(text)
        site = configurations[path]
        # Hugo's paths start from its site also where the configuration is in a folder of its own.
        settings = settings_of(name, text).at(site if name.startswith(("hugo.", "config.")) else folder)
        if settings != NO_SETTINGS:
            found[site] = _together(found.get(site, NO_SETTINGS), settings)
    return found


def settings_of(name: str, text: str) -> SiteSettings:
    """The settings in a configuration.

    Args:
        name: of its file, which says whose it is.
        text: what it holds.
    """
    kind = _CONFIGURATION.match(name)
    if kind is None:
        return NO_SETTINGS
    if kind["docusaurus"]:
        return _docusaurus(text)
    if kind["astro"]:
        return _astro(text)
    if kind["summary"]:
        titles = _of_summary(text)
        return SiteSettings(listed=tuple(titles)[:MOST_LISTED], titles=tuple(titles.items())[:MOST_LISTED])
    values = _values(name, text)
    if kind["hugo"]:
        return _hugo(values)
    if kind["jekyll"]:
        return _jekyll(values)
    if kind["mkdocs"]:
        return _mkdocs(values)
    book = _group(values, "book")
    if kind["quarto"]:
        listed = _listed([book.get("chapters"), book.get("appendices"), _group(values, "website").get("sidebar")])
        return SiteSettings(listed=tuple(dict.fromkeys(listed))[:MOST_LISTED], host=_host(book.get("site-url")))
    return SiteSettings(routes=_route(book.get("src"), ""))


class AnyTagLoader(PlainLoader):
    """Reads YAML whose tags name objects of a program (``!ENV``, ``!!python/name:``): their values are None."""


AnyTagLoader.add_constructor(None, lambda _loader, _node: None)


def _values(name: str, text: str) -> Mapping[str, Any]:
    """The values of a file of TOML, JSON or YAML; none if it can't be read."""
    try:
        if name.endswith(".toml"):
            refuse_deep_toml(text)
            read: Any = tomllib.loads(text)
        elif name.endswith(".json"):
            refuse_deep_json(text)
            read = json.loads(text)
        else:
            refuse_deep_yaml(text, AnyTagLoader)
            read = yaml.load(text, Loader=AnyTagLoader)
            refuse_expanding(read)
    except (DocumentError, ValueError, yaml.YAMLError, RecursionError, TypeError):
        return {}
    return read if isinstance(read, dict) else {}


def _hugo(values: Mapping[str, Any]) -> SiteSettings:
    lowered = {str(key).lower(): value for key, value in values.items()}
    routes = list(_route(lowered.get("contentdir"), ""))
    for language, one in list(_group(lowered, "languages").items())[:_MOST_ENTRIES]:
        folder = next((value for key, value in _pairs(one) if str(key).lower() == "contentdir"), None)
        if folder is not None:
            routes += [*_route(folder, str(language)), *_route(folder, "")]
    permalinks = _group(lowered, "permalinks")
    pages = _group(permalinks, "page") or permalinks
    address = lowered.get("baseurl")
    return SiteSettings(_base(address), tuple(routes), tuple(_patterns(pages)), host=_host(address))


def _jekyll(values: Mapping[str, Any]) -> SiteSettings:
    above = _text(values.get("collections_dir"))
    routes: list[tuple[str, str]] = []
    patterns: list[tuple[str, str]] = []
    collections = values.get("collections")
    listed = collections if isinstance(collections, list) else ()
    named = dict.fromkeys(_text(name) for name in listed) if listed else _group(values, "collections")
    for name, one in list(named.items())[:_MOST_ENTRIES]:
        folder = f"{above}/_{name}" if above else f"_{name}"
        routes += _route(folder, str(name))
        patterns += _patterns({folder: next((value for key, value in _pairs(one) if key == "permalink"), None)})
    if above:
        routes += _route(f"{above}/_posts", "")
    for scoped in values.get("defaults") or () if isinstance(values.get("defaults"), list) else ():
        scope, given = _group(scoped, "scope"), _group(scoped, "values")
        kind = _text(scope.get("type"))
        folder = _text(scope.get("path")) or ("" if kind in ("", "posts", "pages") else f"_{kind}")
        if kind != "pages":
            patterns += _patterns({folder: given.get("permalink")})
    patterns += _patterns({"": values.get("permalink")})
    base = _text(values.get("baseurl")) or _base(values.get("url"))
    return SiteSettings(base.strip("/"), tuple(routes), tuple(patterns), host=_host(values.get("url")))


def _mkdocs(values: Mapping[str, Any]) -> SiteSettings:
    folder = _text(values.get("docs_dir")) or "docs"
    listed = dict.fromkeys(_listed(values.get("nav")))
    paths = (normpath(f"{folder}/{path}") for path in listed)
    address = values.get("site_url")
    routes = _route(values.get("docs_dir"), "")
    titles = ((normpath(f"{folder}/{path}"), title) for path, title in _titled(values.get("nav")))
    return SiteSettings(
        _base(address),
        routes,
        listed=tuple(paths)[:MOST_LISTED],
        host=_host(address),
        titles=tuple(dict(titles).items())[:MOST_LISTED],
    )


def _listed(nav: Any) -> Iterator[str]:
    """The pages of a navigation, which is a list of pages, of groups with a title, and of lists in these."""
    waiting = [nav]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if _is_page(one):
                yield one.lstrip("/")
        elif isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            waiting.extend(reversed(one.values()))


def _is_page(path: str) -> bool:
    return path.lower().endswith(_PAGES) and "://" not in path


def _titled(nav: Any) -> Iterator[tuple[str, str]]:
    """The pages of a navigation to which it gives a title, each with this."""
    waiting = [nav]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            waiting.extend(reversed(one.values()))
            yield from (
                (path.lstrip("/"), title)
                for name, path in one.items()
                if isinstance(path, str) and _is_page(path) and (title := _text(name))
            )


def _docusaurus(text: str) -> SiteSettings:
    """The settings of a program's text, which is not run: the literal values next to each other."""
    text = _JS_COMMENT.sub("", text)
    base = _JS_BASE.search(text)
    routes: list[tuple[str, str]] = []
    path = route = None
    for found in [*_JS_ROUTE.finditer(text), None][: 2 * _MOST_ENTRIES]:
        name, value = (found[1], found[2]) if found is not None else ("", "")
        if found is None or (name == "path" and path is not None) or (name == "routeBasePath" and route is not None):
            # Without a path it is that of the documents.
            if route is not None:
                routes += _route(path or "docs", route)
            path = route = None
        if name == "path":
            path = value
        elif name == "routeBasePath":
            route = value
    address = _JS_ADDRESS.search(text)
    host = "" if address is None else _host(address[1])
    return SiteSettings("" if base is None else base[1].strip("/"), tuple(routes), host=host)


def _astro(text: str) -> SiteSettings:
    """The settings of a program's text, which is not run: the literal values of its own lines."""
    text = _JS_COMMENT.sub("", text)
    base, address = _ASTRO_BASE.search(text), _ASTRO_ADDRESS.search(text)
    host = "" if address is None else _host(address[1])
    return SiteSettings("" if base is None else base[1].strip("/"), host=host)


def _of_summary(text: str) -> dict[str, str]:
    """The pages that a table of contents in Markdown links to, in order, each with the words of its first link."""
    found: dict[str, str] = {}
    for words, bracketed, bare in _LISTED_PAGE.findall(text):
        path = unquote(bare or bracketed).partition("#")[0]
        if path.lower().endswith(".md") and "://" not in path:
            found.setdefault(path, _text(words))
    return found


def _patterns(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(name).strip("/")[:_LONGEST], pattern[:_LONGEST])
        for name, pattern in list(values.items())[:_MOST_ENTRIES]
        if isinstance(pattern, str) and ":" in pattern
    )


def _route(folder: Any, address: str) -> tuple[tuple[str, str], ...]:
    """A folder of content and the address of its pages, if it is named."""
    name = _text(folder)
    return ((name, address.strip("/")[:_LONGEST]),) if name else ()


def _base(address: Any) -> str:
    """The path of a site's address."""
    try:
        return urlsplit(_text(address)).path.strip("/")
    except ValueError:
        return ""


def _host(address: Any) -> str:
    """The server of a site's address; empty for an address without one."""
    try:
        return urlsplit(_text(address)).netloc.lower()
    except ValueError:
        return ""


def _text(value: Any) -> str:
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _group(values: Any, name: str) -> Mapping[Any, Any]:
    value = values.get(name) if isinstance(values, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _pairs(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.items() if isinstance(value, Mapping) else ()


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path


def _together(one: SiteSettings, other: SiteSettings) -> SiteSettings:
    return SiteSettings(
        one.base or other.base,
        one.routes + other.routes,
        one.patterns + other.patterns,
        one.listed or other.listed,
        one.host or other.host,
        one.titles or other.titles,
    )
