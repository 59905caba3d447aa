"""The right answers of a quiz are folded, and what explains them."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.rendering.quiz_answers import fold_answers
from tests.rendering.pages import answer_html, checked

QUESTION = "#### Name {0}\n\n- [ ] wrong {0}\n- [x] right *{0}*\n\nBecause {0}.\n\n"
QUIZ = "".join(QUESTION.format(number) for number in range(3))


def test_answers_and_what_explains_them_are_folded() -> None:
    html = answer_html(QUIZ)
    checked(html)
    before, fold, behind = html.partition('<div class="fold">')
    assert "☐ wrong 0" in before
    assert "☐ right <em>0</em>" in before
    assert "☑" not in before
    assert "Because 0." not in before
    folded = behind[: behind.index("</div>")]
    assert fold
    assert "☑ right <em>0</em>" in folded
    assert "wrong" not in folded
    assert "<p>Because 0.</p>" in folded
    assert html.count('class="fold"') == 2 * 3
    assert "Name 1" in behind[behind.index("</div>") :]


def test_what_the_author_has_folded_is_not_to_be_unfolded_twice() -> None:
    own = "<details><summary>Why</summary>\n\nBecause.\n\n</details>\n\n"
    html = answer_html("".join(f"{QUESTION.format(number)}{own}" for number in range(3)) + f"## Behind\n\n{own}")
    checked(html)
    assert html.count('<div class="fold open">') == 3
    assert html.count('<div class="fold">') == 3 + 1


def test_task_lists_of_other_documents_stay_as_they_are() -> None:
    html = answer_html("## Today\n\n- [x] buy\n- [ ] sell\n\nMore.")
    assert "☑ buy" in html
    assert "fold" not in html


LETTERED = {
    "headings": "### Which one, {0}?\n\n- A) wrong{0}\n- B) good{0}\n\n**Answer: B** - as `known{0}`.\n\nMore{0}.\n\n",
    "no empty line": "### Which one, {0}?\n\n- A) wrong{0}\n- B) good{0}\n**Answer: B** known{0}\nMore{0}.\n\n",
    "lines": "Q{0}. Which one is it?\nA) wrong{0}\nB) good{0}  \nAnswer: B\nknown{0} More{0}.\n\n",
    "lines of items": "{0}. Which one?\n   a. wrong{0}\n   b. good{0}\n   Ans: b\n   known{0} More{0}\n",
    "items": "{0}. Which one?\n   - A) wrong{0}\n   - B) good{0}\n\n   Correct answer: **B**\n\n   known{0} More{0}\n",
    "rules": "**Q{0}.** Which one?\n\n- A) wrong{0}\n- B) good{0}\n\n**Answer: B** known{0}\n\nMore{0}\n\n---\n\n",
    "paragraphs": "**Which one, {0}?**\n\nA. wrong{0}\n\nB. good{0}\n\n*Answer:* B\n\nknown{0} More{0}\n\n",
}


@pytest.mark.parametrize("form", list(LETTERED))
def test_answers_that_name_a_letter_are_folded(form: str) -> None:
    html = answer_html("".join(LETTERED[form].format(number) for number in range(1, 5)))
    checked(html)
    folds = re.findall(r'<div class="fold">(.*?)</div>', html, re.DOTALL)
    assert len(folds) == 4
    for number, fold in enumerate(folds, 1):
        assert re.search(r"Ans(wer)?: ?(</em> |<strong>)?B", fold, re.IGNORECASE)
        assert f"known{number}" in fold
        assert f"More{number}" in fold
        assert not re.search("wrong|good|Which|<hr", fold)
    shown = re.sub(r'<div class="fold">.*?</div>', "", html, flags=re.DOTALL)
    assert [f"good{number}" in shown for number in range(1, 5)] == [True] * 4
    assert not re.search(r"wrong\d\s+B[.)]", shown)


@pytest.mark.parametrize(
    "answer",
    [
        "### What is A?\n\nAnswer: A letter of the alphabet.\n\n",
        "### What is A?\n\nA. Letter\nB. Word\n\nAnswer: A good question.\n\n",
        "### What is A?\n\nAnswer: B\n\n",
    ],
)
def test_answers_of_an_faq_are_shown(answer: str) -> None:
    assert "fold" not in answer_html(answer * 4)


PIECES = ["A) `one`", "B) two\\", "**Answer: B** since", "Answer: a", "- A) x", "- B) y", "", "1. Which?", "## Which?"]
PIECES += ["   ", "*more*", "---", "Q2. Why?", "   Answer: A", "> quoted", "- [ ] w", "Ans: **B**  "]


@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_no_word_is_lost_or_said_twice(lines: list[str]) -> None:
    def words(markdown: str) -> Counter[str]:
        shown = re.sub(r'<p class="summary">.*?</p>', "", answer_html(markdown))
        return Counter(re.findall(r"[A-Za-z]+", re.sub("<[^>]*>", " ", shown)))

    before = LETTERED["headings"].format(1) * 3 + "\n\n"
    assert words(before + "\n".join(lines)) == words(before) + words("\n".join(lines))


def test_a_question_far_above_its_answer_is_found_in_one_pass() -> None:
    # Looked for from each paragraph anew, it takes half a minute.
    texts = ["Which?", "A. x", "B. y", "Answer: B", *map("Line {0}.".format, range(10_000)), "Next?", "A. z", "B. w"]
    root = Element("div")
    for text in (*texts, "Answer: A"):
        SubElement(root, "p").text = text
    fold_answers(root)
    assert [block.text or block.tag for block in root] == [*texts[:3], "details", *texts[-3:], "details"]
