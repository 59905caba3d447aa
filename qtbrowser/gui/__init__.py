"""The window; the only place that imports PySide6."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  # installs the hook that is removed here

# PySide replaces Python's import by a hook of its own, for `from __feature__ import …`. It reads the source of each
# module that is imported from then on, which takes as long as importing it. Nothing here uses these features.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
