"""The style sheet of a page: which rules a page gets."""

from __future__ import annotations

import pytest

from qtbrowser.gui.pane.page_sheet import rules_for

SHEET = """
p, li { a }
.meta { b }
.meta a, .card a { c }
.cells td { d }
.card .missing { e }
"""


@pytest.mark.parametrize(
    ("html", "rules"),
    [
        ("plain", ""),
        ("<p>x</p>", "a"),
        ("<ol><li>x</ol>", "a"),
        ('<p class="meta">x</p>', "ab"),
        ('<p class="meta"><a href="x">x</a></p>', "abc"),
        ('<div dir="rtl" class="x card"><a class="missing">x</a></div>', "ce"),
        ('<table class="cells"><tr><td align="left">x</td></tr></table>', "d"),
        ('<table class="cell"><tr><td>meta</td></tr></table>', ""),
    ],
)
def test_a_page_gets_the_rules_whose_names_it_has(html: str, rules: str) -> None:
    assert [rule.partition("{")[2].strip(" }") for rule in rules_for(SHEET, html).splitlines() if rule] == list(rules)
