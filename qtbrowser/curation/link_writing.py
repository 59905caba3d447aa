"""Writes the target of a link anew, in the form in which it was, after the document that it leads to has moved."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote

from qtbrowser.catalog.link_names import PAGE_SUFFIXES, note_name, page_name
from qtbrowser.curation.document_names import Names
from qtbrowser.documents.date_reading import is_index
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.markup.link_schemes import POST, REF, WIKI, scheme_of

_END = re.compile("[#?]")
_NOT_OF_A_PATH = re.compile("[#?]|%(?=[0-9A-Fa-f]{2})")
"""What a link would not take for a part of the file's name."""


def renamed_target(
    written: str, address: str, base: str, old: Names, new: Names, is_taken: Callable[[str], bool]
) -> str:
    """A link's target with a document's old name replaced by the new one, in the same form.

    Args:
        written: the target in the document.
        address: the target as a resolver is given it, with the scheme of its form.
        base: the document with the link.
        old, new: the names of the document that it leads to.
        is_taken: whether another document is the note of a name.

    Returns:
        The new target; the present one if it names something that has not changed, as an alias.
    """
    scheme, meant = scheme_of(address)
    head = _END.split(written)[0]
    plain = unquote(head).strip()
    if scheme == WIKI:
        name = written.partition("#")[0].partition("^")[0]
        is_page = old.page and new.page and note_name(name.strip()) == note_name(old.page)
        note = new.page if is_page else _renamed_note(name.strip(), old.path, new.path, is_taken)
        return note + written[len(name) :]
    if plain.startswith("id:"):
        return f"id:{new.id}"
    if old.url and page_name(plain) == page_name(old.url) and (old.url.startswith("/") == plain.startswith("/")):
        closing = "/" if plain.endswith("/") and not new.url.endswith("/") else ""
        return (new.url or f"/{new.path}") + closing + written[len(head) :]
    if meant.startswith("/") and not plain.startswith("/"):
        # A tag of Jekyll names files from the site's folder.
        target = _renamed_path(f"/{plain}", base, old.path, new.path)
        return written if target is None else as_written(written, target[1:])
    target = _renamed_path(plain, base, old.path, new.path) or _renamed_address(plain, old.addresses, new.addresses)
    if target is None and scheme in (REF, POST) and "/" not in plain:
        target = _renamed_note(plain, old.path, new.path, lambda _name: False)
        if target != plain and is_index(new.path):
            # Its name alone means the index of the folder that the link is in.
            target = posixpath.relpath(new.path, posixpath.dirname(base) or ".")
    return written if target is None else as_written(written, target)


def as_written(written: str, target: str) -> str:
    """A path written in the form of another: with its suffix or without, with ``./``, percent-encoding and fragment.

    Args:
        written: the target whose form is kept.
        target: a path with the suffix of its file.
    """
    head = _END.split(written)[0]
    plain = unquote(head).rstrip()
    stem, suffix = _split(target)
    if suffix in SUFFIXES and not plain.lower().endswith(SUFFIXES):
        if is_index(target) and not _last(plain).startswith(("index", "_index", "readme")):
            stem = posixpath.dirname(target) or ("/" if target.startswith("/") else ".")
        html = _split(plain)[1] if plain.lower().endswith((".html", ".htm")) else ""
        target = stem + html + ("/" if plain.endswith("/") and not stem.endswith("/") else "")
    if head.startswith("./") and not target.startswith("."):
        target = f"./{target}"
    if "%" in head:
        target = quote(target, safe="/!$&'*+,;=:@~")
    else:
        target = _NOT_OF_A_PATH.sub(lambda found: quote(found[0], safe=""), target)
    return target + written[len(head) :]


def _renamed_note(name: str, old: str, new: str, is_taken: Callable[[str], bool]) -> str:
    stem, suffix = _split(name) if name.lower().endswith(SUFFIXES) else (name, "")
    parts = old.split("/")
    ends = {note_name("/".join(parts[-count:])): count for count in range(1, len(parts) + 1)}
    count = ends.get(note_name(stem))
    if count is None:
        return name  # an alias
    whole = _split(new)[0]
    last = whole.rpartition("/")[2]
    if "/" in stem:
        return whole + suffix
    return (whole if is_taken(last) else last) + suffix


def _renamed_path(plain: str, base: str, old: str, new: str) -> str | None:
    """The new path for a target that is the old one; None if it names something else."""
    parts, new_parts = old.split("/"), new.split("/")
    if plain.startswith("/"):
        # Addresses of a site leave out the folders that its content is in.
        for count in range(len(parts)):
            if page_name(plain) == page_name("/".join(parts[count:])):
                return "/" + ("/".join(new_parts[count:]) if parts[:count] == new_parts[:count] else new)
        return None
    starts = (posixpath.dirname(base), _split(base)[0])
    led = [posixpath.normpath(posixpath.join(start, plain)) for start in starts]
    for count in range(len(parts)):
        for start, place in zip(starts, led, strict=True):
            # The way from the address of a page leaves such folders out, too.
            if page_name(place) == page_name("/".join(parts[count:])):
                is_within = parts[:count] == new_parts[:count]
                return posixpath.relpath("/".join(new_parts[count:]) if is_within else new, start or ".")
    return None


def _renamed_address(plain: str, old: Sequence[str], new: Sequence[str]) -> str | None:
    """The new path for an address that the site forms of slug, date or title; None if it names something else, or is
    formed as before.
    """
    if not plain.startswith("/") or len(old) != len(new):
        return None
    now = [after for before, after in zip(old, new, strict=True) if page_name(before) == page_name(plain)]
    if not now or any(page_name(address) == page_name(plain) for address in now):
        return None
    return f"/{now[0].strip('/')}{SUFFIXES[0]}"


def _split(path: str) -> tuple[str, str]:
    dot = path.rfind(".")
    is_suffix = dot > path.rfind("/") and path[dot:].lower() in PAGE_SUFFIXES
    return (path[:dot], path[dot:].lower()) if is_suffix else (path, "")


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2].lower()
