"""Callouts and tabs whose content is indented by four spaces or enclosed by colons.

Python-Markdown's admonitions (https://python-markdown.github.io/extensions/admonition/), the foldable ones and the tabs
of PyMdown (https://facelessuser.github.io/pymdown-extensions/), and Docusaurus' directives
(https://docusaurus.io/docs/markdown-features/admonitions).
"""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.block import MarkdownBlock
from qtbrowser.markup.commonmark.block_parser import DEEPEST, BlockParser
from qtbrowser.markup.commonmark.line import Line

_ADMONITION = re.compile(
    r"(?P<sign>!!!|\?\?\?)(?P<open>\+?)[ \t]*+(?P<kind>[A-Za-z][\w-]*+)?[\w \t-]*+"
    r"(?:\"(?P<title>[^\n]{0,500})\")?[ \t]*+$"
)
_TAB = re.compile(r"===[!+]*+[ \t]++\"([^\"]*+)\"[ \t]*+$")
_DIRECTIVE = re.compile(
    r"(?P<sign>:{3,}+)[ \t]*+(?:\{(?P<classes>[^}]*+)\}|(?P<kind>[A-Za-z][\w-]*+)"
    r"(?:\[(?P<label>[^\]]*+)\])?(?:\{[^}]*+\})?(?P<title>[^{}]*+)(?:\{[^}]*+\})?)$"
)
_CALLOUT_CLASS = re.compile(r"\.callout-([\w-]+)")
_TITLE = re.compile(r"title=\"([^\"]*)\"")
_GROUPS = frozenset("tabs code-group columns column grid cards card row steps container div center".split())
_FOLDED = frozenset(("details", "expand", "collapse", "spoiler", "solution"))
_INDENT = 4


def admonition(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """`!!! note "Title"`."""
    return _admonition(parser, container, line, "!!!")


def foldable(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """`??? note "Title"` and, open at first, `???+ note "Title"`."""
    return _admonition(parser, container, line, "???")


def tab(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """`=== "Name"`."""
    found = _TAB.match(line.text, line.start)
    if found is None or parser.depth(container) > DEEPEST:
        return False
    parser.close_unmatched()
    if parser.tip.kind != "tabs":
        parser.add("tabs")
    block = parser.add("tab")
    block.words = found[1]
    block.indent = _INDENT
    line.consume(len(line.text) - line.place)
    return True


def directive(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """`:::note Title`, which ends at a line of as many colons."""
    found = _DIRECTIVE.match(line.text, line.start)
    if found is None or parser.depth(container) > DEEPEST:
        return False
    parser.close_unmatched()
    block = parser.add("callout")
    block.sign = found["sign"]
    classes = found["classes"] or ""
    callout = _CALLOUT_CLASS.search(classes)
    title = _TITLE.search(classes)
    block.is_titled = callout is not None and title is None
    kind = callout[1] if callout else (found["kind"] or "").lower()
    block.callout = "" if kind in _GROUPS else kind
    block.words = title[1] if title else (found["label"] or found["title"] or "").strip()
    if kind in _FOLDED or 'collapse="true"' in classes:
        block.fold = "closed"
    line.consume(len(line.text) - line.place)
    return True


def _admonition(parser: BlockParser, container: MarkdownBlock, line: Line, sign: str) -> bool:
    found = _ADMONITION.match(line.text, line.start)
    if found is None or found["sign"] != sign or parser.depth(container) > DEEPEST:
        return False
    if not (found["kind"] or found["title"]):
        return False
    parser.close_unmatched()
    block = parser.add("callout")
    block.indent = _INDENT
    block.callout = found["kind"] or "note"
    block.words = found["title"] or ""
    block.untitled = found["title"] == ""
    if sign == "???":
        block.fold = "open" if found["open"] else "closed"
    line.consume(len(line.text) - line.place)
    return True
