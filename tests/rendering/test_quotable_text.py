"""The text of pages from which passages are quoted."""

from __future__ import annotations

import pytest

from qtbrowser.rendering.quotable_text import quotable_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <em>two</em>\nthree.</p><p>Four</p>", "One two three.\nFour"),
        ('<p>It is <span class="math">E &lt; 5</span>, or</p>', "It is $E < 5$, or"),
        ('<div class="math-block"><span class="math">x^2</span></div><p>so</p>', "$$x^2$$\nso"),
        ('<p>In <span class="math display">y</span> line</p>', "In $$y$$ line"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "a\nb"),
        ('<table class="code"><tr><td><pre>x  =  1\n  y</pre></td></tr></table>', "x  =  1\n  y"),
        ('<p><span class="kbd">Ctrl</span> and <a href="x">more</a>.</p>', "Ctrl and more."),
        ("", ""),
    ],
)
def test_blocks_are_lines_and_formulas_their_tex(html: str, text: str) -> None:
    assert quotable_text(html) == text
