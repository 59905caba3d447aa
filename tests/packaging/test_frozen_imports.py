"""What the program imports can be imported without the modules that are left out of the frozen program."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import contents
from shipping.project import PACKAGING, ROOT

STAND_INS = PACKAGING / "frozen" / "stand_ins"

OF_OTHER_SYSTEMS = {"fcntl", "grp", "msvcrt", "pwd", "resource", "winreg"}
"""Modules of the standard library that not every system has."""

SCRIPT = """
import importlib, importlib.util, sys
unused, place, replaced, *names = sys.argv[1:]
sys.path.insert(0, place)
for name in unused.split():
    sys.modules[name] = None
for pair in replaced.split():
    name, _, file = pair.partition("=")
    spec = importlib.util.spec_from_file_location(name, f"{place}/{file}")
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
for name in names:
    importlib.import_module(name)
"""


def imported(source: str) -> Iterator[str]:
    """The modules of other packages that a module imports, at its top or within functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_every_import_works_without_what_is_left_out() -> None:
    names = {
        name
        for file in (ROOT / "qtbrowser").rglob("*.py")
        for name in imported(file.read_text(encoding="utf-8"))
        if not name.startswith(("qtbrowser", "__")) and name.partition(".")[0] not in OF_OTHER_SYSTEMS
    }
    assert "watchfiles" in names
    replaced = " ".join(f"{name}={file}" for name, file in contents.REPLACED_MODULES.items())
    words = [" ".join(contents.UNUSED_MODULES), str(STAND_INS), replaced, *sorted(names)]
    done = subprocess.run([sys.executable, "-c", SCRIPT, *words], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_what_stands_in_for_a_package_has_nothing_that_is_called() -> None:
    for file in STAND_INS.glob("*.py"):
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
        assert len(ast.parse(file.read_text(encoding="utf-8")).body) == 1
    assert [file.name for file in sorted(Path(STAND_INS).iterdir()) if file.suffix == ".py"] == [
        "anyio.py",
        *contents.REPLACED_MODULES.values(),
    ]
