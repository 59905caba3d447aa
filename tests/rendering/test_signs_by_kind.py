"""Each sign of a program is read in folders of the kinds that have it, and is text in all others, and in code."""

from __future__ import annotations

import re
from html import unescape

import pytest

from qtbrowser.documents.folder_kind import FolderKind, names_of_kinds
from qtbrowser.markup.plain import plain_text
from tests.rendering.pages import answer_html

HUGO, JEKYLL, MKDOCS, QUARTO = FolderKind.HUGO, FolderKind.JEKYLL, FolderKind.MKDOCS, FolderKind.QUARTO
VITEPRESS, VAULT = FolderKind.VITEPRESS, FolderKind.OBSIDIAN
MDX = {FolderKind.MDX, FolderKind.DOCUSAURUS}
GITBOOK, ASTRO, MYST = FolderKind.GITBOOK, FolderKind.ASTRO, FolderKind.MYST
SITES = {HUGO, JEKYLL, MKDOCS, QUARTO, VITEPRESS, FolderKind.MDBOOK, GITBOOK, ASTRO, MYST, FolderKind.DOCSIFY, *MDX}
ALL = {FolderKind.PLAIN, FolderKind.QUESTIONS, *FolderKind}
KINDS = [*ALL, FolderKind.QUESTIONS | MKDOCS, FolderKind.QUESTIONS | VAULT]

SIGNS = {
    "admonition": ('!!! note "T"\n    words', "!!!", {MKDOCS}),
    "admonition with quotation marks": ('!!! note "A "T" words"\n    b', "!!!", {MKDOCS}),
    "foldable": ('??? note "T"\n    words', "???", {MKDOCS}),
    "tab": ('=== "One"\n    words', "===", {MKDOCS}),
    "directive": (":::note\nwords\n:::", ":::", {VITEPRESS, QUARTO, ASTRO, MYST, *MDX}),
    "shortcode": ("{{< note >}}words{{< /note >}}", "{{<", {HUGO, QUARTO, JEKYLL, MKDOCS, VITEPRESS}),
    "tag": ("{% if a %}words{% endif %}", "{%", {JEKYLL, MKDOCS, GITBOOK, FolderKind.MDX}),
    "raw": ("{% raw %}words{% endraw %}", "{%", {JEKYLL, MKDOCS, GITBOOK, FolderKind.MDX}),
    "output": ("a {{ page.title }} words", "{{", {JEKYLL, MKDOCS, VITEPRESS, GITBOOK, MYST}),
    "macro": ("a {{ macro('x') }} words", "{{", {JEKYLL, MKDOCS, VITEPRESS, HUGO, MYST}),
    "attributes": ("# words\n{: .x }", "{:", SITES),
    "id of a heading": ("# words {#chosen}", "{#", SITES),
    "import": ("import A from 'a'\n\nwords", "import", MDX),
    "expression": ("words {a.b()}", "{a", MDX),
    "component": ("<Foo bar='a' />\n\nwords", "<Foo", {VITEPRESS, *MDX}),
    "wiki link": ("[[words]]", "[[", {VAULT}),
    "mark": ("==words==", "==", {VAULT, MKDOCS}),
    "remark": ("words %%a%%", "%%", {VAULT}),
    "name of a block": ("words ^id-1", "^id", {VAULT}),
    "snippet": ('--8<-- "x.md"\n\nwords', "8<", {MKDOCS}),
    "contents": ("[TOC]\n\nwords", "[TOC]", {JEKYLL, MKDOCS, VITEPRESS}),
    "fields without dashes": ("author: Ann\ntags: a\n\nwords", "author", {FolderKind.FIELD_LINES}),
    "callout in a line": ("?> words", "?>", {FolderKind.DOCSIFY}),
    "keys": ("++ctrl+a++ words", "++", {MKDOCS}),
    "icon": (":material-check: words", ":material", {MKDOCS}),
    "review": ("words {++a++}", "{++", {MKDOCS, *MDX}),
    "block of slashes": ("/// note\nwords\n///", "///", {MKDOCS}),
}


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_is_read_in_folders_of_its_kind_alone(name: str) -> None:
    text, sign, read_in = SIGNS[name]
    for kind in KINDS:
        html = answer_html(text, kinds=kind).partition('<p class="left-out">')[0]
        seen = unescape(re.sub(r"<[^>]+>", "", html))
        words = plain_text(text, frozenset(names_of_kinds(kind)))
        assert "words" in seen, kind
        assert "words" in words, kind
        assert ((sign in seen), (sign in words)) == ((kind not in read_in),) * 2, kind


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_in_code_is_text(name: str) -> None:
    text, sign, read_in = SIGNS[name]
    line = next(line for line in text.split("\n") if sign in line)
    for kind in (FolderKind.PLAIN, *read_in):
        for code in (f"```\n{text}\n```", f"a `{line}` b"):
            assert sign in unescape(answer_html(code, kinds=kind)), (kind, code)
            assert sign in plain_text(code, frozenset(names_of_kinds(kind))), (kind, code)


@pytest.mark.parametrize("kinds", [HUGO | JEKYLL, HUGO | JEKYLL | MKDOCS], ids=str)
def test_a_folder_of_several_programs_has_directives(kinds: FolderKind) -> None:
    text = ":::warning Title\nInside.\n:::"
    assert ":::" not in answer_html(text, kinds=kinds)
    assert plain_text(text, frozenset(names_of_kinds(kinds))).split() == ["Title", "Inside."]
