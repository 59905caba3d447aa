"""Which spellings are one subject, and what folders stand for."""

from __future__ import annotations

import pytest

from qtbrowser.catalog.folding import (
    answer_digest,
    common_folder,
    folder_subject,
    split_subject,
    subject_key,
    title_key,
    topic_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Education Studies", "education  studies"),
        ("Digital media", " Digital\u00a0Media "),
        ("Crafts/Wood", "crafts / wood/"),
        ("Straße", "STRASSE"),
        ("Café", "Cafe\u0301"),
        ("Sea shore", "Seashore"),
    ],
)
def test_spellings_of_one_subject(one: str, other: str) -> None:
    assert subject_key(one) == subject_key(other)


@pytest.mark.parametrize(("one", "other"), [("Cafe", "Café"), ("A/B", "AB"), ("Biology", "Biologie")])
def test_different_subjects(one: str, other: str) -> None:
    assert subject_key(one) != subject_key(other)


def test_parts_of_a_subject() -> None:
    assert split_subject(" Crafts /  Wood  work//") == ("Crafts", "Wood work")
    assert split_subject(" / ") == ()
    assert topic_key(" Public  Law ") == "public law"


def test_titles_sort_by_their_letters() -> None:
    titles = ["Zebra?", "“Apple” day", "écoute", "¿Dónde?", "apple", "***"]
    assert sorted(titles, key=title_key) == ["***", "apple", "“Apple” day", "¿Dónde?", "écoute", "Zebra?"]


COMMON = [
    ([], ""),
    (["a.md"], ""),
    (["x/a.md"], "x"),
    (["x/y/a.md", "x/z/b.md"], "x"),
    (["x/y/a.md", "x/y/b.md"], "x/y"),
    (["x/y/a.md", "x/b.md"], "x"),
    (["x/a.md", "xy/b.md"], ""),
    (["x/a.md", "b.md"], ""),
]


@pytest.mark.parametrize(("paths", "common"), COMMON)
def test_common_folder(paths: list[str], common: str) -> None:
    assert common_folder(paths) == common


@pytest.mark.parametrize(
    ("folder", "common", "subject"),
    [
        ("", "", "Notes"),
        ("Cooking/Bread", "", "Cooking/Bread"),
        ("learn/Cooking", "learn", "Cooking"),
        ("learn", "learn", "learn"),
        ("a/b", "a/b", "b"),
    ],
)
def test_folder_subject(folder: str, common: str, subject: str) -> None:
    assert folder_subject(folder, common, "Notes") == subject


def test_a_digest_of_a_long_answer_is_that_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["", " \n ", "a b\nc\n\nd", "a  b c\td\n", "\n\na\nb\n c d", "abcdefghij klmno\np"]
    whole = [answer_digest(text) for text in texts]
    monkeypatch.setattr("qtbrowser.catalog.folding._MOST_AT_ONCE", 2)
    assert [answer_digest(text) for text in texts] == whole
    assert whole[0] == whole[1] == 0
    assert whole[2] == whole[3] == whole[4] != whole[5]
