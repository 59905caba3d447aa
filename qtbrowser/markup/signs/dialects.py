"""What a text of each kind of folder may hold beyond GitHub's Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from qtbrowser.markup.commonmark.block_parser import Start
from qtbrowser.markup.commonmark.block_starts import STARTS, html_of_blocks, html_with_markdown
from qtbrowser.markup.commonmark.indented_starts import admonition, directive, foldable, tab
from qtbrowser.markup.commonmark.inline_parser import Sign
from qtbrowser.markup.commonmark.tree import Dialect, Prepared
from qtbrowser.markup.emoji_codes import emoji_at
from qtbrowser.markup.placeholders import BOX
from qtbrowser.markup.signs.boxes import box
from qtbrowser.markup.signs.dendron import dendron
from qtbrowser.markup.signs.gitbook import gitbook
from qtbrowser.markup.signs.gollum import gollum
from qtbrowser.markup.signs.hugo import shortcodes
from qtbrowser.markup.signs.jinja import jinja
from qtbrowser.markup.signs.kramdown import (
    attribute_line,
    attributes,
    give_sizes,
    inline_formulas,
    ruled_tables,
    without_marks,
)
from qtbrowser.markup.signs.liquid import liquid
from qtbrowser.markup.signs.logseq import logseq
from qtbrowser.markup.signs.mdbook import directives
from qtbrowser.markup.signs.mdx import (
    without_all_components,
    without_components,
    without_interpolations,
    without_vue_components,
)
from qtbrowser.markup.signs.mkdocs import (
    descriptions,
    icon,
    keys,
    listed_files,
    named_settings,
    snippets,
    without_metadata,
)
from qtbrowser.markup.signs.myst import myst
from qtbrowser.markup.signs.pymdown import lowered, raised, reviewed, slash_blocks
from qtbrowser.markup.signs.quarto import quarto
from qtbrowser.markup.signs.recognition import SITES
from qtbrowser.markup.signs.template_tags import links_of_pages
from qtbrowser.markup.signs.vault import (
    block_id,
    comment,
    comment_block,
    finish_note,
    inline_note,
    tag,
    wiki_embed,
    wiki_link,
    without_long_comments,
)
from qtbrowser.markup.signs.zola import zola

_T = TypeVar("_T")
_Prepare = Callable[[str], Prepared]

_MARKDOWN_IN_HTML = frozenset(("jekyll", "mkdocs", "docusaurus", "mdx", "quarto"))

_DIRECTIVES = frozenset(("docusaurus", "mdx", "vitepress", "quarto", "astro", "myst"))

_SITE_STARTS: dict[str, Sequence[Start]] = {"{": (attribute_line,), BOX: (box,)}
_MKDOCS_STARTS: dict[str, Sequence[Start]] = {"!": (admonition,), "?": (foldable,), "=": (tab,)}
_DIRECTIVE_STARTS: dict[str, Sequence[Start]] = {":": (directive,)}
_VAULT_STARTS: dict[str, Sequence[Start]] = {"%": (comment_block,)}
_SITE_SIGNS: dict[str, Sequence[Sign]] = {"{": (attributes,)}
_MKDOCS_SIGNS: dict[str, Sequence[Sign]] = {":": (icon,), "+": (keys,)}
_VAULT_SIGNS: dict[str, Sequence[Sign]] = {
    "[": (wiki_link,),
    "!": (wiki_embed,),
    "%": (comment,),
    "#": (tag,),
    "^": (inline_note, block_id),
}
_SCRIPTS: dict[str, Sequence[Sign]] = {"~": (lowered,), "^": (raised,)}
# In the order in which they read a text.
_PREPARE: dict[str, Sequence[_Prepare]] = {
    "logseq": (logseq,),
    "dendron": (dendron,),
    "gollum": (gollum,),
    "obsidian": (without_long_comments,),
    "mdx": (without_all_components,),
    "docusaurus": (without_components,),
    "vitepress": (without_vue_components, without_interpolations, without_marks),
    "hugo": (links_of_pages, shortcodes, zola),
    "quarto": (quarto, shortcodes),
    "mdbook": (directives,),
    "gitbook": (gitbook,),
    "myst": (myst,),
    "mkdocs": (
        without_metadata,
        jinja,
        named_settings,
        snippets,
        listed_files,
        descriptions,
        slash_blocks,
        reviewed,
        without_marks,
    ),
    "jekyll": (links_of_pages, liquid, ruled_tables, without_marks, inline_formulas),
}


@lru_cache(maxsize=64)
def dialect_of(kinds: frozenset[str]) -> Dialect:
    """The dialect of a text.

    Args:
        kinds: what it was written for, as `names_of_kinds` names them. Signs of programs are text in a collection of
            questions.
    """
    starts = STARTS
    if "questions" in kinds:
        return Dialect(starts, emoji=emoji_at)
    signs: dict[str, Sequence[Sign]] = {}
    if kinds & SITES:
        starts = _together(_SITE_STARTS, starts)
        signs = _together(signs, _SITE_SIGNS)
    if kinds & _DIRECTIVES or len(kinds & SITES) > 1:
        # Where several programs make sites of a folder, it isn't known which of them a page was written for.
        starts = _together(_DIRECTIVE_STARTS, starts)
    if kinds & _MARKDOWN_IN_HTML:
        starts = {**starts, "<": (html_with_markdown, html_of_blocks)}
    if kinds & {"docusaurus", "mdx"}:
        # MDX has no listings by indentation.
        starts = {**starts, "": ()}
    if "mkdocs" in kinds:
        starts = _together(_MKDOCS_STARTS, starts)
        signs = _together(signs, _MKDOCS_SIGNS)
    if kinds & {"mkdocs", "quarto"}:
        signs = _together(signs, _SCRIPTS)
    if "quarto" in kinds:
        signs = _together(signs, {"^": (inline_note,)})
    if "obsidian" in kinds:
        starts = _together(_VAULT_STARTS, starts)
        signs = _together(signs, _VAULT_SIGNS)
    if "logseq" in kinds:
        starts = _together({BOX: (box,)}, starts)
    steps = tuple(dict.fromkeys(step for kind, listed in _PREPARE.items() if kind in kinds for step in listed))
    in_vault = "obsidian" in kinds
    return Dialect(
        starts,
        signs,
        pairs="=^" if "mkdocs" in kinds else "=" if in_vault else "",
        line_breaks=in_vault and not kinds & (SITES | {"dendron", "gollum"}),
        names=bool(kinds & {"mkdocs", "quarto"}),
        emoji=emoji_at,
        prepare=_chain(steps) if steps else None,
        finish=finish_note if in_vault else give_sizes if kinds & SITES else None,
        any_callout=bool(kinds & {"obsidian", "hugo"}),
        titles=bool(kinds & SITES),
    )


def _together(first: dict[str, Sequence[_T]], second: dict[str, Sequence[_T]]) -> dict[str, Sequence[_T]]:
    return {key: (*first.get(key, ()), *second.get(key, ())) for key in first | second}


def _chain(steps: Sequence[_Prepare]) -> _Prepare:
    def prepare(text: str) -> Prepared:
        left_out = 0
        for step in steps:
            text, count = step(text)
            left_out += count
        return Prepared(text, left_out)

    return prepare
