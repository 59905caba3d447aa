"""Lines that name the right choice of a quiz are told from answers in words."""

from __future__ import annotations

import pytest

from qtbrowser.markup.lettered_choices import first_choice, lines_that_name_one, names_choice


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Answer: B", True),
        ("**Answer: B**", True),
        ("**Answer:** b", True),
        ("**Correct answer**: (B)", True),
        ("  Ans. C, D", True),
        ("Answers: A and C.", True),
        ("**Answer: D** since it is so", True),
        ("Answer: B) Paris", True),
        ("Answer - B - it is so", True),
        ("*Answer:* **B** it is so", True),
        ("Answer: A good question.", False),
        ("Answer: Because of A", False),
        ("Answer: A's letter", False),
        ("Answer B", False),
        ("The answer: B", False),
        ("Answer: J", False),
        ("Answers", False),
    ],
)
def test_lines_that_name_a_choice(line: str, names: bool) -> None:
    assert list(lines_that_name_one(f"Words.\n{line}\nWords.")) == ([7] if names else [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Which?\nA) x\nB) y", 7),
        ("- a. x\n- b. y", 0),
        ("  **(A)** x\n  **(B)** y", 0),
        ("- [ ] A: x\n- [ ] B: y", 0),
        ("A) x", None),
        ("B) x\nA) y", None),
        ("A word\nB word", None),
    ],
)
def test_choices_begin_with_a_and_go_on_with_b(text: str, place: int | None) -> None:
    assert first_choice(text) == place


def test_the_choice_is_named_below_the_choices_of_the_same_question() -> None:
    text = "A) x\nB) y\nAnswer: B\n\nWhat?\nAnswer: A\n\nA) x\nB) y\n"
    named = list(lines_that_name_one(text))
    second, third = text.index("What?"), text.index("A) x", 5)
    assert names_choice(text, named, 0, second)
    assert not names_choice(text, named, second, len(text))
    assert not names_choice(text, named, third, len(text))
