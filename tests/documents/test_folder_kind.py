"""What a folder was written for: recognised by its files, or set by its owner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.folder_kind import FolderKind, FolderKinds, configurations, recognise


@pytest.mark.parametrize(
    ("markers", "path", "kinds"),
    [
        ([], "a.md", FolderKind.PLAIN),
        ([".obsidian"], "a/b.md", FolderKind.OBSIDIAN),
        (["vault/.obsidian"], "a.md", FolderKind.PLAIN),
        (["vault/.obsidian"], "vault/x/a.md", FolderKind.OBSIDIAN),
        (["vault/.obsidian"], "vault2/a.md", FolderKind.PLAIN),
        (["hugo.toml"], "content/a.md", FolderKind.HUGO),
        (["hugo.yaml", "mkdocs.yml"], "docs/a.md", FolderKind.HUGO | FolderKind.MKDOCS),
        (["config.toml"], "a.md", FolderKind.PLAIN),
        (["config.toml", "content"], "content/a.md", FolderKind.HUGO),
        (["site/config/_default/hugo.toml"], "site/content/a.md", FolderKind.HUGO),
        (["config/_default/config.toml"], "content/a.md", FolderKind.HUGO),
        (["_config.yml"], "_posts/2024-01-02-a.md", FolderKind.JEKYLL),
        (["docusaurus.config.ts"], "docs/a.md", FolderKind.DOCUSAURUS),
        (["website/docusaurus.config.js"], "docs/a.md", FolderKind.DOCUSAURUS),
        (["web/.vitepress"], "guide/a.md", FolderKind.VITEPRESS),
        ([], "a.mdx", FolderKind.MDX),
        ([], "paper/a.Rmd", FolderKind.QUARTO),
        (["book.toml"], "src/a.md", FolderKind.MDBOOK),
        (["book.toml", "src/SUMMARY.md"], "src/a.md", FolderKind.MDBOOK),
        (["SUMMARY.md"], "a/b.md", FolderKind.GITBOOK),
        (["de/.gitbook.yaml"], "de/b.md", FolderKind.GITBOOK),
        (["docs/astro.config.mjs"], "docs/src/content/docs/a.md", FolderKind.ASTRO),
        (["_config.yml", "_toc.yml"], "a.md", FolderKind.MYST),
        (["config.yaml", "episodes"], "episodes/a.md", FolderKind.QUARTO),
        (["config.yaml"], "a.md", FolderKind.PLAIN),
        (["logseq/config.edn"], "pages/a.md", FolderKind.LOGSEQ | FolderKind.OBSIDIAN),
        (["program/config.edn"], "program/a.md", FolderKind.PLAIN),
        (["docs/_sidebar.md"], "docs/a.md", FolderKind.DOCSIFY),
        (["wiki/_Sidebar.md"], "wiki/Home.md", FolderKind.GOLLUM | FolderKind.OBSIDIAN),
        (["dendron.yml"], "vault/a.b.md", FolderKind.DENDRON | FolderKind.OBSIDIAN),
    ],
)
def test_a_folder_is_recognised_by_its_files(markers: list[str], path: str, kinds: FolderKind) -> None:
    assert recognise(markers).of(path) == kinds


def test_what_the_owner_sets_holds_for_every_file() -> None:
    assert FolderKinds({"": FolderKind.OBSIDIAN}, is_set=True).of("a.mdx") == FolderKind.OBSIDIAN


@pytest.mark.parametrize("folder", ["", "books/one"])
def test_the_contents_of_a_book_belong_to_the_folder_of_its_site(folder: str) -> None:
    within = f"{folder}/".lstrip("/")
    markers = [f"{within}book.toml", f"{within}src/SUMMARY.md"]
    assert configurations(markers, recognise(markers)) == dict.fromkeys(markers, folder)


def test_other_contents_belong_to_their_own_folder() -> None:
    markers = ["books/book.toml", "other/SUMMARY.md"]
    assert configurations(markers, recognise(markers)) == {"books/book.toml": "books", "other/SUMMARY.md": "other"}


FOLDERS = st.dictionaries(st.text("ab/é\n", max_size=5), st.sampled_from([*FolderKind]), max_size=4)


@given(FOLDERS, st.booleans())
def test_kinds_are_kept_as_text(folders: dict[str, FolderKind], is_set: bool) -> None:
    kinds = FolderKinds(folders, is_set)
    assert FolderKinds.from_text(kinds.as_text()) == kinds


def test_no_text_is_no_kinds() -> None:
    assert FolderKinds.from_text(None) == FolderKinds()
