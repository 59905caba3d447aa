"""The nearest documents: exact, by question or answer, only among those that are allowed."""

from __future__ import annotations

import numpy as np

from qtbrowser.meaning.encoded_texts import Asked
from qtbrowser.meaning.nearest_documents import NearestDocuments
from qtbrowser.meaning.vector_file import VectorKind, joined, packed

UNIT = np.eye(4, dtype=np.float32)


def nearest() -> NearestDocuments:
    questions = packed(VectorKind.QUESTION, np.array([10, 20, 30], np.uint64), UNIT[[0, 1, 2]])
    answers = packed(VectorKind.ANSWER, np.array([10], np.uint64), UNIT[[3]])
    numbers = {"a": 0, "b": 1, "c": 2, "copy of a": 3, "new": 4, "gone": 5}
    keys = {"a": 10, "b": 20, "c": 30, "copy of a": 10, "new": 40}
    return NearestDocuments(numbers, keys, {VectorKind.QUESTION: questions, VectorKind.ANSWER: answers})


def test_the_nearer_of_question_and_answer_counts() -> None:
    documents = nearest()
    assert len(documents) == 4
    found = documents.to_text((UNIT[0] + 2 * UNIT[3]) / np.sqrt(np.float32(5)))
    assert documents.of(found, [0, 3, 1, 4, 5]) == [
        *([float(found[0])] * 2),
        0.0,
        -1.0,
        -1.0,
    ]
    assert abs(found[0] - 2 / np.sqrt(5)) < 0.01


def test_questions_of_a_file_make_it_near_and_are_named() -> None:
    questions = packed(VectorKind.QUESTION, np.array([10, 20, 71, 72], np.uint64), UNIT[[0, 1, 2, 3]])
    asked = [
        Asked("a", 0, 70, "not encoded yet"),
        Asked("a", 1, 71, "third direction"),
        Asked("a", 2, 72, "fourth direction"),
        Asked("b", 0, 72, "fourth direction"),
        Asked("gone", 0, 72, "fourth direction"),
    ]
    documents = NearestDocuments({"a": 0, "b": 1}, {"a": 10, "b": 20}, {VectorKind.QUESTION: questions}, asked)
    found = documents.to_text(UNIT[3])
    assert documents.of(found, [0, 1]) == [1.0, 1.0]
    assert documents.nearest_asked(found, UNIT[3], [0, 1]) == {0: 2, 1: 0}
    assert documents.nearest_asked(found, UNIT[3], [1]) == {1: 0}
    found = documents.to_text(UNIT[2])
    assert documents.of(found, [0, 1]) == [1.0, 0.0]
    assert documents.nearest_asked(found, UNIT[2], [0]) == {0: 1}
    # Near by its own title.
    assert documents.nearest_asked(documents.to_text(UNIT[0]), UNIT[0], [0]) == {}


def test_best_are_allowed_and_near_enough() -> None:
    documents = nearest()
    found = documents.to_text((3 * UNIT[0] + 2 * UNIT[1] + UNIT[2]) / np.sqrt(np.float32(14)))
    everywhere = np.ones(6, dtype=np.bool_)
    assert [number for number, _ in documents.best(found, everywhere, 9, 0.1)] == [0, 3, 1, 2]
    assert [number for number, _ in documents.best(found, everywhere, 2, 0.1)] == [0, 3]
    assert [number for number, _ in documents.best(found, everywhere, 9, 0.5)] == [0, 3, 1]
    everywhere[0] = False
    assert [documents.paths[number] for number, _ in documents.best(found, everywhere, 1, 0.1)] == ["copy of a"]


def test_without_vectors_nothing_is_near() -> None:
    documents = NearestDocuments({"a": 0}, {"a": 1}, {kind: joined(kind, [], 4) for kind in VectorKind})
    assert len(documents) == 0
    assert documents.best(documents.to_text(UNIT[0]), np.ones(1, dtype=np.bool_), 5, 0.0) == []
    assert documents.to_document(0) is None
    assert documents.to_document(7) is None


def test_documents_are_compared_by_question_and_answer() -> None:
    vectors = np.stack([UNIT[0], (UNIT[0] + UNIT[1]) / np.sqrt(np.float32(2)), UNIT[2]])
    questions = packed(VectorKind.QUESTION, np.array([1, 2, 3], np.uint64), vectors)
    answers = packed(VectorKind.ANSWER, np.array([1, 2], np.uint64), UNIT[[3, 3]])
    numbers, keys = {"a": 0, "b": 1, "c": 2}, {"a": 1, "b": 2, "c": 3}
    documents = NearestDocuments(numbers, keys, {VectorKind.QUESTION: questions, VectorKind.ANSWER: answers})
    nearness = documents.to_document(0)
    assert nearness is not None
    assert np.allclose(nearness, [1.0, (np.sqrt(0.5) + 1) / 2, 0.0], atol=0.01)
