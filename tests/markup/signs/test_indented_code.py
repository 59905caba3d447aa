"""Where a text is a listing by indentation."""

from __future__ import annotations

import pytest

from qtbrowser.documents.folder_kind import FolderKind, names_of_kinds
from qtbrowser.markup.plain import plain_text
from qtbrowser.markup.signs.indented_code import is_in_indented_code
from tests.rendering.pages import answer_html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("words\n\n    X\n\nend", True),
        ("words\nmore\n\n    a\n\n    b\n\tX", True),
        ("# Head\n\n\tX", True),
        ("words\n\n   X", False),
        ("words\n    X", False),
        ("    X", False),
        ("- item\n\n    X", False),
        ("- item\nlazy\n\n    X", False),
        ("1. item\n\n   words\n\n    X", False),
        ("!!! note\n\n    X", False),
        ("{{% tab %}}\n\n    X", False),
        ("words\n\n" + "    a\n" * 1000 + "    X", False),
    ],
)
def test_a_listing_is_sure_below_words_alone(text: str, expected: bool) -> None:
    assert is_in_indented_code(text, text.index("X")) is expected


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        (FolderKind.HUGO, '{{< figure src="a.png" >}}'),
        (FolderKind.JEKYLL, "{{ site.x }} {% if a %}"),
        (FolderKind.MKDOCS, "{{ x }} {% if a %}"),
        (FolderKind.MDBOOK, "{{#include a.md}}"),
    ],
)
def test_signs_in_a_listing_by_indentation_are_text(kind: FolderKind, sign: str) -> None:
    text = f"words\n\n    {sign}\n\nend"
    assert sign in plain_text(text, frozenset(names_of_kinds(kind)))
    assert sign.split(maxsplit=1)[0].replace("<", "&lt;") in answer_html(text, kinds=kind)
