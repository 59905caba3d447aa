"""The window; the only place that imports PySide6. Two parts of that import that nothing here needs are left out."""

from __future__ import annotations

import builtins
from typing import Any

_STUB_MAKERS = frozenset(f"shibokensupport/signature/lib/{name}.py" for name in ("enum_sig", "pyi_generator"))
"""Modules of PySide that make its files of type hints. It compiles their source at each start, and imports them."""

_compile = builtins.compile


def _compile_but_stub_makers(source: Any, filename: Any, *others: Any, **named: Any) -> Any:
    return _compile(b"" if filename in _STUB_MAKERS else source, filename, *others, **named)


builtins.compile = _compile_but_stub_makers
try:
    import PySide6.QtCore  # noqa: F401  # installs the hook that is removed here
finally:
    builtins.compile = _compile

# PySide replaces Python's import by a hook of its own, for `from __feature__ import …`. It reads the source of each
# module that is imported from then on, which takes as long as importing it. Nothing here uses these features.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
