"""Comments are told from number signs in values."""

from __future__ import annotations

import pytest

from qtbrowser.documents.field_editing.comments import comments_of

CASES = {
    "no front matter": ("# A heading\n\nText.\n", []),
    "no comment": ("---\ntitle: C is no C#\n---\n", []),
    "YAML": (
        (
            "---\n# first\ntitle: 'a # b' # why\nnote: |\n  # text\n  more\nurl: /x#y\n"
            "list:\n  - a # an item\n# last\n---\n# Body\n"
        ),
        ["# first", "# why", "# an item", "# last"],
    ),
    "broken YAML": ("---\n# first\ntitle: a # why\nnote: 'open # text\n---\n", ["# first", "# why"]),
    "TOML": (
        (
            '+++\n# first\na = "b # c" # why\n'
            "d = 'e # f'\ng = \"\"\"\n# text\n\"\" # text\n\"\"\" # end\nh = '''\n# text\n'''\n+++\n# Body\n"
        ),
        ["# first", "# why", "# end"],
    ),
    "JSON": ('{"title": "a # b"}\n\n# Body\n', []),
}


@pytest.mark.parametrize("name", CASES)
def test_comments(name: str) -> None:
    text, comments = CASES[name]
    assert comments_of(text) == comments
