"""Decides which `\\n` of a program listing are two characters within a string, and which are line ends.

Every line end of the listing is written as a backslash and an n, so strings must be found before lines are known. A
quote opens a string if a string can begin at its place, and the string is accepted if its closing quote is at a place
where a string can end. After a line end outside strings the lexer starts again without open quotes: an apostrophe in a
comment can spoil its own line only.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Backslashes and the n, quote or other character behind them; quotes; the marks that begin a comment.
_TOKEN = re.compile(
    r"(?P<slashes>\\+)(?P<after>[\s\S]?)|(?P<triple>\"\"\"|''')|(?P<quote>[\"'])|(?P<comment>//|--|[#;%])|\n"
)
_STRING_PREFIX = re.compile(r"(?<![A-Za-z0-9_])(?:[rRbBfFuUL]{1,2}|u8|R)\Z")
_COMMENT_MARKS = {
    "hash": frozenset("#"),
    "slashes": frozenset(("//",)),
    "dashes": frozenset(("--",)),
    "semicolon": frozenset(";"),
    "percent": frozenset("%"),
}
_FAMILY = {
    **dict.fromkeys(("python", "py", "python3", "ruby", "rb", "r", "perl", "yaml", "elixir", "julia", "make"), "hash"),
    **dict.fromkeys(("bash", "sh", "shell", "zsh", "console", "powershell", "dockerfile", "toml"), "hash"),
    **dict.fromkeys(
        ("c", "cpp", "c++", "h", "java", "javascript", "js", "typescript", "ts", "csharp", "cs"), "slashes"
    ),
    **dict.fromkeys(("go", "rust", "kotlin", "swift", "scala", "dart", "php", "json", "objectivec"), "slashes"),
    **dict.fromkeys(("sql", "lua", "haskell", "ada", "vhdl", "elm"), "dashes"),
    **dict.fromkeys(("lisp", "scheme", "clojure", "racket", "elisp", "asm", "assembly", "nasm", "ini"), "semicolon"),
    **dict.fromkeys(("prolog", "matlab", "octave", "erlang", "tex", "latex"), "percent"),
}
# In these a single quote right behind an expression transposes a matrix, and no letters are written before a string.
_TRANSPOSING = frozenset(("matlab", "octave", "julia"))
_SHELLS = frozenset(("bash", "sh", "shell", "zsh", "console"))
# In these a single quote is no string quote: it quotes a symbol or marks a lifetime.
_DOUBLE_QUOTES_ONLY = frozenset(
    (
        "lisp",
        "scheme",
        "clojure",
        "racket",
        "elisp",
        "rust",
        "haskell",
        "vhdl",
        "json",
        "tex",
        "latex",
        "text",
        "plaintext",
    )
)


class _Token(NamedTuple):
    kind: str
    start: int
    end: int


def kept_in_strings(code: str, language: str) -> set[int]:
    """The `\\n` of a listing that are characters of a string.

    Args:
        code: the listing as it is in the raw answer, line ends written as `\\n`.
        language: the first word behind the opening fence, or nothing.

    Returns:
        The offset in `code` of the backslash of each such `\\n`.
    """
    language = language.lower()
    tokens = _tokens(code, _COMMENT_MARKS.get(_FAMILY.get(language, ""), frozenset()))
    closing = _next_of_same_kind(tokens)
    kept: set[int] = set()
    index = 0
    in_comment = False
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.kind in ("line end", "newline"):
            in_comment = False
        elif token.kind == "comment":
            in_comment = True
        elif token.kind == '"' or (token.kind == "'" and not in_comment and language not in _DOUBLE_QUOTES_ONLY):
            close = closing[index - 1]
            if close is None or not _can_open(code, token.start, language):
                continue
            inside = [t.end - 2 for t in tokens[index:close] if t.kind == "newline"]
            if not inside or _is_string(code, token, tokens[close], inside, language):
                kept.update(inside)
                index = close + 1
    return kept


def _tokens(code: str, comment_marks: frozenset[str]) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while match := _TOKEN.search(code, position):
        position = match.end()
        kind = ""
        if match["slashes"]:
            if match["after"] == "n":
                kind = "newline"
            elif match["after"] in ('"', "'") and len(match["slashes"]) % 2 == 0:
                position -= 1
            elif match["after"] == "\n":
                kind = "line end"
        elif match["comment"]:
            kind = "comment" if match["comment"] in comment_marks else ""
        else:
            kind = match["triple"] or match["quote"] or "line end"
        if kind:
            tokens.append(_Token(kind, match.start(), match.end()))
    return tokens


def _next_of_same_kind(tokens: list[_Token]) -> list[int | None]:
    """For each quote, the next one of its kind before a real line end. Works from the back, in one pass."""
    following: list[int | None] = [None] * len(tokens)
    latest: dict[str, int] = {}
    for index in range(len(tokens) - 1, -1, -1):
        kind = tokens[index].kind
        if kind == "line end":
            latest.clear()
        elif kind in ('"', "'"):
            following[index] = latest.get(kind)
            latest[kind] = index
    return following


def _can_open(code: str, quote: int, language: str) -> bool:
    before = code[quote - 1 : quote]
    if before in (")", "]", "}"):
        return False
    if code[quote] == "'" and language in _TRANSPOSING and (before.isalnum() or before in ("_", ".", "'")):
        return code[max(0, quote - 2) : quote] == "\\n"
    if before.isalnum() or before == "_":
        # The n of a line end is not a letter of a prefix. "f" is a string prefix, "print" is not.
        return (
            code[max(0, quote - 2) : quote] == "\\n"
            or _STRING_PREFIX.search(code, max(0, quote - 3), quote) is not None
        )
    return True


def _is_string(code: str, opening: _Token, closing: _Token, inside: list[int], language: str) -> bool:
    """Whether the text between two quotes with `\\n` inside is likely to be one string on one line."""
    after = code[closing.end : closing.end + 1]
    if after.isalnum() or after in ("_", "("):
        return False
    before = code[closing.start - 1 : closing.start]
    ends_in_newline = inside[-1] + 2 == closing.start
    if opening.kind == "'" and not ends_in_newline and before and before in " (,=[{":
        return False
    if language in _SHELLS:
        # A shell string may span lines: they are then indented, or the quote opens at a line end.
        return not any(code[place + 2 : place + 4] == "  " for place in inside)
    return True
