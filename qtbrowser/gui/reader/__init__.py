"""Reading: the shown document, back and forward, reading places and the answer panel."""

from __future__ import annotations
