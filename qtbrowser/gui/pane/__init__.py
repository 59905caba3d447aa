"""The answer pane: one document, laid out and painted, with its find bar."""

from __future__ import annotations
