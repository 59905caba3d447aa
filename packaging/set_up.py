"""Sets the project up and runs one of its commands: all that `make` does, on any system.

    python packaging/set_up.py run [FOLDER] [OPTION ...]     open the window; on the sample library if none is named
    python packaging/set_up.py test [PYTEST ARGUMENT ...]    run every test, without a screen
    python packaging/set_up.py check                         linter, formatter, type checker, dead code
    python packaging/set_up.py coverage [PYTEST ARGUMENT ...]    how much of the program the tests run, by folder
    python packaging/set_up.py bench [ARGUMENT ...]          measure
    python packaging/set_up.py torture [PART ...]            damaged caches, kills, changed documents, bad disks
    python packaging/set_up.py soak [ARGUMENT ...]           a window under random use
    python packaging/set_up.py corpus FOLDER                 go over every document of a whole library
    python packaging/set_up.py package [KIND ...]            make the packages, or those kinds
    python packaging/set_up.py prove-deb [SYSTEM ...]        try the .deb out in fresh systems
    python packaging/set_up.py prove-arm64 [STEP ...]        make the .deb for ARM64 and try it out, by QEMU
    python packaging/set_up.py prove-windows [STEP ...]      try the program for Windows out by Wine: tests, installer
    python packaging/set_up.py release-files                 notes, sums and what stores are given, for dist
    python packaging/set_up.py release                       check, test, build and prove all of a release
    python packaging/set_up.py clean                         remove what these made

The first run makes `.venv`, installs the pinned packages of the lock file and the program itself (in place, so that
an edit counts at once), and on Linux what Qt needs from the system. Later runs find a stamp and start right away.

Standard library only, and readable by Python 3.8: the Python that is called `python3` may be an older one than the
program needs, and a fitting one is then looked for.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from system_packages import SetUpError
from virtual_environment import DEVELOP, MEASURE, RUN, VirtualEnvironment, call

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = VirtualEnvironment(ROOT)
PICTURE = ROOT / "qtbrowser-window.png"
COVERAGE = ROOT / "build" / "coverage"
_PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
EVERY_TEST = (f"--numprocesses={_PROCESSORS + 1}", "--dist=worksteal")
"""One process more than there are processors: tests wait for disks, other processes and timers a third of their time.
Each gets a run of consecutive tests, so that what a module's tests share is made once; one that has ended its own takes
half of another's.
"""


def run(arguments: Sequence[str]) -> int:
    """Open the window, or write a picture of it if there is no screen; returns the program's exit code."""
    screens = screens_here()
    ENVIRONMENT.prepare(RUN, screens)
    command = [str(ENVIRONMENT.python), "-m", "qtbrowser"]
    wanted = list(arguments) or [str(ROOT / "sample_content")]
    if screens or sys.platform != "linux":
        return call([*command, *wanted])
    draws = any(argument.split("=")[0] == "--screenshot" for argument in wanted)
    picture = [] if draws else ["--screenshot", str(PICTURE)]
    code = call([*command, *picture, *wanted], QT_QPA_PLATFORM="offscreen")
    if code == 0 and PICTURE.exists() and not draws:
        print(f"There is no screen here. A picture of the window is in {PICTURE}")
    return code


def test(arguments: Sequence[str]) -> int:
    """Run the tests, offscreen; pytest's own summary is the last thing printed. Returns pytest's exit code.

    All tests are distributed among the processors; selected tests run in one process, which starts faster.
    """
    return _develop(["pytest", *(arguments or EVERY_TEST)])


def check(_arguments: Sequence[str]) -> int:
    """Run linter, formatter, type checker and the search for dead code, each even if another one fails.

    Returns 0 if none objects.
    """
    commands = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["tests.dead_code"])
    return max(_develop(command) for command in commands)


def coverage(arguments: Sequence[str]) -> int:
    """Run the tests, in all their processes and threads under coverage.py, and print how much of each folder they run.

    Returns pytest's exit code, or that of tests/coverage_report.py where every test passed.
    """
    shutil.rmtree(COVERAGE, ignore_errors=True)
    COVERAGE.mkdir(parents=True)
    figures = str(COVERAGE / "figures.json")
    tests = ["-p", "tests.traced_threads", *(arguments or EVERY_TEST)]
    code = _develop(["coverage", "run", "-m", "pytest", *tests])
    # A process that a test kills leaves a file that can't be read; it is ignored.
    for step in (["coverage", "combine", "--quiet"], ["coverage", "json", "--quiet", "-o", figures]):
        if _develop(step) != 0:
            return 1
    return code or _develop(["tests.coverage_report", figures])


def bench(arguments: Sequence[str]) -> int:
    """Measure, as tests/benchmarks describes; returns its exit code."""
    return _develop(["tests.benchmarks", *arguments], MEASURE)


def torture(arguments: Sequence[str]) -> int:
    """Run all or some parts of tests/torture, which try to break the program; returns its exit code."""
    return _develop(["tests.torture", *arguments])


def soak(arguments: Sequence[str]) -> int:
    """Use a window at random for some minutes, as tests/soak describes; returns its exit code."""
    return _develop(["tests.soak", *arguments])


def corpus(arguments: Sequence[str]) -> int:
    """Read, index and render every document of one library, as tests/benchmarks describes; returns its exit code."""
    if not arguments or not arguments[0]:
        raise SetUpError("Which library? make corpus LIBRARY=FOLDER, or: python packaging/set_up.py corpus FOLDER")
    return _develop(["tests.benchmarks.corpus", str(Path(arguments[0]).expanduser().resolve()), *arguments[1:]])


def package(arguments: Sequence[str]) -> int:
    """Make the packages, as packaging/README.md describes; returns the exit code."""
    return _ship("package", arguments)


def prove_deb(arguments: Sequence[str]) -> int:
    """Install, try out and purge the .deb in fresh systems; returns the exit code."""
    return _ship("prove-deb", arguments)


def prove_arm64(arguments: Sequence[str]) -> int:
    """Make the .deb for ARM64 and try it out by QEMU; returns the exit code."""
    return _ship("prove-arm64", arguments)


def prove_windows(arguments: Sequence[str]) -> int:
    """Test, freeze, install and try out the program for Windows by Wine; returns the exit code."""
    return _ship("prove-windows", arguments)


def release_files(arguments: Sequence[str]) -> int:
    """Write notes, sums and what stores are given, for packages that were made elsewhere; returns the exit code."""
    return _ship("release-files", arguments)


def release(arguments: Sequence[str]) -> int:
    """Make a whole release; returns the exit code."""
    return _ship("release", arguments)


def _ship(command: str, arguments: Sequence[str]) -> int:
    ENVIRONMENT.prepare(RUN, ())
    places = os.pathsep.join((str(ROOT / "packaging"), str(ROOT)))
    return call([str(ENVIRONMENT.python), "-m", "shipping", command, *arguments], PYTHONPATH=places)


def clean(_arguments: Sequence[str]) -> int:
    """Remove what the other commands made inside the checkout; returns 0."""
    made = (
        ".venv",
        "build",
        "dist",
        "qtbrowser.egg-info",
        ".pytest_cache",
        ".hypothesis",
        ".mypy_cache",
        ".ruff_cache",
    )
    for folder in [ROOT / name for name in made] + list(ROOT.glob("*/**/__pycache__")):
        shutil.rmtree(folder, ignore_errors=True)
    if PICTURE.exists():
        PICTURE.unlink()
    return 0


def screens_here() -> list[str]:
    """The kinds of screen on which windows can be opened now, as arguments for `prepare`; empty except on Linux."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return []
    variables = {"x11": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
    return [screen for screen, variable in variables.items() if os.environ.get(variable)]


def _develop(module: Sequence[str], level: str = DEVELOP) -> int:
    """Run a module, with its arguments, in the environment with everything tests and checks need, offscreen."""
    ENVIRONMENT.prepare(level, ())
    return call([str(ENVIRONMENT.python), "-m", *module], folder=ROOT, QT_QPA_PLATFORM="offscreen")


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "coverage": coverage,
    "bench": bench,
    "torture": torture,
    "soak": soak,
    "package": package,
    "prove-deb": prove_deb,
    "prove-arm64": prove_arm64,
    "prove-windows": prove_windows,
    "release-files": release_files,
    "release": release,
    "corpus": corpus,
    "clean": clean,
}


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line; returns its exit code, 2 where the command is unknown."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments and arguments[0] in ("-h", "--help") else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
