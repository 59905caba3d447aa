"""Proves the installed program for Windows by Wine: installer, self-test, work on a library, upgrade, uninstaller."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from shipping import file_lists
from shipping.project import NAME, PACKAGING, ROOT, VERSION
from shipping.running import ShippingError, run, say
from shipping.windows import PROGRAMS, REFUSED, installer_options
from shipping.wine import Wine

DOCUMENTS = 1_500
BEFORE = "0.0.1"
"""The version that the proof upgrades from: the same program, under another version and with a file of its own."""

SETUP = f"{NAME}-{VERSION}-windows-setup.exe"

SECONDS_TO_DRAW = 180
FEWEST_COLOURS = 1_000
"""A window with a library in it has more, one without some hundred, an empty screen one."""

_LIBRARY = "C:\\library"
_NOTE = "kept through the upgrade"
_NO_RUNTIME = "vcruntime140,vcruntime140_1,msvcp140,msvcp140_1,msvcp140_2=n"
"""For WINEDLLOVERRIDES: a new Windows has no C++ runtime, so Wine's must not replace one that is left out."""

_PLACE = "users/root/AppData/Local/Programs/QtBrowser"
_SCRIPTS = "/opt/packaging"
_CLASSES = "HKCU\\Software\\Classes"
_UNINSTALL = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\QtBrowser"
_MENUS = ("Directory", "Drive", "Directory\\Background")
"""What has an entry of ours in Explorer's menu: folders, drives, the space between the files of an open folder."""


def prove_installed(system: Wine, frozen: str, proof: Path) -> Iterator[str]:
    """Install the frozen program as an earlier version, work with it, upgrade and uninstall it.

    Args:
        system: the Debian with Wine.
        frozen: the folder of the frozen program, inside.
        proof: where pictures go, outside.

    Returns:
        What was seen, a line each.

    Raises:
        ShippingError: something does not hold.
    """
    before = _installer_of_before(system, frozen)
    setup = _installer(system, frozen, SETUP, VERSION)
    file_lists.check([setup])
    yield f"Wine, installer: {setup.stat().st_size / 1e6:.1f} MB, with all licences and its bill of materials"
    for file in (*(system.outside(frozen) / name for name in PROGRAMS), setup):
        if told_version(file.read_bytes()) != VERSION:
            raise ShippingError(f"{file.name} does not tell Windows its version")
    yield f"Wine: both programs and the installer tell Windows version {VERSION}"
    home = system.drive / _PLACE
    kept = _user_files(system)
    yield _install(system, home, before.name, BEFORE)
    yield from _first_work(system)
    yield from _is_refused_while_running(system, home, proof)
    yield _install(system, home, setup.name, VERSION)
    if (home / "_internal" / "of-before.txt").exists():
        raise ShippingError("a file of the version before is still there")
    yield from _explorer_menu(system)
    for platform in ("offscreen", "windows"):
        yield from _self_test(system, platform, proof)
    yield from _later_work(system)
    system.run(f"{_windows(_PLACE)}\\uninstall.exe", "/S", f"_?={_windows(_PLACE)}")
    left = [file.name for file in (home / "_internal", *(home / name for name in PROGRAMS)) if file.exists()]
    left += [key for key in (_UNINSTALL, *map(_menu, _MENUS)) if _registered(system, key)]
    if left:
        raise ShippingError(f"the uninstaller leaves behind {', '.join(left)}")
    if _user_files(system) != kept:
        raise ShippingError("the files of the user are not what they were")
    yield "Wine: uninstalled silently, nothing of it in the registry, the user's files as they were"


def _installer(system: Wine, frozen: str, name: str, version: str, options: Sequence[str] = ()) -> Path:
    say(f"compiling the installer of version {version}")
    folder = system.outside(_SCRIPTS)
    shutil.copytree(PACKAGING / "windows", folder / "windows", dirs_exist_ok=True)
    shutil.copy(ROOT / "LICENSE", folder)
    icon = system.outside("/opt/source/build/icons") / f"{NAME}.ico"
    told = installer_options(Path(frozen), Path("/opt") / name, Path(system.inner(icon)), "", version)
    license_place = next(number for number, option in enumerate(told) if option.startswith("-DLICENSE="))
    told[license_place] = f"-DLICENSE={_SCRIPTS}/LICENSE"
    system.tool("makensis", *told, *options, f"{_SCRIPTS}/windows/installer.nsi")
    return system.outside(f"/opt/{name}")


def _installer_of_before(system: Wine, frozen: str) -> Path:
    """That of the version before; it is packed in a way that is fast."""
    folder = system.outside("/opt/before")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(system.outside(frozen), folder, copy_function=os.link)
    (folder / "_internal" / "of-before.txt").touch()
    return _installer(system, "/opt/before", "setup-before.exe", BEFORE, ["-DFAST"])


def _install(system: Wine, home: Path, name: str, version: str) -> str:
    say("installing by Wine")
    system.run(f"Z:\\opt\\{name}", "/S")
    if missing := [each for each in (*PROGRAMS, "uninstall.exe") if not (home / each).is_file()]:
        raise ShippingError(f"the installer has not installed {', '.join(missing)}")
    if version not in _registered(system, _UNINSTALL, "DisplayVersion"):
        raise ShippingError(f"Windows is not told that version {version} is installed")
    return f"Wine: version {version} installed silently, no administrator asked for"


def _is_refused_while_running(system: Wine, home: Path, proof: Path) -> Iterator[str]:
    """A window is open: the installer waits for it, and gives up without a change."""
    program = home / PROGRAMS[0]
    with system.running(f"{_windows(_PLACE)}\\{PROGRAMS[0]}", "--size", "1200x800", _LIBRARY):
        yield _picture(system, proof)
        say("installing by Wine while a window is open")
        inode = program.stat().st_ino
        code = system.started(f"Z:\\opt\\{SETUP}", "/S").returncode
    if code != REFUSED or program.stat().st_ino != inode or not (home / "_internal" / "of-before.txt").exists():
        raise ShippingError(f"the installer does not heed a running program; its exit code is {code}")
    yield "Wine: while a window is open, the installer waits for half a minute, then gives up without a change"


def _picture(system: Wine, proof: Path) -> str:
    """A picture of the screen, once something is drawn on it; returns what is on it."""
    until = time.monotonic() + SECONDS_TO_DRAW
    while True:
        time.sleep(2)
        system.tool("import", "-display", system.display, "-window", "root", "/opt/screen.png")
        colours = int(system.tool("identify", "-format", "%k", "/opt/screen.png"))
        if colours >= FEWEST_COLOURS or time.monotonic() > until:
            break
    shutil.copy(system.outside("/opt/screen.png"), proof)
    if colours < FEWEST_COLOURS:
        return f"Wine, window: NOT PROVEN: the screen of X has {colours} colours, so nothing is drawn on it"
    return f"Wine, window: drawn on the screen of X, in {colours} colours"


def _explorer_menu(system: Wine) -> Iterator[str]:
    for key in map(_menu, _MENUS):
        if PROGRAMS[0] not in _registered(system, key):
            raise ShippingError(f"Explorer's menu has no entry {key}")
    yield "Wine: Explorer's menu has an entry for folders, drives and the background of a folder"


def _menu(kind: str) -> str:
    return f"{_CLASSES}\\{kind}\\shell\\QtBrowser\\command"


def _registered(system: Wine, key: str, name: str = "") -> str:
    """What the registry has at a key, of one name or of the key itself; empty where there is none."""
    told = system.started("reg", "query", key, *(["/v", name] if name else ["/ve"]))
    return told.stdout if told.returncode == 0 else ""


def told_version(program: bytes) -> str:
    """The product version in a file's version resource, see "VERSIONINFO resource" in the Win32 reference.

    Args:
        program: the bytes of the file.

    Returns:
        The version; empty where there is none.
    """
    _, found, rest = program.partition("ProductVersion".encode("utf-16-le"))
    text = rest[:200].decode("utf-16-le", errors="replace").lstrip("\0")
    return text.partition("\0")[0] if found else ""


def _self_test(system: Wine, platform: str, proof: Path) -> Iterator[str]:
    say(f"self-test on {platform} by Wine")
    picture = system.outside(f"/opt/{platform}.png")
    words = ["--self-test", f"Z:\\opt\\{platform}.png"]
    told = _program(system, *words, QT_QPA_PLATFORM=platform, WINEDLLOVERRIDES=_NO_RUNTIME).splitlines()
    if not told or told[-1] != "self-test: all works" or not told[0].endswith(f" on {platform}"):
        raise ShippingError(f"the self-test on {platform} says:\n" + "\n".join(told))
    shutil.copy(picture, proof)
    for line in told[1:]:
        yield f"Wine, installed, {platform}: {line.removeprefix('self-test: ')}"


def _first_work(system: Wine) -> Iterator[str]:
    """With the version before: a library is indexed, a document bookmarked."""
    folder = system.drive / "library"
    shutil.rmtree(folder, ignore_errors=True)
    run(["python3", ROOT / "tests" / "benchmarks" / "generate.py", folder, str(DOCUMENTS)])
    begin = time.monotonic()
    _program(system, "index", _LIBRARY)
    path = _found(system)
    _program(system, "bookmarks", "add", "--library", _LIBRARY, "--note", _NOTE, path)
    yield (
        f"Wine, version {BEFORE}: indexed {DOCUMENTS} documents in {time.monotonic() - begin:.0f} s; a search finds a "
        "document by a word of it; a bookmark made"
    )


def _later_work(system: Wine) -> Iterator[str]:
    """With the version that is installed over it."""
    folder = system.drive / "library"
    path = _found(system)
    if _NOTE not in _program(system, "bookmarks", "list", "--library", _LIBRARY):
        raise ShippingError("the upgrade has lost a bookmark")
    yield "Wine, upgraded: the index is used, the bookmark is there"
    first = folder / path
    before = first.read_bytes()
    _program(system, "move", path, "--name", "renamed-by-proof.md", "--library", _LIBRARY)
    if first.exists() or not list(folder.rglob("renamed-by-proof.md")):
        raise ShippingError(f"{path} has not been renamed")
    _program(system, "undo", "--library", _LIBRARY)
    if not first.exists() or first.read_bytes() != before:
        raise ShippingError(f"{path} has not come back byte for byte")
    yield "Wine, upgraded: renamed a document and took it back, byte for byte"


def _found(system: Wine) -> str:
    """The path of a document that a search for a word of it finds."""
    folder = system.drive / "library"
    first = min(folder.rglob("*.md"))
    path = first.relative_to(folder).as_posix()
    word = max(re.findall(r"[a-z]{6,}", first.read_text(encoding="utf-8")), key=len)
    words = ("search", "--library", _LIBRARY, "--words-only", "--json", "--limit", str(DOCUMENTS), word)
    if path not in [hit["path"] for hit in json.loads(_program(system, *words))["hits"]]:
        raise ShippingError(f"a search for {word} does not find {path}")
    return path


def _program(system: Wine, *words: str, **variables: str) -> str:
    return system.run(f"{_windows(_PLACE)}\\{PROGRAMS[1]}", *words, **variables)


def _windows(place: str) -> str:
    return "C:\\" + place.replace("/", "\\")


def _user_files(system: Wine) -> dict[str, bytes]:
    """What a user of an earlier version has: made at the first call, then read; place -> content."""
    home = system.drive / "users/root/AppData/Local" / NAME
    for place in ("an-old-note.ini", "searches-of-old.json"):
        file = home / place
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"the user's own {place}\n", encoding="utf-8")
    return {place: (home / place).read_bytes() for place in ("an-old-note.ini", "searches-of-old.json")}
