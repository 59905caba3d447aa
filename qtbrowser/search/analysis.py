"""Turns text into terms for the index.

A *form* is a word as written in a text. It is indexed as a *word* (case and accents folded), which is found by its
*stem* (M. Porter's Snowball algorithm for English), and sometimes also as a *symbol* at the same position: `C++` is the
word `c` and the symbol `c++`, `.NET` the word `net` and the symbol `.net`. Chinese, Japanese, Korean and the scripts of
South-East Asia, which put no spaces between words, are indexed character by character, so that a sequence of
characters, looked up as a phrase, is found wherever it occurs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from qtbrowser.catalog.folding import PLAIN_LETTERS
from qtbrowser.search.english_stems import english_stem

# Stop words: a query is looked up without them, unless it has no other words.
STOP_WORDS = frozenset(
    "a an and are as at be been but by can could did do does for from had has have how i if in into is it its may me "
    "my no not of on or our should so such than that the their them then there these they this those to was we "
    "were what when where which who whom whose why will with would you your".split()
)

# One character is one term in these scripts; a Hangul syllable may be spelled out as its two or three jamo.
_ALONE = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e80-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u103f\u1050-\u1055"
    "\u1780-\u17b3\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)
_JAMO = "\u1100-\u11ff"

# Combining marks, which belong to the letter before them and are not in Python's \w; joiners and the soft hyphen.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3"
    "\u0816-\u082d\u0859-\u085b\u08d3-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7"
    "\u09e2\u09e3\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc-\u0acd\u0ae2\u0ae3\u0afa-\u0aff"
    "\u0b01-\u0b03\u0b3c-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3c-\u0c56\u0c62\u0c63\u0c81-\u0c83"
    "\u0cbc-\u0cd6\u0ce2\u0ce3\u0d00-\u0d03\u0d3b-\u0d57\u0d62\u0d63\u0d81-\u0d83\u0dca-\u0ddf\u0df2\u0df3\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f"
    "\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u102b-\u103e\u1056-\u109d\u135d-\u135f\u17b4-\u17d3\u17dd\u180b-\u180d"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\u3099\u309a\ua8e0-\ua8f1\ufe00-\ufe0f\ufe20-\ufe2f"
    "\uff9e\uff9f"
)

# Marks that only show pronunciation or stress, which searching ignores. Vowel signs of Indian scripts and the voicing
# marks of kana make a different word, and are kept.
_ACCENTS = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
    "\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
_NOT_A_LETTER = re.compile(r"[\W_]")

_CONTRACTION = r"['\u2019](?:[sStTdDmM]|[rRvV][eE]|[lL][lL])(?!\w)"
_CONTRACTED = re.compile(r"\w" + _CONTRACTION)
_SUFFIX = rf"(?:\+\+(?!\+)|#(?![\w#])|{_CONTRACTION})?"
_ASCII_FORM = re.compile(r"\.?\w+" + _SUFFIX, re.ASCII)
# Characters that need no folding beyond case: those of most European languages, punctuation and mathematical signs.
_PLAIN_FORM = re.compile(r"\.?\w+" + _SUFFIX)
_NOT_PLAIN = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0590-\u1dff\u200c\u200d\u20d0-\u20f0\u2600-\u27bf\u2e80-\U0010ffff]"
)
_EMOJI = "\u2600-\u27bf\U0001f1e6-\U0001faff"
"""Pictographs, each a form of its own."""

_IS_EMOJI = re.compile(f"[{_EMOJI}]")
_FORM = re.compile(
    rf"[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7]?[\u11a8-\u11ff]?|[{_ALONE}{_JAMO}][{_MARKS}]*|[{_EMOJI}]"
    rf"|\.?[^\W{_ALONE}{_JAMO}](?:[^\W{_ALONE}{_JAMO}]|[{_MARKS}])*" + _SUFFIX
)

# Separators between texts that are split together; see `spaced_pieces`.
GAP_SIGN = "\x01"
END_SIGN = "\x02"
# In ASCII, characters that are in no form become spaces, and capitals lower case; other bytes stay.
_KEPT_SIGNS = ".+#'" + GAP_SIGN + END_SIGN
_ASCII = bytes(range(128))
_PIECES = bytes(
    code if code >= 128 else ord(chr(code).lower()) if chr(code).isalnum() or chr(code) in _KEPT_SIGNS else 32
    for code in range(256)
)

_BEGIN_OTHERWISE = frozenset(("die", "lie", "tie"))
# The letters behind the apostrophe of contracted forms that are two letters without it.
_CONTRACTED_TO = "dmt"

# The number of cached forms, of about 200 bytes each.
MEMO_SIZE = 30_000


class Terms(NamedTuple):
    """The terms of a form; `word` is empty if folding leaves nothing, `symbol` is empty for most forms."""

    word: str
    stem: str
    symbol: str


class Token(NamedTuple):
    """A form in a text: its terms and its range, [start, end) in code points."""

    word: str
    stem: str
    symbol: str
    start: int
    end: int


def reading(text: str) -> tuple[re.Pattern[str], str]:
    """Return a pattern and a text in which it finds the forms of `text`, at unchanged offsets.

    It is the fastest pattern that is correct for this text.
    """
    # Python counts an underscore as a letter; here it separates words.
    text = text.replace("_", " ") if "_" in text else text
    if text.isascii():
        return _ASCII_FORM, text
    return (_PLAIN_FORM if has_word_breaks(text) else _FORM), text


def is_spaced(pattern: re.Pattern[str]) -> bool:
    """Return whether `reading` gave this pattern for a text that has word breaks, see `has_word_breaks`."""
    return pattern is not _FORM


def has_word_breaks(text: str) -> bool:
    """Return whether all forms of `text` are separated, which is not so in scripts without spaces between words."""
    return text.isascii() or _NOT_PLAIN.search(beyond_ascii(text)) is None


def beyond_ascii(text: str) -> str:
    """Return `text` without its characters of ASCII."""
    if text.isascii():
        return ""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def is_contracted(text: str, start: int) -> bool:
    """Return whether the text at `start` is the end of a contracted form, like the `t` of `don't`."""
    return start > 1 and text[start - 1] in "'\u2019" and _CONTRACTED.match(text, start - 2) is not None


def find_forms(text: str) -> list[str]:
    """Return the forms of `text`, in order."""
    pattern, text = reading(text)
    return pattern.findall(text)


def spaced_pieces(text: str) -> bytes:
    """Return a text that has word breaks as UTF-8, split by spaces into pieces that contain its forms.

    The forms of the pieces are those of the text, with ASCII capitals in lower case, so they have the same terms:
    `terms_of` folds case. A piece usually contains one form, perhaps with punctuation around it, but may contain
    several or none; a full stop at its end belongs to none. `GAP_SIGN` and `END_SIGN` are pieces where spaces are
    around them.
    """
    return text.encode("utf-8", "surrogatepass").translate(_PIECES)


def tokens(text: str) -> Iterator[Token]:
    """Yield the forms of `text` with the terms and the position of each."""
    pattern, text = reading(text)
    for found in pattern.finditer(text):
        word, stem, symbol = analyse(found.group())
        if word:
            yield Token(word, stem, symbol, found.start() + (text[found.start()] == "."), found.end())


def question_key(title: str) -> str:
    """Return the key that questions are ordered and compared by: their folded words, joined by spaces."""
    return " ".join(filter(None, map(_compared_by, find_forms(title))))


def subject_sound(name: str) -> str:
    """Return a key that is equal for names of a subject that differ in case, accents, spaces and punctuation."""
    return "/".join("".join(filter(str.isalnum, fold(part))) for part in name.split("/"))


def fold(text: str) -> str:
    """Return `text` without case, accents and differences of width: texts with equal results are equal in searches.

    It applies the Unicode normalization form KD (UAX 15), removes accents, applies form KC, and folds case fully.
    """
    if text.isascii():
        return text.lower()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", plain).casefold().translate(PLAIN_LETTERS)


# While texts are indexed each word is stemmed once, see `Vocabulary`.
@lru_cache(maxsize=1 << 12)
def stem_word(word: str) -> str:
    """Return the stem of a folded word. Only words of English letters alone have a stem that differs from the word."""
    return english_stem(word) if len(word) > 2 and word.isascii() and word.isalpha() else word


def common_beginning(stem: str) -> str:
    """Return the common prefix of all words with `stem`: the stemmer changes at most the last letter of a longer stem.

    Three short words are the exceptions (`dying` is found as `die`), and contracted forms (`I'm` is found as `im`).
    """
    if len(stem) > 2 and stem not in _BEGIN_OTHERWISE:
        return stem[:-1]
    return stem if len(stem) == 2 and stem[1] not in _CONTRACTED_TO else stem[:1]


def terms_of(form: str) -> Terms:
    """Return the terms of a form that `find_forms` returned."""
    word, symbol = _word_and_symbol(form)
    return Terms(word, stem_word(word), symbol)


# `terms_of` with a cache of the last forms.
analyse = lru_cache(maxsize=MEMO_SIZE)(terms_of)


@lru_cache(maxsize=MEMO_SIZE)
def _compared_by(form: str) -> str:
    """Return the part of a question's key for `form`: its symbol or its word, which need no stem."""
    word, symbol = _word_and_symbol(form)
    return symbol or word


def _word_and_symbol(form: str) -> tuple[str, str]:
    core = form.lstrip(".")
    symbol = ""
    if core.endswith(("++", "#")):
        symbol = fold(core)
        core = core.rstrip("+#")
    elif core is not form and len(core) > 1 and core[0].isalpha():
        symbol = "." + _folded_letters(core)
    word = _folded_letters(_without_contraction(core))
    return word, symbol if word else ""


def _folded_letters(text: str) -> str:
    folded = fold(text)
    return folded if folded.isalnum() else _NOT_A_LETTER.sub("", folded) if folded.isascii() else _letters(folded)


def _letters(folded: str) -> str:
    """Return `folded` without characters other than letters that come from decomposition, such as the bar of a
    fraction.
    """
    return "".join(
        char for char in folded if char.isalnum() or unicodedata.category(char)[0] == "M" or _IS_EMOJI.match(char)
    )


def _without_contraction(core: str) -> str:
    """Return the word without a possessive ending (`cell's` -> `cell`); other contractions stay one word (`don't`)."""
    if core[-1] in "sS" and core[-2:-1] in ("'", "\u2019"):
        return core[:-2]
    return core
