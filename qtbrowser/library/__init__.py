"""`Library`: the one interface to a folder of documents, for the window, the command line and scripts.

Each name is imported at its first use: who opens a library does not need the values of a check.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ApplyProgress, ChangeSet, PlanProgress, Refusal
    from qtbrowser.curation.checks.finding import CheckProgress, Finding
    from qtbrowser.curation.edits import Edit
    from qtbrowser.curation.file_changes import FileChange
    from qtbrowser.curation.statistics import Statistics, StatisticsProgress
    from qtbrowser.library.library import Library
    from qtbrowser.library.meaning_api import MeaningProgress
    from qtbrowser.library.review_api import CopiesChoice, Decision
    from qtbrowser.library.search_results import FacetCount, Facets, Hit, SearchResults

__all__ = [
    "ApplyProgress",
    "ChangeSet",
    "CheckProgress",
    "CopiesChoice",
    "Decision",
    "Edit",
    "FacetCount",
    "Facets",
    "FileChange",
    "Finding",
    "Hit",
    "Library",
    "MeaningProgress",
    "PlanProgress",
    "Refusal",
    "SearchResults",
    "Statistics",
    "StatisticsProgress",
]

_MODULES = {
    "ApplyProgress": "qtbrowser.curation.change_set",
    "ChangeSet": "qtbrowser.curation.change_set",
    "CheckProgress": "qtbrowser.curation.checks.finding",
    "CopiesChoice": "qtbrowser.library.review_api",
    "Decision": "qtbrowser.library.review_api",
    "Edit": "qtbrowser.curation.edits",
    "FacetCount": "qtbrowser.library.search_results",
    "Facets": "qtbrowser.library.search_results",
    "FileChange": "qtbrowser.curation.file_changes",
    "Finding": "qtbrowser.curation.checks.finding",
    "Hit": "qtbrowser.library.search_results",
    "Library": "qtbrowser.library.library",
    "MeaningProgress": "qtbrowser.library.meaning_api",
    "PlanProgress": "qtbrowser.curation.change_set",
    "Refusal": "qtbrowser.curation.change_set",
    "SearchResults": "qtbrowser.library.search_results",
    "Statistics": "qtbrowser.curation.statistics",
    "StatisticsProgress": "qtbrowser.curation.statistics",
}
"""Name -> the module that has it."""


def __getattr__(name: str) -> object:
    """Import a name of this package."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return value
