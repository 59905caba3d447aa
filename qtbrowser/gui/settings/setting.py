"""The `Setting` class: name, explanation, and how a value is written to a file and read from it."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import dataclass
from enum import Enum, auto
from types import GenericAlias
from typing import Any, Generic, TypeVar, get_args

from PySide6.QtCore import QCoreApplication

Value = TypeVar("Value")

CONTEXT = "Settings"
"""The translation context of every title and explanation."""


class SettingGroup(Enum):
    """Where a settings dialog shows a setting."""

    APPEARANCE = auto()
    PAGE = auto()
    LIST = auto()
    EDITOR = auto()
    KEYS = auto()
    STATE = auto()
    """What the window remembers by itself, as its size: shown in no dialog."""


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a number may have, both ends included."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """One setting.

    Attributes:
        key: its name in the file, as ``group/name``.
        type: ``bool``, ``float``, ``str``, ``bytes``, ``list[str]``, ``list[int]`` or a StrEnum.
        default: its value as long as none was set.
        title: its short name, in English; `translated` gives it in the user's language, as the other texts.
        explanation: a sentence about what it does, in English.
        group: where a dialog shows it.
        choices: of an enum every member with its name for a menu, where ``&`` precedes the mnemonic, in English.
        range: of a number the values it may have.
    """

    key: str
    type: type[Value]
    default: Value
    title: str
    explanation: str
    group: SettingGroup
    choices: tuple[tuple[Value, str], ...] = ()
    range: Range | None = None

    def encode(self, value: Value) -> str:
        """The text that the file holds for a value."""
        if isinstance(value, str):
            return str(value)
        if isinstance(value, bytes):
            return base64.b64encode(value).decode("ascii")
        return json.dumps(value)

    def decode(self, text: str) -> Value:
        """The value of a text of the file. A number out of range becomes the nearest one within.

        Raises:
            ValueError: it is none of this setting's type.
        """
        # A generic alias as list[int] is no class, whatever its annotation says.
        kind: Any = self.type
        value: Any
        if kind is bytes:
            value = base64.b64decode(text, validate=True)
        elif isinstance(kind, type) and issubclass(kind, str):
            value = kind(text)
        else:
            value = _decode_json(text, kind)
        if self.range is not None:
            value = min(max(value, self.range.least), self.range.most)
        result: Value = value
        return result


def translated(text: str) -> str:
    """A setting's title, explanation or choice in the user's language."""
    return QCoreApplication.translate(CONTEXT, text)


def _decode_json(text: str, kind: Any) -> Any:
    """A text as a value of a type: ``bool``, ``float``, ``list[str]`` or ``list[int]``; ValueError where it is none."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError(text) from error
    if kind is float and type(value) in (int, float) and math.isfinite(value):
        return float(value)
    if isinstance(kind, GenericAlias):
        (item,) = get_args(kind)
        if isinstance(value, list) and all(type(one) is item for one in value):
            return value
    elif type(value) is kind and kind is not float:
        return value
    raise ValueError(text)
