"""Depth and size that a document decides are bounded, whatever its front matter is written in."""

from __future__ import annotations

import pytest

from qtbrowser.documents.front_matter import split_front_matter
from qtbrowser.documents.nesting import MAX_DEPTH
from qtbrowser.errors import DocumentError

DEEP = 3_000

TOO_DEEP = {
    "JSON lists": '{"a": ' + "[" * DEEP + "]" * DEEP + "}\n",
    "JSON groups": '{"a": ' * DEEP + "1" + "}" * DEEP + "\n",
    "unclosed JSON": '{"a": ' + "[" * DEEP,
    "TOML lists": "+++\na = " + "[" * DEEP + "]" * DEEP + "\n+++\n",
    "TOML groups": "+++\na = " + "{a = " * DEEP + "1" + "}" * DEEP + "\n+++\n",
    "dotted TOML": "+++\n" + "a." * DEEP + "a = 1\n+++\n",
    "a dotted TOML header": "+++\n[" + "a." * DEEP + "a]\n+++\n",
    "dotted TOML in quotes": "+++\n" + '"a" . ' * DEEP + '"a" = 1\n+++\n',
    "YAML brackets": "---\na: " + "[" * DEEP + "\n---\n",
    "YAML dashes": "---\na:\n" + "- " * DEEP + "\n---\n",
    "YAML lines": "---\n" + "".join(" " * level + "a:\n" for level in range(80)) + "---\n",
    "YAML lines of dashes": "---\na:\n" + "".join(" " * level + "-\n" for level in range(80)) + "---\n",
    "YAML aliases": "---\na0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 80)) + "---\n",
}


@pytest.mark.parametrize("name", TOO_DEEP)
def test_what_is_too_deep_is_told_and_not_read(name: str) -> None:
    with pytest.raises(DocumentError, match=f"more than {MAX_DEPTH} levels deep"):
        split_front_matter(TOO_DEEP[name])


def test_aliases_that_stand_for_ever_more_are_refused() -> None:
    lines = (f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    with pytest.raises(DocumentError, match="aliases expand to more than"):
        split_front_matter("---\na0: &a0 [x]\n" + "".join(lines) + "---\n")


@pytest.mark.parametrize("inner", ["&a [*a]", "&a {b: *a}", "&a [[b, {c: *a}]]"])
def test_a_field_that_contains_itself_is_refused(inner: str) -> None:
    with pytest.raises(DocumentError, match="contains itself"):
        split_front_matter(f"---\ntitle: {inner}\n---\n")


def test_merges_are_counted_over_the_whole_front_matter() -> None:
    keys = ", ".join(f"k{number}: 1" for number in range(400))
    lines = "".join(f"b{number}: {{<<: *m}}\n" for number in range(400))
    with pytest.raises(DocumentError, match="too many keys"):
        split_front_matter(f"---\nm: &m {{{keys}}}\n{lines}---\n")


SHALLOW = {
    "dots and brackets in JSON strings": ('{"a": "' + "[{" * 100 + '\\"[' + '"}\nb', "[{" * 100 + '"['),
    "brackets in TOML strings": ("+++\na = '" + "[" * 100 + "'\n+++\nb", "[" * 100),
    "dots in a TOML text": ('+++\na = """' + "a." * 100 + '"""\n+++\nb', "a." * 100),
    "dots in a TOML comment": ("+++\n# " + "a." * 100 + "\na = 1\n+++\nb", 1),
    "brackets in a TOML text": ('+++\na = """[["""\n+++\nb', "[["),
    "a TOML text with quotes in it": ("+++\na = '''" + "'[" * 99 + "'''\n+++\nb", "'[" * 99),
    "shared aliases": ("---\nx: &x y\na: [*x, *x]\n---\nb", ["y", "y"]),
    "an indented line of a text": ("---\na: |-\n  b\n  " + " " * 60 + "c\n---\nb", "b\n" + " " * 60 + "c"),
}


@pytest.mark.parametrize("name", SHALLOW)
def test_what_only_looks_deep_is_read(name: str) -> None:
    text, value = SHALLOW[name]
    assert split_front_matter(text)[0]["a"] == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"+++\ntitle = 'T'\na = {'[' * DEEP}{']' * DEEP}\n+++\n", 3),
        (f"+++\n{'a.' * DEEP}a = 1\n+++\n", 2),
        (f"+++\ntitle = 'T'\n\n[{'a.' * DEEP}a]\nb = 1\n+++\n", 4),
        (f"---\ntitle: T\na: {'[' * DEEP}{']' * DEEP}\n---\n", 3),
    ],
)
def test_the_line_of_what_is_too_deep_is_told(text: str, line: int) -> None:
    with pytest.raises(DocumentError) as raised:
        split_front_matter(text)
    assert raised.value.line == line
