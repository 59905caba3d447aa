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
from qtbrowser.markup.signs.kramdown import (
    attribute_line,
    attributes,
    give_sizes,
    inline_formulas,
    ruled_tables,
    without_marks,
)
from qtbrowser.markup.signs.mkdocs import icon, keys
from qtbrowser.markup.signs.pymdown import lowered, raised
from qtbrowser.markup.signs.recognition import SITES
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

_T = TypeVar("_T")
_Prepare = Callable[[str], Prepared]

_MARKDOWN_IN_HTML = frozenset(("jekyll", "mkdocs", "docusaurus", "mdx", "quarto"))

_OF_VAULTS = frozenset(("obsidian", "logseq", "dendron", "gollum"))

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
_ORDER = (
    *(
        "field_lines",
        "logseq",
        "dendron",
        "gollum",
        "obsidian",
        "mdx",
        "docusaurus",
        "vitepress",
        "hugo",
        "quarto",
        "mdbook",
        "gitbook",
        "docsify",
    ),
    *("myst", "mkdocs", "jekyll"),
)
"""The kinds in the order in which they read a text."""


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
    steps = tuple(dict.fromkeys(step for kind in _ORDER if kind in kinds for step in _steps(kind)))
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


def _steps(kind: str) -> Sequence[_Prepare]:
    """What reads a text of a kind before it is parsed, in order. Loaded here, because a library needs few of them."""
    if kind in _OF_VAULTS:
        return _steps_of_vault(kind)
    match kind:
        case "mdx" | "docusaurus" | "vitepress":
            from qtbrowser.markup.signs import mdx

            if kind == "vitepress":
                return (mdx.without_vue_components, mdx.without_interpolations, without_marks)
            return (mdx.without_all_components if kind == "mdx" else mdx.without_components,)
        case "hugo":
            from qtbrowser.markup.signs import hugo, template_tags, zola

            return (template_tags.links_of_pages, hugo.shortcodes, zola.zola)
        case "quarto":
            from qtbrowser.markup.signs import hugo, quarto

            return (quarto.quarto, hugo.shortcodes)
        case "field_lines":
            from qtbrowser.markup.signs.mkdocs import without_metadata

            return (without_metadata,)
        case "mkdocs":
            from qtbrowser.markup.signs import jinja, mkdocs, pymdown

            texts = (jinja.jinja, mkdocs.named_settings, mkdocs.snippets, mkdocs.listed_files)
            return (*texts, mkdocs.descriptions, pymdown.slash_blocks, pymdown.reviewed, without_marks)
        case "jekyll":
            from qtbrowser.markup.signs import liquid, template_tags

            return (template_tags.links_of_pages, liquid.liquid, ruled_tables, without_marks, inline_formulas)
        case _:
            return _steps_of_book(kind)


def _steps_of_book(kind: str) -> Sequence[_Prepare]:
    match kind:
        case "mdbook":
            from qtbrowser.markup.signs.mdbook import directives

            return (directives,)
        case "gitbook":
            from qtbrowser.markup.signs.gitbook import gitbook

            return (gitbook,)
        case "docsify":
            from qtbrowser.markup.signs.docsify import docsify

            return (docsify,)
        case _:
            from qtbrowser.markup.signs.myst import myst

            return (myst,)


def _steps_of_vault(kind: str) -> Sequence[_Prepare]:
    match kind:
        case "logseq":
            from qtbrowser.markup.signs.logseq import logseq

            return (logseq,)
        case "dendron":
            from qtbrowser.markup.signs.dendron import dendron

            return (dendron,)
        case "gollum":
            from qtbrowser.markup.signs.gollum import gollum

            return (gollum,)
        case _:
            return (without_long_comments,)


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
