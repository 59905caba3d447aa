"""Words of a text are found alike by the table for ASCII and by the pattern."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.curation.checks.likeness import bands_of, likeness

WORDS = st.lists(st.text(st.characters(max_codepoint=127), min_size=1), min_size=40, max_size=60)


@given(WORDS)
def test_the_words_of_ascii_text_are_those_of_the_pattern(words: list[str]) -> None:
    text = " ".join(words)
    # A letter beyond ASCII, which makes no other word, has the text read by the pattern.
    assert bands_of(text) == bands_of(f"{text} \u2026")
    assert likeness(text, f"{text} \u2026") == float(len(re.findall(r"\w+", text)) > 2)
