"""Signs of Docsify (https://docsify.js.org/#/helpers): callouts in a line, options of links, documents in others."""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.boxes import opening
from qtbrowser.markup.signs.template_tags import include
from qtbrowser.markup.spans import replace_outside

_CALLOUT = re.compile(r"^ {0,3}(?P<sign>[?!])>[ \t]++(?P<words>[^\n]++)$", re.MULTILINE)
_INCLUDED = re.compile(
    r"\[[^\[\]\n]{0,300}\]\((?P<path>[^()\s]{1,300}\.(?:md|markdown))[ \t]+"
    r"(?P<quote>['\"]):include[^'\"\n]{0,300}(?P=quote)\)"
)
_OPTIONS = re.compile(
    r"(?<=\]\()(?P<address>[^()\s]{1,500})[ \t]+(?P<quote>['\"]):[a-z][^'\"\n]{0,300}(?P=quote)(?=\))"
)
_PLACE = re.compile(r"(?<=\]\()(?P<page>[^()\s?#]{0,300})\?id=(?P<name>[^()\s&]{1,200})")
_NAMED = re.compile(r"[ \t]:id=(?P<name>[\w\-]{1,100})[ \t]{0,9}$", re.MULTILINE)
_IGNORED = re.compile(r" ?\{docsify-ignore(?:-all)?\}")


def docsify(text: str) -> Prepared:
    """A text with Docsify's signs read."""
    if "?>" in text or "!>" in text:
        text = replace_outside(_CALLOUT, _callout, text)
    if ":include" in text:
        text = replace_outside(_INCLUDED, lambda found: include(found["path"]), text)
    if "':" in text or '":' in text:
        text = replace_outside(_OPTIONS, lambda found: found["address"], text)
    if "?id=" in text:
        text = replace_outside(_PLACE, _place, text)
    if ":id=" in text:
        text = replace_outside(_NAMED, _name, text)
    if "{docsify-ignore" in text:
        text = replace_outside(_IGNORED, lambda _found: "", text)
    return Prepared(text)


def _name(found: re.Match[str]) -> str:
    """The name of a heading's place as other sites have it."""
    begin = found.string.rfind("\n", 0, found.start()) + 1
    return f" {{#{found['name']}}}" if found.string.startswith("#", begin) else found[0]


def _place(found: re.Match[str]) -> str:
    """The address of a place in a page; addresses of the web keep their questions."""
    return found[0] if "//" in found["page"] else f"{found['page']}#{found['name']}"


def _callout(found: re.Match[str]) -> str:
    return opening("tip" if found["sign"] == "?" else "important", content=found["words"])
