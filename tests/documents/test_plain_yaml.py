"""The quick reading of plain YAML agrees with the real parser wherever it dares to answer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from qtbrowser.documents.front_matter import PlainLoader
from qtbrowser.documents.plain_yaml import parse_plain_yaml
from qtbrowser.resources import sample_library

PLAIN = [
    ("a: b", {"a": "b"}),
    ("a: 1\nb: -2\nc: 010\nd: 2025-01-02\ne: 1.5", {"a": 1, "b": -2, "c": "010", "d": "2025-01-02", "e": "1.5"}),
    ("a: true\nb: null\nc:\nd: No", {"a": True, "b": None, "c": None, "d": "No"}),
    ("a: >-\n    one\n    two  \nb: c", {"a": "one two  ", "b": "c"}),
    ("a:\n  b: 1\n  c: >-\n    long\nd: e", {"a": {"b": 1, "c": "long"}, "d": "e"}),
    ("a: what's \\n this? ([x]) #1", None),
    ("url: /a/b#c\nt: It's 5:30", {"url": "/a/b#c", "t": "It's 5:30"}),
    ("a: >-\n  # no comment", None),
    ("a:\n- b\n- 2\n-\n- \nc:\n  - true\n  - d e\nf: g", {"a": ["b", 2, None, None], "c": [True, "d e"], "f": "g"}),
    ("a: [b, 3 , null, c d]\nb: [x/y]", {"a": ["b", 3, None, "c d"], "b": ["x/y"]}),
    ("a: >-\n  \\n1. [x]: *y*", {"a": "\\n1. [x]: *y*"}),
]
LEFT_TO_THE_PARSER = [
    "a: 'b'",
    'a: "b"',
    "a: [b",
    "a: [b, 'c']",
    "a: [b, [c]]",
    "a: [b:c]",
    "a: [b,]",
    "a: [- b]",
    "a: [b, , c]",
    "a: b: c",
    "true: b",
    "a: b # c",
    "# c",
    "a: &x b",
    "a: |\n  b",
    "a: >-\n  b\n\n  c",
    "a: >-\n  b\n   c",
    "a: b\n  c",
    "a:\n  b:\n    c: d",
    "a:\n  - b\n - c",
    "a:\n- b\n  - c",
    "a:\n- b: c",
    "a:\n- b\n  c",
    "a:\n- - b",
    "a:\n-b",
    "a:\n  b:\n  - c",
    "a: b\n- c",
    "a:\n- b\n  c: d",
    "a:\n  b: c\n d: e",
    "a: >-\nb: c",
    "a:b",
    "a:\tb",
    "a: b\x07",
    "a: b\u2028c",
    "- a",
    "? a",
    "a: -",
    "a: - b",
    "a:\n\n  b: c",
]


@pytest.mark.parametrize(("raw", "fields"), PLAIN)
def test_plain_fields(raw: str, fields: dict[str, object] | None) -> None:
    assert parse_plain_yaml(raw) == fields


@pytest.mark.parametrize("raw", LEFT_TO_THE_PARSER)
def test_everything_else_is_left_to_the_parser(raw: str) -> None:
    assert parse_plain_yaml(raw) is None


_PIECES = st.sampled_from(
    [
        "a",
        "b",
        "k: ",
        "k:",
        ": ",
        ">-",
        "\n",
        "\n  ",
        "\n    ",
        "\n\n",
        " ",
        "-",
        "#",
        "1",
        "'",
        '"',
        "&",
        "*",
        "\\n",
        "é",
        "/",
        "true",
        "- ",
        "\n- ",
        "[",
        "]",
        ", ",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join))
@example("k: >-\n  a\n b\nk: c")
@example("a:\n  k: >-\n  b")
@example("true: ")
@example("k: >-\n  a\n\nk: b")
def test_agrees_with_the_parser(raw: str) -> None:
    mine = parse_plain_yaml(raw)
    if mine is not None:
        assert mine == (yaml.load(raw, Loader=PlainLoader) or {})


def test_reads_most_of_the_sample_and_agrees() -> None:
    texts = [file.read_text("utf-8") for file in Path(sample_library()).glob("learn/**/*.md")]
    raws = [text.split("---\n", 2)[1] for text in texts]
    mine = [parse_plain_yaml(raw) for raw in raws]
    assert sum(fields is not None for fields in mine) > len(raws) * 0.5
    for raw, fields in zip(raws, mine, strict=True):
        if fields is not None:
            assert fields == yaml.load(raw, Loader=PlainLoader)
