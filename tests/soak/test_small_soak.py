"""The soak itself: what it does, and how it tells what has grown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gui.conftest import Person, own_indexed_library, own_library, start, theme
from tests.soak.acts import Acts
from tests.soak.vitals import growth

__all__ = ["own_indexed_library", "own_library", "start", "theme"]


@pytest.mark.parametrize(
    ("values", "grown"),
    [
        ((), 0.0),
        ((1.0, 2.0, 3.0), 0.0),
        ((9.0, 5.0, 5.0, 5.0), 0.0),
        ((1.0, 1.0, 2.0, 2.0, 7.0, 7.0, 4.0, 4.0), 2.0),
    ],
)
def test_growth_leaves_out_the_beginning(values: tuple[float, ...], grown: float) -> None:
    assert growth(values) == grown


def test_everything_that_it_does_can_be_done(start: Callable[..., Person], own_indexed_library: Path) -> None:
    person = start(own_indexed_library)
    person.window.actions_.curating.setChecked(True)
    acts = Acts(person.window, own_indexed_library, 3)
    done: Counter[str] = Counter()
    for act in acts.all():
        act()
        done[act.__name__] += 1
    person.wait(lambda: not person.window.changing.is_busy)
    person.settle()
    assert len(done) == len(acts.all()) > 10
