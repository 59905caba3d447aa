"""Signs of MkDocs and its usual extensions (https://squidfunk.github.io/mkdocs-material/reference/)."""

from __future__ import annotations

import re
from operator import itemgetter
from xml.etree.ElementTree import Element, SubElement

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.omission import left_out
from qtbrowser.markup.signs.template_tags import include
from qtbrowser.markup.spans import replace_outside

_METADATA = re.compile(
    r"\A\n*+(?:[a-z][\w\-]{0,60}:(?:[ \t][^\n]*+)?\n)"
    r"(?:[a-z][\w\-]{0,60}:(?:[ \t][^\n]*+)?\n|(?: {4}|\t)[^\n]*+\n)*+(?=[ \t]*\n)"
)
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[a-z0-9\-]{1,100}:(?:\{[^{}\n]{0,200}\})?")
_SETTING = re.compile(r"^(#{1,6} )<!-- md:(?:setting|option) (?:\w{1,40}:)?([\w.\-]{1,100}) -->", re.MULTILINE)
_KEY = r"(?:[\w\-]+|\"[^\"\n]{1,60}\")"
_KEYS = re.compile(rf"\+\+({_KEY}(?:\+{_KEY}){{0,9}})\+\+")
_KEPT_SNIPPET = re.compile(r"^([ \t]*);[ \t]*(?=-{1,9}8<-)", re.MULTILINE)
_SNIPPET = re.compile(r"^[ \t]*-{1,}8<-{1,}[ \t]+(?:\"([^\"\n]+)\"|'([^'\n]+)')[ \t]*$", re.MULTILINE)
_LISTED_FILE = re.compile(r"^([ \t]*)\{\*[ \t]+(?:\.\.?/)*([^\s`*{}]{1,300})[^*{}\n]{0,300}\*\}[ \t]*$", re.MULTILINE)
_SNIPPETS = re.compile(
    r"^[ \t]*-{1,9}8<-{1,9}[ \t]*\n((?:(?![ \t]*-{1,9}8<-)[^\n]*\n){1,100}?)[ \t]*-{1,9}8<-{1,9}[ \t]*$", re.MULTILINE
)
_SECTION_SIGN = re.compile(
    r"^[ \t]*+(?:[#/;<!\-*]{1,4}[ \t]++)?-{1,9}8<-{1,9}[ \t]*\[[ \t]*(?:start|end)[^\]\n]*\][^\n]*$", re.MULTILINE
)
_OBJECT = re.compile(
    r"^::: (?:[A-Za-z_]\w{0,99}(?:\.\w{1,100}){1,20}[ \t]*$(?:\n(?: {4}[^\n]*|[ \t]*(?=\n {4})))*"
    r"|[A-Za-z_]\w{0,99}[ \t]*\n {4}(?:options|handler|selection|rendering):[^\n]*(?:\n {4}[^\n]*)*)",
    re.MULTILINE,
)
_HEADING_OF_OBJECT = re.compile(r"^((?:[ \t]{0,3}>){0,5}[ \t]{0,3}#{1,6} )::: (?=[A-Za-z_])", re.MULTILINE)


def metadata(text: str) -> dict[str, str]:
    """The fields in the first lines of a page without a front matter, ``author: Ann``, their names in lower case.

    Python-Markdown's and MkDocs' older form: https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data
    """
    return _metadata(text)[0]


def without_metadata(text: str) -> Prepared:
    """A document's text without the fields in its first lines."""
    end = _metadata(text)[1]
    return Prepared("\n" * text.count("\n", 0, end) + text[end:] if end else text)


def _metadata(text: str) -> tuple[dict[str, str], int]:
    """The fields in the first lines and their end; none if none of them has a value."""
    found = _METADATA.match(text)
    if found is None:
        return {}, 0
    pairs = (line.partition(":") for line in found[0].split("\n") if line[:1].isalpha())
    fields = {name.lower(): value.strip() for name, _, value in pairs}
    return (fields, found.end()) if any(fields.values()) else ({}, 0)


def icon(text: str, place: int) -> tuple[Element | str, int] | None:
    """`:material-check:`: a picture that only the site has."""
    found = _ICON.match(text, place)
    return None if found is None else ("", found.end())


def keys(text: str, place: int) -> tuple[Element | str, int] | None:
    """`++ctrl+alt+del++`."""
    found = _KEYS.match(text, place)
    if found is None:
        return None
    holder = Element("keys")
    for number, name in enumerate(found[1].split("+")):
        if number:
            holder[-1].tail = "+"
        quoted = name.startswith('"')
        SubElement(holder, "kbd").text = name.strip('"') if quoted else name.replace("-", " ").capitalize()
    return holder, found.end()


def named_settings(text: str) -> Prepared:
    """A text in which the comments that name a setting in a heading, `<!-- md:setting name -->`, are its name as code.

    So the pages of Material for MkDocs have it; as comments, the headings would hold nothing.
    """
    if "<!-- md:" not in text:
        return Prepared(text)
    return Prepared(replace_outside(_SETTING, lambda found: f"{found[1]}`{found[2]}`", text))


def snippets(text: str) -> Prepared:
    """A text with its snippets `--8<-- "file.md"` as includes; lists of files between two such signs too.

    Of `file.md:2:5` lines are included, of `file.md:name` a section.
    """
    if "8<" not in text:
        return Prepared(text)
    text = replace_outside(_SECTION_SIGN, lambda _: "", text)
    count = 0

    def include_of(path: str) -> str:
        nonlocal count
        shown = include(path)
        count += not shown
        return shown

    def included(found: re.Match[str]) -> str:
        return include_of(found[1] or found[2])

    def all_included(found: re.Match[str]) -> str:
        paths = (line.strip() for line in found[1].split("\n"))
        return "\n" + "\n".join(include_of(path) if path and not path.startswith(";") else "" for path in paths)

    text = replace_outside(_SNIPPET, included, text)
    if _SNIPPETS.search(text):
        text = replace_outside(_SNIPPETS, all_included, text)
    return Prepared(_KEPT_SNIPPET.sub(r"\1", text), count)


def listed_files(text: str) -> Prepared:
    """A text with the names of the files that the plugin for variants of includes would list, ``{* ../a.py hl[3] *}``.

    Source: https://github.com/tiangolo/markdown-include-variants
    """
    if "{*" not in text:
        return Prepared(text)
    return Prepared(replace_outside(_LISTED_FILE, lambda found: f"{found[1]}`{found[2]}`", text))


def descriptions(text: str) -> Prepared:
    """A text without the descriptions `::: package.module` that mkdocstrings would make of a program.

    Source: https://mkdocstrings.github.io/usage/
    """
    if "::: " not in text:
        return Prepared(text)
    return left_out(_OBJECT, replace_outside(_HEADING_OF_OBJECT, itemgetter(1), text))
