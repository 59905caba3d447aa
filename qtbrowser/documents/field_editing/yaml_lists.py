"""Changes lists in YAML item by item, so that those which stay keep their lines, quotes and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from qtbrowser.documents.field_editing.field_values import same_item
from qtbrowser.documents.field_editing.source import Splice
from qtbrowser.documents.field_editing.yaml_places import YamlEntry, end_of
from qtbrowser.documents.field_editing.yaml_styles import block_item, inline_ways

Items = Sequence[Any]


def list_ways(
    place: YamlEntry, items: yaml.SequenceNode, wanted: Items, current: list[Any]
) -> Iterator[Sequence[Splice]]:
    """Ways to give a list these items.

    Args:
        place: the list's place.
        items: its node.
        wanted: the items it is to have.
        current: those it has.
    """
    is_flow = bool(items.flow_style)
    kept = kept_items(current, wanted)
    if kept is not None and wanted:
        gone = [number for number in range(len(current)) if number not in kept]
        added = wanted[len(kept) :]
        yield (_flow_steps if is_flow else _block_steps)(place, items, gone, added)
    if len(wanted) == len(current) == len(items.value):
        yield from _item_ways(place, items, wanted, current, is_flow)
    texts = [_text_of(place, items, current, item, is_flow) for item in wanted]
    if is_flow:
        yield [Splice(place.start, place.end, f"[{', '.join(texts)}]")]
    elif wanted:
        yield [Splice(place.text.rfind("\n", 0, place.start) + 1, place.end, "\n".join(texts))]
    else:
        yield [Splice(_after_key(place), place.end, " []")]


def _item_ways(
    place: YamlEntry, items: yaml.SequenceNode, wanted: Items, current: list[Any], is_flow: bool
) -> Iterator[Sequence[Splice]]:
    """Ways to replace single items, each in the style that it has."""
    changed = [number for number, item in enumerate(wanted) if not same_item(current[number], item)]
    nodes = [items.value[number] for number in changed]
    if any(not isinstance(node, yaml.ScalarNode) or node.start_mark.index == node.end_mark.index for node in nodes):
        return
    splices = []
    for number, node in zip(changed, nodes, strict=True):
        written = next(inline_ways(wanted[number], node.style, is_flow))
        splices.append(Splice(node.start_mark.index, end_of(place.text, node), written))
    yield splices


def kept_items(current: Sequence[Any], wanted: Items) -> list[int] | None:
    """The numbers of the items that stay, if the wanted list is those followed by new ones; else None."""
    kept: list[int] = []
    for item in wanted:
        following = kept[-1] + 1 if kept else 0
        number = next((n for n in range(following, len(current)) if same_item(current[n], item)), None)
        if number is None:
            break
        kept.append(number)
    new = wanted[len(kept) :]
    held = [current[n] for n in range(len(current)) if n not in kept]
    moved = any(same_item(value, item) for item in new for value in held)
    return None if moved else kept


def _flow_steps(place: YamlEntry, items: yaml.SequenceNode, gone: Sequence[int], added: Items) -> list[Splice]:
    nodes = items.value
    splices: list[Splice] = []
    stays = [number for number in range(len(nodes)) if number not in gone]
    for number in gone:
        if number + 1 < len(nodes) and any(stay > number for stay in stays):
            splices.append(Splice(nodes[number].start_mark.index, nodes[number + 1].start_mark.index, ""))
        else:
            start = end_of(place.text, nodes[number - 1]) if number else nodes[0].start_mark.index
            splices.append(Splice(start, end_of(place.text, nodes[number]), ""))
    end = end_of(place.text, nodes[-1]) if nodes else place.start + 1
    new = ", ".join(next(inline_ways(item, None, True)) for item in added)
    if new:
        splices.append(Splice(end, end, f", {new}" if stays else new))
    return splices


def _block_steps(place: YamlEntry, items: yaml.SequenceNode, gone: Sequence[int], added: Items) -> list[Splice]:
    places = [YamlEntry(place.text, items, number, None, node) for number, node in enumerate(items.value)]
    splices = []
    for number in gone:
        item = places[number]
        splices.append(Splice(item.line_start, min(item.line_end + 1, len(place.text)), ""))
    indent = " " * items.start_mark.column
    new = [block_item(item, indent) for item in added]
    if new:
        stays = [number for number in range(len(places)) if number not in gone]
        # After the last item that stays; if none does, before the first that is removed.
        if stays:
            end = places[stays[-1]].line_end
            splices.append(Splice(end, end, "".join("\n" + line for line in new)))
        else:
            start = places[0].line_start
            splices.append(Splice(start, start, "".join(line + "\n" for line in new)))
    return splices


def _text_of(place: YamlEntry, items: yaml.SequenceNode, current: list[Any], item: Any, is_flow: bool) -> str:
    """An item's present text if it exists; else newly written."""
    indent = " " * items.start_mark.column
    for number, value in enumerate(current):
        if same_item(value, item) and not isinstance(item, Mapping):
            node = items.value[number]
            written = place.text[node.start_mark.index : end_of(place.text, node)]
            return written if is_flow else f"{indent}- {written}"
    return next(inline_ways(item, None, True)) if is_flow else block_item(item, indent)


def _after_key(place: YamlEntry) -> int:
    """The position after the colon of the list's key."""
    key = place.key
    return place.start if key is None else place.text.find(":", key.end_mark.index) + 1
