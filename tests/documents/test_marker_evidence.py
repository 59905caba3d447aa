"""A file whose name many programs use makes no site of a collection of questions; what the file holds decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.folder_recognition import folder_kinds
from qtbrowser.documents.scan import OtherEntries

PAGES = {f"guide/page-{number}.md": f"# Page {number}\n\nWords.\n" for number in range(6)}
QUESTIONS = {f"physics/why-{number}.md": f"# Why is it {number}?\n\nBecause \\(x\\).\n" for number in range(6)}
LIST_OF_PAGES = "# Summary\n\n* [One](guide/page-1.md)\n* [Two](<guide/page-2.md#x>)\n* [Gone](gone.md)\n"
LIST_OF_QUESTIONS = "* [Why](physics/why-1.md)\n* [Why 2](physics/why-2.md)\n"
WIKI = FolderKind.GOLLUM | FolderKind.OBSIDIAN


def kind_of(root: Path, texts: dict[str, str], markers: list[str], documents: dict[str, str]) -> FolderKind:
    for path, text in {**documents, **texts}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    (root / "folder").mkdir(exist_ok=True)
    found = folder_kinds(root, OtherEntries(markers=markers), documents)
    return found.of(next(iter(documents)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SUMMARY.md", "# Summary\n\nAll about this.\n"),
        ("SUMMARY.md", "* [Gone](gone.md)\n* [Web](https://example.org/a.md)\n* [Out](../../etc/passwd.md)\n"),
        ("SUMMARY.md", LIST_OF_QUESTIONS),
        ("SUMMARY.md", ""),
        ("conf.py", "COLOUR = 'red'\n"),
        ("book.json", '{"title": "Questions"}\n'),
        ("book.json", "[]"),
        ("book.json", "{"),
        ("_toc.yml", "words: 5\n"),
        ("_sidebar.md", "Words.\n"),
        ("_sidebar.md", LIST_OF_QUESTIONS),
        ("_coverpage.md", "# Questions\n"),
        ("_Sidebar.md", "Words.\n"),
        ("_Footer.md", "Words.\n"),
        ("folder", ""),
    ],
)
def test_one_file_makes_no_site_of_questions(tmp_path: Path, name: str, text: str) -> None:
    texts = {} if name == "folder" else {name: text}
    assert kind_of(tmp_path, texts, [name], QUESTIONS) is FolderKind.PLAIN


def test_a_folder_for_episodes_makes_no_lesson(tmp_path: Path) -> None:
    assert kind_of(tmp_path, {"config.yaml": "a: 1\n"}, ["config.yaml", "episodes"], QUESTIONS) is FolderKind.PLAIN
    lesson = {"config.yaml": "carpentry: 'swc'\n"}
    assert kind_of(tmp_path, lesson, ["config.yaml", "episodes"], PAGES) is FolderKind.QUARTO


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        ({"SUMMARY.md": LIST_OF_PAGES}, FolderKind.GITBOOK),
        ({"book.json": '{"plugins": []}'}, FolderKind.GITBOOK),
        ({"conf.py": "extensions = ['myst_parser']\n"}, FolderKind.MYST),
        ({"_toc.yml": "format: jb-book\nroot: intro\n"}, FolderKind.MYST),
        ({"_sidebar.md": "- [One](guide/page-1)\n"}, FolderKind.DOCSIFY),
        ({"_sidebar.md": "- [Home](/)\n", "index.html": "<script>window.$docsify = {}</script>"}, FolderKind.DOCSIFY),
        ({"_coverpage.md": "# A\n", "_sidebar.md": "- [One](/guide/page-1.md)\n"}, FolderKind.DOCSIFY),
        ({"_Footer.md": "Words.\n", "Home.md": "Welcome.\n"}, WIKI),
        ({"_Sidebar.md": "[[Page one]]\n"}, WIKI),
    ],
)
def test_what_the_file_holds_makes_a_site(tmp_path: Path, texts: dict[str, str], kind: FolderKind) -> None:
    assert kind_of(tmp_path, texts, list(texts), PAGES) is kind


@pytest.mark.parametrize("top", ["---\nid: 17\n---\n# On glue\n", "## Why does glue hold?\n"])
def test_numbers_and_lower_headings_tell_of_questions_too(tmp_path: Path, top: str) -> None:
    documents = dict.fromkeys(QUESTIONS, f"{top}\nBecause.\n")
    assert kind_of(tmp_path, {"SUMMARY.md": LIST_OF_QUESTIONS}, ["SUMMARY.md"], documents) is FolderKind.PLAIN


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    questions = {path: text.replace("\n", "\r\n") for path, text in QUESTIONS.items()}
    listed = {"SUMMARY.md": LIST_OF_QUESTIONS.replace("\n", "\r\n")}
    assert kind_of(tmp_path, listed, ["SUMMARY.md"], questions) is FolderKind.PLAIN


def test_a_book_of_questions_shows_its_blocks(tmp_path: Path) -> None:
    documents = {path: text + '\n{% hint style="info" %}\nA\n{% endhint %}\n' for path, text in QUESTIONS.items()}
    assert kind_of(tmp_path, {"SUMMARY.md": LIST_OF_QUESTIONS}, ["SUMMARY.md"], documents) is FolderKind.GITBOOK


def test_the_contents_of_a_book_of_mdbook_need_no_evidence(tmp_path: Path) -> None:
    texts = {"book.toml": "[book]\n", "src/SUMMARY.md": "[A](a.md)\n"}
    found = kind_of(tmp_path, texts, ["book.toml", "src/SUMMARY.md"], PAGES)
    assert found is FolderKind.MDBOOK


def test_questions_elsewhere_say_nothing_of_a_book(tmp_path: Path) -> None:
    documents = {**{f"book/{path}": text for path, text in PAGES.items()}, **QUESTIONS}
    found = kind_of(tmp_path, {"book/SUMMARY.md": LIST_OF_PAGES}, ["book/SUMMARY.md"], documents)
    assert found is FolderKind.GITBOOK


def test_links_and_folders_of_such_names_are_no_evidence(tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("extensions = ['myst_parser']\n", encoding="utf-8")
    root = tmp_path / "library"
    (root / "SUMMARY.md").mkdir(parents=True)
    (root / "conf.py").symlink_to(outside)
    assert kind_of(root, {}, ["SUMMARY.md", "conf.py"], PAGES) is FolderKind.PLAIN
