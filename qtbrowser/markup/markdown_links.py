"""Finds every link and picture in a Markdown text: where each one's target is, and what it is.

The check, the backlinks and moves find links by `link_places`. It reads a text with the parser that pages are made by,
so what is a link here is one on the page. Beside Markdown's own forms these are links: ``href`` and ``src`` in HTML,
wiki links of vaults, and the expressions of Hugo and Jekyll that name a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import quote

from qtbrowser.markup.commonmark.characters import ENTITY, unescaped
from qtbrowser.markup.commonmark.text_links import text_links
from qtbrowser.markup.commonmark.tree import INCLUDE, LINES, SECTION, Dialect
from qtbrowser.markup.html_links import HiddenContent, html_links
from qtbrowser.markup.link_schemes import POST, REF, SchemeLink, site_expressions, wiki_links
from qtbrowser.markup.placeholders import OPEN, without_foreign
from qtbrowser.markup.signs.dialects import dialect_of
from qtbrowser.markup.spans import SpanKind, find_spans, span_around

LONGEST_TEXT = 1_000_000
"""Characters of the longest text whose links are read; pages show longer ones as their source, without links."""

_SIGNS_OF_LINKS = ("](", "]:", "[[", "{{", "{%", "8<", "://", "((")
_TAG_OR_ADDRESS = re.compile(r"[<.](?:(?<=<)[A-Za-z]|(?<=[wW]{3}\.))")
_MOST_SHIFT = 12
"""How many lines a line is from its number at most after tags of templates have been read."""

_MOST_EXPRESSIONS = 200
"""How many expressions of a line are compared with a link's target."""

_start = attrgetter("start")
_BREAKS_TARGET = re.compile(r"[\s<>`\x00-\x1f]")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


class LinkForm(StrEnum):
    """How a target is written, which decides how another one is written in its place."""

    PLAIN = "plain"
    IN_BRACKETS = "in_brackets"
    IN_QUOTES = "in_quotes"
    IN_APOSTROPHES = "in_apostrophes"
    WITHOUT_QUOTES = "without_quotes"
    WIKI = "wiki"
    EXPRESSION = "expression"


_QUOTES = {'"': LinkForm.IN_QUOTES, "'": LinkForm.IN_APOSTROPHES}
_AROUND_IN_TAGS = (
    *(('="', '"'), ("='", "'"), ("}`", "`"), ("](", " ")),
    *((f"{name} ", last) for name in ("post_link", "asset_link", "asset_img", "asset_path") for last in (" ", "%")),
)
"""What is around the target of a link that a tag of GitBook, a role of MyST, a link of Docsify with options or a tag of
Hexo stands for."""

_MOST_SEARCHED = 100_000_000
"""Characters through which the targets of one text are looked for, which takes some tenths of a second."""

_LONGEST_OF_TAGS = 10_000
"""Characters of the longest line in which these are looked for."""

_BEFORE_EXPRESSION = frozenset("(<\"'}= \t")
_OF_HTML = frozenset((LinkForm.IN_QUOTES, LinkForm.IN_APOSTROPHES, LinkForm.WITHOUT_QUOTES))


class LinkPlace(NamedTuple):
    """The target of a link or picture.

    Attributes:
        start, end: where it is in the text.
        written: the characters there.
        target: what they mean, without escapes and entities.
        address: the same as a resolver is given it: with a scheme for forms of link that Markdown has not, see
            `link_schemes`.
        form: how it is written.
        is_picture: whether it is shown in its place.
    """

    start: int
    end: int
    written: str
    target: str
    address: str
    form: LinkForm
    is_picture: bool = False

    def spelled(self, target: str) -> str:
        """Another target as it is written in this place; the present characters for the present target."""
        if target == self.target:
            return self.written
        if self.form in (LinkForm.PLAIN, LinkForm.IN_BRACKETS):
            return _spelled_in_markdown(target, in_brackets=self.form is LinkForm.IN_BRACKETS)
        if self.form in _OF_HTML:
            return _spelled_in_html(target, self.form, is_escaped="&" in self.written)
        return target


def _spelled_in_markdown(target: str, *, in_brackets: bool) -> str:
    if in_brackets:
        return re.sub(r"([<>])", r"\\\1", _with_escapes(target))
    if _BREAKS_TARGET.search(target) or not _is_balanced(target):
        target = quote(target, safe="/!$&'*+,;=:@~%#?")
    return _with_escapes(target)


def _with_escapes(target: str) -> str:
    """A target in which no backslash and no ampersand is read as the begin of an escape or entity."""
    target = _ESCAPED.sub(r"\\\\", target) if "\\" in target else target
    return ENTITY.sub(lambda entity: f"&amp;{entity[0][1:]}", target) if "&" in target else target


def _is_balanced(target: str) -> bool:
    depth = 0
    for character in target:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _spelled_in_html(target: str, form: LinkForm, *, is_escaped: bool) -> str:
    if is_escaped or ENTITY.search(target):
        target = target.replace("&", "&amp;")
    if form is LinkForm.IN_QUOTES:
        return target.replace('"', "&quot;")
    if form is LinkForm.IN_APOSTROPHES:
        return target.replace("'", "&#39;")
    return re.sub(r"[\s\"'=<>`]", lambda sign: quote(sign[0]), target)


def link_targets(markdown: str, kinds: Collection[str] = ()) -> list[str]:
    """The addresses of a text's links, in order, embeds of notes included, pictures left out.

    Args:
        markdown: the text.
        kinds: as for `link_places`.
    """
    return [link.address for link in link_places(markdown, kinds) if not link.is_picture]


def link_places(markdown: str, kinds: Collection[str] = ()) -> list[LinkPlace]:
    """The targets of a text's links, pictures and link definitions, in order and without overlap.

    Those in code, formulas and comments are none, and neither are mail addresses.

    Args:
        markdown: the text.
        kinds: what it was written for, as `names_of_kinds` names them.
    """
    if len(markdown) > LONGEST_TEXT or not (_may_link(markdown) or ("myst" in kinds and "{" in markdown)):
        return []
    text = _with_plain_ends(markdown)
    dialect = dialect_of(frozenset(kinds))
    prepared = text if dialect.prepare is None else dialect.prepare(text).text
    found = list(_found(prepared, dialect))
    expressions: list[SchemeLink] = []
    if not {"hugo", "jekyll"}.isdisjoint(kinds):
        expressions = sorted(_outside_spans(site_expressions(text), text))
    if prepared == text:
        places = {link.start: link for link in found}
    else:
        places = _TemplateLines(text, prepared, expressions).places(found)
    for expression in expressions:
        places.setdefault(expression.target_start, _of_expression(expression, expression.target))
    return list(_without_overlap(link.at(markdown) for _, link in sorted(places.items())))


def _may_link(markdown: str) -> bool:
    """Whether a text has a sign that each link has one of; most texts are told so without being read."""
    if any(map(markdown.__contains__, _SIGNS_OF_LINKS)):
        return True
    # The pattern alone would look at each full stop.
    may_hold_one = "<" in markdown or "www." in markdown.lower()
    return may_hold_one and _TAG_OR_ADDRESS.search(markdown) is not None


class _Found(NamedTuple):
    """A link that was found in a text: as `LinkPlace`."""

    start: int
    end: int
    address: str
    form: LinkForm
    is_picture: bool = False

    def at(self, text: str) -> LinkPlace:
        """The place of the link in the text as it was written."""
        written = text[self.start : self.end]
        target = written if self.form in (LinkForm.WIKI, LinkForm.EXPRESSION) else self.address
        return LinkPlace(self.start, self.end, written, target, self.address, self.form, self.is_picture)


def _without_overlap(places: Iterable[LinkPlace]) -> Iterator[LinkPlace]:
    end = 0
    for place in places:
        if place.start >= end and place.target and not place.address.startswith("mailto:"):
            yield place
            end = place.end


def _with_plain_ends(text: str) -> str:
    """The text with each line end as ``\\n`` and no foreign characters, as long as it was."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return without_foreign(text)


def _without_formulas(text: str) -> str:
    """The text with a character that means nothing in the place of each of a formula."""
    parts: list[str] = []
    place = 0
    for span in find_spans(text) if "$" in text or "\\" in text else ():
        if span.kind in (SpanKind.INLINE_MATH, SpanKind.DISPLAY_MATH):
            parts += (text[place : span.start], OPEN * (span.end - span.start))
            place = span.end
    return "".join((*parts, text[place:]))


def _found(text: str, dialect: Dialect) -> Iterator[_Found]:
    """The links of a text that is ready to be parsed."""
    hidden = HiddenContent(text)
    hidden_until = 0
    for start, end, address, is_picture in text_links(_without_formulas(text), dialect):
        if start < hidden_until:
            continue
        if address is not None:
            form = LinkForm.IN_BRACKETS if text.startswith("<", start - 1) else LinkForm.PLAIN
            meant = unescaped(text[start:end]) if OPEN in address else address
            yield _Found(start, end, meant, form, is_picture)
        elif text.startswith("<", start):
            hidden_until = hidden.end(start, end)
            for link in html_links(text[start:end]):
                form = _QUOTES.get(text[start + link.start - 1], LinkForm.WITHOUT_QUOTES)
                yield _Found(start + link.start, start + link.end, link.address, form, link.is_picture)
        elif text.startswith(("[", "!"), start):
            for wiki in wiki_links(text[start:end]):
                yield _Found(start + wiki.target_start, start + wiki.target_end, wiki.target, LinkForm.WIKI)


def _outside_spans(links: Iterable[SchemeLink], text: str) -> Iterator[SchemeLink]:
    """Those of some links that are neither in code nor in a formula."""
    found = list(links)
    spans = find_spans(text) if found else ()
    return (link for link in found if span_around(link.start, spans) is None)


def _of_expression(expression: SchemeLink, address: str) -> _Found:
    return _Found(expression.target_start, expression.target_end, address, LinkForm.EXPRESSION)


class _TemplateLines:
    """Finds links of a text in which tags of templates have been read in the text before that.

    A line of the one is that of the same number in the other, or one near it. A target is looked for in its line, with
    the characters around it.

    Args:
        text: the text with its tags.
        prepared: the text that the links were found in.
        expressions: those of `text` that name pages, in order.
    """

    def __init__(self, text: str, prepared: str, expressions: Sequence[SchemeLink]) -> None:
        self._prepared = prepared
        self._here, self._there = prepared.split("\n"), text.split("\n")
        self._starts_here = _starts(self._here)
        self._starts_there = _starts(self._there)
        self._text = text
        self._expressions = expressions
        self._places: dict[int, _Found] = {}
        # Per line, by its start: the first expression that no link has yet; and per string where it is looked for next.
        self._next_expression: dict[int, int] = {}
        self._next_columns: dict[tuple[int, str], int] = {}
        self._letters_left = _MOST_SEARCHED

    def places(self, links: Iterable[_Found]) -> dict[int, _Found]:
        """Place -> link, without those that only a program has made.

        Args:
            links: those of the text whose tags have been read, in order.
        """
        shift = 0
        for link in links:
            row = bisect_right(self._starts_here, link.start) - 1
            order = sorted(range(shift - _MOST_SHIFT, shift + _MOST_SHIFT + 1), key=lambda one: abs(one - shift))
            rows = [row + one for one in order if 0 <= row + one < len(self._there)]
            same = (found for found in rows if self._there[found] == self._here[row])
            near = (found for found in (*rows[:1], *same, *rows[1:]) if self._placed(link, row, found))
            shift = next(near, row + shift) - row
        return self._places

    def _placed(self, link: _Found, row: int, row_there: int) -> bool:
        """Whether a link is in a line; it is among the places then."""
        start, line = self._starts_there[row_there], self._there[row_there]
        if line == self._here[row]:
            place = start + link.start - self._starts_here[row]
        elif expression := self._expression_of(link, start, start + len(line)):
            self._places[expression.target_start] = _of_expression(expression, link.address)
            return True
        else:
            place = self._place_in_line(link, start, line)
        if place < 0:
            return self._placed_in_tag(link, start, line)
        length = link.end - link.start
        if link.address.startswith(INCLUDE):
            path = _included_path(link.address)
            self._places[place] = _Found(place, place + len(path), path, LinkForm.EXPRESSION)
        else:
            self._places[place] = link._replace(start=place, end=place + length)
        return True

    def _placed_in_tag(self, link: _Found, start: int, line: str) -> bool:
        """Whether a tag or another sign in a line, for which a link stands, names its target; it is among the places
        then.
        """
        if link.form is LinkForm.WIKI or link.address.startswith((INCLUDE, REF)) or len(line) > _LONGEST_OF_TAGS:
            return False
        target = self._prepared[link.start : link.end].removeprefix(POST)
        ways = [(first, target, last) for first, last in _AROUND_IN_TAGS]
        ways.append(("](", target.partition("#")[0], "?id="))
        if line.strip() == target:
            ways.append(("", target, ""))
        place, length = self._sought(ways, start, line)
        if place < 0:
            return False
        self._places[place] = link._replace(start=place, end=place + length, form=LinkForm.EXPRESSION)
        return True

    def _expression_of(self, link: _Found, start: int, end: int) -> SchemeLink | None:
        target = self._prepared[link.start : link.end]
        first = self._next_expression.get(start, -1)
        if first < 0:
            first = bisect_left(self._expressions, start, key=_start)
        for number in range(first, min(first + _MOST_EXPRESSIONS, len(self._expressions))):
            one = self._expressions[number]
            if one.start >= end:
                break
            if one.target_start not in self._places and target.startswith(one.target):
                if one.start and self._text[one.start - 1] not in _BEFORE_EXPRESSION:
                    break
                self._next_expression[start] = number + 1
                return one
        return None

    def _place_in_line(self, link: _Found, start: int, line: str) -> int:
        target = self._prepared[link.start : link.end]
        before = self._prepared[link.start - 1 : link.start].strip("\n")
        after = self._prepared[link.end : link.end + 1].strip("\n")
        # Before a target may be the address of the site, which is left out of the text that is parsed.
        ways = [(before, target, after), ("}", target, after)]
        if link.form is LinkForm.WIKI:
            # A vault of another program has the words first, a place before the note, or lines of it behind.
            ways += [(first, target, last) for first in "[|/" for last in "],:"]
        if link.address.startswith(INCLUDE):
            path = _included_path(target)
            ways = [('"', path, '"'), ("'", path, "'"), (" ", path, " "), ("=", path, " ")]
            ways += [(" ", path, "}"), (" ", path, ":"), ('"', path, ":"), ("'", path, ":"), ("", path, "")]
        return self._sought(ways, start, line)[0]

    def _sought(self, ways: Iterable[tuple[str, str, str]], start: int, line: str) -> tuple[int, int]:
        """Where a target is in the text, and its length; -1 if it isn't there.

        Args:
            ways: the targets that are looked for one after the other, each with what is before and behind it.
            start, line: the line and where it begins.
        """
        for first, middle, last in ways:
            sought = first + middle + last
            if self._letters_left < 0:
                break
            begin = self._next_columns.get((start, sought), 0)
            column = line.find(sought, begin)
            self._letters_left -= (column if column >= 0 else len(line)) - begin
            while column >= 0 and start + column + len(first) in self._places:
                column = line.find(sought, column + 1)
            self._next_columns[start, sought] = column if column >= 0 else len(line)
            if column >= 0:
                return start + column + len(first), len(middle)
        return -1, 0


def _included_path(address: str) -> str:
    """The path of an include's address, without the lines or the section that are meant."""
    path, sign, fragment = address.removeprefix(INCLUDE).rpartition("#")
    return path if sign and fragment.startswith((LINES, SECTION)) else address.removeprefix(INCLUDE)


def _starts(lines: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in lines)][:-1]
