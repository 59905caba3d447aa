from __future__ import annotations

from qtbrowser.gui.reader.page_cache import LIMIT, MOST_BYTES, PageCache
from qtbrowser.gui.reader.page_jobs import PageRequest, ShownPage
from qtbrowser.rendering.page import Page


def shown(path: str, html: str = "<p>Ice.</p>") -> ShownPage:
    return ShownPage(PageRequest(path), Page(path, "Ice", html))


def test_pages_come_back_until_they_are_forgotten() -> None:
    cache = PageCache()
    for number in range(LIMIT + 1):
        cache.put(shown(f"{number}.md"))
    assert cache.get("0.md") is None
    assert cache.get(f"{LIMIT}.md") == shown(f"{LIMIT}.md")
    cache.clear()
    assert cache.get(f"{LIMIT}.md") is None


def test_a_large_page_is_not_kept_nor_the_one_it_replaces() -> None:
    cache = PageCache()
    cache.put(shown("a.md"))
    cache.put(shown("a.md", "x" * (MOST_BYTES + 1)))
    assert cache.get("a.md") is None
