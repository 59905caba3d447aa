"""Makes .deb and AppImage for ARM64 and proves them, on a Debian 13 of that architecture, whose programs QEMU runs.

    python -m shipping prove-arm64 [STEP ...]      frozen deb proven appimage; all if none is named

The Python that freezes the program is Debian's, its packages are the wheels that the lock file pins; PyInstaller, the
C compiler, `strip` and the frozen program run in that system. Archives are packed and checked outside, where that takes
a minute and not ten. A step uses what an earlier run of the one before has left. Needs root and `debootstrap`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from shipping import appimage, deb, file_lists, linux_tree, prove_appimage, prove_deb
from shipping.emulation import ARM64, programs_of_arm64
from shipping.environments import PACKAGE_LOCK
from shipping.fresh_systems import DEBIAN_13_ARM64, ROOTS, apt, copy_source, entered, fresh_copy, inside, need_root
from shipping.packages import folder_size
from shipping.project import BUILD, DIST, NAME, ROOT, source_date_epoch
from shipping.running import ShippingError, empty_folder, run, say

SYSTEM = DEBIAN_13_ARM64
BUILDER = "building-arm64"
SOURCE = "/opt/source"
PYTHON = "/opt/python"
PROOF = BUILD / "proof-arm64"
"""Where report and picture go."""

SECONDS_OF_SELF_TEST = 1800
"""An emulated processor is about ten times slower than the one that emulates it."""

_PACKAGES = (
    "python3", "libpython3.13", "gcc", "libc6-dev", "binutils", "libgl1", "libegl1", "libglib2.0-0t64",
    "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libxkbcommon-x11-0", "libzstd1", "libbrotli1",
    "fonts-dejavu-core",
)  # fmt: skip
_SATISFY = ("apt-get", "satisfy", "--yes", "--no-install-recommends", "-q")
_PYTHON_VERSION = "3.13"
_PLATFORMS = (*(f"manylinux_2_{minor}_{ARM64}" for minor in range(39, 16, -1)), f"manylinux2014_{ARM64}")
_IMPORTS = """
import sys
from pathlib import Path
sys.path[:0] = [".", "packaging"]
"""
_FREEZE = f"""{_IMPORTS}
from shipping import freezing, sbom
# The Python that runs this is the one that is frozen.
freezing.packaging_environment = sbom.packaging_environment = lambda: Path(sys.executable)
freezing.freeze()
"""
_LAY_OUT = f"""{_IMPORTS}
from shipping import appimage, project
appimage.lay_out(project.BUILD / "tree")
"""


def _frozen() -> Iterator[str]:
    root = fresh_copy(SYSTEM, BUILDER)
    with entered(root):
        say(f"{SYSTEM.name}: installing Python and the compiler")
        apt(root, "update")
        apt(root, "install", *_PACKAGES)
        copy_source(root / SOURCE.strip("/"))
        inside(root, "python3", "-m", "venv", "--without-pip", PYTHON)
        _install_wheels(root / f"{PYTHON}/lib/python{_PYTHON_VERSION}/site-packages".strip("/"))
        say(f"{SYSTEM.name}: freezing the program")
        _run_python(root, _FREEZE)
    size = folder_size(_frozen_folder())
    yield f"{SYSTEM.name}, frozen program: {size / 1e6:.1f} MB, passes its self-test"


def _run_python(root: Path, program: str) -> None:
    """Run a program of Python in the copy of the sources that is in the building system."""
    fixed = (f"SOURCE_DATE_EPOCH={source_date_epoch()}", "PYTHONHASHSEED=0", "HOME=/root")
    longer = f"QTBROWSER_SELF_TEST_SECONDS={SECONDS_OF_SELF_TEST}"
    inside(root, "env", "-C", SOURCE, *fixed, longer, f"{PYTHON}/bin/python", "-c", program)


def _install_wheels(place: Path) -> None:
    """Unpack the wheels for ARM64 that the lock file pins; that needs no program of ARM64."""
    options = ["--no-deps", "--no-compile", "--only-binary", ":all:", "--require-hashes", "--implementation", "cp"]
    platforms = [word for name in _PLATFORMS for word in ("--platform", name)]
    target = ["--python-version", _PYTHON_VERSION, "--target", place, "-r", ROOT / PACKAGE_LOCK]
    run([sys.executable, "-m", "pip", "install", "--quiet", *options, *platforms, *target])


def _frozen_folder() -> Path:
    return ROOTS / BUILDER / SOURCE.strip("/") / "build" / "frozen" / NAME


def _tree() -> Path:
    if not (_frozen_folder() / NAME).is_file():
        raise ShippingError("There is no frozen program for ARM64; the step frozen makes it.")
    return linux_tree.make_tree(_frozen_folder())


def _deb() -> Iterator[str]:
    package = deb.make_deb(_tree(), ARM64)
    yield from (f"{SYSTEM.name}, lintian: {line}" for line in deb.check_deb(package))
    file_lists.check([package])
    yield f"{SYSTEM.name}, {package.name}: {package.stat().st_size / 1e6:.1f} MB, with all licences"


def _proven() -> Iterator[str]:
    package = DIST / deb.package_name(ARM64)
    if not package.is_file():
        raise ShippingError(f"{package} is not there; the step deb makes it.")
    root = fresh_copy(SYSTEM, SYSTEM.name)
    with entered(root):
        yield from prove_deb.install(SYSTEM, root, package)
        yield from prove_deb.self_test(SYSTEM, root, PROOF, "offscreen", seconds=SECONDS_OF_SELF_TEST)
        yield _indexed_and_found(root)
        yield from prove_deb.purge(SYSTEM, root)


def _indexed_and_found(root: Path) -> str:
    library = prove_deb.copy_library(root)
    prove_deb.as_reader(root, NAME, "index", library)
    words = ("matrix multiplication", "--library", library, "--words-only", "--json")
    found = json.loads(prove_deb.as_reader(root, NAME, "search", *words))
    if not found["hits"]:
        raise ShippingError(f"{SYSTEM.name}: the program finds nothing")
    return f"{SYSTEM.name}: indexes and finds {len(found['hits'])} documents"


def _appimage() -> Iterator[str]:
    image = _make_appimage(_tree())
    file_lists.check([image])
    yield f"{SYSTEM.name}, {image.name}: {image.stat().st_size / 1e6:.1f} MB, with all licences"
    root = fresh_copy(SYSTEM, SYSTEM.name)
    with entered(root):
        inside(root, "apt-get", "update", "-q")
        inside(root, "useradd", "--create-home", prove_deb.READER)
        # What Qt needs besides what the image carries, and what a desktop has.
        inside(root, "env", "DEBIAN_FRONTEND=noninteractive", *_SATISFY, ", ".join(deb.DEPENDS))
        apt(root, "install", "xvfb", "xauth")
        library = prove_deb.copy_library(root)

        def run_as_reader(*words: str) -> str:
            return prove_deb.as_reader(root, *words)

        home = root / "home" / prove_deb.READER
        steps = prove_appimage.steps(
            root, home, image, library, run_as_reader, processor=ARM64, seconds=SECONDS_OF_SELF_TEST
        )
        yield from (f"{SYSTEM.name}: {line}" for line in steps)


def _make_appimage(tree: Path) -> Path:
    say(f"{SYSTEM.name}: building the AppImage")
    root = ROOTS / BUILDER
    build = root / SOURCE.strip("/") / BUILD.name
    with entered(root):
        apt(root, "update")
        apt(root, "install", *appimage.needed_packages())
        copy_source(build.parent)
        run(["cp", "--archive", tree, empty_folder(build / "tree").parent])
        _run_python(root, _LAY_OUT)
    return appimage.pack(build / "appimage", ARM64)[0]


STEPS: dict[str, Callable[[], Iterator[str]]] = {
    "frozen": _frozen,
    "deb": _deb,
    "proven": _proven,
    "appimage": _appimage,
}


def main(words: Sequence[str]) -> None:
    """Take the steps named, or all; the report goes to ``build/proof-arm64``.

    Raises:
        ShippingError: there is no such step, or this is not root; or something does not hold.
    """
    if unknown := [word for word in words if word not in STEPS]:
        raise ShippingError(f"There is no step {unknown[0]}; there are {', '.join(STEPS)}.")
    need_root()
    empty_folder(PROOF)
    report = [] if run(["uname", "-m"]).strip() == ARM64 else ["Programs for ARM64 run by QEMU on another processor."]
    try:
        with programs_of_arm64():
            for word in words or STEPS:
                for line in STEPS[word]():
                    report.append(line)
                    print(line, flush=True)
    finally:
        (PROOF / "report.txt").write_text("\n".join(report) + "\n", encoding="utf-8")
