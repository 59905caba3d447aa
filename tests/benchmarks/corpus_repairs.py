"""Repairs all that the check finds in a library doubled with cross-posted copies, checks again, and takes it back.

    make corpus LIBRARY=FOLDER ARGS=--repairs

A copy of the library is changed, never the library itself. Each document of it gets a copy of another subject. The
copies are made one document with several subjects, then the repairs of each rule are carried out, one rule after the
other. After each step a check may have no finding that the one before had not. What a removed document held is looked
for, by PyYAML's own plainest loader, in the document that its old address leads to by the redirects that were written:
what is not there must be among the losses. At the end everything is undone, and all files must be what they were, by
SHA-256.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.edits import Bulk, Edit, Several
from qtbrowser.documents.library_file import FILE
from qtbrowser.documents.scan import scan
from qtbrowser.library import ChangeSet, Library
from qtbrowser.library.review_api import CopiesChoice
from tests.benchmarks.corpus_edits import flat, front_matter

_SUBJECTS = ("Chemistry", "Medicine", "Law", "History")
_OWN = frozenset("id url file_name subject".split())
"""Fields of a removed document that its survivor keeps in another way: by redirects and further subjects."""


def main(source: Path) -> int:
    """Go over a library; returns 1 if anything was wrong."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QTBROWSER_DATA_DIR"] = str(Path(folder) / "data")
        root = Path(folder) / "library"
        print(f"{double(source, root):,} documents", flush=True)
        before = sums(root)
        with Library.open(root, Path(folder) / "cache") as library:
            told("first index")
            known = findings(library)
            told(f"first check: {dict(Counter(one.rule for one in known))}")
            groups = [(one.path, *one.others) for one in known if one.rule == "cross-posted"]
            resolved = library.review.resolving_copies(groups, CopiesChoice.ONE)
            steps = 0
            if not isinstance(resolved, ChangeSet):
                known, done = step(library, "cross-posted", resolved, known, wrong)
                steps += done
            for rule in dict.fromkeys(one.rule for one in known):
                repairs = tuple(one.repair for one in known if one.rule == rule and one.repair is not None)
                if repairs:
                    known, done = step(library, rule, Bulk(Several(repairs, f"Repair {rule}")), known, wrong)
                    steps += done
            for _ in range(steps):
                for _ in library.undo():
                    pass
            told(f"{steps} steps undone")
        now = sums(root)
        wrong += (
            f"{path} is not what it was" for path in before.keys() | now.keys() if before.get(path) != now.get(path)
        )
    for line in wrong[:60]:
        print(line)
    print(f"{len(before):,} files. {len(wrong):,} places are wrong.")
    return 1 if wrong else 0


def double(source: Path, root: Path) -> int:
    """Copy a library and give each document a copy in another subject; returns the number of documents."""
    count = 0
    for number, stamp in enumerate(scan(source)):
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        target = root / stamp.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / stamp.path, target)
        text = target.read_text(encoding="utf-8")
        copy = root / "learn" / f"{subject.lower()}-{number % 7}" / target.name
        lines = [
            f"subject: {subject}" if line.startswith("subject:") else f"url: /learn/{copy.parent.name}/{target.stem}"
            if line.startswith("url:") else line
            for line in text.split("\n")
        ]  # fmt: skip
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            copy.write_text("\n".join(lines), encoding="utf-8", newline="")
            count += 1
        count += 1
    return count


def step(
    library: Library, rule: str, edit: Edit, known: tuple[Finding, ...], wrong: list[str]
) -> tuple[tuple[Finding, ...], int]:
    """Plan and apply an edit, and check again; returns the findings then, and the number of changes made."""
    *_, planned = library.plan(edit)
    change_set = planned.change_set or ChangeSet("")
    told(
        f"{rule}: planned {len(change_set.files):,} files, {len(change_set.held):,} held,"
        f" {len(change_set.refused)} refused"
    )
    if not change_set:
        return known, 0
    wrong += (f"{rule}: {what}" for what in untold(change_set, library.folder))
    for _ in library.apply(change_set):
        pass
    told("  applied")
    found = findings(library)
    told(f"  checked: {dict(Counter(one.rule for one in found))}")
    had = {(one.rule, path) for one in known for path in (one.path, *one.others)}
    heirs = heirs_of(change_set)
    # What a removed document had, the one that it was merged into may have: it got its links.
    had |= {(name, heirs[path]) for name, path in had if path in heirs}
    wrong += sorted({f"{rule} brought {one.rule} in {one.path}" for one in found if (one.rule, one.path) not in had})
    return found, 1


def untold(change_set: ChangeSet, root: Path) -> Iterator[str]:
    """What removed documents held, no survivor holds, and the losses do not tell; a survivor may be unchanged."""
    after = {change.path: change for change in change_set.files}
    lost = {(loss.path, loss.name) for loss in change_set.losses}
    gone = {change.path: fields_of(change.before) for change in change_set.files if change.after is None}
    heirs = heirs_of(change_set)
    yield from (f"{path}: it is removed, and its address leads to nothing" for path in gone.keys() - heirs.keys())
    survivors = {
        path: fields_of(after[heir].after if heir in after else (root / heir).read_bytes())
        for path, heir in heirs.items()
    }
    # Links to what was removed lead to the survivor now.
    leads_to = {gone[path]["url"]: fields.get("url") for path, fields in survivors.items()}
    for path, kept in survivors.items():
        everything = set(kept.values())
        listed = ",".join(value for name, value in kept.items() if name.endswith("page_keywords"))
        words = {word.strip().casefold() for word in listed.split(",")}
        for name, value in gone[path].items():
            if name in _OWN or value in everything or leads_to.get(value) in everything or not value:
                continue
            if name.endswith("page_keywords"):
                if all(word.strip().casefold() in words for word in value.split(",")):
                    continue
            elif name.startswith("related_article") and not name.endswith(".url"):
                continue
            if (path, name) not in lost and (path, "related") not in lost and (path, "keywords") not in lost:
                yield f"{path}: {name} is nowhere, and not told: {value[:60]}"


def heirs_of(change_set: ChangeSet) -> dict[str, str]:
    """Removed document -> the one that its address leads to now, by the redirects of the library's own file alone."""
    files = {change.path: change for change in change_set.files}
    own = files.get(FILE)
    redirects = tomllib.loads(own.after.decode()).get("redirects", {}) if own is not None and own.after else {}
    found = {}
    for change in change_set.files:
        if change.after is None:
            heir = redirects.get(fields_of(change.before).get("url"))
            if heir is not None and (heir not in files or files[heir].after is not None):
                found[change.path] = heir
    return found


def fields_of(raw: bytes | None) -> dict[str, Any]:
    """The scalar fields of a file, with dotted names; none of a file that is gone."""
    return dict(flat(front_matter(raw or b"") or {}))


def findings(library: Library) -> tuple[Finding, ...]:
    """The findings of a check."""
    *_, last = library.check()
    return last.findings or ()


def sums(root: Path) -> dict[str, str]:
    """Each file's SHA-256."""
    files = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


_last = [time.process_time()]


def told(words: str) -> None:
    """Print what was done, with the processor time that it took, of the processes that it started, too."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    used = sum(usage.ru_utime + usage.ru_stime for usage in both)
    print(f"{used - _last[0]:7.1f} s  {words}", flush=True)
    _last[0] = used
