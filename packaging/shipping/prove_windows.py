"""Proves the program on Windows as far as Wine goes: tests, frozen program, installer, upgrade, uninstaller.

    python -m shipping prove-windows [STEP ...]      tests frozen listed installed; all if none is named

A folder or file of tests is a step too: ``tests/search``, ``tests/search/test_index.py``. Needs root and `debootstrap`,
as `fresh_systems` does. ``listed`` and ``installed`` need what an earlier ``frozen`` has made. The report says Wine
where Wine is meant, see `wine`.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence

from shipping import blas, sbom
from shipping.fresh_systems import copy_source, need_root
from shipping.icons import make_icons
from shipping.installed_windows import prove_installed
from shipping.project import BUILD, NAME, PACKAGING, ROOT, note_day, source_date_epoch
from shipping.running import ShippingError, empty_folder, say
from shipping.windows_python import COMPILER, make_windows_python
from shipping.wine import Wine, wine_system
from shipping.wine_shims import install_shims

SYSTEM = "windows-by-wine"
SOURCE = "/opt/source"
PYTHON = "/opt/python"
LOCKS = ("requirements-dev.lock", "requirements-package.lock")
PROOF = BUILD / "proof-windows"
"""Where report and pictures go."""

_FONTS = "Z:\\usr\\share\\fonts\\truetype\\dejavu"
"""Those of Debian: the Windows of Wine has none of its own."""
SECONDS_TO_CRASH = 60.0
SECONDS_OF_A_TEST = 600
"""After these a test is taken for one that hangs: where it stands is told, and its folder ends."""

TESTS = (
    *("test_*.py", "markup", "documents", "catalog", "search", "meaning", "rendering", "curation", "personal"),
    *("library", "cli", "gui/widgets", "gui/settings", "gui/indexing", "gui/worker", "gui/math", "gui/pane"),
    *("gui/browse", "gui/diff", "gui/reader", "gui/window", "gui/export", "gui/personal", "gui/search_aids"),
    *("gui/study", "gui/curator", "gui/editor", "gui/program"),
)
"""Folders of tests in `tests`, and the files beside them, in the order of the program's stages; the window by its
rooms, so that one that hangs takes no other along.
"""

_NO_LONG_PATHS = "GetFinalPathNameByHandleW of Wine 10 fails with paths of more than 260 characters"
_NO_LINKS = "CreateSymbolicLinkW of Wine 10 says that it has made a link and makes none"
_OLDER_MODULES = (
    "the Python that is put together has the library of 3.11.9 and the modules of this Python; "
    "invalidate_caches of MetadataPathFinder is no class method in those of 3.11.7"
)
_SAME_CASE = "MoveFileExW of Wine 10 leaves a name as it is where the new one differs in case alone"
WINE_FAILS = {
    **{
        f"tests/library/test_references.py::{test}": _NO_LINKS
        for test in (
            "test_nothing_shows_what_a_link_leads_to_outside",
            "test_an_outside_picture_is_not_given",
            "test_a_link_to_a_folder_of_the_library_leads_to_what_it_knows",
            "test_linked_folders_are_told_once",
        )
    },
    "tests/library/test_edit_api.py::test_renaming_by_case_alone": _SAME_CASE,
    "tests/test_setup.py::test_an_installed_copy_has_all_it_needs": "the Python that is put together has no pip",
    "tests/gui/program/test_late_import.py::test_a_module_is_imported_in_another_thread": _OLDER_MODULES,
    "tests/gui/program/test_late_import.py::test_others_are_imported_afterwards": _OLDER_MODULES,
    **dict.fromkeys(
        (
            "tests/documents/test_scan.py::test_folders_deeper_than_are_walked_are_told",
            "tests/documents/test_long_paths.py::test_they_are_found_and_read",
            "tests/documents/test_long_paths.py::test_they_are_there_for_edits",
            "tests/library/test_deep_subjects.py::test_so_do_folders_that_name_subjects",
        ),
        _NO_LONG_PATHS,
    ),
    "tests/gui/indexing/test_folder_watch.py::test_a_folder_that_was_away_is_reported_as_a_whole": (
        "a removed folder that is open can still be looked at by Wine 10, as if it were there; Windows refuses that"
    ),
    "tests/search/test_index.py::test_one_writer_at_a_time": (
        "_locking of Wine 10 gives no reason where another one has the lock, so Whoosh takes it for an error"
    ),
}
"""Test that fails by a fault of Wine or of the Python that is put together -> the fault; left out, and named in the
report.
"""


_PYTEST = (
    # Each test by its name: what a run that is ended has written says which one failed, and which was the last.
    "-m", "pytest", "-v", "-p", "no:cacheprovider", "--tb=short",
    "-o", f"faulthandler_timeout={SECONDS_OF_A_TEST}", "-o", "faulthandler_exit_on_timeout=true",
)  # fmt: skip


def _known_to_python(system: Wine) -> None:
    """Have Python find the project wherever it is started, as an installed one."""
    place = "Z:" + SOURCE.replace("/", "\\")
    system.outside(f"{PYTHON}/Lib/site-packages/{NAME}.pth").write_text(f"{place}\n", encoding="ascii")


def _tests(system: Wine) -> Iterator[str]:
    for folder in TESTS:
        yield from _tests_in(system, f"tests/{folder}")


def _tests_in(system: Wine, place: str) -> Iterator[str]:
    """Run the tests of one folder or file of the project, or of files by a pattern, named from its root."""
    say(f"{place} by Wine")
    left_out = [test for test in WINE_FAILS if test.startswith(place.partition("*")[0])]
    words = [*_PYTEST, *(f"--deselect={test}" for test in left_out), *_matching(place)]
    done = system.started(python_of(PYTHON), *words, folder=SOURCE, QT_QPA_FONTDIR=_FONTS)
    (PROOF / f"{re.sub(r'[/*]+', '-', place)}.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    summary = summary_of(done.stdout)
    yield f"Wine, {place}: {summary}" if summary else f"    FAILED {place} ended without a summary"
    yield from (f"    {line}" for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR")))
    yield from (f"Wine, not run: {test}: {WINE_FAILS[test]}" for test in left_out)


def _matching(place: str) -> list[str]:
    return sorted(found.relative_to(ROOT).as_posix() for found in ROOT.glob(place))


def summary_of(output: str) -> str:
    """The last line of pytest's output, without the time that it took; empty where there is none."""
    found = re.findall(r"^=* ?(\d+ (?:passed|failed|skipped|error|deselected)[^\n]*) in [\d.]+s", output, re.MULTILINE)
    return found[-1] if found else ""


def _frozen(system: Wine) -> Iterator[str]:
    say("freezing the program by Wine")
    icons = system.outside(f"{SOURCE}/build/icons")
    shutil.copytree(make_icons(), icons, dirs_exist_ok=True)
    note_day(icons.parent)
    yield _own_blas(system, f"{SOURCE}/build/blas.dll")
    places = ["--distpath", "build/frozen", "--workpath", "build/pyinstaller"]
    spec = f"packaging/frozen/{NAME}.spec"
    fixed = {"SOURCE_DATE_EPOCH": str(source_date_epoch()), "PYTHONHASHSEED": "0"}
    words = ["-m", "PyInstaller", "--noconfirm", "--clean", *places, spec]
    system.run(python_of(PYTHON), *words, folder=SOURCE, **fixed)
    folder = system.outside(f"{SOURCE}/build/frozen/{NAME}")
    files = [file for file in folder.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    yield f"Wine, frozen program: {len(files)} files, {size / 1e6:.1f} MB, each library's imports resolve"


def _own_blas(system: Wine, library: str) -> str:
    """Compile the linear algebra of the program, and compare what NumPy computes with it and with its own."""
    source = f"{SOURCE}/{blas.SOURCE.relative_to(ROOT).as_posix()}"
    system.tool(*blas.compile_command(COMPILER, source, library, is_for_windows=True))
    packages, folder = f"{PYTHON}/Lib/site-packages", "/opt/numpy-with-own"
    empty_folder(system.outside(folder))
    for name in ("numpy", "numpy.libs"):
        shutil.copytree(system.outside(f"{packages}/{name}"), system.outside(f"{folder}/{name}"))
    (large,) = system.outside(folder).glob("numpy.libs/*openblas*.dll")
    megabytes = large.stat().st_size / 1e6
    shutil.copy(system.outside(library), large)
    matrices = system.outside(f"{folder}/numpy/linalg")
    next(matrices.glob("_umath_linalg*.pyd")).unlink()
    shutil.copy(PACKAGING / "frozen" / "stand_ins" / "linear_algebra.py", matrices / "_umath_linalg.py")
    theirs, ours = (system.run(python_of(PYTHON), "-c", _PRODUCTS, f"Z:{place}") for place in (packages, folder))
    if theirs != ours:
        raise ShippingError(f"NumPy computes something else with our linear algebra:\n{theirs}\n{ours}")
    return (
        f"Wine: NumPy computes the same {len(ours.splitlines())} products with our linear algebra "
        f"({large.stat().st_size / 1e6:.2f} MB) as with OpenBLAS ({megabytes:.1f} MB)"
    )


_PRODUCTS = """
import os, sys
sys.path.insert(0, sys.argv[1])
import numpy as np
assert os.path.normpath(np.__file__).startswith(os.path.normpath(sys.argv[1])), np.__file__
for kind in ("float32", "float64", "complex64", "complex128"):
    # Sums of whole numbers are exact in any order.
    whole = np.arange(-60, 60).astype(kind).reshape(10, 12)
    a = (whole * (1 + 2j)).astype(kind) if kind.startswith("complex") else whole
    b = whole[::-1].T.copy()
    for name, found in {
        "matrices": a @ b, "turned": a @ b.T.copy().T, "with itself": a @ a.T, "columns": a.T @ a,
        "matrix and vector": a @ b[:, 3], "vector and matrix": b[3] @ a.T[:10, :10],
        "steps": a[::2, ::3] @ b[::3, 1::2], "conjugated": np.vdot(a[2], a[3]),
        "vectors": np.dot(a[2], b[:, 2]), "backwards": np.dot(a[2, ::-1], b[::-1, 2]),
        "a number": np.dot(a, a.dtype.type(2)), "lengths": np.linalg.norm(a, axis=1).round(2),
    }.items():
        print(kind, name, found.tolist())
"""


def _listed(system: Wine) -> Iterator[str]:
    say("listing by Wine what the frozen program holds")
    fixed = {"SOURCE_DATE_EPOCH": str(source_date_epoch())}
    system.run(python_of(PYTHON), "-c", _BILL, folder=SOURCE, **fixed)
    folder = system.outside(f"{SOURCE}/build/frozen/{NAME}")
    bill = json.loads(next(folder.rglob(sbom.INSIDE)).read_text(encoding="utf-8"))
    yield f"Wine, bill of materials: {len(bill['components'])} components, every file belongs to one"


def _crash(system: Wine) -> str:
    """See that a program that crashes ends: without a debugger or a box that waits for somebody."""
    system.outside("/opt/crash.c").write_text("int main(void) { return *(volatile int *)0; }\n", encoding="ascii")
    system.tool(COMPILER, "-o", "/opt/crash.exe", "/opt/crash.c")
    done = system.started("Z:\\opt\\crash.exe", seconds=SECONDS_TO_CRASH)
    if done.returncode == 0:
        raise ShippingError("A program that reads at address 0 ends well by Wine.")
    return f"Wine: a program that crashes ends by itself, with exit code {done.returncode}"


def _installed(system: Wine) -> Iterator[str]:
    yield from prove_installed(system, f"{SOURCE}/build/frozen/{NAME}", PROOF)


STEPS: dict[str, Callable[[Wine], Iterator[str]]] = {
    "tests": _tests, "frozen": _frozen, "listed": _listed, "installed": _installed,
}  # fmt: skip


def step_of(word: str) -> Callable[[Wine], Iterator[str]]:
    """What a word of the command line asks for: one of `STEPS`, or a folder or file of tests.

    Raises:
        ShippingError: there is no such step.
    """
    if step := STEPS.get(word):
        return step
    place = word.rstrip("/")
    if place.startswith("tests/") and (ROOT / place).exists():
        return lambda system: _tests_in(system, place)
    raise ShippingError(f"There is no step {word}; there are {', '.join(STEPS)}, and folders and files of tests.")


_BILL = f"""
import sys
from pathlib import Path
sys.path[:0] = [".", "packaging"]
from shipping import sbom
# The Python that has frozen the program is the one that runs this.
sbom.packaging_environment = lambda: Path(sys.executable)
sbom.add_to(Path("build/frozen/{NAME}"))
"""


def python_of(folder: str) -> str:
    r"""The interpreter in a folder of the system: ``/opt/python`` -> ``Z:\opt\python\python.exe``."""
    return "Z:" + f"{folder}/python.exe".replace("/", "\\")


def main(words: Sequence[str]) -> None:
    """Take the steps named, or all; the report goes to ``build/proof-windows``.

    Raises:
        ShippingError: there is no such step, or this is not root; or a step fails, what it printed is in the folder.
    """
    steps = [step_of(word) for word in words or STEPS]
    need_root()
    empty_folder(PROOF)
    report = ["Windows programs run by Wine 10 on Debian 13. Wine is no Windows: this shows what its own code shows."]
    try:
        with wine_system(SYSTEM) as system:
            make_windows_python(system, PYTHON, [ROOT / lock for lock in LOCKS])
            install_shims(system, PYTHON)
            copy_source(system.outside(SOURCE))
            _known_to_python(system)
            report.append(_crash(system))
            print(report[-1], flush=True)
            for step in steps:
                for line in step(system):
                    report.append(line)
                    print(line, flush=True)
    finally:
        (PROOF / "report.txt").write_text("\n".join(report) + "\n", encoding="utf-8")
    failed = [line for line in report if line.startswith("    FAILED")]
    if failed:
        raise ShippingError(f"{len(failed)} tests fail by Wine; {PROOF} has what they printed.")
