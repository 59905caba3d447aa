"""Highlights code listings with Pygments."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from time import monotonic
from typing import Any

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class, get_all_lexers
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String, Token

LONGEST = 20_000
"""Characters of a listing beyond which it is shown without colours."""

PATIENCE = 0.1
"""Seconds after which the rest of a listing is shown without colours."""

# Many of Pygments' regular expressions take quadratic time, or worse, for such a run.
_HARD = re.compile(r"[^\n]{500}|(?:[ \t]*\n){12}")

_log = logging.getLogger(__name__)

PREFIX = "hl-"
"""Prefix of the classes of highlighted tokens."""

# Few classes, because Qt tries every rule of a style sheet on every element.
CLASSES = {
    Comment: "c",
    Comment.Preproc: "p",
    Keyword: "k",
    Operator.Word: "k",
    Literal: "s",
    String: "s",
    Number: "n",
    Name.Function: "f",
    Name.Class: "f",
    Name.Decorator: "p",
    Name.Builtin: "b",
    Name.Exception: "b",
    Name.Tag: "k",
    Name.Attribute: "b",
    Generic.Deleted: "d",
    Generic.Inserted: "i",
    Generic.Heading: "f",
    Generic.Subheading: "f",
    Generic.Prompt: "c",
}
"""Pygments' token types with a class of their own; a type not named here has its parent's."""


def highlighted(code: str, language: str) -> str:
    """A listing as HTML: escaped, with spans of the classes of `CLASSES`.

    Args:
        code: the listing.
        language: a name or alias of the language as Pygments knows it; anything else means no colours.
    """
    lexer = _lexer(language) if language and len(code) <= LONGEST and not _HARD.search(code) else None
    if lexer is None:
        return escape(code, quote=False)
    pieces: list[str] = []
    for css_class, words in _runs(code, lexer):
        marked = escape(words, quote=False)
        pieces.append(f'<span class="{PREFIX}{css_class}">{marked}</span>' if css_class and words.strip() else marked)
    return "".join(pieces)


def _runs(code: str, lexer: Lexer) -> list[tuple[str, str]]:
    """The code as runs of one class each; joined they are always the code."""
    runs: list[tuple[str, str]] = []
    place = 0
    deadline = monotonic() + PATIENCE
    # Some lexers need a line end after the last line.
    tokens = _tokens_until_it_fails(lexer, f"{code}\n")
    for start, kind, words in tokens:
        if start != place or monotonic() > deadline:
            break
        place += len(words)
        css_class = _class(kind)
        if runs and runs[-1][0] == css_class:
            runs[-1] = (css_class, runs[-1][1] + words)
        else:
            runs.append((css_class, words))
    if place <= len(code):
        return [*runs, ("", code[place:])]
    css_class, words = runs[-1]
    return [*runs[:-1], (css_class, words[: len(words) - (place - len(code))])]


def _tokens_until_it_fails(lexer: Lexer, code: str) -> Iterator[tuple[int, Any, str]]:
    """The tokens of a listing. If the lexer raises, the rest of the listing has no colours."""
    tokens = lexer.get_tokens_unprocessed(code)
    while True:
        try:
            token = next(tokens, None)
        except Exception:
            _log.info("A lexer has failed: %s", type(lexer).__name__)
            return
        if token is None:
            return
        yield token


def warm_up() -> None:
    """Load the table of languages and the most frequent lexer."""
    highlighted("x = 1", "python")


@lru_cache(maxsize=256)
def _class(kind: Any) -> str:
    while kind is not Token:
        if kind in CLASSES:
            return CLASSES[kind]
        kind = kind.parent
    return ""


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    # Pygments' own lexers only: its search by alias would load other packages' plugins for every unknown name.
    return {alias: name for name, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases}


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    name = _languages().get(language.lower())
    lexer_class = find_lexer_class(name) if name and name != "Text only" else None
    return None if lexer_class is None else lexer_class(stripnl=False, ensurenl=False)
