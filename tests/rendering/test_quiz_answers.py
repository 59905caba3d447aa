"""The right answers of a quiz are folded, and what explains them."""

from __future__ import annotations

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


def test_task_lists_of_other_documents_stay_as_they_are() -> None:
    html = answer_html("## Today\n\n- [x] buy\n- [ ] sell\n\nMore.")
    assert "☑ buy" in html
    assert "fold" not in html
