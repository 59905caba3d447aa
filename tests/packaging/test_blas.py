"""The linear algebra that the frozen program has in place of OpenBLAS: each function, compiled for this system.

`make prove-windows` compiles it for Windows and compares NumPy's own results with it.
"""

from __future__ import annotations

import ctypes
import itertools
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import contents
from shipping.blas import SOURCE, compile_command

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="GCC compiles the library")

Array = NDArray[Any]

BY_ROWS, BY_COLUMNS = 101, 102
PLAIN, TURNED, CONJUGATED = 111, 112, 113
UPPER, LOWER = 121, 122

TYPES = {"s": np.float32, "d": np.float64, "c": np.complex64, "z": np.complex128}
STEPS = (1, 2, -3)

COUNT = ctypes.c_int64


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    file = tmp_path_factory.mktemp("blas") / "blas.so"
    subprocess.run(compile_command("gcc", SOURCE, file, is_for_windows=False), check=True)
    return ctypes.CDLL(str(file))


class Blas:
    """The functions for one type of numbers.

    Args:
        library: the compiled library.
        letter: of the type, as their names have it.
    """

    def __init__(self, library: ctypes.CDLL, letter: str) -> None:
        self.library, self.letter, self.type = library, letter, np.dtype(TYPES[letter])
        self.random = np.random.default_rng(7)

    def array(self, *shape: int) -> Array:
        """An array of random numbers."""
        found = self.random.standard_normal(shape)
        return (found + 1j * self.random.standard_normal(shape) if self.letter in "cz" else found).astype(self.type)

    def call(self, name: str, *words: Array | tuple[int] | int | float) -> None:
        """Call a function: an int is a count, a tuple of one int one of C's words, a number of the type a factor."""
        given: list[object] = []
        for word in words:
            if isinstance(word, np.ndarray):
                given.append(ctypes.c_void_p(word.ctypes.data))
            elif isinstance(word, tuple):
                given.append(ctypes.c_int(*word))
            elif isinstance(word, int):
                given.append(COUNT(word))
            elif self.letter in "cz":
                kept = np.array(word, self.type)
                self._kept = [*getattr(self, "_kept", []), kept][-4:]
                given.append(ctypes.c_void_p(kept.ctypes.data))
            else:
                given.append((ctypes.c_float if self.letter == "s" else ctypes.c_double)(word))
        self.function(name)(*given)

    def function(self, name: str) -> Callable[..., Any]:
        """A function by its name without the letter."""
        found = self.library[f"scipy_cblas_{self.letter}{name}64_"]
        found.restype = {"s": ctypes.c_float, "d": ctypes.c_double}.get(self.letter) if name == "dot" else None
        return found

    def is_near(self, found: Array, wanted: Array) -> bool:
        """Whether two arrays are equal but for rounding."""
        return bool(np.allclose(found, wanted, rtol=1e-4 if self.letter in "sc" else 1e-10, atol=1e-5))


@pytest.fixture(params=sorted(TYPES))
def blas(request: pytest.FixtureRequest, library: ctypes.CDLL) -> Blas:
    return Blas(library, request.param)


def turned(matrix: Array, how: int) -> Array:
    """The matrix that a function computes with."""
    return {PLAIN: matrix, TURNED: matrix.T, CONJUGATED: matrix.conj().T}[how]


def laid(matrix: Array, order: int, room: int = 2) -> tuple[Array, int]:
    """The numbers of a matrix as they lie by rows or by columns, with room behind each, and the step between these."""
    rows = matrix if order == BY_ROWS else matrix.T
    whole = np.full((rows.shape[0], rows.shape[1] + room), 99, matrix.dtype)
    whole[:, : rows.shape[1]] = rows
    return whole, whole.shape[1]


def unlaid(whole: Array, order: int, room: int = 2) -> Array:
    """The matrix that `laid` has laid; the room behind its rows must be as it was."""
    assert (whole[:, whole.shape[1] - room :] == 99).all()
    rows = whole[:, : whole.shape[1] - room]
    return rows if order == BY_ROWS else rows.T


def stepped(vector: Array, step: int) -> Array:
    """The numbers of a vector as they lie with a step between them; with a negative one the last comes first."""
    whole = np.full(len(vector) * abs(step), 99, vector.dtype)
    whole[:: abs(step)] = vector if step > 0 else vector[::-1]
    return whole


def taken(whole: Array, step: int) -> Array:
    """The vector that `stepped` has laid."""
    return whole[:: abs(step)][:: 1 if step > 0 else -1]


def words(*choices: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield from itertools.product(*choices)


def test_products_of_matrices(blas: Blas) -> None:
    for order, of_a, of_b, (rows, columns, depth), beta in words(
        (BY_ROWS, BY_COLUMNS), (PLAIN, TURNED, CONJUGATED), (PLAIN, TURNED, CONJUGATED),
        ((3, 4, 5), (1, 2, 17), (2, 9, 0)), (0.0, 0.5),
    ):  # fmt: skip
        a = blas.array(*((rows, depth) if of_a == PLAIN else (depth, rows)))
        b = blas.array(*((depth, columns) if of_b == PLAIN else (columns, depth)))
        c = blas.array(rows, columns)
        wanted = 1.5 * np.einsum("ik,kj->ij", turned(a, of_a), turned(b, of_b)) + beta * c
        if beta == 0:
            c[:] = np.nan
        (whole_a, step_a), (whole_b, step_b), (whole_c, step_c) = (laid(each, order) for each in (a, b, c))
        sizes = (rows, columns, depth, 1.5, whole_a, step_a, whole_b, step_b, beta, whole_c, step_c)
        blas.call("gemm", (order,), (of_a,), (of_b,), *sizes)
        assert blas.is_near(unlaid(whole_c, order), wanted), (order, of_a, of_b, rows, beta)


def test_products_of_a_matrix_and_a_vector(blas: Blas) -> None:
    for order, of_a, step_x, step_y in words((BY_ROWS, BY_COLUMNS), (PLAIN, TURNED, CONJUGATED), STEPS, STEPS):
        a = blas.array(5, 19)
        x, y = blas.array(19 if of_a == PLAIN else 5), blas.array(5 if of_a == PLAIN else 19)
        wanted = 1.5 * np.einsum("ik,k->i", turned(a, of_a), x) + 0.5 * y
        whole_a, step_a = laid(a, order)
        whole_y = stepped(y, step_y)
        whole_x = stepped(x, step_x)
        blas.call("gemv", (order,), (of_a,), 5, 19, 1.5, whole_a, step_a, whole_x, step_x, 0.5, whole_y, step_y)
        assert blas.is_near(taken(whole_y, step_y), wanted), (order, of_a, step_x, step_y)


def test_products_of_a_matrix_and_itself(blas: Blas) -> None:
    for order, part, of_a in words((BY_ROWS, BY_COLUMNS), (UPPER, LOWER), (PLAIN, TURNED)):
        a, c = blas.array(*((4, 11) if of_a == PLAIN else (11, 4))), blas.array(4, 4)
        product = 1.5 * np.einsum("ik,jk->ij", turned(a, of_a), turned(a, of_a)) + 0.5 * c
        is_meant = np.triu(np.ones((4, 4), bool)) if part == UPPER else np.tril(np.ones((4, 4), bool))
        (whole_a, step_a), (whole_c, step_c) = laid(a, order), laid(c, order)
        blas.call("syrk", (order,), (part,), (of_a,), 4, 11, 1.5, whole_a, step_a, 0.5, whole_c, step_c)
        assert blas.is_near(unlaid(whole_c, order), np.where(is_meant, product, c)), (order, part, of_a)


def test_products_of_vectors(blas: Blas) -> None:
    for count, step_x, step_y in words((0, 1, 3, 8, 37), STEPS, STEPS):
        x, y = blas.array(count), blas.array(count)
        whole_x, whole_y = stepped(x, step_x), stepped(y, step_y)
        if blas.letter in "sd":
            at_x, at_y = ctypes.c_void_p(whole_x.ctypes.data), ctypes.c_void_p(whole_y.ctypes.data)
            found = blas.function("dot")(COUNT(count), at_x, COUNT(step_x), at_y, COUNT(step_y))
            assert blas.is_near(found, np.einsum("i,i->", x, y)), (count, step_x, step_y)
            continue
        for name, first in (("dotu_sub", x), ("dotc_sub", x.conj())):
            result = np.full(1, 99, blas.type)
            blas.call(name, count, whole_x, step_x, whole_y, step_y, result)
            assert blas.is_near(result[0], np.einsum("i,i->", first, y)), (name, count, step_x, step_y)


def test_vectors_are_added(blas: Blas) -> None:
    for count, step_x, step_y in words((0, 1, 19), STEPS, STEPS):
        x, y = blas.array(count), blas.array(count)
        whole_y = stepped(y, step_y)
        blas.call("axpy", count, 1.5, stepped(x, step_x), step_x, whole_y, step_y)
        if count:
            assert blas.is_near(taken(whole_y, step_y), 1.5 * x + y), (count, step_x, step_y)


def test_the_library_needs_no_other_one(library: ctypes.CDLL) -> None:
    listed = subprocess.run(["nm", "-D", "--undefined-only", library._name], capture_output=True, text=True, check=True)
    assert listed.stdout == ""


def test_ours_takes_the_place_and_name_of_the_large_one() -> None:
    place = "numpy.libs/libscipy_openblas64_-63c857e7.dll"
    others = [("numpy/a.pyd", "/x/a.pyd", "EXTENSION")]
    taken_in = contents.with_own_blas([*others, (place, "/x/large.dll", "BINARY")], Path("/own/blas.dll"))
    assert taken_in == [*others, (place, str(Path("/own/blas.dll")), "BINARY")]
    with pytest.raises(SystemExit, match="brings no"):
        contents.with_own_blas(others, Path("/own/blas.dll"))
