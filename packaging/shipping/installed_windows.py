"""Proves the installed program for Windows by Wine: installer, self-test, work on a library, upgrade, uninstaller."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from shipping.project import NAME, PACKAGING, ROOT
from shipping.running import ShippingError, run, say
from shipping.windows import installer_options
from shipping.wine import Wine

DOCUMENTS = 1_500
_LIBRARY = "C:\\library"
_NO_RUNTIME = "vcruntime140,vcruntime140_1,msvcp140,msvcp140_1,msvcp140_2=n"
"""For WINEDLLOVERRIDES: a new Windows has no C++ runtime, so Wine's must not replace one that is left out."""

_PLACE = "users/root/AppData/Local/Programs/QtBrowser"
_SCRIPTS = "/opt/packaging"


def prove_installed(system: Wine, frozen: str, proof: Path) -> Iterator[str]:
    """Install the frozen program, work with it, install a later version over it, and uninstall it.

    Args:
        system: the Debian with Wine.
        frozen: the folder of the frozen program, inside.
        proof: where pictures go, outside.

    Returns:
        What was seen, a line each.

    Raises:
        ShippingError: something does not hold.
    """
    setup = _installer(system, frozen, "setup.exe")
    yield f"Wine, installer: {setup.stat().st_size / 1e6:.1f} MB"
    home = system.drive / _PLACE
    _install(system, home, "setup.exe")
    yield "Wine: installed silently, no administrator asked for"
    for platform in ("offscreen", "windows"):
        yield from _self_test(system, platform, proof)
    kept = _user_files(system)
    yield from _library_work(system)
    _install(system, home, "setup.exe")
    yield "Wine: installed once more over itself, silently"
    system.run(home / "uninstall.exe", "/S", f"_?={_windows(_PLACE)}")
    left = [file.name for file in (home / "_internal", home / f"{NAME}.exe") if file.exists()]
    if left:
        raise ShippingError(f"the uninstaller leaves behind {', '.join(left)}")
    if _user_files(system) != kept:
        raise ShippingError("the files of the user are not what they were")
    yield "Wine: uninstalled silently, the user's files as they were"


def _installer(system: Wine, frozen: str, name: str) -> Path:
    say("compiling the installer")
    folder = system.outside(_SCRIPTS)
    shutil.copytree(PACKAGING / "windows", folder / "windows", dirs_exist_ok=True)
    shutil.copy(ROOT / "LICENSE", folder)
    icon = system.outside(frozen).parents[1] / "icons" / f"{NAME}.ico"
    options = installer_options(Path(frozen), Path("/opt") / name, Path(system.inner(icon)), "")
    system.tool("makensis", *options, f"{_SCRIPTS}/windows/installer.nsi")
    return system.outside(f"/opt/{name}")


def _install(system: Wine, home: Path, name: str) -> None:
    say("installing by Wine")
    system.run(f"Z:\\opt\\{name}", "/S")
    missing = [each for each in (f"{NAME}.exe", f"{NAME}-cli.exe", "uninstall.exe") if not (home / each).is_file()]
    if missing:
        raise ShippingError(f"the installer has not installed {', '.join(missing)}")


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


def _library_work(system: Wine) -> Iterator[str]:
    folder = system.drive / "library"
    shutil.rmtree(folder, ignore_errors=True)
    run(["python3", ROOT / "tests" / "benchmarks" / "generate.py", folder, str(DOCUMENTS)])
    _program(system, "index", _LIBRARY)
    first = next(folder.rglob("*.md"))
    path = first.relative_to(folder).as_posix()
    word = max(re.findall(r"[a-z]{6,}", first.read_text(encoding="utf-8")), key=len)
    if path not in _program(system, "search", "--library", _LIBRARY, "--json", "--limit", str(DOCUMENTS), word):
        raise ShippingError(f"a search for {word} does not find {path}")
    yield f"Wine, installed: indexed {DOCUMENTS} documents; a search finds a document by a word of it"
    before = first.read_bytes()
    _program(system, "move", path, "--name", "renamed-by-proof.md", "--library", _LIBRARY)
    if first.exists() or not list(folder.rglob("renamed-by-proof.md")):
        raise ShippingError(f"{path} has not been renamed")
    _program(system, "undo", "--library", _LIBRARY)
    if not first.exists() or first.read_bytes() != before:
        raise ShippingError(f"{path} has not come back byte for byte")
    yield "Wine, installed: renamed a document and took it back, byte for byte"


def _program(system: Wine, *words: str, **variables: str) -> str:
    return system.run(f"{_windows(_PLACE)}\\{NAME}-cli.exe", *words, **variables)


def _windows(place: str) -> str:
    return "C:\\" + place.replace("/", "\\")


def _user_files(system: Wine) -> dict[str, bytes]:
    """What a user of an earlier version has: made at the first call, then read; place -> content."""
    home = system.drive / "users/root/AppData/Local" / NAME
    for place in ("window.ini", "searches.json"):
        file = home / place
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"the user's own {place}\n", encoding="utf-8")
    return {place: (home / place).read_bytes() for place in ("window.ini", "searches.json")}
