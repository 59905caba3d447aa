"""Fields of TOML and JSON front matter, and of files without any: the rest of the file stays as it is."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.documents.field_editing.field_values import FieldValue, flat_fields, same_value, value_at
from qtbrowser.documents.front_matter import split_front_matter
from qtbrowser.documents.reader import parse_document
from qtbrowser.errors import EditRefused

TOML = """\
+++
# a comment
title = "Some words"   # why
path = 'C:\\new'
id = 12
draft = true
day = 2025-01-28
tags = ["red", 'green'] # colours
long = \"\"\"
first
last\"\"\"
lines = [
  "one", # first
  "two",
]

[seo]
page_keywords = "tea, coffee"
+++
Body.
"""

TOML_CASES: list[tuple[str, FieldValue, str, str]] = [
    ("title", 'say "x"', 'title = "Some words"   # why', 'title = "say \\"x\\""   # why'),
    ("path", "D:\\old", "path = 'C:\\new'", "path = 'D:\\old'"),
    ("path", "it's", "path = 'C:\\new'", 'path = "it\'s"'),
    ("id", 13, "id = 12", "id = 13"),
    ("draft", False, "draft = true", "draft = false"),
    ("day", date(2026, 2, 1), "day = 2025-01-28", "day = 2026-02-01"),
    (
        "tags",
        ("red", "green", "blue"),
        "tags = [\"red\", 'green'] # colours",
        'tags = ["red", \'green\', "blue"] # colours',
    ),
    ("tags", ("green",), "tags = [\"red\", 'green'] # colours", "tags = ['green'] # colours"),
    ("seo.page_keywords", ("tea", "coffee", "pie"), '"tea, coffee"', '"tea, coffee, pie"'),
    ("id", None, "id = 12\n", ""),
    ("new", "x", "[seo]\n", 'new = "x"\n\n[seo]\n'),
]


@pytest.mark.parametrize(("field", "value", "before", "after"), TOML_CASES)
def test_toml(field: str, value: FieldValue, before: str, after: str) -> None:
    edited = edit_fields(TOML.encode(), {field: value}).decode()
    expected = TOML.replace(before, after)
    if field == "new":
        assert [line for line in edited.split("\n") if line] == [line for line in expected.split("\n") if line]
    else:
        assert edited == expected
    assert same_value(value_at(split_front_matter(edited)[0], field), value)


def test_toml_keeps_its_line_ends() -> None:
    raw = TOML.replace("\n", "\r\n").encode()
    assert edit_fields(raw, {"id": 13}) == raw.replace(b"id = 12", b"id = 13")


JSON = """\
{
  "title": "Some {words}",
  "id": 12,
  "flag": true,
  "tags": ["red", "green"],
  "seo": {"page_keywords": "tea, coffee"},
  "related": [
    {"id": 1, "url": "/a"}
  ]
}

Body with } and { in it.
"""

JSON_CASES: list[tuple[str, FieldValue, str, str]] = [
    ("title", 'say "é"\n', '"Some {words}"', '"say \\"é\\""'),
    ("id", 13, "12", "13"),
    ("flag", False, "true", "false"),
    ("tags", ("red", "blue"), '["red", "green"]', '["red", "blue"]'),
    ("seo.page_keywords", ("tea", "coffee", "pie"), '"tea, coffee"', '"tea, coffee, pie"'),
    ("id", None, '"id": 12,\n  ', ""),
    ("related", None, ',\n  "related": [\n    {"id": 1, "url": "/a"}\n  ]', ""),
    ("new", "x", "\n  ]\n}", '\n  ],\n  "new": "x"\n}'),
    ("seo.more", 1, '{"page_keywords": "tea, coffee"}', '{"page_keywords": "tea, coffee", "more": 1}'),
    ("related.0.url", "/b", '"/a"', '"/b"'),
    ("day", date(2025, 1, 2), "\n  ]\n}", '\n  ],\n  "day": "2025-01-02"\n}'),
]


@pytest.mark.parametrize(("field", "value", "before", "after"), JSON_CASES)
def test_json(field: str, value: FieldValue, before: str, after: str) -> None:
    edited = edit_fields(JSON.encode(), {field: value}).decode()
    assert edited == JSON.replace(before, after, 1)
    assert same_value(value_at(split_front_matter(edited)[0], field), value)


def test_json_that_escapes_its_letters_goes_on_doing_so() -> None:
    raw = json.dumps({"title": "caf\u00e9", "id": 1}).encode() + b"\nBody"
    assert edit_fields(raw, {"title": "\u00fcber"}) == raw.replace(b"caf\\u00e9", b"\\u00fcber")


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.integers(-(10**17), 10**17),
    st.booleans(),
    st.dates(),
    st.lists(st.text("abé ,\"'\n", min_size=1).map(str.strip).filter(bool), max_size=3).map(tuple),
)


@pytest.mark.parametrize("text", [TOML, JSON], ids=["toml", "json"])
@given(data=st.data())
def test_whatever_the_value_nothing_else_changes(text: str, data: st.DataObject) -> None:
    fields, body = split_front_matter(text)
    names = [name for name, _ in flat_fields(fields)]
    field, value = data.draw(st.sampled_from([*names, "new"])), data.draw(VALUES)
    try:
        edited = edit_fields(text.encode(), {field: value}).decode().replace("\r\n", "\n").replace("\r", "\n")
    except EditRefused:
        # Words with commas in comma-separated text; dates and lone carriage returns in TOML's several lines.
        edited = text
    found, found_body = split_front_matter(edited)
    assert edited == text or same_value(value_at(found, field), value)
    assert found_body == body
    for name in names:
        if name != field:
            assert value_at(found, name) == value_at(fields, name)


def test_a_file_without_front_matter_gets_one() -> None:
    edited = edit_fields(b"Some words.\r\nMore.\r\n", {"seo.title": "A", "id": 5})
    assert edited == b"---\r\nseo:\r\n  title: A\r\nid: 5\r\n---\r\n\r\nSome words.\r\nMore.\r\n"


HEADINGS = [
    (b"# What is tea?\n\nA drink.\n", b"# Why tea?\n\nA drink.\n"),
    (b"# What is tea? ##\n\nA drink.\n", b"# Why tea? ##\n\nA drink.\n"),
    (b"\n\nWhat is tea?\n============\n\nA drink.", b"\n\nWhy tea?\n============\n\nA drink."),
    (b"---\nid: 1\n---\n# What is tea?\nA drink.\n", b"---\nid: 1\n---\n# Why tea?\nA drink.\n"),
    (b"A drink.\n", b"---\ntitle: Why tea?\n---\n\nA drink.\n"),
]


@pytest.mark.parametrize(("before", "after"), HEADINGS)
def test_a_title_that_is_a_heading_is_changed_there(before: bytes, after: bytes) -> None:
    assert edit_fields(before, {"title": "Why tea?"}) == after
    document = parse_document(after.decode(), "x.md")
    assert (document.title, document.answer) == ("Why tea?", "A drink.")
