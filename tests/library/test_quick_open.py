from __future__ import annotations

import pytest

from qtbrowser.library import Library
from qtbrowser.library.quick_open import MOST_CANDIDATES, QuickOpened

TITLES = {
    "a/search.md": "How does binary search find a name?",
    "a/star.md": "What is a binary star?",
    "b/bread.md": "Why does bread rise?",
    "b/cafe.md": "Who opened the first Café?",
    "b/twin.md": "What is a binary star?",
    "c/secret.md": "What is a binary secret?",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder, cache = tmp_path_factory.mktemp("titles"), tmp_path_factory.mktemp("cache")
    for path, title in TITLES.items():
        (folder / path).parent.mkdir(exist_ok=True)
        hidden = "no_index: true\n" if "secret" in path else ""
        (folder / path).write_text(f"---\ntitle: {title}\nsubject: S\n{hidden}---\n\nText.\n", encoding="utf-8")
    return Library.open(folder, cache)


def paths(library: Library, *texts: str, include_hidden: bool = False) -> list[str]:
    """What is found when each text is typed after the other."""
    found = QuickOpened("")
    for text in texts:
        found = library.quick_open(text, before=found.survivors, include_hidden=include_hidden)
    return [entry.path for entry in found.entries]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bread", "b/bread.md"),
        ("search bin", "a/search.md"),
        ("WHY DOES", "b/bread.md"),
        ("cafe", "b/cafe.md"),
        ("how does binary search find a name?", "a/search.md"),
        ("binarry serch finds", "a/search.md"),
    ],
)
def test_the_title_that_fits_best_comes_first(library: Library, text: str, first: str) -> None:
    assert paths(library, text)[0] == first


def test_a_typing_error_keeps_what_the_keys_before_it_found(library: Library) -> None:
    typed = "bredd"
    assert paths(library, *(typed[:end] for end in range(1, len(typed) + 1))) == ["b/bread.md"]


def test_documents_of_one_title_are_all_there_and_hidden_ones_on_demand(library: Library) -> None:
    assert set(paths(library, "binary st")) >= {"a/star.md", "b/twin.md"}
    assert "c/secret.md" not in paths(library, "binary se")
    assert paths(library, "binary secret", include_hidden=True)[0] == "c/secret.md"


@pytest.mark.parametrize("text", ["", " ", "?", '"', "title:", "-bread", "zzzqqq", "\x00", "(" * 2000, "a" * 5000])
def test_any_text_is_answered(library: Library, text: str) -> None:
    assert paths(library, text) in ([], ["b/bread.md"])


def test_there_are_never_more_candidates_than_can_be_ranked(library: Library) -> None:
    before = {f"{number}.md": f"bread {number}" for number in range(3 * MOST_CANDIDATES)}
    found = library.quick_open("bread", before=before)
    assert "b/bread.md" in found.survivors
    assert len(found.survivors) == MOST_CANDIDATES
