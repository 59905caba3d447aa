"""Writes the lock files: every package the program, its tests and its checks need, each pinned, each with its hashes.

    python packaging/lock_dependencies.py              what pyproject.toml asks for now; present pins are kept
    python packaging/lock_dependencies.py --upgrade    the newest versions that fit

`requirements.lock` is what the program runs with and is built by, `requirements-dev.lock` the same and what tests and
checks need on top, `requirements-bench.lock` that and the peers it is measured against, `requirements-package.lock`
what it runs with and what freezes it, `requirements-materials.lock` what lists its parts. Each holds for Linux, Windows
and macOS and for every supported Python; none names an address to fetch from, which is up to the machine it is
installed on. Needs `uv`, and so only whoever changes a dependency does: set-up itself reads the files with plain pip.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
BENCH_LOCK = "requirements-bench.lock"
PACKAGE_LOCK = "requirements-package.lock"
MATERIALS_LOCK = "requirements-materials.lock"
DEV_EXTRAS = ("test", "check")
BENCH_EXTRAS = (*DEV_EXTRAS, "bench")
PACKAGE_EXTRAS = ("package",)
MATERIALS_EXTRAS = ("materials",)
HEADER = "# Made by packaging/lock_dependencies.py from pyproject.toml: run it again instead of editing this.\n"


def lock(output: str, options: list[str]) -> None:
    """Resolve the project's dependencies into one lock file.

    Args:
        output: the file's name in the project's folder.
        options: more options for ``uv pip compile``.

    Raises:
        subprocess.CalledProcessError: uv found no solution; it has said why.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    command = [
        *("uv", "pip", "compile", "--no-config", "--quiet", "--universal", "--python-version", "3.11"),
        # One version of each package everywhere: what is tested on one Python is what runs on the others.
        *("--fork-strategy", "fewest"),
        *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"),
        *("--output-file", output, *options, "pyproject.toml", "-"),
    ]
    build_requirements = "\n".join(project["build-system"]["requires"])
    subprocess.run(command, input=build_requirements, cwd=ROOT, text=True, check=True, stdout=subprocess.DEVNULL)
    path = ROOT / output
    path.write_text(HEADER + path.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write all five files; returns the exit code.

    Args:
        arguments: further options for uv, for example ``--upgrade``.
    """
    try:
        lock(RUN_LOCK, arguments)
        lock(DEV_LOCK, [*_extras(DEV_EXTRAS), "--constraint", RUN_LOCK, *arguments])
        lock(BENCH_LOCK, [*_extras(BENCH_EXTRAS), "--constraint", DEV_LOCK, *arguments])
        lock(PACKAGE_LOCK, [*_extras(PACKAGE_EXTRAS), "--constraint", RUN_LOCK, *arguments])
        lock(MATERIALS_LOCK, [*_extras(MATERIALS_EXTRAS), "--constraint", RUN_LOCK, *arguments])
    except FileNotFoundError:
        print("uv is needed to resolve the dependencies: pip install uv", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


def _extras(names: tuple[str, ...]) -> list[str]:
    return [option for name in names for option in ("--extra", name)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
