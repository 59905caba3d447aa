"""Tells quickly whether a text may hold signs of the kinds that it was written for."""

from __future__ import annotations

_SIGNS: dict[str, tuple[str, ...]] = {}


def may_hold_signs(text: str, kinds: frozenset[str]) -> bool:
    """Whether a text has characters that begin signs of one of these kinds."""
    return any(sign in text for kind in kinds for sign in _SIGNS.get(kind, ()))
