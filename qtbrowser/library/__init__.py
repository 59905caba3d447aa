"""`Library`: the one interface to a folder of documents, for the window, the command line and scripts."""

from __future__ import annotations

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
