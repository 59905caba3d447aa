"""The links of texts during planning: a page that links to each document of a subject is asked for them many times."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from qtbrowser.markup.markdown_links import LinkPlace, link_places

_LONGEST = 100_000
"""Letters of the longest text whose links are kept."""

_MOST = 128


def planned_links(markdown: str, kinds: Collection[str]) -> tuple[LinkPlace, ...]:
    """The links of a text, as `link_places` finds them; those of the last few texts are kept.

    Args:
        markdown: the text.
        kinds: what it was written for.
    """
    if len(markdown) > _LONGEST:
        return tuple(link_places(markdown, kinds))
    return _kept(markdown, frozenset(kinds))


def forget_links() -> None:
    """Keep no links any more: a plan has ended."""
    _kept.cache_clear()


@lru_cache(maxsize=_MOST)
def _kept(markdown: str, kinds: frozenset[str]) -> tuple[LinkPlace, ...]:
    return tuple(link_places(markdown, kinds))
