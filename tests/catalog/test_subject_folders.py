"""What folders stand for: subjects, and languages."""

from __future__ import annotations

import pytest

from qtbrowser.catalog.subject_folders import (
    SubjectFolders,
    common_folder,
    folder_counts,
    kept_subject_folders,
    language_folders,
    subject_folders,
)
from qtbrowser.documents.folder_kind import FolderKind, FolderKinds

SITE = FolderKinds({"": FolderKind.MKDOCS})
PLAIN = FolderKinds()


@pytest.mark.parametrize(
    ("paths", "common"),
    [
        ([], ""),
        (["a.md"], ""),
        (["x/a.md"], "x"),
        (["x/y/a.md", "x/z/b.md"], "x"),
        (["x/y/a.md", "x/y/b.md"], "x/y"),
        (["x/y/a.md", "x/b.md"], "x"),
        (["x/a.md", "xy/b.md"], ""),
        (["x/a.md", "b.md"], ""),
    ],
)
def test_common_folder(paths: list[str], common: str) -> None:
    assert common_folder(paths) == common


@pytest.mark.parametrize(
    ("folder", "common", "subject"),
    [
        ("", "", "Notes"),
        ("Cooking/Bread", "", "Cooking/Bread"),
        ("learn/Cooking", "learn", "Cooking"),
        ("learn", "learn", "learn"),
        ("a/b", "a/b", "b"),
        ("other/Law", "learn", "other/Law"),
        ("", "learn", "Notes"),
    ],
)
def test_subjects_of_folders(folder: str, common: str, subject: str) -> None:
    assert SubjectFolders(common).subject_of(folder, "Notes") == subject


@pytest.mark.parametrize(
    ("paths", "kinds", "expected"),
    [
        (["content/en/a.md", "content/de/b.md"], SITE, {"content/en", "content/de"}),
        (["docs/a.md", "docs/pt-BR/a.md", "docs/zh_Hans/x/a.md"], SITE, {"docs/pt-BR", "docs/zh_Hans"}),
        (["docs/a.md", "i18n/fr/x/current/a.md"], SITE, {"i18n/fr"}),
        (["a.md", "translations/pt-BR/a.md"], PLAIN, {"translations/pt-BR"}),
        (["a.md", "de-DE/a.md", "fr-FR/a.md", "ja/a.md"], PLAIN, {"de-DE", "fr-FR", "ja"}),
        # Names of two letters that mean something else.
        (["it/a.md", "hr/a.md"], PLAIN, set()),
        (["IT/a.md", "HR/a.md", "NO/b.md"], PLAIN, set()),
        (["de/a.md", "a/a.md", "b/a.md", "c/a.md", "no/a.md", "it/a.md", "d/a.md"], PLAIN, set()),
        (["docs/it/a.md", "docs/en.md"], SITE, set()),
        (["docs/it/a.md", "docs/hr/a.md"], SITE, set()),
        (["docs/it/a.md", "docs/en/a.md"], SITE, {"docs/it", "docs/en"}),
        (["it/a.md", "hr/a.md", "is/a.md", "no/a.md", "music/a.md"], PLAIN, set()),
        (["cs/a.md", "id/a.md", "ms/a.md", "go/a.md"], PLAIN, set()),
        (["languages/cs/a.md", "languages/go/a.md"], PLAIN, set()),
        (["lang/fr/a.md", "a.md"], PLAIN, {"lang/fr"}),
        (["i18n/it/a.md", "a.md"], PLAIN, {"i18n/it"}),
    ],
)
def test_folders_of_languages(paths: list[str], kinds: FolderKinds, expected: set[str]) -> None:
    assert language_folders(folder_counts(paths), kinds) == expected


@pytest.mark.parametrize(
    ("folder", "subject"),
    [
        ("docs/de", "Deutsch"),
        ("docs/de/guide/first", "Deutsch/guide/first"),
        ("docs/de/docs/guide", "Deutsch/guide"),
        ("docs/guide", "guide"),
        ("i18n/fr/docusaurus-plugin-content-docs/current/guide", "Français/guide"),
        ("docs/reference/pt-BR/api", "reference/Português (BR)/api"),
        ("docs/translations/ja", "日本語"),
    ],
)
def test_a_language_has_its_own_name_and_no_folders_around_it(folder: str, subject: str) -> None:
    languages = frozenset({"docs/de", "i18n/fr", "docs/reference/pt-BR", "docs/translations/ja"})
    assert SubjectFolders("docs", languages).subject_of(folder, "Notes") == subject


def test_the_language_that_holds_most_is_the_content() -> None:
    folders = SubjectFolders("content/en", frozenset({"content/en", "content/de"}))
    assert folders.subject_of("content/en/guide", "Site") == "guide"
    assert folders.subject_of("content/de/guide", "Site") == "Deutsch/guide"
    assert folders.subject_of("content/en", "Site") == "English"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["content/en/a.md", "content/en/guide/b.md"], "English"),
        (["content/it/a.md", "content/it/guide/b.md"], "it"),
        (["content/a.md", "content/guide/b.md"], "content"),
    ],
)
def test_the_only_language_of_a_site_has_its_name(paths: list[str], expected: str) -> None:
    folders = subject_folders(folder_counts(paths), SITE)
    assert folders.subject_of(paths[0].rpartition("/")[0], "Site") == expected
    assert folders.subject_of(paths[1].rpartition("/")[0], "Site") == "guide"


def test_a_new_subject_of_a_language_is_a_folder_in_its_folder() -> None:
    folders = SubjectFolders("docs", frozenset({"docs/de"}))
    assert folders.folder_of(("Deutsch", "Neu")) == ["docs/de", "Neu"]
    assert folders.folder_of(("New", "Things")) == ["docs", "New", "Things"]
    assert folders.subject_of("docs/de/Neu", "Notes") == "Deutsch/Neu"


def test_they_are_kept_as_facts() -> None:
    paths = ["docs/de/a.md", "docs/en/a.md"]
    found = subject_folders(folder_counts(paths), SITE)
    assert found == SubjectFolders("docs", frozenset({"docs/de", "docs/en"}))
    facts = {"common_folder": found.common, "language_folders": "docs/de\ndocs/en"}
    assert kept_subject_folders(facts.get) == found
    assert kept_subject_folders(dict[str, str]().get) == SubjectFolders()
