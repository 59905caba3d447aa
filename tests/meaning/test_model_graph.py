"""The rewritten graph of the model: the same vectors, less memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from qtbrowser.meaning.model_graph import with_quantized_products
from qtbrowser.meaning.sentence_model import DIMENSIONS, PROJECTION, SentenceModel, model_file, shortened
from qtbrowser.resources import resource_path


def varint(number: int) -> bytes:
    return bytes([number & 0x7F | 0x80]) + varint(number >> 7) if number >= 0x80 else bytes([number])


def field(number: int, value: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(value)) + value


def step(operation: str, inputs: Sequence[str], output: str) -> bytes:
    taken = b"".join(field(1, name.encode()) for name in inputs)
    return field(1, taken + field(2, output.encode()) + field(4, operation.encode()))


def model_of(*steps: bytes) -> bytes:
    head, tail = b"\x08\x0a" + b"\x0d1234" + b"\x1112345678", field(8, b"tail")
    return head + field(7, b"".join(steps) + field(2, b"a graph")) + tail


TO_FLOAT = field(5, field(1, b"to") + b"\x18\x01\xa0\x01\x02")
SCALED = (step("Cast", ["table"], "numbers"), step("Mul", ["numbers", "scale"], "scaled"))


def test_a_look_up_comes_before_the_scaling() -> None:
    model = model_of(*SCALED, step("Gather", ["scaled", "ids"], "rows"), step("Relu", ["rows"], "out"))
    rewritten = with_quantized_products(model)
    assert rewritten.count(b"Gather") == 2
    assert rewritten.count(b"Cast") == rewritten.count(b"Mul") == 1
    assert rewritten.index(b"Gather") < rewritten.index(b"Mul") < rewritten.index(b"Relu")
    assert b"scaled" not in rewritten
    assert rewritten.startswith(model[:16])
    assert rewritten.endswith(field(8, b"tail"))


def tensor(name: str, kind: int, numbers: NDArray[np.generic]) -> bytes:
    sizes = b"".join(b"\x08" + varint(size) for size in numbers.shape)
    return field(5, sizes + b"\x10" + varint(kind) + field(8, name.encode()) + field(9, numbers.tobytes()))


INT8, FLOAT = 3, 1
WEIGHTS = np.arange(128, dtype=np.uint8).view(np.int8).reshape(64, 2) - np.int8(64)
TABLE = tensor("table", INT8, WEIGHTS)
SCALE = tensor("scale", FLOAT, np.array([[0.5, 2]], np.float32))
PRODUCT = step("MatMul", ["in", "scaled"], "product")


def test_a_product_is_by_the_bytes_of_the_weights() -> None:
    rewritten = with_quantized_products(model_of(*SCALED, PRODUCT, TABLE, SCALE))
    for gone in (b"Cast", b"Mul\x22", b"scaled"):
        assert gone not in rewritten
    assert rewritten.count(b"MatMulNBits") == 1
    # Column by column, each in one block with a scale of its own.
    columns = WEIGHTS.T.astype(np.int16) + 128
    assert tensor("table", 2, columns.astype(np.uint8).reshape(2, 1, 64)) in rewritten
    assert tensor("scale", FLOAT, np.array([[0.5], [2]], np.float32)) in rewritten
    assert rewritten.endswith(field(8, b"tail") + field(8, field(1, b"com.microsoft") + b"\x10\x01"))


@pytest.mark.parametrize(
    "parts",
    [
        (step("Gather", ["table", "ids"], "rows"),),
        (*SCALED, step("Add", ["in", "scaled"], "out")),
        (*SCALED, step("MatMul", ["scaled", "in"], "out")),
        (step("Mul", ["a", "b"], "scaled"), step("Gather", ["scaled", "ids"], "rows")),
        (*SCALED, PRODUCT),
        (*SCALED, PRODUCT, TABLE),
        (*SCALED, PRODUCT, tensor("table", FLOAT, WEIGHTS), SCALE),
        (*SCALED, PRODUCT, tensor("table", INT8, WEIGHTS[:63]), SCALE),
        (*SCALED, PRODUCT, tensor("table", INT8, WEIGHTS.reshape(8, 8, 2)), SCALE),
        (*SCALED, PRODUCT, TABLE, tensor("scale", FLOAT, np.ones(1, np.float32))),
        (*SCALED, PRODUCT, TABLE, tensor("scale", 10, np.ones(4, np.float16))),
    ],
)
def test_other_graphs_stay_as_they_are(parts: Sequence[bytes]) -> None:
    assert with_quantized_products(model_of(*parts)) == model_of(*parts)


@pytest.mark.parametrize("damaged", [b"\x3a\x05ab", b"\x3f", b"\x3a\xff"])
def test_what_is_no_protocol_buffer_is_told(damaged: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        with_quantized_products(damaged)


def test_products_of_the_largest_numbers_do_not_overflow() -> None:
    """As sums of products of bytes do on some processors, unless one of two is halved."""
    onnxruntime = pytest.importorskip("onnxruntime")
    weights = np.full((128, 4), 127, np.int8)
    weights[:, 2:] = -128
    cast = field(1, field(1, b"table") + field(2, b"numbers") + field(4, b"Cast") + TO_FLOAT)
    floating = field(2, field(1, b"\x08\x01"))
    ends = field(11, field(1, b"in") + floating) + field(12, field(1, b"product") + floating)
    arrays = tensor("table", INT8, weights) + tensor("scale", FLOAT, np.array([[1, 2, 1, 2]], np.float32))
    graph = cast + SCALED[1] + PRODUCT + field(2, b"a graph") + arrays + ends
    model = with_quantized_products(b"\x08\x08" + field(7, graph) + field(8, b"\x10\x11"))
    assert b"MatMulNBits" in model
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    for taken in (1, -1):
        (product,) = session.run(None, {"in": np.full((3, 128), taken, np.float32)})
        assert np.allclose(product, np.array([127, 254, -128, -256]) * 128 * taken)


def test_vectors_are_nearly_the_same(model: SentenceModel) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    file = model_file()
    assert file is not None
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    ids = np.array([[101, 2339, 2003, 1996, 3712, 2630, 1029, 102]])
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    mean = session.run(None, inputs)[0].mean(axis=1)
    projection = np.fromfile(resource_path(PROJECTION), "<f2").astype(np.float32).reshape(-1, DIMENSIONS)
    (vector,), (other,) = model.encode(["Why is the sky blue?"]), shortened(mean, projection)
    assert vector @ other > 0.999
    assert np.allclose(projection.T @ projection, np.eye(DIMENSIONS), atol=0.01)
