"""Reads the plain part of YAML that generated front matter is written in, several times as fast as libyaml.

It reads fields with an unquoted scalar on their own line, ``>-`` folded scalars without blank or further indented
lines, and fields grouped one level deep. Everything else (quotes, lists, comments, anchors, continued lines, control
characters) is left to the real parser: `parse_plain_yaml` returns None where it is not certain. Its results are equal
to those of `qtbrowser.documents.front_matter.PlainLoader`, which a test checks.
"""

from __future__ import annotations

import re

# A field with the lines of its folded scalar, or any other line. Each line is in one match.
# YAML reads no key of more than 1,024 characters on a line with its value.
_FIELDS = re.compile(
    r"( *)([A-Za-z_][A-Za-z0-9_]{0,1000}):(?: +>- *\n( +)([^ \n].*(?:\n\3[^ \n].*)*)| +([^ \n].*)?|)\n|(.+\n?|\n)"
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

Scalar = str | int | bool | None


def parse_plain_yaml(raw: str) -> dict[str, object] | None:
    """The fields of a front matter, or None where it holds more than the plain part of YAML.

    Args:
        raw: the lines between the delimiters, with ``\\n`` line ends.
    """
    if ("#" in raw and " #" in raw) or _has_special(raw):
        return None
    fields: dict[str, object] = {}
    # The open group: its name, its fields, and their indent.
    owner, group, group_indent = "", fields, ""
    for indent, name, margin, folded, bare, other in _FIELDS(raw.strip("\n") + "\n"):
        if other or name in _NAMED:
            return None
        if not indent:
            owner, group, group_indent = "", fields, ""
        elif indent != group_indent:
            if not owner:
                return None
            group = fields[owner] = {}
            owner, group_indent = "", indent
        if folded:
            if len(margin) <= len(indent):
                return None
            group[name] = folded.replace("\n" + margin, " ")
        elif bare:
            written = bare.rstrip(" ")
            if ": " in written or written[-1] == ":" or not _is_plain_start(written):
                return None
            group[name] = written if written[0].isalpha() and written not in _NAMED else _scalar(written)
        else:
            group[name] = None
            owner = "" if indent else name
    return fields


def _has_special(raw: str) -> bool:
    """Whether there are tabs or control characters. Deleting bytes is ten times as fast as a pattern search."""
    if raw.isascii():
        return bool(raw.encode().translate(None, _PLAIN_BYTES))
    beyond = raw.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES)
    return not min(beyond) >= 0x80 or _SPECIAL(beyond.decode("utf-8", "surrogatepass")) is not None


def _is_plain_start(written: str) -> bool:
    """Whether the start of an unquoted scalar is certainly plain text in YAML."""
    first = written[0]
    return first.isalnum() or first in "/(" or (first == "-" and written[1:2].isalnum())


def _scalar(written: str) -> Scalar:
    if written in _NAMED:
        return _NAMED[written]
    return int(written) if written[0] in "-0123456789" and _INTEGER(written) else written
