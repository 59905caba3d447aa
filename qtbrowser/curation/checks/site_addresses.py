"""Tells addresses that a site's program makes, or that its templates read, from such as lead nowhere."""

from __future__ import annotations

from functools import cached_property
from posixpath import splitext

from qtbrowser.curation.checks.fact_keys import STEM
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
        return bool(suffix and suffix not in SUFFIXES) or not self._is_name(first.casefold())

    def _has_hook(self, path: str) -> bool:
        site = self._library.kinds.site_of(path).folder
        above = f"{site}/" if site else ""
        return any(self._library.is_file(above + hook) for hook in _HOOKS)

    def _is_name(self, name: str) -> bool:
        """Whether this is the name of a folder with documents, or of a document, in any case."""
        return name in self._folders or bool(self._library.having(STEM, name))

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The names of all folders with documents, case folded."""
        return frozenset(name for folder in self._library.folders for name in folder.casefold().split("/"))
