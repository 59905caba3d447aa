"""Reads the tags of templates, which come before Markdown: shortcodes of Hugo, tags of Liquid and their like.

A tag within code or a formula is text. Line ends stay where they are, so that a place in the result is the same line as
in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from qtbrowser.markup.commonmark.tree import INCLUDE, LINES, SECTION, Prepared
from qtbrowser.markup.link_schemes import with_plain_targets
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.indented_code import is_in_indented_code
from qtbrowser.markup.spans import find_spans, span_around

_ARGUMENT = re.compile(r"(?:([\w\-]+)\s{0,5}[=:](?!//)\s{0,5})?(?:\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([^\s\"'`,]+))")
_PART_OF_DOCUMENT = re.compile(
    r"(?P<path>[^<>]{1,300}\.(?:md|markdown|mdx))"
    r"(?::(?:(?P<first>\d{0,7})(?::(?P<last>\d{0,7}))?|(?P<section>[\w\-]{1,100})))?\Z",
    re.IGNORECASE,
)
_LONGEST_IN_LINE = 2000
_LIST_SIGNS = re.compile(r"[ \t]*(?:(?:[*+\-]|\d{1,9}[.)])[ \t]+)?")
_SELF_CLOSED = re.compile(r"/\s{0,9}-?[>%]\}\}\Z")
_ONLY_SPACE = re.compile(r"[ \t]*\Z")
_KINDS = {
    **{
        word: word
        for word in "note tip warning danger caution important info success failure question example quote bug".split()
    },
    "notice": "note", "alert": "note", "callout": "note", "hint": "note", "admonition": "note", "aside": "note",
    "error": "danger", "attention": "warning", "warn": "warning", "pageinfo": "note", "primary": "note",
    "secondary": "note", "default": "note", "light": "note", "dark": "note", "tldr": "note", "green": "tip",
    "blue": "note", "orange": "warning", "red": "danger", "block": "note", "banner": "note",
}  # fmt: skip
_GROUPS = frozenset(("tabs", "tabpane", "steps", "cards", "columns", "accordions"))
_FOLDED = frozenset(("details", "expand", "collapse", "spoiler", "accordion"))


UNKNOWN_ADDRESS = "template:"
"""Begins an address whose beginning only the site's program knows; such a link is shown as its words."""


class Tag(NamedTuple):
    """A tag of a template.

    Attributes:
        name: its name in lower case.
        values: its arguments without a name.
        named: those with one.
        closes: whether it ends what an earlier tag of this name has begun.
        source: the tag as it is written.
    """

    name: str
    values: list[str]
    named: Mapping[str, str]
    closes: bool
    source: str

    def value(self, *names: str) -> str:
        """The first argument of these names that is given, else an empty string."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


def arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """The arguments of a tag: those without a name, and those with one."""
    values: list[str] = []
    named: dict[str, str] = {}
    for found in _ARGUMENT.finditer(text[:2000]):
        value = next((group for group in found.groups()[1:] if group is not None), "")
        if found[1]:
            named[found[1].lower()] = value
        else:
            values.append(value)
    return values, named


class TemplateText:
    """A text while its tags are read.

    Args:
        text: the text.
        tags: finds a tag; its groups are `name`, `arguments`, and `closes`, which is empty for a tag that begins.

    Attributes:
        code_tabs: the language of the tabs that are being read if they hold code, else None.
    """

    def __init__(self, text: str, tags: re.Pattern[str]) -> None:
        self._text = text
        self._tags = tags
        self._spans = find_spans(text)
        self._out: list[str] = []
        self._place = 0
        self._left_out = 0
        self._lacking: set[str] = set()
        self.code_tabs: str | None = None

    def read(self, meaning: Callable[[TemplateText, Tag], str | None]) -> Prepared:
        """The text with its tags replaced.

        Args:
            meaning: what is written for a tag; None if it is left out though it would show something. It may call the
                methods of this class for what a tag encloses.
        """
        while found := self._tags.search(self._text, self._place):
            span = span_around(found.start(), self._spans)
            if span is not None:
                self._copy_to(max(span.end, found.end()))
                continue
            if is_in_indented_code(self._text, found.start()):
                self._copy_to(found.end())
                continue
            self._copy_to(found.start())
            self._place = found.end()
            values, named = arguments(found["arguments"] or "")
            written = meaning(self, Tag((found["name"] or "").lower(), values, named, bool(found["closes"]), found[0]))
            if written is None:
                self._left_out += 1
                written = ""
            self._out.append(written + "\n" * (found[0].count("\n") - written.count("\n")))
        self._copy_to(len(self._text))
        return Prepared("".join(self._out), self._left_out)

    def _copy_to(self, end: int) -> None:
        self._out.append(self._text[self._place : end])
        self._place = end

    def enclosed(self, closing: re.Pattern[str], most: int | None = None) -> str | None:
        """What is up to a closing tag, which is read over too; None if there is none.

        Args:
            closing: the closing tag.
            most: how many characters may be before its end, none of them of another tag; None for any.
        """
        if closing.pattern in self._lacking:
            return None
        end = len(self._text) if most is None else min(len(self._text), self._place + most)
        found = closing.search(self._text, self._place, end)
        if found is None:
            if most is None:
                self._lacking.add(closing.pattern)
            return None
        if most is not None and self._tags.search(self._text, self._place, found.start()):
            return None
        inner = self._text[self._place : found.start()]
        self._place = found.end()
        return inner

    @property
    def _before(self) -> str:
        """What is before the tag that was read last in its line, as far as it matters."""
        return "".join(self._out[-2:]).rpartition("\n")[2]

    @property
    def begins_address(self) -> bool:
        """Whether the tag that was read last begins the address of a link."""
        before = self._before.strip(" \t")
        bare = before.removesuffix("<").rstrip(" \t")
        # The address of a definition may be in a line of its own.
        return bare.endswith(("](", "]:", 'href="', "href='")) or before == "<"

    @property
    def is_alone(self) -> bool:
        """Whether the line of the tag that was read last has nothing else but space and tags that group others."""
        if not _ONLY_SPACE.match(self._before):
            return False
        place = self._place
        while place < len(self._text) and self._text[place] != "\n":
            tag = self._tags.match(self._text, place)
            if tag is not None and tag["name"].lower() in _GROUPS:
                place = tag.end()
            elif self._text[place] in " \t":
                place += 1
            else:
                return False
        return True

    def rest_of_line(self, name: str) -> str | None:
        """What is up to the end tag of a name, if the line has nothing else; it is read over then."""
        most = min(len(self._text), self._place + _LONGEST_IN_LINE)
        end = self._text.find("\n", self._place, most)
        if end < 0 and most < len(self._text):
            return None
        end = end if end >= 0 else most
        if not _ONLY_SPACE.match(self._before):
            return None
        for found in self._tags.finditer(self._text, self._place, end):
            if (found["name"] or "").lower() == name:
                if not found["closes"]:
                    return None
                inner = self._text[self._place : found.start()]
                if not inner.strip() or self._text[found.end() : end].strip():
                    return None
                self._place = found.end()
                return self._tags.sub("", inner)
        return None

    def listing(self, closing: re.Pattern[str], language: str, without: re.Pattern[str] | None = None) -> str:
        """What a tag encloses as a listing, without some signs in it; within words, a single line is code in them."""
        code = self.enclosed(closing)
        if code is None:
            return ""
        if without is not None:
            code = without.sub("", code)
        indentation = self._indentation
        follows_words = bool(self._before[len(indentation) :].strip())
        if follows_words and "\n" not in code:
            return _code_span(code.strip())
        fence = "~" * max(3, code.count("~~~") and 12)
        body = code.lstrip("\n").rstrip()
        before = f"\n{indentation}" if follows_words else ""
        first = "" if code.startswith("\n") else indentation
        after = "" if self.is_alone or not body else "\n"
        # As many lines as there were, blank ones at the begin and end included.
        after += "\n" * (code.count("\n") - body.count("\n") - 2 - len(after) - before.count("\n"))
        return f"{before}{fence} {language}\n{first}{body}\n{indentation}{fence}{after}"

    @property
    def _indentation(self) -> str:
        """What indents the line of the last tag; the signs of a list as spaces."""
        lead = _LIST_SIGNS.match(self._before)
        return " " * len(lead[0]) if lead is not None else ""

    def left_out_to(self, begin: re.Pattern[str], end: re.Pattern[str]) -> str:
        """Leave out what the last tag encloses, further ones of its kind included; nothing if it isn't closed."""
        depth = 1
        place = self._place
        while depth:
            closing = end.search(self._text, place) if end.pattern not in self._lacking else None
            if closing is None:
                # Not looked for again: a text of such tags would take time in proportion to its square.
                self._lacking.add(end.pattern)
                return ""
            depth += len(begin.findall(self._text, place, closing.start())) - 1
            place = closing.end()
        inner = self._text[self._place : place]
        self._place = place
        self._left_out += 1
        return "\n" * inner.count("\n")


def _code_span(code: str) -> str:
    """Code within a line, between more backticks than it has in a row."""
    longest = max((len(list(run)) for sign, run in groupby(code) if sign == "`"), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{code}{space}{fence}" if code else ""


def links_of_pages(text: str) -> Prepared:
    """A text in which the expressions of Hugo and Jekyll that name a page are targets, those in code excepted."""
    if "{{" not in text and "{%" not in text:
        return Prepared(text)
    parts: list[str] = []
    place = 0
    for span in find_spans(text):
        parts += [with_plain_targets(text[place : span.start]), text[span.start : span.end]]
        place = span.end
    return Prepared("".join((*parts, with_plain_targets(text[place:]))))


def box_of(text: TemplateText, tag: Tag) -> str | None:
    """What is written for a tag that encloses a callout, a foldable part or a tab; None for other tags."""
    name = tag.name
    if name in _GROUPS:
        return ""
    if _SELF_CLOSED.search(tag.source):
        return "" if name in ("tab", "tabitem", "tab-item", "codetab") else None
    is_tab = name in ("tab", "tabitem", "tab-item", "codetab")
    if len(tag.values) > 1 and tag.source.startswith("{%"):
        # Of Liquid's, whose titles need no quotes; its tabs name their group first.
        if is_tab:
            tag = tag._replace(values=[" ".join(tag.values[1:])])
        elif name in _FOLDED:
            tag = tag._replace(values=[" ".join(tag.values)])
    if not (is_tab or name in _KINDS or name in _FOLDED):
        return None
    if not tag.closes and (inner := text.rest_of_line(tag.name)) is not None:
        content = inner
    elif not text.is_alone:
        named = tag.value("title", "header", "label", "name", "summary") or " ".join(tag.values[:1])
        before = "" if tag.closes or not named.strip("*_ ") else f"**{named}**"
        return f"{before} " if is_tab else ""
    else:
        content = ""
    if tag.closes:
        return CLOSING
    title = tag.value("title", "header", "label", "name", "summary")
    if is_tab:
        return opening("tab", title or " ".join(tag.values[:1]), content=content)
    if name in _FOLDED:
        return opening("note", title or " ".join(tag.values[:1]) or "Details", "closed", content=content)
    kind = tag.value("type", "style", "color", "context", "level") or next(
        (value for value in tag.values if value.lower() in _KINDS), name
    )
    rest = [value for value in tag.values if value.lower() not in _KINDS]
    return opening(_KINDS.get(kind.lower(), "note"), title or (" ".join(rest[:1])), content=content)


def film_of(tag: Tag) -> str | None:
    """A link to a film or another page that a tag embeds; None for other tags."""
    identity = tag.value("id") or (tag.values[0] if tag.values else "")
    pages = {
        "youtube": "https://www.youtube.com/watch?v={}",
        "vimeo": "https://vimeo.com/{}",
        "tweet": "https://twitter.com/i/status/{}",
        "twitter": "https://twitter.com/i/status/{}",
        "instagram": "https://www.instagram.com/p/{}",
        "gist": "https://gist.github.com/{}",
        "asciinema": "https://asciinema.org/a/{}",
    }
    if tag.name not in pages:
        return None
    if tag.name == "gist" and len(tag.values) > 1:
        identity = "/".join(tag.values[:2])
    if not identity:
        return None
    address = (
        identity if identity.startswith(("https://", "http://")) else pages[tag.name].format(quote(identity, safe="/"))
    )
    return f"[{tag.name.capitalize()}]({address})"


def link_of(text: TemplateText, tag: Tag, closing: re.Pattern[str]) -> str | None:
    """The link that a button, a card or its like is; None if it names no address."""
    address = tag.value("href", "link", "url", "relref", "to")
    if not address or tag.closes or "<" in address:
        return None
    words = tag.value("title", "text", "label") or (text.enclosed(closing) or "").strip()
    return f"[{words or address}](<{address}>)" if "\n\n" not in words else words


def note_of(tag: Tag, name: str) -> str | None:
    """A callout whose words are an argument; None for other tags.

    Args:
        tag: the tag.
        name: of the template that it includes, such as `note.html`.
    """
    kind = name.rpartition("/")[2].removesuffix(".html").removesuffix(".liquid").lower()
    words = tag.value("content", "text", "message", "body")
    if not words or kind not in _KINDS:
        return None
    named = tag.value("type", "level", "class").lower()
    return opening(_KINDS.get(named, _KINDS[kind]), tag.value("title"), content=words)


def video_of(tag: Tag) -> str | None:
    """A video; None if the tag names no file."""
    source = tag.value("src", "url", "file", "mp4") or (tag.values[0] if tag.values else "")
    return f'<span></span><video src="{escape(source)}"></video>' if source else None


def figure_of(tag: Tag) -> str:
    """A picture with its caption."""
    source = tag.value("src", "link", "image_path", "file", "url", "path") or (tag.values[0] if tag.values else "")
    if not source:
        return ""
    caption = " ".join(part for part in (tag.value("title"), tag.value("caption")) if part)
    alternative = tag.value("alt") or caption
    width = tag.value("width")
    sized = f' width="{escape(width)}"' if width else ""
    picture = f'<img src="{escape(source)}" alt="{escape(alternative)}"{sized}>'
    shown = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    # A line that begins with the figure would make the lines below it raw HTML, without Markdown.
    return f"<span></span><figure>{picture}{shown}</figure>"


def include_of(tag: Tag) -> str | None:
    """The content of another document in a tag's place; None if it names no document."""
    path = tag.value("file", "path", "page") or (tag.values[0] if tag.values else "")
    return (
        f"![](<{INCLUDE}{path}>)" if path.lower().endswith((".md", ".markdown", ".mdx")) and "<" not in path else None
    )


def include(place: str) -> str:
    """The content of a document, or of a part of it; empty if no document is named.

    Args:
        place: a path, to which lines (``file.md:2``, ``file.md:2:5``, ``file.md::5``) or a section (``file.md:name``)
            may be added, as MkDocs' snippets and mdBook do.
    """
    found = _PART_OF_DOCUMENT.match(place)
    if found is None:
        return ""
    fragment = ""
    if found["section"]:
        fragment = f"#{SECTION}{found['section']}"
    elif found["first"] is not None:
        last = found["first"] if found["last"] is None and found["first"] else found["last"]
        fragment = f"#{LINES}{found['first']}-{last or ''}"
    return f"![](<{INCLUDE}{found['path']}{fragment}>)"
