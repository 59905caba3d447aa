"""Names that go on Windows, macOS and Linux alike, and those that two systems take for one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.portable_names import LONGEST_PATH, name_key, portable_name, unportable, unportable_name

NOT_EVERYWHERE = [
    ("what?.md", "character ?"),
    ("a:b.md", "character :"),
    ("a*.md", "character *"),
    ('"a".md', 'character "'),
    ("a<b>.md", "character <"),
    ("a|b.md", "character |"),
    ("a\\b.md", "character \\"),
    ("a\nb.md", "control"),
    ("a\x85.md", "control"),
    ("a.", "a dot"),
    ("a.md ", "a space"),
    ("NUL.md", "device"),
    ("com1.tar.md", "device"),
    ("LPT³.md", "device"),
    ("\ud800.md", "not valid text"),
    ("é" * 127 + ".md", "where 255 go"),
    ("", "needs a name"),
    ("..", "needs a name"),
]


@pytest.mark.parametrize(("name", "reason"), NOT_EVERYWHERE)
def test_names_that_do_not_go_everywhere(name: str, reason: str) -> None:
    assert reason in (unportable_name(name) or "")
    if name:
        assert unportable(f"a/{name}/b.md") == unportable_name(name)
        assert unportable(f"a/{name}/b.md", f"a/{name}") is None, "a folder that is there is not judged"


@pytest.mark.parametrize(
    "name", ["a.md", ".hidden.md", "a b.md", "naïve.md", "日本.md", "com10.md", "a..md", "[x] (y).md"]
)
def test_names_that_go_everywhere(name: str) -> None:
    assert unportable_name(name) is None
    assert portable_name(name) == name


def test_paths_too_long_for_windows() -> None:
    path = "/".join(["x" * 50] * 4) + "/a.md"
    assert unportable(path) is None
    assert f"where {LONGEST_PATH} are safe" in (unportable(path + "/" + "x" * 50) or "")
    assert unportable("/".join("𝒳" * 30 for _ in range(4))) is not None, "counted in UTF-16 units"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Apple.md", "apple.MD"),
        ("Café.md", "cafe\u0301.md"),
        ("CAFÉ.md", "cafe\u0301.md"),
        ("straße.md", "STRASSE.md"),
        ("\u212bngström.md", "ÅNGSTRÖM.md"),
        ("ΣΑΣ.md", "σας.md"),
    ],
)
def test_names_that_are_the_same_elsewhere(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_differ() -> None:
    assert len({name_key(name) for name in ("a.md", "á.md", "a-.md", "ａ.md", "ß.md", "s.md")}) == 6


@given(st.text(st.characters(codec="utf-8"), min_size=1).map(lambda text: f"x{text}x.md"))
def test_a_name_with_a_beginning_can_be_made_portable(name: str) -> None:
    assert unportable_name(portable_name(name)) is None


@given(st.text())
def test_keys_do_not_depend_on_case_or_form(name: str) -> None:
    for form in ("NFC", "NFD"):
        assert name_key(unicodedata.normalize(form, name)) == name_key(name)
    assert name_key(name_key(name)) == name_key(name)
