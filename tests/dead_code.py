"""Searches for dead code with vulture, and for names that are let pass without need; `make check` runs it.

The search runs twice: over the program, where code that only tests call is dead, and over it together with the tests.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_FINDING = re.compile(r"unused \w+ '(?P<name>\w+)'")


def found(places: list[str], decorators: list[str]) -> list[str]:
    """What vulture finds in some files and folders: a line for each, with its place.

    Args:
        places: relative to the project.
        decorators: what these decorate is not dead.

    Raises:
        SystemExit: vulture could not read a file; its words are the reason.
    """
    command = [sys.executable, "-m", "vulture", *places, "--config", os.devnull]
    command += ["--ignore-decorators", ",".join(decorators)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    if done.stderr:
        raise SystemExit(done.stderr)
    return done.stdout.splitlines()


def objections(lines: list[str], ignored: list[str]) -> list[str]:
    """The findings that no ignored name explains, and the ignored names that explain no finding.

    Args:
        lines: as `found` returns them.
        ignored: names that are used in a way that vulture does not see, in the form of `fnmatch`.
    """
    names = {line: match["name"] for line in lines if (match := _FINDING.search(line))}
    dead = [line for line in lines if not any(fnmatch(names.get(line, ""), one) for one in ignored)]
    needless = [one for one in ignored if not any(fnmatch(name, one) for name in names.values())]
    return [*dict.fromkeys(dead), *(f"pyproject.toml: {one} need not be ignored" for one in needless)]


def main() -> int:
    """Print the objections; returns 1 if there are any."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["vulture"]
    program, decorators = settings["paths"], settings["ignore_decorators"]
    lines = found(program, decorators) + found([*program, "tests"], decorators)
    told = objections(lines, settings["ignore_names"])
    print("\n".join(told) or "No dead code was found.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
