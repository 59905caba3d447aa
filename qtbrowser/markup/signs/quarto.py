"""Code and references of Quarto and R Markdown: options of code, code that is not shown, references to labels.

Sources: https://quarto.org/docs/computations/execution-options.html, https://quarto.org/docs/authoring/cross-references.html,
https://bookdown.org/yihui/bookdown/cross-references.html
"""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.link_schemes import REF
from qtbrowser.markup.signs.boxes import CLOSING, opening
from qtbrowser.markup.spans import replace_outside

_CHUNK = re.compile(r"(?P<indent>[ \t]*+)(?P<sign>`{3,}+|~{3,}+)\{(?P<options>[A-Za-z][^}\n]{0,500})\}[ \t]*+\Z")
_FENCE = re.compile(r"[ \t]*+(?P<sign>`{3,}+|~{3,}+)(?P<rest>[^`\n]*+)\Z")
_OPTION = re.compile(r"[ \t]*(?:#|//|--|%%)\|(?P<option>.*)\Z")
_HIDDEN = re.compile(r"\b(?:echo|include)[ \t]*[:=][ \t]*(?:false|F)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\{#([\w:.\-]{1,200})|^[ \t]*(?:#|//|--|%%)\|[ \t]*label:[ \t]*[\"']?([\w:.\-]{1,200})", re.MULTILINE
)
_REFERENCE = re.compile(
    r"(?<![\w@\\/.])(?P<bracket>\[-?(?=@[\w\-]{1,210}\]))?"
    r"@(?P<label>(?P<kind>sec|fig|tbl|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr)-[\w\-]{1,200})(?(bracket)\])"
    r"|\\@ref\((?:(?P<book_kind>fig|tab|eq|thm|def|exm):)?(?P<book_label>[\w\-]{1,200})\)"
)
_NAMES = {
    "sec": "Section", "fig": "Figure", "tbl": "Table", "tab": "Table", "eq": "Equation", "lst": "Listing",
    "thm": "Theorem", "lem": "Lemma", "cor": "Corollary", "prp": "Proposition", "cnj": "Conjecture",
    "def": "Definition", "exm": "Example", "exr": "Exercise",
}  # fmt: skip


def quarto(text: str) -> Prepared:
    """A text whose code has no options, whose hidden code is folded, and whose references are links."""
    if "```{" in text or "~~~{" in text:
        text = "\n".join(_with_plain_code(text.split("\n")))
    if "@" in text:
        own = set(labels(text))
        text = replace_outside(_REFERENCE, lambda found: _link(found, own), text)
    return Prepared(text)


def labels(text: str) -> list[str]:
    """The labels in a text to which references lead."""
    if "{#" not in text and "label:" not in text:
        return []
    return [bracketed or option for bracketed, option in _LABEL.findall(text)]


def _with_plain_code(lines: list[str]) -> list[str]:
    out: list[str] = []
    place = 0
    outer = ""
    while place < len(lines):
        line = lines[place]
        chunk = _CHUNK.match(line) if not outer and line.rstrip().endswith("}") else None
        if chunk is None:
            if fence := _FENCE.match(line):
                # In a listing of Markdown code is shown as it is.
                is_end = fence["sign"].startswith(outer) and not fence["rest"].strip()
                outer = fence["sign"] if not outer else "" if is_end else outer
            out.append(line)
            place += 1
            continue
        place += 1
        options: list[str] = []
        while place < len(lines) and (option := _OPTION.match(lines[place])):
            options.append(option["option"])
            place += 1
        end = next((row for row in range(place, len(lines)) if lines[row].strip() == chunk["sign"]), len(lines))
        above = [""] * len(options)
        after = end + 1
        is_hidden = _HIDDEN.search("\n".join((chunk["options"], *options))) is not None
        # As many lines as there were: the callout begins and ends in lines that hold options or nothing.
        if is_hidden and after < len(lines) and not lines[after].strip() and (above or (out and not out[-1].strip())):
            if not above:
                above = [out.pop()]
            above[-1] = chunk["indent"] + opening("note", "Code", "closed")
            out += [*above, line, *lines[place : end + 1], chunk["indent"] + CLOSING]
            place = after + 1
        else:
            out += [*above, line, *lines[place : end + 1]]
            place = after
    return out


def _link(found: re.Match[str], own: set[str]) -> str:
    kind = found["kind"] or found["book_kind"] or ""
    label = found["label"] or found["book_label"]
    words = label.removeprefix(f"{kind}-").replace("-", " ").replace("_", " ")
    shown = f"{_NAMES.get(kind, '')} {words}".strip()
    if label in own:
        return f"[{shown}](<#{label}>)"
    return f"[{shown}](<{REF}{label}{f'#{label}' if kind in ('sec', '') else ''}>)"
