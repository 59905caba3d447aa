from __future__ import annotations

import pytest

from qtbrowser.gui.pane.zoom import LARGEST, SMALLEST, STEPS, clamp_zoom, next_zoom


def test_steps_lead_from_end_to_end_and_back() -> None:
    zoom, passed = SMALLEST, [SMALLEST]
    while zoom < LARGEST:
        zoom = next_zoom(zoom, 1)
        passed.append(zoom)
    assert tuple(passed) == STEPS
    assert [next_zoom(step, -1) for step in STEPS[1:]] == list(STEPS[:-1])


@pytest.mark.parametrize(
    ("zoom", "direction", "result"), [(1.03, 1, 1.1), (1.03, -1, 1.0), (3.0, 1, 3.0), (0.5, -1, 0.5)]
)
def test_from_between_and_at_the_ends(zoom: float, direction: int, result: float) -> None:
    assert next_zoom(zoom, direction) == result


@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.5), (1.37, 1.37), (9, 3.0)])
def test_clamping(asked: float, given: float) -> None:
    assert clamp_zoom(asked) == given
