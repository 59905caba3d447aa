"""Answers: written with the file's own escapes, in its field or its body, and read again as they were meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.documents.reader import parse_document
from qtbrowser.errors import EditRefused

FIRST_FORM = """\
---
title: What is tea?
answer: >-
    A **drink**.\\n\\n1. Hot\\n2. $a \\neq b$
subject: Food
---

&nbsp;"""

FILES = {
    "escaped": FIRST_FORM,
    "escaped, crlf": FIRST_FORM.replace("\n", "\r\n"),
    "one line, folded": "---\nanswer: >-\n  A drink.\n---\n\n&nbsp;\n",
    "literal": "---\ntitle: T\nanswer: |\n  A drink.\n\n  - hot\n---\n",
    "double quoted": '---\ntitle: T\nanswer: "A drink.\\n\\nHot."\n---\n',
    "toml": '+++\ntitle = "T"\nanswer = """\nA drink.\n\nHot."""\n+++\n',
    "json": '{"title": "T", "answer": "A drink.\\n\\nHot."}\n',
    "body": "---\ntitle: T\n---\n\nA drink.\n\nHot.\n",
    "body under a heading": "# T\n\nA drink.\n\nHot.\n",
    "body alone": "A drink.\n\nHot.",
    "missing in the first form": "---\ntitle: T\nsubject: S\n---\n\n&nbsp;\n",
    "missing in the body": "---\ntitle: T\n---\n",
}
ANSWERS = [
    "One line.",
    'Two\n\nparagraphs, it\'s "said": so # here',
    '1. a\n   - b\n\n```c\nputs("x\\n");\n```\n\n$x \\neq y$ and $$\n\\nu = 1\n$$',
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "tail  \nbreak\n\n\n\nfar",
    "- item\n\ttab\n---\n- more",
]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_read_as_it_was_written(name: str, answer: str) -> None:
    raw = FILES[name].encode()
    before = parse_document(FILES[name].replace("\r\n", "\n"), "x.md")
    edited = edit_fields(raw, {"answer": answer})
    text = edited.decode()
    assert ("\r" in text) == ("\r" in FILES[name])
    after = parse_document(text.replace("\r\n", "\n"), "x.md")
    assert after.answer == (answer.strip("\n") if "body" in name else answer.strip())
    assert after.title == before.title
    assert after.subject == before.subject
    assert edit_fields(edited, {"answer": answer}) is edited


def test_indented_code_may_begin_a_body() -> None:
    edited = edit_fields(FILES["body"].encode(), {"answer": "    code\n\ntext"})
    assert edited == b"---\ntitle: T\n---\n\n    code\n\ntext\n"


def test_only_the_answer_changes() -> None:
    edited = edit_fields(FIRST_FORM.encode(), {"answer": "Hot.\n\n$\\nu$"}).decode()
    assert edited == FIRST_FORM.replace("A **drink**.\\n\\n1. Hot\\n2. $a \\neq b$", "Hot.\\n\\n$\\nu$")
    assert edit_fields(FILES["body under a heading"].encode(), {"answer": "Cold."}) == b"# T\n\nCold.\n"
    assert edit_fields(FILES["body alone"].encode(), {"answer": "Cold."}) == b"Cold."


REFUSED = [
    (FIRST_FORM, "first\nsay \\n here", "two characters"),
    (FIRST_FORM, '```c\nputs("x\n");\n```', "line ends"),
    (FIRST_FORM, "    indented code\n\ntext", "indented code"),
    (FILES["missing in the first form"], "\tcode", "indented code"),
    (FILES["literal"], "only \\n one line", "one line"),
    (FILES["body alone"], "# Heading\n\nText", "heading"),
    (FILES["body alone"], "---\ntitle: x\n---\nText", "read"),
]


@pytest.mark.parametrize(("text", "answer", "reason"), REFUSED)
def test_what_would_be_read_otherwise_is_refused(text: str, answer: str, reason: str) -> None:
    with pytest.raises(EditRefused, match=reason):
        edit_fields(text.encode(), {"answer": answer})


PIECES = st.lists(
    st.sampled_from(["a ", "\n", "\n\n", "- ", "$", "\\neq ", "`", "```\n", "\\n", "# ", "'", '"', "  ", "1. ", ": "]),
    max_size=15,
).map("".join)


@pytest.mark.parametrize("name", FILES)
@given(answer=PIECES)
def test_an_answer_is_written_exactly_or_refused(name: str, answer: str) -> None:
    before = parse_document(FILES[name].replace("\r\n", "\n"), "x.md")
    try:
        edited = edit_fields(FILES[name].encode(), {"answer": answer})
    except EditRefused:
        return
    after = parse_document(edited.decode().replace("\r\n", "\n"), "x.md")
    assert after.answer == (answer.strip("\n") if "body" in name else answer.strip())
    if name not in ("body alone", "missing in the body"):
        assert after.title == before.title
