"""What is chosen and remembered."""

from __future__ import annotations
