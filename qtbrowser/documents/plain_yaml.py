"""Reads the plain part of YAML that generated front matter is written in, several times as fast as libyaml.

It reads fields with an unquoted scalar on their own line, ``>-`` folded scalars without blank or further indented
lines, fields grouped one level deep, and lists of unquoted scalars, an item a line or ``[in, brackets]``. Everything
else (quotes, lists in lists, comments, anchors, continued lines, control characters) is left to the real parser:
`parse_plain_yaml` returns None where it is not certain. Its results are equal to those of
`qtbrowser.documents.front_matter.PlainLoader`, which a test checks.
"""

from __future__ import annotations

import re

# A field with the lines of its folded scalar, or any other line. Each line is in one match.
# YAML reads no key of more than 1,024 characters on a line with its value.
_FIELDS = re.compile(
    r"( *)([A-Za-z_][A-Za-z0-9_]{0,1000}):(?: +>- *\n( +)([^ \n].*(?:\n\3[^ \n].*)*)| +([^ \n].*)?|)\n"
    r"|( *)(-) *(?:(?<= )([^ \n].*))?\n|(.+\n?|\n)"
).findall
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})$").match
_PLAIN_BYTES = bytes(range(0x20, 0x7F)) + b"\n"
# What YAML takes for a line end or refuses, beyond ASCII.
_SPECIAL = re.compile("[\x80-\x9f\u2028\u2029\ufeff\ufffe\uffff]").search
_NAMED = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL"), None),
}

_FLOW = re.compile(r"\[([^\[\]{}:?\"'&*!|>%@`#]++)\]$").match

Scalar = str | int | bool | None


def parse_plain_yaml(raw: str) -> dict[str, object] | None:
    """The fields of a front matter, or None where it holds more than the plain part of YAML.

    Args:
        raw: the lines between the delimiters, with ``\\n`` line ends.
    """
    if ("#" in raw and " #" in raw) or _has_special(raw):
        return None
    reading = _Reading()
    for indent, name, margin, folded, bare, inset, dash, item, other in _FIELDS(raw.strip("\n") + "\n"):
        if other or name in _NAMED:
            return None
        if not (reading.item(inset, item) if dash else reading.field(indent, name, margin, folded, bare)):
            return None
    return reading.fields


class _Reading:
    """The fields that have been read so far. Its methods return False for what is left to the real parser."""

    def __init__(self) -> None:
        self.fields: dict[str, object] = {}
        # The open group: its name, its fields, and their indent.
        self._owner, self._group, self._group_indent = "", self.fields, ""
        self._items: list[Scalar] | None = None
        self._items_indent = ""

    def field(self, indent: str, name: str, margin: str, folded: str, bare: str) -> bool:
        """Read a field."""
        self._items = None
        if not indent:
            self._owner, self._group, self._group_indent = "", self.fields, ""
        elif indent != self._group_indent:
            if not self._owner:
                return False
            self._group = self.fields[self._owner] = {}
            self._owner, self._group_indent = "", indent
        if folded:
            if len(margin) <= len(indent):
                return False
            self._group[name] = folded.replace("\n" + margin, " ")
        elif bare:
            written = bare.rstrip(" ")
            if written[0] == "[":
                self._group[name] = listed = _flow_items(written)
                return listed is not None
            if not _is_plain(written):
                return False
            self._group[name] = written if written[0].isalpha() and written not in _NAMED else _scalar(written)
        else:
            self._group[name] = None
            self._owner = "" if indent else name
        return True

    def item(self, inset: str, item: str) -> bool:
        """Read an item of the list that is the value of the last field, which has none on its line."""
        if self._items is None:
            if not self._owner or self._group is not self.fields:
                return False
            self._items = []
            self._items_indent = inset
            self.fields[self._owner] = self._items
            # No field may follow in the place of an item.
            self._owner = ""
        elif inset != self._items_indent:
            return False
        written = item.rstrip(" ")
        if written and not _is_plain(written):
            return False
        self._items.append(_scalar(written) if written else None)
        return True


def _has_special(raw: str) -> bool:
    """Whether there are tabs or control characters. Deleting bytes is ten times as fast as a pattern search."""
    if raw.isascii():
        return bool(raw.encode().translate(None, _PLAIN_BYTES))
    beyond = raw.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES)
    return not min(beyond) >= 0x80 or _SPECIAL(beyond.decode("utf-8", "surrogatepass")) is not None


def _flow_items(written: str) -> list[Scalar] | None:
    """The items of a list in brackets; None where they are not certainly unquoted scalars."""
    if (found := _FLOW(written)) is None:
        return None
    items = [item.strip(" ") for item in found[1].split(",")]
    return [_scalar(item) for item in items] if all(item and item[0].isalnum() for item in items) else None


def _is_plain(written: str) -> bool:
    """Whether a text is certainly an unquoted scalar that ends on its line."""
    return ": " not in written and written[-1] != ":" and _is_plain_start(written)


def _is_plain_start(written: str) -> bool:
    """Whether the start of an unquoted scalar is certainly plain text in YAML."""
    first = written[0]
    return first.isalnum() or first in "/(" or (first == "-" and written[1:2].isalnum())


def _scalar(written: str) -> Scalar:
    if written in _NAMED:
        return _NAMED[written]
    return int(written) if written[0] in "-0123456789" and _INTEGER(written) else written
