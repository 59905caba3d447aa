"""What is wrong in a library: rules over single documents, and rules over all of them together."""

from __future__ import annotations
