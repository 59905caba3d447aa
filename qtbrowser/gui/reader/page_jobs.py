"""Jobs of the answer pane: plain functions over the Library. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from qtbrowser.errors import DocumentError, DocumentNotFound
from qtbrowser.gui.pane.text_ranges import Positions, Range

if TYPE_CHECKING:
    from qtbrowser.catalog.catalog_values import DocumentIdentity
    from qtbrowser.library import Library
    from qtbrowser.rendering.page import LaterPart, Page

IMAGE_LIMIT = 20_000_000
"""The largest total size of a page's pictures, in bytes."""

PARTS_AT_ONCE = 6
"""How many parts of a long page one job renders: it takes about twenty milliseconds."""

_IMAGE = re.compile(r'qtbrowser:image/([^"\'<>\s]+)')


class PageRequest(NamedTuple):
    """A document to show.

    Attributes:
        reference: its path, id or address.
        fragment: the heading to scroll to, or empty.
        scroll: the scroll position in pixels, or None for the top or the first found word.
        words: the query whose words are marked, or empty.
        mark: the number of the mark in the answer to scroll to, from 0.
        passing: whether the reader is stepping through a list.
        travelling: whether it was reached by back or forward, or is shown again; then no history entry is added.
    """

    reference: str
    fragment: str = ""
    scroll: int | None = None
    words: str = ""
    mark: int = 0
    passing: bool = False
    travelling: bool = False


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A rendered document, and its pictures by library path.

    Attributes:
        identity: by what it is known again at another path.
    """

    request: PageRequest
    page: Page
    images: dict[str, bytes] = field(default_factory=dict)
    identity: DocumentIdentity | None = None


@dataclass(frozen=True, slots=True)
class LoadedAgain:
    """What became of a page that is shown.

    Attributes:
        shown: the page now; None if it can't be told yet, or is gone.
        is_gone: whether the document is nowhere in the library any more.
    """

    shown: ShownPage | None = None
    is_gone: bool = False


def load_page(library: Library, request: PageRequest) -> ShownPage:
    """Read and render a document, and read the pictures it shows, so that the window does not access the disk."""
    page = library.render(request.reference)
    return ShownPage(request, page, page_images(library, page.html))


def load_first_part(library: Library, request: PageRequest) -> ShownPage:
    """Load a document, or the first part of a long one; `load_parts` loads the others.

    A reference to a section, such as ``faq.md#what-is-it``, shows the whole document at that place.
    """
    reference, anchor = library.place_of(request.reference)
    if anchor:
        request = request._replace(reference=reference, fragment=anchor)
    page = library.render(request.reference, in_parts=True)
    return ShownPage(request, page, page_images(library, page.html), library.identity_of(page.path))


def load_again(
    library: Library, request: PageRequest, identity: DocumentIdentity | None, *, however: bool
) -> LoadedAgain:
    """Load a document anew that is shown, also from another path if it was moved.

    Args:
        library: the open library.
        request: its reference is the path at which the document was.
        identity: by what it is known again.
        however: load it as it is, also while another program has its file open for writing, or has removed it and the
            index does not know yet.
    """
    if not however and library.being_written([request.reference]):
        return LoadedAgain()
    try:
        return LoadedAgain(_load_to_compare(library, request))
    except DocumentNotFound:
        path = None if identity is None else library.moved_to(identity)
    except DocumentError as error:
        if however or not isinstance(error.__cause__, FileNotFoundError):
            raise
        # Where it was moved to, or that it was removed, is told once the index knows.
        return LoadedAgain()
    if path is None:
        return LoadedAgain(is_gone=True)
    return LoadedAgain(_load_to_compare(library, request._replace(reference=path)))


def _load_to_compare(library: Library, request: PageRequest) -> ShownPage:
    """Load a document, or the first part of a long one, for a page that is shown: with the similar questions, which may
    be others now.
    """
    return completed(load_first_part(library, request))


def completed(shown: ShownPage) -> ShownPage:
    """A page with its similar questions, if only those come later; they are found now if they aren't yet."""
    later = shown.page.later
    return shown if later is None or later.length else replace(shown, page=shown.page.completed(later))


def load_parts(library: Library, shown: ShownPage, start: int) -> tuple[list[LaterPart], dict[str, bytes]]:
    """The next parts of a long page, and the pictures in them by library path; no parts where there are no more.

    Args:
        library: the open library.
        shown: the page.
        start: how many of its later parts were loaded.
    """
    later = shown.page.later
    parts = [] if later is None else later.parts(start, start + PARTS_AT_ONCE)
    left = IMAGE_LIMIT - sum(map(len, shown.images.values()))
    return parts, page_images(library, "".join(part.html for part in parts), left)


def page_images(library: Library, html: str, left: int = IMAGE_LIMIT) -> dict[str, bytes]:
    """The pictures that a page shows, by library path, as far as they exist and have at most `left` bytes in total."""
    images: dict[str, bytes] = {}
    for path in {unquote(match) for match in _IMAGE.findall(html)}:
        try:
            images[path] = library.content(path, left)
            left -= len(images[path])
        except (DocumentNotFound, DocumentError):
            # The pane shows the picture's alternative text instead, as it does for one that can't be decoded.
            continue
    return images


def find_marks(library: Library, words: str, text: str) -> list[Range]:
    """The ranges of a page's plain text that a search for `words` matches, in UTF-16 units, ascending."""
    return Positions(text).to_unit_ranges(library.marks(words, text))
