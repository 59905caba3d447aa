"""Measures how folders of other people read: what is read, which links lead somewhere, which signs are left as text.

    pip install markdown-it-py mdit-py-plugins
    python -m tests.benchmarks.folders FOLDER ... [--show NUMBER] [--without-structure]

Prints a row for each folder: documents read, problems, links that lead somewhere of those that are to lead into the
folder, signs of Markdown, HTML and of programs that a reader sees as text, and the share of documents whose structure
is as GitHub's (see `tests.benchmarks.structure`). A document about such signs may show them on purpose. No part of the
test suite: the folders worth measuring aren't ours to publish.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from qtbrowser.errors import QtBrowserError
from qtbrowser.library import Library
from qtbrowser.markup.commonmark.html_syntax import NAMES
from tests.benchmarks.structure import difference, github_renderer

SIGNS = {
    "shortcode": re.compile(r"\{\{[<%]"),
    "tag of Liquid": re.compile(r"\{%-?\s*\w"),
    "expression": re.compile(r"\{\{\s*[\w.$]+"),
    "wiki link": re.compile(r"\[\[[^\]\s][^\]]*\]\]"),
    "comment": re.compile(r"%%|<!--|-->"),
    "directive": re.compile(r"^\s*:{3,}", re.MULTILINE),
    "admonition": re.compile(r"^\s*(?:!!!|\?\?\?\+?) \w", re.MULTILINE),
    "tab": re.compile(r'^\s*===[!+]? "', re.MULTILINE),
    "attributes": re.compile(r"\{:?\s*[.#][A-Za-z][\w-]*(?:\s[^}\n]*)?\}"),
    "contents": re.compile(r"^\s*\[TOC\]\s*$|\{:\s*toc", re.MULTILINE),
    "snippet": re.compile(r"-{1,}8<-{1,}"),
    "callout": re.compile(r"\[![A-Za-z]+\]"),
    "HTML": re.compile(rf"</?(?:{'|'.join(sorted(NAMES))})(?:\s[^<>]*)?/?>", re.IGNORECASE),
    "import": re.compile(r"^(?:import\s.{1,100}\sfrom\s+['\"]|export\s+(?:const|default)\s)", re.MULTILINE),
    "insertion": re.compile(r"\^\^\w"),
    "review": re.compile(r"\{(?:\+\+|--|~~|==|>>)"),
    "block": re.compile(r"^/{3,} \w", re.MULTILINE),
    "mark": re.compile(r"(?<!=)==[^\s=](?:[^=\n]*[^\s=])?==(?!=)"),
    "footnote": re.compile(r"\[\^[^\]\s]+\]"),
    "emphasis": re.compile(r"(?<![\w*\\])\*\*[A-Za-z][^*\n]*\*\*"),
}


_AROUND_ANSWER = re.compile(
    r"\A[\s\S]*?(?=<div class=\"answer\">)|\n<(?:p class=\"keywords\"|div class=\"related\")[\s\S]*\Z"
)


class Row(NamedTuple):
    """The figures of one folder."""

    name: str
    read: int
    problems: int
    resolved: int
    links: int
    signs: Counter[str]
    different: int


class _Page(HTMLParser):
    """The text of a page's answer outside code and formulas, and its links into the folder."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.missing: list[str] = []
        self.links = 0
        self._silent = 0
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        css_class = values.get("class") or ""
        href = values.get("href") or ""
        if tag in ("p", "li", "td", "th", "br", "h2", "h3", "h4", "h5", "h6", "div"):
            self.text.append("\n")
        if tag == "a" and href.startswith(("qtbrowser:document/", "qtbrowser:file/", "qtbrowser:missing/")):
            self.links += 1
            if href.startswith("qtbrowser:missing/"):
                self.missing.append(href.removeprefix("qtbrowser:missing/"))
        if tag not in ("br", "hr", "img"):
            silent = tag in ("code", "pre") or css_class.startswith(("math", "left-out"))
            self._open.append(silent)
            self._silent += silent

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "hr", "img"):
            self._silent -= self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)


def measure(folder: Path, github: Callable[[str], str] | None, show: int) -> Row:
    """Read every document of a folder as the window would, and print what is not as it should be.

    Args:
        folder: any folder of Markdown.
        github: see `structure.github_renderer`; None to leave the comparison of structure aside.
        show: how many examples of each kind are printed.
    """
    signs: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    read = resolved = links = different = 0

    def tell(kind: str, words: str) -> None:
        shown[kind] += 1
        if shown[kind] <= show:
            print(f"  {kind}: {words}")

    with tempfile.TemporaryDirectory() as cache, Library.open(folder, cache_dir=Path(cache)) as library:
        problems = library.problems()
        for problem in problems:
            tell("problem", f"{problem.path}: {problem.message}")
        for entry in library.entries():
            try:
                html = library.render(entry.path).html
                text = library.document(entry.path).text
            except QtBrowserError as error:
                tell("unread", f"{entry.path}: {error}")
                continue
            read += 1
            page = _Page()
            page.feed(_AROUND_ANSWER.sub("", html))
            links += page.links
            resolved += page.links - len(page.missing)
            for target in page.missing:
                tell("missing", f"{entry.path}: {target}")
            words = "".join(page.text)
            for kind, pattern in SIGNS.items():
                for found in pattern.finditer(words):
                    signs[kind] += 1
                    tell(f"sign, {kind}", f"{entry.path}: {words[max(0, found.start() - 20) : found.end() + 20]!r}")
            if github is not None and (lines := difference(text, github)):
                different += 1
                tell("structure", f"{entry.path}: {' / '.join(lines[2:12])}")
    return Row(folder.name, read, len(problems), resolved, links, signs, different)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--show", type=int, default=3, metavar="NUMBER", help="examples of each kind to print")
    parser.add_argument("--without-structure", action="store_true", help="don't compare the structure")
    options = parser.parse_args()
    github = None
    if not options.without_structure:
        try:
            github = github_renderer()
        except ImportError:
            print("The structure needs two more packages: pip install markdown-it-py mdit-py-plugins", file=sys.stderr)
            return 2
    rows = []
    for folder in options.folders:
        print(folder)
        rows.append(measure(folder.resolve(), github, options.show))
    print(f"{'folder':28}{'read':>7}{'problems':>10}{'links':>16}{'signs':>7}{'structure':>11}")
    for row in rows:
        alike = f"{1 - row.different / row.read:.2%}" if github is not None and row.read else "-"
        led = f"{row.resolved}/{row.links}"
        print(f"{row.name:28}{row.read:>7}{row.problems:>10}{led:>16}{row.signs.total():>7}{alike:>11}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
