"""Rules about one answer: its length, its end, its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qtbrowser.curation.checks.checked_file import CheckedFile
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.documents.problem import Severity
from qtbrowser.markup.headings import atx_heading

_FEW_WORDS = 8
_MANY_WORDS = 12
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_CLOSING = "*_~`\"'”’»)]}>"
_OPEN_ENDS = ",–—-([{“„&"
_UNFINISHED = frozenset(
    "a an the and or but nor of to in on at by for with from into as than that which who whose whom where when while "
    "because if is are was were be been can could will would shall should may might must has have had their its his "
    "her your our such including between through during about under over".split()
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S|\]\([^()\s]*\)$|<[^<>\s]+>$")

_DEFINITION = re.compile(r" {0,3}\[[^\[\]\n]{1,999}\]:")
# An emoji's name, the end of a directive, of a tag or of attributes: signs, no words.
_SIGN = re.compile(r"(?::[a-z0-9_+-]{1,60}:|:::|[%}>]\}|\{[:.#][^{}\n]{0,200}\})\s*$")


def answer_faults(file: CheckedFile) -> Iterator[Fault]:
    """Find answers that are empty or truncated, and headings that skip a level."""
    answer = file.answer.strip()
    if file.document.body:
        message = "The document has an answer in a field, and another text below its front matter; both are shown."
        yield Fault("text-beside-answer", file.body_line, message, "Put both in one place.")
    if not answer:
        yield Fault(
            "short-answer", file.field_line("answer"), "The document has no answer.", "Write one.", None, Severity.ERROR
        )
        return
    if (reason := _cut_off(file)) is not None:
        place = len(file.answer.rstrip()) - 1
        yield Fault("cut-off-answer", file.line_at(place), reason, "Complete the answer.")
    yield from _heading_jumps(file)


def _cut_off(file: CheckedFile) -> str | None:
    """Why an answer looks truncated, or None.

    Only text that is certainly prose is examined: a paragraph of many words that ends in a letter, or any line that
    ends in a word or sign after which more must follow.
    """
    text = file.answer.rstrip()
    begin = text.rfind("\n") + 1
    line = text[begin:]
    if file.spans and not text[file.spans[-1].end :].strip(_CLOSING + " .,;"):
        return None  # ends with code or a formula
    if atx_heading(line) is not None:
        return "The answer ends with a heading that nothing follows."
    if line.lstrip().startswith(("|", "[^", "<")) or line.endswith("|") or _ADDRESS.search(line.split()[-1]):
        return None
    if _DEFINITION.match(line) or _SIGN.search(line):
        return None
    if re.fullmatch(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]*", line):
        return "The last item of a list is empty."
    bare = line.rstrip(_CLOSING + " ")
    shown = f"“{_tail(bare)}”"
    if bare.endswith(":"):
        return f"The answer announces something that does not follow: {shown}."
    if _is_open(bare):
        return f"The answer stops in the middle of a sentence: {shown}."
    end = bare[-1:]
    if not (end.isalnum() and (end.isdigit() or end.lower() != end.upper())):
        return None  # ends a sentence, or is in a script without capitals, which may not use full stops
    item = _ITEM.match(line)
    if item is not None and _others_end(text[:begin], item[0], alone=len(bare.split()) >= _MANY_WORDS):
        return f"The last item of a list stops short: {shown}."
    if _is_unended_prose(line, bare, text[:begin]):
        return f"The answer stops in the middle of a sentence: {shown}."
    return None


def _is_open(bare: str) -> bool:
    """Whether a line ends in a sign or a word after which more must follow."""
    words = bare.split()
    if len(words) > 1 and bare.endswith(tuple(_OPEN_ENDS)):
        return True
    return len(words) > 2 and words[-1] in _UNFINISHED


def _is_unended_prose(line: str, bare: str, before: str) -> bool:
    """Whether a line that ends in a letter or digit is certainly one or more sentences, not a name or a label."""
    words = bare.split()
    item = _ITEM.match(line)
    if item is not None:
        is_prose = re.search(r"[a-z][.!?] ", line[item.end() :]) is not None
    elif len(words) > 1 and words[-1].islower() and before.endswith((".\n\n", ".\n")):
        return True
    else:
        is_prose = not line.startswith(("    ", "\t"))
    return is_prose and len(words) >= _FEW_WORDS and bare == line.rstrip() and not bare[-1].isdigit()


def _others_end(before: str, marker: str, *, alone: bool) -> bool:
    """Whether all other items of a list end like sentences or like announcements.

    Args:
        before: the text before the last item.
        marker: the last item's indent and bullet or number.
        alone: the result if there are no other items.
    """
    indent = len(marker) - len(marker.lstrip())
    others = 0
    for line in reversed(before.split("\n")):
        found = _ITEM.match(line)
        depth = len(line) - len(line.lstrip())
        if found is None or depth > indent:
            if line.strip() and depth <= indent:
                break  # a paragraph: the list begins after it
            continue
        if depth < indent:
            break
        others += 1
        if not line.rstrip().rstrip(_CLOSING).endswith((".", "!", "?", ":", "…")):
            return False
    return alone or others > 0


def _tail(text: str) -> str:
    words = text.split()
    return ("… " if len(words) > 6 else "") + " ".join(words[-6:])


def _heading_jumps(file: CheckedFile) -> Iterator[Fault]:
    if "#" not in file.answer:
        return
    before = 0
    place = 0
    for line in file.without_listings.split("\n"):
        heading = atx_heading(line) if "#" in line else None
        if heading is not None:
            level = heading[0]
            if before and level > before + 1:
                yield Fault(
                    "heading-jump",
                    file.line_at(place),
                    f"A heading of level {level} follows one of level {before}: {'#' * level} {heading[1][:60]}",
                    f"Make it one of level {before + 1}.",
                )
            before = level
        place += len(line) + 1
