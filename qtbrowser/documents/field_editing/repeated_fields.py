"""Finds fields that a front matter has twice; of these only the last one counts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import yaml

from qtbrowser.documents.field_editing.yaml_places import compose
from qtbrowser.documents.front_matter import FrontMatterFormat, locate_front_matter
from qtbrowser.errors import EditRefused

_KEY = re.compile(r"( *+)((?:- ++)*+)([^\s:#\-\"'][^:]*+|\"[^\"]*+\" *+|'[^']*+' *+):(?=\s|$)")
_NOT_PLAIN = ("", "-", "?", "{", "[", "&", "!", '"', "'")
_FLOW_GROUP = re.compile(r"(?:: |- |\[|^) *+\{", re.MULTILINE)
_MOST = 20


def repeated_fields(text: str) -> list[tuple[str, int | None]]:
    """The fields that a file's front matter has twice, in YAML and JSON; TOML with such can't be read.

    Args:
        text: the whole file with ``\\n`` line ends.

    Returns:
        The name of each, within groups with dots, and the line of the second one, from 1; None if it is not known.
    """
    place = locate_front_matter(text)
    if place is None:
        return []
    written = text[place.start : place.end]
    if place.format is FrontMatterFormat.YAML and _may_repeat(written):
        first = text.count("\n", 0, place.start) + 1
        return [(name, first + line) for name, line in islice(_of_yaml(written), _MOST)]
    if place.format is FrontMatterFormat.JSON:
        return [(name, None) for name in islice(_of_json(written), _MOST)]
    return []


def _may_repeat(text: str) -> bool:
    """Whether lines of one group seem to begin with the same key: a fast test, since nearly no text has such."""
    if "{" in text and _FLOW_GROUP.search(text):
        return True
    if _is_plain_without(text):
        return False
    groups: list[tuple[int, set[str]]] = []
    # Most of a front matter is text in a few long lines: an expression for all of it would look at each letter.
    for line in text.split("\n"):
        if ":" not in line:
            continue
        key = _KEY.match(line)
        if key is None:
            continue
        indent = len(key[1]) + len(key[2])
        while groups and (groups[-1][0] > indent or (key[2] and groups[-1][0] == indent)):
            groups.pop()
        if not groups or groups[-1][0] < indent:
            groups.append((indent, set()))
        if key[3][0] in "&!":
            return True
        name = key[3].rstrip(" ").strip("\"'")
        if name in groups[-1][1]:
            return True
        groups[-1][1].add(name)
    return False


def _is_plain_without(text: str) -> bool:
    """Whether all keys are certainly plain and different ones: no two lines of a group without space before it begin
    alike.
    """
    group = ""
    known: set[str] = set()
    for line in text.split("\n"):
        name, colon, _ = line.partition(":")
        if not colon:
            continue
        if name.lstrip(" ")[:1] in _NOT_PLAIN:
            return False
        if name.startswith(" "):
            name = f"{group}:{name}"
        else:
            group = name
        if name.endswith(" ") or name in known:
            return False
        known.add(name)
    return True


def _of_yaml(text: str) -> Iterator[tuple[str, int]]:
    """The repeated fields with their lines, from 0."""
    try:
        root = compose(text)
    except EditRefused:
        return
    stack: list[tuple[str, yaml.Node]] = [] if root is None else [("", root)]
    walked: set[int] = set()
    while stack:
        above, node = stack.pop()
        if id(node) in walked:
            # An alias: the same node again.
            continue
        walked.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            items = [(f"{above}{number}.", item) for number, item in enumerate(node.value)]
            # As in the file, so that what an alias repeats has the name of where it is written.
            stack.extend(reversed(items))
            continue
        if not isinstance(node, yaml.MappingNode):
            continue
        seen: set[str] = set()
        inner = []
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name in seen and name != "<<":
                yield above + name, key.start_mark.line
            seen.add(name)
            inner.append((f"{above}{name}.", value))
        stack.extend(reversed(inner))


def _of_json(text: str) -> Iterator[str]:
    found: dict[str, None] = {}

    def note(pairs: list[tuple[str, object]]) -> dict[str, object]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            found.update((name, None) for name, count in counts.items() if count > 1)
        return whole

    try:
        json.JSONDecoder(strict=False, object_pairs_hook=note).raw_decode(text)
    except (ValueError, RecursionError):
        return
    yield from found
