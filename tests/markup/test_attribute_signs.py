"""Attributes that are never closed take no time that grows by powers."""

from __future__ import annotations

from qtbrowser.markup.signs.kramdown import attributes


def test_attributes_without_an_end_are_text_at_once() -> None:
    assert attributes("{: " + "a" * 5_000 + " b" * 5_000 + "!", 0) is None
    assert attributes('{: .note #here k="v" }', 0) is not None
    assert attributes("{#chosen}", 0) is not None
