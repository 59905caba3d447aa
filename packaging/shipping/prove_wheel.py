"""Proves wheel and sdist: installed with pip into empty environments of every supported Python, and tried out there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shipping.freezing import self_test
from shipping.project import BUILD, DIST, NAME, VERSION
from shipping.running import ShippingError, empty_folder, run, say, starts

PYTHONS = ("3.11", "3.12", "3.13")


def prove(python: str, package: Path) -> str:
    """Install one file with one Python and try it out; returns what was seen.

    Raises:
        ShippingError: it does not install or does not work.
    """
    version = run([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).strip()
    folder = empty_folder(BUILD / "proof-wheel" / f"{version}-{package.suffix.strip('.')}")
    run([python, "-m", "venv", folder / "environment"])
    run([folder / "environment/bin/python", "-m", "pip", "install", "--quiet", package])
    told = self_test(folder / f"environment/bin/{NAME}", folder / "window.png", QT_QPA_PLATFORM="offscreen")
    seen = ", ".join(line.removeprefix("self-test: ") for line in (told[1], told[-1]))
    return f"Python {version}, {package.name}: {seen}"


def prove_tool(command: Sequence[str], name: str) -> str:
    """Start the program through a tool that makes an environment for it; returns what was seen."""
    picture = BUILD / "proof-wheel" / f"{name}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    told = run([*command, "--self-test", picture], QT_QPA_PLATFORM="offscreen").splitlines()
    if not told or told[-1] != "self-test: all works":
        raise ShippingError(f"{name} starts a program that does not say that all works.")
    return f"{name}: all works"


def main(words: Sequence[str]) -> None:
    """Prove both files with the Pythons named, or with those of the supported versions found here; report each.

    Raises:
        ShippingError: a file is missing or fails, or no Python was found.
    """
    wheel, sdist = DIST / f"{NAME}-{VERSION}-py3-none-any.whl", DIST / f"{NAME}-{VERSION}.tar.gz"
    for package in (wheel, sdist):
        if not package.is_file():
            raise ShippingError(f"{package} is not there; make package builds it")
    proven = 0
    for python in words or [f"python{version}" for version in PYTHONS]:
        if not starts(python):
            say(f"{python}: NOT PROVEN, it is not here or does not start")
            continue
        for package in (wheel, sdist):
            say(prove(python, package))
            proven += 1
    tools = {"pipx": ["pipx", "run", "--spec", str(wheel), NAME], "uvx": ["uvx", "--from", str(wheel), NAME]}
    for name, command in tools.items():
        say(prove_tool(command, name) if starts(name) else f"{name}: NOT PROVEN, it is not here")
    if not proven:
        raise ShippingError("No Python was found; nothing is proven.")
