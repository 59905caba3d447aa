"""Documents and queries that chance has changed, through every stage: none may raise what nobody has foreseen.

A document counts as survived where each stage ends with a result or with an error of ours that tells of the file, and
in time. An error that the boundary around each file has to catch counts as failed: it is a fault of the program.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from random import Random
from time import thread_time

from qtbrowser.curation.checks.facts import facts_of
from qtbrowser.documents import boundary
from qtbrowser.documents.document import Document
from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.documents.field_editing.edited_document import edited_document
from qtbrowser.documents.reader import document_of
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import QtBrowserError
from qtbrowser.library import Library
from qtbrowser.library.file_reading import read_file
from qtbrowser.rendering.render import render_document
from qtbrowser.rendering.text import render_text
from qtbrowser.resources import sample_library
from qtbrowser.search.language import parse_query
from qtbrowser.search.snippets import make_snippet
from tests.benchmarks.scaling.patterns import patterns
from tests.torture.row import MOST_EXAMPLES, Row, Torture

LONGEST_SECONDS = 5.0
"""The thread time in seconds in which a stage has to end for a document of a few kilobytes."""

_EVERY = 8
"""One of this many documents of the sample is requested; a few are enough to find exceptions."""

_PATH = "document.md"
_LONGEST = 20_000
_FIRST_FORM = r"""---
title: A
id: 7
date: 2025-01-28
subject: Glue/Paste
keywords: [a, b]
answer: >-
  One.\n\n$a \neq b$\n\n```python\nprint("a\n")\n```\n
related_article1:
  id: 8
  url: /b
---

&nbsp;
"""
_YAML = """---
title: 'A'
seo: {page_keywords: 'a, b', title: x}
question: &q >
  A
  b

  c
other: *q
---

# A

[b](b.md)
"""
_TOML = """+++
title = 'A'
tags = ['a', "b"]
date = 2025-01-28
[seo]
page_keywords = '''a,
b'''
+++

> [!note] A
> b
"""
_JSON = """{"title": "A", "related": [{"url": "/b", "id": 1}], "no_index": true}

| a | b |
|---|:-:|
| 1 | `2|3` |
"""
_MARKDOWN = r"""# A

b[^1] ~~c~~ **d *e* f** \[x^2\] \(y\)

[^1]: d

term
: definition

!!! note "A"
    b

- [ ] a
  1. b
"""
_OWN = (_FIRST_FORM, _YAML, _TOML, _JSON, _MARKDOWN)
_QUERIES = (
    '"a b"~3 OR (c AND d) -e f*', 'title:glue subject:"a b" has:math', "date:2025-01..2025-03 id:7", "mistypd~ wor*",
    "~2", "((a OR b) AND c", "a -(b c)", "topic:x author:", '"', "*", "~", "fotosynthesis", "naïve Straße İ", "-",
    "a:b:c",
)  # fmt: skip


def torture_documents(count: int, seed: int) -> Row:
    """Put changed documents through reading, indexing, both renderings, snippets, the check and editing.

    Args:
        count: how many.
        seed: says which.
    """
    random = Random(seed)
    seeds = [*_OWN, *(file.read_text(encoding="utf-8") for file in sorted(sample_library().rglob("*.md")))]
    examples: list[str] = []
    failed = 0
    with tempfile.TemporaryDirectory() as folder, _unforeseen() as caught:
        root = Path(folder).resolve()
        for number in range(count):
            raw = mutated(random, seeds)
            (root / _PATH).write_bytes(raw)
            reasons = [reason for stage in STAGES if (reason := _tried(stage, root, raw, random, caught))]
            if reasons:
                failed += 1
                if len(examples) < MOST_EXAMPLES:
                    examples.append(f"document {number} of seed {seed}: {'; '.join(reasons)}")
    return Row("changed documents through every stage", count, failed, tuple(examples))


def torture_queries(count: int, seed: int) -> Row:
    """Ask changed queries of a part of the sample library, with facets and suggestions.

    Args:
        count: how many.
        seed: says which.
    """
    random = Random(seed)
    examples: list[str] = []
    failed = 0
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        (place / "library").mkdir()
        for file in sorted(sample_library().rglob("*.md"))[::_EVERY]:
            shutil.copy(file, place / "library")
        library = stack.enter_context(Library.open(place / "library", place / "cache"))
        for _ in range(count):
            query = mutated(random, _QUERIES).decode("utf-8", "replace")[:200]
            begin = thread_time()
            try:
                library.search(query, limit=3, facets=random.random() < 0.1, sort=random.choice(("relevance", "date")))
                reason = "too slow" if thread_time() - begin > LONGEST_SECONDS else ""
            except Exception as error:
                reason = repr(error)
            if reason:
                failed += 1
                if len(examples) < MOST_EXAMPLES:
                    examples.append(f"query {query!r}: {reason}")
    return Row("changed queries", count, failed, tuple(examples))


def mutated(random: Random, seeds: Sequence[str]) -> bytes:
    """A text with a few changes that chance makes: pieces left out, doubled, moved, put in, and bytes changed."""
    text = random.choice(seeds)
    for _ in range(random.choice((1, 2, 3, 5, 8, 13))):
        start, end = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
        if end - start > 60 and random.random() < 0.7:
            end = start + random.randint(0, 60)
        text = random.choice(_CHANGES)(random, text, start, end, seeds)[:_LONGEST]
    raw = text.encode("utf-8", "surrogatepass" if random.random() < 0.1 else "replace")
    if random.random() < 0.05 and raw:
        place = random.randrange(len(raw))
        raw = raw[:place] + bytes((random.randrange(256),)) + raw[place + 1 :]
    if random.random() < 0.05:
        raw = raw.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\n    ", b"\n> ")))
    return raw


def _left_out(_random: Random, text: str, start: int, end: int, _seeds: Sequence[str]) -> str:
    return text[:start] + text[end:]


def _doubled(random: Random, text: str, start: int, end: int, _seeds: Sequence[str]) -> str:
    return text[:end] + text[start:end] * random.choice((1, 2, 9, 300)) + text[end:]


def _moved(random: Random, text: str, start: int, end: int, _seeds: Sequence[str]) -> str:
    rest = text[:start] + text[end:]
    place = random.randint(0, len(rest))
    return rest[:place] + text[start:end] + rest[place:]


def _put_in(random: Random, text: str, start: int, _end: int, _seeds: Sequence[str]) -> str:
    pattern = random.choice(_PATTERNS)
    return text[:start] + pattern.make(random.choice((1, 3, 30, 300, 3_000)))[:4_000] + text[start:]


def _character(random: Random, text: str, start: int, _end: int, _seeds: Sequence[str]) -> str:
    code = random.choice((random.randrange(0x80), random.randrange(0x3000), random.randrange(0x110000)))
    return text[:start] + chr(code) * random.choice((1, 1, 50)) + text[start + 1 :]


def _joined(random: Random, text: str, start: int, _end: int, seeds: Sequence[str]) -> str:
    other = random.choice(seeds)
    return text[:start] + other[random.randint(0, len(other)) :]


_PATTERNS = patterns()
_CHANGES = (_left_out, _doubled, _moved, _put_in, _put_in, _character, _joined)

Stage = Callable[[Path, bytes, Random], object]


def _index(root: Path, raw: bytes, _random: Random) -> object:
    return read_file(root, Stamp(_PATH, len(raw), 0))


def _page(_root: Path, raw: bytes, _random: Random) -> object:
    return render_document(_document(raw), lambda target, _base: target or None)


def _text(_root: Path, raw: bytes, _random: Random) -> object:
    return render_text(_document(raw))


def _snippet(_root: Path, raw: bytes, random: Random) -> object:
    document = _document(raw)
    return make_snippet(document.answer, parse_query(random.choice(_QUERIES)))


def _check(root: Path, _raw: bytes, _random: Random) -> object:
    return facts_of(root, _PATH)


def _edit(_root: Path, raw: bytes, _random: Random) -> object:
    return edit_fields(raw, {"title": "Another", "keywords": ("one", "two"), "seo.title": None})


def _answer(_root: Path, raw: bytes, random: Random) -> object:
    return edit_fields(raw, {"answer": mutated(random, _OWN[-1:]).decode("utf-8", "replace")})


def _form(_root: Path, raw: bytes, _random: Random) -> object:
    return edited_document(raw, _PATH)


STAGES: tuple[Stage, ...] = (_index, _page, _text, _snippet, _check, _edit, _answer, _form)


@lru_cache(maxsize=1)
def _document(raw: bytes) -> Document:
    """The document, read once for several stages."""
    return document_of(raw, _PATH)


def _tried(stage: Stage, root: Path, raw: bytes, random: Random, caught: list[str]) -> str:
    """What is wrong with how a stage ended; empty where nothing is."""
    caught.clear()
    begin = thread_time()
    try:
        stage(root, raw, random)
    except QtBrowserError:
        pass
    except Exception as error:
        return f"{stage.__name__}: {error!r}"[:300]
    if caught:
        return f"{stage.__name__}: {caught[0]}"
    return f"{stage.__name__}: too slow" if thread_time() - begin > LONGEST_SECONDS else ""


@contextmanager
def _unforeseen() -> Iterator[list[str]]:
    """Collect what the boundary around each file has caught."""
    caught: list[str] = []

    class Collecting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines = record.getMessage().splitlines()
            caught.append(f"{lines[0]}: {lines[-2].strip() if len(lines) > 2 else ''}")

    log = logging.getLogger(boundary.__name__)
    handler = Collecting(logging.ERROR)
    with ExitStack() as stack:
        log.addHandler(handler)
        stack.callback(log.removeHandler, handler)
        yield caught


TORTURES = (
    Torture("documents", torture_documents, 100_000, 2_000),
    Torture("queries", torture_queries, 100_000, 2_000),
)
