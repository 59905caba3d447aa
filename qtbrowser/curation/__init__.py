"""Checks, edits and the journal of what was done: plain values and plans; files change through `documents` alone."""

from __future__ import annotations
