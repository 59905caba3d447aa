"""What a word on the command line opens: folders, files and links, and which links are turned away."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.errors import UsageError
from qtbrowser.library_place import LIBRARY_FILE
from qtbrowser.opened import LONGEST_LINK, Opened, local_path, opened

LINKS = {
    "qtbrowser:document/food/apple.md": Opened(document="food/apple.md"),
    "qtbrowser:document/food%2Fa%20pear.md#seeds": Opened(document="food/a pear.md"),
    "QtBrowser://document/12": Opened(document="12"),
    "qtbrowser:search/two%20words": Opened(query="two words"),
    "qtbrowser:state/a%20b.md?library=0f&text=x%2Fy": Opened(view="qtbrowser:state/a%20b.md?library=0f&text=x%2Fy"),
    "QtBrowser://state/?library=0f": Opened(view="qtbrowser:state/?library=0f"),
    "qtbrowser:search/a/b": Opened(query="a/b"),
    "qtbrowser:subject/Home%20%22economics%22": Opened(query='subject:"Home  economics"'),
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_opens(link: str) -> None:
    assert opened(link) == LINKS[link]


@pytest.mark.parametrize(
    "link",
    [
        "qtbrowser:",
        "qtbrowser:document/",
        "qtbrowser:document/%20",
        "qtbrowser:document/../secret.md",
        "qtbrowser:document/a/%2e%2e/%2e%2e/secret.md",
        "qtbrowser:document//etc/passwd",
        "qtbrowser:document/%2Fetc%2Fpasswd",
        "qtbrowser:document/~root/notes.md",
        "qtbrowser:document/C:/notes.md",
        "qtbrowser:document/a%5C..%5Cnotes.md",
        "qtbrowser:document/a%00.md",
        "qtbrowser:search/a%0Ab",
        "qtbrowser:image/a.png",
        "qtbrowser:rebuild/now",
        "qtbrowser:search/" + "a" * LONGEST_LINK,
    ],
)
def test_a_link_is_turned_away(link: str) -> None:
    with pytest.raises(UsageError):
        opened(link)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document in a folder of it."""
    folder = tmp_path / "library"
    (folder / "food").mkdir(parents=True)
    (folder / "food" / "apple.md").touch()
    return folder


def test_folders_and_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(str(folder)) == Opened(folder)
    assert opened((folder / "food").as_uri()) == Opened(folder / "food")
    assert opened(str(folder / "nowhere")) == Opened(folder / "nowhere")
    apple = folder / "food" / "apple.md"
    assert opened(str(apple)) == Opened(folder / "food", document="apple.md")
    (folder / LIBRARY_FILE).touch()
    assert opened(str(apple)) == Opened(folder, document="food/apple.md")
    assert opened(str(folder / LIBRARY_FILE)) == Opened(folder)
    (folder / LIBRARY_FILE).unlink()
    (folder / ".obsidian").mkdir()
    assert opened(str(apple)) == Opened(folder, document="food/apple.md")
    monkeypatch.chdir(folder)
    assert opened("food/apple.md") == Opened(folder, document="food/apple.md")


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///C:/my%20library/a.md", "C:/my library/a.md"),
        ("file://localhost/C:/library", "C:/library"),
        ("file://server/share/my%20library", "//server/share/my library"),
        ("file:////server/share/library", "//server/share/library"),
    ],
)
def test_addresses_of_files_on_windows(address: str, path: str) -> None:
    assert local_path(address, "win32") == path


def test_another_computer_has_no_path_where_the_system_has_none_for_it() -> None:
    with pytest.raises(UsageError, match="this computer"):
        local_path("file://elsewhere/share/library", "linux")
