"""Fields that a front matter has twice are named with their lines."""

from __future__ import annotations

import pytest

from qtbrowser.documents.field_editing.repeated_fields import repeated_fields

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


@pytest.mark.parametrize("name", CASES)
def test_repeated_fields(name: str) -> None:
    text, found = CASES[name]
    assert repeated_fields(text) == found


def test_not_more_are_named_than_anybody_reads() -> None:
    lines = "".join(f"field{number}: 1\nfield{number}: 2\n" for number in range(50))
    found = repeated_fields(f"---\n{lines}---\n")
    assert len(found) == 20
    assert found[0] == ("field0", 3)
