"""Which spellings are one subject."""

from __future__ import annotations

import pytest

from qtbrowser.catalog.folding import (
    answer_digest,
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


def test_a_digest_of_a_long_answer_is_that_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["", " \n ", "a b\nc\n\nd", "a  b c\td\n", "\n\na\nb\n c d", "abcdefghij klmno\np"]
    whole = [answer_digest(text) for text in texts]
    monkeypatch.setattr("qtbrowser.catalog.folding._MOST_AT_ONCE", 2)
    assert [answer_digest(text) for text in texts] == whole
    assert whole[0] == whole[1] == 0
    assert whole[2] == whole[3] == whole[4] != whole[5]


@pytest.mark.parametrize("words", ["a b c", "\u00e9 b"])
def test_any_space_between_words_has_the_same_digest(words: str) -> None:
    spaces = "".join(char for char in map(chr, range(128)) if char.isspace())
    texts = [f"{space}{words.replace(' ', 3 * space)}{space}{space}" for space in spaces]
    assert {answer_digest(text) for text in [*texts, words.replace(" ", spaces)]} == {answer_digest(words)}
    assert answer_digest(words.replace(" ", "\0")) != answer_digest(words)
