"""The house is built as ARCHITECTURE.md says, and the checker that says so catches a house that is not."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qtbrowser.resources import sample_library
from tests.import_rules import FLOORS, offences, read_imports

ROOT = Path(__file__).resolve().parent.parent
MAP = ROOT / "ARCHITECTURE.md"
DECISIONS = ROOT / "docs" / "decisions"
MAP_LIMIT = 12_000
"""Characters of a map that is read in ten minutes."""

PLACES = ("qtbrowser/", "tests/", "packaging/", "resources/", "docs/", "sample_content/")
TEN_TASKS = (
    "fact about a document",
    "front matter form",
    "rule",
    "command of the command line",
    "pane feature",
    "dialog",
    "setting",
    "job",
    "exporter",
    "tab bar",
)

# Runs a command line in a process of its own, then tells which libraries of the window it has loaded.
WATCH = """
import sys
from qtbrowser.cli.main import main
code = main(sys.argv[1:]) if sys.argv[1:] else 0
print("loaded:", sorted({name.partition(".")[0] for name in sys.modules} & {"PySide6", "shiboken6"}), file=sys.stderr)
sys.exit(code)
"""


def test_the_imports_follow_the_rules() -> None:
    imports = read_imports(ROOT)
    assert len(imports) > 100
    assert offences(ROOT) == []


@pytest.mark.parametrize("words", [[], ["--help"], ["search", "water", "--library", "LIBRARY"]], ids=" ".join)
def test_the_command_line_loads_no_qt(words: list[str]) -> None:
    library = str(sample_library())
    command = [sys.executable, "-c", WATCH, *(library if word == "LIBRARY" else word for word in words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "loaded: []"


def build(root: Path, files: dict[str, str]) -> None:
    """Write a package for the test: place below ``qtbrowser`` -> source."""
    for name, source in {"__init__.py": "", **files}.items():
        path = root / "qtbrowser" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(source, encoding="utf-8")


OFFENDERS = {
    "upward": (
        {"documents/reader.py": "from qtbrowser.search.index import build", "search/index.py": ""},
        "documents may only import what stands below it",
    ),
    "upward inside a function": (
        {"markup/spans.py": "def f():\n    import qtbrowser.documents.reader", "documents/reader.py": ""},
        "line 2, imports qtbrowser.documents.reader: markup may only",
    ),
    "upward for a type only": (
        {"catalog/a.py": "import typing\nif typing.TYPE_CHECKING:\n    from qtbrowser.library import Library"},
        "catalog may only import what stands below it",
    ),
    "upward by name": (
        {"catalog/a.py": "import importlib\nimportlib.import_module('qtbrowser.gui.window')"},
        "catalog may only import what stands below it",
    ),
    "upward by a made-up name": (
        {"catalog/a.py": "from importlib import import_module\nimport_module(f'qtbrowser.cli.{input()}')"},
        "catalog may only import what stands below it",
    ),
    "upward relatively": (
        {"catalog/a.py": "from ..library import Library", "library/__init__.py": ""},
        "imports qtbrowser.library: catalog may only",
    ),
    "sideways": (
        {"search/a.py": "from qtbrowser.rendering import page", "rendering/page.py": ""},
        "imports qtbrowser.rendering.page: search may only",
    ),
    "no stage": (
        {"utils/a.py": "from qtbrowser import errors", "errors.py": ""},
        "utils is no stage",
    ),
    "past the library": (
        {"gui/window/a.py": "from qtbrowser.search.searcher import Searcher", "search/searcher.py": ""},
        "a front end calls behaviour through qtbrowser.library alone",
    ),
    "the package instead of its values": (
        {"cli/a.py": "from qtbrowser.documents import read_document"},
        "a front end calls behaviour through qtbrowser.library alone",
    ),
    "two doors": (
        {
            "cli/a.py": "def f():\n    from qtbrowser.gui.program.app import run",
            "cli/b.py": "def f():\n    from qtbrowser.gui.program.app import run",
            "gui/program/app.py": "",
        },
        "in more than one module",
    ),
    "a door that is always open": (
        {"__main__.py": "from qtbrowser.gui.program.app import run", "gui/program/app.py": ""},
        "only the function that opens the window may load Qt",
    ),
    "the window reaches back": (
        {"gui/window/a.py": "from qtbrowser.cli import main", "cli/main.py": ""},
        "gui may only import what stands below it",
    ),
    "Qt outside its room": (
        {"library/a.py": "from PySide6.QtCore import QObject"},
        "PySide6 belongs in gui",
    ),
    "a standard module with a room": ({"search/a.py": "import sqlite3"}, "sqlite3 belongs in catalog and curation"),
    "a guest without a room": ({"search/a.py": "import requests"}, "requests has no room"),
    "the network": ({"documents/a.py": "from urllib import request"}, "never uses the network"),
    "the network by Qt": ({"gui/window/a.py": "from PySide6 import QtNetwork"}, "never uses the network"),
    "a circle": (
        {
            "markup/a.py": "from qtbrowser.markup import b",
            "markup/b.py": "from qtbrowser.markup.c import x",
            "markup/c.py": "def f():\n    from qtbrowser.markup.a import y",
        },
        "These import each other",
    ),
    "a room above": (
        {"gui/pane/a.py": "from qtbrowser.gui.reader import b", "gui/reader/b.py": ""},
        "the room pane may only import rooms below it",
    ),
    "a room beside": (
        {"gui/editor/a.py": "def f():\n    from qtbrowser.gui.curator.b import x", "gui/curator/b.py": ""},
        "the room editor may only import rooms below it",
    ),
    "a module beside the rooms": ({"gui/a.py": ""}, "qtbrowser/gui/a.py: each module of the window is in a room"),
    "a room without a floor": ({"gui/attic/a.py": ""}, "qtbrowser/gui/attic: this room has no floor"),
    "a job with Qt": (
        {"gui/reader/page_jobs.py": "def f():\n    from PySide6.QtGui import QImage"},
        "jobs run in a thread of the library and use no Qt",
    ),
    "two modules of one name": (
        {"markup/spans.py": "", "catalog/spans.py": ""},
        "more than one module spans: qtbrowser/catalog/spans.py, qtbrowser/markup/spans.py",
    ),
    "two classes of one name": (
        {"markup/a.py": "class Span: ...", "gui/pane/b.py": "class Span: ..."},
        "more than one class Span",
    ),
}


@pytest.mark.parametrize("name", OFFENDERS)
def test_the_checker_catches(tmp_path: Path, name: str) -> None:
    files, expected = OFFENDERS[name]
    build(tmp_path, files)
    found = offences(tmp_path)
    assert len(found) == 1, found
    assert expected in found[0]


def test_the_checker_lets_a_house_in_order_be(tmp_path: Path) -> None:
    files = {
        "errors.py": "import sys",
        "settings.py": "from platformdirs import PlatformDirs\nfrom qtbrowser.errors import E",
        "documents/model.py": "import yaml\nfrom urllib.parse import unquote\nfrom qtbrowser.settings import cache_dir",
        "catalog/values.py": "import sqlite3\nfrom qtbrowser.documents.document import Document",
        "search/index.py": "import numpy.typing\nfrom qtbrowser.catalog.catalog_values import Entry",
        "library/__init__.py": "from qtbrowser.library.library import Library",
        "library/library.py": "from qtbrowser.search.index import Index",
        "cli/main.py": "from qtbrowser import __version__\nfrom qtbrowser.library import Library",
        "cli/window.py": "def show():\n    from qtbrowser.gui.program.app import run\n    run()",
        "gui/program/app.py": "from qtbrowser.gui.pane import x\nfrom PySide6 import QtCore",
        "gui/pane/x.py": "class _Private: ...",
        "gui/pane/page_jobs.py": "class _Private: ...",
        "cli/index.py": "class Index: ...",
        "search/found.py": "class Index: ...",
        "__main__.py": "from qtbrowser.cli.main import run",
    }
    build(tmp_path, files)
    assert offences(tmp_path) == []


def named_paths(text: str) -> Iterator[str]:
    """The files and folders that a text names between backticks; they are named from the top."""
    for name in re.findall(r"`([\w./-]+)`", text):
        if name.startswith(PLACES) or name.endswith((".py", ".md")):
            yield name


@pytest.mark.parametrize("file", [MAP, *sorted(DECISIONS.glob("*.md"))], ids=lambda file: file.name)
def test_every_path_that_is_named_exists(file: Path) -> None:
    assert [name for name in named_paths(file.read_text(encoding="utf-8")) if not (ROOT / name).exists()] == []


def test_the_map_is_short() -> None:
    assert len(MAP.read_text(encoding="utf-8")) <= MAP_LIMIT


def test_the_map_has_the_rooms_of_the_rules() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", MAP.read_text(encoding="utf-8"), flags=re.MULTILINE)
    floors = [(number, room) for number, floor in enumerate(FLOORS, start=1) for room in sorted(floor)]
    assert sorted((int(number), room) for number, room in rows) == floors


@pytest.mark.parametrize("task", TEN_TASKS)
def test_the_map_says_where_a_new_thing_goes(task: str) -> None:
    row = next(line for line in MAP.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {task} |"))
    assert list(named_paths(row))


def test_every_decision_is_in_the_index() -> None:
    files = sorted(file.name for file in DECISIONS.glob("*.md") if file.name != "README.md")
    linked = re.findall(r"\]\(([^)]+)\)", (DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert sorted(linked) == files
    numbers = [int(name.partition("-")[0]) for name in files]
    assert len(numbers) == len(set(numbers))
    for name in files:
        text = (DECISIONS / name).read_text(encoding="utf-8")
        assert text.startswith(f"# {int(name.partition('-')[0])}. "), name
        assert "## Weighed" in text, name
        assert "## Choice" in text, name
