"""The gate: no name, no chain of links and no exchange at the last moment opens anything outside the library."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.confined_open import open_folder, path_parts, read_file, resolved_path
from qtbrowser.errors import PathRefused

with_links = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a permission to make links")

SECRET = b"outside"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with a folder, and a secret beside it."""
    library = tmp_path / "library"
    (library / "sub").mkdir(parents=True)
    (library / "a.md").write_bytes(b"a")
    (library / "sub/b.md").write_bytes(b"b")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_bytes(SECRET)
    (tmp_path / "library-too").mkdir()
    (tmp_path / "library-too/secret.md").write_bytes(SECRET)
    return library.resolve()


def test_files_within(root: Path) -> None:
    assert read_file(root, "a.md") == b"a"
    assert read_file(root, "sub/b.md") == b"b"


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "..", "../outside/secret.md", "sub/../a.md", "sub/../../outside/secret.md", "./a.md", "sub//b.md",
        "sub/", "/etc/hostname", "//etc/hostname", "a.md\0", "\0", "sub/\0/b.md",
    ],
)  # fmt: skip
def test_what_is_no_path_is_refused(root: Path, path: str) -> None:
    with pytest.raises(PathRefused):
        read_file(root, path)


@pytest.mark.parametrize(
    "path",
    [
        "%2e%2e/outside/secret.md", "%2e%2e%2foutside%2fsecret.md", "..%2foutside/secret.md", "..\\outside\\secret.md",
        "\uff0e\uff0e/outside/secret.md", "..;/outside/secret.md", "....//outside/secret.md", "%c0%ae%c0%ae/x",
        "C:\\secret.md", "\\\\server\\share\\x.md", "file:///etc/hostname", "~/secret.md", "NUL", "con.md",
        "a.md:stream", "\ud800.md", "x" * 300, "x/" * 3000 + "x",
    ],
)  # fmt: skip
def test_other_writings_of_it_are_names_and_nothing_else(root: Path, path: str) -> None:
    with pytest.raises((PathRefused, OSError)):
        read_file(root, path)


@with_links
@given(st.lists(st.sampled_from(["..", ".", "", "sub", "a.md", "away", "up", "outside", "secret.md", "/", "\0"])))
def test_no_combination_of_names_leads_out(parts: list[str]) -> None:
    with links() as root, suppress(PathRefused, OSError):
        assert read_file(root, "/".join(parts)) != SECRET


@contextmanager
def links() -> Iterator[Path]:
    """A library with links out of it, made once for all examples."""
    root = _LINKED.get("root")
    if root is None:
        import tempfile

        above = Path(tempfile.mkdtemp()).resolve()
        root = _LINKED["root"] = above / "library"
        (root / "sub").mkdir(parents=True)
        (above / "outside").mkdir()
        (above / "outside/secret.md").write_bytes(SECRET)
        (root / "away").symlink_to(above / "outside")
        (root / "up").symlink_to("..")
        (root / "sub/a.md").symlink_to("../../outside/secret.md")
    yield root


_LINKED: dict[str, Path] = {}


@with_links
def test_links_out_are_refused_at_every_place_of_a_path(root: Path) -> None:
    outside = root.parent / "outside"
    (root / "file.md").symlink_to(outside / "secret.md")
    (root / "away").symlink_to(outside)
    (root / "up").symlink_to("..")
    (root / "twin").symlink_to(root.parent / "library-too")
    (root / "sub/chain").symlink_to("../away")
    (root / "chain.md").symlink_to("sub/chain/secret.md")
    (root / "root").symlink_to("/")
    for path in (
        "file.md", "away/secret.md", "up/outside/secret.md", "twin/secret.md", "sub/chain/secret.md", "chain.md",
        "root/etc/hostname",
    ):  # fmt: skip
        with pytest.raises(PathRefused, match="outside the library"):
            read_file(root, path)
        with pytest.raises(PathRefused, match="outside the library"):
            resolved_path(root, path)
    for folder in ("away", "up", "twin", "sub/chain", "root/etc"):
        with pytest.raises(PathRefused, match="outside the library"):
            open_folder(root, folder)


@with_links
def test_links_within_are_followed(root: Path) -> None:
    (root / "link.md").symlink_to("sub/b.md")
    (root / "same").symlink_to("sub")
    (root / "sub/chain.md").symlink_to(root / "same/../link.md")
    (root / "up").symlink_to("../library")
    assert read_file(root, "link.md") == b"b"
    assert read_file(root, "same/b.md") == b"b"
    assert read_file(root, "sub/chain.md") == b"b"
    assert read_file(root, "up/up/up/a.md") == b"a"
    assert resolved_path(root, "up/same/b.md") == "sub/b.md"
    with open_folder(root, "up/same") as folder:
        assert folder.location == str(root / "sub")


@with_links
def test_a_loop_of_links_ends(root: Path) -> None:
    (root / "one.md").symlink_to("two.md")
    (root / "two.md").symlink_to("one.md")
    with pytest.raises((OSError, PathRefused)):
        read_file(root, "one.md")


@with_links
def test_what_is_no_regular_file_is_not_opened(root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    (root / "folder.md").mkdir()
    (root / "device.md").symlink_to("/dev/zero")
    (root / "to-pipe.md").symlink_to("pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        place = Path.cwd()
        os.chdir(root)  # a socket's path may not be long
        try:
            server.bind("socket.md")
        finally:
            os.chdir(place)
        for name in ("pipe.md", "to-pipe.md", "folder.md", "device.md", "socket.md"):
            with pytest.raises(PathRefused):
                read_file(root, name)


def test_a_file_is_no_folder(root: Path) -> None:
    for ask in (read_file, resolved_path, open_folder):
        with pytest.raises(NotADirectoryError):
            ask(root, "sub/b.md/c")
    with pytest.raises(NotADirectoryError):
        open_folder(root, "sub/b.md")
    for ask in (read_file, resolved_path, open_folder):
        with pytest.raises(FileNotFoundError):
            ask(root, "sub/c/d")


def test_a_file_is_read_up_to_a_limit(root: Path) -> None:
    (root / "large").write_bytes(bytes(1000))
    assert len(read_file(root, "large", 1000)) == 1000
    with pytest.raises(PathRefused, match="too large"):
        read_file(root, "large", 999)


@with_links
def test_the_librarys_own_folder_is_no_link_either(root: Path) -> None:
    (root.parent / "moved").symlink_to(root)
    with pytest.raises(OSError, match="directory"):
        read_file(root.parent / "moved", "a.md")


@contextmanager
def exchanging(place: Path, real: Path, link_to: Path) -> Iterator[None]:
    """Exchange what is at a place for a link and back again, as fast as it goes, in another thread."""
    ended = threading.Event()
    spare = place.with_name("spare-link")
    spare.symlink_to(link_to)

    def exchange() -> None:
        while not ended.is_set():
            place.rename(real)
            spare.rename(place)
            place.rename(spare)
            real.rename(place)

    thread = threading.Thread(target=exchange)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@with_links
@pytest.mark.parametrize("place", ["sub", "sub/b.md"])
def test_an_exchange_while_it_is_opened_shows_nothing_of_outside(root: Path, place: str) -> None:
    (root.parent / "outside/b.md").write_bytes(SECRET)
    outside = root.parent / "outside" / ("" if place == "sub" else "secret.md")
    seen = set()
    with exchanging(root / place, root / "spare", outside):
        for attempt in range(200_000):
            # The threads take turns as the system likes: for long the folder may be away each time.
            if attempt >= 2_000 and b"b" in seen:
                break
            try:
                seen.add(read_file(root, "sub/b.md"))
            except (PathRefused, OSError) as error:
                seen.add(type(error).__name__.encode())
    assert SECRET not in seen
    assert b"b" in seen


@with_links
def test_a_folder_that_is_exchanged_later_stays_the_one_that_was_opened(root: Path) -> None:
    with open_folder(root, "sub") as folder:
        (root / "sub").rename(root / "moved")
        (root / "sub").symlink_to(root.parent / "outside")
        with folder.entries() as entries:
            assert [entry.name for entry in entries] == ["b.md"]
        assert not folder.is_where_it_was()
        os.close(folder.open("b.md"))
        with pytest.raises(OSError, match="No such file"):
            folder.open("secret.md")


def test_names_of_a_path() -> None:
    assert path_parts("") == []
    assert path_parts("a/b c/d.md") == ["a", "b c", "d.md"]


def test_on_a_drive_that_tells_no_real_path_files_are_found_by_their_names(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object, **_others: object) -> str:
        error = OSError(22, "Incorrect function")
        error.winerror = 1  # type: ignore[attr-defined, unused-ignore]
        raise error

    monkeypatch.setattr(os.path, "realpath", refuse)
    assert resolved_path(root, "sub/b.md") == "sub/b.md"
