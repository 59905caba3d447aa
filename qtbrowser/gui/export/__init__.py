"""Copying, printing and PDF."""

from __future__ import annotations
