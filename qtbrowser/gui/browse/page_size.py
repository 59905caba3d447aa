"""How many rows of the list are loaded at a time. No Qt."""

from __future__ import annotations

PAGE_ROWS = 25
