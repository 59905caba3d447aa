"""The `\\n` of an answer in front matter, row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.errors import EditRefused
from qtbrowser.markup.escapes import decode_answer, encode_answer

OUTSIDE = [
    (r"one\n\ntwo", "one\n\ntwo"),
    (r"1. Which metal?\na) Iron\ne) Silicon", "1. Which metal?\na) Iron\ne) Silicon"),
    (r"first\neq second", "first\neq second"),
    (r"\nabla", "\nabla"),
    (r"a\nu\ne\ni", "a\nu\ne\ni"),
    (r"no newline at all", "no newline at all"),
    (r"a line\\nnext", "a line\\\nnext"),
    ("a real\nnewline and\\nan escaped one", "a real\nnewline and\nan escaped one"),
    (r"\frac stays \times stays", r"\frac stays \times stays"),
    ("", ""),
]

MATH = [
    (r"$q \neq 0$\nnext", "$q \\neq 0$\nnext"),
    (r"$\neg P$", r"$\neg P$"),
    (r"$\nabla f$", r"$\nabla f$"),
    (r"$ \nu $", r"$ \nu $"),
    (r"\(\neg p\)\nthen", "\\(\\neg p\\)\nthen"),
    (r"\( a \nmid b \)", r"\( a \nmid b \)"),
    (r"$$ x \notin A $$", r"$$ x \notin A $$"),
    (r"$$E = h\nu\n$$\nnext", "$$E = h\\nu\n$$\nnext"),
    (r"\[ a \ne b\n\]", "\\[ a \\ne b\n\\]"),
    (r"$P \not\equiv Q$", r"$P \not\equiv Q$"),
    (r"$F^{\mu\nu}$, where $\mu$ and $\nu$", r"$F^{\mu\nu}$, where $\mu$ and $\nu$"),
    (r"$$\nx = 1\n$$", "$$\nx = 1\n$$"),
    (r"$$x\nexample = 1$$", "$$x\nexample = 1$$"),
    (r"   $$ \n   \neg(A)\n   $$\n   and", "   $$ \n   \\neg(A)\n   $$\n   and"),
    (r"| $ P $ | $ \neg P $ |\n|---|---|\n| T | F |", "| $ P $ | $ \\neg P $ |\n|---|---|\n| T | F |"),
]

MATH_START = [
    (r"$$\nu(t) = K_p e(t)\n$$", "$$\nu(t) = K_p e(t)\n$$"),
    (r"$$\n\nu = 3\n$$", "$$\n\\nu = 3\n$$"),
    (r"\[\nu = 3\n\]", "\\[\nu = 3\n\\]"),
    (r"\[\n\nu = 3\n\]", "\\[\n\\nu = 3\n\\]"),
    (r"text\n\n$$\np \land q\n$$", "text\n\n$$\np \\land q\n$$"),
]

MATRIX = [
    (r"$$\begin{pmatrix} a & b \\\nc & d \end{pmatrix}$$", "$$\\begin{pmatrix} a & b \\\\\nc & d \\end{pmatrix}$$"),
    (r"$$a \\\nu \\\neq$$", "$$a \\\\\nu \\\\\neq$$"),
    (r"$$a \\ \n   0 & \text{if } x \notin A \n$$", "$$a \\\\ \n   0 & \\text{if } x \\notin A \n$$"),
]

FENCED = [
    (r'```c\nprintf("%d\n", x);\n```\nafter', '```c\nprintf("%d\\n", x);\n```\nafter'),
    (r'```c\nputs("created\n");\nputs("x");\n```', '```c\nputs("created\\n");\nputs("x");\n```'),
    (r'```c\nprintf("a\n\nb\n");\nint n;\n```', '```c\nprintf("a\\n\\nb\\n");\nint n;\n```'),
    (r"```c\nputchar('\n');\nputchar('\'');\n```", "```c\nputchar('\\n');\nputchar('\\'');\n```"),
    (r"```c\n#include <stdio.h>\nint main() {}\n```", "```c\n#include <stdio.h>\nint main() {}\n```"),
    ("```python\\nprint(f'{x}\\n')\\nnext = 1\\n```", "```python\nprint(f'{x}\\n')\nnext = 1\n```"),
    ("```python\\n# don't stop\\nprint('x')\\n# can't\\n```", "```python\n# don't stop\nprint('x')\n# can't\n```"),
    ("```python\\n# the students' marks\\nm = 'a'\\n```", "```python\n# the students' marks\nm = 'a'\n```"),
    ("```python\\n# 'tis so\\nm = 'a'\\n```", "```python\n# 'tis so\nm = 'a'\n```"),
    (
        '```python\\ndef f():\\n    """Say.\\n    """\\n    return "\\n"\\n```',
        '```python\ndef f():\n    """Say.\n    """\n    return "\\n"\n```',
    ),
    (r'```java\nint i; // it isn"t\nString s = "a\nb";\n```', '```java\nint i; // it isn"t\nString s = "a\\nb";\n```'),
    (
        "```scheme\\n((> x 0) 'positive)\\n((< x 0) 'negative)\\n(else '())\\n```",
        "```scheme\n((> x 0) 'positive)\n((< x 0) 'negative)\n(else '())\n```",
    ),
    ("```bash\\nsed 'N;s/\\n/ /' f\\nls\\n```", "```bash\nsed 'N;s/\\n/ /' f\nls\n```"),
    ("```bash\\nawk '{\\n  print $1\\n}' f\\n```", "```bash\nawk '{\n  print $1\n}' f\n```"),
    (r"```bash\ndocker run \\n  --rm image\n```", "```bash\ndocker run \\\n  --rm image\n```"),
    (r'```\nno language: say("hi\n")\nend\n```', '```\nno language: say("hi\\n")\nend\n```'),
    (r"   ```python\n   x = 1\n   ```\n   next", "   ```python\n   x = 1\n   ```\n   next"),
    (r"~~~c\nputs(\"\");\n~~~\n$\neq$", '~~~c\nputs(\\"\\");\n~~~\n$\\neq$'),
    (r"```tex\n$\neq$\n```", "```tex\n$\neq$\n```"),
    (r'```c\nputs("unclosed\nint x;\n```', '```c\nputs("unclosed\nint x;\n```'),
    (r'```c\nx = 1;\nputs("no end of fence\n");', '```c\nx = 1;\nputs("no end of fence\\n");'),
]

INLINE_CODE = [
    (r"use `'%T+ %p\n'` here\nnext", "use `'%T+ %p\\n'` here\nnext"),
    (r'`"\n"` and `"\n\n"`\n`x`', '`"\\n"` and `"\\n\\n"`\n`x`'),
    (r"`` `\n` ``\nnext", "`` `\\n` ``\nnext"),
    (r"5` long\n\nand `x`", "5` long\n\nand `x`"),
    (r"a ` b\n- c ` d", "a ` b\n- c ` d"),
]

MONEY = [
    (r"It costs $5\ne) Silicon costs $6", "It costs $5\ne) Silicon costs $6"),
    (r"from $5\nu and $6\ne", "from $5\nu and $6\ne"),
    (r"$15.9 billion\nneither $5 billion", "$15.9 billion\nneither $5 billion"),
    (r"a) $5\ne) 6$", "a) $5\ne) 6$"),
    (r"pay $5\n\neq $", "pay $5\n\neq $"),
    (r"costs $5, if $x \neq 0$\nend", "costs $5, if $x \\neq 0$\nend"),
    (r"US$ 5\nor $x \neq y$", "US$ 5\nor $x \\neq y$"),
]


@pytest.mark.parametrize(("raw", "decoded"), [*OUTSIDE, *MATH, *MATH_START, *MATRIX, *FENCED, *INLINE_CODE, *MONEY])
def test_each_row_decodes(raw: str, decoded: str) -> None:
    assert decode_answer(raw) == decoded


COMMANDS = ["neg", "neq", "nabla", "nu", "not", "notin", "ne", "nmid", "ni", "nleq", "nexists", "nRightarrow"]


@pytest.mark.parametrize(("opening", "closing"), [("$", "$"), ("$$", "$$"), (r"\(", r"\)"), (r"\[", r"\]")])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_kept_between_all_delimiters_only_there(command: str, opening: str, closing: str) -> None:
    formula = f"{opening}x \\{command} y{closing}"
    assert decode_answer(f"a {formula} b\\nc") == f"a {formula} b\nc"
    assert decode_answer(f"a \\{command} b") == f"a \n{command[1:]} b"


PIECES = ["$", "$$", "`", "```", "\\", "n", "\\n", "\n", "a", "eq", " ", '"', "'", "(", ")", "[", "]", "1", "- "]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(TEXTS)
def test_decoding_only_ever_turns_backslash_n_into_newline(raw: str) -> None:
    assert decode_answer(raw).replace("\n", "\\n") == raw.replace("\n", "\\n")


@given(st.text())
def test_text_without_backslash_is_left_alone(raw: str) -> None:
    plain = raw.replace("\\", "")
    assert decode_answer(plain) == plain


@given(st.text(st.characters(exclude_characters="\\$`~\n\r")))
def test_newlines_of_plain_text_come_back(text: str) -> None:
    lines = text.replace("x", "\n")
    assert decode_answer(lines.replace("\n", "\\n")) == lines


@pytest.mark.parametrize(("raw", "decoded"), [*OUTSIDE, *MATH, *MATH_START, *MATRIX, *FENCED, *INLINE_CODE, *MONEY])
def test_each_row_is_encoded_again(raw: str, decoded: str) -> None:
    if "\n" not in raw:
        assert encode_answer(decoded) == raw


UNSAYABLE = [
    ("first\nsay \\n here", 2, "two characters"),
    ("a\n\n```c\nx = \\n;\n```", 4, "two characters"),
    ("$a \\\\\\neq b$", 1, "two characters"),
    ("one\n\n$a\neq b$", 3, "line ends"),
    ('```c\nputs("x\n");\n```', 2, "line ends"),
]


@pytest.mark.parametrize(("markdown", "line", "reason"), UNSAYABLE)
def test_what_no_escaped_text_stands_for_is_refused(markdown: str, line: int, reason: str) -> None:
    with pytest.raises(EditRefused) as refusal:
        encode_answer(markdown)
    assert refusal.value.place == f"line {line} of the answer"
    assert reason in refusal.value.reason


@given(TEXTS.map(lambda text: text.replace("\n", "")))
def test_encoding_undoes_decoding(raw: str) -> None:
    assert encode_answer(decode_answer(raw)) == raw


@given(TEXTS)
def test_what_is_encoded_decodes_to_the_same(markdown: str) -> None:
    try:
        raw = encode_answer(markdown)
    except EditRefused:
        return
    assert "\n" not in raw
    assert decode_answer(raw) == markdown
