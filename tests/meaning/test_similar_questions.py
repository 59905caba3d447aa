"""Pairs of documents that ask the same, by made-up vectors."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from qtbrowser.meaning import similar_questions
from qtbrowser.meaning.similar_questions import similar_pairs
from qtbrowser.meaning.vector_file import VectorKind
from qtbrowser.meaning.vector_store import VectorStore
from tests.meaning.test_vector_store import some_vectors

FIRST, COPY, OTHER, ANSWERS_OTHERWISE, THIRD = 11, 12, 13, 14, 15


def near(vector: NDArray[np.float32], seed: int, share: float = 0.02) -> NDArray[np.float32]:
    """A vector with a cosine of about 0.96 to another one."""
    found = vector + share * np.random.default_rng(100 + seed).normal(size=vector.shape).astype(np.float32)
    result: NDArray[np.float32] = found / np.linalg.norm(found)
    return result


def add(store: VectorStore, key: int, question: NDArray[np.float32], answer: NDArray[np.float32]) -> None:
    for kind, vector in ((VectorKind.QUESTION, question), (VectorKind.ANSWER, answer)):
        store.add(kind, np.array([key], dtype=np.uint64), vector[None])


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    """A document, one that asks and answers the same, one that does not, and one that asks the same."""
    store = VectorStore(tmp_path)
    question, answer, other = some_vectors(3)
    add(store, FIRST, question, answer)
    add(store, COPY, near(question, 1), near(answer, 2))
    add(store, OTHER, other, answer)
    add(store, ANSWERS_OTHERWISE, near(question, 3), other)
    return store


def pairs(store: VectorStore, folder: Path, *keys: int) -> set[tuple[int, int]]:
    return {(pair.one, pair.other) for pair in similar_pairs(store, folder, keys)}


def test_question_and_answer_must_both_be_near(store: VectorStore, tmp_path: Path) -> None:
    found = similar_pairs(store, tmp_path, [FIRST, COPY, OTHER, ANSWERS_OTHERWISE, 99])
    assert [(pair.one, pair.other) for pair in found] == [(FIRST, COPY)]
    assert 0.9 < found[0].nearness < 1


def test_only_what_is_new_is_compared(store: VectorStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pairs(store, tmp_path, FIRST, COPY, OTHER) == {(FIRST, COPY)}
    question, answer, _ = some_vectors(3)
    add(store, THIRD, near(question, 4), near(answer, 5))
    expected = {(FIRST, COPY), (FIRST, THIRD), (COPY, THIRD)}
    assert pairs(store, tmp_path, FIRST, COPY, OTHER, THIRD) == expected
    # Nothing is compared any more: what is found was kept.
    monkeypatch.setattr(similar_questions, "LEAST_OF_QUESTIONS", 2.0)
    assert pairs(store, tmp_path, FIRST, COPY, OTHER, THIRD) == expected
    assert pairs(store, tmp_path, COPY, THIRD) == {(COPY, THIRD)}


def test_all_at_once_is_as_one_by_one(tmp_path: Path) -> None:
    base = some_vectors(6)
    vectors = np.concatenate([base, *(np.stack([near(one, 10 * copy) for one in base]) for copy in (1, 2))])
    keys = list(range(1, 1 + len(vectors)))
    store = VectorStore(tmp_path)
    for kind in VectorKind:
        store.add(kind, np.array(keys, dtype=np.uint64), vectors)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for count in range(len(keys)):
        pairs(store, tmp_path / "a", *keys[:count])
    assert pairs(store, tmp_path / "a", *keys) == pairs(store, tmp_path / "b", *keys)
    assert len(pairs(store, tmp_path / "b", *keys)) == 18


def archive(**arrays: Any) -> bytes:
    stream = BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


NO_PAIRS, NO_COSINES = np.zeros((0, 2), np.uint64), np.zeros(0, np.float32)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no archive",
        b"PK\x03\x04 cut off",
        archive(keys=np.array([FIRST, COPY], np.uint64)),
        archive(keys=np.array([FIRST, COPY], np.int32), pairs=NO_PAIRS, nearness=NO_COSINES),
        archive(keys=np.array([FIRST, COPY], np.uint64), pairs=np.zeros((0, 3), np.uint64), nearness=NO_COSINES),
        archive(keys=np.array([FIRST, COPY], np.uint64), pairs=NO_PAIRS, nearness=np.zeros(1, np.float32)),
    ],
)
def test_damage_of_what_was_kept_is_no_matter(store: VectorStore, tmp_path: Path, content: bytes) -> None:
    pairs(store, tmp_path, FIRST, COPY)
    (tmp_path / "similar-questions.npz").write_bytes(content)
    assert pairs(store, tmp_path, FIRST, COPY) == {(FIRST, COPY)}


def test_a_pattern_that_all_documents_have_ends_the_search(
    store: VectorStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, answer, _ = some_vectors(3)
    add(store, THIRD, near(question, 4), near(answer, 5))
    monkeypatch.setattr(similar_questions, "_BLOCK", 1)
    monkeypatch.setattr(similar_questions, "_MOST_NEW_PAIRS", 1)
    assert len(pairs(store, tmp_path, FIRST, COPY, OTHER, THIRD)) == 2


def test_no_vectors(tmp_path: Path) -> None:
    assert pairs(VectorStore(tmp_path / "none"), tmp_path, FIRST) == set()
