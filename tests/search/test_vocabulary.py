"""Numbers for the words of texts, and how pieces of text are taken apart into forms."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.analysis import analyse, find_forms
from qtbrowser.search.vocabulary import Vocabulary

TEXTS = st.lists(st.text(st.sampled_from("aB .,+#'-_é中"), max_size=20), max_size=6)


def words_of(vocabulary: Vocabulary, texts: list[str]) -> list[list[str]]:
    """The words of texts by their numbers, "" where a form has none."""
    numbers = [vocabulary.numbers(text) for text in texts]
    pieces = np.array([number for text in numbers for number in text], dtype=np.int32)
    forms, counts = vocabulary.forms(pieces, np.array(list(map(len, numbers)), dtype=np.int64))
    assert int(counts.sum()) == len(forms)
    words = [vocabulary.words[word] if word >= 0 else "" for word in vocabulary.word_of_form()[forms].tolist()]
    ends = np.cumsum(counts).tolist()
    return [words[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


@given(TEXTS)
def test_numbers_stand_for_the_words_of_each_text(texts: list[str]) -> None:
    expected = [[analyse(form).word for form in find_forms(text)] for text in texts]
    vocabulary = Vocabulary()
    assert words_of(vocabulary, texts) == expected
    assert words_of(vocabulary, texts) == expected, "the second time they are known"


def test_what_is_forgotten_is_learnt_anew() -> None:
    vocabulary = Vocabulary()
    words_of(vocabulary, ["Roman roads, C++ and a.b"])
    vocabulary.forget()
    assert len(vocabulary) == 0
    assert words_of(vocabulary, ["a.b roads"]) == [["a", "b", "roads"]]
