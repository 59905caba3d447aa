"""Front matter in its four forms, the odd values real ones hold, and what is wrong with broken ones."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from qtbrowser.documents.front_matter import read_front_matter, split_front_matter
from qtbrowser.documents.nesting import MAX_DEPTH
from qtbrowser.errors import DocumentError

READ: list[tuple[str, str, dict[str, Any], str]] = [
    ("yaml", "---\ntitle: What?\nid: 7\n---\nBody\n", {"title": "What?", "id": 7}, "\nBody\n"),
    ("yaml, four dashes", "----\na: b\n----\n", {"a": "b"}, "\n"),
    (
        "toml",
        '+++\ntitle = "What?"\nday = 2025-01-02\n+++\nBody',
        {"title": "What?", "day": date(2025, 1, 2)},
        "\nBody",
    ),
    (
        "json on several lines",
        '{\n "title": "What?",\n "n": {"a": 1}\n}\nBody',
        {"title": "What?", "n": {"a": 1}},
        "\nBody",
    ),
    ("json on one line", '{"title": "What?"}\nBody {x}', {"title": "What?"}, "\nBody {x}"),
    ("none", "# A heading\n\nText\n", {}, "# A heading\n\nText\n"),
    ("a rule is no front matter", "---\n\nText\n", {}, "---\n\nText\n"),
    ("words between rules", "---\nWords, no fields.\n---\n\nText", {}, "---\nWords, no fields.\n---\n\nText"),
    ("items between rules", "---\n- a\n- b\n---\nText", {}, "---\n- a\n- b\n---\nText"),
    ("paragraphs between rules", "---\na\n\n## B\n\nc\n---\nd", {}, "---\na\n\n## B\n\nc\n---\nd"),
    ("comments alone", "---\n# a\n---\nText", {}, "\nText"),
    ("text between rules", "---\n\n# Words\n\nNote\n\n---\n\nText", {}, "---\n\n# Words\n\nNote\n\n---\n\nText"),
    (
        "a note between rules",
        "---\n\nNote: this page moves\nin spring.\n\nWarning: take care of it!\n\n---\n\nText",
        {},
        "---\n\nNote: this page moves\nin spring.\n\nWarning: take care of it!\n\n---\n\nText",
    ),
    (
        "a sentence about the page",
        "---\n\nSummary: This is about cats.\n\n---\nText",
        {"Summary": "This is about cats."},
        "\nText",
    ),
    (
        "what a template of a vault leaves open",
        "---\ncreated: {{date}}\nup: [[{{title}}]]\ntags:\n  - {{tag}}\n  - a\nb: 1\n---\nText",
        {"created": "{{date}}", "up": "[[{{title}}]]", "tags": ["{{tag}}", "a"], "b": 1},
        "\nText",
    ),
    ("fields below a blank line", "---\n\na: b\n---\nText", {"a": "b"}, "\nText"),
    ("a brace is no front matter", "{x} marks the spot", {}, "{x} marks the spot"),
    ("empty front matter", "---\n---\nBody", {}, "\nBody"),
    ("a rule in the body", "---\na: b\n---\nOne\n\n---\n\nTwo", {"a": "b"}, "\nOne\n\n---\n\nTwo"),
]


@pytest.mark.parametrize(("text", "fields", "body"), [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_reads_every_form(text: str, fields: dict[str, Any], body: str) -> None:
    assert split_front_matter(text) == (fields, body)


SCALARS: list[tuple[str, object]] = [
    ("No", "No"),  # YAML 1.1 makes these three False, True and 8
    ("on", "on"),
    ("010", "010"),
    ("12:30", "12:30"),
    ("1_000", "1_000"),
    ("2025-13-45", "2025-13-45"),
    ("2025-01-28", "2025-01-28"),
    ("42", 42),
    ("-1", -1),
    ("'42'", "42"),
    ("1.10", "1.10"),
    ("true", True),
    ("null", None),
    ("~", None),
    ("", None),
    ("=", "="),
]


@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_only_unmistakable_yaml_scalars_are_more_than_text(written: str, value: object) -> None:
    fields, _ = split_front_matter(f"---\nx: {written}\n---\n")
    assert fields["x"] == value
    assert type(fields["x"]) is type(value)


BROKEN: list[tuple[str, str, int | None]] = [
    ("two colons", "---\nid: 3\ntitle: one: two\n---\n", 3),
    ("a stray line", "---\ntitle: x\nfoo\n---\n", 4),
    ("a tab as indentation", "---\na:\n\tb: c\n---\n", 3),
    ("never closed", "---\ntitle: x\nText", 1),
    ("a list", "---\n- a: b\n---\n", 2),
    ("a control character", '---\ntitle: "\x07"\n---\n', 2),
    ("a Python object", "---\nx: !!python/object/apply:os.system [x]\n---\n", 2),
    ("an unhashable key", "---\n? {a: b}\n: c\n---\n", 2),
    ("a truth value that is none", "---\nx: !!bool maybe\n---\n", 2),
    ("a date that is none", "---\nx: !!timestamp soon\n---\n", 2),
    ("a number without digits", "---\nx: !!int ''\n---\n", 2),
    ("toml", "+++\nid = 1\ntitle = x\n+++\n", 3),
    ("json", '{"a": 1,\n "b" 2}\n', 2),
    ("brackets without end", "---\na: " + "[" * 100_000 + "\n---\n", 2),
    ("nested lists", "---\na:\n  " + "- " * 1_000 + "x\n---\n", 3),
    (
        "merges that grow",
        "---\na: &a {x: 1, y: 2}\n"
        + "".join(f"{name}: &{name}\n  <<: [{', '.join(['*' + last] * 9)}]\n" for last, name in pairwise("abcdefg"))
        + "---\n",
        None,
    ),
]


@pytest.mark.parametrize(("text", "line"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_says_what_is_wrong_and_where(text: str, line: int | None) -> None:
    with pytest.raises(DocumentError) as caught:
        split_front_matter(text)
    assert caught.value.reason.endswith(".")
    if line is not None:
        assert caught.value.line == line


def test_depth_is_bounded_but_long_lists_are_not() -> None:
    deep = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert "a" in split_front_matter(f"---\na: {deep}\n---\n")[0]
    many = "\n".join(f"- [{number}]" for number in range(1_000))
    assert len(split_front_matter(f"---\na:\n{many}\n---\n")[0]["a"]) == 1_000


def test_an_alias_bomb_stays_small() -> None:
    levels = "".join(f"{name}: &{name} [{', '.join(['*' + last] * 9)}]\n" for last, name in pairwise("abcdef"))
    fields, _ = split_front_matter(f"---\na: &a [lol]\n{levels}title: kept\n---\n")
    assert fields["title"] == "kept"


@pytest.mark.parametrize(
    ("before", "after"),
    [('+++\ntitle = "a"\nid = ', "\n+++\n"), ('{\n"title": "a",\n"id": ', "\n}\n")],
)
def test_a_number_of_too_many_digits_is_told_in_plain_words(before: str, after: str) -> None:
    found = read_front_matter(before + "1" * 6_000 + after + "\nThe answer.\n")
    assert "The answer." in found.body
    assert found.error is not None
    assert found.error.reason.endswith("a number has too many digits.")
    assert found.error.line == 3
