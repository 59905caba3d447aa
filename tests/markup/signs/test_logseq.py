"""Signs of Logseq's pages as they are read: written as Obsidian has them."""

from __future__ import annotations

import pytest

from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.logseq import block_ids, logseq, properties

ID = "63b70dc8-58a5-4a43-ae19-28143edb7752"
SIGNS = [
    ("type:: [[Tool]]\nicon:: x\n\n- a", "**type:** [[Tool]]\n<!-- -->\n\n- a", 0),
    (f"- a\n  id:: {ID}\n- b", f"- a ^{ID}\n  <!-- -->\n- b", 0),
    (f"- a\n  collapsed:: true\n  id:: {ID}", f"- a ^{ID}\n  <!-- -->\n  <!-- -->", 0),
    (f"- id:: {ID}\n  a", f"- ^{ID}\n  a", 0),
    ("a std::vector and key::value", "a std::vector and key::value", 0),
    ("```\nkey:: value\n```", "```\nkey:: value\n```", 0),
    (f"[so]((({ID})))", f"[so](<wiki:{ID}#^{ID}>)", 0),
    (f"See (({ID})).", f"See [[{ID}#^{ID}|↪]].", 0),
    ("{{embed [[A page]]}}", "![[A page]]", 0),
    (f"{{{{embed (({ID}))}}}}", f"![[{ID}#^{ID}|↪]]", 0),
    ("{{video https://x.org/v}} {{cloze hidden}}", "[Video](<https://x.org/v>) hidden", 0),
    ("a {{query (task todo)}} b {{renderer}}", "a  b ", 2),
    ("#[[several words]] and #one", "[[several words]] and #one", 0),
    ("- TODO a\n- DONE b\n- DOING c\n- TODOs", "- [ ] a\n- [x] b\n- [ ] DOING c\n- TODOs", 0),
    ("- ## TODO a", "- ## TODO a", 0),
    ("- #+BEGIN_TIP\n  a\n  #+END_TIP", f"- {opening('tip')}\n  a\n  {CLOSING}", 0),
    ("#+BEGIN_SRC clojure\n#+END_QUERY\n#+END_SRC\na", "~~~~ clojure\n#+END_QUERY\n~~~~\na", 0),
    ("- #+BEGIN_QUERY\n  {:a\n   b:: c}\n  #+END_QUERY", "- <!-- -->\n<!-- -->\n<!-- -->\n<!-- -->", 1),
    # What isn't closed is text, as all that follows it.
    ("- a\n  :LOGBOOK:\n- b\n#+BEGIN_QUERY\n- c", "- a\n  :LOGBOOK:\n- b\n#+BEGIN_QUERY\n- c", 0),
    (":LOGBOOK:\n:END:\n:LOGBOOK:\na", "<!-- -->\n<!-- -->\n:LOGBOOK:\na", 0),
    ("```\n:LOGBOOK:\n:END:\n```", "```\n:LOGBOOK:\n:END:\n```", 0),
    ("- a\n  :LOGBOOK:\n  CLOCK: [2024]\n  :END:\n  b", "- a\n<!-- -->\n<!-- -->\n<!-- -->\n  b", 0),
]


@pytest.mark.parametrize(("text", "markdown", "left_out"), SIGNS)
def test_signs_of_logseq(text: str, markdown: str, left_out: int) -> None:
    assert logseq(text) == (markdown, left_out)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Title:: A b\nalias:: c, d\n\n- x:: y", {"title": "A b", "alias": "c, d"}),
        ("- a:: b\n  c:: d\n- e:: f", {"a": "b", "c": "d"}),
        ("words\na:: b", {}),
        ("", {}),
    ],
)
def test_properties_of_a_page(text: str, found: dict[str, str]) -> None:
    assert properties(text) == found


def test_identities_of_blocks() -> None:
    assert list(block_ids(f"- a\n\t  id:: {ID.upper()}\n- b\n  id:: 7\n- id:: {ID}")) == [ID, ID]
