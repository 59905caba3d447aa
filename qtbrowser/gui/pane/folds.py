"""Folds parts of a page: leaves out what is folded before the page is made. Pure."""

from __future__ import annotations

import re
from html import escape
from itertools import islice

from qtbrowser.rendering.page import ANSWER_START, PART_BREAK

_LINK = re.compile(r'<a class="fold" href="qtbrowser:fold/(\d+)">')
_BLOCK = '<div class="fold'
_BLOCK_END = "</div>"
_EDGE = re.compile(r"<div\b|</div>")

_FOLDED_SIGN = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE} "
_UNFOLDED_SIGN = "\N{BLACK DOWN-POINTING SMALL TRIANGLE} "


class Folds:
    """What is folded of one page.

    Args:
        html: the page, as `qtbrowser.rendering.render` writes it.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._has_folds = _BLOCK in html
        self._toggled: set[int] = set()
        self._all_unfolded = False

    def has_answer(self) -> bool:
        """Whether some of the answer is in the HTML."""
        return ANSWER_START in self._html

    def shown(self) -> str:
        """The page without what is folded; each link that folds has a sign that tells whether it does."""
        if not self._has_folds:
            return self._html
        html = self._html
        parts: list[str] = []
        place = 0
        while link := _LINK.search(html, place):
            start = html.find(_BLOCK, link.end())
            if start < 0:
                break
            is_open = self._is_open(int(link[1]), start)
            inside = html.index(">", start) + 1
            parts += [html[place : link.end()], _UNFOLDED_SIGN if is_open else _FOLDED_SIGN]
            # Of a block without content Qt would make an empty line.
            parts.append(html[link.end() : inside if is_open else start])
            place = inside if is_open else _end(html, inside) + len(_BLOCK_END)
        parts.append(html[place:])
        return "".join(parts)

    def holds(self, anchor: str) -> bool:
        """Whether an anchor is in the HTML, folded or not."""
        return f'<a name="{anchor}">' in self._html

    def has(self, number: int) -> bool:
        """Whether the link of a number is in the HTML, folded or not."""
        return self._has_folds and f'href="qtbrowser:fold/{number}"' in self._html

    def toggle(self, number: int) -> None:
        """Fold or unfold what the link of a number folds."""
        self._toggled ^= {number}

    def unfold_all(self) -> bool:
        """Unfold everything; return whether the page has anything to fold."""
        self._toggled.clear()
        was_unfolded, self._all_unfolded = self._all_unfolded, True
        return self._has_folds and not was_unfolded

    def unfold_to(self, anchor: str) -> bool:
        """Unfold the parts that an anchor is in; return whether any of them was folded."""
        wanted = self._html.find(f'<a name="{anchor}">') if self._has_folds else -1
        unfolded = False
        for link in _LINK.finditer(self._html, 0, max(wanted, 0)):
            start = self._html.find(_BLOCK, link.end())
            number = int(link[1])
            if 0 <= start < wanted < _end(self._html, self._html.index(">", start) + 1) and not self._is_open(
                number, start
            ):
                self.toggle(number)
                unfolded = True
        return unfolded

    def _is_open(self, number: int, start: int) -> bool:
        at_first = self._all_unfolded or self._html.startswith(f"{_BLOCK} open", start)
        return at_first != (number in self._toggled)


class FoldedParts:
    """The parts of a page, with what is folded of each.

    Args:
        html: a page, or the beginning of a long one, its parts with `PART_BREAK` between them.
    """

    def __init__(self, html: str) -> None:
        self._parts = [Folds(part) for part in html.split(PART_BREAK)]
        self._all_unfolded = False

    def __len__(self) -> int:
        return len(self._parts)

    def add(self, html: str) -> None:
        """Add the next part of a long page."""
        part = Folds(html)
        if self._all_unfolded:
            part.unfold_all()
        self._parts.append(part)

    def is_answer_divided(self) -> bool:
        """Whether several parts have some of the answer."""
        having = (part for part in self._parts if part.has_answer())
        return len(list(islice(having, 2))) > 1

    def shown(self, number: int) -> str:
        """A part without what is folded, see `Folds.shown`."""
        return self._parts[number].shown()

    def toggle(self, number: int) -> int | None:
        """Fold or unfold what the link of a number folds; return which part it is in, None if there is no such link."""
        for at, part in enumerate(self._parts):
            if part.has(number):
                part.toggle(number)
                return at
        return None

    def unfold_all(self) -> bool:
        """Unfold everything; return whether the parts have anything to fold."""
        self._all_unfolded = True
        unfolded = [part.unfold_all() for part in self._parts]
        return any(unfolded)

    def unfold_to(self, anchor: str) -> bool:
        """Unfold what an anchor is in; return whether any of it was folded."""
        return any(part.unfold_to(anchor) for part in self._parts)

    def has_anchor(self, number: int, anchor: str) -> bool:
        """Whether an anchor is in a part, folded or not."""
        return self._parts[number].holds(anchor)

    def anchor_of(self, fragment: str) -> str:
        """The anchor that a fragment names, as it is in the HTML: also where it has capitals, or spaces for hyphens."""
        anchor = escape(fragment)
        other = escape(fragment.lower().replace(" ", "-"))
        return other if self.part_with(anchor) == len(self) > self.part_with(other) else anchor

    def part_with(self, anchor: str) -> int:
        """The number of the part that an anchor is in; the number of parts if none has it."""
        return next((number for number, part in enumerate(self._parts) if part.holds(anchor)), len(self._parts))


def _end(html: str, place: int) -> int:
    """Where the block ends that is open at a place: before its end tag."""
    depth = 1
    for edge in _EDGE.finditer(html, place):
        depth += 1 if edge[0] == "<div" else -1
        if not depth:
            return edge.start()
    return len(html)
