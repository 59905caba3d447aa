"""Repairs of a whole library bring no new finding of any rule, lose nothing, and are taken back byte by byte."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.checks.rules import RULES
from qtbrowser.curation.edits import Bulk, Several
from qtbrowser.library import ChangeSet, Library
from qtbrowser.resources import sample_library

TODAY = date(2025, 6, 1)
SUBJECTS = ("Baking", "Cakes", "baking", "Salt and Spice")
_WORDS = "flour water salt yeast dough oven loaf crust crumb starter".split()


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def findings(library: Library) -> tuple[Finding, ...]:
    found: tuple[Finding, ...] | None = None
    for progress in library.check(today=TODAY):
        found = progress.findings
    assert found is not None
    return found


def new_ones(first: tuple[Finding, ...], second: tuple[Finding, ...], change_set: ChangeSet) -> list[tuple[str, str]]:
    """The findings of a second check that no finding of the first one had as its document or as another one.

    What a removed document had, the one that it was merged into may have: it got its links.
    """
    known = {(finding.rule, path) for finding in first for path in (finding.path, *finding.others)}
    gone = {change.path for change in change_set.files if change.after is None}
    heirs = [(path, survivor) for path, survivor in change_set.needs if path in gone]
    known |= {(rule, survivor) for rule, named in known for path, survivor in heirs if named == path}
    return sorted({(finding.rule, finding.path) for finding in second} - known)


def planned(library: Library, repairs: list[Finding]) -> ChangeSet:
    edits = tuple(finding.repair for finding in repairs if finding.repair is not None)
    *_, progress = library.plan(Bulk(Several(edits, "Repair")))
    assert progress.change_set is not None
    return progress.change_set


def generated(folder: Path, seed: int) -> None:
    """A library with copies, duplicates, and links that dangle, lead twice, to their own document or one way."""
    random_of = random.Random(seed)
    names = [f"{random_of.choice(_WORDS)}-{number}" for number in range(24)]
    places: list[tuple[str, str, str]] = []
    for number, name in enumerate(names):
        subject = random_of.choice(SUBJECTS)
        places.append((name, subject, f"/learn/{subject.lower().replace(' ', '-')}/questions/{name}"))
        if number % 5 == 0:
            places.append((name, random_of.choice(SUBJECTS), f"/learn/copies/questions/{name}"))
        if number % 4 == 1:
            places.append((f"{name}-again", subject, f"/learn/again/questions/{name}-again"))
    see = {name: (random_of.choice(places)[2], random_of.choice(names)) for name in names}
    for name, subject, url in places:
        bare = name.removesuffix("-again")
        links = [random_of.choice(places)[2] for _ in range(random_of.randrange(4))]
        if links:
            gone = ("/learn/gone/questions/" + bare, "/learn/nowhere/questions/none")
            links.append(random_of.choice([url, *gone, links[0]]))
        if random_of.random() < 0.3:
            related = "related:\n" + "".join(f"  - {link}\n" for link in links) if links else ""
        else:
            related = "".join(
                f"related_article{place}:\n    id: {place}\n    title: T\n    url: {link}\n"
                for place, link in enumerate(links, start=1)
            )
        number = sum(map(ord, bare if random_of.random() < 0.8 else bare[::2]))
        title = f"What is {bare}?"
        answer = " ".join(f"{word} of {bare} is what it is made with." for word in _WORDS)
        extra = random_of.choice(["", "", "", "author: Somebody\n", "# a note\n"])
        path = folder / url.removeprefix("/").replace("questions/", "")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".md").write_text(
            f"---\nid: {number}\ndate: 2025-01-0{number % 9 + 1}\ntitle: {title}\narticle_title: {title}\n"
            f"question: {title}\nseo:\n  page_keywords: bread, Bread, #loaf\nanswer: >-\n    {answer}\\n\\nSee [it]"
            f"({see[bare][0]}) and [that](../{see[bare][1]}.md).\nsubject: {subject}\n"
            f"file_name: {name}.md\nurl: {url}\n{related}{extra}---\n\n&nbsp;\n",
            encoding="utf-8",
        )


@pytest.fixture(params=["sample", 1, 2])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Library]]:
    """Opens a copy of the sample library, or a generated one."""
    monkeypatch.setenv("QTBROWSER_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "library"
    if request.param == "sample":
        shutil.copytree(sample_library(), folder)
    else:
        generated(folder, request.param)
    with closing(Library.open(folder, cache_dir=tmp_path / "cache")) as opened:
        yield lambda: opened


def test_repairs_of_each_rule_bring_no_new_finding(library: Callable[[], Library]) -> None:
    opened = library()
    before, first = tree(opened.folder), findings(opened)
    for rule in RULES:
        change_set = planned(opened, [finding for finding in first if finding.rule == rule])
        assert (rule, change_set.losses) == (rule, ())
        if not change_set:
            continue
        list(opened.apply(change_set))
        assert (rule, new_ones(first, findings(opened), change_set)) == (rule, [])
        list(opened.undo())
        assert tree(opened.folder) == before


def test_all_repairs_together_bring_no_new_finding(library: Callable[[], Library]) -> None:
    opened = library()
    before, first = tree(opened.folder), findings(opened)
    change_set = planned(opened, list(first))
    if change_set:
        list(opened.apply(change_set))
        assert new_ones(first, findings(opened), change_set) == []
        list(opened.undo())
    assert tree(opened.folder) == before


def test_clean_text_makes_no_answer_like_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QTBROWSER_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "library").mkdir()
    words = " ".join(f"{one} of the {other}." for one in _WORDS for other in _WORDS[:2])
    for name, text in {"a": words, "b": words.replace("o", "o\u200b") + " And more."}.items():
        (tmp_path / f"library/{name}.md").write_text(f"---\nquestion: What is {name}?\n---\n{text}\n", encoding="utf-8")
    with Library.open(tmp_path / "library", cache_dir=tmp_path / "cache") as opened:
        first = findings(opened)
        change_set = planned(opened, [finding for finding in first if finding.rule == "bad-text"])
        assert change_set.paths == ("b.md",)
        list(opened.apply(change_set))
        assert new_ones(first, findings(opened), change_set) == []
        assert "similar-answer" in {finding.rule for finding in first}
