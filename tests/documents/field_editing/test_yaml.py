"""Fields of YAML front matter: only their own lines change, in their own style."""

from __future__ import annotations

import difflib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.documents.field_editing.field_values import MISSING, FieldValue, flat_fields, same_value, value_at
from qtbrowser.documents.front_matter import locate_front_matter, split_front_matter
from qtbrowser.errors import EditRefused

# Every style that authors and programs write in, in one file.
DOCUMENT = """\
---
# a comment of the author's
plain: some words   # why
single: 'it''s quoted'
double: "tab\\there" # kept
folded: >-
    one line of text
wrapped: >-
  These words were broken over
  several lines by a program that
  likes short ones.
clipped: >

  A paragraph.

  Another one.

literal: |
  first
    indented
  last
kept: |+
  with blank lines after

number: 12
flag: true
nothing:
tilde: ~
seo:
  title: A | B
  page_keywords: >-
    tea, coffee, cake
tags: [red, 'green', "blue"]
lines:
  - one   # first
  - "two"

  # about three
  - three
tight:
- x
- y
related_article1:
    id: 5
    title: >-
        A question?
    url: /learn/a
inline: {a: 1, b: two}
last: end
---

&nbsp;
"""

CASES: list[tuple[str, FieldValue, list[str], list[str]]] = [
    ("plain", "other words", ["plain: some words   # why"], ["plain: other words   # why"]),
    ("plain", "a: b", ["plain: some words   # why"], ["plain: 'a: b'   # why"]),
    ("plain", "2024", ["plain: some words   # why"], ["plain: '2024'   # why"]),
    ("plain", "No", ["plain: some words   # why"], ["plain: 'No'   # why"]),
    ("plain", "a\tb", ["plain: some words   # why"], ["plain: 'a\tb'   # why"]),
    ("plain", "bell\a", ["plain: some words   # why"], ['plain: "bell\\u0007"   # why']),
    ("single", "she's", ["single: 'it''s quoted'"], ["single: 'she''s'"]),
    ("single", "two\nlines", ["single: 'it''s quoted'"], ['single: "two\\nlines"']),
    ("double", 'say "x"', ['double: "tab\\there" # kept'], ['double: "say \\"x\\"" # kept']),
    ("folded", "New: words # here", ["    one line of text"], ["    New: words # here"]),
    ("folded", "one\n\ntwo", ["    one line of text"], ["    one", "", "", "    two"]),
    ("number", 13, ["number: 12"], ["number: 13"]),
    ("flag", False, ["flag: true"], ["flag: false"]),
    ("nothing", "something", ["nothing:"], ["nothing: something"]),
    ("tilde", "x", ["tilde: ~"], ["tilde: x"]),
    ("seo.title", "C", ["  title: A | B"], ["  title: C"]),
    ("seo.page_keywords", ("tea", "coffee", "cake", "pie"), ["    tea, coffee, cake"], ["    tea, coffee, cake, pie"]),
    ("seo.new", "x", [], ["  new: x"]),
    (
        "tags",
        ("red", "green", "blue", "a, b"),
        ["tags: [red, 'green', \"blue\"]"],
        ["tags: [red, 'green', \"blue\", 'a, b']"],
    ),
    ("tags", ("red", "blue"), ["tags: [red, 'green', \"blue\"]"], ['tags: [red, "blue"]']),
    ("tags", ("blue", "red"), ["tags: [red, 'green', \"blue\"]"], ['tags: ["blue", red]']),
    ("tags", (), ["tags: [red, 'green', \"blue\"]"], ["tags: []"]),
    ("lines", ("one", "two", "three", "four"), [], ["  - four"]),
    ("lines", ("one", "three"), ['  - "two"'], []),
    ("lines", ("two", "three"), ["  - one   # first"], []),
    ("tight", ("x", "y", "z"), [], ["- z"]),
    ("tight", (), ["tight:", "- x", "- y"], ["tight: []"]),
    ("related_article1.title", "Which?", ["        A question?"], ["        Which?"]),
    (
        "related_article1",
        None,
        ["related_article1:", "    id: 5", "    title: >-", "        A question?", "    url: /learn/a"],
        [],
    ),
    (
        "related_article2",
        {"id": 6, "title": "Why: so?", "url": "/learn/b"},
        [],
        ["related_article2:", "    id: 6", "    title: 'Why: so?'", "    url: /learn/b"],
    ),
    ("inline.a", 2, ["inline: {a: 1, b: two}"], ["inline: {a: 2, b: two}"]),
    ("inline.b", None, ["inline: {a: 1, b: two}"], ["inline: {a: 1}"]),
    ("inline.a", None, ["inline: {a: 1, b: two}"], ["inline: {b: two}"]),
    ("inline.c", "x, y", ["inline: {a: 1, b: two}"], ["inline: {a: 1, b: two, c: 'x, y'}"]),
    (
        "wrapped",
        None,
        ["wrapped: >-", "  These words were broken over", "  several lines by a program that", "  likes short ones."],
        [],
    ),
    ("plain", None, ["plain: some words   # why"], []),
    ("brand_new", "x", [], ["brand_new: x"]),
    ("group.inner", 5, [], ["group:", "  inner: 5"]),
    ("literal", "a\n\nb", ["  first", "    indented", "  last"], ["  a", "", "  b"]),
]


def changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    diff = list(difflib.ndiff(before.decode().split("\n"), after.decode().split("\n")))
    return [line[2:] for line in diff if line[0] == "-"], [line[2:] for line in diff if line[0] == "+"]


@pytest.mark.parametrize(("field", "value", "gone", "come"), CASES, ids=[f"{case[0]}={case[1]!r}" for case in CASES])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_only_the_field_changes(
    field: str, value: FieldValue, gone: list[str], come: list[str], line_end: str, mark: bytes
) -> None:
    raw = mark + DOCUMENT.replace("\n", line_end).encode()
    edited = edit_fields(raw, {field: value})
    assert edited.startswith(mark)
    plain = edited.removeprefix(mark).decode()
    assert plain.replace(line_end, "").count("\r") + plain.replace(line_end, "").count("\n") == 0
    assert changed_lines(DOCUMENT.encode(), plain.replace(line_end, "\n").encode()) == (gone, come)
    assert same_value(value_at(split_front_matter(plain.replace(line_end, "\n"))[0], field), value)
    assert edit_fields(edited, {field: value}) is edited


FIELDS, BODY = split_front_matter(DOCUMENT)
NAMES = [name for name, _ in flat_fields(FIELDS)]
LETTERS = st.text(
    st.one_of(
        st.sampled_from(list("aZ0 -#:'\"\\n,[]{}&*!|>%@`~?=\n\t.é😀\u2028\x07\x85")),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=40,
)
SCALARS = st.one_of(LETTERS, st.integers(-(10**17), 10**17), st.booleans(), st.dates())
VALUES = st.one_of(
    SCALARS,
    st.none(),
    st.lists(LETTERS.map(str.strip).filter(bool), max_size=4).map(tuple),
    st.dictionaries(st.sampled_from(["id", "title", "url"]), SCALARS, min_size=1),
)


def edited_or_none(raw: bytes, field: str, value: FieldValue) -> bytes | None:
    try:
        return edit_fields(raw, {field: value})
    except EditRefused:
        return None


@given(st.sampled_from([*NAMES, "new", "seo.more", "deep.er"]), VALUES, st.sampled_from(["\n", "\r\n"]))
def test_whatever_the_value_nothing_else_changes(field: str, value: FieldValue, line_end: str) -> None:
    raw = DOCUMENT.replace("\n", line_end).encode()
    edited = edited_or_none(raw, field, value)
    if edited is None:
        # A keyword with a comma in it, or a whole group where text or a list was: said, not written.
        assert isinstance(value, tuple | dict)
        return
    fields, body = split_front_matter(edited.decode().replace("\r\n", "\n"))
    assert body == BODY
    found = value_at(fields, field)
    assert same_value(found, value)
    others = [name for name in NAMES if name != field and not name.startswith(f"{field}.")]
    assert [value_at(fields, name) for name in others] == [value_at(FIELDS, name) for name in others]
    assert edit_fields(edited, {field: value}) is edited


# The same styles and rarer ones, in any order, because what follows a value decides where it ends.
BLOCKS = [
    *re.findall(r"^[^\s-].*\n(?:[ -].*\n|\n)*", DOCUMENT.split("---\n")[1], re.MULTILINE),
    *('"quoted key": v\n', "spaced : v\n", "wide:   v\n", "# alone\n", "\n", "? explicit\n: v\n", 'empty: ""\n'),
    *(
        "multi: plain text\n  going on\n\n  and on\n",
        'dq: "folded\n  over lines"\n',
        "explicit_margin: >2-\n    in\n  x\n",
    ),
    *("deep:\n  er:\n    est: 1\n    text: >-\n      x\n  z: 2\n", "flow: {x: {y: 1}, z: [a]}\n"),
    *("items:\n\n  - a\n  # c\n  - b: 1\n    c: 2\n  - [x, y]\n", "trail: |\n  a\n\n  # no comment\n"),
]
ADDED = ("new", "seo.new", "deep.er.new")


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=8, unique=True), VALUES, st.data())
def test_in_whatever_order_fields_stand(blocks: list[str], value: FieldValue, data: st.DataObject) -> None:
    text = f"---\n{''.join(blocks)}---\nBody\n"
    fields, body = split_front_matter(text)
    names = [name for name, _ in flat_fields(fields)]
    field = data.draw(st.sampled_from([*names, *map(str, fields), *ADDED]))
    edited = edited_or_none(text.encode(), field, value)
    if edited is None:
        return
    found, found_body = split_front_matter(edited.decode())
    # Blank lines and comments alone are text between two rules: a front matter comes above it, with a blank line.
    assert (found_body if locate_front_matter(text) else found_body.lstrip("\n")) == body
    assert same_value(value_at(found, field), value)
    others = [name for name in names if name != field and not f"{name}.".startswith(f"{field}.")]
    others = [name for name in others if not field.startswith(f"{name}.")]
    assert [value_at(found, name) for name in others] == [value_at(fields, name) for name in others]


def test_a_front_matter_comes_above_text_between_two_rules() -> None:
    text = "---\n\n# alone\n---\nBody\n"
    assert edit_fields(text.encode(), {"new": "x"}).decode() == f"---\nnew: x\n---\n\n{text}"


@pytest.mark.parametrize("text", ["? explicit\n: v\n", "kept: |+\n  x\n\n", "a: >-\n  x\n# comment\n\n"])
def test_a_field_is_added_behind_any_other(text: str) -> None:
    edited = edit_fields(f"---\n{text}---\n".encode(), {"new": "x"}).decode()
    fields = split_front_matter(f"---\n{text}---\n")[0]
    assert split_front_matter(edited)[0] == {**fields, "new": "x"}


def test_what_a_field_has_already_is_not_written() -> None:
    raw = DOCUMENT.encode()
    for name, value in flat_fields(FIELDS):
        given_value = tuple(value) if isinstance(value, list) else value
        if given_value is not None:
            assert edit_fields(raw, {name: given_value}) is raw
    assert edit_fields(raw, {"seo.page_keywords": ("tea", "coffee", "cake"), "not_there": None}) is raw


def test_wrapped_text_is_wrapped_again() -> None:
    text = "Other words that a reader will find rather too long to stand in one single line of this file."
    edited = edit_fields(DOCUMENT.encode(), {"wrapped": text}).decode()
    lines = edited.split("wrapped: >-\n")[1].split("clipped")[0].splitlines()
    assert len(lines) > 2
    assert max(map(len, lines)) <= len("  several lines by a program that")
    assert " ".join(line.strip() for line in lines) == text


REFUSED = [
    ("---\na: &x 1\nb: *x\n---\n", "b", 2, "several fields share"),
    ("---\na: &x word\nb: *x\n---\n", "a", "other", "changing something else"),
    ("---\na: [1, 2]\n---\n", "a.b", "x", "no group"),
    ("---\na: x, y\n---\n", "a", ("p, q", "r"), "comma"),
    ("---\na: word\n---\n", "a", "nul\0", "NUL"),
    ("---\na: word\n---\n", "a", "\ud800", "surrogate"),
    ("---\na: b: c\n---\n", "a", "x", "can't be read"),
    ("---\na:b\n---\n", "a", "x", "not a list of fields"),
    ("---\na: {}\n---\n", "a.b", "x", "braces"),
]


@pytest.mark.parametrize(("text", "field", "value", "reason"), REFUSED)
def test_what_can_not_be_written_is_refused(text: str, field: str, value: FieldValue, reason: str) -> None:
    with pytest.raises(EditRefused, match=reason) as refusal:
        edit_fields(text.encode(), {field: value})
    assert refusal.value.place


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(EditRefused, match="UTF-8"):
        edit_fields(b"---\na: \xff\n---\n", {"a": "x"})


def test_an_anchor_that_nothing_names_may_go() -> None:
    assert edit_fields(b"---\na: &x word\n---\n", {"a": "other"}) == b"---\na: other\n---\n"


@pytest.mark.parametrize("text", ["---\n---\n", "---\n\n---\n", "---\n# nothing yet\n---\nBody"])
def test_the_first_field_of_an_empty_front_matter(text: str) -> None:
    edited = edit_fields(text.encode(), {"title": "A"}).decode()
    assert split_front_matter(edited) == ({"title": "A"}, split_front_matter(text)[1])


def test_the_last_of_several_keys_of_one_name_counts() -> None:
    raw = b"---\na: 1\nb: x\na: 2\n---\n"
    assert edit_fields(raw, {"a": 3}) == b"---\na: 1\nb: x\na: 3\n---\n"


def test_several_fields_at_once() -> None:
    edited = edit_fields(DOCUMENT.encode(), {"plain": "p", "number": 1, "seo.title": "s", "gone": None})
    fields = split_front_matter(edited.decode())[0]
    assert (fields["plain"], fields["number"], fields["seo"]["title"]) == ("p", 1, "s")
    assert value_at(fields, "gone") is MISSING
