"""Links that only vaults and generators of sites know: where they are in a text, and what they name.

Their targets get a scheme, so that they can be handed on like targets of Markdown: ``wiki:Note#Heading`` for
``[[Note#Heading]]``, ``ref:page.md`` for Hugo's ``ref`` and ``relref``, ``post:2024-03-05-bread`` for Jekyll's
``post_url``. Jekyll's ``link``, ``relative_url`` and ``site.baseurl`` name plain addresses.

Sources: https://help.obsidian.md/links, https://gohugo.io/shortcodes/ref/, https://jekyllrb.com/docs/liquid/tags/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qtbrowser.markup.heading_anchors import github_anchor

WIKI = "wiki:"
REF = "ref:"
POST = "post:"
_SCHEMES = (WIKI, REF, POST)

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".avif")
FILM_SUFFIXES = (".mp4", ".webm", ".mov", ".mkv", ".ogv")
SOUND_SUFFIXES = (".mp3", ".wav", ".m4a", ".ogg", ".flac", ".3gp")
ATTACHMENT_SUFFIXES = frozenset((*PICTURE_SUFFIXES, *FILM_SUFFIXES, *SOUND_SUFFIXES, ".pdf", ".canvas", ".base"))
"""The files that a vault knows beside its notes (https://help.obsidian.md/file-formats)."""

WIKI_LINK = re.compile(
    r"!?\[\[(?P<target>[^\[\]|\n]{1,500}?)(?P<bar>\\?\|(?P<words>(?:[^\[\]\n]|\[(?!\[)|\](?!\])){0,1000}))?\]\]"
)
"""A wiki link or embed, with the groups `target` and `words`; the words may hold single brackets."""

_IN_ADDRESS = re.compile(r"(?:\]\(|\]:|=)[ \t\n]{0,9}[<\"']?\Z")
_SHORTCODE = re.compile(
    r"\{\{[<%]\s{0,9}(?:rel)?ref\s{1,9}(?:path=)?(?P<quote>[\"'`])?"
    r"(?P<target>(?(quote)[^\"'`{}<>\n]|[^\"'`\s{}<>]){1,500})(?(quote)(?P=quote))"
    r"[^{}<>\n]{0,200}[>%]\}\}"
)
_TAG = re.compile(
    r"(?:\{\{\s{0,9}site\.(?:baseurl|url)\s{0,9}\}\}\s{0,9}){0,2}\{%-?\s{0,9}(?P<tag>link|post_url)\s{1,9}"
    r"(?P<target>[^\s{}%\-](?:[^{}%\n]{0,498}[^\s{}%\-])?)\s{0,9}-?%\}"
)
_FILTER = re.compile(
    r"\{\{-?\s{0,9}(?P<quote>[\"'])(?P<target>[^\"'{}\n]{1,500})(?P=quote)\s{0,9}"
    r"\|\s{0,9}(?:relative_url|absolute_url|relURL|absURL|prepend:\s{0,9}site\.baseurl)[^{}\n]{0,100}\}\}"
)
_BASE = re.compile(r"(?:\{\{-?\s{0,9}site\.(?:baseurl|url|github\.url)\s{0,9}-?\}\}){1,2}(?P<target>(?=/))?")


class SchemeLink(NamedTuple):
    """A link of such a form.

    Attributes:
        start, end: of all that is written for the link or its target.
        target_start, target_end: of what names the target in it.
        target: the target, with its scheme.
    """

    start: int
    end: int
    target_start: int
    target_end: int
    target: str


def scheme_of(target: str) -> tuple[str, str]:
    """The scheme of a target, empty for a plain one, and the rest."""
    scheme = next((scheme for scheme in _SCHEMES if target.startswith(scheme)), "")
    return scheme, target[len(scheme) :]


def split_fragment(target: str) -> tuple[str, str]:
    """A target without its fragment, and the fragment as the page of the target has it.

    Args:
        target: with its scheme, if it has one. Of ``wiki:Note#Part#Section`` the fragment is the anchor of the heading
            Section, of ``wiki:Note#^id`` and ``wiki:Note^id`` it is ``^id``.
    """
    path, _, fragment = target.partition("#")
    if not target.startswith(WIKI):
        return path, fragment
    last = fragment.rpartition("#")[2].strip()
    if not last and "^" in path:
        path, _, block = path.partition("^")
        return path, "^" + block
    return path, last if last.startswith("^") or not last else github_anchor(last)


def wiki_links(text: str) -> Iterator[SchemeLink]:
    """The wiki links of a text, those in code included.

    Args:
        text: Markdown.
    """
    if "[[" not in text:
        return
    for found in WIKI_LINK.finditer(text):
        if target := found["target"].rstrip("\\").strip():
            start = found.start("target")
            yield SchemeLink(*found.span(), start, start + len(target), WIKI + target)


def site_expressions(text: str) -> Iterator[SchemeLink]:
    """The expressions of Hugo and Liquid that name a page, those in code included.

    Args:
        text: Markdown.
    """
    if "{{" not in text and "{%" not in text:
        return
    for pattern in (_SHORTCODE, _TAG, _FILTER):
        for found in pattern.finditer(text):
            target = found["target"]
            if pattern is _SHORTCODE:
                target = REF + target
            elif pattern is _TAG:
                target = POST + target if found["tag"] == "post_url" else "/" + target.lstrip("/")
            elif not target.startswith(("/", "#", ".")) and ":" not in target:
                target = "/" + target
            yield SchemeLink(*found.span(), *found.span("target"), target)


def with_plain_targets(text: str) -> str:
    """A text in which each expression that names a page is that page's target, so that it can be read as Markdown.

    Args:
        text: Markdown of a Hugo or Jekyll site; line ends stay where they are.
    """
    pieces: list[str] = []
    position = 0
    for link in sorted(site_expressions(text)):
        if link.start >= position:
            target = link.target
            if target.startswith(REF) and not _IN_ADDRESS.search(text, max(0, link.start - 20), link.start):
                # Within words the site writes the page's address.
                target = target.removeprefix(REF)
            pieces += (text[position : link.start], target)
            position = link.end
    changed = "".join((*pieces, text[position:])) if pieces else text
    return _BASE.sub("", changed) if "site." in changed else changed
