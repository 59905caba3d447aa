r"""TeX in words for listeners: ``\frac{x^2+1}{2}`` is "the fraction x squared plus one over two, end fraction".

The wording follows the ClearSpeak rules for spoken mathematics (Educational Testing Service, 2016), shortened: what is
simple is said without "the fraction" and "end".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qtbrowser.gui.math.tex_words import (
    ACCENTS,
    LARGE_OPERATORS,
    LETTER_STYLES,
    LIMITS,
    NUMBER_SETS,
    POWERS,
    ROOTS,
    SILENT,
    SILENT_ARGUMENTS,
    SMALL_NUMBERS,
    SPOKEN_COMMANDS,
    SPOKEN_SIGNS,
    TEXTS,
)

LONGEST_TEX = 4000
"""The most characters of TeX that are read; the others are left out."""

DEEPEST_TEX = 40
"""The depth of groups from which on TeX is read as its plain text."""

_LEXEME = re.compile(r"\\[A-Za-z]++\*?|\\[\s\S]|\d++(?:[.,]\d++)*+|->|<->|<=>|:=|[^\s~]|~")
_SPACE = re.compile(r"\s++")
_MARKS = re.compile(r"\\[A-Za-z]++\*?|[\\{}$~&]")
_FUNCTIONS = frozenset("fghFGHPTyu")
_CELL, _ROW = "&", "\\\\"
_ARROWS = {"->": "yields", "<->": "is in resonance with", "<=>": "is in equilibrium with", ":=": "is defined as"}
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
_BINOMIALS = frozenset(("binom", "dbinom", "tbinom"))
_CHEMISTRY = frozenset(("ce", "pu"))
_ELEMENT = re.compile(r"\d++(?:\.\d++)?+|[A-Z][a-z]?+|<=>|<->|->|[a-z]++|\\[A-Za-z]++|[^\s{}$\\]")
_EXPONENT_SIGNS = {"*": "star", "\\ast": "star", "'": "prime", "\\prime": "prime", "\\circ": "degrees", "°": "degrees",
                   "+": "plus", "-": "minus", "\\top": "transposed", "\\dagger": "dagger"}  # fmt: skip
_MATRICES = ("matrix", "array", "smallmatrix")


class _TooDeepError(Exception):
    """The groups are nested deeper than `DEEPEST_TEX`."""


def spoken_tex(tex: str) -> str:
    """A formula in English words, as a screen reader is to say it.

    Args:
        tex: TeX without its delimiters. It may have faults: what can't be parsed is read sign by sign.

    Returns:
        The words in one line; commas are pauses. "" if there is nothing to say.
    """
    try:
        words = _Speaker(tex[:LONGEST_TEX]).all()
    except _TooDeepError:
        words = _plain(tex[:LONGEST_TEX])
    return words.replace(" ,", ",").strip(" ,")


class _Speaker:
    """One pass over the lexemes of a formula; each method takes the lexemes that it says."""

    def __init__(self, tex: str) -> None:
        self._tex = tex
        self._lexemes = [(found[0], found.start(), found.end()) for found in _LEXEME.finditer(tex)]
        self._next = 0
        self._depth = 0

    def all(self) -> str:
        parts = []
        while self._next < len(self._lexemes):
            parts.append(self._run(()))
            if self._next < len(self._lexemes):
                self._take()  # a brace or an end that closes nothing
        return " ".join(part for part in parts if part)

    def _peek(self) -> str:
        return self._lexemes[self._next][0] if self._next < len(self._lexemes) else ""

    def _take(self) -> str:
        lexeme = self._peek()
        self._next += 1
        return lexeme

    def _run(self, ends: tuple[str, ...]) -> str:
        """The words up to one of `ends`, a closing brace or the end of an environment, which is not taken."""
        self._depth += 1
        if self._depth > DEEPEST_TEX:
            raise _TooDeepError
        words: list[str] = []
        while (lexeme := self._peek()) and lexeme not in ends and lexeme not in ("}", "\\end"):
            words.append(self._scripted())
        self._depth -= 1
        return " ".join(word for word in words if word)

    # One piece with what is above and below it

    def _scripted(self) -> str:
        lexeme = self._peek()
        name = lexeme[1:].rstrip("*")
        if lexeme.startswith("\\") and name in LARGE_OPERATORS:
            self._take()
            return self._large_operator(name)
        base = "" if lexeme in ("_", "^") else self._piece()
        while self._peek() in ("'", "\u2032"):
            base += f" {SPOKEN_SIGNS[self._take()]}"
        below, above = self._scripts()
        if lexeme in _FUNCTIONS and self._peek() == "(":
            return f"{base}{_below(below)}{_above(above)} of {self._in_parentheses()}"
        return f"{base}{_below(below)}{_above(above)}".strip()

    def _scripts(self) -> tuple[str, str]:
        """The words below and above; "" for none. A sign that is said by itself begins with a dash."""
        found = {"_": "", "^": ""}
        while self._peek() in found:
            mark = self._take()
            if mark == "^" and (sign := _EXPONENT_SIGNS.get(self._sign_ahead())):
                self._skip_argument()
                found[mark] = f"-{sign}"
            else:
                found[mark] = self._argument()
        return found["_"], found["^"]

    def _sign_ahead(self) -> str:
        """The next argument if it is one lexeme, with or without braces."""
        if self._peek() != "{":
            return self._peek()
        lexemes = [lexeme for lexeme, _, _ in self._lexemes[self._next + 1 : self._next + 3]]
        return lexemes[0] if len(lexemes) == 2 and lexemes[1] == "}" else ""

    def _large_operator(self, name: str) -> str:
        if self._peek() == "\\limits":
            self._take()
        below, above = self._scripts()
        words = LARGE_OPERATORS[name]
        if name in LIMITS and below:
            words = f"{words} as {below.replace(' to ', ' approaches ')}"
        elif below and above:
            words = f"{words} from {below} to {above.lstrip('-')}"
        elif below:
            words = f"{words} over {below}"
        elif above:
            words = f"{words} to {above.lstrip('-')}"
        return f"{words} of"

    def _in_parentheses(self) -> str:
        """What a function is of, from the opening parenthesis on."""
        self._take()
        words = self._run((")",))
        if self._peek() != ")":
            return f"open parenthesis {words}"
        self._take()
        return words if _is_simple(words) else f"open parenthesis {words} close parenthesis"

    # One piece

    def _piece(self) -> str:
        lexeme = self._take()
        if lexeme == "{":
            words = self._run(())
            if self._peek() == "}":
                self._take()
            return words
        if lexeme.startswith("\\") and lexeme != "\\":
            return self._command(lexeme[1:].rstrip("*"))
        if lexeme[0].isdigit():
            return _number(lexeme)
        if lexeme in _ARROWS:
            return _ARROWS[lexeme]
        if lexeme in (_CELL, ".", ","):
            return "," if lexeme != "." else ""
        return SPOKEN_SIGNS.get(lexeme, "" if lexeme == "~" else lexeme)

    def _command(self, name: str) -> str:
        special = self._special_commands().get(name)
        if special is not None:
            return special()
        if name in _FRACTIONS:
            return self._fraction()
        if name in _BINOMIALS:
            return f"{self._argument()} choose {self._argument()}"
        if name in TEXTS:
            return self._raw_argument()
        if name in _CHEMISTRY:
            return self._chemistry()
        if name in ACCENTS:
            words = self._argument()
            return f"{words} {ACCENTS[name]}" if _is_simple(words) else f"{words}, with {ACCENTS[name]} above all"
        if name in SILENT or name in LETTER_STYLES:
            if name in ("left", "right") and self._peek() == ".":
                self._take()
            return ""
        if name in SILENT_ARGUMENTS:
            for _ in range(SILENT_ARGUMENTS[name]):
                self._skip_argument()
            return ""
        if len(name) == 1 and not name.isalpha():
            return {"\\": ",", "|": "double bar"}.get(name, SPOKEN_SIGNS.get(name, "") if name in "{}%$#_" else "")
        return SPOKEN_COMMANDS.get(name, name)

    def _special_commands(self) -> dict[str, Callable[[], str]]:
        return {
            "sqrt": self._root,
            "begin": self._environment,
            "mathbb": self._number_set,
            "not": lambda: f"not {self._piece()}",
            "vec": lambda: f"vector {self._argument()}",
            "overrightarrow": lambda: f"vector {self._argument()}",
            "pmod": lambda: f"mod {self._argument()}",
            "tag": lambda: f", number {self._raw_argument()}",
            "overset": self._set_above,
            "underset": self._set_above,
            "stackrel": self._set_above,
            "operatorname": self._raw_argument,
        }

    def _argument(self) -> str:
        """The words of one argument: a group or a single piece."""
        lexeme = self._peek()
        if lexeme and lexeme[0].isdigit() and len(lexeme) > 1:
            # An argument without braces is one digit.
            _, start, end = self._lexemes[self._next]
            self._lexemes[self._next] = lexeme[1:], start + 1, end
            return _number(lexeme[0])
        return self._piece() if lexeme else ""

    def _skip_argument(self) -> None:
        """Leave an argument out."""
        depth = 0
        while self._peek():
            lexeme = self._take()
            depth += (lexeme == "{") - (lexeme == "}")
            if depth <= 0:
                return

    def _raw_argument(self) -> str:
        """An argument that is text, as it is written."""
        if self._peek() != "{":
            return self._take()
        first = self._next
        self._skip_argument()
        inner = self._tex[self._lexemes[first][2] : self._lexemes[self._next - 1][1]]
        return _plain(inner)

    def _fraction(self) -> str:
        above, below = self._argument(), self._argument()
        if _is_simple(above) and _is_simple(below):
            return f"{above} over {below}"
        return f"the fraction {above} over {below}, end fraction"

    def _root(self) -> str:
        index = ""
        if self._peek() == "[":
            first = self._next
            self._take()
            words = self._run(("]",))
            index = self._tex[self._lexemes[first][2] : self._lexemes[self._next][1]] if self._peek() else ""
            self._take()
            name = ROOTS.get(index.strip(), f"the {words}-th root")
        else:
            name = ROOTS["2"]
        words = self._argument()
        return f"{name} of {words}" if _is_simple(words) else f"{name} of {words}, end root"

    def _number_set(self) -> str:
        letter = self._raw_argument()
        return NUMBER_SETS.get(letter, letter)

    def _set_above(self) -> str:
        mark, base = self._argument(), self._argument()
        return f"{base} with {mark}"

    def _chemistry(self) -> str:
        inner = self._raw_argument()
        signs = {"^": "superscript", "_": "sub", **_ARROWS}
        return " ".join(signs.get(found, SPOKEN_SIGNS.get(found, found)) for found in _ELEMENT.findall(inner))

    def _environment(self) -> str:
        name = self._raw_argument().rstrip("*")
        if name == "array" and self._peek() == "{":
            self._skip_argument()
        rows: list[list[str]] = [[]]
        while True:
            rows[-1].append(self._run((_CELL, _ROW)))
            lexeme = self._peek()
            if lexeme == _CELL:
                self._take()
            elif lexeme == _ROW:
                self._take()
                rows.append([])
            else:
                break
        if self._peek() == "\\end":
            self._take()
            self._skip_argument()
        filled = [row for row in rows if any(row)]
        if name.endswith(_MATRICES):
            return _matrix(filled)
        lines = [" ".join(cell for cell in row if cell) for row in filled]
        if name.endswith("cases"):
            return f"{len(lines)} cases: {'; '.join(lines)}; end cases"
        return "; ".join(lines)


def _plain(tex: str) -> str:
    """TeX without its commands and signs, in one line."""
    return _SPACE.sub(" ", _MARKS.sub(" ", tex)).strip()


def _matrix(rows: list[list[str]]) -> str:
    columns = max(map(len, rows), default=0)
    said = [f"row {number}: {', '.join(cell or 'empty' for cell in row)}" for number, row in enumerate(rows, 1)]
    return f"the {len(rows)} by {columns} matrix, {'; '.join(said)}; end matrix"


def _number(digits: str) -> str:
    is_small = digits.isascii() and len(digits) < 3 and int(digits) < len(SMALL_NUMBERS)
    return SMALL_NUMBERS[int(digits)] if is_small and not digits.startswith("00") else digits


def _is_simple(words: str) -> bool:
    """Whether nobody can mistake where these words end: a number or a letter, with its power at most."""
    parts = words.split()
    named = set(POWERS.values()) | {"prime", "capital", "minus"}
    return len([part for part in parts if part not in named]) <= 1


def _below(words: str) -> str:
    if not words:
        return ""
    return f" sub {words}" if _is_simple(words) else f" sub {words}, end sub"


def _above(words: str) -> str:
    if not words:
        return ""
    if words.startswith("-"):
        return f" {words[1:]}"
    for number, name in POWERS.items():
        if words == SMALL_NUMBERS[int(number)]:
            return f" {name}"
    return f" to the power of {words}" if _is_simple(words) else f" to the power of {words}, end power"
