"""Bounds how deep a front matter nests and how many values its aliases expand to, without recursion.

The libraries that read JSON, TOML and YAML recurse for each level, and so does the code that walks their results; the
time of TOML's is quadratic in the length of a dotted key. So depth and size are checked before and after reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from qtbrowser.errors import DocumentError

MAX_DEPTH = 50
"""Deepest nesting of a front matter. Real ones have two levels."""

MAX_VALUES = 1_000_000
"""Most values of a front matter with its aliases expanded. Without aliases the file's size is the bound."""

# Whole strings, an unclosed one up to the end of the text, so that no search begins within one.
_JSON = re.compile(r'"(?:[^"\\]++|\\[\s\S])*+(?:"|\Z)|([\[{])|([\]}])')
_TOML = re.compile(
    r'"{3}(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'{3}(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+(?:"|$)'
    r"|'[^'\n]*+(?:'|$)"
    r"|\#[^\n]*+"
    r"|([\[{])|([\]}])|(\.)|([\n=,])",
    re.MULTILINE,
)
_OPENERS = ("[", "{", "- ", "? ")
_INDENTED = "\n" + " " * MAX_DEPTH


def refuse_deep_json(text: str) -> None:
    """Raise if the value at the start of a text nests too deeply.

    Args:
        text: the whole file.

    Raises:
        DocumentError: it does; with the line.
    """
    depth = 0
    for sign in _JSON.finditer(text):
        if sign[1]:
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep("JSON", text.count("\n", 0, sign.start()) + 1)
        elif sign[2]:
            depth -= 1
            if depth <= 0:
                return


def end_of_json(text: str) -> int | None:
    """The place behind the object at the start of a text that need not be valid JSON; None if it never ends.

    Args:
        text: the whole file.
    """
    depth = 0
    for sign in _JSON.finditer(text):
        depth += 1 if sign[1] else -1 if sign[2] else 0
        if sign[2] and depth <= 0:
            return sign.end()
    return None


def refuse_deep_toml(text: str) -> None:
    """Raise if lists, inline tables or dotted keys nest too deeply.

    Args:
        text: what is between the delimiters, from the end of the first one on.

    Raises:
        DocumentError: they do; with the line.
    """
    depth = parts = 0
    for sign in _TOML.finditer(text):
        opening, closing, dot, end = sign.groups()
        if opening:
            depth += 1
            parts = 0
        elif closing:
            depth -= 1
        elif dot:
            parts += 1
        elif end:
            parts = 0
        if depth + parts > MAX_DEPTH:
            raise _too_deep("TOML", text.count("\n", 0, sign.start()) + 1)


def refuse_deep_yaml(text: str, loader: Any) -> None:
    """Raise if lists and groups nest too deeply, before a recursive function reads the text.

    Args:
        text: the lines between the delimiters.
        loader: the loader's class.

    Raises:
        DocumentError: they do; with the line.
        yaml.YAMLError: the text can't be parsed.
    """
    # Imported here, because TOML is read at each start and YAML is not.
    import yaml

    if sum(map(text.count, _OPENERS)) <= MAX_DEPTH and _INDENTED not in text:
        return
    depth = 0
    # The parser's events come one after the other, without recursion.
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep("YAML", None if event.start_mark is None else event.start_mark.line + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def refuse_expanding(value: object) -> None:
    """Raise if aliases make a value that is too deep, has too many values, or contains itself.

    Args:
        value: what a YAML loader returned; lists and mappings may be in several places.

    Raises:
        DocumentError: they do.
    """
    known: dict[int, tuple[int, int]] = {}
    entered: set[int] = set()
    waiting = [value]
    while waiting:
        holder = waiting[-1]
        inner = [item for item in _items(holder) if isinstance(item, Mapping | list | tuple)]
        if id(holder) not in entered:
            entered.add(id(holder))
            unknown = [item for item in inner if id(item) not in known]
            if any(id(item) in entered for item in unknown):
                raise DocumentError("The front matter has a field that contains itself.", line=1)
            waiting += {id(item): item for item in unknown}.values()
            continue
        waiting.pop()
        depth = 1 + max((known[id(item)][0] for item in inner), default=0)
        size = 1 + len(_items(holder)) + sum(known[id(item)][1] for item in inner)
        if depth > MAX_DEPTH:
            raise _too_deep("YAML", 1)
        if size > MAX_VALUES:
            raise DocumentError(f"The front matter's aliases expand to more than {MAX_VALUES:,} values.", line=1)
        known[id(holder)] = (depth, size)


def _items(holder: object) -> Sequence[Any]:
    if isinstance(holder, Mapping):
        return list(holder.values())
    return holder if isinstance(holder, list | tuple) else ()


def _too_deep(name: str, line: int | None) -> DocumentError:
    return DocumentError(f"The {name} front matter is nested more than {MAX_DEPTH} levels deep.", line=line)
