"""Gives every field of every document of a library a new value, and takes it back.

    make corpus LIBRARY=FOLDER ARGS=--edits

A copy is changed, never the library itself. Field by field one change set goes through plan, journal and files for all
documents that have it. Each file is then judged by rules written here anew: the lines that differ must lie within the
field's own, every other field must be what it was, and the value what was asked for, by PyYAML's own plainest loader;
an answer is read as the program's reader decodes it. After the undo every file must be what it was, byte for byte.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from qtbrowser.curation.edits import SetField
from qtbrowser.documents.reader import read_document
from qtbrowser.documents.scan import scan
from qtbrowser.errors import DocumentError
from qtbrowser.library import Library

TEXT = 'A new: value\'s "words" # with 100 % of é & more'
ANSWER = 'New:\n\n1. first\n   - nested\n\n```c\nputs("x\\n");\n```\n\n$a \\neq b$ and $$\n\\nu = 1\n$$'
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def main(source: Path) -> int:
    """Go over a library; returns 1 if anything was wrong."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QTBROWSER_DATA_DIR"] = str(Path(folder) / "data")
        root = Path(folder) / "library"
        for stamp in scan(source):
            (root / stamp.path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / stamp.path, root / stamp.path)
        fields = fields_of_all(root, counts)
        with Library.open(root, Path(folder) / "cache", refresh=False) as library:
            for name, paths in sorted(fields.items()):
                wrong += edit_everywhere(library, name, paths, counts)
                print(f"{name:<28} {len(paths):>7,} documents, {len(wrong)} wrong so far", flush=True)
        same = sum((source / stamp.path).read_bytes() == (root / stamp.path).read_bytes() for stamp in scan(source))
    for line in wrong[:100]:
        print(line)
    for name, count in sorted(counts.items()):
        print(f"{name:>40} {count:>9,}")
    print(f"{same:,} files at the end are what they were. {len(wrong)} places are wrong.")
    return 1 if wrong or same != counts["files"] else 0


def fields_of_all(root: Path, counts: Counter[str]) -> dict[str, list[str]]:
    """Field -> the documents that have it and are written in YAML."""
    found: dict[str, list[str]] = {}
    for stamp in scan(root):
        counts["files"] += 1
        front = front_matter((root / stamp.path).read_bytes())
        if front is None:
            counts["files without YAML, left out"] += 1
            continue
        for name, _ in flat(front):
            found.setdefault(name, []).append(stamp.path)
    return found


def front_matter(raw: bytes) -> dict[str, Any] | None:
    """The fields of a file, every scalar as text; None where it has none in YAML."""
    found = _FRONT.match(raw.decode("utf-8-sig", "replace"))
    try:
        fields = yaml.load(found[1], _LOADER) if found else None  # noqa: S506 - makes nothing but text
    except yaml.YAMLError:
        return None
    return fields if isinstance(fields, dict) else None


def flat(fields: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar field with its dotted name."""
    for key, value in fields.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        elif isinstance(value, str):
            yield f"{above}{key}", value


def edit_everywhere(library: Library, name: str, paths: list[str], counts: Counter[str]) -> list[str]:
    """Set a field of documents, judge what came of it, undo it and judge that."""
    before = {path: (library.folder / path).read_bytes() for path in paths}
    value: Any = ANSWER if name == "answer" else TEXT
    if name.rpartition(".")[2] == "id":
        value = 987_654_321
    elif name == "no_index":
        value = False
    *_, planned = library.plan(SetField(tuple(paths), name, value))
    change_set = planned.change_set
    if change_set is None:
        return [f"{name}: no change set"]
    wrong = [f"{refusal.path}: {name}: refused: {refusal.reason}" for refusal in change_set.refused]
    counts["refused"] += len(wrong)
    for _ in library.apply(change_set, refresh=False):
        pass
    for path in change_set.paths:
        wrong += (f"{path}: {name}: {what}" for what in judge(library.folder, path, before[path], name, value))
        counts["fields set and read again"] += 1
    counts["fields that had the value"] += len(paths) - len(change_set.paths) - len(change_set.refused)
    if change_set:
        for _ in library.undo(refresh=False):
            pass
    for path in paths:
        if (library.folder / path).read_bytes() != before[path]:
            wrong.append(f"{path}: {name}: not what it was after the undo")
        else:
            counts["files byte for byte after an undo"] += 1
    return wrong


def judge(root: Path, path: str, before: bytes, name: str, value: Any) -> Iterator[str]:
    """What is wrong with one edited file."""
    after = (root / path).read_bytes()
    old, new = before.split(b"\n"), after.split(b"\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first, last = lines_of(old, name)
    if start < first or len(old) - end > last:
        yield f"lines {start + 1} to {len(old) - end} differ, the field has {first + 1} to {last}"
    was, now = front_matter(before), front_matter(after)
    if was is None or now is None:
        yield "is no YAML any more"
        return
    old_fields, new_fields = dict(flat(was)), dict(flat(now))
    if list(old_fields) != list(new_fields) or any(
        old_fields[key] != new_fields[key] for key in old_fields if key != name
    ):
        yield "another field has changed"
    if name == "answer":
        try:
            if read_document(root, path).answer != value:
                yield "the answer is read differently"
        except DocumentError as error:
            yield str(error)
    elif new_fields[name] != (str(value).lower() if isinstance(value, bool) else str(value)):
        yield f"the value is {new_fields[name]!r}"


def lines_of(lines: list[bytes], name: str) -> tuple[int, int]:
    """The lines of a field, the second number excluded: from its name up to the next line that is not further in."""
    place, indent = 0, -1
    for part in name.split("."):
        pattern = re.compile(rb"( *)" + re.escape(part.encode()) + rb":(?:\s|$)")
        while not ((found := pattern.match(lines[place])) and len(found[1]) > indent):
            place += 1
        indent = len(found[1])
        place += 1
    end = place
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return place - 1, end
