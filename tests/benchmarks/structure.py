"""Compares the block structure of a library's answers with that of markdown-it-py's reading of GitHub's Markdown.

    pip install markdown-it-py
    python -m tests.benchmarks.structure FOLDER [--show NUMBER]

Prints the documents whose headings, lists, items, tables, listings and quotations nest otherwise than there, and how
many they are. Paragraphs aren't compared: a loose list looks like a tight one here. No part of the test suite, because
markdown-it-py is no dependency of the program and the libraries worth comparing aren't ours to publish.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from html.parser import HTMLParser
from pathlib import Path

from qtbrowser.documents.reader import read_document
from qtbrowser.documents.scan import scan
from qtbrowser.errors import DocumentError
from qtbrowser.markup.spans import SpanKind, find_spans
from qtbrowser.rendering.link_addresses import Links
from qtbrowser.rendering.render import render_answer

LIMIT = 0.999
"""The share of documents that must come out alike."""

_COMPARED = {"ul", "ol", "li", "blockquote", "pre", "table", "tr", "hr", "h2", "h3", "h4", "h5", "h6"}
_RENAMED = {"h1": "h2"}
_WITHOUT_END = {"hr", "br", "img", "input"}


class _Structure(HTMLParser):
    """The compared elements of an HTML text, a line for each, indented by depth."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[bool] = []
        self._one_cell: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        shown = self._shown(_RENAMED.get(tag, tag), values.get("class") or "")
        if shown:
            start = f" {values['start']}" if values.get("start") else ""
            self.lines.append("  " * sum(self._open) + shown + start)
        if tag not in _WITHOUT_END:
            self._open.append(bool(shown))
        if tag == "table":
            self._one_cell.append(shown != "table")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _WITHOUT_END:
            self._open.pop()
        if tag == "table":
            self._one_cell.pop()

    def _shown(self, tag: str, css_class: str) -> str:
        """The element's name, or nothing: listings and quotations stand in tables of one cell in our pages."""
        if tag == "table" and css_class.startswith("code"):
            return ""
        if tag == "table" and css_class.split(" ", maxsplit=1)[0] == "quote":
            return "blockquote"
        if tag == "tr" and self._one_cell[-1]:
            return ""
        return tag if tag in _COMPARED else ""


def structure(html: str) -> list[str]:
    """The skeleton of an HTML text."""
    parser = _Structure()
    parser.feed(html)
    parser.close()
    return parser.lines


def without_formulas(markdown: str) -> str:
    """The text with a word for every formula and every bit of code in a line: no reading of those is compared."""
    parts: list[str] = []
    position = 0
    for span in find_spans(markdown):
        if span.kind is not SpanKind.FENCED_CODE:
            parts += [markdown[position : span.start], "x"]
            position = span.end
    parts.append(markdown[position:])
    return "".join(parts)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=5, metavar="NUMBER", help="differences to print in full")
    options = parser.parse_args()
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        print("This comparison needs markdown-it-py: pip install markdown-it-py", file=sys.stderr)
        return 2
    github = MarkdownIt("gfm-like", {"linkify": False, "html": False})
    read = 0
    different: list[str] = []
    for stamp in scan(options.folder):
        try:
            document = read_document(options.folder, stamp.path)
        except DocumentError:
            continue
        read += 1
        ours = structure(render_answer(document.answer, Links(lambda _target, _base: None, stamp.path))[0])
        theirs = structure(github.render(without_formulas(document.answer)))
        if ours != theirs:
            different.append(stamp.path)
            print(stamp.path)
            if len(different) <= options.show:
                print("\n".join(difflib.unified_diff(theirs, ours, "GitHub", "here", lineterm="")))
    share = (read - len(different)) / read if read else 1.0
    print(f"{len(different)} of {read} documents differ: {share:.2%} alike, at least {LIMIT:.1%} wanted.")
    return 0 if share >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
