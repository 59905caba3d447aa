"""Answers on paper: print preview, and books of answers as PDF."""

from __future__ import annotations
