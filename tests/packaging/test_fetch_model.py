"""Vocabulary and model are those that the manifest and the program name."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

import fetch_model
from qtbrowser.meaning.sentence_model import why_unavailable


@pytest.mark.skipif(bool(why_unavailable()), reason="ONNX Runtime has no version for this system")
def test_files_are_as_they_came() -> None:
    assert list(fetch_model.problems()) == []


def test_another_vocabulary_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "meaning"
    shutil.copytree(fetch_model.FOLDER, folder)
    (folder / fetch_model.VOCABULARY).write_text("[UNK]\n", encoding="utf-8")
    assert "meaning/vocabulary.txt is not the file" in next(iter(fetch_model.problems(folder)))


def test_weights_are_read() -> None:
    header = b'{"a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]}, "__metadata__": {"format": "pt"}}'
    numbers = np.array([1.5, -2], "<f4").tobytes()
    weights = fetch_model.read_weights(struct.pack("<Q", len(header)) + header + numbers)
    assert {name: values.tolist() for name, values in weights.items()} == {"a": [[1.5], [-2]]}
