"""A file that the program fails at stops no other, in reading, indexing, showing, checking, counting and editing.

No input is known that does it, so the parser of YAML is made to fail at files of a certain word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from qtbrowser.curation.edits import AddKeyword, SetField
from qtbrowser.errors import UnforeseenError
from qtbrowser.library import Library
from qtbrowser.search.english_stems import english_stem

POISON = "---\ntitle: 'poison'\nsubject: Glue\n---\n\nOf poison.\n"
LOAD = yaml.load
GOOD = "---\ntitle: 'good'\nsubject: Glue\n---\n\nOf glue. See [more](gone.md).\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with a good document, and one that the parser of YAML fails at."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "bad.md").write_text(POISON)
    (folder / "good.md").write_text(GOOD)

    def failing(stream: str, Loader: Any) -> Any:  # noqa: N803 - as PyYAML names it
        if "poison" in stream:
            raise MemoryError
        return LOAD(stream, Loader=Loader)

    monkeypatch.setattr(yaml, "load", failing)
    return folder


def test_indexing(folder: Path) -> None:
    with Library.open(folder) as library:
        assert [entry.path for entry in library.entries()] == ["good.md"]
        (problem,) = library.problems()
        assert (problem.path, problem.rule) == ("bad.md", "program-error")
        assert "MemoryError" in problem.message


def test_it_is_looked_at_again_though_it_has_not_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(folder).close()
    monkeypatch.setattr(yaml, "load", LOAD)
    with Library.open(folder) as library:
        assert {entry.path for entry in library.entries()} == {"bad.md", "good.md"}


def test_showing(folder: Path) -> None:
    with Library.open(folder) as library:
        with pytest.raises(UnforeseenError, match=r"bad\.md: QtBrowser itself failed at this file: MemoryError in"):
            library.render("bad.md")
        with pytest.raises(UnforeseenError):
            library.edited_document("bad.md")
        assert "Of glue." in library.render("good.md").html


def test_checking_and_counting(folder: Path) -> None:
    with Library.open(folder, refresh=False) as library:
        *_, last = library.check()
        assert [finding.path for finding in last.findings or () if finding.rule == "program-error"] == ["bad.md"]
        assert any(finding.path == "good.md" for finding in last.findings or ())
        *_, counted = library.statistics()
        assert counted.statistics is not None
        assert (counted.statistics.documents, counted.statistics.unreadable) == (1, 1)


@pytest.mark.parametrize(
    "edit",
    [
        SetField(("bad.md", "good.md"), "author", "Anna"),
        AddKeyword(("bad.md", "good.md"), "glue"),
    ],
)
def test_editing(folder: Path, edit: Any) -> None:
    with Library.open(folder) as library:
        *_, last = library.plan(edit)
        assert last.change_set is not None
        assert [change.path for change in last.change_set.files] == ["good.md"]
        assert [refusal.path for refusal in last.change_set.refused] == ["bad.md"]
        assert "MemoryError" in last.change_set.refused[0].reason


@pytest.fixture
def poisonous_word(monkeypatch: pytest.MonkeyPatch) -> str:
    """A word that the stemmer fails at, which only the index finds out, with a whole batch of documents in hand."""
    word = "poisonously"

    def failing(text: str) -> str:
        if text == word:
            raise RecursionError
        return english_stem(text)

    monkeypatch.setattr("qtbrowser.search.analysis.english_stem", failing)
    return word


def test_a_document_that_the_index_fails_at_is_found_among_its_batch(tmp_path: Path, poisonous_word: str) -> None:
    folder = tmp_path / "batch"
    folder.mkdir()
    for number in range(9):
        word = poisonous_word if number in (3, 4) else "harmless"
        (folder / f"{number}.md").write_text(f"# Document {number}\n\n{word} glue\n")
    with Library.open(folder) as library:
        assert {entry.path for entry in library.entries()} == {f"{number}.md" for number in (0, 1, 2, 5, 6, 7, 8)}
        assert [(problem.path, problem.rule) for problem in library.problems()] == [
            ("3.md", "program-error"),
            ("4.md", "program-error"),
        ]
        assert library.search("glue").total == 7
        # Written anew, it is a document again.
        (folder / "3.md").write_text("# Document 3\n\nharmless glue\n")
        for _ in library.refresh():
            pass
        assert library.search("glue").total == 8
        assert [problem.path for problem in library.problems()] == ["4.md"]
