"""What of a folder is not read, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.documents.document_files import MAX_BYTES
from qtbrowser.documents.exclusion import LeftOut
from qtbrowser.documents.scan import OtherEntries, scan, scan_paths

FILES = {
    "a.md": "",
    "b.mdx": "",
    "c.Rmd": "",
    "d.mkd": "",
    "e.mdown": "",
    "f.qmd": "",
    "g.txt": "",
    "h.pdf": "",
    ".hidden.md": "",
    ".git/x.md": "",
    ".trash/x.md": "",
    "$RECYCLE.BIN/y.md": "",
    "node_modules/pkg/README.md": "",
    "web/package.json": "{}",
    "web/build/x.md": "",
    "web/docs/y.md": "",
    "docs/build/z.md": "",
    "site/hugo.toml": "",
    "site/content/p.md": "",
    "site/public/p.md": "",
    "site/layouts/shortcodes/box.md": "",
    "site/archetypes/default.md": "",
    "house/archetypes/kept.md": "",
    "lost/draft.md": "",
    "lost/kept.md": "",
    "deep/.gitignore": "*.tmp.md\nout/\n[\n!kept.tmp.md\n",
    "deep/x.tmp.md": "",
    "deep/kept.tmp.md": "",
    "deep/more/y.tmp.md": "",
    "deep/out/y.md": "",
    ".gitignore": "# notes\n/lost/draft.md\n",
    ".qtbrowser.toml": '[library]\nexclude = ["private/", "*.old.md"]\n',
    "private/a.md": "",
    "x.old.md": "",
}
READ = [
    "a.md",
    "b.mdx",
    "c.Rmd",
    "d.mkd",
    "deep/kept.tmp.md",
    "docs/build/z.md",
    "e.mdown",
    "f.qmd",
    "house/archetypes/kept.md",
    "lost/kept.md",
]
READ += ["site/content/p.md", "web/docs/y.md"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text or "Words.", encoding="utf-8")
    return tmp_path


def test_what_is_left_out_is_counted_by_its_reason(folder: Path) -> None:
    others = OtherEntries()
    assert sorted(stamp.path for stamp in scan(folder, others=others)) == READ
    assert others.left_out == {
        LeftOut.HIDDEN: 2,
        LeftOut.TRASH: 2,
        LeftOut.PROGRAMS: 5,
        LeftOut.GITIGNORE: 4,
        LeftOut.OWNER: 2,
        LeftOut.TEXT: 1,
        LeftOut.OTHER_KIND: 3,
    }


def test_files_that_are_too_large_are_counted(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    others = OtherEntries()
    assert [stamp.path for stamp in scan(tmp_path, others=others)] == ["a.md"]
    assert others.left_out == {LeftOut.TOO_LARGE: 1}


def test_single_paths_are_left_out_like_in_a_scan(folder: Path) -> None:
    assert sorted(stamp.path for stamp in scan_paths(folder, list(FILES), [])) == READ


def test_text_files_are_documents_on_wish(folder: Path) -> None:
    (folder / ".qtbrowser.toml").write_text("[library]\ntext_files = true\n", encoding="utf-8")
    assert "g.txt" in [stamp.path for stamp in scan(folder)]
