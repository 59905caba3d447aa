"""Differences between two texts, shown by editor and curator."""

from __future__ import annotations
