"""The rule about short answers, whose threshold the library's owner can set."""

from __future__ import annotations

from collections.abc import Iterator

from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.whole_library import WholeLibrary


def short_answers(library: WholeLibrary, threshold: int) -> Iterator[tuple[str, Fault]]:
    """Find short answers.

    Args:
        library: all documents.
        threshold: answers with fewer characters are short; real ones have 1,200 and more.
    """
    for fact in library.documents:
        if 0 < fact.length < threshold and library.profiles.is_question(fact):
            message = f"The answer is very short: {fact.length} characters."
            yield fact.path, Fault("short-answer", fact.answer_line, message)
