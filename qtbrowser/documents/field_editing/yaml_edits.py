"""What to change in a YAML front matter so that a field gets a value: ways to do it, the one with the smallest change
first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import yaml

from qtbrowser.documents.field_editing.field_values import FieldValue, split_name, split_words
from qtbrowser.documents.field_editing.source import Splice
from qtbrowser.documents.field_editing.yaml_lists import list_ways
from qtbrowser.documents.field_editing.yaml_places import YamlEntry, compose, end_of, find_place
from qtbrowser.documents.field_editing.yaml_styles import block_entries, block_ways, inline_ways, scalar_text
from qtbrowser.errors import EditRefused

_STEP = "  "


def yaml_ways(text: str, name: str, value: FieldValue, current: object) -> Iterator[Sequence[Splice]]:
    """Ways to give a field a value.

    Args:
        text: the front matter between its delimiters; splices are counted from its start.
        name: the field.
        value: what it is to hold; None takes it away.
        current: what it holds, or `MISSING`.

    Raises:
        EditRefused: the field is at a place where it can't be changed.
    """
    root = compose(text)
    place = find_place(text, root, name)
    if value is None:
        if place is not None:
            yield from _removals(root, place)
    elif place is None:
        yield from _additions(text, root, name, value)
    else:
        yield from _replacements(place, value, current)


def _replacements(place: YamlEntry, value: FieldValue, current: object) -> Iterator[Sequence[Splice]]:
    if isinstance(value, tuple) and isinstance(place.value, yaml.SequenceNode) and isinstance(current, list):
        yield from list_ways(place, place.value, value, current)
    if isinstance(value, tuple) and isinstance(current, str):
        value = joined_words(value, current)
    space = " " if place.is_empty and place.key is not None else ""
    for written in _written_ways(place, value):
        yield [Splice(place.start, place.end, space + written)]
    if place.key is not None and place.has_own_lines:
        key = str(place.key.value)
        for entry in block_entries(key, value, place.indent, _step_like(place.parent, key)):
            yield [Splice(place.line_start, place.end, entry)]


def joined_words(words: tuple[object, ...], current: str) -> str:
    """Words as one text with the signs between them that the current one has: commas or semicolons.

    What stays keeps its characters: words at the end are added, words that go are taken out, others are replaced.
    """
    sign = ";" if ";" in current and "," not in current else ","
    texts = [scalar_text(word) for word in words if isinstance(word, str | int | float)]
    if len(texts) != len(words) or any("," in text or (sign == ";" and ";" in text) for text in texts):
        kind = "semicolons" if sign == ";" else "commas"
        raise EditRefused(f"The keywords are one text, separated by {kind}, so that no keyword can have such a sign.")
    separator = sign if sign in current and f"{sign} " not in current else f"{sign} "
    before = split_words(current)
    if before and tuple(texts[: len(before)]) == before and not current.rstrip().endswith(sign):
        return separator.join([current.strip(), *texts[len(before) :]])
    parts = current.split(sign)
    numbers = [number for number, part in enumerate(parts) if part.strip()]
    if len(numbers) == len(texts):
        for number, before_it, text in zip(numbers, before, texts, strict=True):
            if before_it != text:
                parts[number] = parts[number].replace(parts[number].strip(), text)
        return sign.join(parts)
    rest = iter(zip(before, numbers, strict=True))
    stays = [next((number for word, number in rest if word == text), None) for text in texts]
    if None not in stays:
        return sign.join(parts[number] for number in stays if number is not None).strip()
    return separator.join(texts)


def _written_ways(place: YamlEntry, value: FieldValue) -> Iterator[str]:
    """Ways to write a value in place of another, in its style."""
    node = place.value
    in_flow = bool(place.parent.flow_style)
    if not isinstance(node, yaml.ScalarNode):
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            yield from inline_ways(value, None, in_flow)
        return
    if isinstance(value, str) and not in_flow:
        text = scalar_text(value)
        if node.style in ("|", ">"):
            yield from block_ways(text, *_block_form(place))
        elif "\n" in text and node.style not in ("'", '"') and not place.is_empty:
            yield from block_ways(text, "|-", place.indent + _STEP, None)
    yield from inline_ways(value, node.style, in_flow)


def _block_form(place: YamlEntry) -> tuple[str, str, int | None]:
    """Header, margin and width of a block scalar, as `block_ways` takes them."""
    header, *lines = place.text[place.start : place.end].split("\n")
    written = [line for line in lines if line.strip(" ")]
    margin = place.indent + _STEP
    if written:
        margin = written[0][: len(written[0]) - len(written[0].lstrip(" "))]
    # Consecutive lines were wrapped by the author or a program at about that width.
    broken = any(one.strip(" ") and other.strip(" ") for one, other in itertools.pairwise(lines))
    return header, margin, max(len(line) for line in written) if broken else None


def _removals(root: yaml.MappingNode | None, place: YamlEntry) -> Iterator[Sequence[Splice]]:
    if place.has_own_lines and root is not None:
        if len(place.parent.value) == 1 and place.parent is not root:
            above = _holder(place.text, root, place.parent)
            if above is not None:
                yield from _removals(root, above)
                return
        end = min(place.line_end + 1, len(place.text))
        yield [Splice(place.line_start, end, "")]
        return
    if not place.parent.flow_style or place.key is None:
        raise EditRefused("The field is in the middle of a line and can't be taken out of it.")
    entries = place.parent.value
    start, end = place.key.start_mark.index, place.end
    if place.index + 1 < len(entries):
        end = entries[place.index + 1][0].start_mark.index
    elif place.index:
        start = end_of(place.text, entries[place.index - 1][1])
    yield [Splice(start, end, "")]


def _holder(text: str, root: yaml.MappingNode, wanted: yaml.Node) -> YamlEntry | None:
    """The place whose value is a node."""
    for index, (key, value) in enumerate(root.value):
        if value is wanted:
            return YamlEntry(text, root, index, key, value)
        if isinstance(value, yaml.MappingNode):
            found = _holder(text, value, wanted)
            if found is not None:
                return found
    return None


def _additions(text: str, root: yaml.MappingNode | None, name: str, value: FieldValue) -> Iterator[Sequence[Splice]]:
    parts = split_name(name)
    if root is None:
        yield from ([Splice(0, 0, "\n" + entry)] for entry in _nested_entries(parts, value, "", _STEP))
        return
    for depth in range(len(parts) - 1, 0, -1):
        above = find_place(text, root, ".".join(parts[:depth]))
        if above is None:
            continue
        if isinstance(above.value, yaml.MappingNode):
            yield from _added_to(text, above.value, parts[depth:], value)
        elif above.is_empty and above.has_own_lines:
            inner = above.indent + _step_like(root, "")
            for entry in _nested_entries(parts[depth:], value, inner, _STEP):
                yield [Splice(above.line_end, above.line_end, "\n" + entry)]
        else:
            raise EditRefused(f"{'.'.join(parts[:depth])} is no group of fields.")
        return
    yield from _added_to(text, root, parts, value)


def _added_to(
    text: str, mapping: yaml.MappingNode, parts: Sequence[str], value: FieldValue
) -> Iterator[Sequence[Splice]]:
    if not mapping.value:
        raise EditRefused("The group is written as empty braces; write it as lines first.")
    key, last = mapping.value[-1]
    if mapping.flow_style:
        nested: FieldValue = value
        for part in reversed(parts[1:]):
            nested = {part: nested}  # type: ignore[dict-item]  # one level in practice, and read again whatever it is
        end = end_of(text, last)
        for written in inline_ways(nested, None, True):
            yield [Splice(end, end, f", {next(inline_ways(parts[0], None, True))}: {written}")]
        return
    place = YamlEntry(text, mapping, len(mapping.value) - 1, key, last)
    indent = " " * mapping.start_mark.column
    end = _end_of_entry(place)
    for entry in _nested_entries(parts, value, indent, _step_like(mapping, parts[0])):
        yield [Splice(end, end, "\n" + entry)]


def _end_of_entry(place: YamlEntry) -> int:
    """Where another entry may follow the last one of a group: before the line end of its last line.

    The blank lines after a block scalar are part of its text where its header has a plus sign.
    """
    node = place.value
    if not isinstance(node, yaml.ScalarNode) or node.style not in ("|", ">"):
        return place.line_end
    header = place.text[place.start : place.end].partition("\n")[0]
    if "+" in header.partition("#")[0]:
        return max(place.line_end, node.end_mark.index - 1)
    return len(place.text[: node.end_mark.index].rstrip("\n"))


def _nested_entries(parts: Sequence[str], value: FieldValue, indent: str, step: str) -> Iterator[str]:
    """The lines of a field, preceded by those of enclosing groups that don't exist."""
    above = "".join(f"{indent}{step * depth}{part}:\n" for depth, part in enumerate(parts[:-1]))
    for entry in block_entries(parts[-1], value, indent + step * (len(parts) - 1), step):
        yield above + entry


def _step_like(mapping: yaml.MappingNode | yaml.SequenceNode, name: str) -> str:
    """By how many spaces groups of a mapping are indented; related_article2 is indented like related_article1."""
    steps: dict[str, int] = {}
    for entry in mapping.value:
        if isinstance(mapping, yaml.MappingNode):
            key, value = entry
            if isinstance(value, yaml.MappingNode) and not value.flow_style and value.value:
                steps[key.value] = value.value[0][0].start_mark.column - key.start_mark.column
    alike = [step for key, step in steps.items() if key.rstrip("0123456789") == name.rstrip("0123456789")]
    return " " * (alike[-1] if alike else next(iter(steps.values()), len(_STEP)))
