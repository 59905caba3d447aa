"""Goes over every document of a library: reads it, decodes it, renders it, and tells what failed.

    make corpus LIBRARY=FOLDER
    make corpus LIBRARY=FOLDER ARGS=--edits        edits every field of every document, see corpus_edits.py
    make corpus LIBRARY=FOLDER ARGS=--repairs      doubles it, repairs everything and undoes it, see corpus_repairs.py

Each `\\n` of an escaped answer is judged by rules written here anew, from the format's description and independent of
the decoder: a kept one must be a TeX command in math or part of a string in code, and no line of a formula may begin
with the rest of a command that a newline cut off. Prints a table and every suspicious place; exit code 1 if there is
any or a document failed.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

from qtbrowser.documents.document import Document
from qtbrowser.documents.reader import read_document
from qtbrowser.documents.scan import scan
from qtbrowser.errors import DocumentError
from qtbrowser.rendering.render import render_document
from tests.benchmarks import corpus_edits, corpus_repairs

_TAILS = "abla|eq|eg|u|ot|otin|e|i|mid|leq|geq|exists|onumber|parallel|subseteq|rightarrow"
_COMMAND = re.compile(rf"n(?:{_TAILS})(?![A-Za-z])")
_CUT_OFF = re.compile(rf"\n(?:{_TAILS})(?![A-Za-z])")
_FENCED = r"^[ \t]*(`{3,})[^\n]*\n.*?(?:^[ \t]*\1`*[ \t]*$|\Z)"
_CODE = re.compile(_FENCED + r"|(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
_MATH = re.compile(r"\$\$.+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)|(?<![\\$\w])\$(?:(?!\n\n)[^$])+?\$(?![\d$])", re.DOTALL)
_SHOWN = 40


def judge(document: Document, counts: Counter[str]) -> list[str]:
    """The places of a decoded answer that break a rule; `counts` learns what the `\\n` came to be."""
    raw, answer = document.raw_answer, document.answer
    suspicious = []
    code = [found.span() for found in _CODE.finditer(answer)]
    math = [found.span() for found in _MATH.finditer(answer) if not _within(code, found.start())]
    for found in re.finditer(r"\\n", answer):
        place = found.start()
        if _within(code, place):
            counts["kept in code"] += 1
            line = answer[answer.rfind("\n", 0, place) + 1 : (answer.find("\n", place) + 1 or len(answer) + 1) - 1]
            if not re.search("[\"'`]", line):
                suspicious.append(_context(document, answer, place, "kept in code outside a string"))
        elif _within(math, place) and _COMMAND.match(answer, place + 1):
            counts["command in math"] += 1
        else:
            suspicious.append(_context(document, answer, place, "kept in text"))
    for start, end in math:
        for found in _CUT_OFF.finditer(answer, start, end):
            opening = answer[start : found.start()].strip() in ("$$", "\\[")
            if not opening:
                suspicious.append(_context(document, answer, found.start(), "a command cut off by a newline"))
    counts["newline"] += raw.count("\\n") - answer.count("\\n")
    return suspicious


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _context(document: Document, answer: str, place: int, what: str) -> str:
    around = answer[max(0, place - _SHOWN) : place + _SHOWN]
    return f"{document.path}: {what}: {around!r}"


def main() -> int:
    """The command line."""
    options = [word for word in sys.argv[1:] if word.startswith("-")]
    folders = [word for word in sys.argv[1:] if not word.startswith("-")]
    if len(folders) != 1 or len(options) > 1 or set(options) - {"--edits", "--repairs"}:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(folders[0]).resolve()
    if options:
        return corpus_edits.main(root) if options == ["--edits"] else corpus_repairs.main(root)
    counts: Counter[str] = Counter()
    failed: list[str] = []
    suspicious: list[str] = []
    times: list[float] = []
    for stamp in scan(root):
        counts["files"] += 1
        try:
            document = read_document(root, stamp.path)
        except DocumentError as error:
            failed.append(str(error))
            continue
        if document.escaped:
            suspicious += judge(document, counts)
        begin = time.perf_counter()
        page = render_document(document, lambda target, base: None)
        times.append((time.perf_counter() - begin) * 1000)
        if not page.html or (document.title and not page.title):
            failed.append(f"{stamp.path}: rendered to nothing")
    for line in (*failed, *suspicious):
        print(line)
    for name, count in sorted(counts.items()):
        print(f"{name:>24} {count:>9,}")
    if times:
        times.sort()
        middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"{'render p50, p95, max':>24} {middle:.1f}, {late:.1f}, {times[-1]:.1f} ms")
    print(f"{len(failed)} files failed, {len(suspicious)} suspicious places.")
    return 1 if failed or suspicious else 0


if __name__ == "__main__":
    sys.exit(main())
