"""Fields that a front matter has twice are named with their lines."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.field_editing.repeated_fields import repeated_fields
from qtbrowser.documents.field_editing.yaml_places import compose
from qtbrowser.errors import EditRefused

CASES: dict[str, tuple[str, list[tuple[str, int | None]]]] = {
    "no front matter": ("Text: a\nText: b\n", []),
    "none": ("---\ntitle: a\nseo:\n  title: b\nrelated:\n  - title: c\n  - title: d\n---\n", []),
    "YAML": ("---\ntitle: a\nid: 1\ntitle: b\n---\n", [("title", 4)]),
    "quoted": ("---\n'title': a\n\"title\": b\n---\n", [("title", 3)]),
    "in a group": ("---\nseo:\n  title: a\n  title: b\n---\n", [("seo.title", 4)]),
    "in a list": ("---\nrelated:\n  - id: 1\n  - id: 2\n    url: /a\n    url: /b\n---\n", [("related.1.url", 6)]),
    "once for an alias": ("---\none: &x\n  a: 1\n  a: 2\ntwo: *x\n---\n", [("one.a", 4)]),
    "in the order of the file": ("---\na:\n  x: 1\n  x: 2\nb:\n  - y: 1\n    y: 2\n---\n", [("a.x", 4), ("b.0.y", 7)]),
    "merged groups": ("---\none: &x\n  a: 1\ntwo:\n  <<: *x\n  <<: *x\n---\n", []),
    "alike, but in text": ("---\nnote: |\n  title: a\n  title: b\n---\n", []),
    "not readable": ("---\ntitle: a\ntitle: 'b\n---\n", []),
    "no fields": ("---\n- a: 1\n  a: 2\n---\n", []),
    "JSON": ('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}\n', [("c", None), ("a", None)]),
    "JSON, not readable": ('{"a": 1, "a": }\n}\n', []),
    "TOML": ('+++\ntitle = "a"\n[seo]\ntitle = "b"\n+++\n', []),
}

KEYS = ("a", "b", "a ", "'a'", '"a"', "- a", "  a", "  b", "    a", "  - a", "- b", "&n a", "!t a", "_x", "é")
VALUES = (" 1", "", " {a: 1, a: 2}", " >-", " [ {a: 1, a: 2} ]", " x: y", " 'q'")
LINES = st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)).map(":".join)


@pytest.mark.parametrize("name", CASES)
def test_repeated_fields(name: str) -> None:
    text, found = CASES[name]
    assert repeated_fields(text) == found


def test_not_more_are_named_than_anybody_reads() -> None:
    lines = "".join(f"field{number}: 1\nfield{number}: 2\n" for number in range(50))
    found = repeated_fields(f"---\n{lines}---\n")
    assert len(found) == 20
    assert found[0] == ("field0", 3)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_no_repeated_field_is_overlooked(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    assert bool(repeated_fields(f"---\n{text}---\n")) == has_repeated_field(text)


def has_repeated_field(text: str) -> bool:
    """Whether one of the groups of a front matter has two keys of the same letters; False if it is no YAML."""
    try:
        root = compose(text)
    except EditRefused:
        return False
    nodes = [] if root is None else [root]
    for node in nodes:
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            names = [str(key.value) for key, _ in node.value]
            if len(set(names)) < len(names):
                return True
            nodes += [value for _, value in node.value]
    return False
