"""Blocks of GitBook and HonKit: hints, tabs, embeds, files and links to pages.

Sources: https://gitbook.com/docs/creating-content/formatting/markdown, https://honkit.netlify.app/
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.template_tags import Tag, TemplateText, box_of, include_of
from qtbrowser.markup.spans import find_spans

_TAG = re.compile(
    r"\{%-?\s{0,9}(?P<closes>end)?(?P<name>[a-z_][\w\-]{0,60})(?P<arguments>[^{}%]{0,2000}(?:%(?!\})[^{}%]{0,2000})*?)-?%\}"
)
_OUTPUT = re.compile(r"\{\{(?P<closes>)\s{0,9}(?P<name>[\w.]{1,200})(?P<arguments>[^{}\n]{0,500}?)\}\}")
_RAW_END = re.compile(r"\{%-?\s{0,9}endraw\s{0,9}-?%\}")
_ENDS = {
    name: re.compile(rf"\{{%-?\s{{0,9}}end{name}\s{{0,9}}-?%\}}")
    for name in ("embed", "file", "content-ref", "page-ref")
}
_MOST_IN_LINK = 600
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\(")
_SILENT = frozenset(
    "if elif else for set code stepper step columns column updates update openapi swagger swagger-description "
    "swagger-parameter swagger-response api-method api-method-summary api-method-description api-method-spec "
    "api-method-request api-method-path-parameters api-method-parameter api-method-response "
    "api-method-response-example api-method-response-example-description".split()
)
# Braces of raw parts, while outputs are read.
_HELD = str.maketrans({"{": "\ue0f0", "}": "\ue0f1"})
_GIVEN_BACK = str.maketrans({"\ue0f0": "{", "\ue0f1": "}"})
_ESCAPED = re.compile(r"\\([\\()\[\]])")
_BRACKETS = {"(": "&#40;", ")": "&#41;", "[": "&#91;", "]": "&#93;"}


def gitbook(text: str) -> Prepared:
    """A text with GitBook's blocks read; variables of a book are left out and counted.

    An escaped bracket is a bracket there, and begins no formula.
    """
    if "\\(" in text or "\\[" in text:
        text = _with_plain_brackets(text)
    tags = TemplateText(text, _TAG).read(_meaning) if "{%" in text else Prepared(text)
    outputs = TemplateText(tags.text, _OUTPUT).read(_output) if "{{" in tags.text else Prepared(tags.text)
    return Prepared(outputs.text.translate(_GIVEN_BACK), tags.left_out + outputs.left_out)


def _with_plain_brackets(text: str) -> str:
    """A text whose escaped brackets outside code and formulas between dollar signs are entities."""
    parts: list[str] = []
    place = 0
    for span in find_spans(text):
        if not text.startswith("\\", span.start):
            parts += [_ESCAPED.sub(_entity, text[place : span.start]), text[span.start : span.end]]
            place = span.end
    return "".join((*parts, _ESCAPED.sub(_entity, text[place:])))


def _entity(found: re.Match[str]) -> str:
    return _BRACKETS.get(found[1], found[0])


def _output(_text: TemplateText, tag: Tag) -> str | None:
    """A variable, which only the program knows; anything else is text, as GitBook has it."""
    return None if tag.name.startswith(("book.", "page.", "file.", "gitbook.")) else tag.source.translate(_HELD)


def _meaning(text: TemplateText, tag: Tag) -> str | None:
    if tag.name == "raw":
        return "" if tag.closes else (text.enclosed(_RAW_END) or "").translate(_HELD)
    boxed = box_of(text, tag)
    if boxed is not None:
        return boxed
    if tag.closes:
        return ""
    match tag.name:
        case "code" | "step" | "update":
            title = tag.value("title", "date")
            return f"**{title}**" if title else ""
        case "openapi" | "swagger" | "api-method":
            words = " ".join(filter(None, (tag.value("method").upper(), tag.value("path"), tag.value("summary"))))
            return f"**{words}**" if words else ""
        case "embed" | "file" | "content-ref" | "page-ref":
            return _link(text, tag)
        case "include":
            return include_of(tag)
        case name:
            return "" if name in _SILENT else None


def _link(text: TemplateText, tag: Tag) -> str | None:
    address = tag.value("url", "src", "page", "href")
    inner = text.enclosed(_ENDS[tag.name], _MOST_IN_LINK) or ""
    if not address or any(sign in address for sign in "<>\n"):
        return inner or None
    words = inner.strip() or tag.value("caption")
    own = _LINK.match(words)
    if own is not None:
        words = own[1]
    if not words or words == address or words == address.rpartition("/")[2]:
        words = _words_of(address)
    after = "\n" * inner.count("\n")
    if "\n\n" in words:
        return f"[{_words_of(address)}](<{address}>) {inner}"
    return f"[{words}](<{address}>){after}"


def _words_of(address: str) -> str:
    """The words for a link without any: those of the page's name, or the address of something on the web.

    ``guide/first-steps.md`` -> ``First steps``
    """
    if "://" in address or "." not in address.rpartition("/")[2]:
        return address
    if not address.lower().endswith(".md"):
        return unquote(address.rpartition("/")[2])
    above, _, name = address.rpartition("/")
    stem = name[: name.rfind(".")]
    if stem.lower() in ("readme", "index") and above.strip("./"):
        stem = above.rpartition("/")[2]
    words = unquote(stem).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or address
