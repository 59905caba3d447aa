"""The links of texts during planning: a page that links to each document of a subject is asked for them many times.

Where a plan has written other targets into a text, its links are known without reading it again.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock

from qtbrowser.markup.markdown_links import LinkForm, LinkPlace, link_places
from qtbrowser.markup.signs.dialects import dialect_of

_MOST_LETTERS = 8_000_000
"""Letters of all texts whose links are kept."""

_LINK_LETTERS = 100
"""As how many letters a link counts, which takes as much memory."""

# A target that means itself, and nothing else than a target, wherever one may be.
_PLAIN = re.compile(r"[A-Za-z0-9/._%#?-]*+(?<=[A-Za-z0-9])")
_PLAIN_FORMS = (LinkForm.PLAIN, LinkForm.IN_BRACKETS)


def planned_links(markdown: str, kinds: Collection[str]) -> tuple[LinkPlace, ...]:
    """The links of a text, as `link_places` finds them; those of the last texts are kept.

    Args:
        markdown: the text.
        kinds: what it was written for.
    """
    key = markdown, frozenset(kinds)
    found = _kept.get(key)
    if found is None:
        found = tuple(link_places(markdown, kinds))
        _kept.keep(key, found)
    return found


def keep_changed_links(
    markdown: str, kinds: Collection[str], links: Sequence[LinkPlace], written: Sequence[str]
) -> None:
    """Keep the links of a text that differs from another one in targets alone, if they are certain.

    Args:
        markdown: the text.
        kinds: what both texts were written for.
        links: those of the other text.
        written: how the target of each is written in this one.
    """
    names = frozenset(kinds)
    if dialect_of(names).prepare is not None or "\r" in markdown:
        return
    found = []
    shift = 0
    for link, new in zip(links, written, strict=True):
        start = link.start + shift
        shift += len(new) - len(link.written)
        if new == link.written:
            found.append(link._replace(start=start, end=start + len(new)))
        elif (
            link.form in _PLAIN_FORMS
            and link.address == link.target == link.written
            and _PLAIN.fullmatch(link.written)
            and _PLAIN.fullmatch(new)
        ):
            found.append(LinkPlace(start, start + len(new), new, new, new, link.form, link.is_picture))
        else:
            return
    _kept.keep((markdown, names), tuple(found))


def forget_links() -> None:
    """Keep no links any more: a plan has ended."""
    _kept.clear()


class _Kept:
    """The links of the last texts, by text and kinds; plans of several threads share them."""

    def __init__(self) -> None:
        self._links: OrderedDict[tuple[str, frozenset[str]], tuple[LinkPlace, ...]] = OrderedDict()
        self._letters = 0
        self._lock = Lock()

    def get(self, key: tuple[str, frozenset[str]]) -> tuple[LinkPlace, ...] | None:
        with self._lock:
            found = self._links.get(key)
            if found is not None:
                self._links.move_to_end(key)
            return found

    def keep(self, key: tuple[str, frozenset[str]], links: tuple[LinkPlace, ...]) -> None:
        with self._lock:
            if key not in self._links:
                self._letters += _size(key, links)
            self._links[key] = links
            while self._letters > _MOST_LETTERS:
                self._letters -= _size(*self._links.popitem(last=False))

    def clear(self) -> None:
        with self._lock:
            self._links.clear()
            self._letters = 0


def _size(key: tuple[str, frozenset[str]], links: tuple[LinkPlace, ...]) -> int:
    return len(key[0]) + _LINK_LETTERS * len(links)


_kept = _Kept()
