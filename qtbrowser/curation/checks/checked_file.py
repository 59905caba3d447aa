"""One file as the rules see it: its bytes, fields and answer, and the line of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.front_matter import read_front_matter
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.reader import build_document, encoding_problem, may_be_empty
from qtbrowser.documents.text_decoding import decoded
from qtbrowser.markup.spans import Span, SpanKind, find_spans

# A field of YAML, TOML or JSON at the beginning of a line, or a table of TOML.
_FIELD = re.compile(
    r"^([ \t{]*)(?:-[ \t]+)?(?:\[([\w.-]+)\][ \t]*$|[\"']?([\w.-]+)[\"']?[ \t]*[:=](?=\s|[\"'\[{>|+-]|$|\d))",
    re.MULTILINE,
)
_LINE_END = re.compile("\n")
_SNIPPET = 60
_MOST_SEARCHES = 200
"""The largest number of answer lines that are located by searching for their words: each search takes time in
proportion to the file's size.
"""


class CheckedFile:
    """A readable document.

    Args:
        path: its library path.
        raw: its file's bytes.
        kinds: what its folder was written for.

    Attributes:
        text: the file's text, with ``\\n`` as line ends.
        fields: its front matter.
        document: the document as read.
        body: what is after the front matter.
        answer: its answer as Markdown; where a heading of the body is the title, without it.
        problems: what of the file could not be read, or was read with a guess.

    Raises:
        DocumentError: the file can't be read as a document.
    """

    def __init__(self, path: str, raw: bytes, kinds: FolderKind = FolderKind.PLAIN) -> None:
        self.path = path
        self.raw = raw
        self.text, encoding = decoded(raw, may_be_empty=may_be_empty(path, kinds))
        self.fields: Mapping[str, Any]
        self.fields, self.body, error = read_front_matter(self.text)
        self.document = build_document(self.fields, self.body, path, kinds)
        self.problems = (
            *((encoding_problem(path, encoding),) if encoding else ()),
            *((Problem.from_error(error, path),) if error is not None else ()),
        )
        self.answer = self.document.answer
        self._searches = 0

    @cached_property
    def spans(self) -> list[Span]:
        """The code and math of the answer."""
        return find_spans(self.answer)

    @cached_property
    def prose(self) -> str:
        """The answer with a space for each character of code and math; line ends and all offsets are unchanged."""
        return blanked(self.answer, self.spans)

    @cached_property
    def without_listings(self) -> str:
        """The answer with a space for each character of fenced code; line ends and all offsets are unchanged."""
        return blanked(self.answer, [span for span in self.spans if span.kind is SpanKind.FENCED_CODE])

    def field_line(self, *names: str) -> int | None:
        """The line, from 1, of the first of these fields that the file has, or None. A field in a group has a dotted
        name.
        """
        for name in names:
            line = self._outer_lines.get(name)
            if line is None and name.partition(".")[0] in self.fields:
                line = self._field_lines.get(name)
            if line is not None:
                return line
        return None

    def line_at(self, place: int) -> int | None:
        """The line of the file for an offset in the answer; the line of the answer's field if it can't be found."""
        if not self.fields.get("answer"):
            start = self._body_start
            return bisect_left(self._text_ends, start + place) + 1 if start >= 0 else None
        field = self.field_line("answer")
        if field is None:
            return None
        before = bisect_left(self._answer_ends, place)
        begin = self.answer.rfind("\n", 0, place) + 1
        wanted = self.answer[begin : begin + 4 * _SNIPPET].partition("\n")[0].strip()[:_SNIPPET]
        lines = self._lines
        # A literal block scalar has a file line for each of its lines; in a folded one the words are searched for.
        for number in (field + before + 1, field + before):
            if number <= len(lines) and lines[number - 1].strip().startswith(wanted or "\0"):
                return number
        self._searches += 1
        if self._searches > _MOST_SEARCHES:
            return field
        last = len(lines) - self.body.count("\n")
        found = (number for number in range(field, last + 1) if wanted and wanted in lines[number - 1])
        return next(found, field)

    @property
    def body_line(self) -> int:
        """The line in which the body begins, blank lines left aside."""
        body = self.body.lstrip("\n")
        return self.text.count("\n", 0, len(self.text) - len(body)) + 1

    @cached_property
    def _body_start(self) -> int:
        """The offset of the answer in the text, if it is the file's body; -1 if that can't be determined."""
        return self.text.find(self.document.raw_answer, len(self.text) - len(self.body))

    @cached_property
    def _text_ends(self) -> list[int]:
        return [end.start() for end in _LINE_END.finditer(self.text)]

    @cached_property
    def _answer_ends(self) -> list[int]:
        return [end.start() for end in _LINE_END.finditer(self.answer)]

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _outer_lines(self) -> dict[str, int]:
        """The lines of YAML fields outside groups and without quotes, which are nearly all that are needed."""
        if not self.text.startswith("---"):
            return {}
        found: dict[str, int] = {}
        last = len(self._lines) - self.body.count("\n")
        for number, line in enumerate(self._lines[:last], start=1):
            if line and line[0] not in " \t-\"'#" and ":" in line:
                found.setdefault(line.partition(":")[0].rstrip(), number)
        return found

    @cached_property
    def _field_lines(self) -> dict[str, int]:
        found: dict[str, int] = {}
        group = ""
        line, counted = 1, 0
        end = len(self.text) - len(self.body)
        nested = not self.text.startswith("{")
        for field in _FIELD.finditer(self.text, 0, end):
            line += self.text.count("\n", counted, field.start())
            counted = field.start()
            indent, table, name = field.groups()
            if table is not None:
                group = table
                found.setdefault(table, line)
            elif nested and indent:
                found.setdefault(f"{group}.{name}", line)
            else:
                in_table = group and self.text.startswith("+++")
                found.setdefault(f"{group}.{name}" if in_table else name, line)
                if not self.text.startswith("+++"):
                    group = name
        return found


def blanked(text: str, spans: list[Span]) -> str:
    """A text with a space for each character within these spans, except line ends."""
    if not spans:
        return text
    pieces = []
    position = 0
    for span in spans:
        pieces.append(text[position : span.start])
        pieces.append(re.sub(r"[^\n]", " ", text[span.start : span.end]))
        position = span.end
    pieces.append(text[position:])
    return "".join(pieces)
