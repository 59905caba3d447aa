"""The fields that notes of Logseq, Dendron and wikis have without a front matter: name, day, subject and properties.

Sources: https://docs.logseq.com/, https://wiki.dendron.so/notes/c5e5adde-5459-409b-b34d-a0d75cbb1052/
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from qtbrowser.documents.date_reading import date_of_name
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.english_dates import MONTHS, ordinal
from qtbrowser.markup.signs.logseq import properties

_LISTS = frozenset({"alias", "tags", "tag"})


def vault_fields(body: str, path: str, kinds: FolderKind) -> Mapping[str, str]:
    """The fields that a note has by its name and its first block; those of its front matter come before them.

    Args:
        body: its text.
        path: of its file.
        kinds: what its folder was written for.
    """
    if FolderKind.LOGSEQ in kinds:
        return _of_logseq(body, path)
    if FolderKind.DENDRON in kinds:
        return _of_dendron(path)
    return {"title": wiki_page(path)}


def wiki_page(path: str) -> str:
    """What a wiki of Gollum calls the page at a path: as its file, which has hyphens for spaces."""
    return PurePosixPath(path).stem.replace("-", " ")


def _of_logseq(body: str, path: str) -> Mapping[str, str]:
    """The fields of a page. The levels of its name are divided by three low lines or an encoded slash in its file's."""
    fields = properties(body)
    for name in _LISTS & fields.keys():
        fields[name] = fields[name].replace("[[", "").replace("]]", "").replace("#", "")
    place = PurePosixPath(path)
    in_name = date_of_name(path) if place.parent.name == "journals" else None
    if in_name is not None:
        day = in_name[0]
        # In English in any locale, since links name the page so.
        fields.setdefault("title", f"{MONTHS[day.month - 1][:3]} {ordinal(day.day)}, {day.year}")
        return fields
    title = fields.setdefault("title", unquote(place.stem).replace("___", "/"))
    above, slash, _ = title.rpartition("/")
    return {"subject": above, **fields} if slash and above else fields


def _of_dendron(path: str) -> Mapping[str, str]:
    """The subject of a note, whose levels are divided by dots in the name of its file."""
    *above, name = PurePosixPath(path).stem.split(".")
    return {"subject": "/".join(above), "title": name} if above else {}
