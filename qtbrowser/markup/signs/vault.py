"""Signs of Obsidian's notes: wiki links, embeds, comments, tags and ids of blocks (https://help.obsidian.md/syntax)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.block import MarkdownBlock
from qtbrowser.markup.commonmark.block_parser import BlockParser
from qtbrowser.markup.commonmark.inline_parser import INLINE_NOTE
from qtbrowser.markup.commonmark.line import Line
from qtbrowser.markup.commonmark.tree import EMBED, Prepared
from qtbrowser.markup.html_elements import ANCHOR, MEDIA
from qtbrowser.markup.link_schemes import FILM_SUFFIXES, PICTURE_SUFFIXES, SOUND_SUFFIXES, WIKI, WIKI_LINK
from qtbrowser.markup.spans import find_spans, span_around
from qtbrowser.markup.wiki_words import shown_target

TOPIC = "topic"
"""The element of a tag; its text is the tag without its sign."""

_COMMENT_SIGN = re.compile(r"%%")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WORDS = r"[^\[\]\\]|\\[\s\S]"
_INLINE_NOTE = re.compile(rf"\^\[((?:{_WORDS}|\[(?:{_WORDS}|\[(?:{_WORDS})*+\])*+\])*+)\]")
_SIZE = re.compile(r"(\d{1,4})(?:x(\d{1,4}))?$")
_TAG = re.compile(r"#(?=[\w/\-]*[^\W\d])((?:[^\W_]|[_/\-]|[\u200d\U0001f300-\U0001faff])+)")
_OTHER_TASK = re.compile(r"\[[^\s\[\]xX]\][ \t]+")
_BLOCK_ID = re.compile(r"\^([A-Za-z0-9\-]{1,100})[ \t]*(?=\n|$)")


def wiki_link(text: str, place: int) -> tuple[Element | str, int] | None:
    """`[[Note#Heading|words]]`."""
    found = WIKI_LINK.match(text, place)
    target, words = _parts(found)
    if found is None or not target:
        return None
    link = Element("a", {"href": WIKI + target})
    link.text = words or shown_target(target)
    return link, found.end()


def wiki_embed(text: str, place: int) -> tuple[Element | str, int] | None:
    """`![[picture.png|300]]`, `![[Note#Heading]]`."""
    found = WIKI_LINK.match(text, place + 1) if text.startswith("[", place + 1) else None
    target, words = _parts(found)
    if found is None or not target:
        return None
    bare = target.partition("#")[0].lower()
    if bare.endswith(PICTURE_SUFFIXES):
        size = _SIZE.match(words)
        picture = Element("img", {"src": WIKI + target, "alt": shown_target(target) if size or not words else words})
        if size:
            _set_size(picture, size)
        return picture, found.end()
    if bare.endswith((*FILM_SUFFIXES, *SOUND_SUFFIXES)):
        kind = "video" if bare.endswith(FILM_SUFFIXES) else "audio"
        return Element(MEDIA, {"kind": kind, "src": WIKI + target, "title": words or shown_target(target)}), found.end()
    return Element(EMBED, {"target": WIKI + target, "title": words or shown_target(target)}), found.end()


def comment(text: str, place: int) -> tuple[Element | str, int] | None:
    """`%%words for the author%%`."""
    end = text.find("%%", place + 2) if text.startswith("%%", place) else -1
    return None if end < 0 else ("", end + 2)


def without_long_comments(text: str) -> Prepared:
    """A text without the comments that begin within a line and go on over a blank line."""
    if "%%" not in text:
        return Prepared(text)
    spans = find_spans(text)
    parts: list[str] = []
    copied = 0
    signs = [found.start() for found in _COMMENT_SIGN.finditer(text) if span_around(found.start(), spans) is None]
    for start, end in zip(signs[::2], signs[1::2], strict=False):
        inner = text[start + 2 : end]
        before = text[text.rfind("\n", 0, start) + 1 : start]
        # Behind a word it is a percent sign.
        if _BLANK_LINE.search(inner) and before.strip(" \t>") and not before[-1].isalnum():
            parts += [text[copied:start], "\n" * inner.count("\n")]
            copied = end + 2
    return Prepared("".join((*parts, text[copied:])))


def inline_note(text: str, place: int) -> tuple[Element | str, int] | None:
    """`^[words of a footnote]`."""
    found = _INLINE_NOTE.match(text, place)
    if found is None or not found[1].strip():
        return None
    note = Element(INLINE_NOTE)
    note.text = found[1].strip()
    return note, found.end()


def finish_note(root: Element) -> None:
    """Give pictures the sizes that their words end with, `![words|300](picture.png)`, and tick tasks of other states,
    `- [-] cancelled`, as Obsidian does.
    """
    for item in root.iter("li"):
        first = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
        if first.text and (task := _OTHER_TASK.match(first.text)):
            first.text = f"[x] {first.text[task.end() :]}"
    for picture in root.iter("img"):
        words, bar, last = picture.get("alt", "").rpartition("|")
        size = _SIZE.match(last)
        if size and (bar or last == picture.get("alt")):
            picture.set("alt", words)
            _set_size(picture, size)


def comment_block(parser: BlockParser, _container: MarkdownBlock, line: Line) -> bool:
    """A comment of several lines, which begins with a line `%%`."""
    words = line.text[line.start :]
    if not words.startswith("%%") or "%%" in words[2:]:
        return False
    parser.close_unmatched()
    parser.add("comment").sign = "%%"
    return True


def tag(text: str, place: int) -> tuple[Element | str, int] | None:
    """`#like/this`."""
    if place and not text[place - 1].isspace():
        return None
    found = _TAG.match(text, place)
    if found is None:
        return None
    name = found[1].rstrip("/")
    topic = Element(TOPIC)
    topic.text = name
    return topic, place + 1 + len(name)


def block_id(text: str, place: int) -> tuple[Element | str, int] | None:
    """`^id` at the end of a block: a place that links lead to."""
    if place and not text[place - 1].isspace():
        return None
    found = _BLOCK_ID.match(text, place)
    return None if found is None else (Element(ANCHOR, {"name": f"^{found[1]}"}), found.end())


def tags_of(text: str) -> list[str]:
    """The tags in a text, each once, without those in code."""
    if "#" not in text:
        return []
    spans = find_spans(text)
    found = (
        match[1].rstrip("/")
        for match in _TAG.finditer(text)
        if (match.start() == 0 or text[match.start() - 1].isspace()) and span_around(match.start(), spans) is None
    )
    return list(dict.fromkeys(found))


def _set_size(picture: Element, size: re.Match[str]) -> None:
    picture.set("width", size[1])
    if size[2]:
        picture.set("height", size[2])


def _parts(found: re.Match[str] | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    return found["target"].rstrip("\\").strip(), (found["words"] or "").strip()
