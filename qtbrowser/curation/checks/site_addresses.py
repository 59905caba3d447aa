"""Tells addresses that a site's program makes, or that its templates read, from such as lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from posixpath import splitext

from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.whole_library import WholeLibrary
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.markup.link_schemes import PICTURE_SUFFIXES, scheme_of

_HOOKS = tuple(f"{folder}/_markup/render-link.html" for folder in ("layouts", "layouts/_default"))


class SiteAddresses:
    """The addresses of a library's sites.

    Args:
        library: all documents.
    """

    def __init__(self, library: WholeLibrary) -> None:
        self._library = library
        self._hooked: dict[str, bool] = {}

    def is_generated(self, target: str, fact: Facts) -> bool:
        """Whether a link that leads to no file may well lead somewhere on the site.

        Lists of tags, feeds, maps of the site and style sheets are made by programs. Where a template of Hugo renders
        links, it decides what an address means.

        Args:
            target: the link's target.
            fact: the document that it is in.
        """
        kinds = FolderKind(fact.kinds)
        scheme, plain = scheme_of(target)
        if scheme:
            return False
        path = plain.partition("#")[0].partition("?")[0]
        suffix = splitext(path)[1].lower()
        first = path.strip("/").partition("/")[0]
        if not kinds.is_site:
            # An address of the site that the text is from, which begins with no name that the library has.
            return path.startswith("/") and suffix not in PICTURE_SUFFIXES and not self._library.is_file(first)
        if FolderKind.HUGO in kinds and self._has_hook(fact.path):
            return suffix not in SUFFIXES and suffix not in PICTURE_SUFFIXES
        if not path.startswith("/") or suffix in PICTURE_SUFFIXES:
            return False
        return bool(suffix and suffix not in SUFFIXES) or first.casefold() not in self._folders

    def _has_hook(self, path: str) -> bool:
        site = self._library.kinds.site_of(path).folder
        if site not in self._hooked:
            above = f"{site}/" if site else ""
            self._hooked[site] = any(self._library.is_file(above + hook) for hook in _HOOKS)
        return self._hooked[site]

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The names of all folders with documents, and of the documents."""
        return frozenset(name for fact in self._library.documents for name in _names(fact.path))


def _names(path: str) -> Iterator[str]:
    *folders, name = path.casefold().split("/")
    yield from folders
    yield splitext(name)[0]
