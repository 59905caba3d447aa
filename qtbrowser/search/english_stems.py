"""Stems English words by the Snowball algorithm "Porter2" (M. Porter, The English (Porter2) stemming algorithm, 2002).

The stems are those of Whoosh's `EnglishStemmer`, with which indexes were made before, in a fifth of its time: while a
library is indexed, each new word is stemmed. Most words have no ending that a step of the algorithm changes.

The algorithm's regions are kept as their lengths, counted from the end of the word. R1 is what follows the first
consonant after a vowel, R2 the same within R1.
"""

from __future__ import annotations

import re

_VOWELS = frozenset("aeiouy")
_VOWEL = re.compile("[aeiouy]")
_REGION = re.compile("[^aeiouy]*[aeiouy]+[^aeiouy]")
_IRREGULAR = re.compile("gener|arsen|commun")
_DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
_BEFORE_LI = frozenset("cdeghkmnrt")
_CHANGING = (
    "s", "e", "y", "ed", "ing", "ll", "nci", "li", "ogi", "iti", "ism", "ion", "al", "ator", "er", "ful", "ant", "ent",
    "ic",
)  # fmt: skip
"""Every ending that a step changes is one of these, or ends so."""

_SPECIAL = {
    "skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "idly": "idl", "gently": "gentl",
    "ugly": "ugli", "early": "earli", "only": "onli", "singly": "singl", "sky": "sky", "news": "news", "howe": "howe",
    "atlas": "atlas", "cosmos": "cosmos", "bias": "bias", "andes": "andes", "inning": "inning", "innings": "inning",
    "outing": "outing", "outings": "outing", "canning": "canning", "cannings": "canning", "herring": "herring",
    "herrings": "herring", "earring": "earring", "earrings": "earring", "proceed": "proceed", "proceeds": "proceed",
    "proceeded": "proceed", "proceeding": "proceed", "exceed": "exceed", "exceeds": "exceed", "exceeded": "exceed",
    "exceeding": "exceed", "succeed": "succeed", "succeeds": "succeed", "succeeded": "succeed",
    "succeeding": "succeed",
}  # fmt: skip

# Ending -> what is in its place, where the ending is within R1; the first that a word has counts.
_STEP_2 = {
    "ization": "ize", "ational": "ate", "fulness": "ful", "ousness": "ous", "iveness": "ive", "tional": "tion",
    "biliti": "ble", "lessli": "less", "entli": "ent", "ation": "ate", "alism": "al", "aliti": "al", "ousli": "ous",
    "iviti": "ive", "fulli": "ful", "enci": "ence", "anci": "ance", "abli": "able", "izer": "ize", "ator": "ate",
    "alli": "al", "bli": "ble", "ogi": "og", "li": "",
}  # fmt: skip
_STEP_3 = {
    "ational": "ate", "tional": "tion", "alize": "al", "icate": "ic", "iciti": "ic", "ative": "", "ical": "ic",
    "ness": "", "ful": "",
}  # fmt: skip
_STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
)  # fmt: skip
_STEP_2_ENDINGS, _STEP_3_ENDINGS = tuple(_STEP_2), tuple(_STEP_3)
# Of these R2 loses all if it is shorter, of the others what it has of them. After some of them it is an e then, in step
# 2: the published algorithm doesn't say so, but stems of existing indexes do.
_WHOLE = frozenset((
    "izer", "ization", "ational", "ation", "ator", "alism", "aliti", "alli", "ousli", "ousness", "iveness", "iviti",
    "biliti", "bli", "icate", "iciti", "ical",
))  # fmt: skip
_LEAVE_AN_E = frozenset(("ational", "ation", "ator", "iveness", "iviti"))


def english_stem(word: str) -> str:
    """Return the stem of a word of three or more lower-case letters a to z."""
    if not word.endswith(_CHANGING):
        return word
    special = _SPECIAL.get(word)
    if special is not None:
        return special
    if "y" in word:
        word = _with_consonant_y(word)
    found = _IRREGULAR.match(word) or _REGION.match(word)
    r1 = len(word) - found.end() if found else 0
    found = _REGION.match(word, len(word) - r1) if r1 else None
    r2 = len(word) - found.end() if found else 0
    if word[-1] in "sd":
        word, r1, r2 = _without_plural(word, r1, r2)
    if word[-1] in "dgy":
        word, r1, r2 = _without_participle(word, r1, r2)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    if word.endswith(_STEP_2_ENDINGS):
        word, r1, r2 = _step_2(word, r1, r2)
    if word.endswith(_STEP_3_ENDINGS):
        word, r1, r2 = _step_3(word, r1, r2)
    if word.endswith(_STEP_4):
        word, r1, r2 = _step_4(word, r1, r2)
    return _without_last(word, r1, r2).replace("Y", "y")


def _with_consonant_y(word: str) -> str:
    """Return the word with a capital for each y at its beginning or after a vowel."""
    letters = list(word)
    for place, letter in enumerate(letters):
        if letter == "y" and (not place or letters[place - 1] in _VOWELS):
            letters[place] = "Y"
    return "".join(letters)


def _without_plural(word: str, r1: int, r2: int) -> tuple[str, int, int]:
    """Step 1a."""
    lost = 0
    if word.endswith("sses"):
        lost = 2
    elif word.endswith(("ied", "ies")):
        lost = 2 if len(word) > 4 else 1
    elif word[-1] == "s" and word[-2] not in "us" and _VOWEL.search(word, 0, len(word) - 2):
        lost = 1
    return (word[:-lost], max(0, r1 - lost), max(0, r2 - lost)) if lost else (word, r1, r2)


def _without_participle(word: str, r1: int, r2: int) -> tuple[str, int, int]:
    """Step 1b."""
    ending = next((each for each in ("eedly", "ingly", "edly", "eed", "ing", "ed") if word.endswith(each)), "")
    size = len(ending)
    if not ending:
        return word, r1, r2
    if ending in ("eed", "eedly"):
        if r1 >= size:
            return word[:-size] + "ee", r1 - size + 2, r2 - size + 2 if r2 >= size else 0
        return word, r1, r2
    if not _VOWEL.search(word, 0, len(word) - size):
        return word, r1, r2
    word, r1, r2 = word[:-size], max(0, r1 - size), max(0, r2 - size)
    if word.endswith(("at", "bl", "iz")):
        word, r1 = word + "e", r1 + 1
        return word, r1, r2 + 1 if len(word) > 5 or r1 >= 3 else r2
    if word.endswith(_DOUBLES):
        return word[:-1], max(0, r1 - 1), max(0, r2 - 1)
    # What R1 and R2 are, nothing, they stay.
    return (word + "e" if not r1 and _is_short(word) else word), r1, r2


def _is_short(word: str) -> bool:
    """Return whether a word ends in a short syllable."""
    if len(word) == 2:
        return word[0] in _VOWELS and word[1] not in _VOWELS
    return (
        len(word) > 2
        and word[-1] not in _VOWELS
        and word[-1] not in "wxY"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
    )


def _step_2(word: str, r1: int, r2: int) -> tuple[str, int, int]:
    ending = next(each for each in _STEP_2_ENDINGS if word.endswith(each))
    if r1 < len(ending):
        return word, r1, r2
    if ending == "ogi" and word[-4:-3] != "l":
        return word, r1, r2
    if ending == "li" and word[-3] not in _BEFORE_LI:
        return word, r1, r2
    left_e = r2 < len(ending) and ending in _LEAVE_AN_E
    word, r1, r2 = _replaced(word, r1, r2, ending, _STEP_2[ending])
    return word, r1, 1 if left_e else r2


def _step_3(word: str, r1: int, r2: int) -> tuple[str, int, int]:
    ending = next(each for each in _STEP_3_ENDINGS if word.endswith(each))
    if r1 < len(ending) or (ending == "ative" and r2 < len(ending)):
        return word, r1, r2
    return _replaced(word, r1, r2, ending, _STEP_3[ending])


def _replaced(word: str, r1: int, r2: int, ending: str, other: str) -> tuple[str, int, int]:
    size, change = len(ending), len(other) - len(ending)
    r2 = 0 if ending in _WHOLE and r2 < size else max(0, r2 + change)
    return word[:-size] + other, r1 + change, r2


def _step_4(word: str, r1: int, r2: int) -> tuple[str, int, int]:
    ending = next(each for each in _STEP_4 if word.endswith(each))
    size = len(ending)
    if r2 < size or (ending == "ion" and word[-4:-3] not in ("s", "t")):
        return word, r1, r2
    return word[:-size], max(0, r1 - size), r2 - size


def _without_last(word: str, r1: int, r2: int) -> str:
    """Step 5."""
    last = word[-1:]
    if last == "l":
        return word[:-1] if r2 and word[-2] == "l" else word
    if last != "e":
        return word
    if r2:
        return word[:-1]
    goes = len(word) >= 4 and (
        word[-2] in _VOWELS or word[-2] in "wxY" or word[-3] not in _VOWELS or word[-4] in _VOWELS
    )
    return word[:-1] if r1 and goes else word
