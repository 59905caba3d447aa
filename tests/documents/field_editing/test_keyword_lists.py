"""Keywords are added, removed and renamed so that every other byte of a list or text stays."""

from __future__ import annotations

from typing import Any

import pytest

from qtbrowser.curation.plans.field_changes import with_keywords
from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.documents.field_editing.field_values import value_at
from qtbrowser.documents.front_matter import split_front_matter

ADDED = [
    ("yaml", "keywords: [\"a\", 'b', c, null, 3]", "keywords: [\"a\", 'b', c, null, 3, new]"),
    (
        "yaml",
        "keywords:\n  - \"a\"   # first\n  # own line\n  - 'b'\n  - ~\n  -\n  - c d",
        "keywords:\n  - \"a\"   # first\n  # own line\n  - 'b'\n  - ~\n  -\n  - c d\n  - new",
    ),
    ("yaml", "keywords: a; b; c", "keywords: a; b; c; new"),
    ("yaml", "keywords: a;b", "keywords: a;b;new"),
    ("yaml", "keywords: a,b", "keywords: a,b,new"),
    ("yaml", 'seo:\n  page_keywords: "a, b"', 'seo:\n  page_keywords: "a, b, new"'),
    ("yaml", "keywords: a b c", "keywords: a b c, new"),
    ("yaml", "keywords: [a, b,]", "keywords: [a, b, new,]"),
    ("yaml", "keywords: [\n  a,\n  b # c\n]", "keywords: [\n  a,\n  b, new # c\n]"),
    ("yaml", "keywords: ''", "keywords: 'new'"),
    ("yaml", "keywords:", "keywords: [new]"),
    ("yaml", "tags:\n  - {name: a, weight: 2}\n  - b", "tags:\n  - {name: a, weight: 2}\n  - b\n  - new"),
    ("yaml", "tags:\r\n    - a\r\n    - 'b'", "tags:\r\n    - a\r\n    - 'b'\r\n    - new"),
    (
        "toml",
        "keywords = [\n  \"a\", # first\n  'b',\n  # own\n]",
        'keywords = [\n  "a", # first\n  \'b\',\n  # own\n  "new"\n]',
    ),
    ("toml", "keywords = ['a', \"b\", 3]", 'keywords = [\'a\', "b", 3, "new"]'),
    ("toml", "keywords = 'a; b'", "keywords = 'a; b; new'"),
    ("json", '"keywords": ["a", null, "b\\u0041", 1.0]', '"keywords": ["a", null, "b\\u0041", 1.0, "new"]'),
    (
        "json",
        '"keywords": [\n    "a",\n    {"name": "b"}\n  ]',
        '"keywords": [\n    "a",\n    {"name": "b"},\n    "new"\n  ]',
    ),
    ("json", '"keywords": "a;b"', '"keywords": "a;b;new"'),
]


def whole(form: str, field: str) -> bytes:
    line_end = "\r\n" if "\r" in field else "\n"
    texts = {
        "yaml": f"---\ntitle: T # why\n{field}\n---\n\nWords.\n",
        "toml": f"+++\ntitle = 'T' # why\n{field}\n+++\n\nWords.\n",
        "json": f'{{\n  "title": "T",\n  {field}\n}}\n\nWords.\n',
    }
    text = texts[form].replace("\r\n", "\n").replace("\n", line_end)
    return text.encode()


@pytest.mark.parametrize(("form", "before", "after"), ADDED)
def test_an_added_keyword_changes_no_other_byte(form: str, before: str, after: str) -> None:
    raw = whole(form, before)
    fields = split_front_matter(raw.decode().replace("\r\n", "\n"))[0]
    assert edit_fields(raw, with_keywords(fields, ["new"])) == whole(form, after)


REPLACED: list[tuple[str, str, int, Any, str]] = [
    ("yaml", "tags: [\"a\", 'b', c]", 1, "new", "tags: [\"a\", 'new', c]"),
    ("yaml", 'tags:\n  - a # one\n  - "b" # two\n  - ~', 1, "new", 'tags:\n  - a # one\n  - "new" # two\n  - ~'),
    ("yaml", "tags: a ;  b; c", 1, "new", "tags: a ;  new; c"),
    ("yaml", "tags: a, b ,c", 0, "new", "tags: new, b ,c"),
    ("toml", "tags = ['a', \"b\", 'c'] # all", 2, "new", "tags = ['a', \"b\", 'new'] # all"),
    ("toml", "tags = [\n  'a', # one\n  'b', # two\n]", 0, "new", "tags = [\n  'new', # one\n  'b', # two\n]"),
    ("json", '"tags": ["\\u0041",  "b", null]', 1, "new", '"tags": ["\\u0041",  "new", null]'),
    ("yaml", "tags: [\"a\", 'b', c, null]", 1, None, 'tags: ["a", c, null]'),
    ("yaml", 'tags:\n  - a # one\n  - "b" # two\n  - ~', 1, None, "tags:\n  - a # one\n  - ~"),
    ("yaml", "tags: a ; b; c", 1, None, "tags: a ; c"),
    ("json", '"tags": ["\\u0041",  "b", null, 1.0]', 1, None, '"tags": ["\\u0041",  null, 1.0]'),
    ("json", '"tags": ["a", null, "c"]', 2, None, '"tags": ["a", null]'),
]


@pytest.mark.parametrize(("form", "before", "place", "word", "after"), REPLACED)
def test_a_replaced_or_removed_keyword_changes_no_other_byte(
    form: str, before: str, place: int, word: str | None, after: str
) -> None:
    raw = whole(form, before)
    value = value_at(split_front_matter(raw.decode())[0], "tags")
    items = list(value) if isinstance(value, list) else [part.strip() for part in value.replace(";", ",").split(",")]
    items[place : place + 1] = [] if word is None else [word]
    assert edit_fields(raw, {"tags": tuple(items)}).decode() == whole(form, after).decode()
