"""Decodes the bytes of a file to text: UTF-8, what a byte order mark says, UTF-16, or one of the usual older encodings.

An older encoding is guessed by charset-normalizer. For short texts several fit equally well; Western European is then
preferred, if what it gives reads like a Western European language.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from qtbrowser.errors import DocumentError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatches

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # The mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u"),
    *("cp866", "cp437", "cp850", "cp874", "mac_roman", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_NAMES = {
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "koi8_r": "KOI8-R",
    "koi8_u": "KOI8-U",
    "mac_roman": "Mac Roman",
    "cp932": "Shift JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "cp949": "EUC-KR",
    "cp866": "code page 866",
    "cp437": "code page 437",
    "cp850": "code page 850",
    "cp874": "Windows-874",
}
_ASCII = bytes(range(128))
_LOOKED_AT = 1 << 16
"""How many bytes an encoding is guessed from."""

_ENOUGH = 64
_FEWEST_ZEROS = 4
# How much worse than the best guess a preferred encoding may be, by charset-normalizer's measures from 0 to 1.
_MORE_CHAOS = 0.2
_LESS_COHERENCE = 0.05
_ASCII_PER_OTHER = 50
"""Of a text with fewer other letters no measure of a language tells how these are encoded."""

_LETTERS_PER_WRONG = 10
_WESTERN_LETTERS_PER_WRONG = 3
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# Letters of Western European languages within words, and signs that are between words. Left out are letters that are
# others in Turkish and Hungarian text: eth, thorn, y with acute, o with tilde but before e.
_LETTER = "[À-ÏÑ-ÔÖØ-Üß-ïñ-ôöø-üÿŒœŠšŽžŸ]"
_WESTERN = re.compile(
    "(?:[\0-\x7f\xa0¡¿£¥€§©®™°«»‹›“”‘’„‚–—…•·†‡¼½¾×÷±²³µ¶´]"
    rf"|(?:(?<=[A-Za-z])|(?<=[A-Za-z]{_LETTER})){_LETTER}|{_LETTER}(?=[A-Za-z])|õ(?=e)|\b[àéèÀÉÈÖöÅå]\b)*+"
)
_SIGN_IN_WORD = re.compile(r"[A-Za-z][²³¡¿¥¼½¾¶±´][A-Za-z]|[a-z][À-ÖØ-ÞŒŠŽŸ]")
"""A sign between letters, or a capital behind a small letter."""

_HEBREW = re.compile("[\0-\x7f\xa0–—…“”‘’„•₪\u05b0-\u05ea]*+")


class DecodedText(NamedTuple):
    """A file as text.

    Attributes:
        text: without byte order mark, with ``\\n`` line ends.
        encoding: the name of its encoding for a person; empty for UTF-8.
    """

    text: str
    encoding: str = ""


def decoded(raw: bytes, *, may_be_empty: bool = False) -> DecodedText:
    """Decode a document's file.

    Args:
        raw: all its bytes.
        may_be_empty: whether a file without any text is one, as a note of a vault that nobody has written yet.

    Raises:
        DocumentError: it is binary, of an encoding that can't be recognised, or empty.
    """
    text, encoding = _decoded(raw)
    if not (may_be_empty or text.strip()):
        raise DocumentError("The file is empty.")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return DecodedText(text, encoding)


def as_utf8(raw: bytes) -> bytes:
    """A file of another encoding as UTF-8, with the line ends that it has; a file that is UTF-8 as it is.

    Args:
        raw: all its bytes.

    Raises:
        DocumentError: it is binary, or of an encoding that can't be recognised.
    """
    text, encoding = _decoded(raw)
    return text.encode("utf-8") if encoding else raw


def _decoded(raw: bytes) -> tuple[str, str]:
    for mark, name in _MARKS:
        marked = _strictly(raw[len(mark) :], name) if raw.startswith(mark) else None
        if marked is not None and "\0" not in marked:
            return marked, _NAMES.get(name, "")
    zero = raw.find(b"\0")
    if zero >= 0:
        return _without_mark(raw, zero)
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if (damaged := _damaged(raw)) is not None:
            return damaged, "damaged UTF-8"
        guess = _guessed(raw, error.start)
        guessed = None if guess is None else _strictly(raw, guess)
        if guess is None or guessed is None:
            line = raw.count(b"\n", 0, error.start) + 1
            raise DocumentError(
                "The file is not UTF-8 text, and its encoding is not recognised.", line=line, fix="Save it as UTF-8."
            ) from error
        return guessed, _NAMES.get(guess) or guess.replace("cp", "Windows-")


def _damaged(raw: bytes) -> str | None:
    """The text of a file that is UTF-8 but for a few bytes; None if it is more likely of another encoding.

    A letter of another encoding seldom looks like one of UTF-8, so that many of these tell what the file is.
    """
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    letters = len(_NOT_ASCII.findall(text)) - wrong
    if letters < _WESTERN_LETTERS_PER_WRONG * wrong or _CONTROLS.search(text) is not None:
        return None
    # What reads like a Western European language is hardly made of another encoding's bytes.
    is_sure = letters >= _LETTERS_PER_WRONG * wrong or _is_western(text.replace("\N{REPLACEMENT CHARACTER}", ""))
    return text if is_sure else None


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _without_mark(raw: bytes, zero: int) -> tuple[str, str]:
    """UTF-16 without a byte order mark: in most scripts' texts every other byte of spaces and line ends is zero."""
    sample = raw[:_LOOKED_AT]
    halves = sample[1::2].count(0), sample[::2].count(0)
    if len(raw) % 2 == 0 and max(halves) >= max(_FEWEST_ZEROS, len(sample) // 8) and min(halves) * 16 <= max(halves):
        name = "utf-16-le" if halves[0] > halves[1] else "utf-16-be"
        text = _strictly(raw, name)
        if text is not None and _CONTROLS.search(text) is None:
            return text, _NAMES[name]
    raise DocumentError("The file is binary, not text.", line=raw.count(b"\n", 0, zero) + 1)


def _guessed(raw: bytes, place: int) -> str | None:
    """The encoding of a text that is not UTF-8, None if there is none that fits.

    Args:
        raw: the text.
        place: where its first byte is that is no UTF-8.
    """
    from charset_normalizer import from_bytes

    start = max(0, place - _LOOKED_AT // 2)
    sample = raw[start : start + _LOOKED_AT]
    if len(sample) < _ENOUGH:
        # charset-normalizer judges repeated text as it judges the text, but looks at none that is too short.
        sample = b"\n".join([sample] * (_ENOUGH // max(1, len(sample)) + 1))
    found = from_bytes(sample, cp_isolation=list(_GUESSED))
    best = found.best()
    if best is None:
        return None
    name = _preferred(found, sample) or best.encoding
    text = sample.decode(name, "replace")
    return None if _CONTROLS.search(text) else name


def _preferred(found: CharsetMatches, sample: bytes) -> str | None:
    best = found.best()
    if best is None:
        return None
    for name, reads_like_it in (("cp1252", _is_western), ("cp1255", _is_hebrew)):
        for match in found:
            if (
                name in (match.encoding, *match.could_be_from_charset)
                and match.chaos <= best.chaos + _MORE_CHAOS
                and match.coherence >= best.coherence - _LESS_COHERENCE
                and (text := _strictly(sample, name)) is not None
                and reads_like_it(text)
            ):
                return name
    # Where no language is recognised, or only that of the ASCII letters, what reads like a Western European one is the
    # likeliest by far.
    is_ascii = len(sample.translate(None, _ASCII)) * _ASCII_PER_OTHER <= len(sample)
    western = _strictly(sample, "cp1252") if is_ascii or best.coherence < _LESS_COHERENCE else None
    return "cp1252" if western is not None and _is_western(western) else None


def _is_western(text: str) -> bool:
    return _WESTERN.fullmatch(text) is not None and _SIGN_IN_WORD.search(text) is None


def _is_hebrew(text: str) -> bool:
    return _HEBREW.fullmatch(text) is not None
