"""Faults of one rule in one document, combined into a finding."""

from __future__ import annotations

import pytest

from qtbrowser.curation.checks.fault import Fault, finding_of


@pytest.mark.parametrize(
    ("messages", "joined"),
    [
        (("No file: a.png", "No file: b.png"), "No file: a.png; No file: b.png"),
        (("No note A.", "No file: b.png", "No note C."), "No note A. No file: b.png; No note C."),
        (("A.", "B.", "C.", "D."), "A. B. C. And 1 more place."),
        (("A.", "B.", "C: c", "D.", "E."), "A. B. C: c; and 2 more places."),
        (("A.", "A."), "A. And 1 more place."),
    ],
)
def test_messages_of_several_places_read_as_sentences(messages: tuple[str, ...], joined: str) -> None:
    found = finding_of("a.md", [Fault("missing-file", 3, message) for message in messages])
    assert found.message == joined
