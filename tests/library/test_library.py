"""`Library` against its parts: it offers what they do, and each works by itself."""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import pytest

from qtbrowser.library import Library
from qtbrowser.library.cache import LibraryCache
from qtbrowser.library.check_api import CheckApi
from qtbrowser.library.edit_api import EditApi
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.personal_keys import PersonalKeys
from qtbrowser.library.read_api import ReadApi
from qtbrowser.library.search_api import SearchApi
from qtbrowser.library.search_request import SearchRequest
from tests.library.conftest import WriteDocument

# A search has so many arguments that the part is given them as one value.
PUBLIC = [
    (part, name)
    for part in (SearchApi, ReadApi, EditApi, CheckApi)
    for name in vars(part)
    if not name.startswith("_") and name != "search"
]


@pytest.mark.parametrize(
    ("part", "name"), PUBLIC, ids=lambda value: value if isinstance(value, str) else value.__name__
)
def test_the_library_offers_what_a_part_does(part: type, name: str) -> None:
    assert inspect.signature(getattr(Library, name)) == inspect.signature(getattr(part, name))
    assert isinstance(vars(Library)[name], staticmethod) == isinstance(vars(part)[name], staticmethod)


def test_a_search_takes_what_a_search_request_has() -> None:
    arguments = list(inspect.signature(Library.search).parameters.values())[1:]
    fields = {field.name: field.default for field in dataclasses.fields(SearchRequest)}
    assert {one.name: one.default for one in arguments if one.default is not one.empty} == {
        name: () if name in ("apart", "languages") else default
        for name, default in fields.items()
        if default is not dataclasses.MISSING
    }


def test_parts_work_without_the_library(folder: Path, tmp_path: Path, write: WriteDocument) -> None:
    write("a.md", "Water boils.", title="Water")
    index = LibraryIndex(folder, LibraryCache(folder, tmp_path / "cache"), PersonalKeys(folder))
    assert index.catalog is None
    assert not index.is_built
    assert not index.size
    searches = SearchApi(folder, index)
    assert searches.search(SearchRequest("boils")).total == 0
    for _ in index.refresh():
        pass
    try:
        assert index.is_built
        assert index.size
        assert [hit.path for hit in searches.search(SearchRequest("boils")).hits] == ["a.md"]
        assert ReadApi(folder, index, searches).document("a.md").title == "Water"
    finally:
        index.close()
    assert index.catalog is None
