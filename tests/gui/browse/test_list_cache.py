from __future__ import annotations

from qtbrowser.gui.browse.list_cache import LIMIT, ListCache
from qtbrowser.gui.browse.page_size import PAGE_ROWS
from qtbrowser.gui.browse.rows import ListRequest, Row, RowsPage


def page(request: ListRequest, offset: int, count: int) -> RowsPage:
    rows = tuple(Row(f"{number}.md", str(number)) for number in range(offset, offset + count))
    return RowsPage(request, 1_000, offset, rows, {"old.md": 3})


def test_the_page_around_a_row_comes_back() -> None:
    cache, request = ListCache(), ListRequest("ice")
    cache.put(page(request, 50, 3 * PAGE_ROWS))
    row = 50 + PAGE_ROWS + 3
    found = cache.get(request, {f"{row}.md": row, "60.md": 60})
    assert found is not None
    assert found.offset == 50 + PAGE_ROWS
    assert found.anchors == {f"{row}.md": row, "60.md": 60}
    assert found.rows[3].path == f"{row}.md"


def test_another_document_in_the_row_or_another_list_is_not_kept() -> None:
    cache, request = ListCache(), ListRequest("ice")
    cache.put(page(request, 0, PAGE_ROWS))
    assert cache.get(request, {}) is not None
    assert cache.get(request, {"other.md": 4}) is None
    assert cache.get(request, {"40.md": 40}) is None
    assert cache.get(ListRequest("snow"), {}) is None
    cache.clear()
    assert cache.get(request, {}) is None


def test_an_empty_list_is_kept_and_the_oldest_are_forgotten() -> None:
    cache = ListCache()
    for number in range(LIMIT + 1):
        cache.put(page(ListRequest(str(number)), 0, 0))
    assert cache.get(ListRequest(str(LIMIT)), {}) is not None
    assert cache.get(ListRequest("0"), {}) is None
