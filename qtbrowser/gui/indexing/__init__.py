"""The index process, and refreshing a library with it."""

from __future__ import annotations
