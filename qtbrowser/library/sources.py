"""What a search reads from."""

from __future__ import annotations

from dataclasses import dataclass

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.library.meaning_index import MeaningIndex
from qtbrowser.search.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Sources:
    """A catalog, the searcher of its index, and its vectors.

    `in_step` is False if the index is ahead of the catalog.
    """

    catalog: Catalog
    searcher: Searcher
    in_step: bool
    meaning: MeaningIndex
