"""Editing one document: its form, its text with a live preview, and what keeps unsaved work from being lost."""

from __future__ import annotations
