"""What begins a block, for `block_parser` (https://spec.commonmark.org/0.31.2/#leaf-blocks, #container-blocks)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qtbrowser.markup.commonmark.block import MarkdownBlock
from qtbrowser.markup.commonmark.block_parser import DEEPEST, BlockParser, Start, table_alignments
from qtbrowser.markup.commonmark.characters import unescaped, without_closing_hashes
from qtbrowser.markup.commonmark.html_syntax import html_block_end
from qtbrowser.markup.commonmark.line import Line

MOST_NOTES = 1000
"""Most footnotes in a text; further ones are plain text."""

_ATX = re.compile(r"#{1,6}(?:[ \t]++|$)")
_MARKDOWN_ATTRIBUTE = re.compile(
    r"<[A-Za-z][^<>]{0,500}\smarkdown(?:=[\"']?(?:1|block|span)[\"']?)?(?=[\s>])[^<>]{0,500}>"
    r"(?:<summary>[^\n]{0,500}</summary>)?[ \t]*$"
)
_DRAWING = re.compile(r"<(?:svg|math)(?=[\s>])", re.IGNORECASE)
_END_TAGS = re.compile(r"(?:</[A-Za-z][A-Za-z0-9]{0,20}>[ \t]*){1,5}$")
_UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+$")
_FENCE = re.compile(r"(?P<ticks>`{3,}+)(?P<words>[^`]*+)$|(?P<tildes>~{3,}+)(?P<others>.*)$")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})$")
_MARKER = re.compile(r"([*+\-])|(\d{1,9})([.)])")
_NOTE = re.compile(r"\[\^([^\]\s]++)\]:[ \t]*+")
_DEFINITION = re.compile(r": {1,3}(?=\S)")


def quotation(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """A quotation `> words`."""
    if parser.depth(container) > DEEPEST:
        return False
    line.consume(line.indent + 1)
    if line.indent:
        line.consume(1)
    parser.close_unmatched()
    parser.add("quote")
    return True


def atx_heading(parser: BlockParser, _container: MarkdownBlock, line: Line) -> bool:
    """A heading `## words`."""
    found = _ATX.match(line.text, line.start)
    if found is None:
        return False
    parser.close_unmatched()
    heading = parser.add("heading")
    heading.number = len(found[0].rstrip())
    heading.lines.append(without_closing_hashes(line.text[found.end() :].strip(" \t")))
    parser.close(heading, parser.number)
    line.consume(len(line.text) - line.place)
    return True


def fence(parser: BlockParser, _container: MarkdownBlock, line: Line) -> bool:
    """A listing between fences."""
    found = _FENCE.match(line.text, line.start)
    if found is None:
        return False
    parser.close_unmatched()
    block = parser.add("fence")
    block.sign = found["ticks"] or found["tildes"]
    block.indent = line.indent
    words = (found["words"] if found["ticks"] else found["others"]) or ""
    block.words = unescaped(words.strip())
    line.consume(len(line.text) - line.place)
    return True


def html(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """A block of raw HTML."""
    in_paragraph = container.kind == "paragraph" or (parser.tip.kind == "paragraph" and parser.tip is not container)
    return _html(parser, html_block_end(line.text[line.start :], in_paragraph=in_paragraph))


def html_of_blocks(parser: BlockParser, _container: MarkdownBlock, line: Line) -> bool:
    """A block of raw HTML; a lone tag that is none of a block, such as `<span>`, begins a paragraph.

    So Kramdown and Python-Markdown have it.
    """
    words = line.text[line.start :]
    return _html(parser, html_block_end(words, in_paragraph=not _DRAWING.match(words)))


def _html(parser: BlockParser, end: str | None) -> bool:
    if end is None:
        return False
    parser.close_unmatched()
    parser.add("html").sign = end
    return True


def html_with_markdown(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """A tag with the attribute `markdown`, and a line of end tags, after which Markdown goes on.

    So Kramdown and Python-Markdown's md_in_html have it.
    """
    words = line.text[line.start :]
    if not (_MARKDOWN_ATTRIBUTE.match(words) or _END_TAGS.match(words)) or not html_of_blocks(parser, container, line):
        return False
    parser.tip.sign = ">"
    return True


def underline(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """A heading whose last line is followed by `===` or `---`."""
    if container.kind != "paragraph" or _UNDERLINE.match(line.text, line.start) is None:
        return False
    parser.close_unmatched()
    if not parser.take_definitions(container):
        # Only definitions: the paragraph goes on with this line.
        container.lines = []
        container.row = parser.number
        if container.parent is not None:
            container.parent.children.append(container)
        return False
    container.kind = "heading"
    container.number = 1 if line.text[line.start] == "=" else 2
    container.lines = ["\n".join(container.lines).strip()]
    parser.close(container, parser.number)
    line.consume(len(line.text) - line.place)
    return True


def rule(parser: BlockParser, _container: MarkdownBlock, line: Line) -> bool:
    """A thematic break `---`."""
    if _RULE.match(line.text, line.start) is None:
        return False
    parser.close_unmatched()
    parser.close(parser.add("rule"), parser.number)
    line.consume(len(line.text) - line.place)
    return True


def item(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """An item of a list, and the list if it is the first."""
    found = _MARKER.match(line.text, line.start)
    if found is None or line.text[found.end() : found.end() + 1] not in ("", " ", "\t"):
        return False
    is_empty = not line.text[found.end() :].strip()
    if container.kind == "paragraph" and (is_empty or (found[2] and int(found[2]) != 1)):
        return False
    if parser.depth(container) > DEEPEST:
        return False
    sign = found[1] or found[3]
    parser.close_unmatched()
    width = line.indent + found.end() - found.start()
    line.consume(width)
    spaces = 1 if is_empty or line.indent > 4 else line.indent
    line.consume(min(spaces, line.indent))
    if parser.tip.kind != "list" or container.kind != "list" or container.sign != sign:
        listed = parser.add("list")
        listed.sign = sign
        listed.number = int(found[2]) if found[2] else -1
    parser.add("item").indent = width + spaces
    return True


def table(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """A table: the last line of the paragraph is its head, the line its rule."""
    if container.kind != "paragraph" or not (aligns := table_alignments(container, line)):
        return False
    parser.close_unmatched()
    head = container.lines.pop()
    start = parser.number - 1
    if container.lines:
        parser.close(container, parser.number - 2)
    else:
        container.remove()
        parser.tip = container.parent or parser.root
    block = parser.add("table", start=start)
    block.aligns = aligns
    block.lines.append(head)
    line.consume(len(line.text) - line.place)
    return True


def note(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """A footnote `[^label]: words`."""
    found = _NOTE.match(line.text, line.start)
    if found is None or len(parser.notes) >= MOST_NOTES or parser.depth(container) > DEEPEST:
        return False
    parser.close_unmatched()
    block = parser.add("note")
    block.indent = 4
    parser.notes.setdefault(found[1].casefold(), block)
    line.consume(found.end() - line.place)
    return True


def definition(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """A definition `: words`; the lines of the paragraph above are its terms (PHP Markdown Extra)."""
    found = _DEFINITION.match(line.text, line.start)
    if found is None or parser.depth(container) > DEEPEST:
        return False
    terms = _take_terms(parser, container)
    above = (container.parent if container.kind == "paragraph" else container) or parser.root
    in_list = above.kind == "definitions"
    last = above.children[-1] if above.children else None
    if not terms and not in_list and (last is None or last.kind != "definitions"):
        return False
    parser.close_unmatched()
    if parser.tip.kind == "paragraph":
        parser.close(parser.tip, parser.number - 1)
    if not in_list:
        if last is not None and last.kind == "definitions":
            last.is_open = True
            parser.tip = last
        else:
            parser.add("definitions")
    for row, words in terms:
        term = parser.add("term")
        term.row = row
        term.lines.append(words)
        parser.close(term, parser.number - 1)
    parser.add("definition").indent = 4
    line.consume(found.end() - line.place)
    return True


def _take_terms(parser: BlockParser, container: MarkdownBlock) -> list[tuple[int, str]]:
    """The lines that are the terms of a definition, with their numbers, removed from the paragraph that they are in."""
    tip = parser.tip
    if container.kind == "paragraph":
        terms, container.lines = container.lines, []
        container.remove()
        return list(enumerate(terms, container.row))
    if tip.kind == "paragraph" and tip.lazy and len(tip.lines) > 1 and container.kind == "definitions":
        tip.lazy -= 1
        return [(parser.number - 1, tip.lines.pop())]
    above = container.children[-1] if container.children else None
    if above is not None and above.kind == "definitions":
        return []
    if above is not None and above.kind == "paragraph" and not above.is_open:
        above.remove()
        return list(enumerate(above.lines, above.row))
    return []


def indented_code(parser: BlockParser, _container: MarkdownBlock, line: Line) -> bool:
    """A listing that is indented by four spaces."""
    if line.indent < 4 or line.is_blank or parser.tip.kind == "paragraph":
        return False
    line.consume(4)
    parser.close_unmatched()
    parser.add("code")
    return True


STARTS: dict[str, Sequence[Start]] = {
    ">": (quotation,),
    "#": (atx_heading,),
    "`": (fence,),
    "~": (fence,),
    "<": (html,),
    "=": (underline,),
    "-": (underline, table, rule, item),
    "*": (rule, item),
    "_": (rule,),
    "+": (item,),
    "[": (note,),
    "|": (table,),
    ":": (table, definition),
    **dict.fromkeys("0123456789", (item,)),
    "": (indented_code,),
}
"""What may begin a block in GitHub's Markdown, by the first character of a line."""
