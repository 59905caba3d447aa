"""Jinja's tags and outputs in MkDocs' documents, where its plugin for macros reads them.

Source: https://mkdocs-macros-plugin.readthedocs.io/
"""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.template_tags import Tag, TemplateText, include_of
from qtbrowser.markup.spans import replace_outside

_COMMENT = re.compile(r"\{#(?!\})(?:[^#{}]|#(?!\})){0,2000}#\}")
_TAG = re.compile(
    r"\{%[-+]?\s{0,9}(?P<closes>end)?(?P<name>[a-z_]\w{0,60})"
    r"(?P<arguments>[^{}%]{0,2000}(?:%(?!\})[^{}%]{0,2000})*?)[-+]?%\}"
)
# `${{ }}` is an expression of other programs, which MkDocs' pages tell of.
_OUTPUT = re.compile(
    r"(?<![$\\])\{\{(?P<closes>)(?P<name>)(?P<arguments>(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^{}\"']|\{[^{}]*+\}){0,2000}+)\}\}"
)
_LITERAL = re.compile(r"\{\{-?\s{0,9}([\"'])((?:(?!\1)[^\n]){0,500})\1\s{0,9}-?\}\}")
_LOOP = re.compile(r"\{%[-+]?\s{0,9}for\s")
_LOOP_END = re.compile(r"\{%[-+]?\s{0,9}endfor\s{0,9}[-+]?%\}")
_RAW_END = re.compile(r"\{%[-+]?\s{0,9}endraw\s{0,9}[-+]?%\}")
_MACRO_END = re.compile(r"\{%[-+]?\s{0,9}endmacro\s{0,9}[-+]?%\}")
# Braces of raw parts, while outputs are read.
_HELD = str.maketrans({"{": "\ue0f0", "}": "\ue0f1"})
_GIVEN_BACK = str.maketrans({"\ue0f0": "{", "\ue0f1": "}"})


def jinja(text: str) -> Prepared:
    """A text with Jinja's tags, outputs and comments read; what shows nothing here is left out, and outputs counted."""
    if "{#" in text:
        text = replace_outside(_COMMENT, lambda found: "\n" * found[0].count("\n"), text)
    tags = TemplateText(text, _TAG).read(_meaning) if "{%" in text else Prepared(text)
    outputs = TemplateText(tags.text, _OUTPUT).read(_output) if "{{" in tags.text else Prepared(tags.text)
    return Prepared(outputs.text.translate(_GIVEN_BACK), tags.left_out + outputs.left_out)


def _meaning(text: TemplateText, tag: Tag) -> str | None:
    if tag.closes:
        return ""
    match tag.name:
        case "raw":
            return (text.enclosed(_RAW_END) or "").translate(_HELD)
        case "macro":
            return "\n" * (text.enclosed(_MACRO_END) or "").count("\n")
        case "for":
            return text.left_out_to(_LOOP, _LOOP_END)
        case "include":
            return include_of(tag)
        case _:
            return ""


def _output(_text: TemplateText, tag: Tag) -> str | None:
    quoted = _LITERAL.match(tag.source)
    return None if quoted is None else (quoted[2] or "").translate(_HELD)
