"""Finds every regular expression of the package by its syntax tree, so that a new one can't be missed.

python -m tests.regular_expressions          write docs/regular-expressions.md anew, each with its worst case
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "regular-expressions.md"

MOST_GROWTH = 1.3
"""How many times the growth of a text the time for it may grow."""

_FUNCTIONS = frozenset("compile search match fullmatch split findall finditer sub subn".split())

MADE_WHILE_RUNNING = {
    "qtbrowser/documents/exclusion.py": "patterns of .gitignore, by pathspec, in the form of `bounded_patterns`",
    "qtbrowser/documents/question_entries.py": "one pattern for each of the two signs of a quiz's answers",
    "qtbrowser/markup/html_links.py": "the names of the elements whose content is hidden, within their end tags",
    "qtbrowser/markup/signs/gitbook.py": "the names of blocks, from a list, within their end tags",
    "qtbrowser/markup/signs/hexo.py": "the names of blocks, from a list, within their end tags",
    "qtbrowser/markup/signs/hugo.py": "the name of a shortcode, escaped, within its closing tag",
    "qtbrowser/library/quote_finding.py": "the words of a passage, escaped, with any space between them",
    "qtbrowser/search/lexicon.py": "letters of a word that is looked for within others, all taken literally",
    "qtbrowser/curation/bounded_expression.py": "find and replace: what the curator writes, over his own documents",
    "qtbrowser/curation/plans/moving.py": "the escaped letters of a subject, with optional space between them",
    "qtbrowser/gui/pane/text_ranges.py": "what a reader looks for within a page, escaped",
    "qtbrowser/search/marking.py": "the beginnings of the words that are looked for, escaped, as alternatives",
}
"""Modules that make expressions of what they are given, and what those are made of."""


class Expression(NamedTuple):
    """A regular expression.

    Attributes:
        module: the file, relative to the project.
        name: what it is called there; the line's text where it has no name.
        pattern: as `re` has it; None where it is made while the program runs.
        flags: of `re`.
        anchored: whether it is only ever matched at the beginning of a text or a line.
    """

    module: str
    name: str
    pattern: str | bytes | None
    flags: int
    anchored: bool


@cache
def expressions() -> tuple[Expression, ...]:
    """All of them, by module."""
    texts = {file: file.read_text(encoding="utf-8") for file in sorted((ROOT / "qtbrowser").rglob("*.py"))}
    package = "".join(texts.values())
    return tuple(found for file, text in texts.items() for found in _of_module(file, text, package))


def _of_module(file: Path, text: str, package: str) -> Iterator[Expression]:
    if "import re\n" not in text and "from re import" not in text:
        return
    tree = ast.parse(text)
    names = {call: _name(node) for node in ast.walk(tree) if isinstance(node, ast.Assign) for call in _calls(node)}
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    place = file.relative_to(ROOT).as_posix()
    for call in _calls(tree):
        name = names.get(call, "")
        pattern, flags = _value(call, module)
        function = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        bound = re.search(rf"{re.escape(ast.unparse(call))}\.(\w+)", ast.unparse(tree))
        # A public name is used in other modules.
        where = text if name.startswith("_") else package
        uses = {bound[1]} if bound else set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", where)) if name else {function}
        anchored = bool(uses) and uses <= {"match", "fullmatch"}
        yield Expression(place, name or ast.unparse(call.args[0])[:60], pattern, flags, anchored)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _FUNCTIONS
        if is_call and isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args:  # type: ignore[attr-defined]
            yield node  # type: ignore[misc]


def _name(node: ast.Assign) -> str:
    target = node.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _value(call: ast.Call, module: str) -> tuple[str | bytes | None, int]:
    """The pattern and its flags, worked out with the module's own names; None where it takes others."""
    names = vars(import_module(module))
    flags = next((word.value for word in call.keywords if word.arg == "flags"), None)
    if flags is None and isinstance(call.func, ast.Attribute):
        number = {"compile": 1, "split": 3, "sub": 4, "subn": 4}.get(call.func.attr, 2)
        flags = call.args[number] if len(call.args) > number else None
    try:
        value = eval(ast.unparse(call.args[0]), names)  # noqa: S307 - our own source
        found = 0 if flags is None else int(eval(ast.unparse(flags), names))  # noqa: S307 - our own source
    except NameError:
        return None, 0
    if isinstance(value, re.Pattern):
        return value.pattern, value.flags
    return (value, found) if isinstance(value, str | bytes) else (None, 0)


def judged() -> dict[str, str]:
    """What the list says of each pattern, as `shown`: its growth, and the text that it is worst over."""
    listed = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    return {pattern: worst for worst, pattern in re.findall(r"growth (\d+\.\d, worst .*)  \n  (.*)", listed)}


def growth_in(worst: str) -> float:
    """The growth that an entry of `judged` begins with."""
    return float(worst.partition(",")[0])


def main() -> int:
    """Write the list."""
    from tests.benchmarks.scaling.worst_cases import worst_case

    known = judged()
    lines = [
        "# Every regular expression of the package, with its worst case",
        "",
        "Written by `python -m tests.regular_expressions`, which finds them in the syntax tree, so that",
        "none is missing. For each repetition in a pattern texts are made that it takes in at length and then",
        "fails at; the growth is how many times the text's growth the time for the worst of them grows by: 1 is",
        "linear, 2 is quadratic. *text* is searched through a whole text, *start* matched at the beginning of one.",
        "",
    ]
    module = ""
    slow = 0
    for found in expressions():
        if found.module != module:
            module = found.module
            lines += [f"\n## {module}\n" if lines[-1] else f"## {module}\n"]
        name = found.name.replace("\n", " ")
        if found.pattern is None:
            lines.append(f"- `{name}` made while running: {MADE_WHILE_RUNNING.get(module, 'unknown')}")
            continue
        how = "start" if found.anchored else "text"
        worst = known.get(shown(found.pattern), "")
        if not worst or growth_in(worst) > MOST_GROWTH:
            growth, text = worst_case(found)
            worst = f"{growth:.1f}, worst {text}"
            if growth > MOST_GROWTH:
                print(f"{module} {name}: {worst}", file=sys.stderr)
        slow += growth_in(worst) > MOST_GROWTH
        lines.append(f"- `{name}` {how}, growth {worst}  \n  {shown(found.pattern)}")
    LIST.parent.mkdir(exist_ok=True)
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(slow > 0)


def shown(pattern: str | bytes) -> str:
    """A pattern on one line of Markdown, whatever it holds."""
    text = ascii(pattern)
    fence = "``" if "`" in text else "`"
    while fence in text:
        fence += "`"
    return f"{fence} {text} {fence}"


if __name__ == "__main__":
    sys.exit(main())
