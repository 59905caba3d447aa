"""Tells quickly whether a text may hold signs of the kinds that it was written for."""

from __future__ import annotations

SITES = frozenset("hugo jekyll mkdocs docusaurus vitepress mdbook quarto mdx gitbook astro myst docsify".split())
"""The kinds of which sites are made, as `names_of_kinds` names them."""

_SITE = ("){", "\n{", "{:", "{#", "{ #", "{.", "{ .", " title=", "filename=", " file=", ":::")
_CONTENTS = ("[TOC]", "[toc]", "[[toc", "[[TOC", "[[_TOC_")
_SIGNS: dict[str, tuple[str, ...]] = {
    "obsidian": ("[[", "![", "%%", "==", "#", "^", "[!"),
    "hugo": ("{{", "{%", *_SITE),
    "quarto": ("{{", "]{", "^", "~", "@", "```{", *_SITE),
    "jekyll": ("-+-", "{{", "{%", "*[", "{:", *_CONTENTS, *_SITE),
    "mkdocs": (
        *(
            "{{",
            "{%",
            "8<",
            "][",
            "==",
            "++",
            "^",
            "~",
            "///",
            "--}",
            "<<}",
            ":material",
            ":octicons",
            ":fontawesome",
            ":simple",
        ),
        *("*[", *_CONTENTS, "<!-- md:", "???", '=== "', "!!!", *_SITE),
    ),
    "docusaurus": ("<", "{", "import ", "export ", "/*", *_SITE),
    "mdx": ("<", "{", "import ", "export ", "/*", *_SITE),
    "vitepress": ("<", "<<<", "{{", *_CONTENTS, *_SITE),
    "mdbook": ("{{#", *_SITE),
    "gitbook": ("{{", "{%", "\\(", "\\[", *_SITE),
    "astro": _SITE,
    "docsify": ("?>", "!>", "':", '":', "?id=", ":id=", "{docsify", *_SITE),
    "myst": ("{", "\n(", ":::", "%", "+++", "]{", *_SITE),
    "logseq": ("::", "((", "{{", "#+", "#[[", "TODO", "DONE", "LATER", "NOW", "DOING", "WAITING", ":LOGBOOK:"),
    "dendron": ("[[", "{{fm."),
    "gollum": ("[[",),
    "field_lines": (":",),
}


def may_hold_signs(text: str, kinds: frozenset[str]) -> bool:
    """Whether a text has characters that begin signs of one of these kinds."""
    if "questions" in kinds:
        return False
    return any(sign in text for kind in kinds for sign in _SIGNS.get(kind, ()))
