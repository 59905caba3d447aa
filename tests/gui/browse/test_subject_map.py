"""The map of subjects: every name can be read."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qtbrowser.gui.browse.home_jobs import MapSubject
from qtbrowser.gui.browse.subject_map import SubjectMap
from qtbrowser.gui.widgets.nouns import Noun

NAMES = (
    "Computer Science", "Mathematics", "Business Administration", "Environmental Science", "Physics", "Law",
    "Philosophy", "Electrical Engineering", "Education Studies", "Mechanical Engineering", "Digital Media", "Art",
    "Communication Studies", "International Relations", "Public Administration", "Statistics", "Nursing", "Art History",
)  # fmt: skip


@pytest.mark.parametrize("width", [420, 520, 700, 1100])
@pytest.mark.parametrize("most", [3, 4000])
def test_every_name_can_be_read(qtbot: QtBot, width: int, most: int) -> None:
    subjects = SubjectMap()
    qtbot.addWidget(subjects)
    subjects.resize(width, 100)
    counts = [max(1, round(most / (place + 1) ** 1.5)) for place in range(len(NAMES))]
    subjects.show_subjects(
        [MapSubject(name, name, count) for name, count in zip(NAMES, counts, strict=True)], Noun.DOCUMENT
    )
    assert [tile.key for tile in subjects.tiles if not tile.has_room(tile.size())] == []
    assert all(subjects.rect().contains(tile.geometry()) for tile in subjects.tiles)
