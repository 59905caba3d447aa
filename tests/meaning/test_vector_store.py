"""Vectors on disk: what is written is read, what is damaged is found out, what is not used goes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qtbrowser.errors import IndexDamaged
from qtbrowser.meaning import vector_store
from qtbrowser.meaning.sentence_model import DIMENSIONS
from qtbrowser.meaning.vector_file import VectorKind, packed, read_vectors, write_vectors
from qtbrowser.meaning.vector_store import VectorStore


def some_vectors(count: int, seed: int = 1) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def some_keys(*keys: int) -> NDArray[np.uint64]:
    return np.array(keys, dtype=np.uint64)


def test_bytes_keep_cosines(tmp_path: Path) -> None:
    vectors = some_vectors(50)
    file = tmp_path / "a.qbv"
    write_vectors(file, packed(VectorKind.ANSWER, np.arange(50, dtype=np.uint64), vectors))
    read = read_vectors(file)
    assert (read.kind, read.dimensions, len(read)) == (VectorKind.ANSWER, DIMENSIONS, 50)
    restored = read.vectors * read.scales[:, None]
    assert np.abs(restored @ vectors.T - vectors @ vectors.T).max() < 0.01
    assert [file.name for file in tmp_path.iterdir()] == ["a.qbv"]


def test_any_changed_byte_is_found_out(tmp_path: Path) -> None:
    file = tmp_path / "a.qbv"
    write_vectors(file, packed(VectorKind.QUESTION, some_keys(3), some_vectors(1)))
    whole = file.read_bytes()
    for place in (0, 9, 13, 17, 21, 30, len(whole) - 1):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(IndexDamaged):
            read_vectors(file)
    for length in (0, 7, 20, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(IndexDamaged):
            read_vectors(file)


def test_the_later_vector_of_a_key_counts(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "meaning")
    assert store.version() == ()
    first, second = some_vectors(2, 1), some_vectors(2, 2)
    store.add(VectorKind.QUESTION, some_keys(2**64 - 1, 5), first)
    store.add(VectorKind.QUESTION, some_keys(5, 1), second)
    loaded = store.load()
    assert loaded[VectorKind.QUESTION].keys.tolist() == [1, 5, 2**64 - 1]
    of_five = loaded[VectorKind.QUESTION].vectors[1] * loaded[VectorKind.QUESTION].scales[1]
    assert of_five @ second[0] > 0.99
    assert len(loaded[VectorKind.ANSWER]) == 0
    assert len(store.version()) == 2


def test_damaged_files_are_passed_over_and_removed(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    store.add(VectorKind.QUESTION, some_keys(1), some_vectors(1))
    store.add(VectorKind.QUESTION, some_keys(2), some_vectors(1))
    (tmp_path / "vectors-1.qbv").write_bytes(b"QBVEC002 but nothing else")
    assert store.load()[VectorKind.QUESTION].keys.tolist() == [2]
    store.tidy(some_keys(1, 2))
    assert [name for name, _ in store.version()] == ["vectors-2.qbv"]


def test_tidying_drops_what_is_not_used(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    for kind in VectorKind:
        store.add(kind, some_keys(*range(10)), some_vectors(10))
    store.tidy(some_keys(*range(8)))
    assert len(store.load()[VectorKind.QUESTION]) == 10
    store.tidy(some_keys(1, 2))
    assert {kind: vectors.keys.tolist() for kind, vectors in store.load().items()} == {
        VectorKind.QUESTION: [1, 2],
        VectorKind.ANSWER: [1, 2],
    }
    store.clear()
    assert store.size == 0


def test_many_files_become_one_of_each_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_store, "MOST_FILES", 3)
    store = VectorStore(tmp_path)
    for key in range(4):
        store.add(VectorKind.QUESTION, some_keys(key), some_vectors(1, key))
    store.add(VectorKind.ANSWER, some_keys(1), some_vectors(1))
    before = store.load()
    store.tidy(some_keys(*range(4)))
    assert len(store.version()) == 2
    for kind, vectors in store.load().items():
        assert (vectors.vectors == before[kind].vectors).all()


def test_a_write_that_fails_leaves_no_file_of_vectors(tmp_path: Path) -> None:
    (tmp_path / "vectors-1.new").mkdir()
    store = VectorStore(tmp_path)
    with pytest.raises(OSError, match="vectors-1"):
        store.add(VectorKind.QUESTION, some_keys(1), some_vectors(1))
    assert store.version() == ()
