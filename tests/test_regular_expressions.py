"""Every regular expression of the package is found by the syntax tree, those made while running too."""

from __future__ import annotations

import re

import pytest

from qtbrowser.curation.checks.answers import answer_faults
from qtbrowser.curation.checks.checked_file import CheckedFile
from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.gui.editor.markdown_writing import enter
from qtbrowser.gui.pane.qt_html import qt_html
from qtbrowser.markup.markdown_links import link_targets
from qtbrowser.markup.plain import plain_text
from tests.regular_expressions import MADE_WHILE_RUNNING, MOST_GROWTH, expressions, growth_in, judged, shown


def test_all_of_them_are_found_and_can_be_judged() -> None:
    found = expressions()
    assert len(found) > 150
    assert all(one.pattern is None or re.compile(one.pattern, one.flags) for one in found)


def test_those_made_while_running_are_accounted_for() -> None:
    assert {one.module for one in expressions() if one.pattern is None} == set(MADE_WHILE_RUNNING)


def test_each_is_in_the_list_and_judged_linear() -> None:
    """A new one is put there by ``python -m tests.regular_expressions``."""
    known = judged()
    missing = [f"{one.module}: {one.name}" for one in expressions() if one.pattern and shown(one.pattern) not in known]
    assert missing == []
    assert [pattern for pattern, worst in known.items() if growth_in(worst) > MOST_GROWTH] == []


@pytest.mark.parametrize("size", [400_000])
def test_what_once_grew_with_the_square_of_the_text_ends(size: int) -> None:
    """With a time that grows with the square each of these would take minutes."""
    plain_text(f"# a{' ' * size}b\n")
    link_targets("[" * size + "\n[a](b)")
    edit_fields(f"# a{' ' * size}b\n\nc\n".encode(), {"title": "d"})
    file = CheckedFile("a.md", b"---\nscore: " + b"1" * size + b"x\n---\n\n" + b"https://a" * (size // 9) + b" b\n")
    assert isinstance(list(answer_faults(file)), list)
    assert qt_html(f"<pre>{chr(10) * size}a\n</pre>").endswith("a</pre>")
    assert enter("> " * size + "a", 2 * size + 1) is not None
