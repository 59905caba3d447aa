"""Questions that are items of lists, or begin paragraphs, are entries of their file; lists in other texts are not."""

from __future__ import annotations

import pytest

from qtbrowser.documents.document import Document
from qtbrowser.documents.leading_question import leading_question
from qtbrowser.documents.question_entries import EntryKind, QuestionEntry, find_entries, plain_starts, section_of
from qtbrowser.markup.plain import plain_text
from qtbrowser.rendering.render import render_document

WORDS = "It is a thing that does this and that, and here is why. "
FAQS = {
    "answer below the item": "{0}. What is {0}?\n\n{1}\n\n",
    "answer in the item": "{0}. What is {0}?\n\n   {1}\n\n",
    "answer on the next line": "{0}. What is {0}?\n   {1}\n",
    "answer on a lazy line": "{0}. What is {0}?\n{1}\n",
    "answer behind a hard break": "{0}. What is {0}?  \n   {1}\n",
    "answer behind br": "{0}. What is {0}?<br>{1}\n",
    "answer in a nested list": "- What is {0}?\n  - {1}\n",
    "answer in a list of four columns": "* What is {0}?\n    * {1}\n",
    "answer in a quotation": "1) What is {0}?\n\n   > {1}\n\n",
    "answer in a listing": "{0}. What is {0}?\n\n   ```\n   {1}\n   ```\n\n",
    "bold, nested": "- **What is {0}?**\n  - {1}\n",
    "bold, behind br": "- **What is {0}?**<br>{1}\n",
    "bold, same line": "- **What is {0}?** {1}\n",
    "bold paragraph, same line": "**What is {0}?** {1}\n\n",
    "italic": "*What is {0}?*\n\n{1}\n\n",
    "signs in an item": "{0}. **Q:** What is {0}?\n   **A:** {1}\n",
    "signs on one line": "{0}. **Q:** What is {0}? **A:** {1}\n",
    "signs in bullets": "- Q: What is {0}?\n- A: {1}\n",
    "signs in a paragraph": "**Q: What is {0}?**<br>A: {1}\n\n",
    "definition below a blank line": "What is {0}?\n\n: {1}\n\n",
    "heading of HTML": '<h3 id="q{0}">What is {0}?</h3>\n\n{1}\n\n',
    "summary over lines": "<details>\n<summary>\nWhat is {0}?\n</summary>\n\n{1}\n\n</details>\n\n",
    "rule between": "1. What is {0}?\n\n{1}\n\n---\n\n",
}
QUIZZES = {
    "nested": "{0}. What is {0}?\n   - [ ] a\n   - [x] b\n",
    "explained": "{0}. What is {0}?\n\n   - [ ] a\n   - [x] b\n\n   {1}\n\n",
    "not indented": "{0}. What is {0}?\n- [ ] a\n- [x] b\n\n",
    "in bold": "**{0}. What is {0}?**\n\n- [ ] a\n- [x] b\n\n{1}\n\n",
    "paragraphs": "What is {0}?\n\n- [ ] a\n- [x] b\n\n",
    "letters": "{0}. What is {0}?\n   - A) a\n   - B) b\n\n   Answer: B\n\n",
    "letters in lines": "**{0}. What is {0}?**\n\nA. a\nB. b\n\n**Answer: A**\n{1}\n\n",
    "of code": "{0}. What is {0}?\n\n   ```py\n   print()\n   ```\n\n   - [ ] a\n   - [x] b\n\n",
}
FOLDED = "<details>\n<summary>Answer</summary>\n\nAnswer: B\n\n</details>\n\n"
LETTERS = {
    "in the item": "{0}. What is {0}?\n   A. a\n   B. b\n\n   <details><summary>Answer</summary>B</details>\n\n",
    "below it": f"{{0}}. What is {{0}}?\n\nA) a  \nB) b\n\n{FOLDED}",
}
NONE = {
    "no answers": "Ask these:\n\n{1}{2}\n\n",
    "at the end of a text": "{2}{2}\n\n## To discuss\n\n{1}",
    "a table of contents": "{links}",
    "statements": "{steps}",
    "a checklist": "- [ ] Is it on?\n- [ ] Is it off?\n- [x] Is it there?\n\n{2}",
    "few": "1. What is it?\n\n   So.\n\n2. Why is it?\n\n   Thus.\n",
    "a plan": "".join(f"{number}. Step\n   - [ ] a\n   - [x] b\n" for number in range(1, 5)),
    "some items ask": "- Is it on? Turn it off.\n" * 5 + "- Do this.\n" * 6,
    "in a listing": "```\n1. What?\n   So.\n2. Why?\n   So.\n3. Who?\n   So.\n```",
    "questions of paragraphs": "What is it?\n\n{2}\n\nWhy is it?\n\n{2}\n\nWho is it?\n\n{2}\n\n",
}


def _file(form: str, count: int = 4) -> str:
    return "".join(form.format(number, WORDS) for number in range(1, count + 1))


def _html(answer: str, title: str = "Matters") -> str:
    return render_document(Document("a.md", title, answer), lambda _target, _base: None).html


def _checked(answer: str) -> tuple[QuestionEntry, ...]:
    """The entries of a file of four questions, whose anchors are on its page, once each."""
    entries = find_entries(answer)
    assert [entry.question.split(". ")[-1] for entry in entries] == [f"What is {number}?" for number in range(1, 5)]
    html = _html(answer)
    for entry in entries:
        assert html.count(f'<a name="{entry.anchor}"></a>') == 1
        section = section_of(answer, entry.anchor)
        assert section == entry
    starts = plain_starts(entries, plain := plain_text(answer))
    assert all(plain[start:].startswith(entry.question) for start, entry in zip(starts, entries, strict=True))
    return entries


@pytest.mark.parametrize("name", FAQS)
def test_an_faq_is_known_by_its_items(name: str) -> None:
    answer = _file(FAQS[name])
    for entry in _checked(answer):
        body = entry.body(answer)
        assert WORDS.strip() in body
        assert body.count("?") <= 1


@pytest.mark.parametrize("name", QUIZZES)
def test_a_quiz_is_known_by_its_items_and_its_answers_are_folded(name: str) -> None:
    answer = _file(QUIZZES[name])
    assert {entry.kind for entry in _checked(answer)} == {EntryKind.QUIZ}
    html = _html(answer)
    assert html.count('<div class="fold">') == 4
    shown = "".join(part.split("</div>")[-1] for part in html.split('<div class="fold">'))
    assert "☑" not in shown
    assert WORDS.strip() not in shown
    assert all(f"What is {number}?" in shown for number in range(1, 5))


@pytest.mark.parametrize("name", LETTERS)
def test_a_quiz_of_letters_keeps_its_answers_folded(name: str) -> None:
    _checked(_file(LETTERS[name]))
    assert _html(_file(LETTERS[name])).count('<div class="fold">') == 4


@pytest.mark.parametrize("name", NONE)
def test_lists_of_other_texts_have_no_entries(name: str) -> None:
    questions = "".join(f"{number}. What is {number}?\n" for number in range(1, 9))
    links = "".join(f"- [What is {number}?](#x)\n  - [More](#y)\n" for number in range(1, 9))
    steps = "".join(f"{number}. Do it.\n\n   {WORDS} Why?\n\n" for number in range(1, 9))
    text = NONE[name].replace("{1}", questions).replace("{2}", WORDS).replace("{links}", links)
    assert find_entries(text.replace("{steps}", steps)) == ()


def test_questions_below_headings_and_in_groups_of_a_list() -> None:
    one, other = (
        "".join(f"1. {ask} {number}?\n   - {WORDS}\n" for number in range(3)) for ask in ("What is", "Who is")
    )
    entries = find_entries(f"## General\n\n{one}\n## Persons\n\n{other}")
    assert len(entries) == 6
    assert "Persons" not in entries[2].body(f"## General\n\n{one}\n## Persons\n\n{other}")
    nested = "".join(f"- {group}\n{_file('  - What is {0}?' + chr(10) + '    - {1}' + chr(10), 3)}" for group in "AB")
    entries = find_entries(nested)
    assert [entry.anchor for entry in entries][3:] == ["what-is-1-1", "what-is-2-1", "what-is-3-1"]
    assert entries[2].body(nested).strip() == f"- {WORDS}".strip()


def test_a_list_of_contents_before_the_questions_has_no_anchors_of_theirs() -> None:
    contents = "".join(f"1. What is {number}?\n" for number in range(1, 5))
    answer = f"{contents}\n***\n\nWelcome.\n\n{_file(FAQS['answer in the item'])}"
    html = _html(answer)
    for entry in find_entries(answer):
        assert html.index(f'<a name="{entry.anchor}"></a>') > html.index("<hr>")


def test_headings_keep_their_anchors() -> None:
    answer = f"{_file(FAQS['answer in the item'])}\n## What is 1\n\nNothing.\n"
    assert find_entries(answer)[0].anchor == "what-is-1-1"
    assert '<h2 id="what-is-1">' in _html(answer)


def test_an_item_that_tells_to_answer_is_a_question_among_questions() -> None:
    answer = _file(FAQS["answer in the item"]) + f"5. Explain it.\n\n   {WORDS}\n"
    assert [entry.question for entry in find_entries(answer)][-1] == "Explain it."


def test_items_of_the_same_words_have_an_anchor_each() -> None:
    answer = _file("{0}. Choose the right one.\n   - [x] Yes, {0}.\n   - [ ] No, {0}.\n")
    html = _html(answer, "Quiz")
    places = [html.index(f'<a name="{entry.anchor}"></a>') for entry in find_entries(answer, "Quiz")]
    assert len(places) == 4
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("paragraph", "words", "answer"),
    [
        ("What is it?", "What is it?", ""),
        ("What is\nit of?\nA thing.", "What is it of?", "\nA thing."),
        ("**What *is* it?**: A thing.", "What is it?", "A thing."),
        ("Q1: What is it? A: A thing.", "What is it?", "A: A thing."),
        ("**Question 2.** Name it\nA thing.", "Name it", "A thing."),
        ("\u4ec0\u4e48\uff1f\u8fd9\u4e2a", "\u4ec0\u4e48\uff1f", "\u8fd9\u4e2a"),
        ("Is it `a ? b : c`? Yes.", "Is it a ? b : c?", "Yes."),
    ],
)
def test_the_question_that_a_paragraph_begins_with(paragraph: str, words: str, answer: str) -> None:
    found = leading_question(paragraph)
    assert found is not None
    assert (found.words, paragraph[found.below :]) == (words, answer)


@pytest.mark.parametrize("paragraph", ["Words.", "[What?](#what)", "*Words.*", "Q & A", "?" * 500, "", "x" * 500 + "?"])
def test_other_paragraphs_begin_with_none(paragraph: str) -> None:
    assert leading_question(paragraph) is None
