"""Which line ends of a listing are characters of its strings: a row a language, or a habit of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.markup.code_strings import kept_in_strings

LANGUAGES = ("python", "c", "sql", "lisp", "prolog", "bash", "text", "")


@pytest.mark.parametrize(
    ("language", "code", "kept"),
    [
        ("python", r'print("a\nb")\nprint("c")', ["a"]),
        ("PYTHON", r'print("a\nb")', ["a"]),
        ("python", r'"a"\n"b"', []),
        ("python", r"x = 1 # don't\ny = 'a\nb'", ["a"]),
        ("python", r'x = f"a\n"', ["a"]),
        ("python", r'x = print"a\nb"', []),
        ("python", r'"""a\nb"""', []),
        ("python", r'x = "say \"hi\"\n"', ['"']),
        ("python", r'x = "a\\n"', ["\\"]),
        ("c", r'printf("a\n"); // "quoted\nputs("b\n");', ["a", "b"]),
        ("c", r"char c = '\n';\nint x;", ["'"]),
        ("c", r"// it's one\n// it's two", []),
        ("sql", r"select 'a' -- don't\nfrom t", []),
        ("ini", r"; don't\nname = 'a'", []),
        ("lisp", r"(quote 'a)\n(quote 'b)", []),
        ("rust", r"fn f<'a>()\nfn g<'b>()", []),
        ("octave", r"a = b';\nc = d';", []),
        ("matlab", r"a = b.';\nc = (d)';", []),
        ("matlab", r"disp('a\nb')\n", ["a"]),
        ("prolog", r"% it's\nwrite('a\n').", ["a"]),
        ("bash", r"echo 'one\n  two'", []),
        ("bash", r"printf 'one\n'", ["e"]),
        ("", r"[x'\ny']", []),
        ("", r"say 'a\n b' c", ["a"]),
        ("", r"it's a\nthat's b", []),
        ("python", "x = 'a\\nb\n'", []),
        ("python", 'x = "a\\\ny = "b\\nc"', ["b"]),
    ],
)  # fmt: skip
def test_the_line_ends_that_stay_in_strings(language: str, code: str, kept: list[str]) -> None:
    assert [code[place - 1] for place in sorted(kept_in_strings(code, language))] == kept


@given(st.lists(st.sampled_from(["\\n", "\\", "'", '"', "#", "//", "--", "a", " ", "\n", "f", "("])).map("".join))
def test_only_line_ends_are_kept(code: str) -> None:
    for language in LANGUAGES:
        for place in kept_in_strings(code, language):
            assert code[place : place + 2] == "\\n"
