"""Settings: declared, read, written and observed."""

from __future__ import annotations
