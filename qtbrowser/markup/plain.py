"""Turns Markdown into plain text for the index and for snippets."""

from __future__ import annotations

import html
import re
from operator import attrgetter, itemgetter

from qtbrowser.markup.commonmark.characters import without_closing_hashes
from qtbrowser.markup.emoji_codes import with_emoji
from qtbrowser.markup.plain_signs import is_vault, vault_spans, without_parsing
from qtbrowser.markup.spans import Span, SpanKind, find_spans
from qtbrowser.markup.tex_text import tex_as_text

# While markup is removed, each span of code or math is replaced by its number between two of these.
_MARK = "\0"
_PLACE = re.compile(rf"{_MARK}(\d+){_MARK}")
_LINE = re.compile(
    r"[ \t>]*+(?:(?P<rule>(?:[-*_=][ \t]*){2,})$"
    r"|(?P<separator>\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)++)$"
    r"|(?P<definition>\[[^\]]+\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?)$"
    r"|(?P<heading>#{1,6})(?:[ \t]+|$)"
    r"|(?P<item>(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))+)(?:\[[ xX]\][ \t]+)?)?"
)
# These patterns begin with a character class: re searches for one several times as fast as for alternatives.
_LINK = re.compile(
    r"[!\[\\](?:(?<=\\)[\s\S]|(?:(?<=!)\[|(?<=\[))((?:[^\[\]\\]|\\.)*+)\]"
    r"(?:\((?:<[^<>\n]*+>|(?:[^()\s<>]|\([^()\s]*\))*+)(?:[ \t]+(?:\"[^\"]*\"|'[^']*'))?\)|\[[^\[\]]*+\]))"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,9})>")
_SIGNS = re.compile(r"[*_~\\](?:(?<=\*)\**+|(?<=_)_*+|(?<=~)~|(?<=\\)([!-/:-@\[-`{-~]))")
# The commonest markup by far, and unambiguous: words between two pairs of asterisks.
_STRONG = re.compile(r"\*\*(?<![*_~\\]\*\*)([^\s*_~\\](?:[^*_~\\]*[^\s*_~\\])?)\*\*(?![*_~\\])")

_QUOTED_FENCE = re.compile(r"[ \t]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+>[ \t>]*+")
_ONE_MARK = re.compile(r"^[ \t]*+>[ ]?", re.MULTILINE)
_TWO_MARKS = re.compile(r"^(?:[ \t]*+>[ ]?){1,2}", re.MULTILINE)
_MORE_MARKS = re.compile(r"^(?:[ \t]*+>[ ]?){1,3}", re.MULTILINE)
_QUOTE_MARKS = (_ONE_MARK, _TWO_MARKS, _MORE_MARKS)
"""The marks of one quotation, of two, and of three that a line is in."""

# The first group of a match. A template such as r"\1" would be expanded by slower code for each match.
_inner = itemgetter(1)
_start = attrgetter("start")


def plain_text(markdown: str, kinds: frozenset[str] = frozenset()) -> str:
    """The plain text of Markdown: one line for each paragraph, list item, heading and table row.

    Args:
        markdown: the text, with real newlines.
        kinds: what it was written for, see `dialects.dialect_of`.

    Returns:
        The text without emphasis, markers, pipes, fences and link targets, math as readable text, code as it is, and
        without raw HTML and the signs of its kinds.
    """
    lines = without_parsing(markdown, kinds)
    if lines is None:
        # Loaded only for texts that need it.
        from qtbrowser.markup.signs.dialects import dialect_of
        from qtbrowser.markup.tree_words import words_of

        return words_of(markdown, dialect_of(kinds))
    paragraphs: list[str] = []
    open_paragraph: list[str] = []
    text, spans = _without_spans(lines, vault=is_vault(kinds))
    for line in text.split("\n"):
        words, begins, ends = _line_words(line)
        if begins and open_paragraph:
            paragraphs.append(" ".join(open_paragraph))
            open_paragraph = []
        if words:
            if open_paragraph and open_paragraph[-1].endswith("\\"):
                open_paragraph[-1] = _without_hard_break(open_paragraph[-1])
            open_paragraph.append(words)
        if ends and open_paragraph:
            paragraphs.append(" ".join(open_paragraph))
            open_paragraph = []
    if open_paragraph:
        paragraphs.append(" ".join(open_paragraph))
    return _with_spans(with_emoji(_inline_words("\n".join(paragraphs))), spans)


def plain_line(markdown: str, kinds: frozenset[str] = frozenset()) -> str:
    """The plain text of one line of Markdown (a title, a heading).

    Args:
        markdown: the line.
        kinds: as for `plain_text`.
    """
    text, spans = _without_spans(markdown, vault=is_vault(kinds))
    return " ".join(_with_spans(_inline_words(text), spans).split())


def _without_spans(markdown: str, *, vault: bool) -> tuple[str, list[Span]]:
    """The text with one placeholder for each span; a NUL in the text itself becomes U+FFFD."""
    markdown = markdown.replace(_MARK, "\N{REPLACEMENT CHARACTER}")
    spans = find_spans(markdown)
    if vault:
        spans = sorted((*spans, *vault_spans(markdown, spans)), key=_start)
    if not spans:
        return markdown, spans
    pieces: list[str] = []
    position = 0
    for number, span in enumerate(spans):
        if span.start < position:
            continue  # within the words of a wiki link
        place = f"{_MARK}{number}{_MARK}"
        pieces.append(markdown[position : span.start])
        if span.kind is SpanKind.FENCED_CODE and (quoted := _QUOTED_FENCE.match(markdown, span.start)):
            marks = _QUOTE_MARKS[min(quoted[0].count(">"), len(_QUOTE_MARKS)) - 1]
            spans[number] = span._replace(body=marks.sub("", span.body))
        # A listing is a paragraph of its own, even right after a line of text.
        pieces.append(f"\n\n{place}\n\n" if span.kind is SpanKind.FENCED_CODE else place)
        position = span.end
    pieces.append(markdown[position:])
    return "".join(pieces), spans


def _with_spans(text: str, spans: list[Span]) -> str:
    """The text with the words of its spans put back; spans within a link's target are dropped with it."""
    return _PLACE.sub(lambda place: _span_words(spans[int(place[1])]), text) if spans else text


def _span_words(span: Span) -> str:
    match span.kind:
        case SpanKind.FENCED_CODE:
            return span.body.strip()
        case SpanKind.INLINE_CODE:
            return span.body.strip()
        case _:
            return tex_as_text(span.body)


def _line_words(line: str) -> tuple[str, bool, bool]:
    """A line without its block markup, whether it begins a paragraph, and whether it ends one."""
    if not line or line.isspace():
        return "", True, True
    if line[0].isalpha():
        return line.strip(), False, False
    found = _LINE.match(line)
    if found is None or found.end() == 0:
        return (_row_words(line), True, True) if line[0] == "|" else (line.strip(), False, False)
    kind = found.lastgroup
    if kind in ("rule", "separator", "definition"):
        return "", True, True
    words = line[found.end() :].strip()
    if kind == "item" and words.startswith(">"):
        words = words.lstrip("> \t")
    if kind == "heading":
        return without_closing_hashes(words), True, True
    if words.startswith("|"):
        return _row_words(words), True, True
    return words, kind == "item", False


def _without_hard_break(line: str) -> str:
    """A line without the backslash that breaks it; an even number of them are escaped backslashes."""
    bare = line.rstrip("\\")
    return line[:-1].rstrip() if (len(line) - len(bare)) % 2 else line


def _row_words(row: str) -> str:
    return " ".join(cell for cell in (part.strip() for part in row.split("|")) if cell)


def _inline_words(text: str) -> str:
    if "[" in text:
        text = _LINK.sub(_link_words, text)
    if "<" in text:
        text = _AUTOLINK.sub(_inner, text)
    if "**" in text:
        text = _STRONG.sub(_inner, text)
    # Testing for each sign takes a fraction of the time of one pattern for all.
    if "*" in text or "_" in text or "~" in text or "\\" in text:
        text = _SIGNS.sub(_sign_words, text)
    return html.unescape(text).replace("\N{NO-BREAK SPACE}", " ") if "&" in text else text


def _link_words(link: re.Match[str]) -> str:
    """The words of a link or picture; escapes are skipped, so that no search begins at an escaped bracket."""
    return link[0] if link[1] is None else link[1]


def _sign_words(sign: re.Match[str]) -> str:
    """What remains of a run of emphasis characters or of an escape; asterisks between spaces and `snake_case` stay."""
    if sign[1]:
        return sign[1]
    before = sign.string[sign.start() - 1 : sign.start()]
    after = sign.string[sign.end() : sign.end() + 1]
    stands_alone = (not before or before.isspace()) and (not after or after.isspace())
    inside_word = sign[0][0] == "_" and before.isalnum() and after.isalnum()
    return sign[0] if stands_alone or inside_word else ""
