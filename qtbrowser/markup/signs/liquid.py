"""Tags and outputs of Liquid in Jekyll's documents (https://jekyllrb.com/docs/liquid/)."""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.hexo import hexo_tag
from qtbrowser.markup.signs.template_tags import (
    UNKNOWN_ADDRESS,
    Tag,
    TemplateText,
    box_of,
    figure_of,
    film_of,
    include_of,
    note_of,
)

_TAG = re.compile(
    r"\{%-?\s{0,9}(?P<closes>end)?(?P<name>[a-z_][\w\-]{0,60})(?P<arguments>[^{}%]{0,2000}(?:%(?!\})[^{}%]{0,2000})*?)-?%\}"
)
_OUTPUT = re.compile(
    r"\{\{-?(?P<closes>)\s{0,9}(?P<name>(?P<quote>[\"'])(?:(?!(?P=quote))[^\n]){0,500}(?P=quote)(?=\s{0,9}-?\}\})"
    r"|[\w.\"'|\[\]\-]{0,200})(?P<arguments>[^{}]{0,2000}?)-?\}\}"
)
_ARGUMENT = re.compile(
    r"([\w\-]{1,60})\s{0,5}=\s{0,5}(?:\"[^\"]*\"|'[^']*'|(?P<variable>(?!true\b|false\b)[A-Za-z_][\w.\-]{0,200}))"
)
_LITERAL = re.compile(r"\{\{-?\s{0,9}([\"'])((?:(?!\1)[^\n]){0,500})\1\s{0,9}-?\}\}")
_LOOP = re.compile(r"\{%-?\s{0,9}(?:for|tablerow)\s")
_LOOP_END = re.compile(r"\{%-?\s{0,9}end(?:for|tablerow)\s{0,9}-?%\}")
_LISTING_END = re.compile(r"\{%-?\s{0,9}endhighlight\s{0,9}-?%\}")
_RAW_TAG = re.compile(r"\{%-?\s{0,9}(?:end)?raw\s{0,9}-?%\}")
_RAW_END = re.compile(r"\{%-?\s{0,9}endraw\s{0,9}-?%\}")
_HIDDEN_TO = {
    "comment": re.compile(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}"),
    "capture": re.compile(r"\{%-?\s{0,9}endcapture\s{0,9}-?%\}"),
}
_SILENT = frozenset(
    "if unless else elsif case when for break continue assign increment decrement tablerow cycle layout paginate "
    "seo feed_meta raw comment capture highlight toc".split()
)


def liquid(text: str) -> Prepared:
    """A text with Liquid's tags and outputs read; what shows nothing here is left out."""
    tags = TemplateText(text, _TAG).read(_meaning) if "{%" in text else Prepared(text)
    if "{{" not in tags.text:
        return Prepared(_unescaped(tags.text), tags.left_out)
    outputs = TemplateText(tags.text, _OUTPUT).read(_output)
    return Prepared(_unescaped(outputs.text), tags.left_out + outputs.left_out)


# Braces of raw parts, while outputs are read.
_HELD = str.maketrans({"{": "\ue0f0", "}": "\ue0f1"})
_GIVEN_BACK = str.maketrans({"\ue0f0": "{", "\ue0f1": "}"})


def _unescaped(text: str) -> str:
    return text.translate(_GIVEN_BACK) if "\ue0f0" in text or "\ue0f1" in text else text


def _meaning(text: TemplateText, tag: Tag) -> str | None:
    if not tag.closes:
        if tag.name == "raw":
            return (text.enclosed(_RAW_END) or "").translate(_HELD)
        if tag.name in _HIDDEN_TO:
            return "\n" * (text.enclosed(_HIDDEN_TO[tag.name]) or "").count("\n")
        if tag.name in ("for", "tablerow"):
            return text.left_out_to(_LOOP, _LOOP_END)
        if tag.name == "highlight":
            return text.listing(_LISTING_END, (tag.values or [""])[0], _RAW_TAG)
    for known in (hexo_tag, box_of):
        if (written := known(text, tag)) is not None:
            return written
    if tag.closes or tag.name in _SILENT:
        return ""
    return _included(tag) if tag.name in ("include", "include_relative") else film_of(tag)


def _included(tag: Tag) -> str | None:
    """What is written for an include, by the name of its template and its arguments."""
    tag = _without_variables(tag)
    name = (tag.values or [""])[0].lower()
    note = note_of(tag, name)
    if note is not None:
        return note
    if "figure" in name or "image" in name or "img" in name:
        return figure_of(tag._replace(values=[])) or None
    if "youtube" in name:
        return film_of(tag._replace(name="youtube", values=[]))
    return include_of(tag)


def _without_variables(tag: Tag) -> Tag:
    """A tag without arguments that are variables, such as `id=page.video`: in an include, texts are between quotes."""
    variables = {found[1].lower() for found in _ARGUMENT.finditer(tag.source) if found["variable"]}
    return tag._replace(named={name: value for name, value in tag.named.items() if name not in variables})


def _output(text: TemplateText, tag: Tag) -> str | None:
    if quoted := _LITERAL.match(tag.source):
        return (quoted[2] or "").translate(_HELD)
    if text.begins_address:
        return UNKNOWN_ADDRESS
    return "" if tag.name.startswith(("page.", "site.", "content", "post.")) else None
