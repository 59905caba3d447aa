"""The rule about short answers, whose threshold the library's owner can set."""

from __future__ import annotations

from collections.abc import Iterator

from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.checks.profiles import Profiles


def short_answers(fact: Facts, profiles: Profiles, threshold: int) -> Iterator[Fault]:
    """Find a short answer.

    Args:
        fact: the document.
        profiles: tell whether it is a question.
        threshold: answers with fewer characters are short; real ones have 1,200 and more.
    """
    if 0 < fact.length < threshold and profiles.is_question(fact):
        message = f"The answer is very short: {fact.length} characters."
        yield Fault("short-answer", fact.answer_line, message)
