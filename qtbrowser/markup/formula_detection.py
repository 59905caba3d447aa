"""Decides whether the text between two math delimiters is a formula, or the delimiters are amounts of money."""

from __future__ import annotations

import re

_TEXT_MACRO = re.compile(
    r"\\(?:text\w*|mathrm|mathbf|mathit|mathsf|operatorname\*?|mbox|hbox|tag|ce|label)\s*\{[^{}]*\}"
)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_TEX_SIGN = re.compile(r"[\\^_{}=<>≤≥≠→+]")
_STARTS_WITH_NUMBER = re.compile(r"\s*[-+]?\.?\d")
_MONEY_WORD = re.compile(
    r"\b(?:and|or|to|the|an?|in|on|of|for|per|each|at|by|is|was|with|from|than|hundred|thousand|million|billion"
    r"|trillion|dollars?|cents?|USD|CAD|AUD)\b",
    re.IGNORECASE,
)
_THREE_WORDS = re.compile(r"(?<![A-Za-z’'])(?:[A-Za-z]{2}[A-Za-z’']*+[,;:]? ){2}[A-Za-z]{2}")
_JOINING_WORD = re.compile(r"and|or|to|the|of|for|per|with|from|than|million|billion|trillion", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]{2,}")
_FIVE_WORDS = re.compile(r"(?<![A-Za-z’'])(?:[A-Za-z’']++[,;:.]?\s++){4}[A-Za-z’']{2}")
_EIGHT_WORDS = re.compile(r"(?<![A-Za-z’'])(?:[A-Za-z’']++[,;:.]?\s++){7}[A-Za-z’']{2}")
_BRACKETED_WORD = re.compile(r"\s*(?:\d+|\.\.\.|…|[A-Za-z]{2,}(?: [A-Za-z]+)*)\s*")
_BEFORE_VARIABLE = frozenset("=:/,;(&|")
_BEGINS_VARIABLE = frozenset("_{(")
_OTHER_BLOCK = re.compile(r"\n[ \t]*+(?:#{1,6}[ \t]|`{3}|~{3})")


def is_inline_formula(body: str, before: str, after: str) -> bool:
    """Whether `$body$` is a formula.

    Args:
        body: the text between the two dollars, within one paragraph.
        before: the character before the first dollar, or nothing.
        after: the character after the second one, or nothing.
    """
    inner = body.strip()
    if not inner or "`" in body or (after.isdigit() and after.isascii()):
        return False
    if (body[-1].isspace() or body[-1] in _BEFORE_VARIABLE) and (after.isalpha() or after in _BEGINS_VARIABLE):
        # The second dollar begins a variable of a shell or a program: `$HOME_DIR and $PATH`, `$a == $b`, `${a} ${b}`.
        return False
    # The cheap tests first: a text may have a hundred thousand dollar signs.
    tex = _TEX_SIGN.search(inner) is not None
    lopsided = body[0].isspace() != body[-1].isspace() or inner[-1] in ",;"
    if lopsided and not tex:
        return False
    if _JOINING_WORD.fullmatch(inner) or (after.isupper() and inner[-1] in "/:.-"):
        return False
    number = _STARTS_WITH_NUMBER.match(body) is not None
    if number and (before.isupper() or (lopsided and "\\" not in inner)):
        return False
    words = _without_macros(inner)
    if _FIVE_WORDS.search(words) or (number and _MONEY_WORD.search(words)):
        return False
    return tex or not (_THREE_WORDS.search(words) or (len(_WORD.findall(words)) > 1 and _MONEY_WORD.search(words)))


def is_display_formula(body: str, *, bracketed: bool = False) -> bool:
    """Whether `$$body$$` is a formula; if `bracketed`, whether `\\[body\\]` is, which may also be an escaped
    bracket.
    """
    if not body.strip() or _OTHER_BLOCK.search(body):
        return False
    if bracketed and _BRACKETED_WORD.fullmatch(body):
        return False
    return _EIGHT_WORDS.search(_without_macros(body)) is None


def _without_macros(body: str) -> str:
    if "\\" not in body:
        return body
    return _COMMAND.sub(" . ", _TEXT_MACRO.sub(" . ", body))
