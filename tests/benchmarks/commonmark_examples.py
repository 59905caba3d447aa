"""Compares how this program reads the examples of the CommonMark specification with what the specification says.

    python -m tests.benchmarks.commonmark_examples SPEC.txt [--show NUMBER]

`SPEC.txt` is the text of the specification: https://spec.commonmark.org/0.31.2/spec.txt, or that of GitHub's Markdown,
`test/spec.txt` of https://github.com/github/cmark-gfm. As in the programs that check these specifications, bare
addresses are links only in examples that are marked as such of GitHub's extension. Both readings are compared as the
elements that raw HTML and Markdown mean together: structure, emphasis, links, pictures, code and words. Those of
`REASONS` differ on purpose. The specification isn't ours to publish, so it is no part of this project.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from qtbrowser.markup.commonmark.tree import GITHUB, HTML_BLOCK, Dialect, markdown_tree
from qtbrowser.markup.html_elements import BLOCKS
from qtbrowser.markup.html_subset import read_html

LIMIT = 0.99
"""The share of examples that must come out alike."""

REASONS = (
    (
        "a name that HTML doesn't define is text, so it begins no block of HTML",
        lambda text: text.startswith("<Warning>"),
    ),
    ("an ftp address isn't opened", lambda text: "ftp://" in text),
    ("a comment may hold two hyphens since CommonMark 0.31", lambda text: "<!--" in text),
)
_EXAMPLE = re.compile(r"^`{32} example([^\n]*)\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_AFTER_BLOCK = re.compile(r"(\n>(?:p|ul|ol|li|br|blockquote|pre|h\d|hr|table|div))\n' +")
_SPACE = re.compile(r"\s+")


def _letter(text: str, place: int) -> tuple[str, int]:
    return text[place], place + 1


WITHOUT_ADDRESSES = GITHUB._replace(signs=dict.fromkeys("hHwW@", (_letter,)))
"""CommonMark, in which no bare address is a link."""


def examples(specification: str) -> Iterator[tuple[str, str, Dialect]]:
    """The Markdown and the HTML of each example, and the dialect in which it is to be read."""
    for example in _EXAMPLE.finditer(specification):
        markdown, html = (part.replace("\N{RIGHTWARDS ARROW}", "\t") for part in example.group(2, 3))
        yield markdown, html, GITHUB if "autolink" in example[1] else WITHOUT_ADDRESSES


def reading_here(markdown: str, dialect: Dialect) -> list[str]:
    """What this program reads, see `shown`."""
    root = markdown_tree(markdown, dialect).root
    read_html(root)
    return shown(root)


def reading_there(html: str) -> list[str]:
    """What the specification reads, see `shown`."""
    html = re.sub(r'<input (checked="" )?disabled="" type="checkbox">', lambda box: "[x]" if box[1] else "[ ]", html)
    html = re.sub(r"<\?.*?\?>|<!\[CDATA\[.*?\]\]>", "", html, flags=re.DOTALL)
    root = Element("div")
    SubElement(root, HTML_BLOCK).text = html.rstrip("\n")
    read_html(root)
    return shown(root)


def shown(root: Element) -> list[str]:
    """Elements, addresses and words, one a line; white space that isn't shown is left out."""
    lines: list[str] = []

    def words(text: str | None) -> None:
        bare = _SPACE.sub(" ", text or "")
        if bare and lines and lines[-1].startswith("'"):
            bare = lines.pop()[1:] + bare
        if bare:
            lines.append("'" + _SPACE.sub(" ", bare))

    def strip(at_end: bool) -> None:
        if lines and lines[-1].startswith("'"):
            bare = lines[-1][1:].rstrip() if at_end else lines[-1][1:].lstrip()
            lines[-1:] = ["'" + bare] if bare else []

    def add(element: Element) -> None:
        is_block = element.tag in BLOCKS or element.tag in ("td", "th", "tr", "br")
        if is_block:
            strip(at_end=True)
        attributes = " ".join(
            unquote(element.get(name, "")) for name in ("href", "src", "alt", "start", "align", "language")
        ).rstrip()
        lines.append(f"<{element.tag} {attributes}".rstrip())
        if element.tag == "pre":
            lines.append("|" + "".join(element.itertext()).strip("\n"))
        else:
            first = len(lines)
            words(element.text)
            for child in element:
                add(child)
                words(child.tail)
            if is_block:
                strip(at_end=True)
                if len(lines) > first and lines[first].startswith("'"):
                    bare = lines[first][1:].lstrip()
                    lines[first : first + 1] = ["'" + bare] if bare else []
        lines.append(f">{element.tag}")

    add(root)
    text = _AFTER_BLOCK.sub(r"\1\n'", "\n".join(lines))
    return text.replace("\n'\n", "\n").split("\n")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("specification", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="NUMBER", help="differences to print in full")
    options = parser.parse_args()
    read = 0
    unlike: list[int] = []
    reasons: Counter[str] = Counter()
    for number, (markdown, html, dialect) in enumerate(examples(options.specification.read_text(encoding="utf-8")), 1):
        read += 1
        here, there = reading_here(markdown, dialect), reading_there(html)
        if here == there:
            continue
        reason = next((reason for reason, holds in REASONS if holds(markdown)), "no reason: a fault")
        reasons[reason] += 1
        unlike.append(number)
        if len(unlike) <= options.show:
            print(f"Example {number}: {markdown!r}\n  there {there}\n  here  {here}")
    for reason, count in reasons.most_common():
        print(f"{count:4} {reason}")
    alike = (read - len(unlike)) / read if read else 1.0
    print(f"{len(unlike)} of {read} examples differ ({unlike}): {alike:.2%} alike, at least {LIMIT:.0%} wanted.")
    return 0 if alike >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
