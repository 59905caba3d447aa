"""Writes the bill of materials: every package the program runs with, from an environment made from the lock alone."""

from __future__ import annotations

from pathlib import Path

from shipping.environments import listing_environment, running_environment
from shipping.project import DIST, NAME, ROOT, VERSION
from shipping.running import run, say


def make_sbom() -> Path:
    """Write ``qtbrowser-VERSION.cdx.json``, a CycloneDX document that is the same for the same lock file."""
    say("writing the bill of materials")
    DIST.mkdir(exist_ok=True)
    file = DIST / f"{NAME}-{VERSION}.cdx.json"
    options = ["--output-reproducible", "--of", "JSON", "--sv", "1.6", "--mc-type", "application"]
    project = ["--pyproject", ROOT / "pyproject.toml"]
    command = [listing_environment(), "-m", "cyclonedx_py", "environment", *options, *project, "-o", file]
    run([*command, running_environment()])
    return file
