"""Rewrites the graph of the sentence model so that it takes less memory and time.

The file has its weights as bytes with scales, and steps that make floating-point numbers of them. ONNX Runtime carries
these out once, at loading, also for the tables of embeddings, of which a text needs some rows only. Here each look-up
in such a table comes before the step: 47 MB less for the table of word pieces. What is multiplied by other weights is
multiplied by the bytes themselves, in ONNX Runtime's operator MatMulNBits: what comes in is rounded to whole numbers of
8 bits as well, in blocks that have a scale each, so that no floating-point numbers of the weights are made at all.

A model is a protocol buffer, as onnx.proto3 of the ONNX project says. Only those of its fields that are needed are
read; all others are copied as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from qtbrowser.meaning.protocol_buffer import Field, bytes_field, fields, number_field, read_number

# Numbers of fields, and of types, in onnx.proto3.
_GRAPH, _OPERATORS = 7, 8
_OPERATORS_DOMAIN, _OPERATORS_VERSION = 1, 2
_NODE, _TENSOR = 1, 5
_INPUT, _OUTPUT, _NAME, _OPERATION, _ATTRIBUTE, _DOMAIN = 1, 2, 3, 4, 5, 7
_ATTRIBUTE_NAME, _ATTRIBUTE_INT, _ATTRIBUTE_TYPE = 1, 3, 20
_TENSOR_SIZE, _TENSOR_TYPE, _TENSOR_NAME, _TENSOR_BYTES = 1, 2, 8, 9
_FLOAT, _UINT8, _INT8 = 1, 2, 3
_INT = 2
# Where MatMulNBits is defined, and what it takes: https://github.com/microsoft/onnxruntime, ContribOperators.md.
_CONTRIBUTED = b"com.microsoft"
_BITS = 8
# So many numbers that come in have a scale in common. With 32 vectors take a tenth more time and differ half as much.
_BLOCK = 64
# Numbers that come in may be rounded to 8 bits. Without that the operator makes floating-point numbers of all weights.
_ACCURACY = 4


class _Node(NamedTuple):
    """One step of the graph: what it does, and the names of what it takes and gives."""

    operation: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class _Weights(NamedTuple):
    """An array that is part of the graph.

    Attributes:
        place: of its field among those of the graph.
        shape: of the array.
        kind: of its numbers, as in onnx.proto3.
        numbers: their bytes, in rows.
    """

    place: int
    shape: tuple[int, ...]
    kind: int
    numbers: bytes


def with_quantized_products(model: bytes) -> bytes:
    """Return a model that looks up in its tables of embeddings before it scales, and multiplies by the bytes of its
    other weights, which have a scale for each column. Its vectors are nearly the same: a cosine of 0.9997 on the
    average.

    Args:
        model: the file's bytes. Where its graph is not of the known form, it is returned as it is.

    Raises:
        ValueError, IndexError: it is no protocol buffer.
    """
    parts = []
    is_multiplied = False
    for number, start, value, end in fields(model, 0, len(model)):
        if number == _GRAPH:
            graph, is_multiplied = _rewritten(model, value, end)
            parts.append(bytes_field(_GRAPH, graph))
        else:
            parts.append(model[start:end])
    if is_multiplied:
        version = number_field(_OPERATORS_VERSION, 1)
        parts.append(bytes_field(_OPERATORS, bytes_field(_OPERATORS_DOMAIN, _CONTRIBUTED) + version))
    return b"".join(parts)


def _rewritten(model: bytes, start: int, end: int) -> tuple[bytes, bool]:
    """Return the graph between two places of a model with other look-ups and products, and whether it has such a
    product.
    """
    found_fields = list(fields(model, start, end))
    nodes = {
        place: _node(model, value, stop)
        for place, (number, _, value, stop) in enumerate(found_fields)
        if number == _NODE
    }
    makers = {node.outputs[0]: (place, node) for place, node in nodes.items() if node.outputs}
    tensors = dict(_tensors(model, found_fields))
    replaced: dict[int, bytes] = {}
    is_multiplied = False
    for place, node in nodes.items():
        if (found := _scaled("Gather", 0, node, makers)) is not None:
            new = {place: _look_up(node, found.weights, found.scale)}
        elif (found := _scaled("MatMul", 1, node, makers)) is not None:
            new = _product(place, node, found, tensors)
            is_multiplied = is_multiplied or bool(new)
        else:
            continue
        if new:
            replaced.update({**new, found.cast_place: b"", found.scaling_place: b""})
    parts = (replaced.get(place, model[begin:stop]) for place, (_, begin, _, stop) in enumerate(found_fields))
    return b"".join(parts), is_multiplied


class _Scaled(NamedTuple):
    """Weights that two steps make numbers of and scale: the names of weights and scale, and where the steps are."""

    weights: str
    scale: str
    cast_place: int
    scaling_place: int


def _scaled(operation: str, taken: int, node: _Node, makers: Mapping[str, tuple[int, _Node]]) -> _Scaled | None:
    """Return the scaled weights that a step takes, if it is such an operation; `taken` is their place in its inputs."""
    if node.operation != operation or node.inputs[taken] not in makers:
        return None
    scaling_place, scaling = makers[node.inputs[taken]]
    if scaling.operation != "Mul" or scaling.inputs[0] not in makers:
        return None
    cast_place, cast = makers[scaling.inputs[0]]
    if cast.operation != "Cast" or cast.inputs[0] in makers or scaling.inputs[1] in makers:
        return None
    return _Scaled(cast.inputs[0], scaling.inputs[1], cast_place, scaling_place)


def _product(place: int, node: _Node, found: _Scaled, tensors: Mapping[str, _Weights]) -> dict[int, bytes]:
    """Return the fields that a product by scaled weights becomes, by their places; none if it is of another form."""
    weights, scale = tensors.get(found.weights), tensors.get(found.scale)
    if weights is None or scale is None or len(weights.shape) != 2 or (weights.kind, scale.kind) != (_INT8, _FLOAT):
        return {}
    rows, columns = weights.shape
    if rows % _BLOCK or len(weights.numbers) != rows * columns or len(scale.numbers) != 4 * columns:
        return {}
    blocks = rows // _BLOCK
    # The operator takes weights column by column, as numbers without a sign.
    signed = np.frombuffer(weights.numbers, np.int8).reshape(rows, columns).T
    unsigned = np.ascontiguousarray(signed).view(np.uint8) ^ np.uint8(128)
    scales = np.repeat(np.frombuffer(scale.numbers, "<f4"), blocks)
    attributes = {"K": rows, "N": columns, "bits": _BITS, "block_size": _BLOCK, "accuracy_level": _ACCURACY}
    step = _step(
        "MatMulNBits",
        (node.inputs[0], found.weights, found.scale),
        node.outputs[0],
        b"".join(_int_attribute(name, value) for name, value in attributes.items()),
        _CONTRIBUTED,
    )
    return {
        place: bytes_field(_NODE, step),
        weights.place: _tensor(found.weights, (columns, blocks, _BLOCK), _UINT8, unsigned.tobytes()),
        scale.place: _tensor(found.scale, (columns, blocks), _FLOAT, scales.tobytes()),
    }


def _tensors(model: bytes, of_graph: Iterable[Field]) -> Iterator[tuple[str, _Weights]]:
    """Yield the arrays among the fields of a graph, with their names."""
    for place, (number, _, start, end) in enumerate(of_graph):
        if number != _TENSOR:
            continue
        name, shape, kind, numbers = "", [], 0, b""
        for part, _, value, stop in fields(model, start, end):
            if part == _TENSOR_SIZE:
                shape.append(read_number(model, value)[0])
            elif part == _TENSOR_TYPE:
                kind = read_number(model, value)[0]
            elif part == _TENSOR_NAME:
                name = model[value:stop].decode()
            elif part == _TENSOR_BYTES:
                numbers = model[value:stop]
        yield name, _Weights(place, tuple(shape), kind, numbers)


def _tensor(name: str, shape: Iterable[int], kind: int, numbers: bytes) -> bytes:
    sizes = b"".join(number_field(_TENSOR_SIZE, size) for size in shape)
    named = number_field(_TENSOR_TYPE, kind) + bytes_field(_TENSOR_NAME, name.encode())
    return bytes_field(_TENSOR, sizes + named + bytes_field(_TENSOR_BYTES, numbers))


def _look_up(node: _Node, table: str, scale: str) -> bytes:
    """Return the steps that look up rows of a table and their scales, and multiply them."""
    rows, numbers, scales = (f"{table}_{what}" for what in ("rows", "row_numbers", "row_scales"))
    places, result = node.inputs[1], node.outputs[0]
    steps = (
        _step("Gather", (table, places), rows),
        _step("Cast", (rows,), numbers, _int_attribute("to", _FLOAT)),
        _step("Gather", (scale, places), scales),
        _step("Mul", (numbers, scales), result),
    )
    return b"".join(bytes_field(_NODE, step) for step in steps)


def _step(operation: str, inputs: Sequence[str], output: str, attributes: bytes = b"", domain: bytes = b"") -> bytes:
    taken = b"".join(bytes_field(_INPUT, name.encode()) for name in inputs)
    names = bytes_field(_OUTPUT, output.encode()) + bytes_field(_NAME, f"{output}_step".encode())
    defined = bytes_field(_DOMAIN, domain) if domain else b""
    return taken + names + bytes_field(_OPERATION, operation.encode()) + attributes + defined


def _int_attribute(name: str, value: int) -> bytes:
    number = number_field(_ATTRIBUTE_INT, value) + number_field(_ATTRIBUTE_TYPE, _INT)
    return bytes_field(_ATTRIBUTE, bytes_field(_ATTRIBUTE_NAME, name.encode()) + number)


def _node(model: bytes, start: int, end: int) -> _Node:
    texts: dict[int, list[str]] = {_INPUT: [], _OUTPUT: [], _OPERATION: []}
    for number, _, value, stop in fields(model, start, end):
        if number in texts:
            texts[number].append(model[value:stop].decode())
    return _Node("".join(texts[_OPERATION]), tuple(texts[_INPUT]), tuple(texts[_OUTPUT]))
