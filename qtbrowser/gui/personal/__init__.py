"""What the reader keeps for himself: the trail of what was searched and read."""

from __future__ import annotations
