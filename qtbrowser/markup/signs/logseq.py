"""Signs of Logseq's pages: properties, references to blocks, embeds, markers of tasks, blocks of Org mode.

Source: https://docs.logseq.com/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.link_schemes import WIKI
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.spans import find_spans, replace_outside, span_around

_PROPERTY = re.compile(
    r"(?P<before>[ \t]*(?:[-*+][ \t]+)?)(?P<key>[A-Za-z][\w.?/\-]{0,60})::(?:[ \t]++(?P<value>.*+))?\Z"
)
_BULLET = re.compile(r"[-*+][ \t]")
_OWN = re.compile(
    r"(?:id|title|collapsed|heading|icon|public|filters|background[-_]color|created-at|updated-at|todo|doing|now|later"
    r"|done|exclude-from-graph-view|ls-type|hl-.*|card-.*|logseq\..*|query-.*|template(?:-including-parent)?)\Z",
    re.IGNORECASE,
)
"""Properties that Logseq itself uses and does not show; those of tasks are times in its older pages."""

_IDENTITY = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_BLOCK_ID = re.compile(rf"^[ \t]*(?:[-*+][ \t]+)?id::[ \t]+({_IDENTITY})[ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(rf"\(\(({_IDENTITY})\)\)")
_NAMED_REFERENCE = re.compile(rf"\]\(\(\(({_IDENTITY})\)\)\)")
_MACRO = re.compile(r"\{\{(?P<name>[a-z][\w\-]{0,40})(?:[ \t]++(?P<rest>(?:[^{}\n]|\{(?!\{)|\}(?!\})){0,1000}))?\}\}")
_PAGE = re.compile(r"\[\[([^\[\]\n]{1,300})\]\]\Z")
_FILMS = frozenset(("video", "youtube", "vimeo", "bilibili", "tweet", "twitter"))
_WORD_TAG = re.compile(r"(?<![^\s(])#(?=\[\[[^\[\]\n])")
_TASK = re.compile(
    r"^(?P<bullet>[ \t]*[-*+][ \t]+(?:#{1,6}[ \t]+)?)"
    r"(?P<state>TODO|DOING|LATER|NOW|WAITING|WAIT|DONE|CANCELED|CANCELLED)[ \t]+",
    re.MULTILINE,
)
_DONE = frozenset(("DONE", "CANCELED", "CANCELLED"))
_BEGIN = re.compile(
    r"(?P<before>[ \t]*(?:[-*+][ \t]+)?)#\+BEGIN_(?P<kind>[A-Z]{1,20})(?:[ \t]++(?P<rest>.*+))?\Z", re.IGNORECASE
)
_END = re.compile(r"(?P<before>[ \t]*)#\+END_(?P<kind>[A-Z]{1,20})[ \t]*\Z", re.IGNORECASE)
_BOXES = {
    "note": "note",
    "tip": "tip",
    "important": "important",
    "caution": "caution",
    "warning": "warning",
    "pinned": "tip",
    "quote": "quote",
    "center": "",
    "verse": "",
}
_LISTINGS = frozenset(("example", "src", "export", "query", "comment"))
_LOGBOOK = re.compile(r"[ \t]*:LOGBOOK:[ \t]*\Z")
_LOGBOOK_END = re.compile(r"[ \t]*:END:[ \t]*\Z")
_NOTHING = "<!-- -->"
"""A line that shows nothing and, unlike an empty one, makes no list loose."""


def logseq(text: str) -> Prepared:
    """A text with Logseq's signs written as Obsidian has them; queries and the like are left out and counted."""
    lines, left_out = _lines(text)
    text = "\n".join(lines)
    if "((" in text:
        text = replace_outside(_NAMED_REFERENCE, lambda found: f"](<{WIKI}{found[1]}#^{found[1]}>)", text)
    count = 0

    def macro(found: re.Match[str]) -> str:
        nonlocal count
        written = _macro(found["name"], (found["rest"] or "").strip())
        count += written is None
        return written or ""

    if "{{" in text:
        text = replace_outside(_MACRO, macro, text)
    if "((" in text:
        text = replace_outside(_REFERENCE, lambda found: f"[[{found[1]}#^{found[1]}|↪]]", text)
    if "#[[" in text:
        text = replace_outside(_WORD_TAG, lambda _found: "", text)
    return Prepared(replace_outside(_TASK, _task, text), left_out + count)


def properties(text: str) -> dict[str, str]:
    """The properties of a page: those in its first block, their names in lower case.

    Args:
        text: the whole page.
    """
    found: dict[str, str] = {}
    for line in text.lstrip("\n").split("\n"):
        matched = _PROPERTY.match(line)
        if matched is None or (found and _BULLET.match(line)):
            break
        found[matched["key"].lower()] = (matched["value"] or "").strip()
    return found


def block_ids(text: str) -> Iterator[str]:
    """The identities of the blocks of a page that others refer to."""
    return (found[1].lower() for found in _BLOCK_ID.finditer(text)) if "id::" in text else iter(())


def _lines(text: str) -> tuple[list[str], int]:
    """The lines of a text, its properties and blocks of Org mode read, and how many of these are left out."""
    spans = find_spans(text)
    out: list[str] = []
    place = left_out = 0
    closing = ""
    is_logbook = False
    lines = text.split("\n")
    ends = _ends(lines) if ":END:" in text or "#+" in text else {}
    for number, line in enumerate(lines):
        start = place
        place += len(line) + 1
        written = line
        if closing:
            # Within a listing of Org mode nothing else is read.
            end = _END.match(line)
            if end is not None and end["kind"].lower() == closing:
                closing = ""
                written = _NOTHING if out and out[-1].endswith(_NOTHING) else f"{end['before']}~~~~"
            elif out[-1].endswith(_NOTHING):
                written = _NOTHING
        elif is_logbook:
            is_logbook = not _LOGBOOK_END.match(line)
            written = _NOTHING
        elif span_around(start + len(line) - len(line.lstrip()), spans) is not None:
            pass
        elif number < ends.get("", 0) and _LOGBOOK.match(line):
            is_logbook = True
            written = _NOTHING
        elif "::" in line and (found := _PROPERTY.match(line)):
            written = _property(found, out)
        elif "#+" in line and (found := _BEGIN.match(line)) and number < ends.get(kind := found["kind"].lower(), 0):
            if kind in _LISTINGS:
                closing = kind
                is_shown = kind in ("example", "src", "export")
                left_out += not is_shown
                written = f"{found['before']}~~~~ {found['rest'] or ''}" if is_shown else found["before"] + _NOTHING
            else:
                written = found["before"] + opening(_BOXES.get(kind, "note"))
        elif "#+" in line and (found := _END.match(line)):
            written = found["before"] + CLOSING
        out.append(written)
    return out, left_out


def _ends(lines: list[str]) -> dict[str, int]:
    """The last line that ends a block of Org mode, by its kind, and a logbook, by no name: what is begun behind it is
    not closed, and is text.
    """
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        if _LOGBOOK_END.match(line):
            found[""] = number
        elif end := _END.match(line) if "#+" in line else None:
            found[end["kind"].lower()] = number
    return found


def _property(found: re.Match[str], above: list[str]) -> str:
    """What is written for a property; the identity of a block goes to the end of its line."""
    key, value = found["key"], (found["value"] or "").strip()
    is_identity = key.lower() == "id" and re.fullmatch(_IDENTITY, value) is not None
    if is_identity and _BULLET.match(found["before"].lstrip()):
        return f"{found['before']}^{value.lower()}"
    if is_identity and above and above[-1].strip():
        place = next((-count for count in range(1, min(len(above), 9) + 1) if not above[-count].endswith(_NOTHING)), -1)
        if above[place].strip() and not above[place].lstrip().startswith(("|", "~~~", "```")):
            above[place] += f" ^{value.lower()}"
    if _OWN.match(key) or not value:
        return f"{found['before']}{_NOTHING}"
    return f"{found['before']}**{key}:** {value}"


def _macro(name: str, rest: str) -> str | None:
    """What is written for a macro; None if only the program can show it."""
    if name == "embed":
        if reference := _REFERENCE.fullmatch(rest):
            return f"![[{reference[1]}#^{reference[1]}|↪]]"
        page = _PAGE.match(rest)
        return f"![[{page[1] if page else rest}]]" if rest and "]" not in rest.strip("[]") else None
    if name in _FILMS:
        page = _PAGE.match(rest)
        address = page[1] if page else rest
        return f"[{name.capitalize()}](<{address}>)" if address.startswith(("https://", "http://")) else None
    if name == "cloze":
        return rest
    return None


def _task(found: re.Match[str]) -> str:
    state = found["state"]
    box = "[x] " if state in _DONE else "[ ] "
    if "#" in found["bullet"]:
        return f"{found['bullet']}{state} "
    return f"{found['bullet']}{box}{'' if state in ('TODO', 'DONE') else f'{state} '}"
