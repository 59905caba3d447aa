"""The window over a library whose documents try to reach the network: nothing is ever sent.

Two witnesses. Python's audit events tell what Python code tries, anywhere. What Qt's own code tries is told by the
system: in a network namespace without interfaces it counts each IPv4 packet that it has no way for, of the program and
of the processes that it starts. Where no namespace may be made (it takes Linux and either root or user namespaces), the
second witness is missing and its tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.end_to_end.hostile_library import HOST, MARKUP, TARGETS, write_hostile_library

_ATTEMPT = f"""
import socket
from tests.end_to_end.hostile_window import lost_packets
before = lost_packets()
try:
    socket.create_connection(({HOST!r}, 80), 2)
except OSError:
    pass
print(lost_packets() - before)
"""


@pytest.fixture(scope="module")
def namespace() -> Sequence[str]:
    """What a command begins with that runs without network interfaces; nothing where the system lets nobody."""
    unshare = shutil.which("unshare")
    for options in ("-rn", "-n"):
        if unshare and subprocess.run([unshare, options, "true"], capture_output=True, check=False).returncode == 0:
            return (unshare, options)
    return ()


def run(command: Sequence[str], home: Path) -> str:
    own = {f"QTBROWSER_{name}_DIR": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA")}
    environment = {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    # Qt without a screen says of every dialog what it can't do.
    said = [line for line in done.stderr.splitlines() if not line.startswith("This plugin does not support")]
    assert (done.returncode, said) == (0, [])
    return done.stdout


@pytest.fixture(scope="module")
def visit(namespace: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a visit to every document of the hostile library came to."""
    home = tmp_path_factory.mktemp("hostile")
    documents = write_hostile_library(home / "library")
    module = ("-m", "tests.end_to_end.hostile_window", str(home / "library"))
    told = json.loads(run((*namespace, sys.executable, *module), home))
    return {"documents": documents, **told}


def test_every_document_is_shown_and_its_links_are_followed(visit: dict[str, object]) -> None:
    assert visit["shown"] == visit["documents"] == len(TARGETS) + 4
    assert int(str(visit["followed"])) > len(TARGETS) * 3
    assert len(MARKUP) > 10


def test_no_python_code_tries_to_connect(visit: dict[str, object]) -> None:
    assert visit["audited"] == []


def test_nothing_at_all_is_sent(visit: dict[str, object], namespace: Sequence[str], tmp_path: Path) -> None:
    if not namespace:
        pytest.skip("the system lets nobody make a network namespace")
    # The counter does count: one try to connect is seen.
    assert int(run((*namespace, sys.executable, "-c", _ATTEMPT), tmp_path)) >= 1
    assert visit["lost"] == 0
