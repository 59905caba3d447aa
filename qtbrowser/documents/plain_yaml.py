"""Reads the plain part of YAML that generated front matter is written in, several times as fast as libyaml.

Understood are fields with a bare scalar on their own line, ``>-`` folded scalars without blank or further indented
lines, and fields grouped one level deep. Everything else (quotes, lists, comments, anchors, continued lines, control
characters) is left to the real parser: `parse_plain_yaml` says None rather than guess. What it does read, it reads as
`qtbrowser.documents.front_matter.PlainLoader` does; a test holds them equal.
"""

from __future__ import annotations

import re

_FIELD = re.compile(r"( *)([A-Za-z_][A-Za-z0-9_]*):(?: (.*)|$)").match
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
    if " #" in raw or _has_special(raw):
        return None
    lines = raw.strip("\n").split("\n")
    lines.append("")
    fields: dict[str, object] = {}
    group: dict[str, object] | None = None
    group_indent = 0
    number = 0
    while number < len(lines) - 1:
        found = _FIELD(lines[number])
        if found is None or found[2] in _NAMED:
            return None
        spaces, name, rest = found.groups("")
        indent, written = len(spaces), rest.strip(" ")
        number += 1
        if indent == 0:
            group = None
        elif group is None or group_indent not in (0, indent):
            return None
        else:
            group_indent = indent
        target = fields if group is None else group
        if not written:
            target[name] = None
            if lines[number].startswith(" "):
                if group is not None:
                    return None
                group, group_indent = {}, 0
                fields[name] = group
        elif written == ">-":
            folded = _folded(lines, number, indent)
            if folded is None:
                return None
            target[name], number = folded
        elif not _is_bare(written):
            return None
        else:
            target[name] = _scalar(written)
    return fields


def _has_special(raw: str) -> bool:
    """Whether there are tabs or control characters. Deleting bytes is ten times as fast as searching for some."""
    if raw.isascii():
        return bool(raw.encode().translate(None, _PLAIN_BYTES))
    beyond = raw.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES)
    return not min(beyond) >= 0x80 or _SPECIAL(beyond.decode("utf-8", "surrogatepass")) is not None


def _folded(lines: list[str], start: int, indent: int) -> tuple[str, int] | None:
    """The text of a folded scalar whose field is indented by `indent`, and the number of the line after it."""
    first = lines[start]
    margin = len(first) - len(first.lstrip(" "))
    if margin <= indent or not first.strip(" "):
        return None
    end = start
    while lines[end].startswith(" " * (indent + 1)):
        line = lines[end]
        if not line.startswith(" " * margin) or line[margin : margin + 1] in (" ", ""):
            return None
        end += 1
    # A blank line within the scalar would be a paragraph; the empty one that ends the list of lines is not within.
    if not lines[end] and end < len(lines) - 1:
        return None
    return " ".join(line[margin:] for line in lines[start:end]), end


def _is_bare(written: str) -> bool:
    """Whether a scalar without quotes is surely nothing but text to YAML."""
    first = written[0]
    if not (first.isalnum() or first in "/(" or (first == "-" and written[1:2].isalnum())):
        return False
    return ": " not in written and not written.endswith(":")


def _scalar(written: str) -> Scalar:
    if written in _NAMED:
        return _NAMED[written]
    return int(written) if written[0] in "-0123456789" and _INTEGER(written) else written
