"""The sentence model: what is alike in meaning has vectors alike in direction."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from qtbrowser.errors import MeaningUnavailable
from qtbrowser.meaning import sentence_model
from qtbrowser.meaning.sentence_model import DIMENSIONS, SentenceModel
from qtbrowser.resources import resource_path


def test_meaning_is_nearer_than_words(model: SentenceModel) -> None:
    asked, same, other = model.encode(
        [
            "Why does bread get bigger in the oven?",
            "What makes dough rise when it is baked?",
            "Why does a company get bigger in the market?",
        ]
    )
    assert asked @ same > asked @ other


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours(model: SentenceModel) -> None:
    texts = ["short", "", "a much longer text, " * 40, "Why is the sky blue?"]
    together = model.encode(texts)
    assert together.shape == (4, DIMENSIONS)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, together, strict=True):
        assert model.encode([text])[0] @ vector > 0.999


def test_no_texts(model: SentenceModel) -> None:
    assert model.encode([]).shape == (0, DIMENSIONS)


def test_a_huge_text_is_cut(model: SentenceModel) -> None:
    assert model.encode(["word " * 1_000_000]).shape == (1, DIMENSIONS)


def test_a_damaged_model_is_told(model: SentenceModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "model.onnx"
    damaged.write_bytes(b"no model")
    monkeypatch.setattr(sentence_model, "model_file", lambda: damaged)
    with pytest.raises(MeaningUnavailable, match="damaged"):
        SentenceModel()


@pytest.mark.parametrize("name", [sentence_model.VOCABULARY, sentence_model.PROJECTION])
@pytest.mark.parametrize("content", [b"", b"[PAD]\n[CLS]\n[SEP]\n[UNK]\n", b"\xff\x7e" * 384 * DIMENSIONS, None])
def test_a_damaged_part_of_the_model_is_told(
    name: str, content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "part"
    if content is not None:
        damaged.write_bytes(content)
    whole = resource_path
    monkeypatch.setattr(sentence_model, "resource_path", lambda part: damaged if part == name else whole(part))
    with pytest.raises(MeaningUnavailable, match="damaged"):
        SentenceModel()


def test_a_frozen_program_has_the_model_among_its_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "meaning" / "model.onnx"
    file.parent.mkdir()
    file.write_bytes(b"")
    monkeypatch.setattr(sentence_model, "resource_path", tmp_path.joinpath)
    assert sentence_model.model_file() == file


def test_without_the_model_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = ModuleSpec("package", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(sentence_model, "find_spec", lambda _: spec)
    monkeypatch.setattr(sentence_model, "resource_path", tmp_path.joinpath)
    assert sentence_model.model_file() is None
    assert "lacks the sentence model" in sentence_model.why_unavailable()
    with pytest.raises(MeaningUnavailable, match="lacks"):
        SentenceModel()


def test_without_onnx_runtime_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_model, "find_spec", lambda _: None)
    assert "not available" in sentence_model.why_unavailable()
    with pytest.raises(MeaningUnavailable):
        SentenceModel()
