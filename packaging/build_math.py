"""Builds the typesetter of formulas, `resources/math/`, from MathJax and the sources in `packaging/math/`.

    python packaging/build_math.py            fetch, build, write the bundle, the glyphs, the licences, the manifest
    python packaging/build_math.py --check    compare the files with the manifest; needs no network

The results are checked in, so the first form is needed only after a change of the sources or of a version. It needs
`npm`, which fetches each package from wherever it is set up to; one that goes into the bundle is accepted only if its
SHA-512 is the one written here, which is the integrity value that npm shows for it. The two tools leave no code of
their own in the bundle beyond a few lines that join modules.

Three files come out: ``formulas.js``, one script that defines a function (see `packaging/math/formulas.js`);
``glyphs.txt``, the outline of every glyph as an SVG path, one a line, the script naming them by line number; and
``manifest.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from fetch_assets import AssetError, verify_integrity

PACKAGING = Path(__file__).resolve().parent
SOURCES = PACKAGING / "math"
RESOURCES = PACKAGING.parent / "resources"
BUNDLE = "math/formulas.js"
GLYPHS = "math/glyphs.txt"
MANIFEST = "math/manifest.json"


@dataclass(frozen=True)
class Package:
    """An npm package of which something is in the bundle.

    Attributes:
        package: its name at npm.
        version: exactly this one.
        integrity: ``sha512-`` and the Base64 of the archive's digest.
        licence: SPDX name of its licence.
        copyright: whose it is, as its sources say.
        licence_file: where the licence's text goes below `resources/`.
    """

    package: str
    version: str
    integrity: str
    licence: str
    copyright: str
    licence_file: str


PACKAGES = (
    Package(
        package="mathjax-full",
        version="3.2.2",
        integrity="sha512-+LfG9Fik+OuI8SLwsiR02IVdjcnRCy5MufYLi0C3TdMT56L/pjB0alMVGgoWJF8pN9Rc7FESycZB9BMNWIid5w==",
        licence="Apache-2.0",
        copyright="Copyright (c) 2009-2022 The MathJax Consortium",
        licence_file="licenses/mathjax.txt",
    ),
    Package(
        package="mhchemparser",
        version="4.2.1",
        integrity="sha512-kYmyrCirqJf3zZ9t/0wGgRZ4/ZJw//VwaRVGA75C4nhE60vtnIzhl9J9ndkX/h6hxSN7pjg/cE0VxbnNM+bnDQ==",
        licence="Apache-2.0",
        copyright="Copyright (c) 2015-2023 Martin Hensel",
        licence_file="licenses/mhchemparser.txt",
    ),
)
TOOLS = ("esbuild@0.28.2", "terser@5.51.2")

# One entry of a font's table of outlines, as MathJax's own build writes it.
_OUTLINE = re.compile(r"^( +0x[0-9A-F]+: )'([^'\n]+)'(?=,$)", re.MULTILINE)


def build(resources: Path) -> None:
    """Write the files named at the top below `resources`.

    Raises:
        AssetError: a package is not the one meant, a tool is missing or fails, or a source has another form than this
            script knows.
    """
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for package in PACKAGES:
            _unpack(package, scratch)
            _copy(_licence(scratch / "node_modules" / package.package), resources / package.licence_file)
        for source in SOURCES.glob("*.js"):
            _copy(source, scratch / "sources" / source.name)
        outlines = _adapt(scratch / "node_modules" / "mathjax-full" / "js")
        _write(resources / GLYPHS, "".join(f"{outline}\n" for outline in outlines))
        _write(resources / BUNDLE, _bundle(scratch))
    names = [BUNDLE, GLYPHS, *(package.licence_file for package in PACKAGES)]
    manifest = {
        "packages": [asdict(package) for package in PACKAGES],
        "tools": list(TOOLS),
        "sources": {source.name: _digest(source) for source in sorted(SOURCES.glob("*.js"))},
        "files": {name: _digest(resources / name) for name in names},
    }
    _write(resources / MANIFEST, json.dumps(manifest, indent=2) + "\n")


def problems(resources: Path) -> Iterator[str]:
    """What is wrong with the files below `resources`, measured against the manifest: a sentence each."""
    manifest = json.loads((resources / MANIFEST).read_text(encoding="utf-8"))
    sources = {source.name: _digest(source) for source in SOURCES.glob("*.js")}
    if sources != manifest["sources"]:
        yield "packaging/math was changed after the last build."
    for name, digest in manifest["files"].items():
        path = resources / name
        if not path.is_file():
            yield f"{name} is missing."
        elif _digest(path) != digest:
            yield f"{name} is not the file that was built."


def number_outlines(source: str, outlines: list[str]) -> str:
    """Replace the outlines in the source of a font by their numbers.

    Args:
        source: a module below ``output/svg/fonts/tex``.
        outlines: SVG paths found so far; new ones are appended, so that a path's number is its place, from 1.

    Returns:
        The source with a number in place of each path.
    """

    def number(entry: re.Match[str]) -> str:
        outlines.append(f"M{entry[2]}Z")
        return f"{entry[1]}'{len(outlines)}'"

    return _OUTLINE.sub(number, source)


def _adapt(mathjax: Path) -> list[str]:
    """Make the three changes that Qt's script engine asks for; returns the glyphs' outlines."""
    # See the file for why.
    shutil.copy(SOURCES / "attributes.js", mathjax / "core/MmlTree/Attributes.js")
    # In Qt's engine every function has a method of this name, which can't be replaced.
    styles = mathjax / "util/Styles.js"
    text = styles.read_text(encoding="utf-8")
    if "Styles.connect" not in text:
        raise AssetError("Styles.js has another form than expected.")
    _write(styles, re.sub(r"\bStyles\.connect\b", "Styles.connections", text))
    # The outlines are more than half of the code, and only needed where formulas are drawn.
    outlines: list[str] = []
    for font in sorted((mathjax / "output/svg/fonts/tex").glob("*.js")):
        _write(font, number_outlines(font.read_text(encoding="utf-8"), outlines))
    return outlines


def _bundle(scratch: Path) -> str:
    """The sources and all they import as one script."""
    npm = _tool("npm")
    install = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", "tools", *TOOLS]
    (scratch / "tools").mkdir()
    _run(install, scratch)
    binaries = scratch / "tools" / "node_modules" / ".bin"
    esbuild = [_tool("esbuild", binaries), "sources/formulas.js", "--bundle", "--format=iife"]
    options = ["--global-name=Formulas", "--target=es2016", "--log-level=error", "--outfile=bundle.js"]
    _run([*esbuild, *options], scratch)
    # Qt's engine warns of every variable that a function uses above its declaration, so declarations go up; and it
    # takes five times as long to read statements joined by commas.
    terser = [_tool("terser", binaries), "bundle.js", "--compress", "hoist_vars=true,sequences=false", "--mangle"]
    _run([*terser, "--comments", "false", "--output", "minified.js"], scratch)
    return _notice() + (scratch / "minified.js").read_text(encoding="utf-8") + "\n"


def _notice() -> str:
    lines = ["Made by packaging/build_math.py, and changed as it tells, from:"]
    lines += [f"{package.package} {package.version}, {package.copyright}, {package.licence}" for package in PACKAGES]
    return "".join(f"// {line}\n" for line in lines)


def _unpack(package: Package, scratch: Path) -> None:
    """Put a package below ``node_modules``, checked."""
    _run([_tool("npm"), "pack", "--json", f"{package.package}@{package.version}"], scratch)
    archive = scratch / f"{package.package}-{package.version}.tgz"
    verify_integrity(archive, package.integrity)
    with tarfile.open(archive) as tar:
        tar.extractall(scratch, filter="data")
    (scratch / "node_modules").mkdir(exist_ok=True)
    (scratch / "package").rename(scratch / "node_modules" / package.package)


def _licence(package: Path) -> Path:
    found = sorted(package.glob("LICENSE*"))
    if len(found) != 1:
        raise AssetError(f"{package.name} comes with {len(found)} licences.")
    return found[0]


def _tool(name: str, folder: Path | None = None) -> str:
    found = shutil.which(name, path=None if folder is None else str(folder))
    if found is None:
        raise AssetError(f"{name} is needed to build the formulas' typesetter.")
    return found


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise AssetError(f"{Path(command[0]).name} failed:\n{done.stderr.strip()}")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: list[str]) -> int:
    """Run the command line described at the top; returns the exit code."""
    parser = argparse.ArgumentParser(description="The typesetter of formulas, for resources/math.")
    parser.add_argument("--check", action="store_true", help="only compare the files with the manifest")
    options = parser.parse_args(arguments)
    try:
        if options.check:
            found = list(problems(RESOURCES))
            print("\n".join(found) or "Every file is as it was built.")
            return 1 if found else 0
        build(RESOURCES)
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Written to {RESOURCES / 'math'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
