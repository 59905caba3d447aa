"""Files that ask many questions are known by them; others have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.document import Document
from qtbrowser.documents.question_entries import EntryKind, find_entries, plain_starts, section_of
from qtbrowser.documents.reader import parse_document
from qtbrowser.markup.plain import plain_text
from qtbrowser.rendering.render import render_document

FORMS = {
    "headings": ("## What?\n\nThis.\n\n## Why `so`?\n\nThat.\n\n## Who?\n\nHe.", ["What?", "Why so?", "Who?"]),
    "underlined": ("What?\n---\n\nThis.\n\nWhy?\n---\n\nThat.\n\nWho?\n---\n\nHe.", ["What?", "Why?", "Who?"]),
    "other scripts": (
        "## 什么？\n\n这\n\n## ماذا؟\n\nهذا\n\n## Τι;\n\n## Τι\u037e\n\nΑυτό",
        ["什么？", "ماذا؟", "Τι\u037e"],
    ),
    "numbered": (
        "## Q1. Say it\n\na\n\n## Q2: Name it\n\nb\n\n### Question 3\n\nc",
        ["Q1. Say it", "Q2: Name it", "Question 3"],
    ),
    "bold": ("**What?**\n\nThis.\n\n**Why?**\nThat.\n\n1. **Who?**\n\n   He.", ["What?", "Why?", "Who?"]),
    "pairs": ("Q: What?\nA: This.\n\n**Q:** Why?\n\n**A:** That.\n\nQ3. Who?\nA3. He.", ["What?", "Why?", "Who?"]),
    "details": (
        "".join(f"<details>\n<summary>{word}?</summary>\n\nThis.\n\n</details>\n\n" for word in ("What", "Why", "Who")),
        ["What?", "Why?", "Who?"],
    ),
    "definitions": ("What?\n: This.\n\nWhy?\n: That.\n\nWho?\n: He.", ["What?", "Why?", "Who?"]),
}
NONE = {
    "too few": "## What?\n\nThis.\n\n## Why?\n\nThat.",
    "mostly something else": "## Setup\n\n" + "words " * 200 + "\n\n## What?\n\na\n\n## Why?\n\nb\n\n## Who?\n\nc",
    "in a listing": "```\n## What?\n\n## Why?\n\n## Who?\n```",
    "in a comment": "<!--\n## What?\n\n## Why?\n\n## Who?\n-->\n",
    "a text that asks": "Is it so? Why is it? Who knows? Nobody.",
    "tasks": "## Today\n\n- [x] buy\n- [ ] sell\n\n## Later\n\n- [ ] rest",
}


@pytest.mark.parametrize("name", FORMS)
def test_questions_are_found_and_their_anchors_are_on_the_page(name: str) -> None:
    answer, questions = FORMS[name]
    entries = find_entries(answer)
    assert [entry.question for entry in entries] == questions
    html = render_document(Document("a.md", "FAQ", answer), lambda _target, _base: None).html
    for entry in entries:
        assert f'<a name="{entry.anchor}"></a>' in html


@pytest.mark.parametrize("name", NONE)
def test_other_texts_have_none(name: str) -> None:
    assert find_entries(NONE[name]) == ()


def test_a_section_reaches_to_the_next_one_of_its_level() -> None:
    answer = "## What?\n\na\n\n### More\n\nb\n\n## What?\n\nc\n\n# End\n\n## Why?\n\nd\n"
    entries = find_entries(answer)
    assert [entry.anchor for entry in entries] == ["what", "what-1", "why"]
    assert [answer[entry.start : entry.end].strip() for entry in entries] == [
        "## What?\n\na\n\n### More\n\nb",
        "## What?\n\nc",
        "## Why?\n\nd",
    ]
    more = section_of(answer, "more")
    assert more is not None
    assert answer[more.start : more.end].strip() == "### More\n\nb"
    assert section_of(answer, "nowhere") is None


def test_headings_in_items_and_answers_that_are_folded() -> None:
    one = "{0}. ### What is {0}?\n\n    {1}\n\n"
    listed = "".join(one.format(number, "Words of the answer. " * 5) for number in range(1, 5))
    assert [entry.question for entry in find_entries(listed)] == [f"What is {number}?" for number in range(1, 5)]
    folded = "###### {0}. What is it?\n\n<details><summary>Answer</summary>\n\n#### Answer: B\n\n{1}\n\n</details>\n\n"
    quiz = "".join(folded.format(number, "Words of the answer. " * 5) for number in range(1, 5))
    entries = find_entries(quiz)
    assert [entry.anchor for entry in entries] == [f"{number}-what-is-it" for number in range(1, 5)]
    assert all("Words of" in entry.body(quiz) for entry in entries)


def test_a_heading_in_a_list_of_questions_is_one_whether_it_asks_or_not() -> None:
    heads = ("1. ### What is it?", "2. ### Explain it in short", "  3. ### Who needs it?", "4. ### Name two of them.")
    answer = (
        "### Contents\n\n" + "".join(f"{head}\n\n    {'Words. ' * 9}\n\n" for head in heads) + "## Disclaimer\n\nNone."
    )
    assert [entry.question for entry in find_entries(answer.replace("4. ### Name two of them.", "4. ### Why so?"))] == [
        "What is it?",
        "Explain it in short",
        "Who needs it?",
        "Why so?",
    ]
    manual = answer.replace("Who needs it?", "Set it up")
    assert find_entries(manual) == ()


@pytest.mark.parametrize("choices", ["- [ ] no\n- [x] yes\n- [ ] no", "- A) no\n- B) yes\n\n**Answer: B** since it is"])
def test_a_quiz_asks_by_its_answers(choices: str) -> None:
    answer = "".join(f"#### Name {number}\n\n{choices}\n\n" for number in range(3))
    assert [entry.kind for entry in find_entries(answer)] == [EntryKind.QUIZ] * 3


def test_numbered_headings_ask_where_the_title_says_so() -> None:
    answer = "".join(f"## {number}. Explain it\n\nSo.\n\n" for number in range(1, 4))
    assert len(find_entries(answer, "Interview questions")) == 3
    assert find_entries(answer, "A manual") == ()


def test_a_first_heading_that_repeats_the_title_is_none() -> None:
    answer = "# What?\n\n## What?\n\na\n\n## Why?\n\nb\n\n## Who?\n\nc"
    assert [entry.anchor for entry in find_entries(answer, "What?")] == ["what", "why", "who"]


def test_places_in_the_plain_text_are_behind_a_table_of_contents() -> None:
    body = "## What?\n\nThis and more words of it.\n\n## Why?\n\nThat and many other words.\n\n## Who?\n\nHe."
    answer = f"- [What?](#what)\n- [Why?](#why)\n- [Who?](#who)\n\n{body}"
    plain = plain_text(answer)
    starts = plain_starts(find_entries(answer), plain)
    assert [plain[start:].split("\n")[0] for start in starts] == ["What?", "Why?", "Who?"]
    assert starts[0] > plain.index("Who?")


@given(
    st.lists(st.sampled_from(["## a?", "**b?**", "Q: c?", "words", "", "- [x] d", "- [ ] e", "~~~", "?\n---", "- f?"]))
)
def test_ranges_are_within_the_text(lines: list[str]) -> None:
    answer = "\n".join(lines)
    entries = find_entries(answer)
    assert [entry.start for entry in entries] == sorted(entry.start for entry in entries)
    assert all(0 <= entry.start < entry.end <= len(answer) for entry in entries)
    assert len({entry.anchor for entry in entries}) == len(entries)
    starts = plain_starts(entries, plain_text(answer))
    assert starts == sorted(starts)


def test_what_is_below_a_question_is_its_answer() -> None:
    answers = {
        name: [entry.body(answer).strip() for entry in find_entries(answer)] for name, (answer, _) in FORMS.items()
    }
    assert answers["headings"] == answers["underlined"] == ["This.", "That.", "He."]
    assert answers["bold"] == ["This.", "That.", "He."]
    assert answers["pairs"] == ["A: This.", "**A:** That.", "A3. He."]
    assert answers["definitions"][0] == "What?\n: This."
    assert answers["details"][0].startswith("<details>")


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("### 1. What is it?\n\nA thing.\n\n### 2. Why?\n\nSo.\n\n### 3. When?\n\nNow.", "Common matters"),
        ("What is it?\n===\n\nA thing.\n\nWhy?\n===\n\nSo.\n\nWhen?\n===\n\nNow.", "Common matters"),
        ("# What is it?\n\n## Why?\n\nSo.\n\n## When?\n\nNow.\n\n## Where?\n\nHere.", "What is it?"),
        ("# What is it?\n\nA thing.\n\n## Parts\n\nSome.", "What is it?"),
    ],
)
def test_a_file_is_not_called_what_its_first_question_asks(answer: str, title: str) -> None:
    document = parse_document(answer, "common-matters.md")
    assert document.title == title
    assert title != "Common matters" or [entry.question for entry in document.entries][1:] == [
        "2. Why?" if "###" in answer else "Why?",
        "3. When?" if "###" in answer else "When?",
    ]


def test_a_summary_may_be_in_bold() -> None:
    text = "\n".join(
        f"<details><summary><b>{word}?</b></summary>\n\nIt is.\n\n</details>" for word in ("What", "Why", "When")
    )
    assert [entry.question for entry in find_entries(text)] == ["What?", "Why?", "When?"]
