"""Compiles the linear algebra that the frozen program has in place of OpenBLAS, from ``packaging/frozen/blas.c``.

NumPy's wheels for Linux and Windows import 22 functions from a library of 20 MB and more. A library with these
functions alone takes the place of the large one, under its name; GCC compiles it in a second. What solves equations and
decomposes matrices stays out, see `REPLACED_MODULES` in ``packaging/frozen/contents.py``.
"""

from __future__ import annotations

import sys

from shipping.project import BUILD, PACKAGING
from shipping.running import run, say

SOURCE = PACKAGING / "frozen" / "blas.c"
LIBRARY = BUILD / ("blas.dll" if sys.platform == "win32" else "blas.so")
"""The compiled library; the recipe of the frozen program puts it in the place of OpenBLAS."""

_CODE = ("-std=gnu11", "-O3", "-Wall", "-Wextra", "-Werror", "-fcx-limited-range", "-shared")
_ALONE = ("-nostdlib", "-ffreestanding", "-fno-tree-loop-distribute-patterns")
"""Nothing of a C library, not even for what a compiler makes of loops."""

_FOR_WINDOWS = ("-Wl,-e,0", "-Wl,--no-insert-timestamp", "-s")


def compile_command(compiler: str, source: object, library: object, *, is_for_windows: bool) -> list[str]:
    """The command line that compiles the library.

    Args:
        compiler: a GCC.
        source: the place of `SOURCE` where it runs.
        library: the file to write.
        is_for_windows: whether it compiles for Windows.
    """
    kind = _FOR_WINDOWS if is_for_windows else ("-fPIC",)
    return [compiler, *_CODE, *_ALONE, *kind, str(source), "-o", str(library)]


def make_library() -> None:
    """Compile `LIBRARY` for this system.

    Raises:
        ShippingError: there is no GCC, or it fails.
    """
    say("compiling the linear algebra that takes the place of OpenBLAS")
    BUILD.mkdir(exist_ok=True)
    run(compile_command("gcc", SOURCE, LIBRARY, is_for_windows=sys.platform == "win32"))
