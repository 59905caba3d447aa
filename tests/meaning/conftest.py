"""The sentence model, loaded once."""

from __future__ import annotations

import pytest

from qtbrowser.meaning.sentence_model import SentenceModel, why_unavailable


@pytest.fixture(scope="session")
def model() -> SentenceModel:
    """The model of this installation; tests of it are skipped on systems that ONNX Runtime has no version for."""
    if reason := why_unavailable():
        pytest.skip(reason)
    return SentenceModel()
