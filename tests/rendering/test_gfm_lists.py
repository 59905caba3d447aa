"""Lists, tables and quotations nest as on GitHub. The expected HTML is what GitHub's own rules give."""

from __future__ import annotations

import re

import pytest

from tests.rendering.pages import answer_html, checked


def skeleton(markdown: str) -> str:
    """The HTML without line ends and without paragraphs in items."""
    return re.sub(r"\n|</?p>", "", answer_html(markdown))


DISPLAY = '<div class="math-block"><span class="math">y</span></div>'
CELLS = '<table class="cells">'
ROW = '<tr><td align="left">1</td><td align="right"><code>x|y</code></td></tr>'

LISTS = [
    ("text\n1. one\n2. two", "text<ol><li>one</li><li>two</li></ol>"),
    ("text\n- one", "text<ul><li>one</li></ul>"),
    ("1. one\n   - a\n   - b\n2. two", "<ol><li>one<ul><li>a</li><li>b</li></ul></li><li>two</li></ol>"),
    ("- one\n  - two\n    - three", "<ul><li>one<ul><li>two<ul><li>three</li></ul></li></ul></li></ul>"),
    ("- one\n\t- two", "<ul><li>one<ul><li>two</li></ul></li></ul>"),
    ("1. one\n\n   more\n\n2. two", "<ol><li>onemore</li><li>two</li></ol>"),
    ("1. one\n\n   - a\n\n   - b\n\n2. two", "<ol><li>one<ul><li>a</li><li>b</li></ul></li><li>two</li></ol>"),
    ("1. one\n- a", "<ol><li>one</li></ol><ul><li>a</li></ul>"),
    ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    ("1. a\n1) b", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
    ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
    ("1) one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
    ("10. ten\n    - a", '<ol start="10"><li>ten<ul><li>a</li></ul></li></ol>'),
    ("text\n2. no list", "text2. no list"),
    ("- item\n  2. no list", "<ul><li>item2. no list</li></ul>"),
    ("1. lazy\nline", "<ol><li>lazyline</li></ol>"),
    ("1. one\n\ntext", "<ol><li>one</li></ol>text"),
    ("- - nested", "<ul><li><ul><li>nested</li></ul></li></ul>"),
    ("-\n- b", "<ul><li></li><li>b</li></ul>"),
    ("1. ## Part\n   text", '<ol><li><h2 id="part"><a name="part"></a>Part</h2>text</li></ol>'),
    (
        "1. $x$\n   - $$y$$",
        f'<ol><li><span class="math">x</span><ul><li>{DISPLAY}</li></ul></li></ol>',
    ),
    ("- [ ] open\n- [x] done", '<ul><li class="task">☐ open</li><li class="task">☑ done</li></ul>'),
    ("- a\n\n\n- b", "<ul><li>a</li><li>b</li></ul>"),
]

BLOCKS = [
    ("para\n# Head\npara", 'para<h2 id="head"><a name="head"></a>Head</h2>para'),
    ("Head\n====\npara", '<h2 id="head"><a name="head"></a>Head</h2>para'),
    ("two\nlines\n---", '<h2 id="two-lines"><a name="two-lines"></a>two lines</h2>'),
    ("#hashtag", "#hashtag"),
    ("## C# and F#", '<h2 id="c-and-f"><a name="c-and-f"></a>C# and F#</h2>'),
    ("## Closed ##", '<h2 id="closed"><a name="closed"></a>Closed</h2>'),
    ("a\n\n---\n\nb", "a<hr>b"),
    ("a\n***\nb", "a<hr>b"),
    ("text\n> quoted\nlazy\n\nafter", 'text<table class="quote"><tr><td>quotedlazy</td></tr></table>after'),
    ("> 1. a\n>    - b", '<table class="quote"><tr><td><ol><li>a<ul><li>b</li></ul></li></ol></td></tr></table>'),
    ("> > deep", '<table class="quote"><tr><td><table class="quote"><tr><td>deep</td></tr></table></td></tr></table>'),
    (
        "text\n| a | b |\n|:--|--:|\n| 1 | `x|y` |\n\nend",
        f'text{CELLS}<tr><th align="left">a</th><th align="right">b</th></tr>{ROW}</table>end',
    ),
    (
        "- item\n\n  | a |\n  |---|\n  | $x|y$ |",
        f'<ul><li>item{CELLS}<tr><th>a</th></tr><tr><td><span class="math">x|y</span></td></tr></table></li></ul>',
    ),
    ("| a |\n| - |", '<table class="cells"><tr><th>a</th></tr></table>'),
    ("a  \nb", "a<br>b"),
    ("a\\\nb", "a<br>b"),
    ("    x = 1\n    *y*", '<table class="code" width="100%"><tr><td><pre>x = 1*y*</pre></td></tr></table>'),
    (
        "- a\n\n      code $x$",
        '<ul><li>a<table class="code" width="100%"><tr><td><pre>code $x$</pre></td></tr></table></li></ul>',
    ),
]

LISTING = '<table class="code" width="100%"><tr><td><pre>x</pre></td></tr></table>'
LISTINGS = [
    ("text\n```\nx\n```\nmore", f"text{LISTING}more"),
    ("1. one\n   ```\n   x\n   ```\n2. two", f"<ol><li>one{LISTING}</li><li>two</li></ol>"),
    ("1. one\n```\nx\n```\n2. two", f'<ol><li>one</li></ol>{LISTING}<ol start="2"><li>two</li></ol>'),
    ("```\nx\n```\n- a", f"{LISTING}<ul><li>a</li></ul>"),
    ("- ```\n  x\n  ```\n- b", f"<ul><li>{LISTING}</li><li>b</li></ul>"),
    ("> ```\n> x\n> ```", f'<table class="quote"><tr><td>{LISTING}</td></tr></table>'),
    (
        "- a\n  - b\n    ```\n    x\n    ```\n    more\n- c",
        f"<ul><li>a<ul><li>b{LISTING}more</li></ul></li><li>c</li></ul>",
    ),
    ("```\nx", LISTING),
]


@pytest.mark.parametrize(("markdown", "html"), [*LISTS, *BLOCKS, *LISTINGS])
def test_structure(markdown: str, html: str) -> None:
    assert skeleton(markdown) == html.replace("\n", "")
    checked(answer_html(markdown))


def test_two_quotations_stay_two() -> None:
    assert answer_html("> a\n\n> b").count("<table") == 2
    assert answer_html("- x\n\n  > a\n\n  > b").count("<table") == 2
    assert answer_html("> a\n>\n> b").count("<table") == 1
    assert answer_html("> a\nb\n\nc\n> d").count("<table") == 2
