"""Takes out of Qt's ICU data what the program never asks for.

Qt carries all of ICU's data, 32 MB: names of currencies, units, languages and time zones in seven hundred locales,
converters for old character sets, transliteration. QtBrowser sorts by ICU's rules and asks it nothing else (its texts
are UTF-8, its dates Qt's own), so sorting rules, properties of characters and the locales themselves stay.

The form is ICU's common data (``icudt..l.dat``): a header, a table of contents of (name, place) pairs counted from
that table, the names, and the items, each at a multiple of 16 bytes.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

from shipping.running import ShippingError, run

UNUSED = re.compile(r"[^/]+/(?:(?:brkitr|curr|lang|rbnf|region|translit|unit|zone)/.+|[^/]+\.cnv)")
"""Items that go: whole folders, so that what is left is whole in itself, and converters."""

_ALIGNMENT = 16
_ASSEMBLY = """\
.section .rodata
.globl {symbol}
.type {symbol}, @object
.balign 16
{symbol}: .incbin "{data}"
.size {symbol}, . - {symbol}
.section .note.GNU-stack, "", @progbits
"""


def without_unused(data: bytes) -> bytes:
    """A package of ICU data without the items named above.

    Raises:
        ValueError: these bytes are no such package.
    """
    header_size = struct.unpack_from("<H", data)[0]
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        raise ValueError("no package of ICU data")
    kept = [(name, item) for name, item in _items(data, header_size) if not UNUSED.fullmatch(name)]
    names = b"".join(name.encode("ascii") + b"\0" for name, _ in kept)
    table_size = 4 + 8 * len(kept)
    place = _aligned(table_size + len(names))
    table, items, name_place = bytearray(struct.pack("<I", len(kept))), bytearray(), table_size
    for name, item in kept:
        table += struct.pack("<II", name_place, place + len(items))
        name_place += len(name) + 1
        items += item.ljust(_aligned(len(item)), b"\0")
    return data[:header_size] + bytes(table + names).ljust(place, b"\0") + bytes(items)


def _items(data: bytes, table: int) -> list[tuple[str, bytes]]:
    count = struct.unpack_from("<I", data, table)[0]
    entries = [struct.unpack_from("<II", data, table + 4 + 8 * number) for number in range(count)]
    ends = [*(place for _, place in entries), len(data) - table][1:]
    return [
        (data[table + name : data.index(0, table + name)].decode("ascii"), data[table + place : table + end])
        for (name, place), end in zip(entries, ends, strict=True)
    ]


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def slim_library(library: Path, scratch: Path) -> None:
    """Rewrite ``libicudata.so.N`` on Linux, a library that is one symbol and its bytes, with what is needed of them.

    Args:
        library: the file.
        scratch: a folder for what is made on the way.

    Raises:
        ShippingError: it has another form than this knows.
    """
    listed = run(["readelf", "--dyn-syms", "--wide", library])
    found = re.search(r"\d+: ([0-9a-f]+) +(0x[0-9a-f]+|\d+) OBJECT +GLOBAL DEFAULT +\d+ (icudt\d+_dat)", listed)
    section = re.search(r" \.rodata +PROGBITS +([0-9a-f]+) ([0-9a-f]+) ", run(["readelf", "-SW", library]))
    if found is None or section is None:
        raise ShippingError(f"{library} has another form than packaging/shipping/icu.py knows.")
    begin = int(found[1], 16) - int(section[1], 16) + int(section[2], 16)
    scratch.mkdir(parents=True, exist_ok=True)
    data = scratch / "icu.dat"
    data.write_bytes(without_unused(library.read_bytes()[begin : begin + int(found[2], 0)]))
    (scratch / "icu.s").write_text(_ASSEMBLY.format(symbol=found[3], data=data.name), encoding="ascii")
    run(["as", "-o", "icu.o", "icu.s"], scratch)
    run(
        ["ld", "-shared", "-soname", library.name, "--build-id=none", "-z", "noexecstack", "-o", library, "icu.o"],
        scratch,
    )
