"""Rewrites the graph of the sentence model so that it takes less memory and time.

The file has its weights as bytes with scales, and steps that make floating-point numbers of them. ONNX Runtime carries
these out once, at loading, also for the tables of embeddings, of which a text needs some rows only. Here each look-up
in such a table comes before the step: 47 MB less for the table of word pieces. Other weights are multiplied by their
scales at each text, unless all are to be kept as floating-point numbers; here the few results are multiplied instead.

A model is a protocol buffer (onnx.proto3 of the ONNX project; the encoding is that of Protocol Buffers): fields of a
number and a value each, nested. Only those that are needed are read; all others are copied as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Numbers of fields, and of types, in onnx.proto3.
_GRAPH = 7
_NODE = 1
_INPUT, _OUTPUT, _NAME, _OPERATION, _ATTRIBUTE = 1, 2, 3, 4, 5
_ATTRIBUTE_NAME, _ATTRIBUTE_INT, _ATTRIBUTE_TYPE = 1, 3, 20
_FLOAT = 1
_INT = 2
# Kinds of values in the encoding.
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5


class _Node(NamedTuple):
    """One step of the graph: what it does, and the names of what it takes and gives."""

    operation: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def with_late_scaling(model: bytes) -> bytes:
    """Return a model whose tables of embeddings are scaled after the look-up, and other weights, which have a scale for
    each column, after the product; it gives the same vectors.

    Args:
        model: the file's bytes. Where its graph is not of the known form, it is returned as it is.

    Raises:
        ValueError, IndexError: it is no protocol buffer.
    """
    parts = []
    for number, start, value, end in _fields(model, 0, len(model)):
        is_graph = number == _GRAPH
        parts.append(_field(_GRAPH, _rewritten(model, value, end)) if is_graph else model[start:end])
    return b"".join(parts)


def _rewritten(model: bytes, start: int, end: int) -> bytes:
    """Return the graph between two places of a model with its look-ups and scalings moved."""
    fields = list(_fields(model, start, end))
    nodes = {
        place: _node(model, value, stop) for place, (number, _, value, stop) in enumerate(fields) if number == _NODE
    }
    makers = {node.outputs[0]: (place, node) for place, node in nodes.items() if node.outputs}
    replaced: dict[int, bytes] = {}
    for place, node in nodes.items():
        if (found := _scaled("Gather", 0, node, makers)) is not None:
            replaced[place] = _look_up(node, found.weights, found.scale)
            replaced.update({found.cast_place: b"", found.scaling_place: b""})
        elif (found := _scaled("MatMul", 1, node, makers)) is not None:
            replaced[place] = _product(node, found.numbers, found.scale)
            replaced[found.scaling_place] = b""
    return b"".join(replaced.get(place, model[begin:stop]) for place, (_, begin, _, stop) in enumerate(fields))


class _Scaled(NamedTuple):
    """Weights that two steps make numbers of and scale: the names of weights, numbers and scale, and where the steps
    are.
    """

    weights: str
    numbers: str
    scale: str
    cast_place: int
    scaling_place: int


def _scaled(operation: str, taken: int, node: _Node, makers: dict[str, tuple[int, _Node]]) -> _Scaled | None:
    """Return the scaled weights that a step takes, if it is such an operation; `taken` is their place in its inputs."""
    if node.operation != operation or node.inputs[taken] not in makers:
        return None
    scaling_place, scaling = makers[node.inputs[taken]]
    if scaling.operation != "Mul" or scaling.inputs[0] not in makers:
        return None
    cast_place, cast = makers[scaling.inputs[0]]
    if cast.operation != "Cast" or cast.inputs[0] in makers or scaling.inputs[1] in makers:
        return None
    return _Scaled(cast.inputs[0], cast.outputs[0], scaling.inputs[1], cast_place, scaling_place)


def _product(node: _Node, numbers: str, scale: str) -> bytes:
    """Return the steps that multiply by weights that are not scaled, and then by the scale of each column."""
    result = node.outputs[0]
    steps = (
        ("MatMul", (node.inputs[0], numbers), f"{result}_unscaled", b""),
        ("Mul", (f"{result}_unscaled", scale), result, b""),
    )
    return b"".join(_field(_NODE, _step(*step)) for step in steps)


def _look_up(node: _Node, table: str, scale: str) -> bytes:
    """Return the steps that look up rows of a table and their scales, and multiply them."""
    rows, numbers, scales = (f"{table}_{what}" for what in ("rows", "row_numbers", "row_scales"))
    places, result = node.inputs[1], node.outputs[0]
    steps = (
        ("Gather", (table, places), rows, b""),
        ("Cast", (rows,), numbers, _int_attribute("to", _FLOAT)),
        ("Gather", (scale, places), scales, b""),
        ("Mul", (numbers, scales), result, b""),
    )
    return b"".join(_field(_NODE, _step(*step)) for step in steps)


def _step(operation: str, inputs: Sequence[str], output: str, attribute: bytes) -> bytes:
    taken = b"".join(_field(_INPUT, name.encode()) for name in inputs)
    names = _field(_OUTPUT, output.encode()) + _field(_NAME, f"{output}_step".encode())
    return taken + names + _field(_OPERATION, operation.encode()) + attribute


def _int_attribute(name: str, value: int) -> bytes:
    number = _varint(_ATTRIBUTE_INT << 3 | _VARINT) + _varint(value)
    kind = _varint(_ATTRIBUTE_TYPE << 3 | _VARINT) + _varint(_INT)
    return _field(_ATTRIBUTE, _field(_ATTRIBUTE_NAME, name.encode()) + number + kind)


def _node(model: bytes, start: int, end: int) -> _Node:
    texts: dict[int, list[str]] = {_INPUT: [], _OUTPUT: [], _OPERATION: []}
    for number, _, value, stop in _fields(model, start, end):
        if number in texts:
            texts[number].append(model[value:stop].decode())
    return _Node("".join(texts[_OPERATION]), tuple(texts[_INPUT]), tuple(texts[_OUTPUT]))


def _fields(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield of each field its number, and where it, its value and what follows it begin."""
    place = start
    while place < end:
        begin = place
        key, place = _read_varint(data, place)
        value = place
        kind = key & 7
        if kind == _VARINT:
            _, place = _read_varint(data, place)
        elif kind == _BYTES:
            length, value = _read_varint(data, place)
            place = value + length
        elif kind in (_FIXED_64, _FIXED_32):
            place += 8 if kind == _FIXED_64 else 4
        else:
            raise ValueError(f"A field of a protocol buffer has no kind {kind}.")
        if place > end:
            raise ValueError("A field of a protocol buffer is longer than what it is in.")
        yield key >> 3, begin, value, place


def _read_varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of variable length and the place behind it."""
    number = shift = 0
    while True:
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, place
        shift += 7


def _varint(number: int) -> bytes:
    found = bytearray()
    while number >= 0x80:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def _field(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(value)) + value
