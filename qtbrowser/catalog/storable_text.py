"""Texts as SQLite can take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def storable(text: str) -> str:
    """A text without halves of surrogate pairs, which UTF-8 has not: each becomes U+FFFD, as in what documents say.

    Names of files and words of a command line have such halves where they are no valid UTF-8.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text


def storable_parameters(parameters: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
    """The parameters of an SQL statement with each text as `storable` makes it."""
    if isinstance(parameters, Mapping):
        return {name: _storable(value) for name, value in parameters.items()}
    return [_storable(value) for value in parameters]


def _storable(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value
