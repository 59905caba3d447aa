"""The check of a library: rules over single documents, and rules over all documents together."""

from __future__ import annotations
