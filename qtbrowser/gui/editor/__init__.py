"""Editing one document: its form, its text with a live preview, and drafts of unsaved work."""

from __future__ import annotations
