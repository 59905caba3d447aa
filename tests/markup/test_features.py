"""What a text holds beside words."""

from __future__ import annotations

import pytest

from qtbrowser.markup.features import features_of


@pytest.mark.parametrize(
    ("markdown", "features"),
    [
        ("", ()),
        ("Words | and - more.", ()),
        ("It costs $5 and $6.", ()),
        ("So $x^2 + 1$ is positive.", ("math",)),
        ("$$\nx = 1\n$$", ("math",)),
        ("Use `code` here.", ()),
        ("```\ncode\n```", ("code",)),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ("table",)),
        ("Text.\n\na | b\n--|--\n1 | 2\n", ("table",)),
        ("```\na | b\n--|--\n```", ("code",)),
        ("So |x| is meant.\n---\nNext.", ()),
        ("$x = 1$\n\n```\ncode\n```\n\n| a |\n|:-:|\n", ("math", "code", "table")),
    ],
)
def test_features(markdown: str, features: tuple[str, ...]) -> None:
    assert features_of(markdown) == features
