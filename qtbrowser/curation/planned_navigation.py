"""Plans the changes of the navigation of sites that a plan's moves and merges need."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from qtbrowser.curation.change_set import Loss, LossKind
from qtbrowser.curation.navigation import MovedPages, followed, navigation_files
from qtbrowser.curation.work import Work
from qtbrowser.documents.document import Document
from qtbrowser.documents.field_editing.source import Source
from qtbrowser.documents.reader import build_document
from qtbrowser.errors import DocumentError, EditRefused


def follow_navigation(work: Work) -> None:
    """Have the navigation of sites follow the pages that have moved, were merged or are gone.

    Entries that can't follow are told as losses.
    """
    if work.catalog is None or not work.catalog.kinds().all.is_site:
        return
    paths = {old: new for old, new in work.displaced() if old != new}
    gone = {head.path for head in work.file_changes().heads if head.goes and head.path not in paths}
    above = {folder.as_posix() for path in (*paths, *gone) for folder in PurePosixPath(path).parents}
    folders = sorted("" if folder == "." else folder for folder in above)
    files = [path for folder in folders for path in navigation_files(folder, work.files_in)]
    if not files:
        return
    pages = _moved_pages(work, paths, gone)
    for path in files:
        try:
            _follow(work, path, pages)
        except EditRefused as error:
            work.refuse(path, error)
        work.forget_unchanged(path)


def _follow(work: Work, path: str, pages: MovedPages) -> None:
    try:
        text = work.read(path).decode("utf-8")
    except UnicodeDecodeError:
        return
    start = "\ufeff" if text.startswith("\ufeff") else ""
    now = followed(path, text.removeprefix(start), pages)
    work.lose([Loss(path, path, LossKind.NAVIGATION, "", entry) for entry in now.dead])
    if start + now.text != text:
        work.change(path, (start + now.text).encode("utf-8"))
        for page in pages.paths.values():
            work.need(path, page)


def _moved_pages(work: Work, paths: Mapping[str, str], gone: Collection[str]) -> MovedPages:
    addresses: dict[str, str] = {}
    ids: dict[str, str] = {}
    for old, new in paths.items():
        try:
            before = build_document(*Source(work.before(old) or b"").front_matter, old, work.kinds_of(old))
            after = work.document(new)
        except (EditRefused, DocumentError):
            continue
        was, now = _addresses(work, before), _addresses(work, after)
        if work.is_merged(old):
            # Those of another document are in no order that fits.
            now = [next(filter(None, now), "")] * len(was)
        addresses.update((one.rstrip("/"), other) for one, other in zip(was, now, strict=False) if one and other)
        if before.id is not None:
            ids[old] = str(before.id)
    return MovedPages(paths, gone, {one: other for one, other in addresses.items() if one != other.rstrip("/")}, ids)


def _addresses(work: Work, document: Document) -> list[str]:
    return [document.permalink, document.url, *work.addresses_of(document)]
