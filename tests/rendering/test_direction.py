"""Which way a paragraph is written."""

from __future__ import annotations

import pytest

from qtbrowser.rendering.direction import direction_attribute, is_right_to_left
from tests.rendering.pages import answer_html

WORDS = [
    ("", False),
    ("123 - 45", False),
    ("plain words", False),
    ("\u05e9\u05dc\u05d5\u05dd", True),
    ("\u05e9\u05dc\u05d5\u05dd world", True),
    ("1. (\u0643\u062a\u0628) a word", True),
    ("world \u05e9\u05dc\u05d5\u05dd", False),
    ("\u0634 is a letter that takes two bytes", False),
    ("\u0634: a", True),
    ("\U0001e900 x", True),
    ("\ud800", False),
]


@pytest.mark.parametrize(("text", "from_the_right"), WORDS)
def test_direction(text: str, from_the_right: bool) -> None:
    assert is_right_to_left(text) is from_the_right
    assert direction_attribute(text) == (' dir="rtl"' if from_the_right else "")


HEBREW = "\u05e9\u05dc\u05d5\u05dd"
LISTS = [
    (f"{HEBREW}\n\n1. `a -b`\n2. `c`", 2),
    (f"{HEBREW}\n\n- `a`\n\n- ```\n  b\n  ```", 2),
    (f"- `a`\n- {HEBREW} `b`\n- 10", 3),
    (f"- [ ] `a`\n- [x] {HEBREW}", 2),
    (f"- {HEBREW}\n  - `a`", 2),
    (f"{HEBREW}\n\n- words\n- `a`", 0),
    (f"words {HEBREW}\n\n- `a`", 0),
    ("words\n\n- `a`", 0),
    (f"`a b c d e f` {HEBREW}\n\n- `a`", 1),
]


@pytest.mark.parametrize(("markdown", "from_the_right"), LISTS)
def test_items_of_code_have_their_marks_where_the_others_have_them(markdown: str, from_the_right: int) -> None:
    html = answer_html(markdown)
    assert html.count('<li dir="rtl">') + html.count('<li class="task" dir="rtl">') == from_the_right


def test_a_quotation_of_code_has_its_bar_on_the_side_of_the_page() -> None:
    assert '<p dir="rtl"><code>a</code></p>' in answer_html(f"{HEBREW}\n\n> `a`")
    assert "<p><code>a</code></p>" in answer_html(f"{HEBREW}\n\n`a`")
    assert "<p><code>a</code></p>" in answer_html(f"words {HEBREW}\n\n> `a`")
