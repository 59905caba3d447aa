"""Numbers for the words of texts, and how pieces of text are taken apart into forms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.analysis import analyse, find_forms
from qtbrowser.search.vocabulary import TEXT_GAP, Vocabulary

TEXT = st.text(st.sampled_from("aB .,+#'-_é中\x01\x02\ud800\x85\xa0"), max_size=20)
FIELD = st.lists(TEXT, max_size=4)
DOCUMENTS = st.lists(st.tuples(FIELD, FIELD), min_size=1, max_size=4)


def words_of(vocabulary: Vocabulary, documents: Sequence[Sequence[list[str]]]) -> list[list[list[str]]]:
    """The words of documents by their numbers, field by field, "" where a form has none."""
    found = []
    for texts in vocabulary.numbers(documents):
        forms, counts = vocabulary.forms(texts)
        assert int(counts.sum()) == len(forms)
        words = [vocabulary.words[word] if word >= 0 else "" for word in vocabulary.word_of_form()[forms].tolist()]
        ends = np.cumsum(counts).tolist()
        found.append([words[begin:end] for begin, end in zip([0, *ends], ends, strict=False)])
    return [list(fields) for fields in zip(*found, strict=True)]


def expected_words(texts: list[str]) -> list[str]:
    found = []
    for number, text in enumerate(texts):
        found += [""] * (TEXT_GAP if number else 0)
        found += [analyse(form).word for form in find_forms(text)]
    return found


@given(DOCUMENTS)
def test_numbers_stand_for_the_words_of_each_field(documents: list[tuple[list[str], list[str]]]) -> None:
    expected = [list(map(expected_words, fields)) for fields in documents]
    vocabulary = Vocabulary()
    assert words_of(vocabulary, documents) == expected
    assert words_of(vocabulary, documents) == expected, "the second time they are known"


def test_what_is_forgotten_is_learnt_anew() -> None:
    vocabulary = Vocabulary()
    words_of(vocabulary, [[["Roman roads, C++ and a.b"]]])
    vocabulary.forget()
    assert len(vocabulary) == 0
    assert words_of(vocabulary, [[["a.b roads"]]]) == [[["a", "b", "roads"]]]
