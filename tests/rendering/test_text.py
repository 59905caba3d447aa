"""A document as text for a terminal."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.document import Document, Related
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.rendering.text import render_text

ANSWER = """\
Some **bold** text
on two lines, $x \\neq 0$ and `a_b`.

1. one
   - *a*
   - b
2. two
   ```python
   x = 1
     y
   ```

> quoted

| Name | 数 |
|:-----|---|
| a | 1 |
| bcd | **22** |

$$
\\frac{a}{b}
$$

- loose

- items\\
  broken

---

    indented $x$

[a link](https://example.org) ![picture](x.png) &copy;
"""

SHOWN = """\
What is it?

Law · Posted on Jan 28, 2025

Some bold text on two lines, x ≠ 0 and a_b.

1. one
   - a
   - b
2. two
       x = 1
         y

> quoted

Name  数
----  --
a     1
bcd   22

    a/b

- loose

- items
  broken

----------------------------------------

    indented $x$

a link picture ©

Keywords: k, l

Related questions:
- B (Law)
- C"""


def test_a_document_as_text() -> None:
    document = Document(
        path="a.md",
        title="What is *it*?",
        raw_answer=ANSWER,
        subject="Law",
        date=dt.date(2025, 1, 28),
        post_on_text="Posted on",
        keywords=("k", "l"),
        related=(Related("B", subject="Law"), Related("C"), Related("C")),
    )
    assert render_text(document) == SHOWN


def test_subjects_and_keywords_are_no_markdown() -> None:
    related = (Related("*B*", subject="_drafts"),)
    document = Document(path="a.md", title="*A*", subject="_posts_", keywords=("a*b*c", "__init__"), related=related)
    assert render_text(document) == "A\n\n_posts_\n\nKeywords: a*b*c, __init__\n\nRelated questions:\n- B (_drafts)"


def test_a_bare_document_as_text() -> None:
    assert render_text(Document(path="a.md", title="T")) == "T"
    assert render_text(Document(path="a.md", title="T", raw_answer="[" * 1000)) == "T\n\n" + "[" * 1000


@given(st.text())
def test_no_text_reaches_the_terminal_as_a_command(text: str) -> None:
    document = Document(path="a.md", title=text, raw_answer=text, keywords=(text,), related=(Related(text),))
    shown = render_text(document)
    assert not set(shown) & {chr(code) for code in (*range(9), 0xB, 0xC, *range(0xE, 0x20), 0x7F)}
    shown.encode()


def test_notes_callouts_and_definitions() -> None:
    answer = "One[^a].\n\n> [!TIP] Do\n> this\n\nTerm\n: meaning\n\n[^a]: Note\n\n    more"
    shown = render_text(Document(path="a.md", title="Q?", raw_answer=answer))
    assert shown == "Q?\n\nOne[1].\n\n> Do:\n>\n> this\n\nTerm\n    meaning\n\n[1] Note\n\n    more"


def test_callouts_of_any_kind_in_a_vault() -> None:
    answer = "> [!recipe]\n> Flour"
    assert render_text(Document("a.md", "Q?", raw_answer=answer, kinds=FolderKind.OBSIDIAN)) == (
        "Q?\n\n> Recipe:\n>\n> Flour"
    )
    assert render_text(Document("a.md", "Q?", raw_answer=answer)) == "Q?\n\n> [!recipe] Flour"


def test_sounds_and_films_of_a_vault_have_their_names() -> None:
    document = Document("a.md", "Q?", raw_answer="![[s.mp3]] ![[v.mp4|Film]]", kinds=FolderKind.OBSIDIAN)
    assert render_text(document) == "Q?\n\ns.mp3 Film"


def test_a_list_in_a_cell_keeps_its_items_apart() -> None:
    answer = "| a | b |\n|--|--|\n| <ul><li>x</li><li>y *z*</li></ul> | one<br>two |"
    assert render_text(Document("a.md", "Q?", raw_answer=answer)) == (
        "Q?\n\na          b\n---------  -------\n- x - y z  one two"
    )


def test_the_title_is_written_once() -> None:
    answer = "Intro\n\n# The `title`\n\nWords\n\n# The title"
    shown = render_text(Document("a.md", "The Title", raw_answer=answer))
    assert shown == "The Title\n\nIntro\n\nWords\n\nThe title"
