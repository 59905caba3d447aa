"""The scripts of a text."""

from __future__ import annotations

import pytest

from qtbrowser.gui.pane.scripts import scripts_of


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("plain", set()),
        ("na\u00efve caf\u00e9", set()),
        ("\u03c0 r\u00b2", set()),
        ("\u03bb\u03cc\u03b3\u03bf\u03c2 and \u0441\u043b\u043e\u0432\u043e", {"Greek", "Cyrillic"}),
        ("\u1797\u17b6\u179f\u17b6", {"Khmer"}),
        ("\u8a00\u8449\u3068", {"Chinese"}),
        ("\u0e01\u0e02 \U0001f600\U0001f601", {"Thai"}),
    ],
)
def test_scripts(text: str, scripts: set[str]) -> None:
    assert scripts_of(text) == scripts
