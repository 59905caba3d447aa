"""Sets a document's answer, in the front matter or in the body, and the heading that is its question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from qtbrowser.documents.field_editing.field_values import FieldValue
from qtbrowser.documents.field_editing.source import Source, Splice
from qtbrowser.documents.front_matter import FrontMatterFormat, locate_front_matter
from qtbrowser.documents.reader import body_answer_place, parse_document
from qtbrowser.errors import EditRefused
from qtbrowser.markup.escapes import encode_answer

SetField = Callable[[Source, Mapping[str, Any], str, FieldValue], Source]

_FOLDED = re.compile(r"^answer:[ \t]*(?:[>]|$)", re.MULTILINE)
_CODE_FIRST = re.compile(r"(?:[ \t]*\n)*(?: {4}| {0,3}\t)[ \t]*\S")
_ATX = re.compile(r"\s*+#[ \t]++")
_SETEXT = re.compile(r"\s*+(?=[^#>*+-])")
_UNDERLINE = re.compile(r"\n=++[ \t]*+(?=\n|\Z)")
_PATH = "-.md"
"""A placeholder path: what is read here does not depend on the path."""


def set_answer(source: Source, fields: Mapping[str, Any], markdown: str, set_field: SetField) -> Source:
    """The file with another answer, written as it writes its answer: in a field, with its escapes, or as the body.

    Args:
        source: the file.
        fields: its front matter.
        markdown: the answer.
        set_field: `qtbrowser.documents.field_editing.edit.set_field`.

    Raises:
        EditRefused: the file's form can't hold this answer exactly.
    """
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    before = parse_document(source.text, _PATH)
    in_field = bool(str(fields.get("answer") or "").strip())
    if not before.answer and "&nbsp;" in source.text:
        # The first form, without an answer.
        in_field = True
    wanted = markdown.strip("\n")
    if in_field:
        if _CODE_FIRST.match(wanted):
            raise EditRefused("In this file an answer can't begin with indented code: use a fence, ```.")
        wanted = wanted.strip()
    if before.answer == wanted:
        return source
    if in_field:
        changed = set_field(source, fields, "answer", _as_written(source, before.escaped, before.raw_answer, wanted))
    else:
        changed = _set_body(source, wanted)
    after = parse_document(changed.text, _PATH)
    if after.answer != wanted:
        raise EditRefused(
            "The answer would be read differently than it is written: a first line that is a heading is taken for the "
            "question, and \\n in a text of one line for a line end."
        )
    if not in_field and locate_front_matter(source.text) != locate_front_matter(changed.text):
        raise EditRefused("The answer would be read as front matter.")
    return changed


def _as_written(source: Source, escaped: bool, raw: str, markdown: str) -> str:
    """The answer as the field is to hold it."""
    if escaped:
        return encode_answer(markdown)
    place = locate_front_matter(source.text)
    if raw.count("\n") or place is None or place.format is not FrontMatterFormat.YAML:
        return markdown
    # A folded text of one line is the publisher's form, with escaped line ends. An answer that is missing where one is
    # expected is written in that form too.
    is_folded = _FOLDED.search(source.text[place.start : place.end]) is not None
    return encode_answer(markdown) if is_folded or not raw else markdown


def _set_body(source: Source, markdown: str) -> Source:
    start, end = body_answer_place(source.text)
    if start == end:
        before = source.text[:start]
        gap = "\n" * (2 - min(2, len(before) - len(before.rstrip("\n")))) if before else ""
        markdown = gap + markdown + ("\n" if start == len(source.text) else "")
    return source.replaced([Splice(start, end, markdown)])


def set_heading(source: Source, body: str, title: str) -> Source | None:
    """The file with another text in the heading at the start of its body; None where there is no such heading.

    Args:
        source: the file.
        body: its body.
        title: the question, on one line.
    """
    title = " ".join(title.split())
    offset = len(source.text) - len(body)
    place = _first_heading_place(body)
    if place is None:
        return None
    before = parse_document(source.text, _PATH)
    changed = source.replaced([Splice(offset + place[0], offset + place[1], title)])
    after = parse_document(changed.text, _PATH)
    if after.title != title or after.answer != before.answer:
        raise EditRefused("The title can't be written as the document's heading.")
    return changed


def _first_heading_place(body: str) -> tuple[int, int] | None:
    """Where the words of the heading stand that a body begins with, from and to; None where it begins with none."""
    opening = _ATX.match(body) or _SETEXT.match(body)
    if opening is None:
        return None
    start = opening.end()
    found = body.find("\n", start)
    end = len(body) if found < 0 else found
    words = body[start:end].rstrip(" \t")
    if opening.re is _SETEXT:
        return (start, start + len(words)) if words and _UNDERLINE.match(body, end) else None
    bare = words.rstrip("#")
    if not bare or bare[-1] in " \t":
        words = bare.rstrip(" \t")
    return start, start + len(words)
