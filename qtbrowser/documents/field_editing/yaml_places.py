"""Finds the positions of fields in a YAML front matter, by the marks on libyaml's nodes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import yaml

from qtbrowser.documents.field_editing.field_values import item_place, split_name
from qtbrowser.documents.front_matter import PlainLoader
from qtbrowser.errors import EditRefused

SHARED = "The value is one that several fields share (an alias of YAML); write it out in the file first."


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """One field: a key with its value, or an item of a list.

    Attributes:
        text: the front matter.
        parent: the mapping or list that it is in.
        index: its number there.
        key: the key's node; None for an item.
        value: the value's node.
    """

    text: str
    parent: yaml.MappingNode | yaml.SequenceNode
    index: int
    key: yaml.Node | None
    value: yaml.Node

    @property
    def start(self) -> int:
        """The start of the value; for an empty one, where it would start."""
        if self.key is not None and self.value.start_mark.index == self.value.end_mark.index:
            colon = self.text.find(":", self.key.end_mark.index)
            return colon + 1
        return int(self.value.start_mark.index)

    @property
    def end(self) -> int:
        """Where the value ends: before the line end of its last line, without empty lines and comments after it."""
        return max(self.start, end_of(self.text, self.value))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is written for the value."""
        return bool(self.value.start_mark.index == self.value.end_mark.index)

    @property
    def line_start(self) -> int:
        """The start of the line that has the key or the item's dash."""
        node = self.value if self.key is None else self.key
        return self.text.rfind("\n", 0, node.start_mark.index) + 1

    @property
    def line_end(self) -> int:
        """Where the last line of the value ends, with a trailing comment, without the line end."""
        found = self.text.find("\n", self.end)
        return len(self.text) if found < 0 else found

    @property
    def indent(self) -> str:
        """The spaces before the key or the dash."""
        line = self.text[self.line_start : self.line_end]
        return line[: len(line) - len(line.lstrip(" "))]

    @property
    def has_own_lines(self) -> bool:
        """Whether the field's lines have nothing else in them."""
        node = self.value if self.key is None else self.key
        before = self.text[self.line_start : node.start_mark.index].strip(" ")
        return before == ("" if self.key is not None else "-") and not bool(self.parent.flow_style)


@lru_cache(maxsize=2)  # several fields of one file are changed one after the other
def compose(text: str) -> yaml.MappingNode | None:
    """Parse a front matter that the reader can read; None where it is empty. The nodes are not to be changed."""
    try:
        node = yaml.compose(text, Loader=PlainLoader)
    except yaml.YAMLError as error:
        raise EditRefused(f"The front matter can't be edited: {getattr(error, 'problem', None) or error}.") from error
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise EditRefused("The front matter is not a list of fields.")
    return node


def find_place(text: str, root: yaml.MappingNode | None, name: str) -> YamlEntry | None:
    """Find a field, or None.

    Args:
        text: the front matter.
        root: its tree.
        name: the field, as in `qtbrowser.documents.field_editing.field_values.value_at`.

    Raises:
        EditRefused: its value is an alias.
    """
    if root is None:
        return None
    whole = _entry(text, root, name)
    if whole is not None:
        return whole
    node: yaml.Node = root
    place = None
    for part in split_name(name):
        if isinstance(node, yaml.MappingNode):
            place = _entry(text, node, part)
        elif isinstance(node, yaml.SequenceNode) and (item := item_place(part)) is not None and item < len(node.value):
            place = YamlEntry(text, node, item, None, node.value[item])
        else:
            place = None
        if place is None:
            return None
        node = place.value
    return place


def _entry(text: str, mapping: yaml.MappingNode, name: str) -> YamlEntry | None:
    """The last entry of a name: the one that counts."""
    for index in range(len(mapping.value) - 1, -1, -1):
        key, value = mapping.value[index]
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            if value.start_mark.index < key.end_mark.index:
                raise EditRefused(SHARED)
            return YamlEntry(text, mapping, index, key, value)
    return None


def end_of(text: str, node: yaml.Node) -> int:
    """The end of a node's text, without the empty lines and comments that libyaml includes."""
    if isinstance(node, yaml.ScalarNode):
        if node.style not in ("|", ">"):
            return int(node.end_mark.index)
        return _end_of_block(text, node)
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return int(node.end_mark.index)
    if not node.value:
        return int(node.start_mark.index)
    last = node.value[-1]
    if isinstance(node, yaml.MappingNode):
        key, value = last
        return (
            max(key.end_mark.index + 1, end_of(text, value))
            if value.start_mark.index > key.end_mark.index
            else (_line_end(text, key.end_mark.index))
        )
    return end_of(text, last)


def _end_of_block(text: str, node: yaml.ScalarNode) -> int:
    """The end of a block scalar's last line that isn't blank; of its header where there is none."""
    header_end = _line_end(text, node.start_mark.index)
    written = text[header_end : node.end_mark.index].rstrip(" \n")
    return header_end + len(written)


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found
