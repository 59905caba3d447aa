"""The rewritten graph of the model: the same vectors, less memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from qtbrowser.meaning.model_graph import with_late_scaling
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


SCALED = (step("Cast", ["table"], "numbers"), step("Mul", ["numbers", "scale"], "scaled"))


def test_a_look_up_comes_before_the_scaling() -> None:
    model = model_of(*SCALED, step("Gather", ["scaled", "ids"], "rows"), step("Relu", ["rows"], "out"))
    rewritten = with_late_scaling(model)
    assert rewritten.count(b"Gather") == 2
    assert rewritten.count(b"Cast") == rewritten.count(b"Mul") == 1
    assert rewritten.index(b"Gather") < rewritten.index(b"Mul") < rewritten.index(b"Relu")
    assert b"scaled" not in rewritten
    assert rewritten.startswith(model[:16])
    assert rewritten.endswith(field(8, b"tail"))


def test_a_product_comes_before_the_scaling() -> None:
    model = model_of(*SCALED, step("MatMul", ["in", "scaled"], "product"), step("Relu", ["product"], "out"))
    rewritten = with_late_scaling(model)
    assert rewritten.count(b"MatMul") == rewritten.count(b"Cast") == rewritten.count(b"Mul") - 1 == 1
    assert rewritten.index(b"Cast") < rewritten.index(b"MatMul") < rewritten.index(b"Mul", rewritten.index(b"step"))
    assert field(1, b"scaled") not in rewritten


@pytest.mark.parametrize(
    "steps",
    [
        (step("Gather", ["table", "ids"], "rows"),),
        (*SCALED, step("Add", ["in", "scaled"], "out")),
        (*SCALED, step("MatMul", ["scaled", "in"], "out")),
        (step("Mul", ["a", "b"], "scaled"), step("Gather", ["scaled", "ids"], "rows")),
    ],
)
def test_other_graphs_stay_as_they_are(steps: Sequence[bytes]) -> None:
    assert with_late_scaling(model_of(*steps)) == model_of(*steps)


@pytest.mark.parametrize("damaged", [b"\x3a\x05ab", b"\x3f", b"\x3a\xff"])
def test_what_is_no_protocol_buffer_is_told(damaged: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        with_late_scaling(damaged)


def test_vectors_are_the_same(model: SentenceModel) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    file = model_file()
    assert file is not None
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    ids = np.array([[101, 2339, 2003, 1996, 3712, 2630, 1029, 102]])
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    mean = session.run(None, inputs)[0].mean(axis=1)
    projection = np.fromfile(resource_path(PROJECTION), "<f2").astype(np.float32).reshape(-1, DIMENSIONS)
    assert np.allclose(model.encode(["Why is the sky blue?"]), shortened(mean, projection), atol=1e-5)
    assert np.allclose(projection.T @ projection, np.eye(DIMENSIONS), atol=0.01)
