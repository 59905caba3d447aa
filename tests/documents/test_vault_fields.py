"""What notes of Logseq and Dendron have by their name and their first block."""

from __future__ import annotations

from datetime import date

import pytest

from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.reader import parse_document

LOGSEQ = FolderKind.LOGSEQ | FolderKind.OBSIDIAN
DENDRON = FolderKind.DENDRON | FolderKind.OBSIDIAN


@pytest.mark.parametrize(
    ("kinds", "path", "text", "title", "subject"),
    [
        (LOGSEQ, "pages/Wood___glue.md", "- a", "Wood/glue", "Wood"),
        (LOGSEQ, "pages/Wood%2Fglue.md", "- a", "Wood/glue", "Wood"),
        (LOGSEQ, "pages/a.md", "title:: Wood/glue/bone\n\n- a", "Wood/glue/bone", "Wood/glue"),
        (LOGSEQ, "pages/a.md", "---\ntitle: Other\n---\n- a", "Other", ""),
        (LOGSEQ, "pages/a.md", "- a", "a", ""),
        (LOGSEQ, "journals/2024_03_02.md", "- a", "Mar 2nd, 2024", ""),
        (LOGSEQ, "journals/2024_03_13.md", "- a", "Mar 13th, 2024", ""),
        (DENDRON, "vault/craft.wood.glue.md", "a", "glue", "craft/wood"),
        (DENDRON, "vault/craft.wood.glue.md", "---\ntitle: Glue\n---\na", "Glue", "craft/wood"),
        (DENDRON, "vault/root.md", "a", "root", ""),
        (FolderKind.GOLLUM | FolderKind.OBSIDIAN, "Bone-Glue.md", "# Other\n\na", "Bone Glue", ""),
        (FolderKind.OBSIDIAN, "craft.wood.md", "a", "craft.wood", ""),
    ],
)
def test_names_and_subjects(kinds: FolderKind, path: str, text: str, title: str, subject: str) -> None:
    document = parse_document(text, path, kinds)
    assert (document.title, document.subject) == (title, subject)


def test_properties_are_fields() -> None:
    text = "alias:: Paste, [[Bone paste]]\ntags:: [[wood]], #craft\ndate:: 2024-03-05\n\n- a"
    document = parse_document(text, "pages/Glue.md", LOGSEQ)
    assert document.aliases == ("Paste", "Bone paste")
    assert set(document.keywords) >= {"wood", "craft"}
    assert document.date == date(2024, 3, 5)


def test_a_journal_has_its_day() -> None:
    assert parse_document("- a", "journals/2024_03_02.md", LOGSEQ).date == date(2024, 3, 2)
