"""Compares the block structure of a library's documents with that of markdown-it-py's reading of GitHub's Markdown.

    pip install markdown-it-py mdit-py-plugins
    python -m tests.benchmarks.structure FOLDER [--show NUMBER]

Prints the documents whose headings, lists, items, tables, listings and quotations nest otherwise than there, and how
many they are. Raw HTML counts on both sides, the signs of sites and vaults on neither. Paragraphs aren't compared: a
loose list looks like a tight one here. Nor are, for a reason:

- headings that hold nothing, such as one of a comment alone: a blank line there, nothing in an outline here;
- admonitions `!!!` of MkDocs, which are quotations here: markdown-it-py's plugin ends them at their second listing, so
  that it reads them as quotations, too;
- lines that hold nothing but a tag of Liquid, which are left out on both sides: they are never shown;
- a heading right after a line that ends an HTML element, which is none for GitHub until a blank line: Kramdown, for
  which such pages are written, has it, so that both read a blank line between;
- where a long page is split into parts: a list that goes on in the next part is one.

No part of the test suite, because markdown-it-py is no dependency of the program and the libraries worth comparing
aren't ours to publish.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from justhtml import JustHTML

from qtbrowser.documents.reader import read_document
from qtbrowser.documents.scan import scan
from qtbrowser.errors import DocumentError
from qtbrowser.markup import text_parts
from qtbrowser.markup.commonmark.html_syntax import DROPPED
from qtbrowser.markup.spans import SpanKind, find_spans
from qtbrowser.rendering.link_addresses import Links
from qtbrowser.rendering.render import render_answer

LIMIT = 0.999
"""The share of documents that must come out alike."""

_COMPARED = {"ul", "ol", "li", "blockquote", "pre", "table", "tr", "hr", "h2", "h3", "h4", "h5", "h6"}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_RENAMED = {"h1": "h2", "menu": "ul", "dir": "ul"}
_FOLDABLE = re.compile(r"^([ \t>]*)\?\?\?\+?(?= )", re.MULTILINE)
_LIQUID_LINE = re.compile(r"^[ \t]*\{%[^\n]*%\}[ \t]*\n", re.MULTILINE)
_HEADING_AFTER_END = re.compile(r"(^[ \t]*</[a-z]+>[ \t]*\n)(?=#{1,6} )", re.MULTILINE)
_ADMONITION = re.compile(r"([ \t]*)!!! ?[a-z]\S*[^\n]*")
_FENCE = re.compile(r"[ \t]*(?:[-*+>][ \t]+)*(`{3,}|~{3,})")
_HIDDEN = DROPPED | {"svg", "math"}


def structure(html: str) -> list[str]:
    """The compared elements of an HTML text, a line for each, indented by depth."""
    root = JustHTML(html, fragment=True, sanitize=False, scripting_enabled=False).root
    lines: list[str] = []
    waiting: list[tuple[Any, int, bool]] = [(node, 0, False) for node in reversed(root.children or ())]
    while waiting:
        node, depth, in_cell = waiting.pop()
        if node.name.startswith(("#", "!", "?")) or node.name in _HIDDEN:
            continue
        attributes = node.attrs or {}
        shown = _shown(_RENAMED.get(node.name, node.name), attributes.get("class") or "", in_cell=in_cell)
        if shown in _HEADINGS and not _holds_anything(node):
            continue
        if shown:
            start = attributes.get("start") or ""
            lines.append("  " * depth + shown + (f" {start}" if start not in ("", "1") else ""))
        if node.name == "table":
            in_cell = shown != "table"
        inner = node.children or ()
        waiting.extend((child, depth + bool(shown), in_cell) for child in reversed(inner))
    return lines


def _holds_anything(node: Any) -> bool:
    return bool(node.to_text().strip()) or "<img" in node.to_html()


def _shown(tag: str, css_class: str, *, in_cell: bool) -> str:
    """The element's name, or nothing: listings and quotations are in tables of one cell in our pages."""
    if tag == "table" and css_class.startswith("code"):
        return ""
    if tag == "table" and css_class.split(" ", maxsplit=1)[0] == "quote":
        return "blockquote"
    if tag == "div" and css_class.startswith("admonition"):
        return "blockquote"
    if tag == "tr" and in_cell:
        return ""
    return tag if tag in _COMPARED else ""


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


def with_quotations(markdown: str) -> str:
    """The text with MkDocs' admonitions as quotations; those in listings stay."""
    lines: list[str] = []
    fence, most = "", 0
    waiting = markdown.split("\n")
    while waiting:
        line = waiting.pop(0)
        found = _FENCE.match(line)
        if fence:
            is_near = len(line) - len(line.lstrip(" ")) <= most
            if found and is_near and found[1].startswith(fence) and not line.strip(" \t>`~"):
                fence = ""
        elif found:
            fence, most = found[1], found.start(1) + 3
        elif opening := _ADMONITION.fullmatch(line):
            lead = opening[1]
            inner: list[str] = []
            while waiting and (not waiting[0].strip() or waiting[0].startswith(lead + "    ")):
                inner.append(waiting.pop(0)[len(lead) + 4 :])
            quoted = with_quotations("\n".join(inner)).split("\n")
            lines += ["", f"{lead}> title", *(f"{lead}> {one}" for one in ["", *quoted]), ""]
            continue
        lines.append(line)
    return "\n".join(lines)


def github_renderer() -> Callable[[str], str]:
    """Markdown to HTML by markdown-it-py, with GitHub's extensions, footnotes and definitions.

    Raises:
        ImportError: markdown-it-py or its plugins are not installed.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    reader = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    reader.use(footnote_plugin, inline=False).use(deflist_plugin)
    return lambda markdown: str(reader.render(markdown))


def difference(markdown: str, github: Callable[[str], str]) -> list[str]:
    """What of a text's structure differs, as the lines of a unified diff; none if it is alike.

    Args:
        markdown: the text.
        github: see `github_renderer`.
    """
    text_parts.LEAST_WEIGHT = sys.maxsize
    # Foldable admonitions are signs of sites here, and admonitions there.
    markdown = _LIQUID_LINE.sub("", _FOLDABLE.sub(r"\1!!!", markdown))
    markdown = _HEADING_AFTER_END.sub(r"\1\n", markdown)
    ours = structure(render_answer(markdown, Links(lambda _target, _base: None, ""), "no title of a heading").html)
    theirs = structure(github(without_formulas(with_quotations(markdown))))
    return list(difflib.unified_diff(theirs, ours, "GitHub", "here", lineterm=""))


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for stamp in scan(folder):
        try:
            yield stamp.path, read_document(folder, stamp.path).text
        except DocumentError:
            continue


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=5, metavar="NUMBER", help="differences to print in full")
    options = parser.parse_args()
    try:
        github = github_renderer()
    except ImportError:
        print("This needs two more packages: pip install markdown-it-py mdit-py-plugins", file=sys.stderr)
        return 2
    read = different = 0
    for path, text in _texts(options.folder):
        read += 1
        if found := difference(text, github):
            different += 1
            print(path)
            if different <= options.show:
                print("\n".join(found))
    share = (read - different) / read if read else 1.0
    print(f"{different} of {read} documents differ: {share:.2%} alike, at least {LIMIT:.1%} wanted.")
    return 0 if share >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
