"""The `\\n` of an answer in front matter: newline, TeX command or two characters of code.

Such an answer is one folded YAML scalar. Every newline is written as a backslash and an n, and nothing else is escaped:
`\\neq` in a formula looks like a newline before "eq", and `printf("%d\\n")` like one in a string. What each means
depends on where it is:

    outside math and code                             newline, also where a command could be read
    in math, where a TeX command starts               the command
    in math, first thing after `$$` or `\\[`           newline
    in math, after `\\\\` (a row end)                   newline
    in fenced code, within a string                   the two characters
    elsewhere in fenced code                          newline
    in inline code                                    the two characters
"""

from __future__ import annotations

import re

from qtbrowser.errors import EditRefused
from qtbrowser.markup.code_strings import kept_in_strings
from qtbrowser.markup.spans import Span, SpanKind, find_spans, may_hold_spans

# The control words that begin with n in TeX, LaTeX, AMS, mathtools, MathJax and its physics extension.
_COMMANDS = r"""
    nLeftarrow | nLeftrightarrow | nRightarrow | nVDash | nVdash | nabla | napprox | natural | ncong | ne
    | nearrow | neg | neq | nequiv | newcommand | newenvironment | newline | newtagform | nexists | ngeq
    | ngeqq | ngeqslant | ngtr | ni | nicefrac | nleftarrow | nleftrightarrow | nleq | nleqq | nleqslant
    | nless | nmid | nobreak | nobreakspace | nolimits | nonscript | nonumber | norm | normalcolor
    | normalfont | normalsize | not | notag | notin | notni | nparallel | nprec | npreceq | nrightarrow
    | nshortmid | nshortparallel | nsim | nsimeq | nsubset | nsubseteq | nsubseteqq | nsucc | nsucceq
    | nsupset | nsupseteq | nsupseteqq | ntriangleleft | ntrianglelefteq | ntriangleright | ntrianglerighteq
    | nu | nvDash | nvdash | nwarrow
"""
_NEWLINE = re.compile(r"\\n")
# TeX reads the longest run of letters, so the name must end where the letters do.
_COMMAND = re.compile(rf"\\(?:{''.join(_COMMANDS.split())})(?![A-Za-z])")
# The contexts in which a `\n` may be something else than a newline.
_UNUSUAL = re.compile(rf"\\n[\"'ei]|{_COMMAND.pattern}")
_READING = re.compile(
    r"(?P<sign>[\"'\\])(?:"
    r"(?<=[\"'])(?<![\w.,!?][\"'])(?P<quoted>(?:\\n)+)(?P=sign)(?!\w)"  # a string of line ends, as in split("\n\n")
    rf"|(?<=\\)n(?P<item>{_COMMAND.pattern})"
    r"|(?<=\\)n(?P<letter>(?=[ei][.)]\s))"  # "\ne)" is a newline before the list item "e)", not a relation
    rf"|(?<=\\)(?P<command>{_COMMAND.pattern[2:]})"
    r"|(?<=\\)n)"
)


def decode_answer(raw: str) -> str:
    """Decode an escaped answer to Markdown.

    Args:
        raw: the answer as it is in the front matter, newlines written as a backslash and an n.

    Returns:
        The answer with real newlines; TeX commands and strings in code as their author wrote them.
    """
    text = raw.replace("\\n", "\n")
    if not may_hold_spans(text) or _is_plain(raw, text):
        return text
    decoded: list[str] = []
    position = 0
    lines = _as_lines(raw)
    for span in find_spans(lines):
        decoded.append(raw[position : span.start].replace("\\n", "\n"))
        decoded.append(_decode_span(raw, lines, span))
        position = span.end
    decoded.append(raw[position:].replace("\\n", "\n"))
    return "".join(decoded)


def _is_plain(raw: str, text: str) -> bool:
    """Whether every `\\n` of an answer is certainly a newline, as in most answers; `text` has them as newlines.

    The spans of `text` found here are cached for whoever reads it next.
    """
    if "\n" in raw or _UNUSUAL.search(raw):
        return False
    for span in find_spans(text):
        if span.kind is SpanKind.INLINE_CODE and "\n" in span.body:
            return False
        if span.kind is SpanKind.FENCED_CODE and ('"' in span.body or "'" in span.body):
            code = span.body.replace("\n", "\\n")
            if kept_in_strings(code, _language(text[span.start : text.find("\n", span.start)])):
                return False
    return True


def encode_answer(markdown: str) -> str:
    """Encode Markdown as an escaped answer that `decode_answer` turns back into exactly that text.

    Decoding only ever turns a backslash and an n into a newline. So at most one text can decode to the Markdown: the
    one with every newline written that way.

    Args:
        markdown: the text, with ``\n`` line ends.

    Raises:
        EditRefused: it can't be encoded: a backslash and an n would be read as a newline, or a newline as part of a
            command or a string. The error names the line.
    """
    raw = markdown.replace("\n", "\\n")
    decoded = decode_answer(raw)
    if decoded == markdown:
        return raw
    place = next(place for place, (one, other) in enumerate(zip(markdown, decoded, strict=False)) if one != other)
    line = markdown.count("\n", 0, place) + 1
    if markdown[place] == "\n":
        reason = "In this file line ends are written \\n, and here that would be read as part of a command or a string."
    else:
        reason = "In this file \\n means a line end, and here the two characters would be read as one."
    raise EditRefused(reason, place=f"line {line} of the answer")


def _as_lines(raw: str) -> str:
    """The text with every `\\n` that can't be a command read as a line end, each character in its old place.

    Used only to find where fences, paragraphs and formulas begin and end.
    """
    return _READING.sub(_reading, raw) if _UNUSUAL.search(raw) else raw.replace("\\n", " \n")


def _reading(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "quoted" | "command":
            return found[0]
        case "item":
            return " \n \n" + found["item"][2:]
        case "letter":
            # Two line ends, so that a formula can't extend beyond the item.
            return "\n\n"
        case _:
            return " \n"


def _decode_span(raw: str, lines: str, span: Span) -> str:
    text = raw[span.start : span.end]
    if span.kind is SpanKind.INLINE_CODE:
        return text
    if span.kind is SpanKind.FENCED_CODE:
        return _decode_fenced(raw, lines, span)
    opening = 2 if span.kind is SpanKind.DISPLAY_MATH else 0

    def meaning(found: re.Match[str]) -> str:
        place = found.start()
        is_command = place != opening and text[place - 2 : place] != "\\\\" and _COMMAND.match(text, place)
        return found[0] if is_command else "\n"

    return _NEWLINE.sub(meaning, text)


def _decode_fenced(raw: str, lines: str, span: Span) -> str:
    first_line_end = lines.find("\n", span.start, span.end)
    if first_line_end < 0:
        return raw[span.start : span.end].replace("\\n", "\n")
    start, end = first_line_end + 1, first_line_end + 1 + len(span.body)
    code = raw[start:end]
    kept = kept_in_strings(code, _language(lines[span.start : first_line_end]))
    body = _NEWLINE.sub(lambda found: found[0] if found.start() in kept else "\n", code)
    return raw[span.start : start].replace("\\n", "\n") + body + raw[end : span.end].replace("\\n", "\n")


def _language(fence: str) -> str:
    """The first word behind the signs of a fence's opening line, or nothing."""
    info = fence.lstrip(" \t>-*+.)0123456789").lstrip("`~").split()
    return info[0] if info else ""
