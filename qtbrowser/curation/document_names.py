"""The names by which links lead to a document, and the fields of related documents, which hold such names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qtbrowser.catalog.link_targets import target_names
from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.vault_fields import wiki_page

_RELATED_NAME = re.compile(r"related_article\d+\Z")


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which links lead to a document: its path, its address or its id; with the title and subject that are
    written beside them.

    Attributes:
        addresses: those that the site may give it, the same ways of forming one in the same order.
        page: what Logseq or a wiki of Gollum calls its page, where that isn't the name of its file.
    """

    path: str
    url: str
    id: int | str | None
    subject: str
    title: str = ""
    addresses: tuple[str, ...] = ()
    page: str = ""

    @classmethod
    def of(cls, document: Document) -> Names:
        """The names of a document, without its title."""
        return cls(document.path, document.url, document.id, document.subject, page=_page(document))

    def targets(self, ids: bool) -> set[str]:
        """All targets that a link to it can have; its id only if `ids` is True, since others may have the same one."""
        return target_names(self.path, self.id if ids else None, self.url)


def _page(document: Document) -> str:
    if FolderKind.LOGSEQ in document.kinds:
        return document.title
    return wiki_page(document.path) if FolderKind.GOLLUM in document.kinds else ""


def related_entries(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The related documents of a front matter: the field name and the value of each entry."""
    for key, value in fields.items():
        if _RELATED_NAME.match(str(key)):
            yield str(key), value
    listed = fields.get("related")
    for number, value in enumerate(listed if isinstance(listed, list) else ()):
        yield f"related.{number}", value
