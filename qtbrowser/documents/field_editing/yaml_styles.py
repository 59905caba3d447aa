"""Ways to write one value in YAML, the one nearest to how it was written first.

These ways need not be right for every value: the caller reads each result with the loader before accepting it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from qtbrowser.documents.field_editing.field_values import FieldValue, Group, Scalar

_INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@` \t")
# What YAML takes for a line end, or doesn't print, beyond the newline.
_UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Numbers, truth values and the like, by the rules of YAML 1.2 and, for other programs' sake, of 1.1.
_OTHER = re.compile(r"(?:-?[0-9]+|~|<<|null|true|false|yes|no|on|off|y|n)\Z", re.IGNORECASE)
_BREAKABLE = re.compile(r"(?<=\S) (?=\S)")


def scalar_text(value: Scalar) -> str:
    """A value as its letters, without quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strip() if isinstance(value, str) else str(value)


def inline_ways(value: FieldValue, style: str | None, in_flow: bool = False) -> Iterator[str]:
    """Ways to write a value within a line.

    Args:
        value: the value; a list or group is written in brackets.
        style: how it was written: ``'``, ``"``, or anything else for without quotes.
        in_flow: whether it is within brackets.
    """
    if isinstance(value, tuple | Mapping):
        yield _flow(value)
        return
    if value is None:
        yield "null"
        return
    text = scalar_text(value)
    quotable = isinstance(value, str) or style in ("'", '"')
    plain = "\n" not in text and not _UNPRINTABLE.search(text)
    bare = not isinstance(value, str) or (_is_bare(text, in_flow) and not _OTHER.match(text))
    if plain and bare and style not in ("'", '"'):
        yield text
    if plain and style != '"' and quotable:
        yield "'" + text.replace("'", "''") + "'"
    if quotable:
        yield _double_quoted(text)
    if plain and not isinstance(value, str):
        yield text


def block_ways(text: str, header: str, margin: str, width: int | None) -> Iterator[str]:
    """Ways to write a text below its field: folded or literal, as it was.

    Args:
        text: the text.
        header: what follows the field's colon, such as ``>-``, with any comment.
        margin: the spaces before each line of the text.
        width: most characters in a line of folded text; None keeps each paragraph in one line.
    """
    if not text or text[0] in " \t" or _UNPRINTABLE.search(text):
        return
    if ">" in header.partition("#")[0]:
        if not re.search(r"\n[ \t]", text):
            yield header + "\n" + "\n".join(_folded_lines(text, margin, width))
        header = header.replace(">", "|", 1)
    yield header + "\n" + "\n".join(margin + line if line else "" for line in text.split("\n"))


def _folded_lines(text: str, margin: str, width: int | None) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        if number:
            # A single line end folds to a space, so a real one is written as two.
            yield ""
        if line:
            for part in [line] if width is None else _wrapped(line, width - len(margin)):
                yield margin + part


def _wrapped(line: str, width: int) -> Iterator[str]:
    start = taken = 0
    for found in _BREAKABLE.finditer(line):
        if found.start() - start > width and taken > start:
            yield line[start : taken - 1]
            start = taken
        taken = found.end()
    if len(line) - start > width and taken > start:
        yield line[start : taken - 1]
        start = taken
    yield line[start:]


def block_entries(name: str, value: FieldValue, indent: str, step: str) -> Iterator[str]:
    """Ways to write a whole field on lines of its own, without the last line end.

    Args:
        name: the field's own name.
        value: its value.
        indent: the spaces before the name.
        step: the spaces that a group is indented by.
    """
    key = next(inline_ways(name, None))
    if isinstance(value, Mapping) and value:
        lines = [f"{indent}{key}:"]
        for inner, item in value.items():
            lines.append(next(block_entries(inner, item, indent + step, step)))
        yield "\n".join(lines)
        return
    if isinstance(value, tuple) and any(isinstance(item, Mapping) for item in value):
        yield f"{indent}{key}:\n" + "\n".join(block_item(item, indent + "  ") for item in value)
        return
    if isinstance(value, str) and "\n" in value:
        for written in block_ways(scalar_text(value), "|-", indent + step, None):
            yield f"{indent}{key}: {written}"
    for written in inline_ways(value, None):
        yield f"{indent}{key}: {written}"


def block_item(item: Scalar | Group, indent: str) -> str:
    """An item of a list on lines of its own, with its dash."""
    if not isinstance(item, Mapping):
        return f"{indent}- {next(inline_ways(item, None))}"
    fields = [next(block_entries(name, value, indent + "  ", "  ")) for name, value in item.items()]
    return f"{indent}- " + "\n".join(fields).lstrip(" ")


def _flow(value: tuple[Scalar | Group, ...] | Group) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{next(inline_ways(key, None, True))}: {_item(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(_item(item) for item in value) + "]"


def _item(item: Scalar | Group) -> str:
    return next(inline_ways(item, None, True))


def _is_bare(text: str, in_flow: bool) -> bool:
    """Whether a text can be written without quotes; the loader decides whether it is then read as text."""
    if not text or ": " in text or " #" in text or "\t" in text or text.endswith(":"):
        return False
    if in_flow and re.search(r"[,\[\]{}]", text):
        return False
    if text.startswith(("---", "...")):
        return False
    return not text.startswith(_INDICATORS) or bool(re.match(r"[-?:][^\s,\[\]{}]", text))


def _double_quoted(text: str) -> str:
    """JSON's escapes are YAML's; what JSON leaves as it is and YAML can't is escaped as well."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
