"""Files that another program holds open for a moment."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import qtbrowser
from qtbrowser.held_files import OPEN_ELSEWHERE, WAITS, remove_file, replace_file, tried_while_held


def refusal(code: int) -> OSError:
    """An error as Windows raises it, on any system."""
    error = PermissionError(13, "The file is in use", "a.md")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


def failing(times: int, code: int, calls: list[int]) -> Callable[[], str]:
    def step() -> str:
        calls.append(code)
        if len(calls) <= times:
            raise refusal(code)
        return "done"

    return step


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("times", [0, 1, 3])
def test_a_held_file_is_tried_again(code: int, times: int) -> None:
    calls: list[int] = []
    assert tried_while_held(failing(times, code, calls), [0.0] * 3) == "done"
    assert len(calls) == times + 1


def test_a_file_that_stays_held_fails_after_the_last_try() -> None:
    calls: list[int] = []
    with pytest.raises(PermissionError, match="in use"):
        tried_while_held(failing(99, 32, calls), [0.0] * 3)
    assert len(calls) == 4


@pytest.mark.parametrize("code", [2, 3, 112])
def test_another_failure_is_not_tried_again(code: int) -> None:
    calls: list[int] = []
    with pytest.raises(PermissionError):
        tried_while_held(failing(1, code, calls), [0.0] * 3)
    assert len(calls) == 1


def test_a_step_may_wait_for_fewer_refusals() -> None:
    calls: list[int] = []
    with pytest.raises(PermissionError):
        tried_while_held(failing(1, 5, calls), [0.0] * 3, OPEN_ELSEWHERE)
    assert len(calls) == 1


def test_a_refusal_of_another_system_is_not_tried_again() -> None:
    calls: list[int] = []

    def step() -> None:
        calls.append(0)
        raise PermissionError(13, "no")

    with pytest.raises(PermissionError):
        tried_while_held(step)
    assert len(calls) == 1


def test_the_waits_are_bounded() -> None:
    assert sum(WAITS) < 1


def test_a_file_is_replaced(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_text("new", encoding="utf-8")
    old.write_text("old", encoding="utf-8")
    replace_file(new, old)
    assert (old.read_text(encoding="utf-8"), new.exists()) == ("new", False)


def test_a_file_is_removed_if_it_is_there(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.touch()
    remove_file(file)
    remove_file(file)
    assert not file.exists()


LEFT_FOR_NEXT_TIME = {
    "library/cache_room.py",  # room is made with what can be removed
    "meaning/vector_store.py",  # older vectors, which another process may be reading
    "program_log.py",  # a log that another process has open is written to
    "running_windows.py",  # a request is taken the next time; the window does not wait
    "search/commits.py",  # segments of older commits, which a reader may have open
}
"""Modules that remove a file at once or not at all."""

WAITING = {"held_files.py", "documents/confined_folder.py"}
"""Modules whose steps on files are tried again themselves."""

OF_THE_SYSTEM = {"replace", "rename", "renames", "unlink", "remove"}


_MAY_BE_STEP = re.compile(r"\.unlink\(|\bos\.re|\.(?:replace|rename)\([^,\n]*$", re.MULTILINE)
"""Found in every module that has such a call; few have it without one, and only those that have it are parsed."""


def steps_on_files(source: str) -> Iterator[str]:
    """The calls of a module that replace, rename or remove a file and do not wait while it is held.

    Methods of a string and of a confined folder have other arguments than those of a path.
    """
    for node in ast.walk(ast.parse(source if _MAY_BE_STEP.search(source) else "")):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, of = node.func.attr, node.func.value
        if isinstance(of, ast.Name) and of.id == "os" and name in OF_THE_SYSTEM:
            yield f"os.{name}"
        elif (name == "unlink" and not node.args) or (
            name in ("replace", "rename") and len(node.args) == 1 and not node.keywords
        ):
            yield name


def test_every_file_is_replaced_and_removed_with_a_wait_while_it_is_held() -> None:
    package = Path(qtbrowser.__file__).parent
    found = {
        module: steps
        for file in sorted(package.rglob("*.py"))
        if (steps := list(steps_on_files(file.read_text(encoding="utf-8"))))
        and (module := file.relative_to(package).as_posix()) not in WAITING
    }
    assert set(found) == LEFT_FOR_NEXT_TIME


@pytest.mark.parametrize(
    ("source", "steps"),
    [
        ("file.replace(target)", ["replace"]),
        ("file.rename(target)", ["rename"]),
        ("file.unlink(missing_ok=True)", ["unlink"]),
        ("os.replace(a, b)", ["os.replace"]),
        ("text.replace('a', 'b')", []),
        ("value.replace(day=1)", []),
        ("folder.unlink(name)", []),
        ("folder.rename(old, new)", []),
        ("remove_file(file)", []),
    ],
)
def test_which_calls_are_steps_on_files(source: str, steps: list[str]) -> None:
    assert list(steps_on_files(source)) == steps
