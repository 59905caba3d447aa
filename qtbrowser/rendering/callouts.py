"""Callouts: quotations with a kind and a title.

Three forms are equivalent. GitHub's alerts begin with `> [!NOTE]`
(https://docs.github.com/en/get-started/writing-on-github), Obsidian's callouts may have a title after that
(https://help.obsidian.md/callouts), and Python-Markdown's admonitions are `!!! note "Title"` with an indented block
(https://python-markdown.github.io/extensions/admonition/), rewritten to the former before parsing.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

_WORDS = {
    "note": "note info abstract summary tldr todo question help faq example quote cite seealso",
    "tip": "tip hint success check done",
    "important": "important",
    "warning": "warning attention",
    "caution": "caution danger error bug failure fail missing",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}

_ADMONITION = re.compile(r"( *)!!![ \t]*([A-Za-z][\w-]*+)[\w \t-]*+(?:\"([^\"]*)\")?[ \t]*+$")
_MARK = re.compile(r"\s*\[!([A-Za-z]+)\][+-]?[ \t]*([^\n]*)")
_INDENT = 4
_DEEPEST = 8


class Callout(NamedTuple):
    """A callout: one of the kinds note, tip, important, warning and caution, and its title."""

    kind: str
    title: str


def admonitions_as_quotations(text: str) -> str:
    """Rewrites `!!! kind "title"` with its indented lines to a quotation that begins with `[!kind] title`.

    Args:
        text: Markdown with placeholders for code.
    """
    return "\n".join(_rewritten(text.split("\n"), _DEEPEST)) if "!!!" in text else text


def take_callout(quotation: Element) -> Callout | None:
    """Remove kind and title from a quotation and return them.

    Args:
        quotation: a `blockquote`; if it is a callout, the line with kind and title is removed from its first paragraph.

    Returns:
        The callout, or None for a plain quotation or an unknown kind.
    """
    first = quotation[0] if len(quotation) and quotation[0].tag == "p" else None
    mark = _MARK.match(first.text) if first is not None and first.text else None
    if first is None or first.text is None or mark is None or mark[1].lower() not in _KINDS:
        return None
    title, rest = mark[2].strip(), first.text[mark.end() :]
    if title and len(first) and not rest and first[0].tag != "br":
        # The line goes on with emphasis or a link: words of the text rather than a title.
        title, rest = "", first.text[mark.start(2) :]
    elif not rest and len(first) and first[0].tag == "br":
        rest = first[0].tail or ""
        first.remove(first[0])
    first.text = rest.lstrip("\n")
    if not first.text and not len(first):
        quotation.remove(first)
    return Callout(_KINDS[mark[1].lower()], title or mark[1].capitalize())


def _rewritten(lines: list[str], depth: int) -> list[str]:
    out: list[str] = []
    place = 0
    while place < len(lines):
        found = _ADMONITION.match(lines[place]) if depth and "!!!" in lines[place] else None
        if found is None:
            out.append(lines[place])
            place += 1
            continue
        inside, place = _inside(lines, place + 1, len(found[1]) + _INDENT)
        word = found[2].lower()
        title = found[3] or ("" if word in _KINDS else word.capitalize())
        head = f"[!{word if word in _KINDS else 'note'}] {title}".rstrip()
        out.append("")
        # The blank line ends the title, so that a list or a heading may follow.
        out.extend(f"{found[1]}> {line}" for line in (head, "", *_rewritten(inside, depth - 1)))
        out.append("")
    return out


def _inside(lines: list[str], place: int, indent: int) -> tuple[list[str], int]:
    """The lines from a position on that are indented at least that far, without the indentation, and the next
    position.
    """
    inside: list[str] = []
    blank = " " * indent
    while place < len(lines) and (lines[place].startswith(blank) or not lines[place].strip()):
        inside.append(lines[place][indent:])
        place += 1
    while inside and not inside[-1].strip():
        inside.pop()
        place -= 1
    return inside, place
