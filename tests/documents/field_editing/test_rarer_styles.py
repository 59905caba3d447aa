"""What is seldom written: groups that come and go, lists of groups, and values that somebody typed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.documents.field_editing.field_values import MISSING, FieldValue, same_value, value_at, value_like
from qtbrowser.documents.front_matter import split_front_matter
from qtbrowser.errors import EditRefused

LINK = {"title": "a", "url": "/b"}
CASES: list[tuple[str, str, FieldValue, str]] = [
    # YAML: what stays of a group, and where a new field of one goes.
    ("---\nnote: plain\n---\n", "note", "one\n  two", "---\nnote: |-\n  one\n    two\n---\n"),
    ("---\nnote: >-\n  two folded\n  lines\n---\n", "note", "a\n  b\nc", "---\nnote: |-\n  a\n    b\n  c\n---\n"),
    ("---\na: x\nseo:\n  title: y\n---\n", "seo.title", None, "---\na: x\n---\n"),
    ("---\nseo:\n  og:\n    title: y\na: x\n---\n", "seo.og.title", None, "---\na: x\n---\n"),
    ("---\na: x\nseo:\n---\n", "seo.title", "new", "---\na: x\nseo:\n  title: new\n---\n"),
    ("---\nseo: {a: 1}\n---\n", "seo.title", "y", "---\nseo: {a: 1, title: 'y'}\n---\n"),
    ("---\nseo: {a: 1}\n---\n", "seo.b.c", "d", "---\nseo: {a: 1, b: {c: d}}\n---\n"),
    ("---\nseo: {a: 1, b: 2}\n---\n", "seo.a", None, "---\nseo: {b: 2}\n---\n"),
    ("---\nseo: {a: 1, b: 2}\n---\n", "seo.b", None, "---\nseo: {a: 1}\n---\n"),
    ("---\na: x\n---\n", "note", "--- not the end", "---\na: x\nnote: '--- not the end'\n---\n"),
    ("---\na: x\n---\n", "note", "one\ntwo", "---\na: x\nnote: |-\n  one\n  two\n---\n"),
    ("---\na: x\n---\n", "related", (LINK,), "---\na: x\nrelated:\n  - title: a\n    url: /b\n---\n"),
    # YAML: lists of groups of which one has an empty field, and lists whose items go to other places.
    (
        "---\nr:\n  - title: a\n    url:\n  - title: b\n---\n",
        "r",
        ({"title": "b"}, {"title": "a", "url": None}),
        "---\nr:\n  - title: b\n  - title: a\n    url: null\n---\n",
    ),
    (
        "---\nr: [{a: 1, b: }, {a: 2}]\n---\n",
        "r",
        ({"a": 2}, {"a": 1, "b": None}),
        "---\nr: [{a: 2}, {a: 1, b: null}]\n---\n",
    ),
    ("---\na:\n  - x\n  - 'z'\n  - w\n---\n", "a", ("w", "x"), "---\na:\n  - w\n  - x\n---\n"),
    ("---\na: [x, 'z', w]\n---\n", "a", ("w", "new", "z", "v"), "---\na: [w, new, 'z', v]\n---\n"),
    ("---\nr:\n  - {a: 1}\n  - {a: 2}\n---\n", "r", ({"a": 2}, {"a": 3}), "---\nr:\n  - {a: 2}\n  - a: 3\n---\n"),
    ("---\na:\n  -\n  - x\n---\n", "a", ("y", None), "---\na:\n  - 'y'\n  - \n---\n"),
    # TOML: tables that are made, and a list in another order.
    ('+++\na = "x"\n+++\n', "seo.title", "y", '+++\na = "x"\n\n[seo]\ntitle = "y"\n+++\n'),
    ('+++\na = ["a", "b"]\n+++\n', "a", ("c", "a"), '+++\na = ["c", "a"]\n+++\n'),
    ('+++\na = "x"\n+++\n', "r", (LINK,), '+++\na = "x"\n\n[[r]]\ntitle = "a"\nurl = "/b"\n+++\n'),
    ('+++\na = ["a", "b", "c"]\n+++\n', "a", ("c", "a"), '+++\na = ["c", "a"]\n+++\n'),
    ('+++\na = ["a"]\n+++\n', "a.1", "b", '+++\na = ["a", "b"]\n+++\n'),
    ('+++\na = ["a", "b"]\n+++\n', "a.1", None, '+++\na = ["a"]\n+++\n'),
    # JSON: the first member of an object.
    ('{\n"a": "x",\n"seo": {}\n}\n', "seo.title", "y", '{\n"a": "x",\n"seo": {"title": "y"}\n}\n'),
    ('{"a": "x"}\n', "r", (LINK,), '{"a": "x", "r": [{"title": "a", "url": "/b"}]}\n'),
    ('{"a": "x"}\n', "a", None, "{}\n"),
]


@pytest.mark.parametrize(("before", "field", "value", "after"), CASES)
def test_the_field_is_changed_and_read_again(before: str, field: str, value: FieldValue, after: str) -> None:
    edited = edit_fields(f"{before}\nBody.\n".encode(), {field: value}).decode()
    assert edited == f"{after}\nBody.\n"
    assert same_value(value_at(split_front_matter(edited)[0], field), value)


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ("---\nseo: words\n---\n", "seo.title", "seo is no group of fields"),
        ('+++\nseo = "words"\n+++\n', "seo.title", "seo is no group of fields"),
        ('+++\na = ["x"]\n+++\n', "a.2", "field a.2: 2 is no item of the list"),
        ('+++\na = ["x"]\n+++\n', "a.first", "first is no item of the list"),
        ('+++\na = ["x"]\n+++\n', "a." + "9" * 5000, "9: 9{40} is no item of the list"),
        ("---\na: [x]\n---\n", "a." + "9" * 5000, "a is no group of fields"),
        ('{"a": ["x"]}\n', "a." + "9" * 5000, "without changing something else"),
        ("+++\n[[r]]\na = 1\n+++\n", "r.1.a", "1 is no item of the list"),
        ("+++\n[[r]]\na = 1\n+++\n", "r.first.a", "first is no item of the list"),
        ('{"seo": "words"}\n', "seo.title", "seo is no group of fields"),
    ],
)
def test_what_is_no_group_gets_no_fields(text: str, field: str, reason: str) -> None:
    with pytest.raises(EditRefused, match=reason):
        edit_fields(text.encode(), {field: "x"})


@pytest.mark.parametrize(
    ("typed", "name", "current", "value"),
    [
        ("tea, coffee,, pie ", "tags", ["red"], ("tea", "coffee", "pie")),
        ("12", "title", MISSING, "12"),
        ("12", "note", "words", "12"),
        ("12", "order", MISSING, 12),
        (" 13 ", "order", 12, 13),
        ("many", "order", 12, "many"),
        ("true", "draft", False, True),
        ("false", "order", 12, "false"),
        ("2025-02-03", "day", date(2024, 1, 1), date(2025, 2, 3)),
        ("2025-02-30", "day", date(2024, 1, 1), "2025-02-30"),
        ("2025-02-03", "seen", datetime(2024, 1, 1), "2025-02-03"),  # noqa: DTZ001
        ("2.5", "weight", 1.5, 2.5),
        ("heavy", "weight", 1.5, "heavy"),
        ("2.5", "weight", MISSING, "2.5"),
    ],
)
def test_what_somebody_typed_is_of_the_kind_that_the_field_holds(
    typed: str, name: str, current: Any, value: FieldValue
) -> None:
    found = value_like(typed, name, current)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("found", "same"), [("2.5", True), (" 2.5 ", True), ("2.50", False), (2.5, True), (2, False)])
def test_a_number_may_be_written_as_text(found: object, same: bool) -> None:
    assert same_value(found, 2.5) is same
