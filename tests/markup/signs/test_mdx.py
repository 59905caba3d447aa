"""What MDX has that is no Markdown: statements, comments, components, and attributes in braces."""

from __future__ import annotations

import pytest

from qtbrowser.markup.signs.mdx import without_all_components

TEXTS = [
    (
        "<img src={require('./a.png').default} alt={'a \"dot'} width={300} style={{a: {b: 1}}} />",
        '<img src="./a.png" alt="a &quot;dot" width="300" />',
        0,
    ),
    ("<a href={useBaseUrl('/x')} title={`T`} id={name}>x</a>", '<a href="/x" title="T">x</a>', 0),
    ("<b>x</b> <i style={{a: 1}}>y</i>", "<b>x</b> <i>y</i>", 0),
    ("export const a = `\nimport b from 'c';\n`;\n\nd", "\n\n\n\nd", 0),
    ("a <Foo b={x > 1} c='>' /> d", "a  d", 1),
    # What is never closed is text.
    ("<img src={a", "<img src={a", 0),
    ("a {/* b", "a {/* b", 0),
    ("a <Foo b={<c", "a <Foo b={<c", 0),
    ("a <Foo b=<c", "a <Foo b=<c", 0),
    ("a <Foo b", "a <Foo b", 0),
]


@pytest.mark.parametrize(("text", "markdown", "left_out"), TEXTS)
def test_what_is_left_is_markdown(text: str, markdown: str, left_out: int) -> None:
    assert without_all_components(text) == (markdown, left_out)
