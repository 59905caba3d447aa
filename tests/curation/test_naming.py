"""Names for files and addresses."""

from __future__ import annotations

import pytest

from qtbrowser.curation.naming import MOST_LETTERS, free_name, moved_address, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What's E=mc²?", "what-s-e-mc2"),
        ("Crème  brûlée_au four", "creme-brulee-au-four"),
        ("Чай и кофе", "чаи-и-кофе"),
        ("?!…", ""),
        ("word " * 60, "-".join(["word"] * 30)),
        ("x" * 400, "x" * MOST_LETTERS),
        ("茶" * 100, "茶" * (MOST_LETTERS // 3)),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert len(slug(text).encode()) <= MOST_LETTERS


def test_a_free_name_counts_up_before_the_suffix() -> None:
    taken = {"a/tea.md", "a/tea-2.md"}
    assert free_name("a/tea.md", taken.__contains__) == "a/tea-3.md"
    assert free_name("a/mint.md", taken.__contains__) == "a/mint.md"


@pytest.mark.parametrize(
    ("url", "path", "new_path", "expected"),
    [
        ("/learn/tea/questions/mint", "learn/tea/mint.md", "learn/herbs/mint.md", "/learn/herbs/questions/mint"),
        ("/learn/tea/mint", "learn/tea/mint.md", "learn/tea/peppermint.md", "/learn/tea/peppermint"),
        ("/learn/tea/mint.md", "learn/tea/mint.md", "learn/herbs/mint-2.md", "/learn/herbs/mint-2.md"),
        ("/x/y", "learn/tea/mint.md", "learn/herbs/mint.md", "/x/y"),
        ("/tea/mint", "mint.md", "herbs/mint.md", "/tea/mint"),
    ],
)
def test_an_address_follows_its_document(url: str, path: str, new_path: str, expected: str) -> None:
    assert moved_address(url, path, new_path) == expected
