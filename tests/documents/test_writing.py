"""Files are written whole or not at all, and only where they may be."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.documents.writing import FileWrite, remove_temporary, write_files
from qtbrowser.errors import FileChanged, WriteRefused

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX's own")
ROOT_ONLY = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"one")
    return folder.resolve()


def write(root: Path, *writes: FileWrite) -> list[str]:
    return list(write_files(root, writes))


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_files_change_come_and_go(root: Path) -> None:
    (root / "gone.md").write_bytes(b"g")
    done = write(
        root, FileWrite("gone.md", b"g", None), FileWrite("a.md", b"one", b"two"), FileWrite("new/x/b.md", None, b"b")
    )
    assert done == ["new/x/b.md", "a.md", "gone.md"]
    assert names(root) == ["a.md", "new", "new/x", "new/x/b.md"]
    assert (root / "a.md").read_bytes() == b"two"
    assert (root / "new/x/b.md").read_bytes() == b"b"


def test_many_files(root: Path) -> None:
    writes = [FileWrite(f"d{number % 7}/{number}.md", None, b"%d" % number) for number in range(300)]
    write(root, *writes)
    assert {path: (root / path).read_bytes() for path in (one.path for one in writes)} == {
        one.path: one.after for one in writes
    }
    assert not [name for name in names(root) if ".qtbrowser" in name]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (FileWrite("a.md", b"other", b"x"), b"one"),
        (FileWrite("a.md", None, b"x"), b"one"),
        (FileWrite("b.md", b"was", b"x"), None),
        (FileWrite("a.md", b"other", None), b"one"),
    ],
)
def test_a_file_changed_meanwhile_is_left_alone(root: Path, change: FileWrite, found: bytes | None) -> None:
    with pytest.raises(FileChanged) as refusal:
        write(root, change)
    assert (refusal.value.path, refusal.value.read, refusal.value.found) == (change.path, change.before, found)
    assert names(root) == ["a.md"]
    assert (root / "a.md").read_bytes() == b"one"


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o444, 0o755])
def test_permissions_are_kept(root: Path, mode: int) -> None:
    (root / "a.md").chmod(mode)
    write(root, FileWrite("a.md", b"one", b"two"), FileWrite("b.md", None, b"b", mode))
    assert stat.S_IMODE((root / "a.md").stat().st_mode) == mode
    assert stat.S_IMODE((root / "b.md").stat().st_mode) == mode


@POSIX
def test_a_new_file_has_the_usual_permissions(root: Path) -> None:
    (root / "usual").write_bytes(b"")
    write(root, FileWrite("b.md", None, b"b"))
    assert (root / "b.md").stat().st_mode == (root / "usual").stat().st_mode


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Linux's own")
def test_extended_attributes_are_kept(root: Path) -> None:
    try:
        os.setxattr(root / "a.md", "user.note", b"mine")
    except OSError:
        pytest.skip("this file system keeps none")
    write(root, FileWrite("a.md", b"one", b"two"))
    assert os.getxattr(root / "a.md", "user.note") == b"mine"


@POSIX
def test_links_are_followed_within_the_library(root: Path) -> None:
    (root / "link.md").symlink_to("a.md")
    (root / "sub").mkdir()
    (root / "sub/deep.md").write_bytes(b"d")
    (root / "other").symlink_to("sub", target_is_directory=True)
    write(root, FileWrite("link.md", b"one", b"two"), FileWrite("other/deep.md", b"d", b"D"))
    assert (root / "link.md").is_symlink()
    assert (root / "a.md").read_bytes() == b"two"
    assert (root / "sub/deep.md").read_bytes() == b"D"


@POSIX
def test_a_file_keeps_its_names_if_all_of_them_are_written(root: Path) -> None:
    (root / "sub").mkdir()
    for twin in ("sub/twin.md", "z.md"):
        (root / twin).hardlink_to(root / "a.md")
    (root / "b.md").write_bytes(b"b")
    written = write_files(
        root,
        [FileWrite(path, b"one", b"two") for path in ("a.md", "sub/twin.md", "z.md")] + [FileWrite("b.md", b"b", b"B")],
    )
    assert sorted(written) == ["a.md", "b.md", "sub/twin.md", "z.md"]
    assert len({(root / path).stat().st_ino for path in ("a.md", "sub/twin.md", "z.md")}) == 1
    assert ((root / "z.md").read_bytes(), (root / "z.md").stat().st_nlink) == (b"two", 3)
    assert not [file for file in root.rglob("*") if file.name.startswith(".qtbrowser-")]
    with pytest.raises(WriteRefused, match="several names"):
        write(root, FileWrite("a.md", b"two", b"x"), FileWrite("z.md", b"two", b"x"))


def make_link_outside(root: Path) -> str:
    (root.parent / "outside.md").write_bytes(b"one")
    (root / "out.md").symlink_to(root.parent / "outside.md")
    return "out.md"


def make_folder_outside(root: Path) -> str:
    (root.parent / "elsewhere").mkdir()
    (root.parent / "elsewhere/x.md").write_bytes(b"one")
    (root / "away").symlink_to(root.parent / "elsewhere", target_is_directory=True)
    return "away/x.md"


def make_hard_link(root: Path) -> str:
    (root / "twin.md").hardlink_to(root / "a.md")
    return "twin.md"


def make_pipe(root: Path) -> str:
    os.mkfifo(root / "pipe.md")
    return "pipe.md"


REFUSED: list[tuple[Callable[[Path], str], str]] = [
    (make_link_outside, "outside the library"),
    (make_folder_outside, "outside the library"),
    (make_hard_link, "several names"),
    (make_pipe, "no regular file"),
    (lambda _: "../outside.md", "no path within"),
    (lambda _: "/etc/hostname", "no path within"),
    (lambda _: "sub/../a.md", "no path within"),
    (lambda _: "", "no path within"),
]


@POSIX
@pytest.mark.parametrize(("make", "reason"), REFUSED)
def test_what_may_not_be_replaced(root: Path, make: Callable[[Path], str], reason: str) -> None:
    path = make(root)
    before = {file: file.read_bytes() for file in root.parent.rglob("*") if file.is_file()}
    for after in (b"two", None):
        with pytest.raises(WriteRefused, match=reason):
            write(root, FileWrite(path, b"one", after))
    assert reason in (FilePlaces(root).refused(path) or "")
    assert {file: file.read_bytes() for file in root.parent.rglob("*") if file.is_file()} == before


@POSIX
@pytest.mark.parametrize("steps", range(1, 5))
def test_whoever_cancels_finds_names_of_one_file_together(root: Path, steps: int) -> None:
    for name in ("a", "b"):
        (root / name).write_bytes(b"old")
        (root / f"{name}2").hardlink_to(root / name)
    writes = [FileWrite(name, b"old", b"new") for name in ("a", "b", "a2", "b2")]
    work = write_files(root, writes)
    for _ in range(steps):
        next(work)
    work.close()
    assert all((root / name).samefile(root / f"{name}2") for name in ("a", "b"))


@POSIX
def test_a_link_is_not_removed(root: Path) -> None:
    (root / "link.md").symlink_to("a.md")
    with pytest.raises(WriteRefused, match="could not be made again"):
        write(root, FileWrite("link.md", b"one", None))
    assert (root / "link.md").is_symlink()


@ROOT_ONLY
def test_a_file_of_somebody_else_is_refused(root: Path) -> None:
    os.chown(root / "a.md", 12345, -1)
    with pytest.raises(WriteRefused, match="somebody else"):
        write(root, FileWrite("a.md", b"one", b"two"))
    assert FilePlaces(root).refused("a.md") == "The file belongs to somebody else."


@ROOT_ONLY
def test_the_group_is_kept(root: Path) -> None:
    os.chown(root / "a.md", -1, 12345)
    write(root, FileWrite("a.md", b"one", b"two"))
    assert (root / "a.md").stat().st_gid == 12345


LIMITED = """
import resource, signal, sys
from pathlib import Path
from qtbrowser.documents.writing import FileWrite, write_files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
root = Path(sys.argv[1])
try:
    for path in write_files(root, [FileWrite("a.md", b"one", b"two"), FileWrite("b.md", b"b", bytes(5000))]):
        print(path)
except OSError as error:
    print(error.strerror)
"""


@POSIX
def test_a_file_too_large_for_the_disk_leaves_nothing_behind(root: Path) -> None:
    (root / "b.md").write_bytes(b"b")
    done = subprocess.run([sys.executable, "-c", LIMITED, str(root)], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == ["File too large"]
    assert names(root) == ["a.md", "b.md"]
    assert (root / "b.md").read_bytes() == b"b"


def test_what_a_killed_writer_left_is_removed(root: Path) -> None:
    (root / ".qtbrowser-abc-0-1").write_bytes(b"half")
    (root / ".qtbrowser-other-0-1").write_bytes(b"somebody else's")
    remove_temporary(root, ["a.md", "gone/b.md"], "abc")
    assert names(root) == [".qtbrowser-other-0-1", "a.md"]


def test_a_removed_file_goes_to_the_trash(root: Path, trash: Path) -> None:
    (root / "unwanted words.md").write_bytes(b"x")
    write(root, FileWrite("unwanted words.md", b"x", None, to_trash=True))
    assert not (root / "unwanted words.md").exists()
    if sys.platform == "linux":
        assert (trash / "unwanted words.md").read_bytes() == b"x"
