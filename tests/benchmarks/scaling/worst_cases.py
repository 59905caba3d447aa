"""The worst case of a regular expression: texts that each of its repetitions takes in at length and then fails at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from time import thread_time
from typing import Any, NamedTuple

from tests.regular_expressions import Expression

# The standard library's own, which has no public form.
codes: Any = import_module("re._constants")
parser: Any = import_module("re._parser")
_LONG_ENOUGH = 0.003
_FIRST_SIZE = 500
_LAST_SIZE = 64_000
_BEHIND = ("\0", "\n", "", "a")
_CANDIDATES = "a 1\n\t|-*>#_$\\`[](){}<~:=.,'\"é/A&!+%;^@\r\0"
_MOST_TEXTS = 60


class Worst(NamedTuple):
    """The text over which an expression's time grows most.

    Attributes:
        growth: how many times the text's growth the time's is.
        text: what repeats, and what stands before and behind it.
    """

    growth: float
    text: str


def worst_case(expression: Expression) -> Worst:
    """Try texts on an expression, and tell the worst."""
    pattern = expression.pattern
    assert pattern is not None
    compiled = re.compile(pattern, expression.flags)
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    worst = Worst(1.0, "none: it takes in no text of any length")
    tried: set[tuple[str, str, str]] = set()
    for before, unit in _repetitions(parser.parse(text, expression.flags & ~re.DEBUG)):
        for behind in _BEHIND:
            for head in dict.fromkeys((before, "")):
                attack = (head, unit, behind)
                if attack not in tried and len(tried) < _MOST_TEXTS:
                    tried.add(attack)
                    growth = _growth(compiled, attack, expression.anchored)
                    if growth > worst.growth or worst.text.startswith("none"):
                        worst = Worst(growth, f"{head!a} {unit!a}… {behind!a}".replace("`", "\\x60"))
    return worst._replace(text=f"`{worst.text}`")


def _growth(compiled: re.Pattern[Any], attack: tuple[str, str, str], anchored: bool) -> float:
    size = _FIRST_SIZE
    before = seconds = _time(compiled, attack, size, anchored, 1)
    while size < _LAST_SIZE:
        size *= 2
        seconds = _time(compiled, attack, size, anchored, 1)
        if seconds >= _LONG_ENOUGH:
            break
        before = seconds
    if seconds < _LONG_ENOUGH:
        return 1.0
    growth = seconds / before / 2
    for _ in range(3):
        if growth <= 1.3:
            return max(1.0, growth)
        seconds = _time(compiled, attack, size, anchored, 3)
        growth = min(growth, seconds / _time(compiled, attack, size // 2, anchored, 3) / 2)
        if seconds < 0.5 and size < 16 * _LAST_SIZE:
            size *= 2
    return max(1.0, growth)


def _time(compiled: re.Pattern[Any], attack: tuple[str, str, str], size: int, anchored: bool, times: int) -> float:
    before, unit, behind = attack
    whole = before + unit * (size // len(unit)) + behind
    text: Any = whole.encode("utf-8", "replace") if isinstance(compiled.pattern, bytes) else whole
    best = float("inf")
    for _ in range(times):
        begin = thread_time()
        if anchored:
            compiled.match(text)
        else:
            for _found in compiled.finditer(text):
                pass
        best = min(best, thread_time() - begin)
    return max(best, 1e-7)


def _repetitions(parsed: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """For each repetition a text that comes before it, and what it repeats."""
    for operation, value in parsed:
        if operation in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            lowest, highest, inner = value
            if highest >= 9:
                for unit in _samples(inner):
                    if unit:
                        yield before, unit
                        # What repeats outside may do so too: all of it with this taken once.
                        yield "", before + unit
            yield from _repetitions(inner, before)
            before += next(_samples(inner), "") * max(1, min(lowest, 8))
            continue
        for inner in _insides(operation, value):
            yield from _repetitions(inner, before)
        before += next(_sample(operation, value), "")


def _insides(operation: Any, value: Any) -> Sequence[Any]:
    if operation is codes.BRANCH:
        return list(value[1])
    if operation is codes.SUBPATTERN:
        return [value[3]]
    if operation is codes.ATOMIC_GROUP:
        return [value]
    if operation in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return []


def _samples(parsed: Any, most: int = 6) -> Iterator[str]:
    """Some texts that a pattern takes."""
    texts = [""]
    for operation, value in parsed:
        texts = [text + sample for sample in list(_sample(operation, value))[:most] or [""] for text in texts][:most]
    yield from dict.fromkeys(texts)


def _sample(operation: Any, value: Any) -> Iterator[str]:
    if operation is codes.LITERAL:
        yield chr(value)
    elif operation is codes.NOT_LITERAL:
        yield from [char for char in _CANDIDATES if ord(char) != value][:4]
    elif operation is codes.ANY:
        yield from "a "
    elif operation is codes.IN:
        yield from _of_class(value)
    elif operation in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        lowest, _, inner = value
        for text in _samples(inner, 3):
            yield text * max(1, min(lowest, 8))
    elif operation is codes.BRANCH:
        for inner in value[1]:
            yield from list(_samples(inner, 2))
    elif operation is codes.SUBPATTERN:
        yield from _samples(value[3])
    elif operation is codes.ATOMIC_GROUP:
        yield from _samples(value)


def _of_class(items: Any) -> Iterator[str]:
    """Characters of a class: those that other parts of patterns like to take as well, and its own first."""
    compiled = _class(items)
    own = [chr(value if operation is codes.LITERAL else value[0]) for operation, value in items
           if operation in (codes.LITERAL, codes.RANGE)]  # fmt: skip
    taken = [char for char in _CANDIDATES if compiled(char)]
    yield from dict.fromkeys([*taken[:4], *(own[:2] if items[0][0] is not codes.NEGATE else ())])


def _class(items: Any) -> Any:
    negated = items[0][0] is codes.NEGATE

    def takes(char: str) -> bool:
        code = ord(char)
        found = False
        for operation, value in items:
            if operation is codes.LITERAL:
                found = found or code == value
            elif operation is codes.RANGE:
                found = found or value[0] <= code <= value[1]
            elif operation is codes.CATEGORY:
                found = found or _in_category(char, value)
        return found != negated

    return takes


def _in_category(char: str, category: Any) -> bool:
    name = str(category).rpartition("CATEGORY_")[2].removeprefix("UNI_")
    wanted = not name.startswith("NOT_")
    kind = name.removeprefix("NOT_")
    found = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}.get(kind, False)
    return found == wanted
