"""The library's own file follows moves and merges; everything else in it stays."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.curation.library_file_edits import with_changed_paths, with_same_entries, with_text_files
from qtbrowser.errors import EditRefused

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
FILES = [
    "",
    "# mine\n",
    "[check]\noff = []  # all\n",
    '[redirects]\n# old\n"x.md" = "y.md"\n\n[check]\noff = []\n',
    'redirects = { "x.md" = "y.md" }\n',
    'redirects."x.md" = "y.md"\n[check]\noff = []\n',
    '[check]\noff = []\n[redirects]\n"x.md" = "y.md"',
    '[redirects] # old names\n"x.md" = "y.md"\r\n',
]


@given(st.sampled_from(FILES), st.dictionaries(NAMES, NAMES, min_size=1, max_size=4))
def test_redirects_are_added_and_all_else_stays(text: str, redirects: dict[str, str]) -> None:
    written = with_changed_paths(text.encode(), {}, {}, redirects).decode()
    before, after = tomllib.loads(text), tomllib.loads(written)
    wanted = {name: path for name, path in redirects.items() if name != path}
    assert after == before | ({"redirects": before.get("redirects", {}) | wanted} if wanted else {})
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        line for line in written.split("\n") if line.startswith("#")
    ]


@given(st.sampled_from(FILES), st.dictionaries(NAMES, NAMES, min_size=1, max_size=4), NAMES)
def test_a_change_is_taken_back_after_others_have_written(text: str, redirects: dict[str, str], other: str) -> None:
    before = text.encode()
    after = with_changed_paths(before, {}, {}, redirects)
    found = with_changed_paths(after, {}, {}, {f"other {other}": "z.md"})
    taken_back = with_same_entries(after, before, found)
    if taken_back is None:
        assert text.startswith("redirects.")  # tomlkit can't remove from this form
        return
    names = tomllib.loads(taken_back.decode()).get("redirects", {})
    assert names == {**tomllib.loads(text).get("redirects", {}), f"other {other}": "z.md"}


def test_paths_follow_moves_and_redirects_follow_merges() -> None:
    text = (
        '[redirects]\n"old.md" = "a.md"\n"older.md" = "b.md"\n'
        '[[check.ignored]]\nrule = "short-answer"\npath = "a.md"\n'
        '[[check.ignored]]\nrule = "duplicate-title"\nnot_duplicates = ["a.md", "b.md"]\n'
        '[[copies]]\npaths = ["a.md", "c.md"]\n'
    )
    written = tomllib.loads(with_changed_paths(text.encode(), {"a.md": "n/a.md"}, {"b.md": "c.md"}, {}).decode())
    assert written == {
        "redirects": {"old.md": "n/a.md", "older.md": "c.md"},
        "check": {
            "ignored": [
                {"rule": "short-answer", "path": "n/a.md"},
                {"rule": "duplicate-title", "not_duplicates": ["n/a.md", "b.md"]},
            ]
        },
        "copies": [{"paths": ["n/a.md", "c.md"]}],
    }


def test_a_file_that_concerns_nothing_of_it_keeps_its_bytes() -> None:
    raw = b"[check]\r\noff=[]"
    assert with_changed_paths(raw, {"a.md": "b.md"}, {}, {}) is raw


@pytest.mark.parametrize("raw", [b"[", b"\xff", b"redirects = 1\n", b"[[redirects]]\n"])
def test_what_is_not_valid_is_left_alone(raw: bytes) -> None:
    with pytest.raises(EditRefused):
        with_changed_paths(raw, {}, {}, {"a.md": "b.md"})
    assert with_same_entries(b"", b'[redirects]\n"a" = "b"\n', raw) is None


@pytest.mark.parametrize(
    ("before", "read", "after"),
    [
        ("", False, ""),
        ("", True, "[library]\ntext_files = true\n"),
        ("# mine\n[library]  # all\nname = 'x'\n", True, "# mine\n[library]  # all\nname = 'x'\ntext_files = true\n"),
        ("[library]\ntext_files = true\n", True, "[library]\ntext_files = true\n"),
        ("[library]\ntext_files = true # all\n", False, "[library]\ntext_files = false # all\n"),
    ],
)
def test_whether_text_files_are_read(before: str, read: bool, after: str) -> None:
    assert with_text_files(before.encode(), read).decode() == after


@pytest.mark.parametrize("raw", [b"[", b"\xff", b"library = 1\n"])
def test_a_setting_is_not_written_into_what_is_not_valid(raw: bytes) -> None:
    with pytest.raises(EditRefused, match="can't be edited, because it is not valid"):
        with_text_files(raw, True)


def test_a_redirect_that_is_there_leads_elsewhere() -> None:
    text = b'[redirects]\n# old\n"x.md" = "y.md"  # why\n"z.md" = "y.md"\n'
    assert with_changed_paths(text, {}, {}, {"x.md": "n.md", "same.md": "same.md"}) == text.replace(
        b'"x.md" = "y.md"', b'"x.md" = "n.md"'
    )


def test_a_change_of_anything_else_is_not_taken_back_by_redirects() -> None:
    one, other = b"[check]\noff = []\n", b"[check]\noff = ['x']\n"
    assert with_same_entries(one, other, one) is None
    assert with_same_entries(one, one, None) is None
    assert with_same_entries(b'[redirects]\n"a" = "b"\n', b"", b'# mine\n[redirects]\n"a" = "b"\n') == b"# mine\n"


def test_entries_of_another_form_are_left_alone() -> None:
    raw = b'copies = "all"\n[check]\nignored = [1, {path = 3, paths = "a.md"}]\nrules = "none"\n[redirects]\n"a" = 1\n'
    assert with_changed_paths(raw, {"a.md": "b.md"}, {}, {}) is raw
