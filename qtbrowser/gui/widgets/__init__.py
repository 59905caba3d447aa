"""Themes, icons, delegates and small controls that several rooms use."""

from __future__ import annotations
