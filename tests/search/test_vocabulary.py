"""Numbers for the words of texts, and how pieces of text are taken apart into forms."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.analysis import analyse, find_forms
from qtbrowser.search.vocabulary import TEXT_GAP, Vocabulary

FIELD = st.lists(st.text(st.sampled_from("aB .,+#'-_é中\x01\x02\ud800\x85"), max_size=20), max_size=6)
FIELDS = st.lists(FIELD, max_size=4)


def words_of(vocabulary: Vocabulary, fields: list[list[str]]) -> list[list[str]]:
    """The words of fields by their numbers, "" where a form has none."""
    numbers = vocabulary.numbers(fields)
    pieces = np.array([number for text in numbers for number in text], dtype=np.int32)
    forms, counts = vocabulary.forms(pieces, np.array(list(map(len, numbers)), dtype=np.int64))
    assert int(counts.sum()) == len(forms)
    words = [vocabulary.words[word] if word >= 0 else "" for word in vocabulary.word_of_form()[forms].tolist()]
    ends = np.cumsum(counts).tolist()
    return [words[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


def expected_words(texts: list[str]) -> list[str]:
    found = []
    for number, text in enumerate(texts):
        found += [""] * (TEXT_GAP if number else 0)
        found += [analyse(form).word for form in find_forms(text)]
    return found


@given(FIELDS)
def test_numbers_stand_for_the_words_of_each_field(fields: list[list[str]]) -> None:
    expected = [expected_words(texts) for texts in fields]
    vocabulary = Vocabulary()
    assert words_of(vocabulary, fields) == expected
    assert words_of(vocabulary, fields) == expected, "the second time they are known"


def test_what_is_forgotten_is_learnt_anew() -> None:
    vocabulary = Vocabulary()
    words_of(vocabulary, [["Roman roads, C++ and a.b"]])
    vocabulary.forget()
    assert len(vocabulary) == 0
    assert words_of(vocabulary, [["a.b roads"]]) == [["a", "b", "roads"]]
