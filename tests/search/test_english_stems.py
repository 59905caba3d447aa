"""Stems of English words: those of Whoosh's stemmer, whose indexes are still read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.lang.snowball.english import EnglishStemmer

from qtbrowser.search.english_stems import english_stem

_ENDINGS = (
    "s sses ied ies us ss eed eedly ed edly ing ingly ating bling izing y ly ization ational fulness ousness iveness "
    "tional biliti lessli entli ation alism aliti ousli iviti fulli enci anci abli izer ator alli bli ogi logi li "
    "alize icate iciti ative ical ness ful ement ance ence able ible ment ant ent ism ate iti ous ive ize ion sion "
    "tion al er ic e ll"
).split()
_BEGINNINGS = st.one_of(st.sampled_from(("gener", "commun", "arsen", "y", "skis", "proceed")), st.just(""))
_WORDS = st.builds(
    "".join,
    st.tuples(
        _BEGINNINGS,
        st.text("aeiouybcdglmnrstwxz", max_size=7),
        st.sampled_from(_ENDINGS),
        st.one_of(st.just(""), st.sampled_from(_ENDINGS)),
    ),
).filter(lambda word: len(word) > 2)

_of_whoosh = EnglishStemmer()


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("syllable", "syllabl"),
        ("hopping", "hop"),
        ("hoping", "hope"),
        ("agreed", "agre"),
        ("cries", "cri"),
        ("ties", "tie"),
        ("gas", "gas"),
        ("generically", "generic"),
        ("youth", "youth"),
        ("saying", "say"),
        ("nationalization", "nation"),
        ("herrings", "herring"),
        ("labor", "labor"),
    ],
)
def test_stems_of_words(word: str, stem: str) -> None:
    assert english_stem(word) == stem


@given(_WORDS)
def test_stems_are_those_of_whoosh(word: str) -> None:
    assert english_stem(word) == _of_whoosh.stem(word)
