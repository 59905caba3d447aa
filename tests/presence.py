"""Functions that return a value which may be None to the type checker, or fail the test."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

Value = TypeVar("Value")
Part = TypeVar("Part", bound=QObject)


def present(value: Value | None) -> Value:
    """Return the value, which is not None."""
    assert value is not None
    return value


def part_of(parent: QObject, kind: type[Part], name: str = "") -> Part:
    """Return the child of a class, and of an object name if one is given, at any depth below `parent`."""
    found = parent.findChild(kind, name) if name else parent.findChild(kind)
    assert found is not None, f"no {kind.__name__} {name}".rstrip()
    return found
