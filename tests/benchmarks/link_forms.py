"""Compares the links that the check, the backlinks and moves know with those on the pages, for folders of documents.

    python -m tests.benchmarks.link_forms FOLDER... [--spec SPEC.txt] [--show NUMBER]

`SPEC.txt` is the text of the CommonMark specification, see `commonmark_examples`. Prints for each folder how many links
its pages have, how many of them `link_places` doesn't know, how many it knows that pages don't show (definitions that
nothing refers to are left out of account), and how long both take for a document.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from xml.etree.ElementTree import Element

from qtbrowser.documents.folder_kind import MARKER_NAMES, FolderKind, FolderKinds, names_of_kinds, recognise
from qtbrowser.documents.reader import parse_document
from qtbrowser.errors import QtBrowserError
from qtbrowser.markup.commonmark.tree import EMBED
from qtbrowser.markup.html_elements import MEDIA
from qtbrowser.markup.markdown_links import link_places
from qtbrowser.rendering.answer_tree import read_answer
from tests.benchmarks.commonmark_examples import examples

_ATTRIBUTES = {"a": "href", "img": "src", MEDIA: "src", EMBED: "target"}


def links_on_page(markdown: str, kinds: FolderKinds, path: str) -> Counter[str] | None:
    """The targets on the page of a text, each with its count; None if the page shows the text's source."""
    tree = read_answer(markdown, kinds.of(path))
    if tree.root is None:
        return None
    return Counter(target for root in (tree.root, *tree.notes.values()) for target in _targets(root))


def _targets(root: Element) -> Iterator[str]:
    for element in root.iter():
        target = element.get(_ATTRIBUTES.get(element.tag, ""), "").strip()
        if target and not target.startswith("mailto:"):
            yield target


def differences(markdown: str, kinds: FolderKinds, path: str) -> tuple[int, Counter[str], Counter[str]]:
    """How many links a page has, those that `link_places` lacks, and those that it has beyond."""
    shown = links_on_page(markdown, kinds, path)
    if shown is None:
        return 0, Counter(), Counter()
    known = Counter(link.address for link in link_places(markdown, names_of_kinds(kinds.of(path))))
    lacking = Counter(target for target in shown if target not in known)
    beyond = Counter(target for target in known if target not in shown)
    return shown.total(), lacking, beyond


def _documents(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*.md")):
        try:
            yield file.relative_to(folder).as_posix(), parse_document(file.read_text("utf-8"), file.name).answer
        except (QtBrowserError, OSError, UnicodeDecodeError):
            continue


def _kinds(folder: Path) -> FolderKinds:
    found = recognise(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name in MARKER_NAMES)
    return found if found.by_folder else FolderKinds({"": FolderKind.OBSIDIAN} if "obsidian" in folder.name else {})


def _compare(name: str, texts: Iterator[tuple[str, str]], kinds: FolderKinds, show: int) -> None:
    count = links = lacking = beyond = 0
    places_time = page_time = 0.0
    for path, text in texts:
        count += 1
        begin = process_time()
        link_places(text, names_of_kinds(kinds.of(path)))
        middle = process_time()
        read_answer(text, kinds.of(path))
        places_time, page_time = places_time + middle - begin, page_time + process_time() - middle
        found, lacks, more = differences(text, kinds, path)
        links, lacking, beyond = links + found, lacking + len(lacks), beyond + len(more)
        if (lacks or more) and show:
            show -= 1
            print(f"  {path}: lacks {list(lacks)[:5]}, has beyond {list(more)[:5]}")
    each = 1000 / max(count, 1)
    print(
        f"{name}: {count:,} documents, {links:,} links; {lacking} not known, {beyond} known beyond; "
        f"{places_time * each:.2f} ms a document for the links, {page_time * each:.2f} ms for the page's elements"
    )


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--spec", type=Path)
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    if asked.spec is not None:
        texts = ((f"example {number}", text) for number, (text, *_) in enumerate(examples(asked.spec.read_text()), 1))
        _compare(asked.spec.name, texts, FolderKinds(), asked.show)
    for folder in asked.folders:
        _compare(folder.name, _documents(folder), _kinds(folder), asked.show)


if __name__ == "__main__":
    main()
