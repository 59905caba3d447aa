"""Removes the signs of a text whose words can be told without parsing it.

Parsing a text as CommonMark says takes ten times as long as removing its signs. Most notes of a vault have comments,
wiki links and tags, and most HTML in pages is comments and tags within a line: these are removed here. Whatever else
has signs, such as a table in HTML, needs the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from qtbrowser.markup.commonmark.html_syntax import NAMES
from qtbrowser.markup.signs.recognition import may_hold_signs
from qtbrowser.markup.spans import Span, SpanKind, find_spans, span_around
from qtbrowser.markup.wiki_words import shown_target

_COMMENT_START = re.compile(r"<!--|%%")
_COMMENT_ENDS = {"<!--": "-->", "%%": "%%"}
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_REST_OF_LINE = re.compile(r"[ \t]*(?=\n|\Z)")
_MARKERS = re.compile(r"[ \t>*+\-]*+\Z")
_MOST_MARKERS = 60
_ATTRIBUTE = r"[ \t]++[A-Za-z\-]++(?:=(?:\"[^\"<>\n]*+\"|'[^'<>\n]*+'|[^\s\"'=<>`]++))?+"
_TAG = re.compile(rf"</?[A-Za-z][A-Za-z0-9]*+(?:{_ATTRIBUTE})*+[ \t]*+/?>")
_BUTTON = re.compile(rf"<button(?:{_ATTRIBUTE})*+[ \t]*+>[^<>`\n]*+</button>")
_ANY_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*+)")
_WITHIN_LINES = frozenset("span b i u em strong small sub sup kbd mark s del ins abbr font wbr".split())

# A pattern that begins with a character class is searched for several times as fast as one of alternatives.
_VAULT_SIGN = re.compile(
    r"[\[#^=](?:(?<=\[)\[(?P<target>[^\[\]|\n]{1,500})(?:\|(?P<words>[^\[\]\n]{0,1000}))?\]\]"
    r"|(?<=#)(?<!\S.)(?=[\w/\-]*[^\W\d])(?P<tag>(?:[^\W_]|[_/\-]|[\u200d\U0001f300-\U0001faff])+)"
    r"|(?<=\^)(?<!\S.)(?P<block>[A-Za-z0-9\-]{1,100})[ \t]*(?=\n|\Z)"
    r"|(?<=\[)(?P<task>[^\s\[\]xX]\][ \t]+)"
    r"|(?<==)=(?=[^\s=](?P<marked>[^=\n]{0,1000}(?<=\S))==))"
)
_ITEM_BEFORE = re.compile(r"[ \t>]*+(?:[-*+]|\d{1,9}[.)])[ \t]++\Z")
_SIZED = re.compile(r"!\[[^\]\n]{0,500}(?<=[|\[])\d{1,4}(?:x\d{1,4})?\]\(")
_CALLOUT = re.compile(
    r"^(?P<markers>(?:[ \t]*+(?:[*+\-]|\d{1,9}[.)])[ \t]++)?+[ \t]*+>[ \t>]*+)"
    r"\[!(?P<kind>[A-Za-z][\w\-]*)(?:\|[^\]\n]*)?\][+\-]?[ \t]*(?P<title>[^\n]*)$",
    re.MULTILINE,
)
_SIZE = re.compile(r"\d{1,4}(?:x\d{1,4})?\Z")
_BARE_TABLE_RULE = re.compile(r"^[ \t>]*+:?-++:?[ \t]*+\|", re.MULTILINE)
_DEFINITION = re.compile(r"^[ \t>]{0,20}\[(?!\^)[^\]\n]+(?:\n[^\]\n]+)?\]:[ \t]*(?:\n[ \t]*)?\S", re.MULTILINE)


def is_vault(kinds: frozenset[str]) -> bool:
    """Whether a text may hold the signs of a vault.

    Args:
        kinds: what it was written for, see `dialects.dialect_of`.
    """
    return "obsidian" in kinds and "questions" not in kinds


# The heading, the words and the checks of a document ask about the same text.
@lru_cache(maxsize=2)
def without_parsing(markdown: str, kinds: frozenset[str]) -> str | None:
    """A text without comments and tags, in which the words can be found line by line.

    Args:
        markdown: the text.
        kinds: what it was written for, see `dialects.dialect_of`.

    Returns:
        The text, whose other signs are those of plain Markdown and of `vault_spans`; None if it has to be parsed: it
        has HTML that is more than that, bars within cells, footnotes, definitions, or signs of its kinds.
    """
    # A single character is looked for many times as fast as several.
    has_bar, has_bracket = "|" in markdown, "[" in markdown
    if (has_bar and "\\|" in markdown and "\n|" in markdown) or "\n: " in markdown:
        return None
    # Footnotes, and words in brackets that a definition makes a link.
    if has_bracket and "]:" in markdown and ("[^" in markdown or _DEFINITION.search(markdown)):
        return None
    # Rows without a bar at their beginning.
    if has_bar and ("-|" in markdown or "- |" in markdown or ":|" in markdown) and _BARE_TABLE_RULE.search(markdown):
        return None
    vault = is_vault(kinds)
    if vault and ("^[" in markdown or ("![" in markdown and _SIZED.search(markdown))):
        return None
    if has_bracket and "[!" in markdown:
        markdown = _without_callouts(markdown, any_kind=vault or "hugo" in kinds)
    others = kinds - {"obsidian"}
    if others and may_hold_signs(markdown, others):
        return None
    if "<!--" in markdown or (vault and "%%" in markdown):
        without = _without_comments(markdown, vault=vault)
        return None if without is None else _without_tags(without)
    return _without_tags(markdown)


def vault_spans(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The signs of a vault outside code and formulas, each with the words that are shown for it as its body.

    Args:
        text: Markdown.
        spans: its code and formulas.
    """
    closed = 0
    for found in _VAULT_SIGN.finditer(text):
        start, end = found.span()
        if span_around(start, spans) is not None or _is_escaped(text, start):
            continue
        match found.lastgroup:
            case "tag":
                yield Span(SpanKind.INLINE_CODE, start, end, found["tag"])
            case "block":
                yield Span(SpanKind.INLINE_CODE, start - (text[start - 1 : start] == " "), end, "")
            case "task":
                if _ITEM_BEFORE.match(text, text.rfind("\n", 0, start) + 1, start):
                    yield Span(SpanKind.INLINE_CODE, start, end, "")
            case "marked":
                if start >= closed:
                    closed = found.end("marked") + 2
                    yield Span(SpanKind.INLINE_CODE, start, end, "")
                    yield Span(SpanKind.INLINE_CODE, closed - 2, closed, "")
            case _:
                is_embed = text[start - 1 : start] == "!"
                words = (found["words"] or "").strip()
                if is_embed and "|" in words and _SIZE.match(words.rpartition("|")[2]):
                    words = words.rpartition("|")[0].strip()
                if not words or (is_embed and _SIZE.match(words)):
                    words = shown_target(found["target"].strip())
                yield Span(SpanKind.INLINE_CODE, start - is_embed, end, words)


def _is_escaped(text: str, place: int) -> bool:
    first = place
    while first and text[first - 1] == "\\":
        first -= 1
    return (place - first) % 2 == 1


def _without_callouts(text: str, *, any_kind: bool) -> str:
    """The text without the kinds of callouts; their titles are paragraphs."""
    # Imported here, because few texts need it.
    from qtbrowser.markup.callouts import is_kind

    spans = find_spans(text)

    def title(found: re.Match[str]) -> str:
        if not (any_kind or is_kind(found["kind"])) or span_around(found.start("kind"), spans) is not None:
            return found[0]
        return f"{found['markers']}{found['title']}\n"

    return _CALLOUT.sub(title, text)


def _without_comments(text: str, *, vault: bool) -> str | None:
    spans = find_spans(text)
    pieces: list[str] = []
    position = 0
    for found in _COMMENT_START.finditer(text):
        start, sign = found.start(), found[0]
        if start < position or (sign == "%%" and not vault) or span_around(start, spans) is not None:
            continue
        end = text.find(_COMMENT_ENDS[sign], found.end())
        if end < 0:
            return None
        end += len(_COMMENT_ENDS[sign])
        inner = span_around(end - 1, spans)
        # Code that begins in the comment and ends behind it; a comment of a vault ends with its paragraph.
        if (inner is not None and inner.end > end) or (sign == "%%" and _BLANK_LINE.search(text, start, end)):
            return None
        is_block = _begins_line(text, start)
        if is_block and not _REST_OF_LINE.match(text, end) and "\n" in text[start:end]:
            return None
        pieces += (text[position:start], "\n\n" if is_block else "")
        # Of the spaces around it one is left.
        position = end + (text[start - 1 : start] == text[end : end + 1] == " ")
    return "".join((*pieces, text[position:])) if pieces else text


def _without_tags(text: str) -> str | None:
    if "<" not in text:
        return text
    if "<!" in text or "<?" in text:
        return None
    has_notes = "[^" in text
    spans: Sequence[Span] | None = None
    pieces: list[str] = []
    position = 0
    for found in _ANY_TAG.finditer(text):
        name = found[1].lower()
        if name not in NAMES:
            continue
        spans = find_spans(text) if spans is None else spans
        start = found.start()
        if span_around(start, spans) is not None:
            continue
        if start < position or text.endswith("](", 0, start):
            continue
        if has_notes:
            return None
        tag = _BUTTON.match(text, start)
        if tag is None and name in _WITHIN_LINES:
            tag = _TAG.match(text, start)
        # A tag alone on its line begins a block of HTML.
        if tag is None or (_begins_line(text, start) and _REST_OF_LINE.match(text, tag.end())):
            return None
        pieces.append(text[position:start])
        position = tag.end()
    return "".join((*pieces, text[position:])) if pieces else text


def _begins_line(text: str, place: int) -> bool:
    """Whether only markers of items and quotations are before a place in its line."""
    start = text.rfind("\n", max(0, place - _MOST_MARKERS), place) + 1
    if start == 0 and place > _MOST_MARKERS:
        return False
    return _MARKERS.match(text, start, place) is not None
