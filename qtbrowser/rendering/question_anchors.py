"""Gives the questions of lists their anchors on the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from qtbrowser.documents.question_entries import QuestionEntry

_NOT_COMPARED = re.compile(r"[\s*_`~\\$]+")
_COMPARED_FIRST = 6


class QuestionAnchors:
    """The anchors of those entries of a document that a page doesn't know as questions by itself.

    Paragraphs are told one after the other, in the order of the text.

    Args:
        entries: of the document.
    """

    def __init__(self, entries: Iterable[QuestionEntry]) -> None:
        self._anchors: dict[str, dict[int, str]] = defaultdict(dict)
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._seen: Counter[str] = Counter()
        for entry in entries:
            if entry.repeat and (key := _compared(entry.question)):
                self._anchors[key][entry.repeat] = entry.anchor
                self._keys[key[:_COMPARED_FIRST]].add(key)

    def __bool__(self) -> bool:
        return bool(self._anchors)

    def anchor_of(self, words: str) -> str:
        """The anchor of the next paragraph; empty if it is no question.

        Args:
            words: of the paragraph.
        """
        compared = _compared(words).removeprefix("q:").removeprefix("question:")
        for length in range(1, _COMPARED_FIRST + 1):
            for key in self._keys.get(compared[:length], ()):
                if compared.startswith(key):
                    self._seen[key] += 1
                    return self._anchors[key].get(self._seen[key], "")
        return ""


def _compared(words: str) -> str:
    return _NOT_COMPARED.sub("", words).casefold()
