"""What texts are found by."""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qtbrowser.search.analysis import (
    STOP_WORDS,
    analyse,
    common_beginning,
    find_forms,
    fold,
    has_word_breaks,
    reading,
    spaced_pieces,
    stem_word,
    terms_of,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Cells, CELLS and cells.", ["cells", "cells", "and", "cells"]),
        ("snake_case __init__", ["snake", "case", "init"]),
        ("3.14 1,000 x2", ["3", "14", "1", "000", "x2"]),
        ("state-of-the-art", ["state", "of", "the", "art"]),
        ("cell's cells' don't I'll l'eau O'Brien", ["cell", "cells", "dont", "ill", "l", "eau", "o", "brien"]),
        ("cell’s don’t", ["cell", "dont"]),
        ("naïve CAFÉ Ångström", ["naive", "cafe", "angstrom"]),
        ("cafe\u0301 n\u0303", ["cafe", "n"]),
        ("Straße ŁÓDŹ Ærø", ["strasse", "lodz", "aero"]),
        ("Σοφία ΣΟΦΙΑΣ", ["σοφια", "σοφιασ"]),
        ("Ёлка", ["елка"]),
        ("H₂O x² ＡＢＣ ﬁne", ["h2o", "x2", "abc", "fine"]),
        ("كِتَاب", ["كتاب"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("机器 learning学", ["机", "器", "learning", "学"]),
        ("が か\u3099 ｶﾞ", ["が", "が", "ガ"]),
        ("한국", ["한", "국"]),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", ["한", "국"]),
        ("co\u00adoperate", ["cooperate"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text)] == words


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("C++ c++17 C# f#", ["c++", "c++", "c#", "f#"]),
        (".NET ASP.NET", [".net", ".net"]),
        ("a+b i+++ #1 C#4 3.14 end. Begin", []),
    ],
)
def test_symbols(text: str, symbols: list[str]) -> None:
    assert [token.symbol for token in tokens(text) if token.symbol] == symbols


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        (("education", "educate", "educated", "educating", "educational"), "educ"),
        (("happy", "happiness"), "happi"),
        (("dying", "die", "dies"), "die"),
        (("b2b", "b2bs"), None),
        (("café", "cafés"), None),
    ],
)
def test_stems(words: tuple[str, ...], stem: str | None) -> None:
    assert {stem_word(word) for word in words} == ({stem} if stem else set(words))


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    found = list(tokens(text))
    assert len(found) <= len(find_forms(text))
    end = 0
    for token in found:
        assert end <= token.start < token.end <= len(text)
        end = token.end
        assert token.word
        assert token.stem
        assert not any(char.isspace() or char in '".,;()[]/' for char in token.word)


@given(st.text())
def test_folding_again_changes_nothing_but_rare_letters(text: str) -> None:
    assert fold(fold(text)) == fold(fold(fold(text)))


@given(st.text(alphabet=st.characters(max_codepoint=0x24F, exclude_characters="\u00ad")))
def test_the_fast_patterns_find_what_the_full_one_does(text: str) -> None:
    pattern, prepared = reading(text)
    fast = pattern.findall(prepared)
    full, prepared = reading(text + " 学")
    assert full is not pattern
    assert fast == full.findall(prepared)[:-1]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_a_stem_begins_like_its_word(word: str) -> None:
    assert word.startswith(common_beginning(stem_word(word)))


@pytest.mark.parametrize(
    "word",
    [
        "dying",
        "lying",
        "tying",
        "ties",
        "flies",
        "cries",
        "hoped",
        "using",
        "ads",
        "skies",
        "happily",
        "sizing",
        "gently",
        "news",
        "yes",
    ],
)
def test_irregular_stems_do_too(word: str) -> None:
    assert word.startswith(common_beginning(stem_word(word)))


def test_words_of_short_stems_begin_with_them() -> None:
    endings = "s es ies ied ed ing edly ingly y ly er ness ful ion e eed ist al ous able ic ate iti ying".split()
    heads = [*ascii_lowercase, *map("".join, product(ascii_lowercase, repeat=2))]
    for word in (head + ending for head in heads for ending in endings):
        stem = stem_word(word)
        assert len(stem) > 2 or word.startswith(stem)


@pytest.mark.parametrize("form", ["I'm", "i'd", "x's", "go's", "GO", "Go", "c's"])
def test_short_forms_begin_like_their_stems(form: str) -> None:
    assert form.lower().startswith(common_beginning(analyse(form).stem))


def test_stop_words_are_words() -> None:
    assert {analyse(word).word for word in STOP_WORDS} == STOP_WORDS


TYPED = st.text(st.sampled_from("aB9 _.,+#'\u2019-\né\u0301→中가가\u00a0\x1fsT"), max_size=40)


@given(st.one_of(st.text(), TYPED))
def test_pieces_hold_the_forms_of_a_text(text: str) -> None:
    assume(has_word_breaks(text))
    pieces = [piece.removesuffix(".") for piece in spaced_pieces(text).decode("utf-8", "surrogatepass").split(" ")]
    forms = [form for piece in pieces for form in find_forms(piece)]
    assert list(map(terms_of, forms)) == list(map(terms_of, find_forms(text)))


@given(st.one_of(st.text(), TYPED))
def test_a_form_is_the_form_of_itself(text: str) -> None:
    for form in find_forms(text):
        assert find_forms(form) == [form]


def test_emoji_are_words_of_their_own() -> None:
    assert find_forms("Launch\U0001f680party \u2705 done") == ["Launch", "\U0001f680", "party", "\u2705", "done"]
    assert [token.word for token in tokens("a \U0001f680 \u260e\ufe0f")] == ["a", "\U0001f680", "\u260e"]
