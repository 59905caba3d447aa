"""Parses the inline content of a block: code, links, emphasis, raw HTML (https://spec.commonmark.org/0.31.2/#inlines).

The appendix "A parsing strategy" of the specification describes the algorithm. The result is a flat list of texts,
elements, runs of delimiters and brackets, which one last pass folds into elements.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.autolinks import LONGEST_NAME, mail_address, web_address
from qtbrowser.markup.commonmark.characters import ENTITY, decoded_entity
from qtbrowser.markup.commonmark.emphasis import Run, RunList
from qtbrowser.markup.commonmark.html_syntax import HTML, HtmlScan, code_tag, is_known
from qtbrowser.markup.commonmark.inline_folding import LinkEnd, OpenBracket, fold
from qtbrowser.markup.commonmark.link_syntax import (
    LONGEST_LABEL,
    LinkTarget,
    inline_target,
    label_at,
    normalised_label,
)

INLINE_NOTE = "inline-note"
"""The element of a footnote that is written where it is mentioned; its text is Markdown."""

NOTE = "note"
"""The element that mentions a footnote; its `label` says which."""

Sign = Callable[[str, int], "tuple[Element | str, int] | None"]
"""Reads a sign of a dialect: `(text, place)` to an element or text and the offset after it, or None for no sign."""

# A pattern that begins with a character class is searched for several times as fast as one of alternatives.
_SPECIAL = re.compile(r"[\\`*_~\[\]<&\n!](?:(?<!!)|(?=\[))")
_MORE_SPECIAL = re.compile(
    r"[\\`*_~\[\]<&\n!:@%#={^+hHwW](?:(?<![!hHwW])|(?<=!)(?=\[)|(?<=[hH])(?=ttps?://)|(?<=[wW])(?=ww\.))"
)
_MORE = frozenset(":@")
_TICKS = re.compile(r"`+")
_URI = re.compile(r"<([A-Za-z][A-Za-z0-9.+\-]{1,31}:[^\s<>]*+)>")
_MAIL = re.compile(
    r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]++@[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?)*)>"
)
_NAME = re.compile(r"\[((?:[A-Za-z_]\w{0,99}\.){1,20}\w{1,100})?\]")
_OBJECT = re.compile(r"`?(?:[A-Za-z_]\w{0,99}\.){1,20}\w{1,100}(?:\(\))?`?")
_SPAN_ATTRIBUTES = re.compile(r"\{[ \t]*[.#][\w\-][^{}\n]{0,300}\}")
_NOTE_MENTION = re.compile(r"\[\^([^\]\s]++)\]")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class InlineLink(NamedTuple):
    """A link or picture that the parser has found.

    Attributes:
        start, end: where its target is in the text; for raw HTML and signs of a dialect, where all of it is.
        address: the target, decoded; None for raw HTML and signs, which may hold one.
        is_picture: whether it is a picture.
    """

    start: int
    end: int
    address: str | None = None
    is_picture: bool = False


_link_start = attrgetter("start")


class Inlines(NamedTuple):
    """What the inline content of a text may refer to.

    Attributes:
        references: the targets of link definitions by their normalised labels.
        notes: the folded labels of the footnotes.
        signs: the signs of a dialect by their first character, one of `:@%#={^+[!`.
        pairs: the signs whose pairs enclose words: `=` for `==marked==`, `^` for `^^inserted^^`.
        line_breaks: whether each line end is a line break.
        names: whether `[words][package.name]` without a definition is a link that only the site's program can make,
            and `[words]{.class}` are words.
        emoji: reads shortcodes such as `:tada:`.
        links: receives the links that have their target beside them, in order; None if they are not wanted.
    """

    references: Mapping[str, LinkTarget]
    notes: Collection[str] = ()
    signs: Mapping[str, Sequence[Sign]] = {}
    pairs: str = ""
    line_breaks: bool = False
    names: bool = False
    emoji: Sign | None = None
    links: list[InlineLink] | None = None


def parse_inlines(element: Element, text: str, inlines: Inlines) -> None:
    """Fill an element with the inline content of a text.

    Args:
        element: has no content yet.
        text: the content of a paragraph, heading or cell, without white space around it.
        inlines: what it may refer to.
    """
    special = _MORE_SPECIAL if inlines.signs or not _MORE.isdisjoint(text) or "www." in text else _SPECIAL
    if special.search(text) is None:
        element.text = text
        return
    _Parser(text, inlines, special).fill(element)


class _Parser:
    def __init__(self, text: str, inlines: Inlines, special: re.Pattern[str]) -> None:
        self._text = text
        self._inlines = inlines
        self._special = special
        self._place = 0
        self._parts: list[str | Element | Run | OpenBracket | LinkEnd] = []
        self._runs = RunList()
        self._brackets: list[OpenBracket] = []
        # How many of these were open when the last link ended.
        self._around_link = 0
        self._html = HtmlScan(text)
        self._code_tags = 0

    def fill(self, element: Element) -> None:
        text, parts = self._text, self._parts
        search = self._special.search
        while found := search(text, self._place):
            start = found.start()
            if start > self._place:
                parts.append(text[self._place : start])
                self._place = start
            self._read(text[start])
        parts.append(text[self._place :])
        self._runs.match(None)
        fold(element, parts)

    def _read(self, sign: str) -> None:
        for read in self._inlines.signs.get(sign, ()):
            found = read(self._text, self._place)
            if found is not None:
                self._note_link(self._place, found[1])
                self._parts.append(found[0])
                self._place = found[1]
                return
        reader = _READERS.get(sign)
        if reader is None:
            self._literal(sign)
        else:
            reader(self)

    def _note_link(self, start: int, end: int, address: str | None = None, *, is_picture: bool = False) -> None:
        if self._inlines.links is not None:
            self._inlines.links.append(InlineLink(start, end, address, is_picture))

    def _forget_links(self, start: int, end: int) -> None:
        """Forget the links in the description of a picture, of which only the words are shown."""
        links = self._inlines.links
        if links is not None:
            first = bisect_left(links, start, key=_link_start)
            del links[first : bisect_left(links, end, first, key=_link_start)]

    def _literal(self, words: str) -> None:
        self._parts.append(words)
        self._place += len(words)

    def _element(self, tag: str, words: str, end: int, **attributes: str) -> None:
        element = Element(tag, attributes)
        element.text = words
        self._parts.append(element)
        self._place = end

    # Line ends, escapes, entities, code

    def _line_end(self) -> None:
        before = self._parts[-1] if self._parts else ""
        if isinstance(before, str) and before.endswith(" "):
            self._parts[-1] = before.rstrip(" ")
            if before.endswith("  "):
                self._break()
                return
        if self._inlines.line_breaks:
            self._break()
            return
        self._parts.append("\n")
        self._skip_line_end()

    def _break(self) -> None:
        self._parts.append(Element("br"))
        self._skip_line_end()

    def _skip_line_end(self) -> None:
        place = self._place + 1
        text = self._text
        while place < len(text) and text[place] == " ":
            place += 1
        self._place = place

    def _backslash(self) -> None:
        following = self._text[self._place + 1 : self._place + 2]
        if following == "\n":
            self._place += 1
            self._break()
        elif following and following in _ESCAPABLE:
            self._parts.append(following)
            self._place += 2
        else:
            self._literal("\\")

    def _entity(self) -> None:
        found = ENTITY.match(self._text, self._place)
        if found is None:
            self._literal("&")
            return
        self._parts.append(decoded_entity(found[0]))
        self._place = found.end()

    def _code(self) -> None:
        ticks = _TICKS.match(self._text, self._place)
        length = len(ticks[0]) if ticks else 1
        start = self._place + length
        runs = self._tick_runs.get(length, ())
        following = bisect_left(runs, start)
        if following == len(runs):
            self._literal("`" * length)
            return
        body = self._text[start : runs[following]].replace("\n", " ")
        if len(body) > 2 and body[0] == body[-1] == " " and body.strip(" "):
            body = body[1:-1]
        self._element("code", body, runs[following] + length)

    @cached_property
    def _tick_runs(self) -> dict[int, list[int]]:
        runs: dict[int, list[int]] = {}
        for ticks in _TICKS.finditer(self._text):
            runs.setdefault(len(ticks[0]), []).append(ticks.start())
        return runs

    # Emphasis

    def _run(self) -> None:
        text, start = self._text, self._place
        sign = text[start]
        end = start + 1
        while end < len(text) and text[end] == sign:
            end += 1
        length = end - start
        if (sign == "~" and length > 2) or (sign in "=^" and (length != 2 or sign not in self._inlines.pairs)):
            self._literal(sign * length)
            return
        run = Run(sign, length, text[start - 1 : start], text[end : end + 1])
        self._parts.append(run)
        self._place = end
        if run.can_open or run.can_close:
            self._runs.add(run)

    # Links and pictures

    def _open_bracket(self) -> None:
        mention = _NOTE_MENTION.match(self._text, self._place) if self._inlines.notes else None
        if mention is not None and (label := mention[1].casefold()) in self._inlines.notes:
            self._element(NOTE, "", mention.end(), label=label)
        else:
            self._brackets_open(image=False)

    def _open_picture(self) -> None:
        mention = _NOTE_MENTION.match(self._text, self._place + 1)
        if mention is not None and mention[1].casefold() in self._inlines.notes:
            self._literal("!")
        elif self._text.startswith("[", self._place + 1):
            self._brackets_open(image=True)
        else:
            self._literal("!")

    def _brackets_open(self, *, image: bool) -> None:
        if self._brackets:
            self._brackets[-1].has_bracket_after = True
        self._place += 1 + image
        bracket = OpenBracket(self._place, self._runs.last, image=image)
        self._parts.append(bracket)
        self._brackets.append(bracket)

    def _close_bracket(self) -> None:
        bracket = self._brackets.pop() if self._brackets else None
        if bracket is None:
            self._literal("]")
            return
        is_around_link = len(self._brackets) < self._around_link
        self._around_link = min(self._around_link, len(self._brackets))
        if is_around_link and not bracket.image:
            # No link is within another.
            self._literal("]")
            return
        found = self._target(bracket)
        if found is None:
            if not (self._inlines.names and (self._name(bracket) or self._span(bracket))):
                self._literal("]")
            return
        target, end = found
        if bracket.image:
            self._forget_links(bracket.place, self._place)
            element = Element("img", {"src": target.address})
        else:
            self._around_link = len(self._brackets)
            element = Element("a", {"href": target.address})
        if target.title:
            element.set("title", target.title)
        self._end_bracket(bracket, element, end)

    def _name(self, bracket: OpenBracket) -> bool:
        """Read a link to an object that a program describes (mkdocs-autorefs): its words stay."""
        found = _NAME.match(self._text, self._place + 1)
        if bracket.image or found is None:
            return False
        if not found[1] and _OBJECT.fullmatch(self._text, bracket.place, self._place) is None:
            return False
        self._end_bracket(bracket, Element("span"), found.end())
        return True

    def _span(self, bracket: OpenBracket) -> bool:
        """Read words with attributes, `[words]{.class}` (Pandoc's bracketed spans): the words stay."""
        found = _SPAN_ATTRIBUTES.match(self._text, self._place + 1)
        if found is None or bracket.image:
            return False
        self._end_bracket(bracket, Element("span"), found.end())
        return True

    def _end_bracket(self, bracket: OpenBracket, element: Element, end: int) -> None:
        """Make an element of what is between a bracket and the current one, and go on at an offset."""
        bracket.element = element
        self._parts.append(LinkEnd(bracket))
        self._runs.match(bracket.run)
        self._place = end

    def _target(self, bracket: OpenBracket) -> tuple[LinkTarget, int] | None:
        """The target of a link whose text ends at the current bracket, and the offset after the link."""
        text, end = self._text, self._place + 1
        if text[end : end + 1] == "(" and (found := inline_target(text, end)):
            target = found[0]
            self._note_link(target.start, target.end, target.address, is_picture=bracket.image)
            return found
        if not self._inlines.references:
            return None
        after = label_at(text, end) if text[end : end + 1] == "[" else -1
        if after >= 0:
            label = text[end + 1 : after - 1]
        elif bracket.has_bracket_after or self._place - bracket.place > LONGEST_LABEL:
            return None
        else:
            label = text[bracket.place : self._place]
            after = end + 2 if text.startswith("[]", end) else end
        defined = self._inlines.references.get(normalised_label(label))
        return None if defined is None else (defined, after)

    # Angle brackets and addresses

    def _angle_bracket(self) -> None:
        text, place = self._text, self._place
        if uri := _URI.match(text, place):
            self._note_link(uri.start(1), uri.end(1), uri[1])
            self._element("a", uri[1], uri.end(), href=uri[1])
        elif mail := _MAIL.match(text, place):
            self._element("a", mail[1], mail.end(), href=f"mailto:{mail[1]}")
        elif (end := self._html.end(place)) >= 0:
            if is_known(text[place:end]):
                end = self._html.foreign_end(place, end)
                self._code_tags += code_tag(text[place:end])
                self._note_link(place, end)
                self._element(HTML, text[place:end], end)
            else:
                # A word in angle brackets, which is shown as it was written.
                self._literal(text[place:end])
        else:
            self._literal("<")

    def _address(self) -> None:
        address = "" if self._brackets else web_address(self._text, self._place)
        if not address:
            self._literal(self._text[self._place])
            return
        href = f"http://{address}" if address[0] in "wW" else address
        self._note_link(self._place, self._place + len(address), href)
        self._element("a", address, self._place + len(address), href=href)

    def _mail(self) -> None:
        start = self._place - self._length_of_words()
        found = None if self._brackets else mail_address(self._text, self._place, start)
        if found is None:
            self._literal("@")
            return
        address = self._text[found[0] : found[1]]
        self._take_back(self._place - found[0])
        self._element("a", address, found[1], href=f"mailto:{address}")

    def _length_of_words(self) -> int:
        """How much of the text before the current place is words, underscores within them included."""
        length = 0
        for part in reversed(self._parts):
            words = _as_words(part)
            if not words or length > LONGEST_NAME or not self._text.endswith(words, 0, self._place - length):
                break
            length += len(words)
        return length

    def _take_back(self, length: int) -> None:
        """Remove the last words from what has been read."""
        while length > 0:
            words = _as_words(self._parts.pop())
            if len(words) > length:
                self._parts.append(words[: len(words) - length])
            length -= len(words)

    def _emoji(self) -> None:
        read = self._inlines.emoji if self._code_tags <= 0 else None
        found = read(self._text, self._place) if read is not None else None
        if found is None:
            self._literal(":")
            return
        self._parts.append(found[0])
        self._place = found[1]


def _as_words(part: str | Element | Run | OpenBracket | LinkEnd) -> str:
    """A text, or a run that is only text, as an underscore within a word is."""
    if isinstance(part, Run) and not (part.can_open or part.can_close):
        return part.sign * part.count
    return part if isinstance(part, str) else ""


_READERS: dict[str, Callable[[_Parser], None]] = {
    "\n": _Parser._line_end,
    "\\": _Parser._backslash,
    "`": _Parser._code,
    **dict.fromkeys("*_~=^", _Parser._run),
    "[": _Parser._open_bracket,
    "!": _Parser._open_picture,
    "]": _Parser._close_bracket,
    "<": _Parser._angle_bracket,
    "&": _Parser._entity,
    **dict.fromkeys("hHwW", _Parser._address),
    "@": _Parser._mail,
    ":": _Parser._emoji,
}
