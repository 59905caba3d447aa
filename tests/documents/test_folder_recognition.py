"""What a library's folders were written for is seen in its texts where nothing else tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.documents.folder_kind import FolderKind, FolderKinds
from qtbrowser.documents.folder_recognition import folder_kinds
from qtbrowser.documents.library_file import LibraryFile
from qtbrowser.documents.scan import OtherEntries

NOTE = "See [[Another note]] and ![[picture.png]].\n"
PLAIN = "See [another](note.md).\n"
CODE = "`[[One]]`\n\n```sh\nif [[ -f x ]]; then echo [[Two]]; fi\n```\n\nAnd [[1, 2]] or [[x]](y).\n"


def kinds_of(root: Path, texts: dict[str, str], others: OtherEntries | None = None) -> FolderKinds:
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder_kinds(root, others or OtherEntries(), [*texts, "gone.md", "../outside.md"])


@pytest.mark.parametrize(
    ("texts", "is_vault"),
    [
        ([NOTE] * 3, True),
        ([NOTE] * 3 + [PLAIN] * 14, True),
        ([NOTE] * 3 + [PLAIN] * 30, False),
        ([NOTE] * 2, False),
        ([CODE] * 5, False),
        ([NOTE + " " * 70_000] * 5, False),
    ],
)
def test_notes_of_a_vault_without_its_settings(tmp_path: Path, texts: list[str], is_vault: bool) -> None:
    found = kinds_of(tmp_path, {f"n{number}.md": text for number, text in enumerate(texts)})
    assert (FolderKind.OBSIDIAN in found.of("n0.md")) is is_vault


@pytest.mark.parametrize(("notes", "is_vault"), [(10, True), (4, False)])
def test_a_garden_of_notes_that_jekyll_publishes_is_a_vault(tmp_path: Path, notes: int, is_vault: bool) -> None:
    texts = {f"n{number}.md": NOTE if number < notes else PLAIN for number in range(20)}
    found = kinds_of(tmp_path, texts, OtherEntries(markers=["_config.yml"]))
    assert found.of("n0.md") == FolderKind.JEKYLL | (FolderKind.OBSIDIAN if is_vault else FolderKind.PLAIN)


def test_what_the_owner_says_or_a_marker_shows_is_not_guessed(tmp_path: Path) -> None:
    notes = {f"content/n{number}.md": NOTE for number in range(5)}
    site = kinds_of(tmp_path, notes, OtherEntries(markers=["hugo.toml"]))
    assert site.of("content/n0.md") is FolderKind.HUGO
    owned = FolderKinds({"": FolderKind.PLAIN})
    said = kinds_of(tmp_path, notes, OtherEntries(library_file=LibraryFile(kinds=owned)))
    assert said is owned


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("conf.py", "extensions = ['myst_nb']\n", FolderKind.MYST),
        ("conf.py", "PORT = 80\n", FolderKind.PLAIN),
        ("conf.py", "SITE = 'nikola'\n", FolderKind.PLAIN),
        ("SUMMARY.md", "# Contents\n\n* [One](n.md)\n", FolderKind.GITBOOK),
        ("SUMMARY.md", "1. [One](<./n.md#c> 'T')\n" + " " * 100_000, FolderKind.GITBOOK),
        ("SUMMARY.md", "# Summary\n\nWhere \\(x\\) is [said](n.md).\n", FolderKind.PLAIN),
        ("book.json", '{"gitbook": "3", "plugins": []}', FolderKind.GITBOOK),
        ("book.json", '{"title": "On glue", "pages": 80}', FolderKind.PLAIN),
        ("book.json", "[", FolderKind.PLAIN),
    ],
)
def test_a_file_of_a_common_name_marks_a_folder_by_what_it_says(
    tmp_path: Path, path: str, text: str, kind: FolderKind
) -> None:
    found = kinds_of(tmp_path, {path: text, "n.md": PLAIN}, OtherEntries(markers=[path, "gone/" + path]))
    assert found.of("n.md") is kind
    assert found.of("gone/n.md") is kind
