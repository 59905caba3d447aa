"""Libraries that Wine 10 lacks, or has with stubs that end the process; compiled into the ``system32`` of its Windows.

- ``icuuc.dll``, which Windows has since version 10 and Qt names: each function returns 0, since the program asks for
  none (Qt sorts by Windows itself and converts UTF-8 itself).
- ``ucrtbase.dll``: functions on complex numbers, which NumPy calls when it is imported, from
  ``packaging/wine/complex.c``; all else is handed on to Wine's library under another name.

Only the proof uses them; no package contains them.
"""

from __future__ import annotations

import re
import shutil

from shipping.windows_python import COMPILER, SOURCES, exported_names, imported_names
from shipping.wine import PREFIX, Wine

_OBJDUMP = "x86_64-w64-mingw32-objdump"
_PLACE = "/opt/shims"
_SYSTEM32 = f"{PREFIX}/drive_c/windows/system32"


def install_shims(system: Wine, python: str) -> None:
    """Compile the libraries for a Windows that has just been made, and put them there.

    Args:
        system: the Debian with that Windows.
        python: the folder of a Python with Qt in it, whose imports are served.

    Raises:
        ShippingError: the compiler fails.
    """
    folder = system.outside(_PLACE)
    folder.mkdir(exist_ok=True)
    qt = system.tool(_OBJDUMP, "-p", f"{python}/Lib/site-packages/PySide6/Qt6Core.dll")
    stubs = "".join(f"void *{name}(void) {{ return 0; }}\n" for name in imported_names(qt, "icuuc.dll"))
    (folder / "icuuc.c").write_text(stubs, encoding="ascii")
    _compiled(system, "icuuc.c", "-Wl,--export-all-symbols", "-o", f"{_SYSTEM32}/icuuc.dll")

    of_wine = system.outside(f"{_SYSTEM32}/wineucrt.dll")
    if not of_wine.exists():
        shutil.move(system.outside(f"{_SYSTEM32}/ucrtbase.dll"), of_wine)
    own = set(re.findall(r"\bshim_(\w+)\(", system.tool(COMPILER, "-E", _source(system, "complex.c"))))
    names = exported_names(system.tool(_OBJDUMP, "-p", f"{_SYSTEM32}/wineucrt.dll"))
    lines = [f'"{name}" = ' + (f"shim_{name}" if name in own else f'"wineucrt.{name}"') for name in names]
    (folder / "ucrtbase.def").write_text("\n".join(["LIBRARY ucrtbase.dll", "EXPORTS", *lines, ""]), encoding="ascii")
    _compiled(system, "complex.c", "ucrtbase.def", "-o", f"{_SYSTEM32}/ucrtbase.dll")


def _source(system: Wine, name: str) -> str:
    shutil.copy(SOURCES / name, system.outside(_PLACE))
    return f"{_PLACE}/{name}"


def _compiled(system: Wine, *words: str) -> None:
    system.tool("env", "-C", _PLACE, COMPILER, "-shared", "-O1", "-static", *words)
