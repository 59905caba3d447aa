"""The `Setting` class: name, explanation, and how a value is written to a file and read from it."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Sequence
from enum import Enum, auto
from types import GenericAlias
from typing import Any, Generic, NamedTuple, TypeVar, get_args

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
    STUDY = auto()
    KEYS = auto()
    STATE = auto()
    """What the window stores by itself, such as its size; not shown in the dialog."""


class Range(NamedTuple):
    """The values that a number may have, both ends included."""

    least: float
    most: float


class Setting(NamedTuple, Generic[Value]):
    """One setting.

    Attributes:
        key: its name in the file, as ``group/name``.
        type: ``bool``, ``int``, ``float``, ``str``, ``bytes``, ``list[str]``, ``list[int]`` or a StrEnum.
        default: its value if none was set.
        title: its short name, in English; `translated` translates it, like the other texts.
        explanation: a sentence about what it does, in English.
        group: the group in the dialog.
        choices: for an enum, each member with its name for a menu, in English; ``&`` precedes the mnemonic.
        range: for a number, the allowed values.
        left_out: for a text, tells which of its parts have no effect because they are not what is asked for.
        asked_for: for a text, what that is, in English, with an example: it completes "… is not".
    """

    key: str
    type: type[Value]
    default: Value
    title: str
    explanation: str
    group: SettingGroup
    choices: tuple[tuple[Value, str], ...] = ()
    range: Range | None = None
    left_out: Callable[[str], Sequence[str]] | None = None
    asked_for: str = ""

    def encode(self, value: Value) -> str:
        """The text of a value in the file."""
        if isinstance(value, str):
            return str(value)
        if isinstance(value, bytes):
            return base64.b64encode(value).decode("ascii")
        return json.dumps(value)

    def decode(self, text: str) -> Value:
        """The value of a text in the file. A number out of range becomes the nearest allowed one.

        Raises:
            ValueError: the text is not a value of the setting's type.
        """
        # A generic alias such as list[int] is not a class, whatever its annotation says.
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
    """Parse a value of the type ``bool``, ``int``, ``float``, ``list[str]`` or ``list[int]``; raises ValueError if it
    is not one.
    """
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
