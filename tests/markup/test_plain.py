"""The words of a text without Markdown's and TeX's signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.markup.commonmark.tree import GITHUB
from qtbrowser.markup.plain import plain_line, plain_text
from qtbrowser.markup.plain_signs import without_parsing
from qtbrowser.markup.signs.dialects import dialect_of
from qtbrowser.markup.tex_text import tex_as_text
from qtbrowser.markup.tree_words import words_of

MARKDOWN = [
    ("", ""),
    ("plain", "plain"),
    ("one\ntwo", "one two"),
    ("one\n\ntwo", "one\ntwo"),
    ("**bold** and *thin* and __bold__ and _thin_ and ~~gone~~", "bold and thin and bold and thin and gone"),
    ("***both***", "both"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("snake_case and _private and __init__.py", "snake_case and private and init.py"),
    ("a ____ to fill in", "a ____ to fill in"),
    ("## Heading ##\ntext", "Heading\ntext"),
    ("C# is no heading", "C# is no heading"),
    ("Heading\n=======\ntext", "Heading\ntext"),
    ("1. one\n2. two\n   - three", "one\ntwo\nthree"),
    ("- one\n  goes on\n- two", "one goes on\ntwo"),
    ("- [x] done\n- [ ] open", "done\nopen"),
    ("> quoted\n> text", "quoted text"),
    ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a b\n1 2"),
    ("---\n\n***", ""),
    ("[text](https://example.org/a_b 'title') and ![picture](x.png)", "text and picture"),
    ("[text][1]\n\n[1]: https://example.org", "text"),
    ("see <https://example.org>", "see https://example.org"),
    ("#include <iostream>", "#include <iostream>"),
    ("a `code_with_*signs*` b", "a code_with_*signs* b"),
    ("text\n```python\nx = __a__\n  y\n```\nafter", "text\nx = __a__\n  y\nafter"),
    ("$x \\neq 0$ and $5", "x ≠ 0 and $5"),
    ("$$\n\\frac{a}{b}\n$$", "a/b"),
    (r"\*not thin\* and 1\. no", "*not thin* and 1. no"),
    ("Tom &amp; Jerry&nbsp;", "Tom & Jerry "),
    (r"\[not](a-link) \![nor](this) but \\[this](one)", r"[not](a-link) !nor but \this"),
    ("a\\\nb\\\\\nc\\", "a b\\ c\\"),
    ("a | b\n--|--\nc | d", "a b\nc d"),
    ("see [x y] and [z]\n\n[x y]: http://example.org", "see x y and [z]"),
    ("- [x] a\n\n- [ ] b\n\n  <b>c</b>", "a\nb\nc"),
    ("> ```sh\n> $ ls\n> ```\n> b", "$ ls\nb"),
    ("> ```\n> > a\n> b\n> ```", "> a\nb"),
    ("> > ```\n> > > a\n> > b\n> > ```", "> a\nb"),
    ("a [b][c]\n\n[c]:\n  http://example.org", "a b"),
    ("<me@example.org> <x>", "me@example.org <x>"),
    ("[a](`b`) and `c` and\n[d]: `e`\n", "a and c and [d]: e"),
    ("**a**_b_ **c** \\**d** **e*f** ***g***h**", "ab c *d ef gh"),
    ("a\0b `c`", "a\N{REPLACEMENT CHARACTER}b c"),
]


HTML = [
    (
        "Press <kbd>Ctrl</kbd>+<kbd>S</kbd>. H<sub>2</sub>O.<br>Next <!-- remark --> line.",
        "Press Ctrl+S. H2O. Next line.",
    ),
    ("<!--\n## Hidden heading\n- hidden item\n-->\n\nseen", "seen"),
    ("| a | b |\n|---|---|\n| one<br>two | <img src='d.png' alt='a dot'> |", "a b\none two a dot"),
    ("<div>\n\n*one*\n\n</div>\n\n- `<b>`\n- <gateway-ip>", "one\n<b>\n<gateway-ip>"),
    ("<script>alert(1)</script>\n\n<details><summary>Sum</summary>In it</details>", "Sum\nIn it"),
    ("a <b>b</b>\n\n```html\n<b>x</b>\n<!-- c -->\n```", "a b\n<b>x</b>\n<!-- c -->"),
    ("$a <b> c$ and <i>x</i>[^1]\n\n[^1]: note", "a <b> c and x\nnote"),
    ("a <form>b<input value=c></form> d<section>e</section>", "a\nd\ne"),
]


@pytest.mark.parametrize(("markdown", "words"), HTML)
def test_html_leaves_its_words(markdown: str, words: str) -> None:
    assert plain_text(markdown) == words


VAULT_KIND = frozenset({"obsidian"})
VAULT = [
    (
        "see [[Dough]], [[baking/Bread|the bread]] and [[Oven#How hot]]",
        "see Dough, the bread and Oven > How hot",
    ),
    ("![[plan.png|300]] ![[plan.png|The plan]] ![[Note#^b1]]", "plan.png The plan Note"),
    ("==kept== and a == b", "kept and a == b"),
    ("#tag/inner and C# and #12 and x#y", "tag/inner and C# and #12 and x#y"),
    ("# Heading\n\nwords ^block-1\n\nx^2", "Heading\nwords\nx^2"),
    ("%% remark %%\n\nseen %%[[x]]%% too", "seen too"),
    ("<!-- `x` ^a -->\n- item <!-- gone -->\n\n<span class='a'>*words*</span> of it", "item\nwords of it"),
    ("One <button id=B>Open</button> [two](<a b>)", "One two"),
    ("`[[code]] %%` and `#no`\n\n```\n%%\n[[a]] ^x\n```", "[[code]] %% and #no\n%%\n[[a]] ^x"),
    ("[[my_own_note|a * b]] and [[x `y` z]]", "a * b and x `y` z"),
    ("not %% closed", "not %% closed"),
    ("%% of two\n\nparagraphs %%", ""),
    ("a %% of two\n\nparagraphs %% b", "a\nb"),
    ("a 50%% of two\n\nparagraphs 20%% b", "a 50%% of two\nparagraphs 20%% b"),
    ("[!tip] > [!tip] Sharp knives\n> cut [[Bread]]", "[!tip] > [!tip] Sharp knives\ncut Bread"),
    ("| a | b |\n|---|---|\n| [[x\\|y]] | z |", "a b\ny z"),
]


@pytest.mark.parametrize(("markdown", "words"), VAULT)
def test_signs_of_a_vault_leave_their_words_whether_parsed_or_not(markdown: str, words: str) -> None:
    assert plain_text(markdown, VAULT_KIND).split() == words.split()
    assert words_of(markdown, dialect_of(VAULT_KIND)).split() == words.split()


@pytest.mark.parametrize("markdown", [case[0] for case in VAULT[:9]])
def test_the_usual_signs_of_a_vault_need_no_parsing(markdown: str) -> None:
    assert without_parsing(markdown, VAULT_KIND) is not None


@pytest.mark.parametrize(
    "sign", ["<!--", "%%", "[[", "==a", " #1", "<span a=", "<b>", "<button>", "%% %%", " ^a", "[[a|"]
)
def test_signs_without_an_end_take_no_longer_than_their_number(sign: str) -> None:
    words = plain_text(sign * 40_000, VAULT_KIND | {"hugo"})
    assert len(words) <= 40_000 * (len(sign) + 1)


def test_emoji_are_words() -> None:
    assert (
        plain_text("done :white_check_mark: and 12:30:45 and :no_such_name:")
        == "done ✅ and 12:30:45 and :no_such_name:"
    )


NEARLY = ("snake_case", "[a](`b`)", "**a**_b_")
"""Texts with signs that only the parser reads exactly."""


@pytest.mark.parametrize(("markdown", "words"), [case for case in MARKDOWN if not case[0].startswith(NEARLY)])
def test_the_parser_finds_the_same_words(markdown: str, words: str) -> None:
    """Texts with raw HTML are parsed, others aren't: what is indexed doesn't depend on it."""
    assert words_of(markdown.replace("\0", "\N{REPLACEMENT CHARACTER}"), GITHUB).split() == words.split()


@pytest.mark.parametrize(("markdown", "words"), MARKDOWN)
def test_only_words_are_left(markdown: str, words: str) -> None:
    assert plain_text(markdown) == words


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"x \neq 0", "x ≠ 0"),
        (r"\frac{a + b}{2}", "(a + b)/2"),
        (r"CO_2 + H_{2}O", "CO2 + H2O"),
        (r"\ce{H2SO4}", "H2SO4"),
        (r"x^{2}", "x^2"),
        (r"P \not\equiv Q", "P ¬ ≡ Q"),
        (r"a \not= b", "a ≠ b"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "1 2 3 4"),
        (r"\begin{array}{lc|r} a \end{array}", "a"),
        (r"\text{for all } x \in \{1, 2\}", "for all x ∈ {1, 2}"),
        (r"\left( 5\% \right)", "( 5% )"),
        (r"\sin x \, dx", "sin x dx"),
        (r"\unknowncommand x", "x"),
        ("", ""),
    ],
)
def test_tex_becomes_readable(tex: str, words: str) -> None:
    assert tex_as_text(tex) == words


def test_a_title_loses_its_signs_too() -> None:
    assert plain_line("What does  `f(x)` do if **$x \\neq 0$**?") == "What does f(x) do if x ≠ 0?"


@pytest.mark.parametrize(
    "unit", ["\\[a", "\\[\\]", "[", "[a](", "**", "** a", "*_", "<http://", "\\", "| a", "- ", "&"]
)
def test_hostile_repetition_ends(unit: str) -> None:
    assert len(plain_text(unit * (200_000 // len(unit)))) <= 200_000


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    words = plain_text(text)
    assert "\0" not in words
    # A backslash takes the line end, a comment or an instruction without an end all that follows (CommonMark 4.6).
    text = text.replace("\\", "").replace("<", "")
    assert plain_text(f"{text}\n\nlast word").endswith("last word")


@given(
    st.lists(
        st.sampled_from(
            ["*", "_", "[", "]", "(", ")", "](", "`", "`b`", "$x$", "$", "]: ", "|", "-", " ", "\n", "a", "#", "\\"]
        )
    ).map("".join)
)
def test_letters_are_never_lost(text: str) -> None:
    marked = plain_text(text)
    assert marked.count("a") <= text.count("a")
