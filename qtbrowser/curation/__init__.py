"""Checks, edits and the journal: plain values and plans. Files are changed through `documents` only."""

from __future__ import annotations
