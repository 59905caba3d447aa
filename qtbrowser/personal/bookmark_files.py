"""Bookmarks as files: JSON, a list in Markdown, and the HTML that browsers export and import.

The HTML is that of Netscape's bookmark files: nested ``<DL>`` of ``<H3>`` folders and ``<A HREF>`` entries, a remark
after ``<DD>``; see https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/
aa753582(v=vs.85). An entry's address is ``qtbrowser:document/PATH``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from qtbrowser.catalog.catalog_values import file_of_key
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.errors import PersonalFileError
from qtbrowser.personal.bookmarks import Bookmark
from qtbrowser.personal.moment import moment

ADDRESS = "qtbrowser:document/"

MOST_BYTES = 1 << 26
_FORMS = {".json": "json", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
MOST_BOOKMARKS = 1_000_000
_MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\[]*_`<>"})


def as_entries(bookmarks: Sequence[Bookmark]) -> list[dict[str, str]]:
    """The bookmarks as JSON values with ``path``, ``folder``, ``note`` and ``created``."""
    return [{"path": one.path, "folder": one.folder, "note": one.note, "created": one.created} for one in bookmarks]


def written(bookmarks: Sequence[Bookmark], form: str) -> str:
    """The text of a file with bookmarks.

    Args:
        bookmarks: in the order of their folders.
        form: "json", "markdown" or "html".
    """
    return _WRITERS[form](bookmarks)


def read(text: str, form: str) -> list[Bookmark]:
    """The bookmarks in the text of a file.

    Args:
        text: the file's text; it is not trusted.
        form: "json" or "html".

    Returns:
        What could be read; `path` is what the file says and may be of no document of the library.

    Raises:
        PersonalFileError: it holds no list of bookmarks.
    """
    return (_read_html if form == "html" else _read_json)(text)[:MOST_BOOKMARKS]


def form_of(file: Path) -> str:
    """The form of a file by its suffix: "json", "markdown" or "html"; raises PersonalFileError if it is of none."""
    try:
        return _FORMS[file.suffix.lower()]
    except KeyError:
        raise PersonalFileError("The name of the file must end with .json, .md or .html.", path=str(file)) from None


def read_file(file: Path) -> list[Bookmark]:
    """The bookmarks in a file, as `read`; its suffix tells the form.

    Raises:
        PersonalFileError: it is no JSON or HTML file, too large, or holds no list of bookmarks.
        OSError: it can't be read.
    """
    form = form_of(file)
    if form == "markdown":
        raise PersonalFileError("Bookmarks are imported from JSON or HTML.", path=str(file))
    if file.stat().st_size > MOST_BYTES:
        raise PersonalFileError("The file is too large.", path=str(file))
    try:
        return read(file.read_text(encoding="utf-8", errors="replace"), form)
    except PersonalFileError as error:
        raise PersonalFileError(error.reason, path=str(file)) from error


def _json(bookmarks: Sequence[Bookmark]) -> str:
    return json.dumps(as_entries(bookmarks), ensure_ascii=False, indent=2) + "\n"


def _markdown(bookmarks: Sequence[Bookmark]) -> str:
    lines: list[str] = []
    folder: str | None = None
    for one in bookmarks:
        if one.folder != folder:
            folder = one.folder
            lines += ["", f"## {folder.translate(_MARKDOWN_SIGNS)}", ""] if folder else []
        title = (one.title or one.path).translate(_MARKDOWN_SIGNS)
        note = f": {' '.join(one.note.split()).translate(_MARKDOWN_SIGNS)}" if one.note else ""
        lines.append(f"- [{title}]({_link(one.path)}){note}")
    return "\n".join(["# Bookmarks", "", *lines]).rstrip() + "\n"


def _link(key: str) -> str:
    """The address of a document, or of a question of a file, relative to the library."""
    path, anchor = file_of_key(key)
    # A file's own name may hold the sign.
    is_question = bool(anchor) and path.lower().endswith(SUFFIXES)
    return f"{quote(path)}#{quote(anchor)}" if is_question else quote(key)


def _html(bookmarks: Sequence[Bookmark]) -> str:
    lines = [
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>",
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
        "<TITLE>Bookmarks</TITLE>",
        "<H1>Bookmarks</H1>",
        "<DL><p>",
    ]
    inside: list[str] = []
    for one in bookmarks:
        wanted = one.folder.split("/") if one.folder else []
        common = 0
        while common < min(len(inside), len(wanted)) and inside[common] == wanted[common]:
            common += 1
        lines += ["</DL><p>"] * (len(inside) - common)
        for name in wanted[common:]:
            lines += [f"<DT><H3>{escape(name)}</H3>", "<DL><p>"]
        inside = wanted
        added = f' ADD_DATE="{seconds}"' if (seconds := _seconds(one.created)) else ""
        lines.append(f'<DT><A HREF="{ADDRESS}{escape(quote(one.path))}"{added}>{escape(one.title or one.path)}</A>')
        if one.note:
            lines.append(f"<DD>{escape(one.note)}")
    lines += ["</DL><p>"] * (len(inside) + 1)
    return "\n".join(lines) + "\n"


def _seconds(created: str) -> int:
    """A stored time in seconds since 1970; 0 if it is none."""
    try:
        return int(datetime.fromisoformat(created).timestamp())
    except (ValueError, OverflowError, OSError):  # Windows has no local time before 1970
        return 0


_WRITERS: dict[str, Callable[[Sequence[Bookmark]], str]] = {"json": _json, "markdown": _markdown, "html": _html}


def _read_json(text: str) -> list[Bookmark]:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PersonalFileError("This is not a JSON file.") from error
    if not isinstance(entries, list):
        raise PersonalFileError("This file has no list of bookmarks.")
    return [_bookmark(entry) for entry in entries if isinstance(entry, dict) and isinstance(entry.get("path"), str)]


def _bookmark(entry: dict[str, Any]) -> Bookmark:
    texts = {name: entry.get(name) for name in ("folder", "note")}
    folder, note = (value if isinstance(value, str) else "" for value in texts.values())
    return Bookmark(entry["path"], folder, note, _moment(entry.get("created")))


def _moment(value: object) -> str:
    """A time as stored; empty if it is none."""
    try:
        return moment(datetime.fromisoformat(value)) if isinstance(value, str) else ""
    except (ValueError, OverflowError):
        return ""


def _read_html(text: str) -> list[Bookmark]:
    reader = _BookmarkReader()
    reader.feed(text)
    reader.close()
    if not reader.saw_list:
        raise PersonalFileError("This file has no list of bookmarks.")
    return reader.bookmarks


class _BookmarkReader(HTMLParser):
    """Reads folders and entries; addresses that are not of documents are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.bookmarks: list[Bookmark] = []
        self.saw_list = False
        self._folders: list[str] = []
        self._name = ""
        self._collecting = ""
        self._note_of = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A list opens a folder; an entry is a bookmark; ``dd`` begins its remark."""
        self._collecting = ""
        if tag == "dl":
            self.saw_list = True
            self._folders.append(self._name)
            self._name = ""
        elif tag == "h3":
            self._collecting, self._name = "name", ""
        elif tag == "a":
            self._add(dict(attrs))
        elif tag == "dd" and self._note_of:
            self._collecting = "note"

    def handle_endtag(self, tag: str) -> None:
        """A list's end closes its folder."""
        self._collecting = ""
        if tag == "dl" and self._folders:
            self._folders.pop()

    def handle_data(self, data: str) -> None:
        """The name of a folder, or a remark."""
        if self._collecting == "name":
            self._name += data.replace("/", " ")
        elif self._collecting == "note" and self.bookmarks:
            last = self.bookmarks[-1]
            self.bookmarks[-1] = Bookmark(last.path, last.folder, (last.note + data).strip(), last.created)

    def _add(self, attributes: dict[str, str | None]) -> None:
        address = attributes.get("href") or ""
        self._note_of = address.startswith(ADDRESS)
        if self._note_of:
            path = unquote(address.removeprefix(ADDRESS).partition("#")[0])
            folder = "/".join(name.strip() for name in self._folders if name.strip())
            self.bookmarks.append(Bookmark(path, folder, "", _moment_of(attributes.get("add_date"))))


def _moment_of(seconds: str | None) -> str:
    try:
        return moment(datetime.fromtimestamp(int(seconds or ""), UTC))
    except (ValueError, OverflowError, OSError):
        return ""
