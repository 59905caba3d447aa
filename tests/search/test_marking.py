"""Marks of mistyped words, held to comparing each word of a text with them."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

import pytest

from qtbrowser.search.analysis import analyse, find_forms, stem_word
from qtbrowser.search.edit_distance import is_within
from qtbrowser.search.marking import Marker, Wanted


def with_one_error(word: str) -> Iterator[str]:
    for place in range(4):
        before, behind = word[:place], word[place:]
        yield before + behind[1:]
        yield before + behind[1::-1] + behind[2:]
        for letter in ascii_lowercase:
            yield before + letter + behind
            yield before + letter + behind[1:]


@pytest.mark.parametrize("edits", [1, 2])
@pytest.mark.parametrize(
    "typed", ["dyes", "loops", "lie", "membrain", "photosinthesis", "naïve", "utf16le", "aardvark"]
)
def test_mistyped_words_are_marked_wherever_a_form_is_near(typed: str, edits: int) -> None:
    near = {typed, *with_one_error(typed), *with_one_error(f"x{typed[1:]}"), *with_one_error(f"{typed[:-1]}q")}
    forms = [form + ending for form in sorted(near) for ending in ("", "s", "ing", "ying", "'s")]
    text = " ".join([*forms, *(form.upper() for form in forms[::7])])
    marker = Marker([((Wanted(typed, stem_word(typed), edits=edits),), 0)])
    marked = {text[start:end].lstrip(".") for start, end, _ in marker.find(text)}
    near_forms = set()
    for form in find_forms(text):
        terms = analyse(form)
        if terms.stem == stem_word(typed) or any(is_within(one, typed, edits) for one in (terms.word, terms.stem)):
            near_forms.add(form.lstrip("."))
    assert marked == near_forms


def test_a_mistyped_word_beside_others() -> None:
    wanted = (
        Wanted("membrain", stem_word("membrain"), edits=2),
        Wanted("zyto", "zyto", is_inside=True),
        Wanted("cells", "cell"),
        Wanted("ques", "que", is_prefix=True),
    )
    text = "Questions on membranes, Embrain, nembrain: the cell's leukozytose or CELLS; a brain sells."
    marker = Marker(((word,), 0) for word in wanted)
    assert [text[start:end] for start, end, _ in marker.find(text)] == [
        "Questions", "membranes", "Embrain", "nembrain", "cell's", "leukozytose", "CELLS"
    ]  # fmt: skip
