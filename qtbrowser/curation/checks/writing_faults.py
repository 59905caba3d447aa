"""Rules about the bytes and characters of one file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from ftfy import fix_encoding
from ftfy.badness import is_bad

from qtbrowser.curation.checks.checked_file import CheckedFile
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.curation.edits import CleanText

_ALWAYS_INVISIBLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff"
# Direction marks; in a text with right-to-left letters they are needed.
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(f"[{_ALWAYS_INVISIBLE}]")
_INVISIBLE_OR_DIRECTION = re.compile(f"[{_ALWAYS_INVISIBLE}{_DIRECTION}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NOT_ASCII_LINE = re.compile(r"^[^\n]*[^\x00-\x7f\n][^\n]*$", re.MULTILINE)
# Wrong decoding turns one letter into two or more, all outside ASCII.
_SUSPICIOUS = re.compile(r"[^\x00-\x7f]{2}")
_LOST = "\ufffd"
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_FIX = "Clean the file's text."


def text_faults(file: CheckedFile) -> Iterator[Fault]:
    """Find byte order marks, mixed line ends, invisible, lost and garbled characters."""
    raw, text = file.raw, file.text
    repair = CleanText((file.path,))
    if raw.startswith(codecs.BOM_UTF8):
        yield Fault("bad-text", 1, "The file begins with a byte order mark.", _FIX, repair)
    if b"\r" in raw and (line := _mixed_from(raw)) is not None:
        yield Fault("bad-text", line, "The file's lines end in different ways.", _FIX, repair)
    if text.isascii() and len(raw.translate(None, _CONTROL_BYTES)) == len(raw):
        return
    if (invisible := invisible_characters(text).search(text)) is not None:
        code = f"U+{ord(invisible[0]):04X}"
        yield Fault("bad-text", _line(text, invisible.start()), f"An invisible character, {code}.", _FIX, repair)
    if (lost := text.find(_LOST)) >= 0:
        message = "A character has been lost: � is in its place."
        yield Fault("bad-text", _line(text, lost), message, "Write the character that belongs there.")
    if not text.isascii():
        garbled = next((found for found in _NOT_ASCII_LINE.finditer(text) if repaired_line(found[0]) != found[0]), None)
        if garbled is not None:
            shown = next((word for word in garbled[0].split() if not word.isascii()), "line")
            message = f"Characters were read in the wrong encoding once: {shown[:40]}"
            yield Fault("bad-text", _line(text, garbled.start()), message, _FIX, repair)


def invisible_characters(text: str) -> re.Pattern[str]:
    """The pattern of the invisible characters of a text."""
    return _INVISIBLE if _RIGHT_TO_LEFT.search(text) else _INVISIBLE_OR_DIRECTION


def repaired_line(line: str) -> str:
    """A line with garbled characters repaired that come from decoding with a wrong encoding."""
    return fix_encoding(line) if _SUSPICIOUS.search(line) and is_bad(line) else line


def cleaned(raw: bytes) -> bytes:
    """A file's bytes with the repairable faults of `text_faults` corrected; unchanged if there are none.

    All line ends become the most frequent kind.

    Args:
        raw: UTF-8.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    pairs, feeds, returns = _line_ends(raw)
    if (pairs > 0) + (feeds > 0) + (returns > 0) > 1:
        end = "\r\n" if pairs > feeds + returns else "\n"
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end)
    return cleaned_text(text).encode("utf-8")


def cleaned_text(text: str) -> str:
    """A text without invisible characters, with garbled ones repaired; line ends stay."""
    text = invisible_characters(text).sub("", text)
    return text if text.isascii() else _NOT_ASCII_LINE.sub(lambda found: repaired_line(found[0]), text)


def _line_ends(raw: bytes) -> tuple[int, int, int]:
    """The numbers of lines that end with CR LF, with LF alone, and with CR alone."""
    pairs = raw.count(b"\r\n")
    return pairs, raw.count(b"\n") - pairs, raw.count(b"\r") - pairs


def _mixed_from(raw: bytes) -> int | None:
    """The number of the first line whose end differs from that of line 1; None if all are alike."""
    if sum(count > 0 for count in _line_ends(raw)) < 2:
        return None
    ends = re.findall(rb"\r\n|\r|\n", raw)
    return next(number for number, end in enumerate(ends, start=1) if end != ends[0])


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
