"""Reads who imports whom from the syntax tree, and says where that breaks the rules of ARCHITECTURE.md.

Every import counts: at the top, inside a function, under TYPE_CHECKING, and by `import_module` with a written name.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

PACKAGE = "qtbrowser"

# From the bottom up. Modules in one row do not import each other; all may import errors.
ROWS = (
    {"errors"},
    {"held_files", "windows_system"},
    {
        "settings",
        "database_address",
        "english_dates",
        "resources",
        "garbage",
        "control_characters",
        "library_place",
        "whole_file",
        "process_priority",
        "battery",
    },
    {"program_log", "csv_table", "running_windows", "release", "opened"},
    {"markup"},
    {"documents"},
    {"catalog"},
    {"search", "meaning", "rendering", "curation", "personal"},
    {"library"},
    {"cli", "gui"},
)
# The rooms of gui/, from the ground up, by the same rule.
FLOORS = (
    {"widgets"},
    {"settings"},
    {"indexing"},
    {"worker"},
    {"math"},
    {"pane"},
    {"browse", "diff"},
    {"reader"},
    {"window"},
    {"export", "personal", "search_aids", "study"},
    {"curator", "editor"},
    {"program"},
)
FLOOR = {room: floor for floor, row in enumerate(FLOORS) for room in row}

HEIGHT = {stage: height for height, row in enumerate(ROWS) for stage in row}
FRONT_ENDS = {"cli", "gui"}
FREE_FOR_FRONT_ENDS = {
    "program_log",
    "errors",
    "settings",
    "resources",
    "release",
    "garbage",
    "control_characters",
    "csv_table",
    "english_dates",
    "library_place",
    "whole_file",
    "held_files",
    "running_windows",
    "opened",
    "windows_system",
    "process_priority",
    "battery",
    "personal",
    "library",
}

# Values that a front end may name; what is done with them goes through Library.
VALUE_MODULES = {
    "qtbrowser.catalog.catalog_values",
    "qtbrowser.catalog.entry_order",
    "qtbrowser.curation.change_set",
    "qtbrowser.curation.file_changes",
    "qtbrowser.curation.checks.check_settings",
    "qtbrowser.curation.checks.finding",
    "qtbrowser.curation.checks.own_rules",
    "qtbrowser.curation.checks.rules",
    "qtbrowser.curation.edits",
    "qtbrowser.curation.merged_lines",
    "qtbrowser.curation.statistics",
    "qtbrowser.documents.field_editing.field_values",
    "qtbrowser.documents.course",
    "qtbrowser.documents.document",
    "qtbrowser.documents.folder_kind",
    "qtbrowser.documents.languages",
    "qtbrowser.documents.problem",
    "qtbrowser.rendering.code_style",
    "qtbrowser.rendering.page",
}

ROOMS = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "whoosh": {"search"},
    "numpy": {"search", "meaning"},
    "onnxruntime": {"meaning"},
    "markdown": {"rendering"},
    "emoji": {"markup"},
    "justhtml": {"markup"},
    "pymdownx": {"rendering"},
    "pygments": {"rendering"},
    "frontmatter": {"documents"},
    "yaml": {"documents"},
    "ftfy": {"curation"},
    "rapidfuzz": {"curation", "library", "search"},
    "regex": {"curation"},
    "rensa": {"curation"},
    "isal": {"catalog", "search"},
    "tomllib": {"documents", "curation"},
    "tomlkit": {"documents", "curation"},
    "send2trash": {"documents"},
    "charset_normalizer": {"documents"},
    "pathspec": {"documents"},
    "sqlite3": {"catalog", "curation", "personal"},
    "fsrs": {"personal"},
    "genanki": {"library"},
    "watchfiles": {"gui"},
    "filelock": {"library", "catalog", "curation", "personal"},
    "platformdirs": {"settings"},
}

# Nothing is ever fetched, so nothing can: no stage has a use for these.
NETWORK = ("socket", "ssl", "http.client", "http.server", "urllib.request", "ftplib", "smtplib", "PySide6.QtNetwork")


@dataclass(frozen=True)
class Import:
    """One import: `importer` and `target` are dotted names, `line` is 1-based, `deferred` is inside a function."""

    importer: str
    target: str
    line: int
    deferred: bool

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}, imports {self.target}"


def read_imports(root: Path) -> list[Import]:
    """Every import of the package below `root`.

    Args:
        root: the folder that holds the folder ``qtbrowser``.
    """
    files = {_module_name(root, path): path for path in sorted((root / PACKAGE).rglob("*.py"))}
    return [found for module, path in files.items() for found in _imports_of(module, path, set(files))]


def offences(root: Path) -> list[str]:
    """Every broken rule, a sentence each; empty when the house is in order.

    Args:
        root: the folder that holds the folder ``qtbrowser``.
    """
    imports = read_imports(root)
    checks = (
        _upward,
        _past_the_library,
        _doors_to_the_window,
        _out_of_room,
        _network,
        _cycles,
        _up_the_floors,
        _jobs_with_qt,
    )
    found = [sentence for check in checks for sentence in check(imports)]
    return [*found, *_beside_the_rooms(root), *_twins(root)]


def stage(module: str) -> str:
    """The stage a module of ours belongs to: its folder, or its own name below the package; empty for the package."""
    parts = module.split(".")
    if parts[0] != PACKAGE or len(parts) == 1:
        return ""
    return "cli" if parts[1] == "__main__" else parts[1]


def _module_name(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports_of(module: str, path: Path, modules: set[str]) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node, deferred in _walk(tree, deferred=False):
        for target in _targets(node, package, modules):
            yield Import(module, target, getattr(node, "lineno", 0), deferred)


def _walk(node: ast.AST, deferred: bool) -> Iterator[tuple[ast.AST, bool]]:
    inside = deferred or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield child, inside
        yield from _walk(child, inside)


def _targets(node: ast.AST, package: str, modules: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*above, base] if base else above)
        for alias in node.names:
            full = f"{base}.{alias.name}"
            yield full if full in modules or base in ("PySide6", "urllib", "http") else base
    elif isinstance(node, ast.Call) and node.args:
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in ("import_module", "__import__") and (name := _written_start(node.args[0])):
            yield name


def _written_start(node: ast.expr) -> str:
    """The text of a string, or of an f-string up to its first hole, as a module's name."""
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0]
    return node.value.rstrip(".") if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _ours(imports: list[Import]) -> Iterator[tuple[Import, str, str]]:
    """Our imports of our own, each with the stages of both ends."""
    for found in imports:
        if found.target.split(".")[0] == PACKAGE:
            yield found, stage(found.importer), stage(found.target)


def _upward(imports: list[Import]) -> Iterator[str]:
    for found, above, below in _ours(imports):
        unknown = {above, below} - HEIGHT.keys() - {""}
        if unknown:
            yield f"{found}: {', '.join(sorted(unknown))} is no stage of ARCHITECTURE.md."
        elif not above or not below or above == below or (above, below) == ("cli", "gui"):
            continue
        elif HEIGHT[below] >= HEIGHT[above]:
            yield f"{found}: {above} may only import what stands below it."


def _past_the_library(imports: list[Import]) -> Iterator[str]:
    for found, above, below in _ours(imports):
        free = below in {"", *FRONT_ENDS, *FREE_FOR_FRONT_ENDS} or found.target in VALUE_MODULES
        if above in FRONT_ENDS and not free:
            yield f"{found}: a front end calls behaviour through qtbrowser.library alone."


def _doors_to_the_window(imports: list[Import]) -> Iterator[str]:
    doors = [found for found, above, below in _ours(imports) if (above, below) == ("cli", "gui")]
    if len({found.importer for found in doors}) > 1:
        yield "The command line opens the window in more than one module: " + "; ".join(map(str, doors))
    for found in doors:
        if not found.deferred:
            yield f"{found}: only the function that opens the window may load Qt."


def _out_of_room(imports: list[Import]) -> Iterator[str]:
    for found in imports:
        library = found.target.split(".")[0]
        rooms = ROOMS.get(library)
        if rooms is not None and stage(found.importer) not in rooms:
            yield f"{found}: {library} belongs in {' and '.join(sorted(rooms))}."
        elif rooms is None and library != PACKAGE and library not in sys.stdlib_module_names:
            yield f"{found}: {library} has no room in tests/import_rules.py."


def _network(imports: list[Import]) -> Iterator[str]:
    for found in imports:
        if any(found.target == name or found.target.startswith(f"{name}.") for name in NETWORK):
            yield f"{found}: the program never uses the network."


def _cycles(imports: list[Import]) -> Iterator[str]:
    graph: dict[str, set[str]] = {}
    for found, _, _ in _ours(imports):
        if found.importer != found.target:
            graph.setdefault(found.importer, set()).add(found.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield "These import each other: " + " <- ".join(error.args[1])


def _room(module: str) -> str:
    """The room of gui/ that a module is in; empty for what is not in one."""
    parts = module.split(".")
    return parts[2] if parts[:2] == [PACKAGE, "gui"] and len(parts) > 2 else ""


def _up_the_floors(imports: list[Import]) -> Iterator[str]:
    for found in imports:
        above, below = _room(found.importer), _room(found.target)
        if above in FLOOR and below in FLOOR and above != below and FLOOR[below] >= FLOOR[above]:
            yield f"{found}: the room {above} may only import rooms below it."


def _jobs_with_qt(imports: list[Import]) -> Iterator[str]:
    for found in imports:
        if found.importer.endswith("_jobs") and found.target.split(".")[0] in ("PySide6", "shiboken6"):
            yield f"{found}: jobs run in a thread of the library and use no Qt."


def _beside_the_rooms(root: Path) -> Iterator[str]:
    """What is in gui/ and in no room."""
    for path in sorted((root / PACKAGE / "gui").glob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix == ".py" and path.name != "__init__.py":
            yield f"{name}: each module of the window is in a room, and only __init__.py beside the rooms."
        elif path.is_dir() and path.name not in (*FLOOR, "__pycache__") and any(path.rglob("*.py")):
            yield f"{name}: this room has no floor in tests/import_rules.py."


def _twins(root: Path) -> Iterator[str]:
    """Modules and public classes of one name; the modules of cli/ are named by its commands."""
    places: dict[str, list[str]] = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name.startswith(f"{PACKAGE}/cli/"):
            continue
        if path.stem not in ("__init__", "__main__"):
            places.setdefault(f"module {path.stem}", []).append(name)
        for node in ast.parse(path.read_text(encoding="utf-8"), filename=str(path)).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(f"class {node.name}", []).append(name)
    for what, found in places.items():
        if len(found) > 1:
            yield f"There is more than one {what}: {', '.join(found)}."
