"""MDX (https://mdxjs.com/docs/what-is-mdx/): imports, exports, comments and components vanish, their words stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from qtbrowser.markup.commonmark.tree import INCLUDE, Prepared
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.omission import left_out
from qtbrowser.markup.spans import find_spans, span_around

_STATEMENT = re.compile(r"^(?:import|export)\b(?=[ \t{*])[^\n]*", re.MULTILINE)
_IMPORT = re.compile(
    r"import\b.*?(?:from[ \t]+)?[\"'][^\"'\n]+[\"'];?[ \t]*$|import[ \t]+\{"
    r"|export[ \t]+(?:const|default|function|let|var|\{|\*)"
)
_IMPORTED = re.compile(r"^import[ \t]+(\w{1,60})[ \t]+from[ \t]+[\"']([^\"'<>\n]{1,300}\.mdx?)[\"']", re.MULTILINE)
_COMMENT_END = re.compile(r"\*/[ \t\n]{0,9}\}")
_NAME = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w.\-]{0,60})(?=[\s/>])")
_TEXT = re.compile(
    r"\b(label|title|value|type|to|href|language|src|alt)=(?:\"([^\"]*)\"|'([^']*)'|\{[\"'`]([^\"'`]*)[\"'`]\})"
)
_FRAGMENT = re.compile(r"</?>")
_REST_OF_LINE = re.compile(r"[^\S\n]*+(?:\n|\Z)")
_BRACED = re.compile(r"[ \t\n]{1,9}[\w:\-]+=\{")
_MOST_IN_TAG = 5000
_ESCAPED = re.compile(r"[\\{}<>*_`\[\]]")
_MOST_IN_STATEMENT = 20_000
_MOST_AFTER_UNCLOSED = 500
_MOST_BEFORE = 200
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\[\s\S]){0,5000}`")
_NUMBER = re.compile(r"\s{0,9}(\d{1,5})\s{0,9}$")
_QUOTED = re.compile(r"\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|`([^`$]*)`)\s*$")
_ADDRESS = re.compile(r"\s*(?:require|useBaseUrl)\(\s*[\"']([^\"'\n]{1,500})[\"']\s*\)(?:\.default)?\s*$")
_PROGRAM = re.compile(r"[(\[=>?+*]|&&|\|\||[\w$]\.[\w$]|^\s{0,9}\d")
_EXPRESSION = re.compile(
    r"(?<![\\{$])\{(?![{#/:])(?P<inner>\s{0,9}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}')\s{0,9}|[^{}\n]{1,1000}(?:\{[^{}]{0,1000}\}[^{}]{0,1000}){0,20})\}(?!\})"
)
_INTERPOLATION = re.compile(r"^<<<[ \t]+[^\n]{1,500}$|\{\{[^{}\n]{1,500}\}\}", re.MULTILINE)
_LISTED = re.compile(r"^([ \t]*)(`{3,}|~{3,})[ \t]*mdx-code-block[ \t]*\n([\s\S]*?)^[ \t]*\2[ \t]*$", re.MULTILINE)
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


_KINDS = {**_BOXES, "danger": "danger", "info": "note", "caution": "caution"}
_COMPONENT = re.compile(r"</?[A-Z]|\{")
_Change = tuple[int, int, str, bool]


def without_components(text: str, *, is_mdx: bool = False) -> Prepared:
    """A text without what only a program understands. Tabs and callouts stay what they are.

    Args:
        text: Markdown.
        is_mdx: whether all that is in braces is an expression, rather than what looks like one.
    """
    if "mdx-code-block" in text:
        text = _LISTED.sub(r"\n\3", text)
    expressions = _expressions(text, is_mdx=is_mdx)
    return _changed(text, (*_statements(text), *_comments(text), *_tags(text), *_fragments(text), *expressions))


def without_vue_components(text: str) -> Prepared:
    """A text without the components of Vue, as VitePress has them: braces and imports are words there."""
    return _changed(text, _tags(text))


def _changed(text: str, changes: Iterable[_Change]) -> Prepared:
    """A text with these changes of it, those in code and formulas excepted."""
    spans = find_spans(text)
    out: list[str] = []
    place = count = 0
    for start, end, written, is_left_out in sorted(changes):
        if start < place or span_around(start, spans) is not None:
            continue
        out += [text[place:start], written, "\n" * (text.count("\n", start, end) - written.count("\n"))]
        count += is_left_out
        place = end
    return Prepared("".join((*out, text[place:])), count)


def _statements(text: str) -> list[_Change]:
    found: list[_Change] = []
    end = 0
    most = _MOST_IN_STATEMENT
    for line in _STATEMENT.finditer(text):
        if line.start() < end or _IMPORT.match(line[0]) is None:
            continue
        before = text[max(0, line.start() - _MOST_BEFORE) : line.start()].rstrip(" \t")
        if (
            before.strip("\n")
            and not before.endswith(("\n\n", "-->\n"))
            and not (found and found[-1][1] >= line.start() - 1)
        ):
            # Within a paragraph it is a word.
            continue
        end, is_closed = _statement_end(text, line.start(), most)
        if not is_closed:
            # Further ones are looked at up to their paragraph's end: none may take time in proportion to the text.
            most = _MOST_AFTER_UNCLOSED
        found.append((line.start(), end, "", False))
    return found


def _statement_end(text: str, start: int, most: int) -> tuple[int, bool]:
    """The end of the line in which a statement ends: its brackets are closed, and nothing is to follow.

    Args:
        text: the text.
        start: where the statement begins.
        most: how many characters are looked at.

    Returns:
        The end, and whether it was found; else it is that of the paragraph.
    """
    depth = 0
    place = start
    last = min(len(text), start + most)
    while place < last:
        character = text[place]
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character in "\"'`" and (string := _STRING.match(text, place)):
            place = string.end()
            continue
        elif character == "\n" and depth <= 0 and text[start:place].rstrip()[-1:] not in ("=", ">", ",", "("):
            return place, True
        place += 1
    if place == len(text) and depth <= 0:
        return place, True
    # Brackets that are never closed: the paragraph alone is the statement.
    found = text.find("\n\n", start)
    return (found if found >= 0 else len(text)), False


def without_all_components(text: str) -> Prepared:
    """As `without_components`, for a file of MDX."""
    return without_components(text, is_mdx=True)


def without_interpolations(text: str) -> Prepared:
    """A text without `{{ expressions }}` and lines `<<< @/file.js`, in whose place a program puts something."""
    if "{{" not in text and "<<<" not in text:
        return Prepared(text)
    return left_out(_INTERPOLATION, text)


def _expressions(text: str, *, is_mdx: bool) -> list[_Change]:
    found: list[_Change] = []
    if "{" not in text:
        return found
    for expression in _EXPRESSION.finditer(text):
        inner = expression["inner"]
        if quoted := _QUOTED.match(inner):
            words = next((group for group in quoted.groups() if group is not None), "")
            found.append((*expression.span(), _ESCAPED.sub(r"\\\g<0>", words), False))
        elif is_mdx or _PROGRAM.search(inner):
            found.append((*expression.span(), "", True))
    return found


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


def _fragments(text: str) -> list[_Change]:
    """The signs of a group without a name: `<>words</>`."""
    return [(*found.span(), "", False) for found in _FRAGMENT.finditer(text)] if "</>" in text else []


def _tags(text: str) -> list[_Change]:
    found: list[_Change] = []
    documents = dict(_IMPORTED.findall(text)) if "import" in text else {}
    for tag in _NAME.finditer(text):
        name = tag["name"]
        if not tag["closes"] and (whole := _whole(text, tag)) is not None:
            found.append(whole)
            continue
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
        if name in documents and source.endswith("/>"):
            found.append((tag.start(), end, f"![](<{INCLUDE}{documents[name]}>)", False))
            continue
        written, is_left_out = _component(
            name, source, closes=bool(tag["closes"]), is_alone=_is_alone(text, tag.start(), end)
        )
        found.append((tag.start(), end, written, is_left_out))
    return found


def _whole(text: str, tag: re.Match[str]) -> _Change | None:
    """A callout or tab that begins and ends in one line which has nothing else, or a component that is a listing."""
    name = tag["name"]
    kind = _BOXES.get(name.lower(), "") if name[0].isupper() else ""
    if not kind and name != "CodeBlock":
        return None
    end = _tag_end(text, tag.end())
    source = text[tag.start() : end]
    if end < 0 or source.endswith("/>"):
        return None
    closing = text.find(f"</{name}>", end, end + _MOST_IN_TAG)
    after = closing + len(name) + 3
    if closing < 0 or not _is_alone(text, tag.start(), after):
        return None
    inner = text[end:closing]
    if name == "CodeBlock":
        code = _QUOTED.match(inner.strip().removeprefix("{").removesuffix("}"))
        words = next((group for group in code.groups() if group is not None), "") if code else inner
        language = _attribute(source, "language")
        # The listing begins in the tag's line and has as many lines.
        written = f'<pre lang="{escape(language)}">{escape(words, quote=False)}</pre>'
        return tag.start(), after, written, False
    if "\n" in inner or not inner.strip() or _COMPONENT.search(inner):
        return None
    title = next((value for name in ("label", "title", "value") if (value := _attribute(source, name))), "")
    kind = _KINDS.get(_attribute(source, "type"), kind)
    return tag.start(), after, opening(kind, title, content=inner), False


def _component(name: str, source: str, *, closes: bool, is_alone: bool) -> tuple[str, bool]:
    kind = _BOXES.get(name.lower())
    if kind is not None and not source.endswith("/>"):
        title = next((value for name in ("label", "title", "value") if (value := _attribute(source, name))), "")
        if not is_alone:
            return (f"<strong>{escape(title)}</strong> " if kind == "tab" and title and not closes else ""), False
        if closes:
            return CLOSING, False
        kind = _KINDS.get(_attribute(source, "type"), kind)
        return opening(kind or "note", title, "" if kind else "closed"), False
    if name == "Link" and not source.endswith("/>"):
        address = _attribute(source, "to") or _attribute(source, "href")
        return ("</a>" if closes else f'<a href="{escape(address)}">'), False
    if name in ("Image", "Img", "Figure") and not closes and (picture := _attribute(source, "src")):
        words = _attribute(source, "alt") or _attribute(source, "title")
        return f'<img src="{escape(picture)}" alt="{escape(words)}">', False
    title, address = _attribute(source, "title"), _attribute(source, "href") or _attribute(source, "to")
    if title and address and not closes:
        # A card: its title leads to its page.
        return f'<a href="{escape(address)}">{escape(title)}</a> ', False
    return "", source.endswith("/>")


def _attribute(source: str, name: str) -> str:
    """An attribute of a tag that is a text; empty if there is none."""
    found = next((found for found in _TEXT.finditer(source) if found[1] == name), None)
    return next((group for group in found.groups()[1:] if group), "") if found else ""


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether only space is around a place in its line; no more of a long line is looked at."""
    if not _REST_OF_LINE.match(text, end):
        return False
    while start and text[start - 1] != "\n":
        start -= 1
        if not text[start].isspace():
            return False
    return True


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
    """A tag of HTML without attributes in braces, but with those that are a text, a number or an address."""
    out: list[str] = []
    place = 0
    while found := _BRACED.search(source, place):
        out.append(source[place : found.start()])
        depth, end = 1, found.end()
        while end < len(source) and depth:
            depth += (source[end] == "{") - (source[end] == "}")
            end += 1
        inner = source[found.end() : end - 1]
        value = _ADDRESS.match(inner) or _QUOTED.match(inner) or _NUMBER.match(inner)
        if value is not None:
            written = next((group for group in value.groups() if group is not None), "")
            out.append(f'{found[0][:-1]}"{escape(written)}"')
        place = end
    return "".join((*out, source[place:]))
