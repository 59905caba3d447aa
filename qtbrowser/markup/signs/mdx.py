"""MDX (https://mdxjs.com/docs/what-is-mdx/): imports, exports, comments and components vanish, their words stay."""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.spans import find_spans, span_around

_STATEMENT = re.compile(r"^(?:import|export)\b(?=[ \t{*])[^\n]*", re.MULTILINE)
_IMPORT = re.compile(
    r"import\b.*?(?:from[ \t]+)?[\"'][^\"'\n]+[\"'];?[ \t]*$|import[ \t]+\{"
    r"|export[ \t]+(?:const|default|function|let|var|\{|\*)"
)
_COMMENT_END = re.compile(r"\*/[ \t\n]{0,9}\}")
_NAME = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w.\-]{0,60})(?=[\s/>])")
_TEXT = re.compile(r"\b(label|title|value)=(?:\"([^\"]*)\"|'([^']*)'|\{[\"'`]([^\"'`]*)[\"'`]\})")
_BRACED = re.compile(r"[ \t\n]{1,9}[\w:\-]+=\{")
_MOST_IN_TAG = 5000
_BOXES = {
    "tabitem": "tab",
    "admonition": "note",
    "note": "note",
    "tip": "tip",
    "warning": "warning",
    "details": "",
    "aside": "note",
    "callout": "note",
}


def without_components(text: str) -> Prepared:
    """A text without what only a program understands. Tabs and callouts stay what they are."""
    spans = find_spans(text)

    def is_text(place: int) -> bool:
        return span_around(place, spans) is not None

    out: list[str] = []
    place = left_out = 0
    for start, end, written, is_left_out in sorted((*_statements(text), *_comments(text), *_tags(text))):
        if start < place or is_text(start):
            continue
        out += [text[place:start], written, "\n" * (text.count("\n", start, end) - written.count("\n"))]
        left_out += is_left_out
        place = end
    return Prepared("".join((*out, text[place:])), left_out)


_Change = tuple[int, int, str, bool]


def _statements(text: str) -> list[_Change]:
    found: list[_Change] = []
    for line in _STATEMENT.finditer(text):
        if _IMPORT.match(line[0]) is None or (
            line.start()
            and text[line.start() - 2 : line.start()] not in ("\n\n", "\n", ";\n")
            and not _ends_statement(text, line.start())
        ):
            continue
        end = text.find("\n\n", line.start())
        one_line = line[0].rstrip().endswith((";", "'", '"'))
        found.append(
            (
                line.start(),
                line.end() if one_line or (end < 0 and "{" not in line[0]) else (end if end >= 0 else len(text)),
                "",
                False,
            )
        )
    return found


def _ends_statement(text: str, place: int) -> bool:
    """Whether the line before a place is a statement too."""
    before = text[:place].rstrip("\n").rpartition("\n")[2]
    return before.startswith(("import ", "export ")) or before.rstrip().endswith(("}", ";"))


def _comments(text: str) -> list[_Change]:
    found: list[_Change] = []
    place = text.find("{/*")
    while place >= 0:
        end = _COMMENT_END.search(text, place)
        if end is None:
            break
        found.append((place, end.end(), "", False))
        place = text.find("{/*", end.end())
    return found


def _tags(text: str) -> list[_Change]:
    found: list[_Change] = []
    for tag in _NAME.finditer(text):
        name = tag["name"]
        is_component = name[0].isupper() or "." in name
        if not is_component and "={" not in text[tag.end() : tag.end() + _MOST_IN_TAG]:
            continue
        end = _tag_end(text, tag.end())
        if end < 0:
            continue
        source = text[tag.start() : end]
        if not is_component:
            if "={" in source:
                found.append((tag.start(), end, _without_braces(source), False))
            continue
        written, is_left_out = _component(
            name, source, closes=bool(tag["closes"]), is_alone=_is_alone(text, tag.start(), end)
        )
        found.append((tag.start(), end, written, is_left_out))
    return found


def _component(name: str, source: str, *, closes: bool, is_alone: bool) -> tuple[str, bool]:
    kind = _BOXES.get(name.lower())
    if kind is not None and not source.endswith("/>"):
        if not is_alone:
            return "", False
        if closes:
            return CLOSING, False
        title = next((value for name in ("label", "title", "value") if (value := _attribute(source, name))), "")
        return opening(kind or "note", title, "" if kind else "closed"), False
    return "", source.endswith("/>")


def _attribute(source: str, name: str) -> str:
    """An attribute of a tag that is a text; empty if there is none."""
    found = next((found for found in _TEXT.finditer(source) if found[1] == name), None)
    return next((group for group in found.groups()[1:] if group), "") if found else ""


def _is_alone(text: str, start: int, end: int) -> bool:
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    return not text[text.rfind("\n", 0, start) + 1 : start].strip() and not after.strip()


def _tag_end(text: str, place: int) -> int:
    """The end of a tag whose attributes may hold expressions in braces; -1 if it has none."""
    depth = 0
    sign = ""
    for offset in range(place, min(len(text), place + _MOST_IN_TAG)):
        character = text[offset]
        if sign:
            if character == sign:
                sign = ""
        elif character in "\"'`" and (depth or text[offset - 1] == "="):
            sign = character
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == ">" and depth <= 0:
            return offset + 1
        elif character == "<" and depth <= 0:
            return -1
    return -1


def _without_braces(source: str) -> str:
    """A tag of HTML without attributes in braces."""
    out: list[str] = []
    place = 0
    while found := _BRACED.search(source, place):
        out.append(source[place : found.start()])
        depth, end = 1, found.end()
        while end < len(source) and depth:
            depth += (source[end] == "{") - (source[end] == "}")
            end += 1
        place = end
    return "".join((*out, source[place:]))
