"""A segment within one commit: its content, and the documents that may be found in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.index_values import Scope
from qtbrowser.search.lexicon import to_term
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.stored import StoredReader

EVERYWHERE = Scope()
# The number of cached scopes; each takes one byte for each document. Each typed letter searches in the same scope.
_MOST_SCOPES = 16


class SegmentView:
    """A segment within one commit: its content, and its documents that are not deleted.

    Args:
        content: the segment's content.
        segment: the segment's entry in the commit.
        first: the number of its first document within the searcher.

    Attributes:
        is_live: for each document, whether it is not deleted.
        has_deleted: whether any is deleted.
    """

    def __init__(self, content: SegmentContent, segment: ArraySegment, first: int) -> None:
        self.content = content
        self.first = first
        self.is_live: NDArray[np.bool_] = np.ones(content.document_count, dtype=np.bool_)
        deleted = segment.deleted()
        self.is_live[deleted] = False
        self.has_deleted = len(deleted) > 0
        self._allowed: dict[tuple[Scope, bool], NDArray[np.bool_]] = {}

    @cached_property
    def stored(self) -> StoredReader:
        """The stored fields of its documents."""
        return StoredReader(self.content.parts, self.content.document_count)

    @cached_property
    def is_shown(self) -> NDArray[np.bool_]:
        """For each document, whether it is neither deleted nor hidden."""
        is_shown: NDArray[np.bool_] = self.is_live & (self.content.column("hidden") == 0)
        return is_shown

    def allowed(self, scope: Scope, include_hidden: bool) -> NDArray[np.bool_]:
        """Return for each document whether a search may find it; cached, so the caller must not change it."""
        if scope == EVERYWHERE:
            return self.is_live if include_hidden else self.is_shown
        found = self._allowed.get((scope, include_hidden))
        if found is None:
            if len(self._allowed) >= _MOST_SCOPES:
                self._allowed.clear()
            found = self._allowed[scope, include_hidden] = self._allowed_within(scope, include_hidden)
        return found

    def _allowed_within(self, scope: Scope, include_hidden: bool) -> NDArray[np.bool_]:
        allowed = self.is_live if include_hidden else self.is_shown
        if scope.subjects or scope.folders:
            named = self._having("subject", scope.subjects) | self._having("also", scope.subjects)
            allowed = allowed & (named | self._having("folder", scope.folders))
        if scope.topics:
            allowed = allowed & self._having("topics", scope.topics)
        if scope.days:
            days = self.content.column("date")
            allowed = allowed & (days >= scope.days[0]) & (days <= scope.days[1])
        if scope.languages:
            allowed = allowed & ~self.content.other_languages(scope.languages)
        if scope.but:
            allowed = allowed & ~self.content.documents_at(scope.but)
        return allowed

    def _having(self, field: str, values: Sequence[str]) -> NDArray[np.bool_]:
        """Return for each document whether it has any of `values` in an exact field."""
        having = np.zeros(self.content.document_count, dtype=bool)
        for value in values:
            having[self.content.documents_with(field, to_term(value))] = True
        return having

    def question(self, document: int) -> bytes:
        """Return the folded title of a document."""
        return self.content.question(document)
