"""`Library`: the one interface to a folder of documents, for the window, the command line and scripts."""

from __future__ import annotations

from qtbrowser.library.library import Library
from qtbrowser.library.values import FacetCount, Facets, Hit, SearchResults

__all__ = ["FacetCount", "Facets", "Hit", "Library", "SearchResults"]
