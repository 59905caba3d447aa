"""Changes scalars of a YAML file and leaves every other byte as it is.

What is written is read again: where it is not what was meant, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import yaml

from qtbrowser.documents.field_editing.yaml_styles import inline_ways
from qtbrowser.documents.nesting import refuse_deep_yaml
from qtbrowser.documents.site_configuration import AnyTagLoader
from qtbrowser.errors import DocumentError

Node = yaml.Node
ScalarNode = yaml.ScalarNode


class ScalarChange(NamedTuple):
    """A scalar that gets another text; None removes the lines of the entry of which it is the key."""

    node: yaml.ScalarNode
    new: str | None


def composed(text: str) -> yaml.Node | None:
    """The tree of a YAML text; None where it is empty.

    Raises:
        DocumentError: it can't be read.
    """
    refuse_deep_yaml(text, AnyTagLoader)
    try:
        return yaml.compose(text, Loader=AnyTagLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise DocumentError(f"The YAML can't be read: {getattr(error, 'problem', None) or error}.") from error


def block_entries_of(node: Node) -> list[tuple[ScalarNode, ScalarNode]]:
    """The keys and values of a mapping on lines of its own; none of one in brackets, or of which one is no scalar."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return []
    are_scalars = all(isinstance(one, yaml.ScalarNode) for entry in node.value for one in entry)
    return list(node.value) if are_scalars else []


def values_of(node: yaml.Node | None, name: str) -> Iterator[yaml.Node]:
    """The values of a key of a mapping; none of anything else."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            yield value


def items_of(node: yaml.Node) -> Sequence[yaml.Node]:
    """The items of a list; none of anything else."""
    return node.value if isinstance(node, yaml.SequenceNode) else ()


def _nodes(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Every value below a node, each once, with the key that it has."""
    waiting = [("", node)]
    seen: set[int] = set()
    while waiting:
        key, one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield key, one
        if isinstance(one, yaml.MappingNode):
            waiting.extend((str(name.value), value) for name, value in reversed(one.value))
        elif isinstance(one, yaml.SequenceNode):
            waiting.extend((key, item) for item in reversed(one.value))


def scalars_of(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every scalar value below a node, each once."""
    return (one for _, one in _nodes(node) if isinstance(one, yaml.ScalarNode))


def keyed_scalars(node: yaml.Node | None) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """The same with the key of each, or of the list that it is in."""
    return ((key, one) for key, one in _nodes(node) if isinstance(one, yaml.ScalarNode))


def spliced(text: str, changes: Sequence[ScalarChange]) -> str:
    """The text with other scalars; as it was if it would be read otherwise than meant."""
    if not changes:
        return text
    places = {change.node.start_mark.index: change.new for change in changes}
    spliced = text
    for change in sorted(changes, key=lambda change: -change.node.start_mark.index):
        start, end = change.node.start_mark.index, change.node.end_mark.index
        if change.new is None:
            start = text.rfind("\n", 0, start) + 1
            end = text.find("\n", end) + 1 or len(text)
            spliced = spliced[:start] + spliced[end:]
        else:
            written = next(inline_ways(change.new, change.node.style, in_flow=True))
            spliced = spliced[:start] + written + spliced[end:]
    try:
        return spliced if _texts(spliced) == list(_expected(text, places)) else text
    except yaml.YAMLError:
        return text


def _expected(text: str, places: Mapping[int, str | None]) -> Iterator[str]:
    skip = False
    for token in yaml.scan(text, Loader=AnyTagLoader):
        if isinstance(token, yaml.ScalarToken):
            new = places.get(token.start_mark.index, token.value)
            if skip or new is None:
                # A key without its entry, and the value of that.
                skip = not skip
                continue
            yield new


def _texts(text: str) -> list[str]:
    return [token.value for token in yaml.scan(text, Loader=AnyTagLoader) if isinstance(token, yaml.ScalarToken)]


def scalar(text: str) -> str:
    """A text as a value of YAML."""
    return next(inline_ways(text, None))
