"""What is unfolded step by step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.rendering.quotable_text import quotable_text
from qtbrowser.rendering.unfolding import unfolded_parts

HEAD, FOOT = '<h1 class="question">Why?</h1>\n<p class="meta">Physics</p>\n', '\n<p class="keywords">ice</p>'


def page(*blocks: str) -> str:
    return f'{HEAD}<div class="answer">\n{chr(10).join(blocks)}\n</div>{FOOT}'


@pytest.mark.parametrize(
    ("blocks", "texts"),
    [
        (["<p>One.</p>"], ["One."]),
        (["<p>One.</p>", "<p>Two.</p>", "<ul><li><p>a</p></li><li>b</li></ul>"], ["One.", "Two.", "a\nb"]),
        (["<h2>Head</h2>", "<p>One.</p>", "<h3>More</h3>", "<p>Two.</p>"], ["Head\nOne.", "More\nTwo."]),
        (["<p>These are <em>two</em>:</p>", "<ul><li>a</li></ul>", "<p>So.</p>"], ["These are two:\na", "So."]),
        (
            ["<p>It is</p>", '<div class="math-block"><span class="math">x</span></div>', "<p>long.</p>"],
            ["It is\n$$x$$", "long."],
        ),
        (['<p class="summary"><a class="fold">More</a></p>', '<div class="fold">\n<p>in</p></div>'], ["More\nin"]),
        (["<p>a<br>b</p>", "<hr>", "<p>c</p>"], ["a\nb", "", "c"]),
        ([], [""]),
    ],
)
def test_a_part_is_a_block_of_the_answer(blocks: list[str], texts: list[str]) -> None:
    parts = unfolded_parts(page(*blocks))
    shown = [quotable_text(part) for part in parts]
    shown[0] = shown[0].removeprefix("Why?\nPhysics").strip("\n")
    shown[-1] = shown[-1].removesuffix("ice").strip("\n")
    assert shown == texts
    assert all(part.count("<div") == part.count("</div>") for part in parts)


@given(st.lists(st.sampled_from(["<p>a</p>", "<h2>b:</h2>", "<div><div>c</div></div>", "<hr>", "d &lt; e"])))
def test_the_parts_are_the_page(blocks: list[str]) -> None:
    parts = unfolded_parts(page(*blocks))
    assert quotable_text("\n".join(parts)).split() == quotable_text(page(*blocks)).split()
    assert all(part.count("<div") == part.count("</div>") for part in parts)


def test_a_page_without_an_answer_is_one_part() -> None:
    assert unfolded_parts(HEAD) == (HEAD,)
    assert unfolded_parts("") == ("",)
