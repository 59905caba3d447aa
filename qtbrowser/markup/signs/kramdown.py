"""Attributes and marks of Kramdown (https://kramdown.gettalong.org/syntax.html) and of programs that have them too."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.block import MarkdownBlock, give_attributes
from qtbrowser.markup.commonmark.block_parser import BlockParser
from qtbrowser.markup.commonmark.line import Line
from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.html_elements import ANCHOR
from qtbrowser.markup.spans import SpanKind, find_spans, replace_outside

_CROSSED_RULE = re.compile(r"^(?=[-:|+ \t]{0,500}-\+-)[ \t]{0,3}\|?[ \t]{0,9}:?-[-:|+ \t]*+$", re.MULTILINE)
_ATTRIBUTES = re.compile(
    r"\{(?::|(?=[ \t]*[#.]|[ \t]*[\w\-]+=[\"'\w]))[ \t]*(?P<inner>"
    r"(?:[#.]?[\w:.\-/]++(?:=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']++))?+[ \t]*+)*+)\}"
)
_IDENTITY = re.compile(r"(?:^|[ \t])#([\w:.\-]+)")
_SIZES = "sizes"
_SIZE = re.compile(r"(?:^|[ \t])(width|height)=[\"']?(\d{1,4}%?)(?:px)?(?=[\"' \t]|$)")
_CLASS = re.compile(r"(?:^|[ \t])\.([\w\-]+)")
_PREFIX = re.compile(r"^(?:notice--|prompt-|alert-|callout-|admonition-)")
_CALLOUTS = {
    **{name: name for name in "note tip warning important caution danger".split()},
    **dict.fromkeys("info new highlight notice message primary".split(), "note"),
    "success": "tip",
    "error": "danger",
    "attention": "warning",
}
_MARKS = re.compile(
    r"^[ \t]{0,3}(?:[*+\-]|\d{1,9}[.)])[ \t]+[^\n]{0,200}\n[ \t]*\{:[ \t]*\.?(?:no_)?toc[^}\n]*\}[ \t]*$"
    r"|\{::comment\}(?:(?!\{::comment\})[\s\S])*?\{:/(?:comment)?\}"
    r"|(?<=</summary>\n)[ \t]*\{:[^}\n]*\}[ \t]*$"
    r"|\{::?/?(?:options|nomarkdown|comment)[^}\n]*\}|\{:/\}"
    r"|^\*\[[^\]\n]+\]:[^\n]*$"
    r"|^[ \t]{0,3}\[(?:TOC|toc|\[(?:toc|TOC|_TOC_)\])\][ \t]*$",
    re.MULTILINE,
)


def attributes(text: str, place: int) -> tuple[Element | str, int] | None:
    """`{: .class #id }` and `{#id}`: nothing is shown, but the id is a place that links lead to."""
    found = _ATTRIBUTES.match(text, place)
    if found is None or (text[place - 1 : place] == "{" and text.startswith("}", found.end())):
        # With two braces it is an expression of a template.
        return None
    identity = _IDENTITY.search(found["inner"])
    if text.startswith((")", "]"), place - 1) and (sizes := dict(_SIZE.findall(found["inner"]))):
        return Element(_SIZES, sizes), found.end()
    return (Element(ANCHOR, {"name": identity[1]}) if identity else ""), found.end()


def give_sizes(root: Element) -> None:
    """Give pictures the sizes that the attributes after them say: `![words](picture.png){ width="300" }`."""
    for parent in root.iter():
        for place in reversed(range(len(parent))):
            sizes = parent[place]
            if sizes.tag != _SIZES:
                continue
            before = parent[place - 1] if place else None
            if before is not None and before.tag == "img" and not before.tail:
                before.attrib.update(sizes.attrib)
            sizes.tag = "span"
            sizes.attrib.clear()


def attribute_line(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """A line `{: .note #id }`: it belongs to the block right above it, else to the one that follows.

    Blocks of classes such as `note` are callouts, in the way of the themes that have them.
    """
    found = _ATTRIBUTES.match(line.text, line.start)
    if found is None or line.text[found.end() :].strip():
        return False
    target = _block_above(parser, container)
    if parser.tip.kind in ("paragraph", "table"):
        parser.keep_open()
    else:
        parser.close_unmatched()
    if target is None:
        target = parser.add("attributes")
        parser.close(target, parser.number)
    line.consume(len(line.text) - line.place)
    kind, is_titled = _callout(found["inner"])
    identity = _IDENTITY.search(found["inner"])
    give_attributes(target, kind, is_titled=is_titled, identity=identity[1] if identity else "")
    return True


def _block_above(parser: BlockParser, container: MarkdownBlock) -> MarkdownBlock | None:
    if parser.tip.kind in ("paragraph", "table"):
        above: MarkdownBlock = parser.tip
        while above is not container and above.parent is not None and above.parent is not container:
            above = above.parent
        return above.parent if above.kind == "item" and above.parent is not None else above
    last = container.children[-1] if container.children else None
    return last if last is not None and last.end == parser.number - 1 else None


def _callout(attributes: str) -> tuple[str, bool]:
    """The kind of a callout that is a class among attributes, or an empty string; whether its title is its begin."""
    for found in _CLASS.finditer(attributes):
        name = found[1].lower()
        is_titled = name.endswith("-title")
        kind = _CALLOUTS.get(_PREFIX.sub("", name.removesuffix("-title")), "")
        if kind:
            return kind, is_titled
    return "", False


def ruled_tables(text: str) -> Prepared:
    """A text in which the rules of tables have bars, `|---|---|`, where Kramdown allows crosses, `|---+---|`."""
    if "-+" not in text:
        return Prepared(text)
    return Prepared(replace_outside(_CROSSED_RULE, lambda found: found[0].replace("+", "|"), text))


def inline_formulas(text: str) -> Prepared:
    """A text in which `$$x$$` within a line is a formula in the line.

    Source: https://kramdown.gettalong.org/syntax.html#math-blocks
    """
    if "$$" not in text:
        return Prepared(text)
    parts: list[str] = []
    place = 0
    for span in find_spans(text):
        written = text[span.start : span.end]
        if span.kind is not SpanKind.DISPLAY_MATH or not written.startswith("$$") or "\n" in written:
            continue
        if _is_alone_in_line(text, span.start, span.end):
            continue
        parts += [text[place : span.start], "\\(", written[2:-2], "\\)"]
        place = span.end
    return Prepared("".join((*parts, text[place:])))


def _is_alone_in_line(text: str, start: int, end: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end : text.find("\n", end) if "\n" in text[end:] else len(text)]
    return not before.strip(" \t>") and not after.strip()


def without_marks(text: str) -> Prepared:
    """A text without tables of contents, comments, options and abbreviations."""
    if "{:" not in text and "*[" not in text and "[T" not in text and "[t" not in text and "[[" not in text:
        return Prepared(text)
    return Prepared(replace_outside(_MARKS, lambda mark: "\n" * mark[0].count("\n"), text))
