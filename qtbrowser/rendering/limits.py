"""Which answers are shown as their source, because reading them as Markdown would take too long."""

from __future__ import annotations


def why_too_hard(text: str) -> str | None:
    """Why a text is not to be read as Markdown, as a sentence for the reader; None if it may."""
    return None
