"""MyST Markdown, as Sphinx and Jupyter Book have it: directives, roles, targets and comments.

Sources: https://myst-parser.readthedocs.io/en/latest/syntax/, https://mystmd.org/guide/syntax-overview
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.heading_anchors import github_anchor
from qtbrowser.markup.link_schemes import REF
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.signs.omission import left_out
from qtbrowser.markup.signs.template_tags import include
from qtbrowser.markup.spans import SpanKind, find_spans, replace_outside

_FENCE = re.compile(
    r"(?P<indent>[ \t]*+)(?P<sign>`{3,}+|~{3,}+|:{3,}+)(?:\{(?P<name>[\w:.+\-]{1,60})\}[ \t]*+)?+(?P<rest>[^\n]*+)\Z"
)
_OPTION = re.compile(r"[ \t]*:[\w\-]{1,60}:(?:[ \t]|\Z)")
_TARGET = re.compile(r"[ \t]*+\((?P<name>[^()\s][^()\n]{0,200})\)=[ \t]*+\Z")
_NAMED = re.compile(r"[ \t]*+:(?:name|label):[ \t]++(?P<name>\S{1,200})[ \t]*+\Z")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_BREAK = re.compile(r"\+\+\+(?:[ \t].*)?\Z")
_ROLE = re.compile(r"\{([\w:.+\-]{1,60})\}\Z")
_WITH_WORDS = re.compile(r"(?P<words>[^<>]{1,500})<(?P<target>[^<>]{1,500})>\Z")
_BEHIND = re.compile(r"(?P<short>[^()]{1,300})\((?P<long>[^()]{1,500})\)\Z")
_LINK = re.compile(
    r"(?<!!)\[\]\(<?(?P<target>[^()<>\s]{1,300})>?\)|\[(?P<named>[^\[\]\n]{1,300})\]\((?P<place>#[^()<>\s]{1,300})\)"
)
_HEADING_WORDS = re.compile(r"^[ \t]*#{1,6}[ \t]+(.*)$", re.MULTILINE)
_ID = re.compile(r"\{#([^\s{}]{1,200})")
_SUBSTITUTION = re.compile(r"\{\{(?![{%<])[^{}\n]{1,200}\}\}")
_TABLE_OF_CONTENTS = re.compile(
    r"(?:(?P<words>[^<>\n]{1,200}?)[ \t]*<(?P<named>[^<>\n]{1,300})>|(?P<bare>[^\s<>*][^<>\n*]{0,300}))\Z"
)
_ADMONITIONS = frozenset(
    "note tip hint important warning caution attention danger error seealso admonition todo topic sidebar margin aside "
    "versionadded versionchanged deprecated versionremoved dropdown card exercise solution epigraph pull-quote "
    "prf:theorem prf:proof prf:lemma prf:definition prf:corollary prf:example prf:remark prf:algorithm".split()
)
_NAMED_BY_ARGUMENT = frozenset(("admonition", "topic", "sidebar", "card", "dropdown", "exercise", "todo"))
_KINDS = {
    "seealso": "info",
    "error": "danger",
    "attention": "warning",
    "hint": "tip",
    "epigraph": "quote",
    "pull-quote": "quote",
}
_FOLDED = frozenset(("dropdown", "solution"))
_TABS = frozenset(("tab-item", "tab"))
_GROUPS = frozenset(
    "tab-set tabs grid grid-item grid-item-card container div rst-class figure-md list-table csv-table centered only "
    "table glossary myst-example compound".split()
)
_LISTINGS = frozenset("code code-block code-cell sourcecode literal parsed-literal prompt highlight".split())
_SILENT = frozenset("contents tableofcontents index meta currentmodule module py:module highlight".split())
_NOTHING = "<!-- -->"


@dataclass
class _Open:
    """A fence that is open.

    Attributes:
        sign: its characters.
        end: what is written for the line that closes it; None for that line itself.
        inner: how its content is read: "markdown", "as it is" or "contents"; or not: "hidden", or "nothing" if that is
            to be told.
        is_new: whether only options have come since it was opened.
        has_fields: whether options of YAML are being read.
    """

    sign: str
    end: str | None
    inner: str
    is_new: bool = True
    has_fields: bool = False


def myst(text: str) -> Prepared:
    """A text with MyST's signs read; what only the program can show is left out and counted."""
    text, count = _with_blocks(text)
    if "}`" in text:
        text = _with_roles(text)
    if "](" in text:
        text = _with_references(text)
    if "{{" not in text:
        return Prepared(text, count)
    rest = left_out(_SUBSTITUTION, text)
    return Prepared(rest.text, count + rest.left_out)


def labels(text: str) -> list[str]:
    """The names of the places in a text that references from other documents lead to."""
    if ")=" not in text and ":name:" not in text and ":label:" not in text:
        return []
    found = (_TARGET.match(line) or _NAMED.match(line) for line in text.split("\n"))
    return [one["name"].strip() for one in found if one is not None]


def _with_blocks(text: str) -> tuple[str, int]:
    out: list[str] = []
    open_ones: list[_Open] = []
    count = 0
    target = ""
    for line in text.split("\n"):
        fence = _FENCE.match(line) if ":::" in line or "```" in line or "~~~" in line else None
        if fence is not None and fence["sign"][0] == "`" and "`" in fence["rest"]:
            fence = None
        top = open_ones[-1] if open_ones else None
        if top is not None and fence is not None and _closes(fence, top):
            open_ones.pop()
            out.append(line if top.end is None else fence["indent"] + top.end if top.end else "")
            continue
        if top is not None and top.inner != "markdown":
            out.append(_inner(line, top))
            continue
        if top is not None and _is_option(line, top):
            out.append("")
            continue
        if fence is not None and (fence["name"] or not fence["sign"].startswith(":")):
            written, opened, is_lost = _opened(fence)
            count += is_lost
            open_ones.append(opened)
            out.append(written)
            continue
        if found := _TARGET.match(line):
            target = found["name"].strip()
            out.append("")
            continue
        if line.startswith("%") or _BREAK.match(line):
            out.append("")
            continue
        if target and line.strip():
            if _HEADING.match(line) and "{" not in line:
                line = f"{line.rstrip()} {{#{target}}}" if " " not in target else line
            target = ""
        out.append(line)
    return "\n".join(out), count


def _is_option(line: str, top: _Open) -> bool:
    """Whether a line is one of the options at the top of a directive: `:name: value`, or YAML between dashes."""
    if top.end is None or not top.is_new:
        return False
    if line.strip() == "---":
        top.is_new, top.has_fields = not top.has_fields, not top.has_fields
        return True
    if top.has_fields or _OPTION.match(line):
        return True
    top.is_new = False
    return False


def _closes(fence: re.Match[str], top: _Open) -> bool:
    sign = fence["sign"]
    return sign[0] == top.sign[0] and len(sign) >= len(top.sign) and not fence["name"] and not fence["rest"].strip()


def _inner(line: str, top: _Open) -> str:
    """A line within a directive whose content is no Markdown of its own."""
    if top.inner == "as it is":
        # Options of a listing.
        return "" if _is_option(line, top) else line
    if top.inner == "contents" and not _OPTION.match(line) and (found := _TABLE_OF_CONTENTS.match(line.strip())):
        address = (found["named"] or found["bare"]).strip()
        words = found["words"] or address.rpartition("/")[2].replace("-", " ").replace("_", " ")
        if address in ("self", ""):
            return ""
        return f"- [{words}](<{address}>)"
    return ""


def _opened(fence: re.Match[str]) -> tuple[str, _Open, bool]:
    """What is written for the line that opens a fence, the open fence, and whether its content is lost."""
    indent, sign, rest = fence["indent"], fence["sign"], fence["rest"].strip()
    name = (fence["name"] or "").lower()
    if not name:
        return fence[0], _Open(sign, None, "as it is"), False
    written, end, inner = _directive(name, sign, rest)
    return indent + written if written else "", _Open(sign, end, inner), inner == "nothing" and name not in _SILENT


def _directive(name: str, sign: str, rest: str) -> tuple[str, str, str]:
    """The lines for the begin and the end of a directive, and how its content is read.

    Args:
        name: of the directive.
        sign: the characters of its fence.
        rest: what is behind its name.
    """
    if name in _ADMONITIONS:
        return _admonition(name, rest)
    if name in _TABS:
        return opening("tab", rest), CLOSING, "markdown"
    if name in _LISTINGS or name == "mermaid":
        fence = "~" * len(sign)
        return f"{fence} {rest or ('mermaid' if name == 'mermaid' else '')}", fence, "as it is"
    if name in _GROUPS:
        return f"**{rest}**" if rest and name == "grid-item-card" else "", "", "markdown"
    match name:
        case "math":
            return "$$", "$$", "as it is"
        case "figure" | "image":
            return f"![](<{rest}>)", "", "markdown"
        case "include" if rest.lower().endswith(".md"):
            return include(rest), "", "hidden"
        case "toctree":
            return "", "", "contents"
        case _:
            return "", "", "nothing"


def _admonition(name: str, rest: str) -> tuple[str, str, str]:
    kind = "note" if name in _NAMED_BY_ARGUMENT else _KINDS.get(name, name.rpartition(":")[2])
    title = rest if name in _NAMED_BY_ARGUMENT or ":" in name else ""
    if name in _CHANGES:
        version, _, rest = rest.partition(" ")
        kind, title = "note", f"{_CHANGES[name]} {version}"
    if not title and rest:
        # The words behind a directive's name are the first ones of its content.
        return opening(kind, content=rest), "", "markdown"
    return opening(kind, title, "closed" if name in _FOLDED else ""), CLOSING, "markdown"


_CHANGES = {
    "versionadded": "Added in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
    "versionremoved": "Removed in version",
}


def _with_references(text: str) -> str:
    """A text whose links to places in other documents name these, and whose links without words have some."""
    own = None

    def written(found: re.Match[str]) -> str:
        nonlocal own
        words, target = found["named"] or "", found["place"] or found["target"]
        shown = words or target.rpartition("/")[2].lstrip("#")
        if target.startswith("#"):
            if own is None:
                own = {*labels(text), *map(github_anchor, _HEADING_WORDS.findall(text)), *_ID.findall(text)}
            name = target[1:]
            target = target if name in own else f"{REF}{name}{target}"
        return f"[{shown}](<{target}>)"

    return replace_outside(_LINK, written, text)


def _with_roles(text: str) -> str:
    parts: list[str] = []
    place = 0
    for span in find_spans(text):
        if span.kind is not SpanKind.INLINE_CODE:
            continue
        role = _ROLE.search(text, max(place, span.start - 64), span.start)
        if role is None:
            continue
        parts += [text[place : role.start()], _role(role[1].lower(), span.body.strip())]
        place = span.end
    return "".join((*parts, text[place:])) if parts else text


def _role(name: str, body: str) -> str:
    found = _WITH_WORDS.match(body)
    words, target = (found["words"].strip(), found["target"]) if found else ("", body)
    match name.rpartition(":")[2]:
        case "ref" | "numref" | "eq" | "prf":
            return f"[{words or target}](<{REF}{target}#{target}>)"
        case "doc":
            return f"[{words or target.rpartition('/')[2].replace('-', ' ').replace('_', ' ')}](<{target}>)"
        case "download":
            return f"[{words or target.rpartition('/')[2]}](<{target}>)"
        case "math":
            return f"${body}$"
        case "sub" | "sup" | "kbd":
            tag = name.rpartition(":")[2]
            return f"<{tag}>{body}</{tag}>"
        case "abbr" if behind := _BEHIND.match(body):
            return f"{behind['short'].strip()} ({behind['long']})"
        case "term" | "abbr" | "guilabel" | "menuselection" | "command" | "dfn" | "index":
            return words or body.removeprefix("!")
        case "cite" | "t" | "p" | "footcite":
            return f"[{body}]"
        case _:
            # Names of a program: a tilde asks for the last part alone.
            shown = words or (body[1:].rpartition(".")[2] if body.startswith("~") else body)
            return f"`{shown}`" if shown and "`" not in shown else shown
