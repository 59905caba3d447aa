"""Makes the expressions of ignore patterns match in bounded time.

pathspec writes a ``*`` as ``[^/]*`` and a ``**`` as ``(?:/.+)?``. Where several follow each other, `re` tries all ways
to share out the letters between them, whose number grows with the power of their count. It is enough to try the first
place where what is after a wildcard fits, up to the next wildcard: a later place leaves the rest less room. An atomic
group says so (`re`, Python 3.11).
"""

from __future__ import annotations

import re

_STAR, _DEEP, _LEADING, _END = "[^/]*", "(?:/.+)?", "(?:.+/)?", "(?:(?P<ps_d>/)|$)"
_SLASH_END = "(?P<ps_d>/)"
_KNOWN = "|".join(map(re.escape, (_STAR, _DEEP, _LEADING, _END, _SLASH_END)))
_TOKEN = re.compile(_KNOWN + r"|\[\^?\]?(?:\\.|[^\]\\])*+\]|\\.|.", re.DOTALL)


def bounded(expression: str) -> str:
    """An expression that matches the same paths in a time that grows with the product of its length and the path's.

    A class such as ``[!a]`` matches no slash, as Git has it; with pathspec it does.

    Args:
        expression: of a pattern, as pathspec makes it; one of a form that is not known stays as it is.
    """
    tokens: list[str] = [_without_slash(token) for token in _TOKEN.findall(expression)]
    if tokens.count(_STAR) + tokens.count(_DEEP) < 2 or tokens[0] != "^" or tokens[-1] not in (_END, _SLASH_END):
        return "".join(tokens)
    inner = tokens[1:-1]
    leading = inner[:1] == [_LEADING]
    if any(token in ("(", ")", "|", _LEADING, "+") for token in inner[leading:]):
        return "".join(tokens)
    parts = _split(inner[leading:], _DEEP)
    written = ["/".join(_segment(segment) for segment in _split(part, "/")) for part in parts]
    begins = [_LEADING if leading else "", *([_DEEP] * (len(parts) - 1))]
    lazy = {_LEADING: "(?:.+?/)??", _DEEP: "(?:/.+?)??", "": ""}
    pieces = [f"(?>{lazy[begin]}{part}(?=/))" for begin, part in zip(begins[:-1], written[:-1], strict=True)]
    return "".join(("^", *pieces, begins[-1], written[-1], tokens[-1]))


def _without_slash(token: str) -> str:
    is_negated = token.startswith("[^") and token not in ("[^/]", _STAR)
    return f"(?!/){token}" if is_negated else token


def _segment(tokens: list[str]) -> str:
    """The expression of what is between two slashes."""
    first, *runs = _split(tokens, _STAR)
    if not runs:
        return "".join(first)
    middle = [f"(?>{_STAR}?{''.join(run)})" for run in runs[:-1] if run]
    return "".join((*first, *middle, _STAR, *runs[-1]))


def _split(tokens: list[str], at: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token == at:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
