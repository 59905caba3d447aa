"""Signs of PyMdown's extensions (https://facelessuser.github.io/pymdown-extensions/): scripts, reviews, blocks."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.characters import unescaped
from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.spans import find_spans, replace_outside, span_around

_SUB = re.compile(r"~(?![~\s])((?:[^~\s\\]|\\[\s\S]){1,200})~(?!~)")
_SUP = re.compile(r"\^(?![\^\s\[])((?:[^\^\s\\]|\\[\s\S]){1,200})\^(?!\^)")
_REVIEW = re.compile(
    r"\{(?P<sign>\+\+|--|~~|==|>>)(?P<words>(?:(?!(?:\+\+|--|~~|==|<<)\}|\{(?:\+\+|--|~~|==|>>))[\s\S]){0,5000})"
    r"(?P<end>\+\+|--|~~|==|<<)\}"
)
_ENDS = {"++": "++", "--": "--", "~~": "~~", "==": "==", ">>": "<<"}
_BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)(?P<sign>/{3,10})[ \t]*"
    r"(?:(?P<name>[A-Za-z][\w\-]{0,50})[ \t]*(?:\|[ \t]*(?P<title>[^\n]*))?)?$"
    r"(?P<options>(?:\n[ \t]{4,20}[\w\-]{1,30}:[^\n]*){0,20})",
    re.MULTILINE,
)
_OPTION = re.compile(r"^[ \t]*(type|open):[ \t]*[\"']?(\w*)", re.MULTILINE)
_SILENT = frozenset(("html", "define", "caption", "figure-caption", "table-caption", "quiz"))


def lowered(text: str, place: int) -> tuple[Element | str, int] | None:
    """`H~2~O`."""
    return _script("sub", _SUB, text, place)


def raised(text: str, place: int) -> tuple[Element | str, int] | None:
    """`x^2^`."""
    return _script("sup", _SUP, text, place)


def _script(tag: str, pattern: re.Pattern[str], text: str, place: int) -> tuple[Element | str, int] | None:
    found = pattern.match(text, place)
    if found is None or text[place - 1 : place] == text[place]:
        return None
    script = Element(tag)
    script.text = unescaped(found[1]).replace("\\ ", " ")
    return script, found.end()


def reviewed(text: str) -> Prepared:
    """A text with the signs of reviews as HTML: `{++in++}`, `{--out--}`, `{~~from~>to~~}`, `{==mark==}`, `{>>said<<}`.

    Source: https://github.com/CriticMarkup/CriticMarkup-toolkit
    """
    if not any(sign in text for sign in ("++}", "--}", "~~}", "==}", "<<}")):
        return Prepared(text)

    def meaning(found: re.Match[str]) -> str:
        sign, words = found["sign"], found["words"]
        if _ENDS[sign] != found["end"]:
            return found[0]
        if sign == "~~":
            before, _, after = words.partition("~>")
            return f"<del>{before}</del><ins>{after}</ins>"
        tag = {"++": "ins", "--": "del", "==": "mark", ">>": "small"}[sign]
        return f"<{tag}>{words}</{tag}>"

    return Prepared(replace_outside(_REVIEW, meaning, text))


def slash_blocks(text: str) -> Prepared:
    """A text with blocks `/// note | Title` as callouts and tabs; those of HTML and captions lose their signs."""
    if "///" not in text:
        return Prepared(text)
    spans = find_spans(text)
    changes: list[tuple[re.Match[str], str]] = []
    begun: list[re.Match[str]] = []
    open_signs: Counter[str] = Counter()
    for found in _BLOCK.finditer(text):
        if span_around(found.start(), spans) is not None:
            continue
        if found["name"]:
            begun.append(found)
            open_signs[found["sign"]] += 1
        elif open_signs[found["sign"]]:
            start = _closed(begun, open_signs, found["sign"])
            name = (start["name"] or "").lower()
            silent = name in _SILENT
            changes.append((start, "" if silent else _opening(name, start)))
            changes.append((found, "" if silent else CLOSING))
    parts: list[str] = []
    place = 0
    for found, written in sorted(changes, key=lambda change: change[0].start()):
        parts += [text[place : found.start()], found["indent"] + written, "\n" * found["options"].count("\n")]
        place = found.end()
    return Prepared("".join((*parts, text[place:])))


def _closed(begun: list[re.Match[str]], open_signs: Counter[str], sign: str) -> re.Match[str]:
    """Remove the last block that was begun with a sign, and those within it that nothing ends; return the first."""
    while True:
        start = begun.pop()
        open_signs[start["sign"]] -= 1
        if start["sign"] == sign:
            return start


def _opening(name: str, start: re.Match[str]) -> str:
    options = {option[1]: option[2].lower() for option in _OPTION.finditer(start["options"] or "")}
    fold = ""
    if name == "details":
        name, fold = options.get("type") or "note", "open" if options.get("open") == "true" else "closed"
    elif name == "admonition":
        name = options.get("type") or "note"
    return opening(name, start["title"] or "", fold)
