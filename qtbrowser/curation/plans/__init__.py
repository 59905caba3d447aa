"""The plans of edits. Each is a generator that changes a `Work` and yields (documents done, total)."""

from __future__ import annotations
